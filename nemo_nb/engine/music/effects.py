"""What stems and the mix pass through, each with its state, so that a piece of any length runs in blocks.

Arrays are (channels, frames). Gains that move are computed once per `GRID` frames and joined by straight lines.
"""  # noqa: E501

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import fft
from scipy.signal import butter, sosfilt

from .chance import stream
from .score import RATE

Audio = npt.NDArray[np.float32]
Curve = npt.NDArray[np.float64]
GRID = 64


def ride(audio: Audio, edges: Curve) -> None:
    """Multiply ``audio`` in place by the curve through ``edges``: one gain per `GRID` frames and one more at
    the end.
    """
    ramp = np.arange(GRID, dtype=np.float32) / GRID
    low = edges[:-1].astype(np.float32)
    step = np.diff(edges).astype(np.float32)
    gains = (low[:, None] + step[:, None] * ramp).reshape(-1)
    audio *= gains[: audio.shape[1]]


def pump_curve(kicks: Curve, depth: float, first: int, count: int) -> Curve:
    """Gains on the grid from edge ``first``: down by ``depth`` dB at each kick, held 20 ms, recovered in
    about 200 ms.
    """
    t = np.arange(first, first + count + 1) * (GRID / RATE)
    at = np.searchsorted(kicks, t + 0.004, side="right") - 1
    since = np.where(at >= 0, t - kicks[np.clip(at, 0, None)] if len(kicks) else 9.0, 9.0)
    fall = np.where(since < 0.024, 1.0, np.exp(-(since - 0.024) / 0.09))
    fall = np.where(since < 0, np.clip(1 + since / 0.004, 0, 1), fall)
    return 10 ** (-depth * np.clip(fall, 0, 1) / 20)


class Width:
    """Early reflections that differ left and right: a mono source gets a body without changing where it
    stands.
    """

    TAPS = (
        ((197, 0.30), (431, -0.24), (709, 0.17), (1063, -0.11)),
        ((263, -0.30), (523, 0.24), (653, 0.15), (1151, -0.11)),
    )
    REACH = 1216

    def __init__(self, amount: float) -> None:
        self.amount = amount
        self.past = np.zeros((2, self.REACH), np.float32)

    def process(self, audio: Audio) -> Audio:
        """Return ``audio`` (2, frames) with its reflections."""
        joined = np.concatenate([self.past, audio], axis=1)
        frames = audio.shape[1]
        out = audio.copy()
        for side, taps in enumerate(self.TAPS):
            for delay, gain in taps:
                at = self.REACH - delay
                out[side] += joined[side, at : at + frames] * np.float32(gain * self.amount)
        self.past = joined[:, -self.REACH :].copy()
        return out


class Reverb:
    """A hall of shaped noise, mono in, stereo out, computed at half the rate (halls have nothing above 10
    kHz).
    """

    SIZE = 1 << 16

    def __init__(self, seconds: float, damping: float) -> None:
        half = RATE // 2
        frames = max(2048, int(seconds * half * 1.1))
        t = np.arange(frames) / half
        noise = stream(11, "hall").standard_normal((2, frames))
        out = np.zeros((2, frames))
        edges = (90.0, 350.0, 1200.0, 3500.0, min(10_500.0, damping * 1.2))
        for low, high, share in zip(edges, edges[1:], (0.85, 1.0, 0.8, 0.5), strict=False):
            if high > low * 1.05:
                band = sosfilt(butter(2, [low, high], "bandpass", fs=half, output="sos"), noise, axis=1)
                out += band * np.exp(-6.908 * t / (seconds * share))
        before = int(0.018 * half)
        out[:, :before] = 0
        out[:, before : before + 240] *= np.linspace(0, 1, 240)
        rng = stream(11, "early")
        for _ in range(9):  # a few early reflections say how big the room is
            at = int(rng.uniform(0.006, 0.06) * half)
            out[rng.integers(2), at] += rng.uniform(-1, 1) * 0.9
        out /= np.sqrt((out**2).sum(axis=1, keepdims=True))
        self.frames = frames
        self.block = self.SIZE - frames if frames < self.SIZE * 0.75 else self.SIZE
        self.size = fft.next_fast_len(self.block + frames, real=True)
        self.spectrum = fft.rfft(out.astype(np.float32), self.size, axis=1)
        self.carry = np.zeros((2, 0), np.float32)
        self.last = np.zeros((2, 1), np.float32)

    def process(self, send: Audio) -> Audio:
        """Return the wet sound of ``send`` (frames, an even number but for the last block), shape (2,
        frames).
        """
        frames = len(send)
        even = send if frames % 2 == 0 else np.append(send, np.float32(0))
        low = 0.5 * (even[0::2] + even[1::2])
        out = np.zeros((2, max(len(low) + self.frames + self.block, self.carry.shape[1])), np.float32)
        out[:, : self.carry.shape[1]] = self.carry
        for at in range(0, len(low), self.block):
            part = low[at : at + self.block]
            wet = fft.irfft(fft.rfft(part, self.size) * self.spectrum, self.size, axis=1)
            reach = min(len(part) + self.frames, self.size)
            out[:, at : at + reach] += wet[:, :reach]
        self.carry = out[:, len(low) : len(low) + self.frames].copy()
        out = out[:, : len(low)]
        full = np.empty((2, len(low) * 2), np.float32)
        full[:, 1::2] = out
        full[:, 0] = 0.5 * (self.last[:, 0] + out[:, 0])
        full[:, 2::2] = 0.5 * (out[:, 1:] + out[:, :-1])
        self.last = out[:, -1:].copy()
        return full[:, :frames]


