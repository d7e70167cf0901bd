"""What an export can be: its format, its quality, and how its file is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nemo_nb.protocol.errors import NemoError
from nemo_nb.protocol.skills import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from nemo_nb.protocol.account import Account

OUTPUTS = {
    "mp4": ".mp4",
    "webm": ".webm",
    "gif": ".gif",
    "mp3": ".mp3",
    "wav": ".wav",
    "stems": ".zip",
    "midi": ".mid",
}
"""The formats of an export, and how their files end. ``stems`` are the instruments, as WAVs in a ZIP."""
QUALITIES = ("low", "medium", "high")
"""How good a picture or sound is, the largest file last."""

Output = dict[str, str]
MP4: Output = {"format": "mp4", "quality": "high"}


def choose_output(account: Account, path: Path | None, format: str | None, quality: str) -> Output:
    """Return the ``output`` of a render request. Nothing has been sent when this raises.

    Parameters
    ----------
    account
        NemoVideo is only known to make MP4s of high quality, so nothing else is asked of it.
    path
        Where the file goes. Its ending says the format where ``format`` is None; without either it is an MP4.
    format, quality
        One of `OUTPUTS`, one of `QUALITIES`.

    Raises
    ------
    NemoError
        For what cannot be made.
    """
    suffix = path.suffix.lower() if path else ""
    suffix = ".mid" if suffix == ".midi" else suffix
    meant = format or next((name for name, ending in OUTPUTS.items() if ending == suffix), "mp4")
    if meant not in OUTPUTS:
        raise NemoError(f"There is no export as {meant}.", hint=f"Formats: {', '.join(OUTPUTS)}.")
    if quality not in QUALITIES:
        raise NemoError(f"There is no quality {quality}.", hint=f"Use {', '.join(QUALITIES)}.")
    if suffix != OUTPUTS[meant] and (suffix[1:] in FORMATS or suffix in OUTPUTS.values()):
        raise NemoError(
            f"{path.name if path else suffix} cannot be the name of a {meant} export.",
            hint=f"Name it with {OUTPUTS[meant]}, or leave the name out.",
        )
    if not account.local and (meant, quality) != tuple(MP4.values()):
        asked = meant if meant != "mp4" else f"{quality} quality"
        raise NemoError(
            f"{account.service} exports MP4 in high quality only, not {asked}.",
            hint="Export an MP4 there; the local engine makes the others: %nemo connect local",
        )
    return {"format": meant, "quality": quality}


def named(path: Path, output: Output) -> Path:
    """Return ``path`` with the ending of its format, where it has none."""
    return path if path.suffix else path.with_name(path.name + OUTPUTS[output["format"]])
