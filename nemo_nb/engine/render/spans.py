"""Making pictures: a run of the timeline becomes a file with nothing but its pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nemo_nb.engine.ffmpeg import encode, source
from nemo_nb.engine.render import formats, visuals
from nemo_nb.engine.render.graph import Graph, cover, draw, faded, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.picture import Facts
    from nemo_nb.engine.render.frame import Canvas
    from nemo_nb.engine.render.keep import Redone
    from nemo_nb.engine.render.pieces import Piece
    from nemo_nb.engine.render.script import Clip, Text

_TURN_BACK = {0: "", 90: ",transpose=clock", 180: ",hflip,vflip", 270: ",transpose=cclock"}
_INPUTS = 6  # files that one run of ffmpeg has open; each decoder holds a dozen pictures
_WORDS = 12  # texts and overlays over one run


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every run has in common.

    ``codec`` are the encoder's arguments; ``like`` is the file beside whose packets the pictures will stand.
    """

    canvas: Canvas
    overlays: Sequence[Clip]
    texts: Sequence[Text]
    sounds: visuals.Sounds
    codec: Sequence[str]
    folder: Path
    cancel: Cancel
    like: Facts | None = None

    def runs(self, pieces: Sequence[Piece]) -> list[list[Piece]]:
        """Return pieces that follow each other in runs that ffmpeg can draw with few files open at a time."""
        runs: list[list[Piece]] = []
        for whole in pieces:
            fps = self.canvas.fps
            crowded = self.crowded(float(whole.first / fps), float(whole.end / fps))
            for piece in whole.split([round(time * fps) for time in crowded]):
                if runs and self._room(runs[-1], piece):
                    runs[-1].append(piece)
                else:
                    runs.append([piece])
        return runs

    def crowded(self, first: float, last: float) -> list[float]:
        """Return the times (s) between two others at which to begin anew, as too much has been laid over."""
        over = [(clip.start, clip.end) for clip in self.overlays]
        over += [(text.start, text.end) for text in self.texts]
        starts = sorted(start for start, end in over if start < last and end > first)
        return [start for start in starts[_WORDS::_WORDS] if first < start < last]

    def make(self, pieces: Sequence[Piece], target: Path, progress: Callable[[float], object]) -> None:
        """Draw some pieces; ``progress`` is told the share that is done.

        Raises
        ------
        FfmpegError, Cancelled, OSError
        """
        graph = Graph(self.canvas, self.folder)
        label = draw(graph, pieces, self.overlays, self.texts)
        count = sum(piece.count for piece in pieces)
        feed = None
        if graph.drawn is not None:
            piece, shot = next(
                (piece, shot) for piece in pieces for shot in piece.shots if shot.clip is graph.drawn
            )
            feed = visuals.frames(shot.clip, shot.skip, piece.count, self.canvas, self.sounds, self.cancel)
        drawn = feed is not None and self.like is None
        codec = formats.h264_drawn(self.codec) if drawn else self.codec
        self._run(graph, label, codec, target, count, progress, feed)

    def redo(self, part: Redone, target: Path, progress: Callable[[float], object]) -> None:
        """Make some pictures of a source anew, at exactly its own times.

        Raises
        ------
        FfmpegError, Cancelled, OSError
        """
        graph = Graph(self.canvas, self.folder)
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

    def _room(self, run: Sequence[Piece], piece: Piece) -> bool:
        shots = [shot for each in (*run, piece) for shot in each.shots]
        if any(shot.clip.visual for shot in shots) and len(shots) > 1:
            return False  # stdin is one stream
        first, last = float(run[0].first / self.canvas.fps), float(piece.end / self.canvas.fps)
        over = sum(clip.start < last and clip.end > first for clip in self.overlays)
        over += sum(text.start < last and text.end > first for text in self.texts)
        return len(shots) <= _INPUTS and over <= _WORDS

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


def telling(
    report: Callable[[float], object], done: int, count: int, total: int
) -> Callable[[float], object]:
    """Return a reporter for one run of ``count`` pictures of ``total``, after ``done`` others.

    It is called with the share of the run that is done, and reports that of the whole.
    """
    return lambda share: report((done + count * share) / max(total, 1))


def _tags(like: Facts | None, canvas: Canvas) -> str:
    if like is None:
        return f"setparams=range=tv:colorspace={canvas.matrix}:color_primaries=bt709:color_trc=bt709"
    told = re.search(r"(\w+)/(\w+)/(\w+)", like.colours)
    plain = re.search(r"\b(bt709|smpte170m|bt470bg)\b", like.colours)
    names = told.groups() if told else (plain[1],) * 3 if plain else ("unknown",) * 3
    # Which range a file of unknown colours has, its pixels' name tells.
    full = "pc" if canvas.full else "tv" if re.search(r"\btv\b", like.colours) else "unknown"
    return f"setparams=range={full}:colorspace={names[0]}:color_primaries={names[1]}:color_trc={names[2]}"
