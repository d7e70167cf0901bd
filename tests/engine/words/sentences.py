"""What people say, and what becomes of the draft.

Each row: what is there, what is said, what is true of the draft afterwards. The keys of the last:
``d`` the timeline's length (ms), ``n`` how many pictures, ``at`` (start, d, in) of each picture, ``all`` keys
that every picture has, ``part`` (number, keys) of one of them, ``m`` keys of the draft, ``text``, ``over``,
``song`` keys of the last of these, ``texts``, ``overs``, ``songs`` how many there are, ``same`` that nothing
was changed, ``said`` words of the answer.
"""

from __future__ import annotations

from typing import Any

CLIP, TWO, PHOTOS, SONG = ("trip.mp4",), ("trip.mp4", "b.mp4"), ("a.jpg", "b.mp4"), ("song.mp3",)
LOGO, BED, EMPTY = ("trip.mp4", "logo.png"), ("trip.mp4", "song.mp3"), ()

Row = tuple[tuple[str, ...], str, dict[str, Any]]

CUTTING: list[Row] = [
    (CLIP, "trim from 0:03.200 to 0:10", {"d": 6800, "at": [(0, 6800, 3200)]}),
    (CLIP, "trim the clip to the first five seconds", {"at": [(0, 5000, 0)]}),
    (CLIP, "keep only 0:05 to 0:08", {"at": [(0, 3000, 5000)]}),
    (CLIP, "keep the last 2 seconds", {"at": [(0, 2000, 8000)]}),
    (CLIP, "cut off the first 3 seconds", {"at": [(0, 7000, 3000)]}),
    (CLIP, "cut the last 2 seconds", {"at": [(0, 8000, 0)]}),
    (CLIP, "trim 2 seconds off the end", {"d": 8000}),
    (CLIP, "shorten the video to 8 seconds", {"at": [(0, 8000, 0)]}),
    (CLIP, "shorten it by 2 seconds", {"d": 8000}),
    (CLIP, "shorten the last scene by 1 second", {"d": 9000}),
    (CLIP, "make the video 5 seconds long", {"d": 5000}),
    (CLIP, "cut out the part between 0:03 and 0:05", {"at": [(0, 3000, 0), (3000, 5000, 5000)]}),
    (CLIP, "cut out everything from 2 s to 4 s", {"at": [(0, 2000, 0), (2000, 6000, 4000)]}),
    (CLIP, "remove everything after 0:08", {"d": 8000}),
    (CLIP, "delete everything before 5 seconds", {"at": [(0, 5000, 5000)]}),
    (CLIP, "keep the second half", {"at": [(0, 5000, 5000)]}),
    (CLIP, "remove the middle third", {"d": 6666}),
    (CLIP, "delete the second scene", {"at": [(0, 2000, 0), (2000, 6000, 4000)]}),
    (CLIP, "delete the last scene", {"at": [(0, 8000, 0)]}),
    (CLIP, "drop the last two scenes", {"d": 6000}),
    (CLIP, "keep only scenes 1 and 3", {"at": [(0, 2000, 0), (2000, 2000, 4000)]}),
    (CLIP, "remove scenes 2 to 4", {"at": [(0, 2000, 0), (2000, 2000, 8000)]}),
    (CLIP, "delete scene 9", {"same": True, "said": "only 5 scenes"}),
    (CLIP, "trim from 0:12 to 0:15", {"same": True, "said": "0:12 lies beyond the end"}),
    (CLIP, "trim from 0:05 to 0:20", {"d": 5000, "said": "ends at 0:10"}),
    (CLIP, "trim to the first 30 seconds", {"same": True, "said": "only 0:10 long"}),
    (CLIP, "split the clip at 0:04", {"at": [(0, 4000, 0), (4000, 6000, 4000)]}),
    (CLIP, "split it in half", {"at": [(0, 5000, 0), (5000, 5000, 5000)]}),
    (CLIP, "split at every scene", {"n": 5, "d": 10000}),
    (CLIP, "move the last scene to the front", {"at": [(0, 2000, 8000), (2000, 8000, 0)]}),
    (CLIP, "start with the third scene", {"at": [(0, 2000, 4000), (2000, 4000, 0), (6000, 4000, 6000)]}),
    (CLIP, "move scene 1 after scene 2", {"at": [(0, 2000, 2000), (2000, 2000, 0), (4000, 6000, 4000)]}),
    (
        CLIP,
        "swap the first and the last scene",
        {"at": [(0, 2000, 8000), (2000, 6000, 2000), (8000, 2000, 0)]},
    ),
    (TWO, "swap clips 1 and 2", {"at": [(0, 4000, 0), (4000, 10000, 0)]}),
    (TWO, "put the second clip before the first clip", {"at": [(0, 4000, 0), (4000, 10000, 0)]}),
    (TWO, "move b.mp4 to the beginning", {"at": [(0, 4000, 0), (4000, 10000, 0)]}),
    (TWO, "reverse the order of the clips", {"at": [(0, 4000, 0), (4000, 10000, 0)]}),
    (TWO, "put the clips in the order 2, 1", {"at": [(0, 4000, 0), (4000, 10000, 0)]}),
    (TWO, "delete the second clip", {"n": 1, "d": 10000}),
    (TWO, "remove b.mp4", {"n": 1, "d": 10000}),
    (TWO, "trim the first clip to 3 seconds", {"at": [(0, 3000, 0), (3000, 4000, 0)]}),
    (CLIP, "repeat the clip twice", {"d": 20000, "n": 2}),
    (CLIP, "play the last scene 3 times", {"d": 14000}),
    (CLIP, "remove c.mp4", {"same": True, "said": "no file c.mp4"}),
    (EMPTY, "trim to the first 3 seconds", {"same": True, "said": "no clip"}),
    (SONG, "keep the first 4 seconds", {"d": 4000, "song": {"in": 0}}),
    (CLIP, "剪到前五秒", {"at": [(0, 5000, 0)]}),
    (CLIP, "从3秒剪到8秒", {"at": [(0, 5000, 3000)]}),
    (CLIP, "只保留0:05到0:08", {"at": [(0, 3000, 5000)]}),
    (CLIP, "剪掉开头3秒", {"at": [(0, 7000, 3000)]}),
    (CLIP, "去掉最后两秒", {"d": 8000}),
    (CLIP, "剪掉3秒到5秒之间的部分", {"at": [(0, 3000, 0), (3000, 5000, 5000)]}),
    (CLIP, "删掉第三个镜头", {"at": [(0, 4000, 0), (4000, 4000, 6000)]}),
    (CLIP, "保留后半段", {"at": [(0, 5000, 5000)]}),
    (CLIP, "在5秒处切开", {"n": 2}),
    (CLIP, "把最后一个镜头移到最前面", {"at": [(0, 2000, 8000), (2000, 8000, 0)]}),
    (TWO, "交换第一个和第二个片段", {"at": [(0, 4000, 0), (4000, 10000, 0)]}),
    (CLIP, "删掉第九个镜头", {"same": True, "said": "只有 5 个镜头"}),
]

