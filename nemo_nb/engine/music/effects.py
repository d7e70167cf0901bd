"""What stems and the mix pass through, each with its state, so that a piece of any length runs in blocks.

Arrays are (channels, frames). Gains that move are computed once per `GRID` frames and joined by straight lines.
"""  # noqa: E501

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import fft

from .chance import stream
from .filters import Smoother, convenient, gentle, response, shape
from .score import RATE

Audio = npt.NDArray[np.float32]
Curve = npt.NDArray[np.float64]
GRID = 64
_RAMP: Audio = np.linspace(0, 1, GRID, endpoint=False, dtype=np.float32)


def joined(edges: Curve) -> Audio:
    """The curve through ``edges``, one value per `GRID` frames and one more at the end, for every frame."""
    low = edges[:-1].astype(np.float32)
    step = np.diff(edges).astype(np.float32)
    out: Audio = step[:, None] * _RAMP
    out += low[:, None]
    return out.reshape(-1)


def ride(audio: Audio, edges: Curve) -> None:
    """Multiply ``audio`` (channels, frames) in place by the curve through ``edges``."""
    audio *= joined(edges)[: audio.shape[1]]


def ride_frames(audio: Audio, edges: Curve) -> None:
    """The same for sound as it is stored: (frames, 2), contiguous, of any length."""
    size = GRID * 512
    for at in range(0, len(audio), size):
        part = audio[at : at + size].reshape(-1)
        part *= np.repeat(joined(edges[at // GRID : at // GRID + 513]), 2)[: len(part)]


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


def clip(audio: Audio, limit: float = 0.36) -> None:
    """Round the peaks of drums that fall together, in place: linear to half of ``limit``, never over it.

    This is what makes a kit loud without the limiter having to push everything else down.
    """
    half = np.float32(limit / 2)
    rows, columns = np.nonzero(np.abs(audio) > half)
    loud = audio[rows, columns]
    audio[rows, columns] = np.sign(loud) * half * (1 + np.tanh(np.abs(loud) / half - 1))


class Width:
    """Early reflections that differ left and right: a mono source gets a body without changing where it
    stands.
    """

    TAPS = (
        ((197, 0.30), (431, -0.24), (709, 0.17), (1063, -0.11)),
        ((263, -0.30), (523, 0.24), (653, 0.15), (1151, -0.11)),
    )
    REACH = 1216

    def __init__(self) -> None:
        self.past = np.zeros((2, self.REACH), np.float32)

    def process(self, audio: Audio, out: Audio) -> None:
        """Add the reflections of ``audio`` (2, frames) to ``out``."""
        whole = np.concatenate([self.past, audio], axis=1)
        frames = audio.shape[1]
        for side, taps in enumerate(self.TAPS):
            for delay, gain in taps:
                at = self.REACH - delay
                out[side] += whole[side, at : at + frames] * np.float32(gain)
        self.past = whole[:, -self.REACH :].copy()


@lru_cache(maxsize=8)
def _hall(seconds: float, damping: float) -> Audio:
    """The impulse response of a hall, (2, frames) at half the rate."""
    half = RATE // 2
    frames = max(2048, int(seconds * half * 1.1))
    t = np.arange(frames, dtype=np.float32) / half
    noise = stream(11, "hall").standard_normal((2, frames), dtype=np.float32)
    out = np.zeros((2, frames), np.float32)
    edges = (90.0, 350.0, 1200.0, 3500.0, min(10_500.0, damping * 1.2))
    for low, high, share in zip(edges, edges[1:], (0.85, 1.0, 0.8, 0.5), strict=False):
        if high > low * 1.05:
            band = shape(noise, low_cut=low, high_cut=high, rate=half)
            out += band * np.exp(t * np.float32(-6.908 / (seconds * share)))
    before = int(0.018 * half)
    out[:, :before] = 0
    out[:, before : before + 240] *= np.linspace(0, 1, 240, dtype=np.float32)
    rng = stream(11, "early")
    for _ in range(9):  # a few early reflections say how big the room is
        at = int(rng.uniform(0.006, 0.06) * half)
        out[rng.integers(2), at] += np.float32(rng.uniform(-1, 1) * 0.9)
    return np.asarray(out / np.sqrt((out**2).sum(axis=1, keepdims=True)), np.float32)


class Reverb:
    """A hall of shaped noise, mono in, stereo out, computed at half the rate (halls have nothing above 10
    kHz).
    """

    def __init__(self, seconds: float, damping: float) -> None:
        hall = _hall(seconds, damping)
        self.frames = hall.shape[1]
        self.size = convenient(max(1 << 16, 2 * self.frames))
        self.block = self.size - self.frames
        self.spectrum = fft.rfft(hall, self.size)
        self.carry = np.zeros((2, 0), np.float32)
        self.last = np.zeros((2, 1), np.float32)

    def process(self, send: Audio) -> Audio:
        """Return the wet sound of ``send`` (frames, an even number but for the last block), shape (2,
        frames).
        """
        frames = len(send)
        even = send if frames % 2 == 0 else np.append(send, np.float32(0))
        low = even[0::2] + even[1::2]
        low *= np.float32(0.5)
        out = np.zeros((2, max(len(low) + self.size, self.carry.shape[1])), np.float32)
        out[:, : self.carry.shape[1]] = self.carry
        for at in range(0, len(low), self.block):
            part = low[at : at + self.block]
            wet = fft.irfft(fft.rfft(part, self.size) * self.spectrum, self.size)
            out[:, at : at + self.size] += wet
        self.carry = out[:, len(low) : len(low) + self.frames].copy()
        out = out[:, : len(low)]
        full = np.empty((2, len(low) * 2), np.float32)
        full[:, 1::2] = out
        full[:, 0] = 0.5 * (self.last[:, 0] + out[:, 0])
        full[:, 2::2] = np.float32(0.5) * (out[:, 1:] + out[:, :-1])
        self.last = out[:, -1:].copy()
        return full[:, :frames]


class Echo:
    """A ping-pong delay: first right, then left, each repeat duller than the one before."""

    SPILL = np.float32(0.25)

    def __init__(self, seconds: float, feedback: float) -> None:
        self.step = max(480, round(seconds * RATE))
        self.feedback = np.float32(feedback)
        self.past = np.zeros((2, self.step + 2), np.float32)  # what the loop repeats
        self.dull = Smoother(gentle(4200, 0), channels=1)

    def process(self, send: Audio) -> Audio:
        """Return the repeats of the mono ``send``, shape (2, frames)."""
        frames, before = len(send), self.step + 2
        loop = np.concatenate([self.past, np.zeros((2, frames), np.float32)], axis=1)
        loop[1, before:] += self.dull.process(send[None])[0]
        for at in range(0, frames, self.step):
            end = min(at + self.step, frames)
            # Both sides swap, and three taps take the edge off at every turn.
            old = loop[::-1, at : end + 2]
            dull = old[:, 1:-1] * np.float32(0.5)
            dull += np.float32(0.25) * old[:, :-2]
            dull += np.float32(0.25) * old[:, 2:]
            dull *= self.feedback
            loop[:, before + at : before + end] += dull
        self.past = loop[:, frames:].copy()
        out = loop[:, 2 : frames + 2]  # delayed by one step: the dry send itself never appears
        return np.asarray(out + self.SPILL * out[::-1], np.float32)


class Sweep:
    """A low-pass that opens (or closes) over given spans and is out of the way elsewhere."""

    STEP = 2048

    def __init__(self, spans: tuple[tuple[float, float, float, float], ...]) -> None:
        self.spans = spans
        self.past = np.zeros((2, self.STEP), np.float32)

    def process(self, audio: Audio, start: int) -> None:
        """Filter ``audio``, whose first frame is frame ``start`` of the piece, in place."""
        frames = audio.shape[1]
        dry = np.concatenate([self.past, audio, np.zeros((2, self.STEP), np.float32)], axis=1)
        for begin, end, low, high in self.spans:
            first, last = int(begin * RATE) - start, int(end * RATE) - start
            for at in range(max(0, first), min(frames, last), self.STEP):
                places = [min(1.0, (at + k * self.STEP - first) / max(1, last - first)) for k in (0, 1)]
                # In quarter tones, so that responses are shared.
                edges = [2 ** (round(24 * np.log2(low * (high / low) ** x)) / 24) for x in places]
                self._step(audio, dry, at, min(self.STEP, last - at, frames - at), edges)
        self.past = dry[:, frames : frames + self.STEP].copy()

    def _step(self, audio: Audio, dry: Audio, at: int, count: int, edges: list[float]) -> None:
        """Filter ``count`` frames twice, at both ends' cut-off, and fade from one to the other."""
        spectrum = fft.rfft(dry[:, at : at + 2 * self.STEP])
        old, new = (
            fft.irfft(spectrum * response(2 * self.STEP, 0.0, min(c, 20_000.0), 0.0, RATE))[
                :, self.STEP : self.STEP + count
            ]
            for c in edges
        )
        audio[:, at : at + count] = old + (new - old) * (
            np.arange(count, dtype=np.float32) / np.float32(self.STEP)
        )


class Wow:
    """The slow and fast speed errors of a worn tape: a delay that breathes."""

    REACH = 512

    def __init__(self, amount: float) -> None:
        self.amount = amount
        self.past = np.zeros((2, self.REACH), np.float32)

    def process(self, audio: Audio, start: int) -> Audio:
        """Return ``audio`` read through the moving delay; ``start`` is its first frame's number."""
        frames = audio.shape[1]
        whole = np.concatenate([self.past, audio], axis=1)
        grid = np.arange(start, start + frames + 2 * GRID, GRID) / RATE
        # Speed error is the delay's derivative: 0.55 Hz at +-8 cents is +-1.3 ms, 7 Hz at +-2 cents
        # +-0.026 ms.
        delay = (
            self.amount * (1.3e-3 * np.sin(2 * np.pi * 0.55 * grid) + 2.6e-5 * np.sin(2 * np.pi * 7.1 * grid))
            + 2e-3
        )
        back = joined(delay * RATE)[:frames]
        steps = np.ceil(back)
        part = steps - back
        place = np.arange(self.REACH, self.REACH + frames, dtype=np.int32)
        place -= steps.astype(np.int32)
        out = np.empty_like(audio)
        for side in (0, 1):
            low = whole[side].take(place)
            out[side] = (whole[side, 1:].take(place) - low) * part + low
        self.past = whole[:, -self.REACH :].copy()
        return out


@lru_cache(maxsize=1)
def _surface() -> tuple[Audio, Audio]:
    """Ten seconds of hiss, (2, frames), and one crackle."""
    hiss = stream(13, "hiss").standard_normal((2, 10 * RATE), dtype=np.float32) * np.float32(0.0016)
    tick = np.zeros(1024, np.float32)
    tick[0] = 1.0
    hiss, tick = (shape(sound, low_cut=700.0, high_cut=5200.0) for sound in (hiss, tick))
    return hiss, tick[:256]


def vinyl(out: Audio, amount: float, start: int, total: int) -> None:
    """Add crackle and hiss at about -50 dBFS to ``out``, (frames, 2), which begins at frame ``start`` of a
    piece of ``total`` frames.
    """
    hiss, tick = _surface()
    rows = np.ascontiguousarray(hiss.T) * np.float32(amount)
    for at in range(-(start % len(rows)), len(out), len(rows)):
        part = out[max(0, at) : at + len(rows)]
        part += rows[max(0, -at) : max(0, -at) + len(part)]
    rng = stream(13, "vinyl")
    count = int(rng.poisson(total / RATE * 11))
    places = rng.integers(0, max(1, total - len(tick)), count) - start
    size = (rng.pareto(2.2, count) * 0.02).clip(0, 0.22) * rng.choice(np.array([-1.0, 1.0]), count) * amount
    side = rng.uniform(0.2, 0.8, count)
    for k in np.flatnonzero((places > -len(tick)) & (places < len(out))).tolist():
        at = int(places[k])
        part = out[max(0, at) : at + len(tick)]
        gains = np.array([size[k] * side[k], size[k] * (1 - side[k])], np.float32)
        part += tick[max(0, -at) : max(0, -at) + len(part), None] * gains
