"""What did the person type? The grammar of ``%nemo`` and ``%%nemo``, apart from doing any of it.

    %nemo VERB [flags] [argument]        %nemo some words for the service
    %%nemo [flags] some words
    more words, sent as they are

Flags come before the words; ``--`` ends them. The words are never split, unquoted or expanded, but for
``{name}`` of an existing variable; ``{{name}}`` stays ``{name}``. Quotes count only around a file's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from nemo_nb.protocol import FORMATS, OUTPUTS

from .errors import UsageProblem
from .intent import Intent, route

VERBS: dict[str, str] = {
    "upload": "FILE …   bring in video, pictures or sound (paths or web addresses)",
    "status": "  the timeline: picture and table",
    "export": "[FILE|FORMAT]   render the timeline and show it: mp4, webm, gif, mp3, wav, stems, midi",
    "batch": "  do many files: a line each, or --from a table",
    "panel": "  the same with buttons",
    "new": "  start a new project",
    "projects": "  the projects you worked on",
    "open": "ID   return to an earlier project",
    "renders": "  every export, also of earlier kernels",
    "resume": "[ID]   wait for an export and fetch it",
    "link": "  open the project in the browser editor",
    "connect": "[local|cloud|URL]   choose who does the work",
    "skill": "[NAME]   show the skills, or switch",
    "credits": "  what is left on the account",
    "help": "  this text",
}
FLAGS = {
    "-o": "NAME   keep the result in a variable",
    "--upload": "FILE   bring in a file first (repeatable)",
    "--export": "[FILE]   export afterwards",
    "--stems": "  export the instruments of the music, as WAVs in a ZIP",
    "--midi": "  export the music's notes",
    "--quality": "low|medium|high   how good an export is",
    "--skill": "NAME   use this skill from now on",
    "--auto": "  do at once what the reply asks for",
    "--quiet": "  show nothing",
}

Fill = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do.

    ``verb`` is one of `VERBS` or ``chat``; ``text`` is what to say in a chat, ``args`` the verb's arguments.
    In a command that was said in free words, ``text`` is what was said.
    ``out`` names a variable for the result. ``export`` is None, or the file to export to ("" for a default
    name); ``format`` and ``quality`` say how.
    """

    verb: str
    text: str = ""
    args: tuple[str, ...] = ()
    out: str | None = None
    uploads: tuple[str, ...] = ()
    export: str | None = None
    format: str | None = None
    quality: str = "high"
    skill: str | None = None
    auto: bool = False
    quiet: bool = False


def parse_line(line: str, fill: Fill = str) -> Command:
    """Read what follows ``%nemo``. Raises `UsageProblem` for what cannot be meant."""
    flags, rest = _flags(line, fill)
    word, tail = _word(rest)
    if word.lower() in VERBS:
        word = word.lower()
        if flags.verb == "help":
            return replace(flags, args=(word,))
        more, tail = _flags(tail, fill, flags)
        args = _arguments(word, tail, fill)
        if word == "export" and args and args[0].lower() in OUTPUTS:
            return replace(more, verb=word, format=args[0].lower())
        if args is not None:
            return replace(more, verb=word, args=args)
    elif word and not flags.verb:
        _check_verb(word, tail)
    return _said(flags, rest, fill, typed="%nemo")


def parse_cell(line: str, body: str, fill: Fill = str) -> Command:
    """Read what follows ``%%nemo``: the line and the cell's body are one message."""
    flags, rest = _flags(line, fill)
    # IPython ends every cell with a line break that nobody typed.
    body = body.removesuffix("\n").removesuffix("\r")
    text = f"{rest}\n{body}" if rest and body.strip() else rest or body
    return _said(flags, text, fill, typed="%%nemo")


def fill_from(names: Mapping[str, Any]) -> Fill:
    """Return the function that fills in ``{name}`` from ``names`` and leaves everything else as it is."""

    def value(match: re.Match[str]) -> str:
        escaped, name = match.group(1), match.group(2)
        if (escaped or name) not in names:
            return match.group(0)
        return f"{{{escaped}}}" if escaped else str(names[name])

    return lambda text: _NAME.sub(value, text)


_NAME = re.compile(r"\{\{([^\W\d]\w*)\}\}|\{([^\W\d]\w*)\}")


def _said(flags: Command, text: str, fill: Fill, typed: str) -> Command:
    """Return the command for free text: a chat, unless the words ask for something else."""
    if flags.verb == "help":
        return flags
    if not text.strip():
        if flags.uploads:
            return replace(flags, verb="upload", args=flags.uploads, uploads=())
        if flags.export is not None or flags.format:
            return replace(flags, verb="export", args=(flags.export,) if flags.export else (), export=None)
        if flags.skill is not None:
            return replace(flags, verb="skill", args=(flags.skill,), skill=None)
        if typed == "%nemo":
            return replace(flags, verb="help")
        raise UsageProblem(
            "There is nothing to send.",
            hint="Say what you want: %%nemo add calm lo-fi. All commands: %nemo help",
        )
    intent = route(text)
    if intent.verb == "chat":
        after = "" if flags.format and flags.export is None else flags.export
        return replace(flags, verb="chat", text=fill(text), export=after)
    return _routed(flags, text, intent, fill)


def _routed(flags: Command, text: str, intent: Intent, fill: Fill) -> Command:
    args = tuple(fill(arg) for arg in intent.args)
    if intent.verb == "upload":
        return replace(flags, verb="upload", text=text, args=flags.uploads + args, uploads=())
    if intent.format:
        flags = replace(flags, format=intent.format)
    return replace(flags, verb=intent.verb, text=text, args=args)


