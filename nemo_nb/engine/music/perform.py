"""A score becomes sound: players, sends, the genre's chain, the glue; in blocks, so that length costs no
memory.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, sosfilt

from . import kits
from .drum_synth import gesture
from .effects import GRID, Echo, Reverb, Sweep, Width, Wow, pump_curve, ride, vinyl
from .limiter import limiting
from .loudness import STEP, block_peaks, energies, integrated
from .player import Player
from .score import RATE, Chain, Score

Audio = npt.NDArray[np.float32]
BLOCK = GRID * 8192  # 10.9 s
LEVEL = -20.0
WRAP = 4 * RATE
"""Frames that are rendered beyond a loop's end and laid over its start."""


def perform(score: Score) -> Audio:
    """Render ``score``: float32 (frames, 2) at 48 kHz, exactly ``round(duration * 48000)`` frames, about
    -20 LUFS.

    The same score gives the same samples, in every process.
    """
    wrap = WRAP if score.loop else 0
    desk = Desk(score)
    out = np.zeros((score.frames + wrap, 2), np.float32)
    for start in range(0, len(out), BLOCK):
        frames = min(BLOCK, len(out) - start)
        out[start : start + frames] = desk.block(start, frames).T
    if wrap:
        reach = min(wrap, score.frames)
        out[:reach] += out[score.frames : score.frames + reach]
        out = out[: score.frames]
    if score.chain.vinyl:
        for number, start in enumerate(range(0, len(out), BLOCK)):
            part = out[start : start + BLOCK]
            part += np.float32(score.chain.vinyl) * vinyl(len(part), number).T
    _finish(out, score)
    return out


