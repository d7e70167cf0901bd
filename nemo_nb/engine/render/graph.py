"""A run of pictures as one filter graph: the clips' own streams, joined, with what lies over them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from nemo_nb.engine.ffmpeg import source
from nemo_nb.engine.render.frame import boxed, framed
from nemo_nb.engine.render.looks import look_filters
from nemo_nb.engine.render.motion import moving, reach
from nemo_nb.engine.render.titles import letter
from nemo_nb.engine.render.transitions import transition

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nemo_nb.engine.render.frame import Canvas
    from nemo_nb.engine.render.pieces import Piece, Shot
    from nemo_nb.engine.render.script import Clip, Text


@dataclass(slots=True)
class Graph:
    """Inputs and filters as they are added; ``draw`` numbers are unique within it."""

    canvas: Canvas
    folder: Path
    inputs: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    count: int = 0
    drawn: Clip | None = None
    """The visual whose pictures come through stdin, if any."""

    def add(self, *arguments: str) -> int:
        """Add an input and return its number."""
        self.inputs += arguments
        self.count += 1
        return self.count - 1


def draw(graph: Graph, pieces: Sequence[Piece], overlays: Sequence[Clip], texts: Sequence[Text]) -> str:
    """Add everything that is seen during these pieces and return the label of the finished stream.

    Its first picture is at time 0; ``overlays`` and ``texts`` are placed on the whole timeline.
    """
    labels = [_piece(graph, piece, f"p{number}") for number, piece in enumerate(pieces)]
    if len(labels) > 1:
        graph.chains.append(f"{''.join(f'[{label}]' for label in labels)}concat=n={len(labels)}[base]")
    first = float(pieces[0].first / graph.canvas.fps)
    last = float(pieces[-1].end / graph.canvas.fps)
    return cover(graph, "base" if len(labels) > 1 else labels[0], first, last, overlays, texts)


def cover(
    graph: Graph, base: str, first: float, last: float, overlays: Sequence[Clip], texts: Sequence[Text]
) -> str:
    """Lay pictures and words over a stream that begins at ``first`` s of the timeline; return its label."""
    for number, clip in enumerate(overlays):
        if clip.start < last and clip.end > first:
            base = _lay(graph, base, *_overlay(graph, clip, first, last, f"o{number}"), f"l{number}")
    for number, text in enumerate(texts):
        if text.start < last and text.end > first and text.text.strip():
            base = _lay(graph, base, *_words(graph, text, first, last, number), f"m{number}")
    return base


def shown(graph: Graph, clip: Clip, label: str) -> str:
    """Return the filters from a clip's upright pictures to the canvas, its look included."""
    steps = [framed(clip, graph.canvas, label)]
    return ",".join([*steps, *look_filters(clip.look, graph.canvas, graph.folder, label)])


def _lay(graph: Graph, base: str, over: str, left: int, top: int, label: str) -> str:
    graph.chains.append(f"[{base}][{over}]overlay={left}:{top}:eof_action=pass[{label}]")
    return label


def _piece(graph: Graph, piece: Piece, label: str) -> str:
    canvas = graph.canvas
    if not piece.shots:
        size = f"{canvas.width}x{canvas.height}"
        graph.chains.append(
            f"color=black:s={size}:r={canvas.fps},format=yuv420p,trim=end_frame={piece.count}[{label}]"
        )
    elif len(piece.shots) == 1:
        _shot(graph, piece.shots[0], piece.count, label)
    else:
        before, after = piece.shots
        _shot(graph, before, piece.count, f"{label}x")
        _shot(graph, after, piece.count, f"{label}y")
        kind = after.clip.transition[0] if after.clip.transition else "crossfade"
        graph.chains.append(transition(kind, piece.count, canvas, f"{label}x", f"{label}y", f"{label}z"))
        graph.chains.append(f"[{label}z]fps={canvas.fps}:start_time=0,trim=end_frame={piece.count}[{label}]")
    return label


def _shot(graph: Graph, shot: Shot, count: int, label: str) -> None:
    """Add a clip's own stream of exactly ``count`` pictures."""
    canvas, clip = graph.canvas, shot.clip
    number = _open(graph, clip, shot.skip)
    exact = f"fps={canvas.fps}:start_time=0,tpad=stop=-1:stop_mode=clone,trim=end_frame={count}"
    if clip.facts.kind == "image" and (clip.facts.frames or 1) <= 1:
        # Scaled once, not once per picture.
        if clip.motion:
            large = canvas.scaled(reach(clip.duration))
            still = f"{framed(clip, large, label)},{exact}"
            moves = moving(clip.motion, canvas, large, shot.skip, shot.whole)
            steps = [still, moves, *look_filters(clip.look, canvas, graph.folder, label)]
        else:
            steps = [shown(graph, clip, label), exact]
    else:
        steps = [_paced(clip, canvas), exact, shown(graph, clip, label)]
    steps += faded(clip, shot.skip, shot.whole, canvas)
    graph.chains.append(f"[{number}:V:0]{','.join(steps)},settb=1/({canvas.fps}),setpts=N[{label}]")


