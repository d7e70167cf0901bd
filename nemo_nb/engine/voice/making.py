"""Lines about whole videos."""

LINES = {
    "looking": ("Looking through {files}\n", "正在浏览 {files}\n"),
    "hearing": ("Listening to {name}", "正在聆听 {name}"),
    "heard_song": (
        ": {length}, {bpm} BPM, {sections} sections\n",
        "：{length}，{bpm} BPM，{sections} 个段落\n",
    ),
    "heard_free": (": {length}, no steady beat\n", "：{length}，没有固定节拍\n"),
    "one_file": ("one file", "1 个素材"),
    "several_files": ("{count} files", "{count} 个素材"),
    "montage": (
        "The montage is ready: {shots} shots from {files}, {length}, cut on the beat.",
        "混剪完成：用 {files}剪出 {shots} 个镜头，{length}，卡在节拍上。",
    ),
    "montage_song": ("It is cut to {name}.", "画面按 {name} 剪辑。"),
    "designed": (
        "No clips are uploaded, so the picture is designed: {style}, {length}, moving with the music. "
        "Upload clips or photos and ask again to have them cut to it.",
        "没有上传素材，所以画面是设计出来的：{style}，{length}，随音乐变化。上传视频或照片后再说一次，就能"
        "剪成混剪。",
    ),
    "music_video": (
        "The music video for {name} is ready: {style}, {length}, on its beat and mood.",
        "{name} 的音乐视频完成了：{style}，{length}，跟随节拍和情绪。",
    ),
    "music_video_free": (
        "The music video for {name} is ready: {style}, {length}, following its mood.",
        "{name} 的音乐视频完成了：{style}，{length}，跟随情绪。",
    ),
    "styles": (" Other styles: {styles}.", "其他风格：{styles}。"),
    "restyled": ("The visuals are {style} now.", "画面风格现在是{style}。"),
    "recoloured": (
        "The visuals ({style}) are drawn in these colours now.",
        "画面（{style}）现在用这些颜色。",
    ),
    "cuts_stay": (
        "The cuts stayed where they are, off the new beat, as the montage was edited since it was made. "
        "“Make the montage again” cuts it anew.",
        "混剪之后你又修改过，所以剪辑点留在原处，不再卡点。说“重新做混剪”可以按新音乐再剪。",
    ),
    "no_montage": (
        "There is no montage yet. Say “make a 30-second montage”.",
        "还没有混剪。可以说“做一个 30 秒的混剪”。",
    ),
    "song_ends": ("It ends with its song, at {length}.", "它在歌曲结束时停止（{length}）。"),
    "longer": (
        "There are only {length} of pictures, so nothing was changed. To fill {asked} s say “fit into "
        "{asked} seconds” (slower), “repeat the video” or “make a {asked}-second montage”.",
        "画面只有 {length}，所以什么都没有改动。想填满 {asked} 秒，可以说“放慢到 {asked} 秒”“重复播放”或“做"
        "一个 {asked} 秒的混剪”。",
    ),
    "much_longer": (
        "There are only {length} of pictures, so nothing was changed. To fill {asked} s repeat "
        "them (“repeat the "
        "video 3 times”), upload more, or say “make a {asked}-second montage”.",
        "画面只有 {length}，所以什么都没有改动。想填满 {asked} 秒，可以重复播放（“重复 3 次”）、"
        "再上传素材，或者说"
        "“做一个 {asked} 秒的混剪”。",
    ),
    "longer_edited": (
        "The montage was edited since it was made and is {length} long, so nothing was changed. “Make a "
        "{asked}-second montage” makes a new one.",
        "混剪之后你又修改过，现在长 {length}，所以什么都没有改动。说“做一个 {asked} 秒的混剪”可以重新做。",
    ),
    "no_visuals": ("There are no designed visuals on the timeline.", "时间线上没有设计的画面。"),
    "export_ready": (
        "{name} is on the timeline. Exporting makes an MP4 of it.",
        "{name} 已在时间线上。导出会生成 MP4。",
    ),
    "video_long": (
        "A video can be at most 1 hour long here, so nothing was changed.",
        "这里的视频最长 1 小时，所以什么都没有改动。",
    ),
}
