"""Lines of the conversation itself: undo, answers, and what cannot be done here."""

LINES = {
    "nothing_to_undo": ("There is nothing to undo.", "没有可以撤销的操作。"),
    "nothing_but_files": (
        "There is nothing to undo since the last file came. “Remove the last clip” takes a clip away.",
        "上传素材之后没有可以撤销的操作。要去掉素材，可以说“删掉最后一个片段”。",
    ),
    "undone": ("The last edit is undone.", "已撤销上一步。"),
    "undone_more": ("The last {count} edits are undone.", "已撤销最近 {count} 步。"),
    "undone_all": (
        "All edits are undone. The timeline is as it was when the files came; “undo” brings the edits back.",
        "所有修改已撤销，时间线恢复到刚上传时的样子。说“撤销”可以恢复这些修改。",
    ),
    "nothing_to_redo": ("There is nothing to redo.", "没有可以重做的操作。"),
    "redone": ("The edit is done again.", "已重做这一步。"),
    "redone_more": ("{count} edits are done again.", "已重做 {count} 步。"),
    "cannot": (
        "I cannot do that here, so nothing was changed. "
        "I can cut, move and speed up clips, change the frame and its colours, add titles, subtitles, a "
        "logo, fades and "
        "transitions, compose music and change it (“warmer”, “faster”, “use strings”), make a montage or "
        "a music video, "
        "and undo.",
        "这个我在本地做不到，所以什么都没有改动。"
        "我可以剪切、移动、变速，改画幅和色彩，添加标题、字幕、水印、淡入淡出和转场，为视频或文字描述作曲"
        "并修改"
        "（“更温暖”“快一点”“用弦乐”），做混剪或音乐视频，以及撤销。",
    ),
    "cannot_again": (
        "That neither, so nothing was changed. “Help” lists examples of what I can do.",
        "这个也做不到，所以什么都没有改动。说“帮助”可以看到我能做什么。",
    ),
    "ducking": (
        "That happens by itself: where somebody speaks in a clip that can be heard, the music steps back "
        "by 12 dB.",
        "这是自动的：片段里有人说话且原声可听时，音乐会降低 12 dB 让位。",
    ),
    "rights": (
        "Music that I composed is new: it was written here, on this computer, note by note, and comes "
        "from no recording or "
        "library. What you uploaded is as free as it was before.",
        "我作的音乐是全新的：在这台电脑上逐个音符写成，不来自任何录音或曲库。你上传的素材版权和原来一样。",
    ),
    "last_wish": (
        "Your last wish was “{said}”. “Undo” takes it back; nothing was changed just now.",
        "你上一次的要求是“{said}”。说“撤销”可以撤回；刚才没有改动。",
    ),
    "nothing_done": (
        "Nothing has been edited since the last file came, and nothing was changed just now.",
        "上传素材之后还没有编辑过，刚才也没有改动。",
    ),
    "cost": (
        "Nothing: the local engine needs no credits and works as often as you like.",
        "不用钱：本地引擎不需要积分，用多少次都行。",
    ),
    "export": (
        "An export is a step of its own: run %nemo export out.mp4 in a notebook, or "
        'project.export("out.mp4"). Formats: mp4, webm, gif, mp3, wav, stems, midi; quality: low to high.',
        '导出是单独的一步：在笔记本里运行 %nemo export out.mp4，或者 project.export("out.mp4")。格式有 mp4、'
        "webm、gif、mp3、wav、stems、midi，质量有 low、medium、high。",
    ),
    "what_back": (
        "Nothing was removed just now. “Undo” takes the last edit back, as often as you say it.",
        "刚才没有移除什么。说“撤销”可以撤回上一步，说几次就撤几步。",
    ),
    "music_is": ("It is {piece}, played by {players}.", "现在的音乐是{piece}，乐器有{players}。"),
    "song_is": (
        "It is your song “{name}”, {length}, {bpm} BPM. Its key I do not know.",
        "这是你上传的歌“{name}”，{length}，{bpm} BPM。它的调我不知道。",
    ),
    "song_is_free": (
        "It is your song “{name}”, {length}, without a steady beat. Its key I do not know.",
        "这是你上传的歌“{name}”，{length}，没有固定节拍。它的调我不知道。",
    ),
    "why_length": (
        "It is {length} long because its pictures are ({count} on the timeline). It gets longer with more "
        "clips, “slow it down”, “repeat the video twice” or “make a 30-second montage”.",
        "它长 {length}，因为画面（时间线上 {count} 段）就这么长。想更长可以再上传素材，或者说“放慢”“重复两次”"
        "“做一个 30 秒的混剪”。",
    ),
    "why_length_music": (
        "The music is {length} long. Say how long it should be, such as “make it 45 seconds long”.",
        "音乐长 {length}。想要多长直接说，例如“改成 45 秒”。",
    ),
    "on_rhythm": (
        "The visuals follow the beat and the sections of the music.",
        "画面会跟随音乐的节拍和段落。",
    ),
    "cut_on_rhythm": ("The cuts of the montage lie on the beat.", "混剪的剪辑点都卡在节拍上。"),
    "no_rhythm": (
        "The clips run as they were filmed. “Make a 30-second montage” cuts them to the beat.",
        "片段按拍摄的样子播放。说“做一个 30 秒的混剪”就会卡点剪辑。",
    ),
    "music_placed": (
        "The music is heard from {start} to {end}. What plays there is unchanged.",
        "音乐从 {start} 播放到 {end}，其余不变。",
    ),
    "music_moved": ("The song begins at {start} now.", "歌曲现在从 {start} 开始。"),
    "music_nowhere": (
        "It is only {length} long, so no music would be left and nothing was changed.",
        "全长只有 {length}，那样就没有音乐了，所以什么都没有改动。",
    ),
    "volume_limits": (
        "A volume lies between 0 and 200 %, so nothing was changed.",
        "音量在 0 到 200% 之间，所以什么都没有改动。",
    ),
    "repeat_limits": (
        "A part can be shown at most {most} times in a row here, and the whole can last an hour, so nothing "
        "was changed.",
        "这里最多连续播放 {most} 次，全长最多 1 小时，所以什么都没有改动。",
    ),
    "part_unknown": ("“{words}” I did not understand, so it is left out.", "“{words}”我没有理解，已略过。"),
    "length": ("The timeline is {length} long: {what}.", "时间线长 {length}：{what}。"),
    "length_empty": ("The timeline is empty.", "时间线是空的。"),
    "scenes": ("{count} scenes: {list}.", "{count} 个镜头：{list}。"),
    "one_scene": ("There is one scene, {length} long.", "只有一个镜头，长 {length}。"),
    "spared": ("It stays as it is. Nothing was changed.", "好的，保持原样，什么都没有改动。"),
    "thanks": ("Say “export” when you are happy with it.", "满意的话，说“导出”就行。"),
    "cleared": (
        "The timeline is empty now. The files are still in the project; “undo” brings it back.",
        "时间线已清空。文件仍在项目里；说“撤销”可以恢复。",
    ),
    "help": (
        "Say what you want in your own words, several wishes at once if you like. For example: “trim from "
        "0:03 to 0:10”, "
        "“move the last scene to the front”, “speed up the second half”, “make it vertical with blurred "
        "borders”, “add the "
        "title ‘Paradise’”, “crossfade between all clips”, “add calm lo-fi”, “make a 30-second montage”, "
        "“undo”.",
        "用自己的话说就行，一次说几件事也可以。例如：“剪到 0:03 到 "
        "0:10”“把最后一个镜头移到最前面”“后半段加速”“改成竖屏，"
        "模糊背景”“加标题《天堂》”“所有片段之间加叠化”“加一段舒缓的 lo-fi”“做一个 30 秒的混剪”“撤销”。",
    ),
}
