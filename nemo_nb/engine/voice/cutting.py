"""Lines about cuts, order and speed, and about parts that are not there."""

LINES = {
    "no_clip": (
        "There is no clip in this project yet. Upload one first, or ask for music alone.",
        "项目里还没有视频。请先上传，或者只让我配一段音乐。",
    ),
    "no_picture": (
        "There is no picture in this project yet. Upload a clip or a photo first.",
        "项目里还没有画面。请先上传视频或照片。",
    ),
    "beyond": (
        "{time} lies beyond the end: the timeline is {length} long. Nothing was changed.",
        "{time} 超出了结尾：时间线长 {length}，所以什么都没有改动。",
    ),
    "ends_before": (
        " The timeline ends at {length}, so it goes to there.",
        "时间线到 {length} 为止，所以处理到结尾。",
    ),
    "no_such": (
        "There {are} only {count} {thing} on the timeline, so nothing was changed.",
        "时间线上只有 {count} 个{thing}，所以什么都没有改动。",
    ),
    "no_file": (
        "There is no file {name} in this project. Upload it first.",
        "项目里没有文件 {name}。请先上传。",
    ),
    "not_shown": (
        "{name} is not on the timeline, so nothing was changed.",
        "{name} 不在时间线上，所以什么都没有改动。",
    ),
    "all_of_it": (
        "That would be the whole timeline, so nothing was changed.",
        "这就是整条时间线，所以什么都没有改动。",
    ),
    "outside": (
        "That part lies outside the timeline, so nothing was changed.",
        "这一段不在时间线内，所以什么都没有改动。",
    ),
    "short_enough": (
        "It is only {length} long, so nothing was changed.",
        "它只有 {length} 长，所以什么都没有改动。",
    ),
    "now_long": ("The timeline is {length} long now.", "时间线现在长 {length}。"),
    "cut_out": (
        "{part} {are} cut out. The timeline is {length} long now.",
        "已剪掉{part}。时间线现在长 {length}。",
    ),
    "kept": (
        "Only {part} {are} kept. The timeline is {length} long now.",
        "只保留了{part}。时间线现在长 {length}。",
    ),
    "shortened": (
        "{part} {are} {time} long now, the timeline {length}.",
        "{part}现在长 {time}，时间线长 {length}。",
    ),
    "split": ("It is split at {times}.", "已在 {times} 处分割。"),
    "already_split": ("It is split there already.", "那里已经分割过了。"),
    "moved": ("{part} begins at {time} now.", "{part}现在从 {time} 开始。"),
    "in_place": ("It is there already, so nothing was changed.", "它已经在那里了，所以什么都没有改动。"),
    "swapped": ("{one} and {other} have changed places.", "{one}和{other}已交换位置。"),
    "overlapping": (
        "These two parts overlap, so they cannot change places.",
        "这两部分有重叠，不能交换位置。",
    ),
    "ordered": ("The order is {order} now.", "现在的顺序是 {order}。"),
    "one_part": (
        "There is only one {thing} on the timeline, so there is nothing to reorder.",
        "时间线上只有一个{thing}，没有可以调整的顺序。",
    ),
    "repeated": (
        "{part} is shown {times} times in a row. The timeline is {length} long now.",
        "{part}连续播放 {times} 次。时间线现在长 {length}。",
    ),
    "beyond_part": (
        "{time} lies beyond the end of that part, which is {length} long, so nothing was changed.",
        "{time} 超出了那一部分的结尾（长 {length}），所以什么都没有改动。",
    ),
    "still_lasts": (
        "{part} stands still, so it lasts {time} now. The timeline is {length} long.",
        "{part}是静止画面，现在持续 {time}。时间线长 {length}。",
    ),
    "sped": (
        "{part} {run} at {speed} now. The timeline is {length} long.",
        "{part}现在以 {speed} 播放。时间线长 {length}。",
    ),
    "speed_limits": (
        "A clip can run from a quarter of its speed to four times it, so nothing was changed.",
        "片段的速度可以是原速的四分之一到四倍，所以什么都没有改动。",
    ),
    "visual_speed": (
        "Designed visuals follow their music. Ask for faster or slower music instead.",
        "设计的画面跟随音乐。请改为让音乐快一点或慢一点。",
    ),
}
