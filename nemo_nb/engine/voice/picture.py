"""Lines about the frame, colours, fades and transitions."""

LINES = {
    "reframed": (
        "The picture is {shape} now, {width} × {height}.",
        "画面现在是 {shape}，{width} × {height}。",
    ),
    "behind": (" Behind it: {fill}.", "背景：{fill}。"),
    "filled": (" Clips fill it; their edges are cut off.", "片段铺满画面，边缘会被裁掉。"),
    "borders": ("Behind the picture: {fill}.", "画面背后：{fill}。"),
    "fills": (
        "Clips fill the picture now; edges that do not fit are cut off.",
        "片段现在铺满画面，放不下的边缘会被裁掉。",
    ),
    "rotated": ("{part} is turned by {degrees}° clockwise.", "{part}已顺时针旋转 {degrees}°。"),
    "upright": ("{part} is upright again.", "{part}已转回原来的方向。"),
    "flipped_h": ("{part} is mirrored, left to right.", "{part}已左右镜像。"),
    "flipped_v": ("{part} is mirrored, top to bottom.", "{part}已上下镜像。"),
    "cropped": (
        "{part} shows {share} of its width and {high} of its height now.",
        "{part}现在显示宽的 {share}、高的 {high}。",
    ),
    "uncropped": ("{part} shows all of its picture again.", "{part}重新显示整个画面。"),
    "no_photo": (
        "There is no photo on the timeline. Clips move by themselves, so nothing was changed.",
        "时间线上没有照片。视频本身就在动，所以什么都没有改动。",
    ),
    "drifting": ("The photos move slowly: {motion}.", "照片现在缓慢移动：{motion}。"),
    "still": ("The photos stand still.", "照片现在静止不动。"),
    "look": ("{part} has the look “{look}”.", "{part}使用“{look}”风格。"),
    "look_values": ("{part}: {values}.", "{part}：{values}。"),
    "look_limit": (
        "That is as far as it goes: {values}.",
        "已经到头了：{values}。",
    ),
    "plain": ("{part} is as it was filmed.", "{part}恢复原始色彩。"),
    "fade_in": ("{what} fades in over {time}.", "{what}在 {time}内淡入。"),
    "fade_out": ("{what} fades out over the last {time}.", "{what}在最后 {time}内淡出。"),
    "no_fade": ("{what} no longer fades {side}.", "{what}不再{side}。"),
    "joined_one": (
        "{kind} of {time} at {at}. The timeline is {length} long now.",
        "{at} 处加了 {time} 的{kind}。时间线现在长 {length}。",
    ),
    "joined": (
        "{count} transitions: {kind}, {time}. The timeline is {length} long now.",
        "{count} 处转场：{kind}，{time}。时间线现在长 {length}。",
    ),
    "nothing_to_join": (
        "There is only one {thing} on the timeline, so there is nothing between which a transition could go.",
        "时间线上只有一个{thing}，没有可以加转场的地方。",
    ),
    "not_neighbours": (
        "These two do not follow each other, so no transition fits between them.",
        "这两个不相邻，中间加不了转场。",
    ),
    "no_transitions": ("There is no transition on the timeline.", "时间线上没有转场。"),
    "separated": (
        "The transitions are gone. The timeline is {length} long now.",
        "转场已移除。时间线现在长 {length}。",
    ),
}

FILLS = {
    "blur": ("the picture itself, blurred", "画面自身的模糊"),
    "black": ("black", "黑色"),
    "white": ("white", "白色"),
}
KINDS = {
    "crossfade": ("crossfade", "叠化"),
    "dip": ("dip to black", "黑场过渡"),
    "wipe": ("wipe", "擦除"),
    "slide": ("slide", "滑动"),
    "zoom": ("zoom", "缩放"),
    "blur": ("blur", "模糊"),
}
LOOKS = {
    "noir": ("noir", "黑白"),
    "vintage": ("vintage", "复古"),
    "cinematic": ("cinematic", "电影感"),
    "vivid": ("vivid", "鲜艳"),
    "warm": ("warm", "暖调"),
    "cool": ("cool", "冷调"),
    "dreamy": ("dreamy", "梦幻"),
    "faded": ("faded", "褪色"),
}
AXES = {
    "brightness": ("brightness", "亮度"),
    "contrast": ("contrast", "对比度"),
    "saturation": ("saturation", "饱和度"),
    "warmth": ("warmth", "色温"),
}
MOTIONS = {
    "in": ("towards you", "推近"),
    "out": ("away from you", "拉远"),
    "left": ("to the left", "向左"),
    "right": ("to the right", "向右"),
    "up": ("upwards", "向上"),
    "down": ("downwards", "向下"),
}