class Desk:
    """The mixing desk of one piece: all players and effects with their state."""

    def __init__(self, score: Score) -> None:
        self.score = score
        chain = score.chain
        self.players = [Player(part, score.tempo) for part in score.parts if part.notes]
        self.widths = [
            Width(1.6 * player.part.spread) if player.part.spread else None for player in self.players
        ]
        kicks = [
            score.tempo.at(note.start) + note.nudge
            for part in score.parts
            if part.instrument in kits.KITS
            for note in part.notes
            if note.key == kits.KICK and note.velocity > 60
        ]
        self.kicks = np.array(sorted(kicks))
        self.reverb = Reverb(chain.room, chain.damping)
        beat = 60 / score.bpm
        self.echo = (
            Echo(chain.echo_beats * beat, chain.echo_feedback) if any(p.echo for p in score.parts) else None
        )
        self.sweep = Sweep(chain.sweep) if chain.sweep else None
        self.wow = Wow(chain.wow) if chain.wow else None
        self.filters = _bus_filters(chain)
        self.state = np.zeros((len(self.filters), 2, 2), np.float32)

    def block(self, start: int, frames: int) -> Audio:
        """Return frames ``start`` to ``start + frames`` of the mix, before the final levelling."""
        chain = self.score.chain
        music, drums = np.zeros((2, frames), np.float32), np.zeros((2, frames), np.float32)
        send, echoes = np.zeros(frames, np.float32), np.zeros(frames, np.float32)
        edges = -(-frames // GRID)
        for player, width in zip(self.players, self.widths, strict=True):
            part = player.part
            audio = player.render(start, frames)
            if width:
                audio = width.process(audio)
            if not audio.any():
                continue
            audio = audio * np.float32(10 ** (part.level / 20))
            if part.pump and len(self.kicks):
                ride(audio, pump_curve(self.kicks, part.pump, start // GRID, edges))
            bus = drums if player.kind == "drums" else music
            bus += audio
            mono = audio.mean(axis=0)
            if part.reverb:
                send += mono * np.float32(part.reverb)
            if part.echo:
                echoes += mono * np.float32(part.echo)
        if self.sweep:
            self.sweep.process(music, start)
        music += drums
        self._gestures(music, send, start, frames)
        if self.echo:
            repeats = self.echo.process(echoes)
            music += repeats
            send += repeats.mean(axis=0) * np.float32(0.3)
        music += self.reverb.process(send)
        if self.wow:
            music = self.wow.process(music, start)
        if chain.drive:
            push = np.float32(1 + chain.drive)
            np.tanh(music * push, out=music)
            music /= push ** np.float32(0.7)
        if len(self.filters):
            music, self.state = sosfilt(self.filters, music, zi=self.state, axis=1)
        if chain.width != 1:
            middle, side = music.mean(axis=0), 0.5 * (music[0] - music[1]) * np.float32(chain.width)
            music = np.stack([middle + side, middle - side])
        return np.asarray(music, np.float32)

    def _gestures(self, bus: Audio, send: Audio, start: int, frames: int) -> None:
        for kind, begin, end, level in self.score.gestures:
            first, last = round(begin * RATE), round(end * RATE)
            if last <= start or first >= start + frames:
                continue
            sound = gesture(kind, last - first) * np.float32(10 ** (level / 20))
            low, high = max(first, start), min(first + len(sound), start + frames)
            bus[:, low - start : high - start] += sound[low - first : high - first]
            send[low - start : high - start] += sound[low - first : high - first] * np.float32(0.15)


def _bus_filters(chain: Chain) -> Audio:
    rows = [butter(2, 28, "highpass", fs=RATE, output="sos")]
    if chain.high_cut < 18_000:
        rows.append(butter(2, chain.high_cut, fs=RATE, output="sos"))
    if chain.shelf:
        rows.append(_high_shelf(6500, chain.shelf))
    return np.concatenate(rows).astype(np.float32)


def _high_shelf(hertz: float, db: float) -> npt.NDArray[np.float64]:
    """A second-order high shelf, slope 1 (the audio EQ cookbook's)."""
    a, w = 10 ** (db / 40), 2 * np.pi * hertz / RATE
    cos, alpha = np.cos(w), np.sin(w) / 2 * 2**0.5
    root = 2 * a**0.5 * alpha
    b = [
        a * (a + 1 + (a - 1) * cos + root),
        -2 * a * (a - 1 + (a + 1) * cos),
        a * (a + 1 + (a - 1) * cos - root),
    ]
    d = [a + 1 - (a - 1) * cos + root, 2 * (a - 1 - (a + 1) * cos), a + 1 - (a - 1) * cos - root]
    return np.asarray(np.array([[*b, *d]]) / d[0])


def _finish(out: Audio, score: Score) -> None:
    """Glue compression, level, fades: one gain curve, applied in place."""
    power = energies(out)
    level = integrated(power)
    if not np.isfinite(level):
        return
    count = -(-len(out) // GRID)
    curve = np.ones(count + 1)
    if score.chain.glue > 0:
        curve = _glue(out, level, score.chain.glue)
        share = curve[: len(power) * (STEP // GRID)].reshape(len(power), -1) ** 2
        level = integrated(power * share.mean(axis=1))  # what the glue leaves is what is brought to level
    curve *= 10 ** ((LEVEL - level) / 20)
    if not score.loop:
        t = np.arange(count + 1) * (GRID / RATE)
        curve *= np.sin(np.clip(t / max(score.fade_in, 0.004), 0, 1) * np.pi / 2)
        left = (len(out) - GRID) / RATE - t
        curve *= np.sin(np.clip(left / max(score.fade_out, 0.03), 0, 1) * np.pi / 2) ** 1.5
    _apply(out, curve)
    top = max(float(np.abs(out[at : at + BLOCK]).max()) for at in range(0, len(out), BLOCK))
    if top > 0.97:
        _apply(out, limiting(block_peaks(out, GRID, above=0.6), 0.97))


def _apply(out: Audio, curve: npt.NDArray[np.float64]) -> None:
    for at in range(0, len(out), BLOCK):
        ride(out[at : at + BLOCK].T, curve[at // GRID : at // GRID + BLOCK // GRID + 1])


def _glue(out: Audio, level: float, ratio: float) -> npt.NDArray[np.float64]:
    """A slow bus compressor: gains on the grid. Threshold 3 dB over the piece's loudness, 25 ms in, 250 ms
    out.
    """
    step = GRID * 4
    count = -(-len(out) // step)
    power = np.zeros(count)
    for at in range(0, len(out), step * 2048):
        part = out[at : at + step * 2048]
        part = np.pad(part, ((0, -len(part) % step), (0, 0))).reshape(-1, step * 2)
        power[at // step : at // step + len(part)] = np.einsum("ij,ij->i", part, part) / step
    over = np.maximum(0.0, 10 * np.log10(power + 1e-12) - (level + 3.7))
    wanted = (over * (1 - 1 / ratio)).tolist()
    down = 0.0
    into, back = 1 - np.exp(-step / RATE / 0.025), 1 - np.exp(-step / RATE / 0.25)
    for i, want in enumerate(wanted):
        down += (want - down) * (into if want > down else back)
        wanted[i] = down
    grid = np.arange(-(-len(out) // GRID) + 1) / 4
    return np.asarray(10 ** (-np.interp(grid, np.arange(count), wanted) / 20))
