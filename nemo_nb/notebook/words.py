"""How is the service's text shown, and what do its steps mean to a person?"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from nemo_nb.timeline import clock

_STEPS = (
    (r"music|compos|bgm|score", "Composing music"),
    (r"listen|analy[sz]e|probe|inspect|understand", "Looking at the clip"),
    (r"title|text|caption|subtitle", "Setting the title"),
    (r"volume|mix|duck|audio", "Mixing the sound"),
    (r"generat|visual|video|image", "Making the picture"),
    (r"render|export", "Rendering"),
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
    """Return one line for a step of the service, such as ``Composing lo-fi hip-hop, 78 BPM, D minor``.

    ``args`` are used only where they hold words for people; they are never shown as they are.
    """
    facts = args if isinstance(args, dict) else {}
    step = next((words for pattern, words in _STEPS if re.search(pattern, name, re.I)), "Working")
    if step == "Composing music" and isinstance(facts.get("label"), str):
        parts = [facts["label"]]
        if isinstance(facts.get("bpm"), int | float):
            parts.append(f"{round(facts['bpm'])} BPM")
        if isinstance(facts.get("key"), str):
            parts.append(facts["key"])
        return f"Composing {', '.join(parts)}"
    if step == "Looking at the clip" and isinstance(facts.get("name"), str):
        length = facts.get("duration")
        told = f": {clock(length)}" if isinstance(length, int | float) else ""
        return f"Listening to {facts['name']}{told}"
    return f"{step}…"
