"""Free words in English and Chinese: which are commands, and which near misses are edits."""

from __future__ import annotations

import pytest

from nemo_nb.notebook.intent import route

SENTENCES = {
    "export": """
export
Export
export it
please export
export the video
export as MP4
export it as MP4, please
can you export the final video?
could you please export this as an mp4 file
download
download the video
send me the video
give me the file
I want to download the video
render the video
save it as out.mp4
export to holiday.mp4
let's export
now export it
导出
导出成 MP4
导出视频
请导出视频
帮我把视频导出
下载
下载视频
把视频发给我
发给我视频
导出为mp4
现在导出吧
把视频导出成MP4
render to 1080p mp4
okay, export now
send me the final mp4
render
export please
please export the video
can you export this for me?
save it as an mp4
download the finished video
give me the final mp4
render it in 1080p
I'd like to download it now
send me the file
ok, export it
export to trip_final.mp4
export as gif
export just the audio as wav
export the stems
帮我导出视频
把视频导出来
下载成片
导出成 webm
可以把最终视频发给我吗
""",
    "credits": """
credits
balance
how many credits do I have
how many credits do I have left?
show my credits
check my balance
what's my balance?
my balance
积分
余额
查看余额
我还有多少积分？
还剩多少积分
查一下积分
account balance
do I have enough credits
what's my balance
check my credits
credits?
还剩多少积分？
查一下余额
""",
    "status": """
status
show tracks
show me the tracks
show the timeline
what's on the timeline?
状态
查看状态
显示轨道
看看时间线
show status
what is the status
project status
时间线上有什么
当前状态
show me the timeline
what's on the timeline right now?
show the tracks
what's the current status?
看一下时间线
现在有哪些轨道
""",
    "upload": """
upload trip.mp4
上传 trip.mp4
trip.mp4
upload
上传
upload "my trip.mp4"
upload a.mp4 and b.mp4
https://example.com/v.mp4
please upload song.mp3
上传视频
upload a file
upload clip.mp4
上传 旅行.mp4
""",
    "chat": """
add export-quality color
make the upload scene brighter
add calm lo-fi
don't export yet
export-style colours please
add rolling credits at the end
roll the credits over black
credits at the end: directed by Ana
balance the audio
balance the music and voices
make the balance warmer
white balance
show tracks of tires in the snow
show the timeline of history as a title
add a status bar at the top
status update title at 0:03
change the title to "Download now"
add text "Export"
write "send me the video" as a subtitle
make it download-ready with louder music
render the sky darker
make the render scene shorter
upload-progress animation as intro
use the state anthem
add a title that says credits
remove the credits
fade out before the credits
export the mood of the first clip to the second
save the best moment for the end
send the music to the back
give me the chills
give me a calmer version
give me a louder mix
download vibes, synthwave
导出级别的调色
把上传的场景调亮
加片尾积分字幕
给画面做余额动画
状态栏样式的标题
把时间线缩短到10秒
添加轻松的音乐
音乐下载感再强一点
加一段 lo-fi
在结尾加演职员表
make trip.mp4 brighter
cut a.mp4 after b.mp4
get the music louder
save the last 5 seconds
what is the mood of the video
show me something calmer
I want more credits text
how many tracks of drums can you add
make it tense
show title "Status"
the video needs music
send me a happier version
music video
add a whoosh when the file downloads on screen
make the export of goods montage more tense
export the mood of the first half into the second half
download some rain sounds and add them
render the title in gold letters
add music and export it
make it sound like a video game export screen
save the best part for the end
send the drums to the background
don't export yet, make it warmer first
roll the credits over the last five seconds
balance the drums and the bass
add end credits with my name
better balance between voice and music
show a status bar that fills up with the beat
make the timeline shorter
add a second track with strings
remove the music track
make the uploaded clip brighter
put music under the clip I uploaded
add an upload animation
加一段关于出口导出贸易的旁白字幕
让音乐和人声更平衡
在下载进度条那一幕加点紧张感
先别导出，再温暖一点
片尾加上演职员名单
把上传的片段调亮一点
积分榜画面配激昂的音乐
add a gif sticker
give me music
get the music louder and warmer
make it a wave sound
save the sound of the rain
只要音乐，去掉人声
""",
}
CASES = [(line, verb) for verb, lines in SENTENCES.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("sentence", "verb"), CASES)
def test_route(sentence: str, verb: str) -> None:
    assert route(sentence).verb == verb


def test_files_are_found_in_the_words() -> None:
    assert route('please upload "my trip.mp4" and b.mov').args == ("my trip.mp4", "b.mov")
    assert route("save the video as out.mp4").args == ("out.mp4",)
    assert route("export").args == ()


FORMATS = {
    "export as gif": "gif",
    "export just the audio as wav": "wav",
    "export the music as mp3": "mp3",
    "export audio only": "wav",
    "export the stems": "stems",
    "give me the midi": "midi",
    "export in webm format": "webm",
    "export it as an MP4": None,
    "download the music video": None,
    "export to out.webm": None,
    "导出成 WebM 格式": "webm",
    "导出成gif动图": "gif",
    "导出分轨": "stems",
    "把音乐导出成mp3": "mp3",
    "只导出音频": "wav",
    "导出成 MP4": None,
}


@pytest.mark.parametrize("sentence", FORMATS)
def test_an_export_says_in_words_what_it_shall_be(sentence: str) -> None:
    intent = route(sentence)
    assert (intent.verb, intent.format) == ("export", FORMATS[sentence])


def test_a_long_or_many_lined_message_is_never_a_command() -> None:
    assert route("export\nwith a warmer look").verb == "chat"
    assert route("export " + "very " * 60).verb == "chat"
