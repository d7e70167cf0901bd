"""What does ``%nemo help`` show? Every command and flag with its meaning."""

from __future__ import annotations

from html import escape
from typing import Any

from nemo_nb.timeline import framed, tell

from .command import FLAGS, VERBS

INTRO = "Say what you want, on one line or in the rest of the cell:"
NAMES = "{name} is filled in from your variables; {{name}} stays as it is."
SETTINGS = "%config Nemo shows the settings."


class Help:
    """What can be typed."""

    def __repr__(self) -> str:
        verbs = "\n".join(_aligned(f"%nemo {verb}", use) for verb, use in VERBS.items())
        flags = "\n".join(_aligned(flag, use) for flag, use in FLAGS.items())
        return (
            f"{tell(INTRO)}\n\n  %%nemo add calm lo-fi\n\n{tell('Commands:')}\n{verbs}\n\n"
            f"{tell('Before the words:')}\n{flags}\n\n{tell(NAMES)}\n{tell(SETTINGS)}"
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        verbs = "".join(_usage(f"%nemo {verb}", use) for verb, use in VERBS.items())
        flags = "".join(_usage(flag, use) for flag, use in FLAGS.items())
        html = (
            f"<p>{escape(tell(INTRO))} <code>%%nemo add calm lo-fi</code></p>"
            f'<table class="n-table n-words">{verbs}</table>'
            f'<p class="n-quiet">{escape(tell("Before the words:"))}</p>'
            f'<table class="n-table n-words">{flags}</table>'
            f'<p class="n-quiet">{escape(tell(NAMES))}<br>{escape(tell(SETTINGS))}</p>'
        )
        return {"text/plain": repr(self), "text/html": framed(html)}


def _aligned(name: str, use: str) -> str:
    values, _, meaning = use.partition("  ")
    return f"  {f'{name} {values}'.strip():34} {tell(meaning.strip())}"


def _usage(name: str, use: str) -> str:
    values, _, meaning = use.partition("  ")
    typed = f"{name} {values}".strip()
    return f"<tr><td><code>{escape(typed)}</code></td><td>{escape(tell(meaning.strip()))}</td></tr>"
