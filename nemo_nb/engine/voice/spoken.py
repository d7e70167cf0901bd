"""What the agent says, in English and Chinese: brief, calm, concrete."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from nemo_nb.engine.picture import Facts
    from nemo_nb.engine.picture.analysis import Analysis


class Piece(Protocol):
    """What is told of a composition."""

    @property
    def label(self) -> str:
        """A person's words for it."""

    @property
    def genre(self) -> str:
        """The composer's name for its genre."""

    @property
    def bpm(self) -> float:
        """Tempo."""

    @property
    def key(self) -> str:
        """Such as ``D minor``."""

    @property
    def bars(self) -> int:
        """How many bars it has."""


def clock(seconds: float) -> str:
    """Return a time such as 1:00, or 0:07.2 where whole seconds would mislead."""
    tenths = round(seconds * 10)
    minutes, tenths = divmod(tenths, 600)
    whole, tenths = divmod(tenths, 10)
    return f"{minutes}:{whole:02d}" + (f".{tenths}" if tenths else "")


def speaks_chinese(message: str, language: str) -> bool:
    """Return whether to answer in Chinese: when the message is, or when the project is."""
    return bool(re.search(r"[\u4e00-\u9fff]", message)) or language.lower().startswith("zh")


class English:
    """The agent's sentences."""

    between = ", "
    no_clip = "There is no clip in this project yet. Upload one first, or ask for music alone."
    no_music = "There is no music in this project yet. Ask for some first, for example “add calm lo-fi”."
    no_title = "There is no title in this project."
    no_sound = "No clip in this project has a sound of its own."
    nothing_to_undo = "There is nothing to undo."
    undone = "The last edit is undone."
    cannot = (
        "I cannot do that here, so nothing was changed. "
        "I can compose music for your clip or from a description, change it (“warmer”, “faster”, "
        "“use strings”, “another version”), set its volume, mute the clip's own sound, add a title, trim, "
        "and undo."
    )
    music_gone = "The music is removed."
    titles_gone = "The titles are removed."
    song_ready = (
        "Your song is on the timeline. "
        "Exporting makes a 1920 × 1080 video of it, with bars that follow every note."
    )
    trim_outside = "That part lies outside the timeline, so nothing was changed."
    fitting = "Fitting the music to the new length\n"
    too_long = "Music can be at most 1 hour long here, so nothing was changed."

    def listening(self, name: str) -> str:
        """Before a file is looked at."""
        return f"Listening to {name}"

    def heard(self, facts: Facts, analysis: Analysis) -> str:
        """What was found in it."""
        parts = [clock(facts.duration)]
        if facts.kind == "video":
            scenes = len(analysis.cuts) + 1
            parts.append(f"{scenes} scene{'s' * (scenes > 1)}")
        places = len(analysis.speech)
        if places:
            parts.append(f"speech in {places} place{'s' * (places > 1)}")
        elif facts.kind == "video" and analysis.loudness is None:
            parts.append("no sound")
        return f": {', '.join(parts)}\n"

    def composing(self, piece: Piece) -> str:
        """Before a piece is played."""
        bars = f", {piece.bars} bar{'s' * (piece.bars > 1)}" if piece.bars else ""
        return f"Composing {piece.label}, {round(piece.bpm)} BPM, {piece.key}{bars}\n"

    def composed(self, *, under: bool, ducked: bool, volume: float | None) -> str:
        """After it; without a volume where that is told in a moment."""
        if not under:
            return "The music is ready."
        level = "" if volume is None else f" at {round(volume * 100)} %"
        yields = " and steps back when somebody speaks" if ducked else ""
        return f"It plays under the clip's own sound{level}{yields}."

    def music_volume(self, volume: float) -> str:
        """After the music's volume was set."""
        return f"The music is at {round(volume * 100)} %."

    def original_volume(self, volume: float) -> str:
        """After the clips' volume was set."""
        return (
            "The clip's own sound is muted."
            if volume == 0
            else f"The clip's own sound is at {round(volume * 100)} %."
        )

    def titled(self, text: str, start: float, end: float, missing: str) -> str:
        """After a title was added."""
        said = f"The title “{text}” is shown from {clock(start)} to {clock(end)}."
        return said + (f" The font has no {' '.join(missing)}, so these stay empty." if missing else "")

    def trimmed(self, length: float) -> str:
        """After a trim."""
        return f"The timeline is {clock(length)} long now."


