"""Lines of the conversation itself: undo, answers, and what cannot be done here."""

LINES = {
    "nothing_to_undo": ("There is nothing to undo.", "没有可以撤销的操作。"),
    "undone": ("The last edit is undone.", "已撤销上一步。"),
    "undone_more": ("The last {count} edits are undone.", "已撤销最近 {count} 步。"),
    "undone_all": (
        "All edits are undone. The timeline is as it was when the files came.",
        "所有修改已撤销，时间线恢复到刚上传时的样子。",
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
    "part_unknown": ("“{words}” I did not understand, so it is left out.", "“{words}”我没有理解，已略过。"),
    "length": ("The timeline is {length} long: {what}.", "时间线长 {length}：{what}。"),
    "length_empty": ("The timeline is empty.", "时间线是空的。"),
    "scenes": ("{count} scenes: {list}.", "{count} 个镜头：{list}。"),
    "one_scene": ("There is one scene, {length} long.", "只有一个镜头，长 {length}。"),
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

IMPOSSIBLE = {
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
}
