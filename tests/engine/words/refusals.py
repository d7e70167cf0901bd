"""What is talked of, and what cannot be done: rows as in sentences.py, and (what is said, the answer)."""

from __future__ import annotations

from .sentences import CLIP, Row

TALK: list[Row] = [
    (CLIP, "how long is it?", {"same": True, "said": "0:10"}),
    (CLIP, "how many scenes are there?", {"same": True, "said": "5 scenes"}),
    (CLIP, "what can you do?", {"same": True, "said": "undo"}),
    (CLIP, "视频有多长", {"same": True, "said": "0:10"}),
    (CLIP, "undo everything", {"same": True, "said": "nothing to undo"}),
    (CLIP, "redo", {"same": True, "said": "nothing to redo"}),
    (CLIP, "delete everything", {"n": 0, "d": 0}),
    (CLIP, "what is the weather in Rome", {"same": True, "said": "nothing was changed"}),
    (CLIP, "今天天气怎么样", {"same": True, "said": "什么都没有改动"}),
]

IMPOSSIBLE = [
    ("auto-generate subtitles", "speech into text"),
    ("add captions for what they say", "speech into text"),
    ("translate the subtitles to French", "translate"),
    ("add a voice-over", "speak text"),
    ("remove the background", "background"),
    ("add a green screen", "background"),
    ("blur the faces", "faces"),
    ("blur my face", "faces"),
    ("remove the person on the left", "remove or follow"),
    ("download a clip from YouTube", "fetch videos"),
    ("post it to TikTok", "cannot post"),
    ("stabilize the footage", "steady"),
    ("play the video backwards", "backwards"),
    ("freeze the last frame", "freeze"),
    ("upscale it to 4K", "detail"),
    ("remove the background noise", "noise"),
    ("isolate the vocals", "song apart"),
    ("add stickers", "stickers"),
    ("show the clips side by side", "side by side"),
    ("自动生成字幕", "语音转成文字"),
    ("给人脸打码", "人脸"),
    ("绿幕抠像", "抠像"),
    ("加配音", "合成语音"),
    ("倒放", "倒放"),
]
