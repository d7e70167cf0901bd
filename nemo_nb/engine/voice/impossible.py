"""What cannot be done here, and what can be done instead. Each line says that nothing was changed."""

from nemo_nb.engine.voice import sound

LINES = {
    "transcribe": (
        "I cannot turn speech into text here, so nothing was changed. Put the text of an .srt file under "
        "the words "
        "“add these subtitles” and I show it at its times.",
        "我在本地不能把语音转成文字，所以什么都没有改动。把 .srt "
        "的内容贴在“添加这些字幕”下面，我就按时间显示。",
    ),
    "translate": (
        "I cannot translate here, so nothing was changed. Paste subtitles in the other language and I "
        "show those.",
        "我在本地不能翻译，所以什么都没有改动。贴上译好的字幕，我就可以显示。",
    ),
    "voice": (
        "I cannot speak text here, so nothing was changed. Record the voice, upload it, and it lies under "
        "the picture; "
        "or show the words as captions.",
        "我在本地不能合成语音，所以什么都没有改动。可以录好旁白上传，或者把文字显示成字幕。",
    ),
    "cutout": (
        "I cannot cut a person out of the background here, so nothing was changed. I can blur or colour "
        "the borders, "
        "crop, and lay a picture with transparency over the clip.",
        "我在本地不能抠像或换背景，所以什么都没有改动。可以改边框、裁剪，或叠加一张带透明的图片。",
    ),
    "faces": (
        "I cannot find faces here, so nothing was changed. I can crop them out, cut the span, or lay a "
        "picture over "
        "that place.",
        "我在本地不能识别人脸，所以什么都没有改动。可以裁掉、剪掉那一段，或者用图片盖住。",
    ),
    "objects": (
        "I cannot remove or follow things in the picture here, so nothing was changed. I can crop, cut "
        "the span, or "
        "lay a picture over that place.",
        "我在本地不能移除或跟踪画面里的东西，所以什么都没有改动。可以裁剪、剪掉那一段，或者用图片盖住。",
    ),
    "download": (
        "I cannot fetch videos from such sites, so nothing was changed. Upload the file itself, or a "
        "direct link to an "
        "mp4.",
        "我不能从这些网站下载，所以什么都没有改动。请上传文件本身，或给一个直接指向 mp4 的链接。",
    ),
    "publish": (
        "I cannot post anywhere, so nothing was changed. Say “export” for the MP4 and post that.",
        "我不能发布到平台，所以什么都没有改动。说“导出”得到 MP4，再自行发布。",
    ),
    "stabilise": (
        "I cannot steady a shaky clip here, so nothing was changed. Zooming in a little or slowing it "
        "down makes it "
        "look calmer.",
        "我在本地不能防抖，所以什么都没有改动。稍微放大或放慢会显得平稳一些。",
    ),
    "backwards": (
        "I cannot play a clip backwards here, so nothing was changed. I can reverse the order of the "
        "scenes and change "
        "the speed.",
        "我在本地不能倒放，所以什么都没有改动。可以把镜头顺序颠倒，或者变速。",
    ),
    "freeze": (
        "I cannot freeze a frame here, so nothing was changed. Slowing a span down to a quarter comes close.",
        "我在本地不能定格，所以什么都没有改动。把那一段放慢到四分之一比较接近。",
    ),
    "sharpen": (
        "I cannot add detail that is not in the clip, so nothing was changed. I can change contrast, "
        "brightness and "
        "saturation.",
        "我不能增加素材里没有的细节，所以什么都没有改动。可以调对比度、亮度和饱和度。",
    ),
    "noise": (
        "I cannot clean noise out of a recording here, so nothing was changed. I can lower or mute the "
        "clip's sound and "
        "put music over it.",
        "我在本地不能给录音降噪，所以什么都没有改动。可以调低或静音原声，再配上音乐。",
    ),
    "vocals": (
        "I cannot take a finished song apart here, so nothing was changed. Music that I composed comes as "
        "separate "
        "parts: %nemo export --stems.",
        "我在本地不能拆分成品歌曲，所以什么都没有改动。我作的曲可以分轨导出：%nemo export --stems。",
    ),
    "footage": (
        "I cannot film or invent footage here, so nothing was changed. Upload clips or photos, or ask for "
        "a video "
        "without any: then the picture is designed and moves with the music.",
        "我在本地不能凭空生成实拍画面，所以什么都没有改动。请上传视频或照片；没有素材时我可以做随音乐变化"
        "的设计画面。",
    ),
    "stickers": (
        "I have no stickers or effects of that kind, so nothing was changed. Upload a picture with "
        "transparency and I "
        "lay it over the clip; looks, fades and transitions I have.",
        "我没有贴纸和这类特效，所以什么都没有改动。可以上传透明图片叠加；风格、淡入淡出和转场我都有。",
    ),
    "ramp": (
        "I cannot ease from one speed into another, so nothing was changed. I can change the speed of a "
        "part: “slow motion from 0:02 to 0:04”.",
        "我在本地不能做曲线变速，所以什么都没有改动。可以让一段变速：“把2秒到4秒放慢一半”。",
    ),
    "rate": (
        "The frame rate is that of the clips, so nothing was changed.",
        "帧率由素材决定，所以什么都没有改动。",
    ),
    "blur": (
        "I cannot blur a part of the picture here, so nothing was changed. Borders can be blurred, and a "
        "“dreamy” look "
        "is soft.",
        "我在本地不能模糊画面的一部分，所以什么都没有改动。边框可以模糊，“梦幻”风格比较柔和。",
    ),
    "sidebyside": (
        "I cannot show clips side by side as a request of its own, so nothing was changed. Lay one over "
        "the other: “put "
        "b.mp4 in the bottom right corner at 40 %”.",
        "我不能直接分屏，所以什么都没有改动。可以把一个叠在另一个上：“把 b.mp4 放在右下角，40%”。",
    ),
    "silence": (
        "I cannot cut at the pauses by myself here, so nothing was changed. Tell me the times, such as “cut "
        "out 0:03 to 0:05”, as often as you like.",
        "我在本地不能自动剪掉停顿，所以什么都没有改动。告诉我时间就行，例如“剪掉 0:03 到 0:05”，可以说几段。",
    ),
    "gif": (
        "A GIF is made on export, so nothing was changed. Run %nemo export out.gif in a notebook, or "
        'project.export("out.gif").',
        "GIF 在导出时生成，所以什么都没有改动。在笔记本里运行 %nemo export out.gif，或者 "
        'project.export("out.gif")。',
    ),
    "four_k": (
        "An export is at most 1920 × 1080 here (1080 × 1920 upright), so nothing was changed. Larger clips "
        "are scaled down to that.",
        "这里导出最大 1920 × 1080（竖屏 1080 × 1920），所以什么都没有改动。更大的素材会缩小到这个尺寸。",
    ),
    "pixels": (
        "I cannot set a size in pixels, so nothing was changed. Name a shape: 16:9 is 1920 × 1080, 9:16 is "
        "1080 × 1920, 1:1 is 1080 × 1080.",
        "我不能按像素设定尺寸，所以什么都没有改动。请说画幅：16:9 是 1920 × 1080，9:16 是 1080 × 1920，"
        "1:1 是 1080 × 1080。",
    ),
    "wording": (
        "I need the words, so nothing was changed. Put them in quotation marks: add the title “Meadow”.",
        "我还不知道写什么，所以什么都没有改动。请用引号写出文字，例如：加标题“夏日”。",
    ),
    "quoted": (
        "I do not know what to do with the words in quotation marks, so nothing was changed. For a title "
        "say: add the title “Meadow”.",
        "我不知道引号里的文字要做什么，所以什么都没有改动。要显示出来，请说：加标题“夏日”。",
    ),
    "sing": (
        "I cannot sing: my music is instrumental, so nothing was changed. A lead can carry the tune instead, "
        "such as “a flute lead”; or upload a song with a voice.",
        "我不会唱歌，我的音乐都是器乐，所以什么都没有改动。可以让乐器主奏，例如“长笛主奏”，"
        "或者上传有人声的歌曲。",
    ),
    "imitate": (
        "I compose music of my own and cannot imitate a song or an artist, so nothing was changed. Tell me "
        "the genre, mood, tempo and instruments, such as “warm 70s piano pop, 74 BPM”.",
        "我只作自己的曲子，不能模仿某首歌或某位歌手，所以什么都没有改动。请告诉我风格、情绪、速度和乐器，例如"
        "“温暖的钢琴流行乐，74 BPM”。",
    ),
    "lyrics": (
        "I need the times of the words, so nothing was changed. Paste them as .lrc or .srt under the words "
        "“add these lyrics”, such as [00:12.00] First line.",
        "我需要歌词的时间，所以什么都没有改动。把 .lrc 或 .srt 的内容贴在“添加这些歌词”下面，例如 [00:12.00] "
        "第一行。",
    ),
    "tempo": (
        "I play 30 to 240 BPM, so nothing was changed.",
        "我能演奏的速度是 30 到 240 BPM，所以什么都没有改动。",
    ),
    "size": (
        "A share of the picture is 100 % at most, so nothing was changed. Titles can be bigger or "
        "smaller (“make the "
        "title bigger”), a logo can have a width and an opacity (“the logo at 20 %, half transparent”).",
        "大小和不透明度最多 100%，所以什么都没有改动。标题可以放大或缩小（“标题大一点”），"
        "水印可以设宽度和不透明度。",
    ),
    "part_fades": (
        "Fades lie at the start and the end of the whole video. Between clips, say “dip to black "
        "between clip 1 and clip 2”.",
        "淡入淡出只能放在整个视频的开头和结尾。片段之间可以说“第一个和第二个片段之间加黑场过渡”。",
    ),
    "judge": (
        "I cannot tell which parts are meant by what is in them, so nothing was changed. Tell me the "
        "times, such as "
        "“speed up 0:03 to 0:06”; “make a 15-second montage” picks the liveliest moments by itself.",
        "我不能按内容判断是哪些部分，所以什么都没有改动。告诉我时间就行，例如“把 0:03 到 0:06 加速”；"
        "“做一个 15 秒的"
        "混剪”会自动挑选最有动感的片段。",
    ),
    "effects": (
        "I have no sound effects, so nothing was changed. Upload a sound and it can lie under the "
        "picture; music of "
        "mine can strike at a moment, such as “a drum hit at 0:04”.",
        "我没有音效，所以什么都没有改动。可以上传声音文件；我的音乐也可以在某个时间点加重，例如“0:04 "
        "来一下鼓点”。",
    ),
    "undo_some": (
        "Undo takes back the last edits one after the other and cannot leave one out, so nothing was "
        "changed. Say "
        "“undo” as often as needed, or name what is to go, such as “remove the title”.",
        "撤销只能从最后一步依次退回，不能跳过某一步，所以什么都没有改动。可以多说几次“撤销”，"
        "或者直接说要去掉什么，"
        "例如“去掉标题”。",
    ),
    "leaves": (
        "I cannot let an instrument leave at a time, so nothing was changed. It can play from a time on "
        "(“drums "
        "from 0:03”), or not at all (“without drums”).",
        "我不能让乐器从某个时间点退出，所以什么都没有改动。可以从某个时间进入（“鼓从 0:03 进入”），"
        "或者完全不要（“不要鼓”）。",
    ),
    "how_long": (
        "I need to know how long, so nothing was changed. Say for example “make it 12 seconds long” or "
        "“cut the "
        "last 3 seconds”.",
        "我需要知道多长，所以什么都没有改动。可以说“改成 12 秒”或“剪掉最后 3 秒”。",
    ),
    "music_parts": sound.LINES["music_parts"],
    "no_music": sound.LINES["no_music"],
    "too_long": sound.LINES["too_long"],
    "song_there": (
        "Your own song is the music, and I cannot change what is in it, so nothing was changed. To put music "
        "of mine over it say “add calm piano music”; the song can be louder, quieter, cut, faster or looped.",
        "现在的音乐是你上传的歌，里面的内容我改不了，所以什么都没有改动。想再叠加音乐，请说“加一段舒缓的钢琴"
        "音乐”；这首歌可以调音量、剪短、变速或循环。",
    ),
    "mood_alone": (
        "I am not sure whether that is about music or the picture, so nothing was changed. Say for example "
        "“add calm music” or “warmer colours”.",
        "我不确定这是说音乐还是画面，所以什么都没有改动。可以说“加一段舒缓的音乐”或“画面暖一点”。",
    ),
}
