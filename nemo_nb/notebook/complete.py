"""What can come next on a ``%nemo`` line? Verbs, flags, skills, files, projects, exports: for Tab."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from IPython.core.completer import SimpleCompletion, context_matcher

from nemo_nb.protocol import FORMATS, OUTPUTS, QUALITIES, SKILLS

from .command import FLAGS, VERBS
from .workspace import current

Known = Callable[[str], list[str]]

MOST = 200
"""Files beyond this number are not offered."""


def complete(text: str, known: Known = lambda verb: []) -> tuple[str, list[str]] | None:
    """Return the unfinished word at the end of ``text`` and what it can become.

    ``text`` is the line up to the cursor; ``known`` returns the ids that ``open`` or ``resume`` may get. None
    means that the line is none of ours, or is free text by now.
    """
    match = re.match(r"\s*(?:[\w, ]+=\s*)?(%{1,2})nemo\s+(.*)", text, re.S)
    if not match:
        return None
    words = match.group(2).split(" ")
    word, before = words[-1], [w for w in words[:-1] if w]
    last = before[-1] if before else ""
    if last in ("upload", "--upload") or (before[:1] == ["upload"] and match.group(1) == "%"):
        return word, _files(word)
    if last in ("skill", "--skill"):
        return word, _starting(word, SKILLS)
    if last in ("open", "resume") and len(before) == 1 and match.group(1) == "%":
        return word, _starting(word, known(last))
    if last == "connect":
        return word, _starting(word, ("local", "cloud"))
    if last == "--quality":
        return word, _starting(word, QUALITIES)
    if last in ("export", "--export") and not word.startswith("-"):
        files = [name for name in _files(word) if name.endswith((*OUTPUTS.values(), "/"))]
        return word, files + (_starting(word, OUTPUTS) if last == "export" else [])
    free = any(not w.startswith("-") and w not in VERBS for w in before if w != _value_of(before, w))
    if free:
        return None
    if word.startswith("-"):
        return word, _starting(word, FLAGS)
    if match.group(1) == "%" and not any(w in VERBS for w in before):
        return word, _starting(word, VERBS)
    return None


@context_matcher()  # type: ignore[untyped-decorator]
def nemo_matcher(context: Any) -> dict[str, Any]:
    """Complete ``%nemo`` lines in IPython; on other lines, offer nothing."""
    found = complete(context.text_until_cursor.rsplit("\n", 1)[-1], known_ids)
    if found is None or not found[1]:
        return {"completions": []}
    word, options = found
    return {
        "completions": [SimpleCompletion(text=option, type="magic") for option in options],
        "matched_fragment": word,
        "ordered": True,
        "suppress": True,
    }


def known_ids(verb: str) -> list[str]:
    """Return the projects for ``open``, the exports for ``resume``; the latest first. Asks no service."""
    client = current().client
    if verb == "open":
        return [project.session_id for project in client.projects()][:MOST]
    return [job.id for job in reversed(client.renders(refresh=False))][:MOST]


def _starting(word: str, options: Any) -> list[str]:
    return [option for option in options if option.startswith(word)]


def _value_of(words: list[str], word: str) -> str:
    """Return ``word`` if it is the value of the flag before it."""
    at = words.index(word)
    return word if at and words[at - 1] in ("-o", "--upload", "--skill", "--export", "--quality") else ""


def _files(word: str) -> list[str]:
    """Return folders and media files that begin with ``word``."""
    folder, _, name = word.rpartition("/")
    base = Path(folder + "/" if "/" in word else ".").expanduser()
    if not base.is_dir():
        return []
    found = []
    for path in sorted(base.iterdir())[: MOST * 5]:
        known = path.suffix.lower().removeprefix(".") in FORMATS
        hidden = path.name.startswith(".") and not name
        if path.name.startswith(name) and not hidden and " " not in path.name and (known or path.is_dir()):
            prefix = f"{folder}/" if "/" in word else ""
            found.append(f"{prefix}{path.name}{'/' if path.is_dir() else ''}")
    return found[:MOST]