def _flags(line: str, fill: Fill, start: Command | None = None) -> tuple[Command, str]:
    """Take the flags off the front of ``line``; the rest comes back as it was."""
    found = start or Command(verb="")
    rest = line.lstrip()
    while rest:
        word, tail = _word(rest)
        name, equals, _ = word.partition("=")
        if word == "--":
            return found, tail
        if name in ("-h", "--help"):
            found = replace(found, verb="help")
        elif name in ("-q", "--quiet"):
            found = replace(found, quiet=True)
        elif name == "--auto":
            found = replace(found, auto=True)
        elif name in ("--stems", "--midi"):
            found = replace(found, format=name[2:])
        elif name == "--export":
            value, after = _value(rest[len(name) + 1 :]) if equals else _value(tail)
            if equals or _is_target(value):
                found, tail = replace(found, export=fill(value)), after
            else:
                found = replace(found, export="")
        elif name in ("-o", "--upload", "--skill", "--quality"):
            value, tail = _value(rest[len(name) + 1 :]) if equals else _value(tail)
            if not value:
                values, _, meaning = FLAGS[name].partition("  ")
                raise UsageProblem(f"{name} needs a value.", hint=f"{name} {values}: {meaning.strip()}")
            found = _with(found, name, value, fill)
        elif re.fullmatch(r"--[A-Za-z][\w-]*", name):
            raise UsageProblem(
                f"There is no option {name}.",
                hint=_meant(name, FLAGS) or "Options: " + ", ".join(FLAGS) + '. Put "--" before text.',
            )
        else:
            return found, rest
        rest = tail
    return found, rest


def _with(found: Command, name: str, value: str, fill: Fill) -> Command:
    if name == "--upload":
        return replace(found, uploads=(*found.uploads, fill(value)))
    if name == "--skill":
        return replace(found, skill=fill(value))
    if name == "--quality":
        return replace(found, quality=fill(value).lower())
    if not value.isidentifier():
        raise UsageProblem(f"{value} is not a variable's name.", hint="For example: -o reply")
    return replace(found, out=value)


def _word(text: str) -> tuple[str, str]:
    """Return the first word and what follows it, without the space between."""
    parts = text.lstrip().split(None, 1)
    return (parts[0], parts[1] if len(parts) > 1 else "") if parts else ("", "")


def _value(text: str) -> tuple[str, str]:
    """Return a flag's value, which may stand in quotes, and what follows it."""
    match = re.match(r"""\s*(?:"([^"\n]+)"|'([^'\n]+)')(?=\s|$)""", text)
    if match:
        return match.group(1) or match.group(2), text[match.end() :].lstrip()
    return _word(text)


def _arguments(verb: str, tail: str, fill: Fill) -> tuple[str, ...] | None:
    """Return the arguments; None where what follows shows that the verb was none: "open with a title"."""
    tail = tail.strip()
    if verb == "upload":
        return _files(tail, fill)
    values: list[str] = []
    while tail:
        value, tail = _value(tail)
        values.append(fill(value))
    most = {"connect": 1, "skill": 1, "open": 1, "export": 1, "resume": 1, "help": 1}.get(verb, 0)
    if len(values) > most or (verb == "export" and values and not _is_export(values[0])):
        return None
    if verb == "open" and not values:
        raise UsageProblem("Which project?", hint="%nemo projects lists them: %nemo open ID")
    return tuple(values)


def _files(tail: str, fill: Fill) -> tuple[str, ...] | None:
    if tail and Path(fill(tail)).expanduser().exists():
        return (fill(tail),)
    values: list[str] = []
    rest = tail
    while rest:
        value, rest = _value(rest)
        values.append(fill(value))
    if values and not any(is_file_like(value) for value in values):
        return None
    if not values:
        raise UsageProblem("Which file?", hint="%nemo upload trip.mp4, or a web address.")
    return tuple(values)


def is_file_like(word: str) -> bool:
    """Return whether a word is meant as a file: an address, a path, an extension, or a file that is there."""
    return bool(
        re.match(r"https?://", word)
        or "/" in word
        or "\\" in word
        or re.search(r"\.\w{2,5}$", word)
        or Path(word).expanduser().exists()
    )


def _is_export(word: str) -> bool:
    return word.lower() in OUTPUTS or _is_target(word)


def _is_target(word: str) -> bool:
    suffix = Path(word).suffix.lower().removeprefix(".")
    return (
        suffix in FORMATS
        or suffix in ("zip", "mid", "midi")
        or "/" in word
        or re.fullmatch(r"\{[^\W\d]\w*\}", word) is not None
    )


_SAID = ("undo", "redo", "faster", "slower", "louder", "quieter", "warmer", "brighter", "darker")
"""Words that are a whole message by themselves."""


def _check_verb(word: str, tail: str) -> None:
    """Raise where ``%nemo WORD`` is more likely a mistyped verb than a message."""
    alone = not tail or (is_file_like(tail.strip()) and " " not in tail.strip())
    if not alone or not re.fullmatch(r"[A-Za-z_-]+", word):
        return
    meant = _meant(word.lower(), VERBS)
    if meant:
        raise UsageProblem(
            f"There is no command {word}.", hint=f"{meant} To say it to the service: %%nemo {word}"
        )
    if not tail:
        if route(word).verb != "chat" or word.lower() in _SAID:
            return
        raise UsageProblem(
            f"There is no command {word}.",
            hint=f"All commands: %nemo help. To say it to the service: %%nemo {word}",
        )


def _meant(word: str, known: Mapping[str, str]) -> str:
    close = get_close_matches(word, known, n=1, cutoff=0.7)
    return f"Did you mean {close[0]}?" if close else ""