SPEED: list[Row] = [
    (CLIP, "speed up the video", {"d": 6667, "all": {"speed": 1.5}}),
    (CLIP, "speed the video up 2x", {"d": 5000, "all": {"speed": 2.0}}),
    (CLIP, "make the video twice as fast", {"all": {"speed": 2.0}}),
    (CLIP, "play it at half speed", {"d": 20000, "all": {"speed": 0.5}}),
    (CLIP, "slow motion from 0:02 to 0:04", {"d": 12000, "part": (1, {"speed": 0.5, "in": 2000})}),
    (CLIP, "slow down the second half", {"d": 11667, "part": (1, {"speed": 0.75})}),
    (CLIP, "make the first scene faster", {"part": (0, {"speed": 1.5})}),
    (CLIP, "speed the video up by 50%", {"all": {"speed": 1.5}}),
    (CLIP, "make the whole video fit into 5 seconds", {"d": 5000, "all": {"speed": 2.0}}),
    (CLIP, "speed it up 10x", {"same": True, "said": "four times"}),
    (CLIP, "make it faster", {"all": {"speed": 1.5}}),
    (CLIP, "视频加速到2倍", {"all": {"speed": 2.0}}),
    (CLIP, "后半段放慢一半", {"part": (1, {"speed": 0.5})}),
    (CLIP, "视频慢动作", {"all": {"speed": 0.5}}),
    (CLIP, "快一点", {"all": {"speed": 1.5}}),
]

