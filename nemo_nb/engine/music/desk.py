"""The mixing desk: players feed buses, a bus passes through the genre's chain, block by block."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from . import kits
from .drum_synth import gesture
from .effects import GRID, Echo, Reverb, Sweep, Width, Wow, clip, pump_curve, ride
from .filters import Smoother, gentle
from .player import Player
from .score import RATE, Chain, Score

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

Audio = npt.NDArray[np.float32]
WORKERS = 2
"""Players that play at once. Their sounds are added in a fixed order: the threads' timing changes nothing."""


class Feed:
    """What arrives at a bus in one block: the dry sound and what is sent to the effects."""

    def __init__(self, frames: int) -> None:
        self.music, self.drums, self.wide = (np.zeros((2, frames), np.float32) for _ in range(3))
        self.send, self.echoes = np.zeros(frames, np.float32), np.zeros(frames, np.float32)

    def add(self, player: Player, audio: Audio) -> None:
        """Add a player's block, (1 or 2, frames)."""
        part = player.part
        bus = self.drums if player.kind == "drums" else self.music
        bus += audio
        if part.spread:
            self.wide += audio * np.float32(1.6 * part.spread)
        if part.reverb or part.echo:
            mono = audio[0] if len(audio) == 1 else (audio[0] + audio[1]) * np.float32(0.5)
            if part.reverb:
                self.send += mono * np.float32(part.reverb)
            if part.echo:
                self.echoes += mono * np.float32(part.echo)


class Bus:
    """The chain of one mix, with its state."""

    def __init__(self, score: Score) -> None:
        chain, beat = score.chain, 60 / score.bpm
        self.chain: Chain = chain
        self.width = Width() if any(p.spread for p in score.parts) else None
        self.reverb = Reverb(chain.room, chain.damping)
        echoes = any(p.echo for p in score.parts)
        self.echo = Echo(chain.echo_beats * beat, chain.echo_feedback) if echoes else None
        self.sweep = Sweep(chain.sweep) if chain.sweep else None
        self.wow = Wow(chain.wow) if chain.wow else None
        self.smoother = Smoother(gentle(chain.high_cut, chain.shelf, chain.presence))

    def process(self, feed: Feed, start: int, drive: Audio | None = None) -> tuple[Audio, Audio | None]:
        """Return the mixed block and the gains that the saturation had in it (None without saturation).

        With ``drive`` those gains are used in place of the block's own: that is how stems add up to the mix.
        """
        music, chain = feed.music, self.chain
        if self.width:
            self.width.process(feed.wide, music)
        if self.sweep:
            self.sweep.process(music, start)
        music += feed.drums
        if self.echo:
            repeats = self.echo.process(feed.echoes)
            music += repeats
            feed.send += (repeats[0] + repeats[1]) * np.float32(0.15)
        music += self.reverb.process(feed.send)
        if self.wow:
            music = self.wow.process(music, start)
        gains = drive
        if chain.drive:
            if gains is None:
                gains = _saturation(music, 1 + chain.drive)
            music *= gains
        music = self.smoother.process(music)
        if chain.width != 1:
            middle = (music[0] + music[1]) * np.float32(0.5)
            side = (music[0] - music[1]) * np.float32(0.5 * chain.width)
            music = np.stack([middle + side, middle - side])
        return music, gains


def _saturation(audio: Audio, push: float) -> Audio:
    """What tanh(push x) / push^0.7 multiplies each sample by."""
    driven = audio * np.float32(push)
    gains = np.tanh(driven)
    small = np.abs(driven) < 1e-4
    driven[small] = 1
    gains[small] = 1
    gains /= driven
    gains *= np.float32(push**0.3)
    return np.asarray(gains, np.float32)


class Desk:
    """All players of a score, or some of them, and what they are pushed down by."""

    def __init__(self, score: Score, only: Callable[[str], bool] | None = None) -> None:
        self.players = [Player(p, score.tempo) for p in score.parts if p.notes and (not only or only(p.name))]
        self.gestures = score.gestures if not only or only("effects") else ()
        kicks = [
            score.tempo.at(note.start) + note.nudge
            for part in score.parts
            if part.instrument in kits.KITS
            for note in part.notes
            if note.key == kits.KICK and note.velocity > 60
        ]
        self.kicks = np.array(sorted(kicks))
        self.pool = ThreadPoolExecutor(WORKERS)

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pool.shutdown()

    def feed(self, start: int, frames: int) -> Feed:
        """Everybody's frames ``start`` to ``start + frames``."""
        feed = Feed(frames)
        played = self.pool.map(lambda player: self._play(player, start, frames), self.players)
        for player, audio in zip(self.players, played, strict=True):
            if audio is not None:
                feed.add(player, audio)
        for kind, begin, end, level in self.gestures:
            first, last = round(begin * RATE), round(end * RATE)
            if last > start and first < start + frames:
                sound = gesture(kind, last - first) * np.float32(10 ** (level / 20))
                low, high = max(first, start), min(first + len(sound), start + frames)
                piece = sound[low - first : high - first]
                feed.drums[:, low - start : high - start] += piece
                feed.send[low - start : high - start] += piece * np.float32(0.15)
        return feed

    def _play(self, player: Player, start: int, frames: int) -> Audio | None:
        audio = player.render(start, frames)
        if not audio.any():
            return None
        if player.kind == "drums":
            clip(audio)
        audio *= np.float32(10 ** (player.part.level / 20))
        if player.part.pump and len(self.kicks):
            curve = pump_curve(self.kicks, player.part.pump, start // GRID, -(-frames // GRID))
            ride(audio, curve)
        return audio
