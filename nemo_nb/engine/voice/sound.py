"""Lines about volumes, songs and music."""

LINES = {
    "no_music": (
        "There is no music in this project yet. Ask for some first, for example “add calm lo-fi”.",
        "项目里还没有音乐。请先让我配一段，例如“加一段舒缓的 lo-fi”。",
    ),
    "no_sound": ("No clip in this project has a sound of its own.", "项目里的片段都没有原声。"),
    "no_sound_there": ("What is shown there has no sound of its own.", "那一段画面没有原声。"),
    "music_gone": ("The music is removed.", "音乐已移除。"),
    "music_volume": ("The music is at {percent} %.", "音乐音量为 {percent}%。"),
    "muted": ("The clip's own sound is muted.", "原声已静音。"),
    "own_volume": ("The clip's own sound is at {percent} %.", "原声音量为 {percent}%。"),
    "part_muted": ("The sound of {part} is muted.", "{part}已静音。"),
    "part_volume": ("The sound of {part} is at {percent} %.", "{part}的原声音量为 {percent}%。"),
    "music_parts": (
        "The music's volume is the same for all of it here. Fade it in or out, or ask for quieter drums, "
        "instead.",
        "这里的音乐音量只能整体调节。可以改为淡入淡出，或者让鼓轻一点。",
    ),
    "song_used": ("{name} is the music now.", "{name} 现在是配乐。"),
    "song_short": (
        " It ends at {time}, before the picture does; say “loop the music” to repeat it.",
        "它在 {time} 结束，比画面短；说“循环音乐”可以让它重复。",
    ),
    "no_song": (
        "There is no song in this project. Upload one first (mp3, wav, m4a, aac or flac).",
        "项目里没有歌曲。请先上传（mp3、wav、m4a、aac 或 flac）。",
    ),
    "looped": ("{name} repeats until {time}.", "{name} 会重复到 {time}。"),
    "long_enough": ("The music lasts as long as the picture already.", "音乐已经和画面一样长。"),
    "fitting": ("Fitting the music to the new length\n", "正在让音乐适应新的长度\n"),
    "too_long": (
        "Music can be at most 1 hour long here, so nothing was changed.",
        "这里的音乐最长 1 小时，所以什么都没有改动。",
    ),
    "music_ready": ("The music is ready.", "音乐完成了。"),
}