FRAME: list[Row] = [
    (CLIP, "make it vertical", {"m": {"width": 1080, "height": 1920}, "said": "blurred"}),
    (CLIP, "make it vertical with blurred borders", {"m": {"fill": "blur"}, "all": {"fit": "fit"}}),
    (CLIP, "convert the video to 9:16", {"m": {"width": 1080, "height": 1920}}),
    (CLIP, "reframe for TikTok", {"m": {"width": 1080}}),
    (CLIP, "make it square with white borders", {"m": {"width": 1080, "height": 1080, "fill": "white"}}),
    (CLIP, "crop to 4:5", {"m": {"height": 1350}, "all": {"fit": "fill"}}),
    (CLIP, "make it 16:9 with black bars", {"m": {"width": 1920, "fill": "black"}}),
    (CLIP, "use black borders", {"m": {"fill": "black"}}),
    (CLIP, "rotate 90 degrees", {"all": {"rotate": 90}, "m": {"width": 180, "height": 320}}),
    (CLIP, "rotate the video 90 degrees counterclockwise", {"all": {"rotate": 270}}),
    (CLIP, "turn the video upside down", {"all": {"rotate": 180}}),
    (CLIP, "rotate the first scene by 180 degrees", {"n": 2, "part": (0, {"rotate": 180})}),
    (CLIP, "flip the video horizontally", {"all": {"flip": "h"}}),
    (CLIP, "mirror the second half", {"part": (1, {"flip": "h"})}),
    (CLIP, "zoom in 200%", {"all": {"crop": [0.25, 0.25, 0.5, 0.5]}}),
    (CLIP, "crop 10% off each side", {"all": {"crop": [0.1, 0.1, 0.8, 0.8]}}),
    (CLIP, "crop the top 20%", {"all": {"crop": [0.0, 0.2, 1.0, 0.8]}}),
    (PHOTOS, "slowly zoom in on the photos", {"part": (0, {"motion": "in"})}),
    (CLIP, "改成竖屏，模糊背景", {"m": {"width": 1080, "height": 1920, "fill": "blur"}}),
    (CLIP, "适配抖音竖屏", {"m": {"width": 1080, "height": 1920}}),
    (CLIP, "裁成1:1", {"m": {"width": 1080, "height": 1080}, "all": {"fit": "fill"}}),
    (CLIP, "顺时针旋转90度", {"all": {"rotate": 90}}),
    (CLIP, "把画面左右翻转", {"all": {"flip": "h"}}),
]

LOOKS: list[Row] = [
    (CLIP, "make the video brighter", {"all": {"look": {"brightness": 0.2}}}),
    (CLIP, "brighten the picture a bit", {"all": {"look": {"brightness": 0.1}}}),
    (CLIP, "make the picture 30% darker", {"all": {"look": {"brightness": -0.3}}}),
    (CLIP, "increase the contrast", {"all": {"look": {"contrast": 0.2}}}),
    (CLIP, "less saturation", {"all": {"look": {"saturation": -0.2}}}),
    (CLIP, "warmer", {"all": {"look": {"warmth": 0.2}}}),
    (CLIP, "cooler colors", {"all": {"look": {"warmth": -0.2}}}),
    (CLIP, "make it black and white", {"all": {"look": {"name": "noir"}}}),
    (CLIP, "apply a vintage filter to the first scene", {"part": (0, {"look": {"name": "vintage"}})}),
    (CLIP, "give it a cinematic look", {"all": {"look": {"name": "cinematic"}}}),
    (CLIP, "more vivid colors", {"all": {"look": {"saturation": 0.2}}}),
    (CLIP, "make the last scene darker", {"part": (1, {"look": {"brightness": -0.2}})}),
    (CLIP, "画面亮一点", {"all": {"look": {"brightness": 0.2}}}),
    (CLIP, "饱和度降低20%", {"all": {"look": {"saturation": -0.2}}}),
    (CLIP, "加复古滤镜", {"all": {"look": {"name": "vintage"}}}),
    (CLIP, "黑白效果", {"all": {"look": {"name": "noir"}}}),
]

