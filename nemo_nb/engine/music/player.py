"""One part's notes become sound, block by block.

A note of a given key and timbre is rendered once, held as long as its longest use; each note then only
scales it and adds
its own release. What rings beyond the block is carried into the next one.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, sosfilt

from . import bank, kits, synth
from .score import RATE, Part, TempoMap

Audio = npt.NDArray[np.float32]
LONGEST = 30 * RATE
FULL_SPREAD = 0.75
"""Pan of the outermost keys at spread 1."""


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
        self.layers = [sum(n.velocity > edge for edge in (58, 90)) for n in self.notes]
        self.carry = np.zeros((1 if self.mono else 2, 0), np.float32)
        self.next = 0
        self.tails: dict[int, Audio] = {}
        self.waves: dict[tuple[int, int], Audio] = {}
        self.needs: dict[tuple[int, int], int] = {}
        for note, layer, length in zip(self.notes, self.layers, self.lengths, strict=True):
            want = min(LONGEST, int(length) + len(self._tail(note.key)))
            self.needs[note.key, layer] = max(want, self.needs.get((note.key, layer), 0))

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
        gain = np.float32((note.velocity / 100) ** 1.7)
        if self.kind == "drums":
            sound = wave[: int(self.lengths[i]) + 960] * gain if note.key in (kits.OPEN, 55) else wave * gain
            if len(sound) < len(wave):
                sound[-960:] *= np.linspace(1, 0, len(sound[-960:]), dtype=np.float32)
            place = self.part.pan + kits.pan(self.part.instrument, note.key)
        else:
            tail = self._tail(note.key)
            length = min(int(self.lengths[i]), LONGEST - len(tail))
            sound = wave[: length + len(tail)] * gain
            if len(sound) > length:
                sound[length:] *= tail[: len(sound) - length]
            place = self.part.pan + self.part.spread * FULL_SPREAD * float(
                np.clip((note.key - 62) / 26, -1, 1)
            )
        room = buffer[:, at : at + len(sound)]
        sound = sound[: room.shape[1]]
        if self.mono:
            room[0] += sound
            return
        angle = (float(np.clip(place, -1, 1)) + 1) * np.pi / 4
        room[0] += sound * np.float32(np.cos(angle) * 2**0.5)
        room[1] += sound * np.float32(np.sin(angle) * 2**0.5)

    def _tail(self, key: int) -> Audio:
        """The gain after the release: 60 dB down, then exactly nothing."""
        if self.kind == "drums":
            return np.zeros(0, np.float32)
        seconds = self.part.release
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
            wave = self.waves[key, layer] = self._shaped(self._raw(key, layer))
        return wave

    def _raw(self, key: int, layer: int) -> Audio:
        frames = self.needs[key, layer]
        if self.kind == "drums":
            return kits.hit(self.part.instrument, key, layer)
        if self.kind == "synth":
            return synth.VOICES[self.part.instrument][0](key, layer, frames)
        return bank.held(self.part.instrument, key, layer, frames)

    def _shaped(self, wave: Audio) -> Audio:
        """The part's filters and attack commute with the notes' gains, so they are applied once per wave."""
        part = self.part
        if part.low_cut > 0:
            wave = np.asarray(
                sosfilt(butter(2, part.low_cut, "highpass", fs=RATE, output="sos").astype(np.float32), wave),
                np.float32,
            )
        if part.high_cut < 18_000:
            wave = np.asarray(
                sosfilt(butter(2, part.high_cut, "lowpass", fs=RATE, output="sos").astype(np.float32), wave),
                np.float32,
            )
        if part.attack > 0:
            rise = np.minimum(np.arange(len(wave), dtype=np.float32) / np.float32(part.attack * RATE), 1)
            wave = wave * rise * rise
        return np.asarray(wave, np.float32)
