"""Making pictures: a run of the timeline becomes a file with nothing but its pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from nemo_nb.engine.ffmpeg import encode, source
from nemo_nb.engine.render import formats, visuals
from nemo_nb.engine.render.graph import Graph, cover, draw, faded, shown
from nemo_nb.engine.render.mp4_writing import Take
from nemo_nb.engine.render.pieces import Run
from nemo_nb.engine.render.reels import Reels, filmed, place_on_reel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.picture import Facts
    from nemo_nb.engine.render.frame import Canvas
    from nemo_nb.engine.render.keep import Redone
    from nemo_nb.engine.render.mp4 import Track
    from nemo_nb.engine.render.pieces import Piece
    from nemo_nb.engine.render.script import Clip, Text

_TURN_BACK = {0: "", 90: ",transpose=clock", 180: ",hflip,vflip", 270: ",transpose=cclock"}
_INPUTS = 6  # files that one run of ffmpeg has open; each decoder holds a dozen pictures
_STRETCHES = 256  # pieces of one run; each is a few filters
_HELD = 80_000_000  # pixels of all of them: each holds two pictures until the run is over
_WORDS = 12  # texts and overlays over one run


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every run has in common.

    ``codec`` are the encoder's arguments; ``like`` is the file beside whose packets the pictures will stand.
    """

    canvas: Canvas
    clips: Sequence[Clip]
    overlays: Sequence[Clip]
    texts: Sequence[Text]
    sounds: visuals.Sounds
    codec: Sequence[str]
    folder: Path
    cancel: Cancel
    like: Facts | None = None

    def runs(self, pieces: Sequence[Piece]) -> list[Run]:
        """Return pieces that follow each other in runs that ffmpeg can draw with few files open at a time.

        Where cuts go back and forth so much that one run would not do, what shows nothing but film is made in
        the order in which it lies in its file.
        """
        fps = self.canvas.fps
        split = []
        for whole in pieces:
            crowded = self.crowded(float(whole.first / fps), float(whole.end / fps))
            split += whole.split([round(time * fps) for time in crowded])
        runs = self._gather(split, self._follows)
        free = [piece for piece in split if not self._over(piece.first, piece.end) and not _drawn(piece)]
        if len(runs) < 2 or len(free) < 2:
            return runs
        free.sort(key=lambda piece: place_on_reel(piece, fps))
        apart = {piece.first for piece in free}
        runs = self._gather([piece for piece in split if piece.first not in apart], self._follows)
        return [*runs, *self._gather(free, lambda run, piece: True)]

    def _gather(self, pieces: Sequence[Piece], room: Callable[[Sequence[Piece], Piece], bool]) -> list[Run]:
        runs: list[list[Piece]] = []
        reels, held = Reels(), 0
        for piece in pieces:
            opened = reels.count + reels.new(piece, self.canvas.fps)
            films = [shot.clip.facts for shot in piece.shots if filmed(shot.clip)]
            held += sum((facts.width or 0) * (facts.height or 0) for facts in films)
            full = opened > _INPUTS or held > _HELD or (runs and len(runs[-1]) >= _STRETCHES)
            if not runs or full or not room(runs[-1], piece):
                runs.append([])
                reels, held = Reels(), 0
            runs[-1].append(piece)
            reels.add(piece, self.canvas.fps)
        return [Run(tuple(run)) for run in runs]

    def crowded(self, first: float, last: float) -> list[float]:
        """Return the times (s) between two others at which to begin anew, as too much has been laid over."""
        over = [(clip.start, clip.end) for clip in self.overlays]
        over += [(text.start, text.end) for text in self.texts]
        starts = sorted(start for start, end in over if start < last and end > first)
        return [start for start in starts[_WORDS::_WORDS] if first < start < last]

    def make(self, run: Run, target: Path, progress: Callable[[float], object]) -> None:
        """Draw some pieces; ``progress`` is told the share that is done.

        Raises
        ------
        FfmpegError, Cancelled, OSError
        """
        graph = Graph(self.canvas, self.folder, self.clips)
        pieces, count = run.pieces, run.count
        label = draw(graph, pieces, *((self.overlays, self.texts) if run.in_order else ((), ())))
        feed = None
        if graph.drawn is not None:
            piece, shot = next(
                (piece, shot) for piece in pieces for shot in piece.shots if shot.clip is graph.drawn
            )
            feed = visuals.frames(shot.clip, shot.skip, piece.count, self.canvas, self.sounds, self.cancel)
        drawn = feed is not None and self.like is None
        codec = formats.h264_drawn(self.codec) if drawn else self.codec
        if not run.in_order:
            # Each goes to a place of its own, so none may need another. Half a picture early is in time.
            starts = [float((place - Fraction(1, 2)) / self.canvas.fps) for place in run.places[1:]]
            codec = [*codec, "-forced-idr", "1", "-force_key_frames", ",".join(f"{at:.6f}" for at in starts)]
        self._run(graph, label, codec, target, count, progress, feed)

    def redo(self, part: Redone, target: Path, progress: Callable[[float], object]) -> None:
        """Make some pictures of a source anew, at exactly its own times.

        Raises
        ------
        FfmpegError, Cancelled, OSError
        """
        graph = Graph(self.canvas, self.folder, self.clips)
        clip, times = part.clip, part.source
        # Half-way between two pictures there is no doubt which ones are meant.
        step = float(min(times[-1] - times[-2], 1 / self.canvas.fps))
        begin, end = float(times[0]) - step / 2, float(times[-1]) - step / 2
        if len(times) > 2:
            begin = float(times[0]) - min(step, float(times[1] - times[0])) / 2
        begin = max(begin, 0.0)
        seek = ["-ss", f"{begin:.6f}", "-noaccurate_seek"]
        number = graph.add(*seek, *source(clip.path, clip.facts.container))
        first = float(part.times[0])
        chain = [f"trim=end={end - begin:.6f}", "trim=start=0", f"setpts=PTS-{times[0] - begin:.6f}/TB"]
        into = round((first - clip.start) * self.canvas.fps)
        chain += [*faded(clip, into, part.whole, self.canvas), shown(graph, clip, "r")]
        graph.chains.append(f"[{number}:V:0]{','.join(chain)}[redone]")
        last = first + float(times[-1] - times[0])
        label = cover(graph, "redone", first, last, self.overlays, self.texts)
        self._run(
            graph, label, ["-fps_mode", "passthrough", *self.codec], target, len(part.times), progress, None
        )

    def _follows(self, run: Sequence[Piece], piece: Piece) -> bool:
        """Return whether a piece may come after others under the same words and pictures."""
        if run[-1].end != piece.first or _drawn(piece) or any(map(_drawn, run)):
            return False  # stdin is one stream
        return self._over(run[0].first, piece.end) <= _WORDS

    def _over(self, first: int, end: int) -> int:
        """Return how many texts and overlays lie over some pictures."""
        begin, until = float(first / self.canvas.fps), float(end / self.canvas.fps)
        over = sum(clip.start < until and clip.end > begin for clip in self.overlays)
        return over + sum(text.start < until and text.end > begin for text in self.texts)

    def _run(
        self,
        graph: Graph,
        label: str,
        codec: Sequence[str],
        target: Path,
        count: int,
        progress: Callable[[float], object],
        feed: Iterator[memoryview] | None,
    ) -> None:
        rotation = self.like.rotation if self.like else 0
        ending = f"[{label}]{_tags(self.like, self.canvas)}{_TURN_BACK[rotation]},format=yuv420p[picture]"
        arguments = [
            *graph.inputs,
            "-filter_complex",
            ";".join([*graph.chains, ending]),
            *("-map", "[picture]", "-an", *codec),
            *("-frames:v", str(count), "-map_metadata", "-1", "-f", "mp4", f"file:{target}"),
        ]
        seconds = float(count / self.canvas.fps)
        encode(
            arguments,
            cancel=self.cancel,
            limit=120 + 60 * seconds,
            progress=lambda at: progress(min(at / seconds, 1.0)),
            folder=self.folder,
            feed=feed,
        )