class Echo:
    """A ping-pong delay, six repeats, each duller than the one before."""

    def __init__(self, seconds: float, feedback: float) -> None:
        self.step = max(480, round(seconds * RATE))
        self.feedback = feedback
        self.carry = np.zeros((2, 0), np.float32)
        self.low = butter(1, 4200, fs=RATE, output="sos").astype(np.float32)
        self.state = np.zeros((1, 2), np.float32)

    def process(self, send: Audio) -> Audio:
        """Return the repeats of the mono ``send``, shape (2, frames)."""
        frames = len(send)
        dull, self.state = sosfilt(self.low, send, zi=self.state)
        out = np.zeros((2, frames + 6 * self.step), np.float32)
        out[:, : self.carry.shape[1]] = self.carry[:, : out.shape[1]]
        for n in range(1, 7):
            side, at = n % 2, n * self.step
            out[side, at : at + frames] += dull * np.float32(self.feedback ** (n - 1))
            out[1 - side, at : at + frames] += dull * np.float32(0.25 * self.feedback ** (n - 1))
        self.carry = out[:, frames:].copy()
        return out[:, :frames]


class Sweep:
    """A low-pass that opens (or closes) over given spans and is out of the way elsewhere."""

    STEP = 1024

    def __init__(self, spans: tuple[tuple[float, float, float, float], ...]) -> None:
        self.spans = spans
        self.state = np.zeros((1, 2, 2), np.float32)

    def process(self, audio: Audio, start: int) -> None:
        """Filter ``audio``, whose first frame is frame ``start`` of the piece, in place."""
        for begin, end, low, high in self.spans:
            first, last = int(begin * RATE) - start, int(end * RATE) - start
            for at in range(max(0, first), min(audio.shape[1], last), self.STEP):
                x = (at - first) / max(1, last - first)
                cutoff = low * (high / low) ** x
                part = audio[:, at : min(at + self.STEP, last)]
                sos = butter(2, min(cutoff, 20_000), fs=RATE, output="sos").astype(np.float32)
                part[:], self.state = sosfilt(sos, part, zi=self.state, axis=1)


class Wow:
    """The slow and fast speed errors of a worn tape: a delay that breathes."""

    REACH = 512

    def __init__(self, amount: float) -> None:
        self.amount = amount
        self.past = np.zeros((2, self.REACH), np.float32)

    def process(self, audio: Audio, start: int) -> Audio:
        """Return ``audio`` read through the moving delay; ``start`` is its first frame's number."""
        frames = audio.shape[1]
        joined = np.concatenate([self.past, audio], axis=1)
        grid = np.arange(start, start + frames + GRID, GRID) / RATE
        # Speed error is the delay's derivative: 0.55 Hz at +-8 cents is +-1.3 ms, 7 Hz at +-2 cents
        # +-0.026 ms.
        delay = (
            self.amount * (1.3e-3 * np.sin(2 * np.pi * 0.55 * grid) + 2.6e-5 * np.sin(2 * np.pi * 7.1 * grid))
            + 2e-3
        )
        shift = np.interp(np.arange(frames) / GRID, np.arange(len(grid)), delay) * RATE
        where = np.arange(frames) + self.REACH - shift
        whole = where.astype(np.int32)
        part = (where - whole).astype(np.float32)
        self.past = joined[:, -self.REACH :].copy()
        return np.asarray(joined[:, whole] * (1 - part) + joined[:, whole + 1] * part, np.float32)


def vinyl(frames: int, number: int) -> Audio:
    """Crackle and hiss for block ``number``, shape (2, frames), level about -50 dBFS."""
    rng = stream(13, "vinyl", number)
    hiss = rng.standard_normal((2, frames), dtype=np.float32) * np.float32(0.0016)
    clicks = np.zeros((2, frames), np.float32)
    count = int(rng.poisson(frames / RATE * 11))
    at = rng.integers(0, frames, count)
    size = (rng.pareto(2.2, count) * 0.02).clip(0, 0.22).astype(np.float32) * rng.choice(
        np.array([-1, 1], np.float32), count
    )
    side = rng.uniform(0.2, 0.8, count).astype(np.float32)
    clicks[0, at] += size * side
    clicks[1, at] += size * (1 - side)
    sos = butter(1, [700, 5200], "bandpass", fs=RATE, output="sos").astype(np.float32)
    return np.asarray(sosfilt(sos, clicks + hiss, axis=1), np.float32)
