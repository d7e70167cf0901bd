"""Exceptions, what is not to be done, and what is said of a part only: rows as in sentences.py."""

from __future__ import annotations

from .sentences import BED, CLIP, LOGO, TWO, Row

ASIDES: list[Row] = [
    (TWO, "keep everything but clip 2", {"at": [(0, 10000, 0)]}),
    (TWO, "delete everything except clip 2", {"at": [(0, 4000, 0)]}),
    (CLIP, "mute all scenes except scene 2", {"n": 3, "said": "0:00-0:02 and 0:04-0:10 is muted"}),
    (CLIP, "make everything except the first scene black and white", {"part": (0, {"look": None}), "n": 2}),
    (CLIP, "keep all but the last two seconds", {"at": [(0, 8000, 0)]}),
    (CLIP, "make it brighter, but not the last scene", {"n": 2, "part": (1, {"look": None})}),
    (TWO, "除了第二个片段都删掉", {"at": [(0, 4000, 0)]}),
    (TWO, "保留除了第二个片段以外的所有片段", {"at": [(0, 10000, 0)]}),
    (CLIP, "除了第二个镜头，其他都静音", {"n": 3, "part": (0, {"volume": 0.0})}),
    (
        TWO,
        "cut two secs off the beginning of the trip clip and make it b&w",
        {"at": [(0, 8000, 2000), (8000, 4000, 0)], "part": (1, {"look": None})},
    ),
    (TWO, "remove the audio from the trip clip but keep the rest", {"part": (0, {"volume": 0.0}), "n": 2}),
    (CLIP, "cut the middle scene", {"at": [(0, 4000, 0), (4000, 4000, 6000)]}),
    (CLIP, "make it a bit quieter from 0:02 to 0:04", {"n": 3, "part": (1, {"volume": 0.71})}),
    (TWO, 'lower third for clip 2: "Jane Doe"', {"text": {"start": 10000, "d": 4000, "kind": "lower"}}),
    (CLIP, "add the title 'A' and remove it after 2 seconds", {"d": 10000, "text": {"start": 0, "d": 2000}}),
    (CLIP, "add end credits saying 'Directed by Ann'", {"text": {"start": 7000, "d": 3000}}),
    (CLIP, "make it a reel", {"m": {"width": 1080, "height": 1920}, "songs": 0}),
    (CLIP, "get rid of the first three and a half seconds", {"at": [(0, 6500, 3500)]}),
    (TWO, "add music only under the second clip", {"music": {"start": 10000, "d": 4000}}),
    (CLIP, "add calm piano music from 0:03 to 0:08", {"music": {"start": 3000, "d": 5000}}),
    (CLIP, "在第二个镜头下面加轻柔的钢琴曲", {"music": {"start": 2000, "d": 2000}}),
    (CLIP, "加一首欢快的背景音乐，但是前3秒不要", {"music": {"start": 3000, "d": 7000}}),
    (CLIP, "加点吉他，只在后半段", {"music": {"start": 5000, "d": 5000}}),
    (BED, "play song.mp3 only under the second scene", {"song": {"start": 2000, "d": 2000}}),
    (BED, "put the song under the last 4 seconds", {"song": {"start": 6000, "d": 4000}, "songs": 1}),
    (TWO, "第一个片段太长了，剪到3秒", {"at": [(0, 3000, 0), (3000, 4000, 0)]}),
    (TWO, "the first clip is too long, cut it to 3 seconds", {"at": [(0, 3000, 0), (3000, 4000, 0)]}),
    (TWO, "第一个片段的前一秒剪掉，最后一秒也剪掉", {"at": [(0, 8000, 1000), (8000, 4000, 0)]}),
    (CLIP, "去掉前面两秒后面三秒", {"at": [(0, 5000, 2000)]}),
    (CLIP, "右下角打上“小明”，白色小字，全程显示", {"text": {"start": 0, "d": 10000}}),
    (CLIP, "标题“开始”放在中间，两秒后消失", {"text": {"start": 0, "d": 2000}}),
    (CLIP, "片头加“第一章”三秒，片尾加“谢谢观看”", {"texts": 2, "text": {"start": 7000, "d": 3000}}),
    (CLIP, "把第四个镜头加快一倍", {"d": 9000}),
    (CLIP, "把视频旋转到正的", {"same": True}),
    (
        LOGO,
        "add logo.png bottom right, 15%, 80% opacity, only in the last 4 seconds",
        {"over": {"start": 6000, "d": 4000}},
    ),
    (CLIP, "don't mute the video", {"same": True, "said": "stays as it is"}),
    (CLIP, "don't add any music", {"same": True, "said": "stays as it is"}),
    (CLIP, "I don't want it black and white", {"same": True, "said": "stays as it is"}),
    (CLIP, "别静音", {"same": True, "said": "保持原样"}),
    (CLIP, "trim to 5s but don't mute it", {"at": [(0, 5000, 0)], "all": {"volume": 1.0}}),
    (CLIP, "no titles please, only cut the first two seconds", {"at": [(0, 8000, 2000)]}),
    (CLIP, "make it not so slow", {"all": {"speed": 1.5}}),
    (CLIP, "make it vertical without bars", {"all": {"fit": "fill"}}),
]

SHARED: list[Row] = [
    (TWO, "trim clip 1 to 2 seconds", {"at": [(0, 2000, 0), (2000, 4000, 0)]}),
    (TWO, "trim clip 1 to 2 seconds and clip 2 to 3 seconds", {"at": [(0, 2000, 0), (2000, 3000, 0)]}),
    (TWO, "make clip 1 brighter and clip 2 darker", {"part": (1, {"look": {"brightness": -0.2}}), "n": 2}),
    (CLIP, "skip the first scene and the last one", {"at": [(0, 6000, 2000)]}),
    (BED, "no music in the second scene", {"same": True, "songs": 1}),
    (TWO, "fade out clip 1", {"same": True, "said": "start and the end"}),
    (TWO, "fade in the first clip", {"part": (0, {"fade_in": 1000})}),
    (TWO, "mute trip", {"part": (0, {"volume": 0.0}), "said": "trip.mp4"}),
    (TWO, "rotate trip 180 degrees", {"part": (0, {"rotate": 180}), "said": "Trip.mp4"}),
    (TWO, "delete the trip one", {"at": [(0, 4000, 0)]}),
]
"""One verb or noun for two things, fades of clips, and films by their bare names."""
