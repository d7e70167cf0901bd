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
        "The music's volume is the same for all of it here, so nothing was changed. Fade it in or out, or "
        "ask for quieter drums, instead.",
        "这里的音乐音量只能整体调节，所以什么都没有改动。可以改为淡入淡出，或者让鼓轻一点。",
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
    "music_was": ("It was {piece}.", "之前是{piece}。"),
    "music_length": ("It is {length} long now.", "现在长 {length}。"),
    "music_same": (
        "The music is like that already, so nothing was changed.",
        "音乐已经是这样了，所以什么都没有改动。",
    ),
    "music_unheard": (
        "Nothing that can be heard would follow from that, so nothing was changed.",
        "听起来不会有任何变化，所以什么都没有改动。",
    ),
    "music_bends": (
        "Between cuts the tempo bends by up to {percent} %, so that they fall on beats.",
        "为了让剪辑点踩在拍子上，局部速度最多变化 {percent}%。",
    ),
    "no_player": (
        "There is no {name} among my instruments, so nothing was changed. I play piano, guitars, strings, "
        "brass, woodwinds, synths, bells, bass and drums.",
        "我没有{name}这种乐器，所以什么都没有改动。我有钢琴、吉他、弦乐、铜管、木管、合成器、铃声、贝斯和鼓。",
    ),
    "no_genre": (
        "I do not write {name} here, so nothing was changed. I write lo-fi, pop, jazz, bossa nova, house, "
        "trap, rock, funk, folk, Latin, ambient, orchestral and film music.",
        "我不会写{name}，所以什么都没有改动。我会写 Lo-fi、流行、爵士、波萨诺瓦、House、Trap、摇滚、放克、"
        "民谣、拉丁、氛围、管弦和影视配乐。",
    ),
    "left_out": ("Left out: {what}.", "未采纳：{what}。"),
    "left_stranger": ("{name}, which I do not have", "{name}（我没有）"),
    "left_mood": (
        "a {mood} key than {key}, which this genre does not have",
        "比 {key} {mood}的调（这个风格没有）",
    ),
    "left_named": ("a {mood} key, as {key} was asked for", "{mood}的调（已指定 {key}）"),
    "left_genre": ("{name}, which I do not write", "{name}（我不会写）"),
    "left_tempo": (
        "{bpm} BPM, as I play {slowest} to {fastest}",
        "{bpm} BPM（我能演奏 {slowest} 到 {fastest}）",
    ),
    "left_hit": (
        "the hit at exactly {time}, as a bar at {bpm} BPM begins at {at}",
        "正好在 {time} 的重音（{bpm} BPM 时小节从 {at} 开始）",
    ),
    "left_entry": (
        "{player} from {time}, as the music ends at {end}",
        "{time} 进入的{player}（音乐在 {end} 结束）",
    ),
    "left_player": ("{player}, which has no place in {length}", "{player}（{length} 里没有位置）"),
    "left_absent": ("taking out {player}, which did not play", "去掉{player}（本来就没有）"),
    "left_moment": ("{time}, as the music ends at {end}", "{time}（音乐在 {end} 结束）"),
    "left_loop": (
        "the seamless loop, as no whole number of bars at {bpm} BPM lasts {length} ({other} BPM would)",
        "无缝循环（{bpm} BPM 时 {length} 不是整数小节，{other} BPM 可以）",
    ),
}
