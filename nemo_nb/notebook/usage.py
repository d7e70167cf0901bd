"""What does ``%nemo help`` show? Every command and flag with its meaning."""

from __future__ import annotations

from html import escape
from typing import Any

from nemo_nb.timeline import framed, tell

from .command import FLAGS, VERBS

INTRO = "Say what you want, on one line or in the rest of the cell:"
NAMES = "{name} is filled in from your variables; {{name}} stays as it is."
SETTINGS = "%config Nemo shows the settings."
GROUPS = {"Commands:": "upload", "Projects and exports:": "new", "Who does the work:": "connect"}
"""The headings of the list of commands, and where each begins."""


class Help:
    """What can be typed."""

    def __repr__(self) -> str:
        lines = [tell(INTRO), "", "  %%nemo add calm lo-fi"]
        for heading, uses in _parts():
            lines += ["", tell(heading), *(_aligned(typed, meaning) for typed, meaning in uses)]
        return "\n".join([*lines, "", tell(NAMES), tell(SETTINGS)])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        rows = ""
        for heading, uses in _parts():
            rows += f'<tr><th colspan="2">{escape(tell(heading).rstrip(":："))}</th></tr>'
            rows += "".join(
                f"<tr><td><code>{escape(typed)}</code></td><td>{escape(tell(meaning))}</td></tr>"
                for typed, meaning in uses
            )
        html = (
            f"<p>{escape(tell(INTRO))} <code>%%nemo add calm lo-fi</code></p>"
            f'<table class="n-table n-words">{rows}</table>'
            f'<p class="n-quiet">{escape(tell(NAMES))}<br>{escape(tell(SETTINGS))}</p>'
        )
        return {"text/plain": repr(self), "text/html": framed(html)}


def _parts() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the headings, each with what can be typed and what it does."""
    parts: list[tuple[str, list[tuple[str, str]]]] = []
    begins = {verb: heading for heading, verb in GROUPS.items()}
    for verb, use in VERBS.items():
        if verb in begins:
            parts.append((begins[verb], []))
        parts[-1][1].append(_typed(f"%nemo {verb}", use))
    return [*parts, ("Before the words:", [_typed(flag, use) for flag, use in FLAGS.items()])]


def _typed(name: str, use: str) -> tuple[str, str]:
    values, _, meaning = use.partition("  ")
    return f"{name} {values}".strip(), meaning.strip()


def _aligned(typed: str, meaning: str) -> str:
    return f"  {typed:34} {tell(meaning)}"