JOINS: list[Row] = [
    (CLIP, "fade in from black", {"all": {"fade_in": 1000}}),
    (CLIP, "fade out at the end over 2 seconds", {"all": {"fade_out": 2000}}),
    (CLIP, "add a 2 second fade in at the start", {"all": {"fade_in": 2000}}),
    (TWO, "fade out at the end", {"part": (1, {"fade_out": 1000})}),
    (BED, "fade out the music over 3 seconds", {"song": {"fade_out": 3000}}),
    (
        TWO,
        "add a crossfade between all clips",
        {"d": 13500, "part": (1, {"transition": {"kind": "crossfade", "d": 500}})},
    ),
    (TWO, "crossfade between clip 1 and clip 2 for 1 second", {"d": 13000}),
    (CLIP, "add transitions between the scenes", {"n": 5, "d": 8000}),
    (TWO, "add a wipe transition", {"part": (1, {"transition": {"kind": "wipe", "d": 500}})}),
    (CLIP, "add a crossfade between all clips", {"n": 5}),
    (("b.mp4",), "add a crossfade between all clips", {"same": True, "said": "only one clip"}),
    (CLIP, "开头淡入，结尾淡出2秒", {"all": {"fade_in": 1000, "fade_out": 2000}}),
    (TWO, "片段之间加叠化转场", {"d": 13500}),
    (BED, "音乐淡出", {"song": {"fade_out": 1000}}),
]

TEXTS: list[Row] = [
    (CLIP, "add the title 'Paradise'", {"text": {"text": "Paradise", "start": 0, "kind": "title"}}),
    (CLIP, "add a text that says don't panic", {"text": {"text": "don't panic"}}),
    (
        CLIP,
        'add a title "Urban Dreams" at the bottom from 0:05 for 4 seconds',
        {"text": {"text": "Urban Dreams", "start": 5000, "position": "bottom", "d": 4000}},
    ),
    (
        CLIP,
        'add a lower third "Jane Doe, Director" from 0:02 to 0:06',
        {"text": {"kind": "lower", "start": 2000, "d": 4000}},
    ),
    (
        CLIP,
        'add a big yellow title "Hi" at the top',
        {"text": {"size": 0.13, "color": "#ffd54f", "position": "top"}},
    ),
    (
        CLIP,
        'add the caption "Day 1" at the bottom left at 0:05',
        {"text": {"position": [0.22, 0.86], "start": 5000}},
    ),
    (CLIP, 'add "The End" at the end', {"text": {"text": "The End", "start": 7000, "d": 3000}}),
    (CLIP, 'show the text "Two" during the second scene', {"text": {"start": 2000, "d": 2000}}),
    (CLIP, 'put the title "Hi" on screen for the whole video', {"text": {"start": 0, "d": 10000}}),
    (CLIP, "add the title 'cut the music and mute everything'", {"texts": 1, "d": 10000}),
    (
        CLIP,
        "add subtitles\n1\n00:00:01,000 --> 00:00:02,500\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nBye",
        {"texts": 2, "text": {"text": "Bye", "start": 3000, "d": 1000, "kind": "subtitle"}},
    ),
    (CLIP, "add subtitles", {"same": True, "said": ".srt"}),
    (CLIP, 'add a title "Late" at 0:20', {"same": True, "said": "0:20 lies beyond the end"}),
    (CLIP, 'add the title "One" and make it yellow', {"text": {"color": "#ffd54f"}}),
    (
        CLIP,
        'title "A", then change the title to "B" and move it to the top',
        {"texts": 1, "text": {"text": "B", "position": "top"}},
    ),
    (CLIP, 'add the title "A", then remove the title', {"texts": 0}),
    (CLIP, 'add the title "A" at the top and the title "B" at the bottom', {"texts": 2}),
    (CLIP, "加标题“天堂”", {"text": {"text": "天堂"}}),
    (
        CLIP,
        "添加标题《我的旅行》在顶部，持续5秒，黄色",
        {"text": {"position": "top", "d": 5000, "color": "#ffd54f"}},
    ),
    (CLIP, "在底部加人名条“张三，导演”", {"text": {"kind": "lower", "text": "张三，导演"}}),
    (CLIP, "加标题“甲”，然后把标题改成“乙”", {"texts": 1, "text": {"text": "乙"}}),
]

