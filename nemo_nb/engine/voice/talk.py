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
