"""One part's notes become sound, block by block.

A note of a given key and timbre is rendered once, held as long as its longest use; each note then only
scales it and adds
its own release. What rings beyond the block is carried into the next one.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from . import bank, kits, synth
from .filters import shape
from .score import RATE, Note, Part, TempoMap

Audio = npt.NDArray[np.float32]
LONGEST = 30 * RATE
KEPT = 40_000_000
"""Bytes of rendered waves that one player keeps; more are rendered again when they are needed again."""
LOWEST = 28.0
"""Hz; below it there is nothing to hear, but much that would use up the limiter."""
FULL_SPREAD = 0.75
"""Pan of the outermost keys at spread 1."""


TURN, TUNES = 4, (0.0, 0.22, -0.18)
"""Strokes of the same drum take turns between three that differ a little (semitones)."""


def _varied(notes: list[Note], layers: list[int]) -> list[int]:
    turns: dict[int, int] = {}
    out = []
    for note, layer in zip(notes, layers, strict=True):
        turn = turns[note.key] = turns.get(note.key, -1) + 1
        steady = note.key in (kits.KICK, kits.CRASH, kits.CYMBAL)
        out.append(layer if steady else layer + TURN * (turn % len(TUNES)))
    return out


def voiced(instrument: str) -> str:
    """How an instrument is played: "drums", "synth" or "bank".

    Raises
    ------
    KeyError
        If nothing here plays it.
    """
    if instrument in kits.KITS:
        return "drums"
    if instrument in synth.VOICES:
        return "synth"
    if instrument in bank.presets():
        return "bank"
    raise KeyError(instrument)


class Player:
    """Renders one `Part` on a tempo map, in consecutive blocks."""

    def __init__(self, part: Part, tempo: TempoMap) -> None:
        self.part = part
        self.kind = voiced(part.instrument)
        self.mono = part.spread == 0 and part.pan == 0 and self.kind != "drums"
        notes = sorted(part.notes, key=lambda n: n.start)
        starts = [max(0.0, tempo.at(n.start) + n.nudge) for n in notes]
        ends = [tempo.at(n.start + n.length) + n.nudge for n in notes]
        order = np.argsort(starts, kind="stable")
        self.notes = [notes[i] for i in order]
        self.starts = np.array([round(starts[i] * RATE) for i in order], np.int64)
        self.lengths = np.array([max(1, round((ends[i] - starts[i]) * RATE)) for i in order], np.int64)
        self.layers = [self._layer(n.key, sum(n.velocity > edge for edge in (58, 90))) for n in self.notes]
        if self.kind == "drums":
            self.layers = _varied(self.notes, self.layers)
        self.carry = np.zeros((1 if self.mono else 2, 0), np.float32)
        self.next = 0
        self.tails: dict[int, Audio] = {}
        self.waves: dict[tuple[int, int], Audio] = {}
        self.needs: dict[tuple[int, int], int] = {}
        for note, layer, length in zip(self.notes, self.layers, self.lengths, strict=True):
            want = min(LONGEST, int(length) + len(self._tail(note.key)))
            self.needs[note.key, layer] = max(want, self.needs.get((note.key, layer), 0))

    def _layer(self, key: int, layer: int) -> int:
        return bank.timbre(self.part.instrument, key, layer) if self.kind == "bank" else layer

    def render(self, start: int, frames: int) -> Audio:
        """Return the part's frames ``start`` to ``start + frames``, shape (1 or 2, frames)."""
        last = int(np.searchsorted(self.starts, start + frames))
        reach = frames
        for i in range(self.next, last):
            reach = max(reach, int(self.starts[i]) - start + int(self.lengths[i]) + 3 * RATE + 8)
        buffer = np.zeros((len(self.carry), max(reach, self.carry.shape[1])), np.float32)
        buffer[:, : self.carry.shape[1]] = self.carry
        for i in range(self.next, last):
            self._play(i, buffer, int(self.starts[i]) - start)
        self.next = last
        self.carry = buffer[:, frames:].copy()
        return buffer[:, :frames]

    def _play(self, i: int, buffer: Audio, at: int) -> None:
        note, layer = self.notes[i], self.layers[i]
        wave = self._wave(note.key, layer)
        gain = (note.velocity / 100) ** 1.7
        tail = self._tail(note.key)
        if self.kind == "drums":
            whole = note.key not in (kits.OPEN, 55)
            length = len(wave) if whole else min(len(wave), int(self.lengths[i]))
            place = self.part.pan + kits.pan(self.part.instrument, note.key)
        else:
            length = min(int(self.lengths[i]), LONGEST - len(tail))
            keys = float(np.clip((note.key - 62) / 26, -1, 1))
            place = self.part.pan + self.part.spread * FULL_SPREAD * keys
        held, left = wave[:length], wave[length : length + len(tail)]
        left = left * tail[: len(left)]
        angle = (min(1.0, max(-1.0, place)) + 1) * np.pi / 4
        sides = (1.0,) if self.mono else (np.cos(angle) * 2**0.5, np.sin(angle) * 2**0.5)
        for channel, side in zip(buffer, sides, strict=True):
            for sound, first in ((held, at), (left, at + len(held))):
                room = channel[first : first + len(sound)]
                room += sound[: len(room)] * np.float32(gain * side)

    def _tail(self, key: int) -> Audio:
        """The gain after the release: 60 dB down, then exactly nothing."""
        seconds = 0.02 if self.kind == "drums" else self.part.release
        if not seconds:
            seconds = (
                synth.VOICES[self.part.instrument][1]
                if self.kind == "synth"
                else bank.release(self.part.instrument, key)
            )
        frames = int(seconds * RATE)
        if frames not in self.tails:
            x = np.linspace(0, 1, frames, dtype=np.float32)
            self.tails[frames] = np.exp(np.float32(-6.908) * x) * np.minimum(1, (1 - x) * 8)
        return self.tails[frames]

    def _wave(self, key: int, layer: int) -> Audio:
        wave = self.waves.get((key, layer))
        if wave is None:
            wave = self.waves[key, layer] = self._made(key, layer)
            while sum(kept.nbytes for kept in self.waves.values()) > KEPT and len(self.waves) > 1:
                del self.waves[next(iter(self.waves))]
        return wave

    def _made(self, key: int, layer: int) -> Audio:
        """A note's wave. The part's filters and attack commute with the notes' gains, so they are applied
        here.
        """
        part, frames = self.part, self.needs[key, layer]
        lowest = 0.0 if self.kind == "bank" else LOWEST
        low = max(part.low_cut, lowest)
        high = part.high_cut if part.high_cut < 18_000 else 0.0
        if self.kind == "drums":
            stroke = kits.hit(part.instrument, key, layer % TURN, TUNES[layer // TURN])
            wave = shape(stroke, low_cut=low, high_cut=high)
        elif self.kind == "synth":
            wave = shape(synth.VOICES[part.instrument][0](key, layer, frames), low_cut=low, high_cut=high)
        else:
            wave = bank.held(part.instrument, key, layer, frames, low, high)
        if part.attack > 0:
            rise = np.arange(min(len(wave), int(part.attack * RATE)), dtype=np.float32)
            rise *= np.float32(1 / (part.attack * RATE))
            wave[: len(rise)] *= rise * rise
        return wave