OVER: list[Row] = [
    (
        LOGO,
        "put logo.png in the top right corner at 10 %",
        {"n": 1, "d": 10000, "over": {"kind": "image", "d": 10000}},
    ),
    (LOGO, "add the logo bottom left at 50% opacity", {"over": {"opacity": 0.5}}),
    (
        TWO,
        "put b.mp4 in the bottom right corner from 0:02 to 0:05",
        {"n": 1, "over": {"start": 2000, "d": 3000, "volume": 0.0}},
    ),
    (LOGO, "put logo.png in the corner, then remove the logo", {"overs": 0, "n": 1}),
    (CLIP, "put my logo in the corner", {"same": True, "said": "Upload it first"}),
    (LOGO, "在右上角加logo.png，大小10%", {"over": {"box": [0.8775, 0.04, 0.1, 0.0889]}}),
]

SOUND: list[Row] = [
    (CLIP, "mute the video", {"all": {"volume": 0.0}}),
    (CLIP, "mute the first scene", {"n": 2, "part": (0, {"volume": 0.0})}),
    (CLIP, "mute the sound between 0:03 and 0:05", {"n": 3, "part": (1, {"volume": 0.0})}),
    (CLIP, "set the clip's volume to 50%", {"all": {"volume": 0.5}}),
    (CLIP, "make it louder", {"all": {"volume": 1.41}}),
    (CLIP, "lower the original sound by 6 dB", {"all": {"volume": 0.501}}),
    (BED, "set the music to 40%", {"song": {"volume": 0.4}}),
    (BED, "remove the music", {"songs": 0}),
    (BED, "loop the music", {"song": {"loop": True, "d": 10000}}),
    (BED, "replace the music with song.mp3", {"song": {"volume": 0.35}}),
    (CLIP, "use song.mp3 as the music", {"same": True, "said": "no file song.mp3"}),
    (CLIP, "music louder", {"same": True, "said": "no music"}),
    (CLIP, "视频静音", {"all": {"volume": 0.0}}),
    (CLIP, "原声调到50%", {"all": {"volume": 0.5}}),
    (BED, "循环音乐", {"song": {"loop": True}}),
]

SEVERAL: list[Row] = [
    (
        CLIP,
        "trim to the first 4 seconds, speed it up 2x and make it vertical",
        {"d": 2000, "all": {"speed": 2.0}, "m": {"width": 1080}},
    ),
    (CLIP, 'delete the first scene, then add the title "Go" at 0:01', {"d": 8000, "text": {"start": 1000}}),
    (CLIP, "brighten the video and make it faster", {"all": {"look": {"brightness": 0.2}, "speed": 1.5}}),
    (CLIP, "rotate the video and make it warmer", {"all": {"rotate": 90, "look": {"warmth": 0.2}}}),
    (TWO, "swap the clips 1 and 2, fade in and fade out", {"part": (0, {"fade_in": 1000}), "n": 2}),
    (CLIP, "把视频剪到前四秒，加速到2倍，然后加标题“快”", {"d": 2000, "text": {"text": "快"}}),
    (CLIP, "画面亮一点，静音", {"all": {"volume": 0.0, "look": {"brightness": 0.2}}}),
]

MORE: list[Row] = [
    (CLIP, "I'd like the last scene removed", {"d": 8000}),
    (CLIP, "remove the first 2 seconds and the last 2 seconds", {"at": [(0, 6000, 2000)]}),
    (CLIP, "trim the start by 2 seconds", {"at": [(0, 8000, 2000)]}),
    (CLIP, "slow the last three seconds down to half speed", {"part": (1, {"speed": 0.5}), "d": 13000}),
    (CLIP, "set the brightness to 120%", {"all": {"look": {"brightness": 0.2}}}),
    (TWO, "make the second clip black and white", {"part": (1, {"look": {"name": "noir"}})}),
    (PHOTOS, "move a.jpg after b.mp4", {"at": [(0, 4000, 0), (4000, 5000, 0)]}),
    (("b.mp4", "a.jpg"), "把a.jpg放到最前面", {"at": [(0, 5000, 0), (5000, 4000, 0)]}),
    (TWO, "use b.mp4 only", {"n": 1, "d": 4000}),
    (CLIP, "最后三秒放慢到一半", {"d": 13000}),
    (CLIP, "加标题“甲”，标题从第5秒开始显示", {"text": {"start": 5000}}),
    (CLIP, 'add the caption "Hi" and make the captions yellow', {"text": {"color": "#ffd54f"}}),
    (CLIP, "视频太暗了", {"all": {"look": {"brightness": 0.2}}}),
    (CLIP, "删除从3秒到5秒的内容", {"d": 8000}),
]

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