class Chinese(English):
    """The same sentences in Chinese."""

    between = "，"
    no_clip = "项目里还没有视频。请先上传，或者只让我配一段音乐。"
    no_music = "项目里还没有音乐。请先让我配一段，例如“加一段舒缓的 lo-fi”。"
    no_title = "项目里没有标题。"
    no_sound = "项目里的片段都没有原声。"
    nothing_to_undo = "没有可以撤销的操作。"
    undone = "已撤销上一步。"
    cannot = (
        "这个我在本地做不到，所以什么都没有改动。"
        "我可以为视频或文字描述作曲，修改音乐（“更温暖”“快一点”“用弦乐”“换一版”），调节音量，"
        "静音原声，添加标题，裁剪，以及撤销。"
    )
    music_gone = "音乐已移除。"
    titles_gone = "标题已移除。"
    song_ready = "歌曲已放到时间线上。导出会生成 1920 × 1080 的视频，画面随每个音符跳动。"
    trim_outside = "这一段不在时间线内，所以什么都没有改动。"
    fitting = "正在让音乐适应新的长度\n"
    too_long = "这里的音乐最长 1 小时，所以什么都没有改动。"

    def listening(self, name: str) -> str:
        """Before a file is looked at."""
        return f"正在聆听 {name}"

    def heard(self, facts: Facts, analysis: Analysis) -> str:
        """What was found in it."""
        parts = [clock(facts.duration)]
        if facts.kind == "video":
            parts.append(f"{len(analysis.cuts) + 1} 个镜头")
        if analysis.speech:
            parts.append(f"{len(analysis.speech)} 处人声")
        elif facts.kind == "video" and analysis.loudness is None:
            parts.append("没有声音")
        return f"：{'，'.join(parts)}\n"

    def composing(self, piece: Piece) -> str:
        """Before a piece is played."""
        label = _GENRES.get(piece.genre, piece.label)
        bars = f"，{piece.bars} 小节" if piece.bars else ""
        return f"正在作曲：{label}，{round(piece.bpm)} BPM，{_key(piece.key)}{bars}\n"

    def composed(self, *, under: bool, ducked: bool, volume: float | None) -> str:
        """After it; without a volume where that is told in a moment."""
        if not under:
            return "音乐完成了。"
        level = "" if volume is None else f"以 {round(volume * 100)}% 的音量"
        return f"音乐{level}垫在原声之下" + ("，有人说话时自动让位。" if ducked else "。")

    def music_volume(self, volume: float) -> str:
        """After the music's volume was set."""
        return f"音乐音量为 {round(volume * 100)}%。"

    def original_volume(self, volume: float) -> str:
        """After the clips' volume was set."""
        return "原声已静音。" if volume == 0 else f"原声音量为 {round(volume * 100)}%。"

    def titled(self, text: str, start: float, end: float, missing: str) -> str:
        """After a title was added."""
        said = f"标题“{text}”从 {clock(start)} 显示到 {clock(end)}。"
        return said + (f"字体缺少 {' '.join(missing)}，这些字会留空。" if missing else "")

    def trimmed(self, length: float) -> str:
        """After a trim."""
        return f"时间线现在长 {clock(length)}。"


_GENRES = {
    "lofi": "Lo-fi",
    "pop": "流行",
    "cinematic": "电影感钢琴",
    "jazz": "爵士",
    "rock": "摇滚",
    "ambient": "氛围音乐",
    "corporate": "企业宣传",
}
_MODES = {
    "major": "大调",
    "minor": "小调",
    "dorian": "多利亚调式",
    "mixolydian": "混合利底亚调式",
    "lydian": "利底亚调式",
}


def _key(key: str) -> str:
    tonic, _, mode = key.partition(" ")
    return f"{tonic} {_MODES.get(mode, mode)}"
