"""Lines about words and pictures over the picture."""

LINES = {
    "titled": (
        "The {kind} “{text}” is shown from {start} to {end}.",
        "{kind}“{text}”从 {start} 显示到 {end}。",
    ),
    "missing": (" The font has no {glyphs}, so these stay empty.", "字体缺少 {glyphs}，这些字会留空。"),
    "retitled": ("The {kind} “{text}”: {changes}.", "{kind}“{text}”：{changes}。"),
    "instead_of": (" It takes the place of “{text}”.", "它取代了“{text}”。"),
    "no_time_left": (
        "There is no time left on the timeline for “{text}”, so it is left out.",
        "时间线上没有时间显示“{text}”了，已略过。",
    ),
    "no_title": ("There is no title in this project.", "项目里没有标题。"),
    "no_text": ("There is no such text on the timeline.", "时间线上没有这样的文字。"),
    "titles_gone": ("The titles are removed.", "标题已移除。"),
    "text_gone": ("“{text}” is removed.", "“{text}”已移除。"),
    "subtitles_gone": ("The subtitles are removed.", "字幕已移除。"),
    "subtitled": (
        "{count} subtitles are on the timeline, from {start} to {end}.",
        "时间线上有 {count} 条字幕，从 {start} 到 {end}。",
    ),
    "subtitles_beyond": (
        " {count} more lie beyond the end ({length}) and are left out.",
        "另有 {count} 条超出结尾（{length}），已略去。",
    ),
    "need_cues": (
        "I cannot hear what is said, so I need the words with their times. Put the text of your .srt file "
        "under the "
        "request, in the same cell:\n\nadd these subtitles\n1\n00:00:01,000 --> 00:00:03,000\nHello",
        "我听不出说了什么，所以需要带时间的文字。请把 .srt 文件的内容贴在要求下面的同一个单元格里：\n\n"
        "添加这些字幕\n1\n00:00:01,000 --> 00:00:03,000\n你好",
    ),
    "overlaid": (
        "{name} lies over the picture, {place}, {width} wide{opaque}.",
        "{name} 叠在画面上，{place}，宽 {width}{opaque}。",
    ),
    "overlaid_times": (
        "{name} lies over the picture from {start} to {end}, {place}, {width} wide{opaque}.",
        "{name} 从 {start} 到 {end} 叠在画面上，{place}，宽 {width}{opaque}。",
    ),
    "no_overlay_file": (
        "There is no picture to lay over the others. Upload it first (png keeps its transparency).",
        "没有可以叠加的图片。请先上传（png 会保留透明）。",
    ),
    "no_overlay": ("Nothing lies over the picture.", "画面上没有叠加内容。"),
    "overlay_gone": ("Nothing lies over the picture any more.", "叠加的内容已移除。"),
    "overlay_alone": (
        "{name} is the only picture in this project, so there is nothing that it could lie over.",
        "{name} 是项目里唯一的画面，没有可以叠加的对象。",
    ),
    "see_through": (", {percent} % opaque", "，不透明度 {percent}%"),
}

TEXTS = {
    "title": ("title", "标题"),
    "lower": ("lower third", "人名条"),
    "caption": ("caption", "说明文字"),
    "subtitle": ("subtitle", "字幕"),
    "card": ("card", "字卡"),
}
PLACES = {
    "top": ("at the top", "顶部"),
    "bottom": ("at the bottom", "底部"),
    "center": ("in the middle", "中间"),
    "left": ("on the left", "左侧"),
    "right": ("on the right", "右侧"),
    "top left": ("top left", "左上角"),
    "top right": ("top right", "右上角"),
    "bottom left": ("bottom left", "左下角"),
    "bottom right": ("bottom right", "右下角"),
    "center left": ("on the left", "左侧"),
    "center right": ("on the right", "右侧"),
}
COLOURS = {
    "#ffffff": ("white", "白色"),
    "#000000": ("black", "黑色"),
    "#e53935": ("red", "红色"),
    "#ffd54f": ("yellow", "黄色"),
    "#1e88e5": ("blue", "蓝色"),
    "#43a047": ("green", "绿色"),
    "#fb8c00": ("orange", "橙色"),
    "#ec407a": ("pink", "粉色"),
    "#8e24aa": ("purple", "紫色"),
    "#d4af37": ("gold", "金色"),
    "#9e9e9e": ("grey", "灰色"),
    "#00bcd4": ("cyan", "青色"),
}
BACKGROUNDS = {
    "box": ("on a box", "有底框"),
    "shade": ("on a soft shade", "有渐变底"),
    "none": ("without a background", "无底"),
}