def faded(clip: Clip, skip: int, whole: int, canvas: Canvas, *, clear: bool = False) -> list[str]:
    """Return the filters for a clip's fades, seen from its picture ``skip`` on; ``clear``: to transparent."""
    if not clip.fade_in and not clip.fade_out:
        return []
    alpha = ":alpha=1" if clear else ""
    steps = [f"setpts=PTS+{skip}/({canvas.fps})/TB"]
    if clip.fade_in:
        steps.append(f"fade=t=in:st=0:d={clip.fade_in:.6f}{alpha}")
    if clip.fade_out:
        begins = max(float(whole / canvas.fps) - clip.fade_out, 0.0)
        steps.append(f"fade=t=out:st={begins:.6f}:d={clip.fade_out:.6f}{alpha}")
    return [*steps, f"setpts=PTS-{skip}/({canvas.fps})/TB"]


def _open(graph: Graph, clip: Clip, skip: int) -> int:
    """Add a clip's material as an input that begins with its picture ``skip``."""
    canvas, facts = graph.canvas, clip.facts
    if clip.visual is not None:
        from nemo_nb.engine.render.visuals import raw_input

        graph.drawn = clip
        return graph.add(*raw_input(canvas))
    if facts.kind == "image":
        again = ["-stream_loop", "-1"] if (facts.frames or 1) > 1 else []
        return graph.add(*again, *source(clip.path, facts.container))
    begin = clip.offset + float(skip / canvas.fps) * clip.speed
    # Where the pictures end before the sound does, the last one stays.
    begin = min(begin, max((facts.seen or facts.duration) - 1 / (facts.fps or 25), 0.0))
    # From the keyframe before: which picture is on at that moment is for the fps filter to say.
    # Also from 0: without it ffmpeg counts from where the pictures begin, not from where the file does.
    seek = ["-ss", f"{begin:.6f}", "-noaccurate_seek"]
    decoder = ["-c:v", "libvpx-vp9"] if facts.alpha and facts.video_codec == "vp9" else []
    return graph.add(*decoder, *seek, *source(clip.path, facts.container))


def _paced(clip: Clip, canvas: Canvas) -> str:
    # A picture counts from half a picture before its time on, which hides what milliseconds round away; at
    # speed that would be half of many pictures.
    late = max(float(1 / canvas.fps) / 2 * (1 - 1 / clip.speed), 0.0)
    return f"setpts=PTS/{clip.speed:.6f}+{late:.6f}/TB"


def _overlay(graph: Graph, clip: Clip, first: float, last: float, label: str) -> tuple[str, int, int]:
    canvas = graph.canvas
    skip = max(round((first - clip.start) * canvas.fps), 0)
    whole = max(round(clip.duration * canvas.fps), 1)
    begin, end = max(clip.start, first), min(clip.end, last)
    count = max(round((end - begin) * canvas.fps), 1)
    exact = f"fps={canvas.fps}:start_time=0,tpad=stop=-1:stop_mode=clone,trim=end_frame={count}"
    filters, left, top = boxed(clip, canvas)
    look = look_filters(clip.look, canvas, graph.folder, label)
    if look and not clip.facts.alpha:
        filters = filters.replace("format=yuva420p", f"{','.join(look)},format=yuva420p", 1)
    still = clip.facts.kind == "image" and (clip.facts.frames or 1) <= 1
    number = _open(graph, clip, skip)
    steps = [filters, exact] if still else [_paced(clip, canvas), exact, filters]
    steps += faded(clip, skip, whole, canvas, clear=True)
    graph.chains.append(f"[{number}:V:0]{','.join(steps)},setpts=PTS+{begin - first:.6f}/TB[{label}]")
    return label, left, top


def _words(graph: Graph, text: Text, first: float, last: float, number: int) -> tuple[str, int, int]:
    canvas = graph.canvas
    drawn = letter(text, canvas.width, canvas.height)
    looks = replace(text, start=0.0, duration=0.0)
    path = graph.folder / f"text-{hashlib.sha256(repr(looks).encode()).hexdigest()[:16]}.png"
    if not path.exists():
        drawn.image.save(path, compress_level=1)
    begin, end = max(text.start, first), min(text.end, last)
    place = graph.add("-f", "png_pipe", "-i", f"file:{path.name}")
    fades = []
    if text.fade_in:
        fades.append(f"fade=t=in:st=0:d={min(text.fade_in, text.duration / 2):.6f}:alpha=1")
    if text.fade_out:
        lasts = min(text.fade_out, text.duration / 2)
        fades.append(f"fade=t=out:st={text.duration - lasts:.6f}:d={lasts:.6f}:alpha=1")
    steps = [
        f"scale=out_color_matrix={canvas.matrix}",
        "format=yuva420p",
        f"fps={canvas.fps}:start_time=0",
        "tpad=stop=-1:stop_mode=clone",
        f"trim=end={text.duration:.6f}",
        *fades,
        f"trim=start={begin - text.start:.6f}:end={end - text.start:.6f}",
        f"setpts=PTS-STARTPTS+{begin - first:.6f}/TB",
    ]
    graph.chains.append(f"[{place}:v]{','.join(steps)}[w{number}]")
    return f"w{number}", drawn.left, drawn.top
