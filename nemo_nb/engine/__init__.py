"""The embedded service: a separate process that answers NemoVideo's protocol on this computer.

Started with ``python -m nemo_nb.engine``; nothing outside this room imports its inside. The rooms within:

    __main__.py   the process: its port, its secret, its end
    server.py     routes: nothing but translation between HTTP and the rest
    guard.py      who may talk to it
    upload.py     multipart bodies and URLs into the media folder
    dialect.py    the agent's steps as server-sent events
    chats.py      threads for chats, one edit at a time per project
    analyses.py   looking and listening into files, ahead of the chat that needs it
    renders.py    the queue of exports
    store.py      accounts, projects, drafts with their history, export jobs (SQLite)
    library.py    the content-addressed media folder
    ffmpeg.py     ffmpeg on files that nobody vouches for
    trouble.py    unexpected errors in words for a person
    agent.py      one message -> wishes -> edits on the draft, streamed
    words/        a message, clause by clause -> wishes, in English and Chinese
    acts/         wishes -> edits and answers; what needs the timeline, its scenes, its files
    edits/        draft -> draft: pure functions, one file per subject
    draft.py      what is in a draft
    history.py    undo and redo
    songs.py      what is known of the songs that pictures follow
    voice/        what the agent says
    picture/      what is in a file: streams, cuts, motion, loudness, speech
    music/        brief -> score -> sound -> master
    render/       draft -> plan -> ffmpeg
"""
