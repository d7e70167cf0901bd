"""How is the service's text shown, and what do its steps mean to a person?"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from nemo_nb.timeline import tell

_STEPS = (
    (r"music|compos|bgm|score", "Composing music"),
    (r"listen|analy[sz]e|probe|inspect|understand", "Looking at the clip"),
    (r"title|text|caption|subtitle", "Setting the title"),
    (r"volume|mix|duck|audio", "Mixing the sound"),
    (r"generat|visual|video|image", "Making the picture"),
    (r"render|export", "Rendering"),
    (r"undo", "Undoing the last edit"),
    (r"trim|cut|split|edit|draft|timeline|update", "Editing the timeline"),
)


def rich(text: str) -> str:
    """Return the service's words as HTML: paragraphs, bold, code; everything else is escaped as it came."""
    html = escape(text.strip())
    html = re.sub(r"\*\*([^*\n]+)\*\*", r"<b>\1</b>", html)
    html = re.sub(r"`([^`\n]+)`", r"<code>\1</code>", html)
    html = re.sub(r"(?m)^#{1,6} +(.+)$", r"<b>\1</b>", html)
    return f'<p class="n-say">{html}</p>' if html else ""


def activity(name: str, args: Any = None) -> str:
    """Return one line for a step of the service, such as ``Composing music…``.

    ``args`` name what is worked on, where they hold a name for people; nothing else of them is shown.
    """
    step = next((words for pattern, words in _STEPS if re.search(pattern, name, re.I)), "Working")
    facts = args if isinstance(args, dict) else {}
    what = facts.get("filename")
    if step == "Looking at the clip" and isinstance(what, str):
        return f"{tell('Looking at {name}', name=what[:60])}…"
    return f"{tell(step)}…"