def takes_of(run: Run, track: Track, clock: int, fps: Fraction) -> list[Take]:
    """Return where the pictures of a finished run belong, in ticks of ``clock`` per second."""
    ticks = track.shown * clock // track.timescale
    if run.in_order:
        return [Take(track, 0, track.sizes.size, round(run.pieces[0].first / fps * clock) + ticks)]
    takes = []
    for piece, place in zip(run.pieces, run.places, strict=True):
        shown = ticks[place : place + piece.count]
        takes.append(
            Take(track, place, place + piece.count, shown + round((piece.first - place) / fps * clock))
        )
    return takes


def telling(
    report: Callable[[float], object], done: int, count: int, total: int
) -> Callable[[float], object]:
    """Return a reporter for one run of ``count`` pictures of ``total``, after ``done`` others.

    It is called with the share of the run that is done, and reports that of the whole.
    """
    return lambda share: report((done + count * share) / max(total, 1))


def _drawn(piece: Piece) -> bool:
    return any(shot.clip.visual for shot in piece.shots)


def _tags(like: Facts | None, canvas: Canvas) -> str:
    if like is None:
        return f"setparams=range=tv:colorspace={canvas.matrix}:color_primaries=bt709:color_trc=bt709"
    told = re.search(r"(\w+)/(\w+)/(\w+)", like.colours)
    plain = re.search(r"\b(bt709|smpte170m|bt470bg)\b", like.colours)
    names = told.groups() if told else (plain[1],) * 3 if plain else ("unknown",) * 3
    # Which range a file of unknown colours has, its pixels' name tells.
    full = "pc" if canvas.full else "tv" if re.search(r"\btv\b", like.colours) else "unknown"
    return f"setparams=range={full}:colorspace={names[0]}:color_primaries={names[1]}:color_trc={names[2]}"
