# ruff: noqa: E501  (tables: one topic per row)
"""What words sound like: genres, moods and instruments, in English and Chinese.

Weights are votes for genres; moods are (valence, arousal), -1 to 1. English keys match whole words (a final
``*`` any
ending), Chinese ones anywhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

GENRE_NAMES: dict[str, str] = {
    # words that name a genre outright
    "lo-fi hip-hop": "lofi", "lofi hip-hop": "lofi", "lo-fi hip hop": "lofi", "lofi hip hop": "lofi", "jazzhop": "lofi", "cinematic": "cinematic", "电影感": "cinematic", "lo-fi*": "lofi", "lofi*": "lofi", "lo fi*": "lofi", "chillhop": "lofi", "study beats": "lofi", "低保真": "lofi", "chill hop": "lofi", "boom bap": "lofi",
    "pop": "pop", "流行": "pop", "indie pop": "pop", "feel-good": "pop", "feel good": "pop",
    "corporate": "corporate", "企业": "corporate", "商务": "corporate", "motivational": "corporate", "inspirational": "corporate", "励志": "corporate",
    "cinematic piano": "cinematic", "piano score": "cinematic", "neo-classical": "cinematic", "neoclassical": "cinematic", "solo piano": "cinematic", "piano ballad": "cinematic", "钢琴曲": "cinematic", "classical": "cinematic", "古典": "cinematic",
    "epic": "epic", "trailer": "epic", "orchestra*": "epic", "symphon*": "epic", "hans zimmer": "epic", "史诗": "epic", "管弦": "epic", "交响": "epic", "预告片": "epic",
    "house": "house", "house music": "house", "house track": "house", "house beat": "house", "edm": "house", "techno": "house", "trance": "house", "electronic dance": "house", "club": "house", "rave": "house", "电子舞曲": "house", "电音": "house", "dance music": "house", "deep house": "house", "progressive house": "house", "big room": "house",
    "ambient": "ambient", "meditation": "ambient", "drone music": "ambient", "soundscape": "ambient", "new age": "ambient", "环境音乐": "ambient", "氛围": "ambient", "冥想": "ambient",
    "documentary": "documentary", "纪录片": "documentary", "underscore": "documentary", "podcast": "documentary", "播客": "documentary", "explainer": "documentary",
    "folk": "acoustic", "acoustic": "acoustic", "country": "acoustic", "bluegrass": "acoustic", "singer-songwriter": "acoustic", "民谣": "acoustic", "indie folk": "acoustic", "campfire": "acoustic", "原声": "acoustic", "乡村": "acoustic",
    "jazz*": "jazz", "swing": "jazz", "bebop": "jazz", "big band": "jazz", "爵士": "jazz", "blues": "jazz", "noir": "jazz",
    "bossa*": "bossa", "lounge": "bossa", "elevator music": "bossa", "samba": "bossa", "波萨诺瓦": "bossa",
    "trap": "trap", "hip-hop": "trap", "hip hop": "trap", "hiphop": "trap", "drill": "trap", "rap": "trap", "rap beat": "trap", "808*": "trap", "嘻哈": "trap", "说唱": "trap", "陷阱": "trap", "phonk": "trap", "r&b": "lofi", "rnb": "lofi", "soul": "lofi",
    "thriller": "tense", "suspense*": "tense", "horror": "tense", "惊悚": "tense", "悬疑": "tense", "恐怖": "tense", "crime": "tense", "true crime": "tense",
    "synthwave": "synthwave", "retrowave": "synthwave", "vaporwave": "synthwave", "outrun": "synthwave", "80s": "synthwave", "eighties": "synthwave", "合成器浪潮": "synthwave", "八十年代": "synthwave", "cyberpunk": "synthwave", "赛博朋克": "synthwave", "chiptune": "synthwave", "8-bit": "synthwave",
    "funk*": "funk", "disco": "funk", "放克": "funk", "迪斯科": "funk", "groovy": "funk", "70s": "funk", "motown": "funk",
    "rock": "rock", "punk": "rock", "metal": "rock", "grunge": "rock", "garage band": "rock", "摇滚": "rock", "金属": "rock", "朋克": "rock",
    "children*": "kids", "kids": "kids", "nursery": "kids", "儿童": "kids", "儿歌": "kids", "cartoon": "kids", "卡通": "kids", "comedy": "kids", "quirky": "kids", "silly": "kids", "搞笑": "kids",
    "christmas": "holiday", "xmas": "holiday", "holiday season": "holiday", "圣诞": "holiday", "festive": "holiday", "carol*": "holiday", "santa": "holiday",
    "latin": "latin", "reggaeton": "latin", "salsa": "latin", "cumbia": "latin", "拉丁": "latin", "雷鬼顿": "latin", "afrobeat*": "latin", "reggae": "latin", "tropical": "latin",
    "workout": "workout", "gym": "workout", "健身": "workout", "锻炼": "workout", "electro-rock": "workout", "hiit": "workout", "crossfit": "workout",
}  # fmt: skip

MOODS: dict[str, tuple[float, float]] = {
    "calm* gentle quiet serene 平静 安静 宁静 舒缓": (0.4, -0.7), "peaceful 祥和 和平": (0.5, -0.8), "dreamy dream-like 梦幻": (0.4, -0.5), "soft tender delicate 温柔 柔和": (0.4, -0.6), "romantic 浪漫": (0.6, -0.3),
    "nostalgic nostalgia bittersweet 怀旧 怀念": (0.1, -0.4), "sad sorrow* tearful heartbroken grief 悲伤 伤感 难过": (-0.6, -0.5), "melanchol* wistful 忧郁 忧伤": (-0.5, -0.4), "lonely loneliness 孤独": (-0.6, -0.6), "focus* concentrat* 专注": (0.2, -0.3),
    "cozy cosy warm* snug 温暖 温馨 舒适": (0.5, -0.45), "hopeful hope 希望": (0.6, 0.1), "inspiring inspirational uplifting motivat* 励志 鼓舞 振奋": (0.7, 0.4), "happy cheerful joyful joy sunny 快乐 开心 欢快 愉快": (0.8, 0.5), "playful fun funny whimsical 俏皮 活泼 有趣": (0.7, 0.5),
    "upbeat lively bouncy 轻快 明快": (0.8, 0.6), "festive celebrat* 喜庆 庆祝": (0.8, 0.7), "epic grand majestic massive 史诗 宏大 壮丽": (0.2, 0.9), "heroic 英雄": (0.6, 0.8), "triumph* victorious 胜利": (0.8, 0.8),
    "energetic energy high-energy hype powerful intense driving pumping 有活力 活力 激烈 强劲 动感": (0.4, 0.9), "exciting excited thrilling 激动 兴奋 刺激": (0.5, 0.8), "aggressive brutal 激进": (-0.5, 0.9), "dark gloomy moody sinister 黑暗 阴暗 阴沉": (-0.6, 0.2), "myster* enigmatic 神秘": (-0.3, 0.0),
    "tense tension suspense* anxious nervous 紧张": (-0.5, 0.6), "scary creepy eerie spooky horror 恐怖 可怕 诡异": (-0.8, 0.5), "angry rage furious 愤怒": (-0.7, 0.8), "chill* laid-back mellow relaxed relaxing easy 轻松 放松 悠闲 惬意": (0.4, -0.5), "serious sober solemn 严肃 庄重": (-0.2, -0.2), "elegant classy sophisticated 优雅 高雅": (0.4, -0.2),
    "emotional moving touching 感人 动人 感动": (0.1, -0.2), "lush beautiful 优美 美丽": (0.5, -0.2), "slow 慢": (0.1, -0.5), "fast 快节奏": (0.3, 0.7), "cool confident 酷 自信": (0.2, 0.3),
}  # fmt: skip

MOOD_GENRES: tuple[tuple[str, float, float], ...] = (
    # where a mood alone leads: (genre, valence, arousal)
    ("lofi", 0.35, -0.42), ("ambient", 0.45, -0.8), ("cinematic", 0.0, -0.4), ("acoustic", 0.6, -0.15), ("pop", 0.8, 0.55),
    ("corporate", 0.68, 0.3), ("epic", 0.2, 0.9), ("workout", 0.35, 0.95), ("tense", -0.6, 0.45), ("documentary", -0.1, -0.1),
    ("trap", -0.5, 0.75), ("bossa", 0.42, -0.2),
)  # fmt: skip

INSTRUMENTS: dict[str, str] = {
    "electric piano": "electric piano", "rhodes": "electric piano", "e-piano": "electric piano", "电钢琴": "electric piano", "piano": "piano", "钢琴": "piano",
    "acoustic guitar*": "acoustic guitar", "木吉他": "acoustic guitar", "electric guitar*": "electric guitar", "电吉他": "electric guitar", "guitar*": "guitar", "吉他": "guitar", "ukulele": "ukulele", "尤克里里": "ukulele",
    "strings": "strings", "string section": "strings", "弦乐": "strings", "violin*": "violin", "小提琴": "violin", "cello*": "cello", "大提琴": "cello", "pizzicato": "pizzicato",
    "synth": "synths", "synths": "synths", "synthesi*": "synths", "合成器": "synths", "pad": "pads", "pads": "pads", "铺底": "pads",
    "brass": "brass", "铜管": "brass", "trumpet*": "trumpet", "小号": "trumpet", "trombone*": "trombone", "horns": "horns", "french horn*": "horns", "圆号": "horns",
    "flute*": "flute", "长笛": "flute", "笛子": "flute", "clarinet*": "clarinet", "单簧管": "clarinet", "oboe": "oboe", "sax": "sax", "saxophone*": "sax", "萨克斯": "sax", "woodwind*": "woodwinds", "木管": "woodwinds",
    "choir": "choir", "合唱": "choir", "人声": "choir", "bells": "bells", "glockenspiel": "glockenspiel", "钟琴": "glockenspiel", "celesta": "celesta", "music box": "music box", "八音盒": "music box", "vibraphone": "vibraphone", "marimba": "marimba", "马林巴": "marimba", "xylophone": "xylophone", "木琴": "xylophone", "kalimba": "kalimba",
    "harp": "harp", "竖琴": "harp", "harmonica": "harmonica", "口琴": "harmonica", "accordion": "accordion", "手风琴": "accordion", "banjo": "banjo", "organ": "organ", "whistling": "whistle", "whistle": "whistle", "口哨": "whistle",
    "drums": "drums", "drum": "drums", "鼓": "drums", "鼓点": "drums", "beat": "drums", "beats": "drums", "percussion": "percussion", "打击乐": "percussion", "bass": "bass", "bassline": "bass", "贝斯": "bass", "低音": "bass", "melody": "melody", "旋律": "melody", "lead": "melody",
}  # fmt: skip


def fold(text: str) -> str:
    """Return ``text`` as the tables spell it."""
    return text.lower().replace("’", "'")


@lru_cache(maxsize=4096)
def pattern(key: str) -> re.Pattern[str]:
    """The expression for a lexicon key: ``*`` is any ending, a hyphen may be a blank or nothing, Chinese
    needs no borders.
    """
    if not key.isascii():
        return re.compile(re.escape(key))
    stem = re.escape(key.rstrip("*")).replace(r"\-", "[- ]?").replace(r"\ ", "[- ]")
    return re.compile(rf"(?<![\w]){stem}" + (r"\w*" if key.endswith("*") else r"(?:s|'s)?(?!\w)"))
