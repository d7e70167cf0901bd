"""What does the service mean, for someone who has no screen of its own before them?

The service answers as if everyone sat before its graphical editor. `translate` keeps what it says about the
film, byte for byte where nothing has to go, leaves out what it says about buttons and panels, and names what
can be done instead: lines for ``%nemo``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import screen

HELD = 48
"""So many letters of a sentence that is still arriving are held back: by then its verb has come. A Chinese
character counts as three."""

ENDING = 400
"""So many letters at the end of an unfinished reply may be held back."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that the service asks for and that can be done from a cell.

    ``verb`` is ``export``, ``status``, ``credits``, ``upload``, ``link`` or ``chat``; ``text`` is what to
    say in a chat.
    """

    verb: str
    text: str = ""

    @property
    def line(self) -> str:
        """The line to run."""
        if self.verb == "upload":
            return "%nemo upload FILE"
        return f"%%nemo {self.text}" if self.verb == "chat" else f"%nemo {self.verb}"


@dataclass(frozen=True, slots=True)
class Translation:
    """What is left to show of a reply, and what it implies, in the order it was said."""

    text: str
    actions: tuple[Action, ...] = ()


def translate(text: str) -> Translation:
    """Return ``text`` without instructions for a graphical editor, and the actions that they stand for.

    English and Chinese. A text that says nothing about a screen comes back unchanged.
    """
    actions: list[Action] = []
    lines = [_Line(line) for line in text.splitlines(keepends=True)]
    for line in lines:
        line.translate(actions)
    _drop_steps(lines)
    _drop_headings(lines)
    if screen.READY.search(text):
        actions.append(Action("export"))
    found = tuple(dict.fromkeys(actions))
    if not any(line.changed for line in lines):
        return Translation(text, found)
    kept = "".join(line.text for line in lines if not line.gone)
    return Translation(re.sub(r"\n{3,}", "\n\n", kept).strip(), found)


def translate_part(text: str) -> str:
    """Return what can be shown already of a reply that is still arriving.

    What may turn out to speak of the screen is held back until that is clear, so that nothing that was shown
    has to go again: the beginning of a clause, "To hear it,", an open bracket, the heading of a list.
    """
    at = max((match.end() for match in _END.finditer(text)), default=0)
    tail = text[at:]
    # The last word may be a part of one: "lower i" does not speak of me.
    if _speaks_of_screen(tail) or screen.DANGLING.match(re.sub(r"\w+$", "", tail)):
        tail = ""
    cut = max((match.start() for match in screen.CUT.finditer(tail)), default=0)
    letters = len(tail) - cut + 2 * len(_CHINESE.findall(tail[cut:]))
    shown = text[:at] + (tail[:cut] if letters < HELD else tail)
    # Only the end can be unfinished; looking through a long reply again and again would take seconds.
    ending = _HEADING.sub("", _OPEN.sub("", shown[-ENDING:]))
    return translate(shown[:-ENDING] + ending).text


_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_END = re.compile(r"[.!?][\"”’)]*\s+|[。！？]+[”’）]*|\n+")
_OPEN = re.compile(
    r"\s*[(（][^()（）]*$|\s+(?:in|on|from|via|using|through|under|with|inside|by)\b[^,.;]{0,40}$"
)
_HEADING = re.compile(r"(?:\n?[^\n]*[:：]\**)?\s*(?:(?:[-*•]|\d+[.)、]?)\s*)?$")
_LABELLED = re.compile(r"\s*(?:\*\*|[\"“‘「【]|[A-Z])")
_BULLET = re.compile(r"\s*(?:[-*•]|\d+[.)、])\s*(?=\S)(?!\*)")
_SENTENCE = re.compile(r".+?(?:[.!?]+[\"”’)*]*(?=\s|$)\s*|[。！？；]+[”’）]*\s*|;\s+|$)", re.S)


class _Line:
    """One line of the reply on its way through."""

    def __init__(self, raw: str) -> None:
        self.text = raw
        self.changed = False
        body = raw.rstrip("\r\n")
        self._break = raw[len(body) :]
        match = _BULLET.match(body)
        self.bullet = match.group() if match else ""
        self.body = body[len(self.bullet) :]

    @property
    def gone(self) -> bool:
        return self.changed and not self.body.strip()

    def translate(self, actions: list[Action]) -> None:
        parts = [(part, _sentence(part, actions)) for part in _SENTENCE.findall(self.body)]
        if all(before == after for before, after in parts):
            return
        self.replace("".join(after for _, after in parts).rstrip())

    def replace(self, body: str) -> None:
        if body.endswith((";", "；")):
            body = f"{body[:-1]}{'.' if body.endswith(';') else '。'}"
        self.changed, self.body = True, body
        self.text = self.bullet + body + self._break


def _sentence(sentence: str, actions: list[Action]) -> str:
    """Return what is left of one sentence and add what it implies."""
    if not _speaks_of_screen(sentence):
        return sentence
    pieces = screen.CUT.split(screen.BRACKETS.sub("", sentence))
    kept: list[tuple[str, str]] = []
    instructed = left_out = False
    gone: list[str] = []
    for clause, glue in zip(pieces[::2], ["", *pieces[1::2]], strict=True):
        if _instructs(clause):
            instructed = left_out = True
            gone.append(clause)
            if kept and screen.LEAD_IN.fullmatch(kept[-1][1]):
                kept.pop()
        elif not instructed or screen.DONE.search(clause):
            # "…, or" joined it to what is gone now.
            kept.append((re.sub(r"^,.*", ", ", glue) if left_out else glue, screen.ASIDE.sub("", clause)))
            left_out = False
        elif _LABELLED.match(clause):
            gone.append(clause)
    # "Click Preview to hear it, or Export when it is right" stands for two things; an edit is one, in steps.
    topics = list(map(_topic, gone))
    several = len(topics) > 1 and all(topics) and not {"chat", "undo"} & set(topics)
    for said in gone if several else [sentence]:
        _imply(said, actions)
    if not instructed:
        return "".join(glue + clause for glue, clause in kept)
    while kept and (screen.DANGLING.match(kept[-1][1]) or not re.search(r"\w", kept[-1][1])):
        kept.pop()
    if not kept:
        return ""
    left = "".join((glue if n else "") + clause for n, (glue, clause) in enumerate(kept))
    left = re.sub(r"^(?:然后|接着|接下来|之后|再)(?=告诉|我|请)", "", left.strip(" ,;:，；：—–-"))
    left = left[:1].upper() + left[1:]
    if left[-1:] not in ".!?。！？":
        left += "。" if _CHINESE.search(left) else "."
    return left + sentence[len(sentence.rstrip()) :]


def _speaks_of_screen(sentence: str) -> bool:
    said = sentence.strip()
    if said.endswith(("?", "？", "吗")) and not re.search(r"click|点击", said, re.I):
        return False  # an offer, not an instruction
    if screen.BRACKETS.search(sentence) or screen.ASIDE.search(sentence):
        return True
    return any(map(_instructs, screen.CUT.split(sentence)[::2]))


def _instructs(clause: str) -> bool:
    patterns = screen.HANDS, screen.HANDS_ZH, screen.PLACES, screen.PLACES_ZH
    return any(pattern.search(clause) for pattern in patterns)


def _imply(sentence: str, actions: list[Action]) -> None:
    """Add the action that an instruction stands for: the first of the topics that it names."""
    topic = _topic(sentence)
    label = screen.LABEL.search(sentence)
    said = ""
    if topic == "undo":
        said = "撤销" if _CHINESE.search(sentence) else "undo"
    elif topic == "chat":
        match = screen.MOVE.search(sentence)
        if match and match["object"]:
            said = f"把{match['object']}移到{match['where']}"
        elif match and not re.search(rf"^its |{screen.FURNITURE}", match["what"], re.I):
            said = f"move {match['what'].strip()}"
    elif label and (not topic or topic == "status") and not _is_known(label[1]):
        said = label[1]
    elif topic:
        actions.append(Action(topic))
    if said:
        actions.append(Action("chat", said))


def _topic(words: str) -> str:
    return next((name for name, pattern in screen.TOPICS if pattern.search(words)), "")


def _is_known(label: str) -> bool:
    return bool(_topic(label))


def _drop_steps(lines: list[_Line]) -> None:
    """Leave out what remains of a numbered way through the editor: "2. Choose MP4"."""
    for n, line in enumerate(lines):
        if not line.bullet or line.gone or not screen.STEP.match(line.body):
            continue
        block = _block(lines, n)
        if any(other.gone for other in block):
            line.replace("")


def _block(lines: list[_Line], n: int) -> list[_Line]:
    first, last = n, n
    while first and lines[first - 1].bullet:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].bullet:
        last += 1
    return lines[first : last + 1]


def _drop_headings(lines: list[_Line]) -> None:
    """Leave out "To export your video:" when nothing of its list is left."""
    for n, line in enumerate(lines):
        if line.gone or not line.body.rstrip().endswith((":", "：", ":**")):
            continue
        after = [other for other in lines[n + 1 :] if other.gone or other.body.strip()]
        block = []
        for other in after:
            if not other.bullet:
                break
            block.append(other)
        if block and all(other.gone for other in block):
            line.replace("")
