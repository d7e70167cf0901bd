"""A file becomes a `Song`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.picture import UnreadableError, read_facts
from nemo_nb.engine.song.bars import find_downbeats
from nemo_nb.engine.song.beats import bass, envelope, find_beats
from nemo_nb.engine.song.listening import FPS, Curves, hear
from nemo_nb.engine.song.mood import estimate_mood
from nemo_nb.engine.song.sections import find_sections, measure_energy
from nemo_nb.engine.song.song import Song
from nemo_nb.engine.song.tags import read_tags
from nemo_nb.engine.song.tempo import find_tempo

if TYPE_CHECKING:
    from pathlib import Path

    from nemo_nb.engine.cancel import Cancel

_FAINT = 0.02  # rises below which nothing begins that anybody hears
_CLEAR = 0.12  # below it nothing repeats in a tempo


def analyse(path: Path, cancel: Cancel) -> Song:
    """Listen to a file, of a song or of a video.

    Raises
    ------
    UnreadableError
        When nothing can be heard in it at all.
    FfmpegError, Cancelled, OSError
    """
    facts, _ = read_facts(path, cancel)
    if facts.audio_codec is None:
        raise UnreadableError("it has no sound")
    title, artist = read_tags(path, facts.container, cancel)
    song = describe(hear(path, facts.container, facts.duration, cancel))
    return Song(
        **{**{name: getattr(song, name) for name in song.__slots__}, "title": title, "artist": artist}
    )


def describe(curves: Curves) -> Song:
    """Return the song that these curves were heard in, without its tags."""
    rise = envelope(curves.rises)
    moving = float(np.percentile(curves.rises.sum(axis=1), 98)) >= _FAINT
    tempo = find_tempo(rise, bass(curves.rises))
    beats: tuple[float, ...] = ()
    if moving and tempo is not None and tempo.clear >= _CLEAR:
        beats = find_beats(curves, tempo)
    bpm = round(60 / float(np.median(np.diff(beats))), 2) if len(beats) > 3 else 0.0
    downbeats = find_downbeats(curves, beats)
    energy = measure_energy(curves)
    valence, arousal = estimate_mood(curves, bpm)
    return Song(
        duration=round(curves.duration, 4),
        bpm=bpm,
        beats=beats,
        downbeats=downbeats,
        sections=find_sections(curves, downbeats, energy),
        energy=energy,
        onsets=_onsets(rise),
        valence=valence,
        arousal=arousal,
    )


def _onsets(rise: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[float, ...]:
    """Return the clearest tops of the curve."""
    if rise.size < 3:
        return ()
    tops = np.flatnonzero((rise[1:-1] > rise[:-2]) & (rise[1:-1] >= rise[2:]) & (rise[1:-1] > 1.2)) + 1
    return tuple(round(float(top) / FPS, 3) for top in tops)
