"""What does a file show and say? Cuts, motion, brightness, loudness and speech, found side by side."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.picture.cuts import measure_motion, watch
from nemo_nb.engine.picture.sound import listen, load_model

if TYPE_CHECKING:
    from pathlib import Path

    from nemo_nb.engine.picture.facts import Facts, Packets


@dataclass(frozen=True, slots=True)
class Analysis:
    """What composing and mixing need to know.

    ``cuts`` are hard cuts (s). ``motion`` has one value per second, 0 still to 1 busiest, estimated from how
    many bytes the pictures took; ``brightness`` one, 0 black to 1 white; both are empty without moving
    pictures. ``speech`` are spans (s). ``loudness`` is integrated, in LUFS; None for silence or no sound.
    """

    cuts: tuple[float, ...] = ()
    motion: tuple[float, ...] = ()
    speech: tuple[tuple[float, float], ...] = ()
    loudness: float | None = None
    brightness: tuple[float, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return a plain dictionary."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Analysis:
        """Return the analysis that `to_json` wrote."""
        return cls(
            tuple(values["cuts"]),
            tuple(values["motion"]),
            tuple((start, end) for start, end in values["speech"]),
            values["loudness"],
            tuple(values.get("brightness", ())),
        )


def analyse(path: Path, facts: Facts, packets: Packets, cancel: Cancel | None = None) -> Analysis:
    """Look at and listen to a file; ``facts`` and ``packets`` are what `read_facts` returned for it.

    Raises
    ------
    FfmpegError, Cancelled
    """
    cancel = cancel or Cancel()
    with ThreadPoolExecutor(1) as pool:
        heard = pool.submit(listen, path, facts, cancel) if facts.audio_codec else None
        cuts: tuple[float, ...] = ()
        motion: tuple[float, ...] = ()
        brightness: tuple[float, ...] = ()
        if facts.kind == "video":
            cuts, brightness = watch(path, facts, packets, cancel)
            motion = measure_motion(facts, packets)
        speech, loudness = heard.result() if heard else ((), None)
    return Analysis(cuts, motion, speech, loudness, brightness)


def warm_up() -> None:
    """Load the speech model."""
    load_model()
