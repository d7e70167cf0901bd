"""A run of pictures as one filter graph: the clips' own streams, joined, with what lies over them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from nemo_nb.engine.ffmpeg import source
from nemo_nb.engine.render.frame import boxed, framed
from nemo_nb.engine.render.laying import dimmed, dims, lettered
from nemo_nb.engine.render.looks import look_filters
from nemo_nb.engine.render.motion import moving, reach
from nemo_nb.engine.render.pieces import Shot
from nemo_nb.engine.render.reels import Reel, Reels, filmed, stretch
from nemo_nb.engine.render.transitions import transition

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nemo_nb.engine.render.frame import Canvas
    from nemo_nb.engine.render.pieces import Piece
    from nemo_nb.engine.render.script import Clip, Text
    from nemo_nb.engine.render.titles import Lettering

_SLOW, _FILM = 0.75, 20.0  # of full speed; pictures per second
_BEFORE = 10.0  # s; no picture of a film is on for longer, at least none that is cut often


@dataclass(slots=True)
class Graph:
    """Inputs and filters as they are added, for pictures of ``clips``."""

    canvas: Canvas
    folder: Path
    clips: Sequence[Clip]
    inputs: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    count: int = 0
    reels: Reels = field(default_factory=Reels)
    opened: dict[int, Reel] = field(default_factory=dict)
    drawn: Clip | None = None
    """The visual whose pictures come through stdin, if any."""

    def add(self, *arguments: str) -> int:
        """Add an input and return its number."""
        self.inputs += arguments
        self.count += 1
        return self.count - 1

    def take(self, piece: Piece, shot: Shot, label: str) -> tuple[str, float]:
        """Return the stream of a film's part in a piece, and the time (s) in it where the part begins.

        `settle` has to be called in the end.
        """
        reel = self.reels.reel(piece, shot, self.canvas.fps)
        if not reel.labels:
            self.opened[self.add(*_film(shot.clip, reel.zero))] = reel
        reel.labels.append(f"{label}i")
        return reel.labels[-1], reel.begun - reel.zero

    def settle(self) -> None:
        """Hand each opened film to all who take from it."""
        for number, reel in self.opened.items():
            outputs = "".join(f"[{label}]" for label in reel.labels)
            self.chains.append(f"[{number}:V:0]split={len(reel.labels)}{outputs}")
        self.opened.clear()


def draw(graph: Graph, pieces: Sequence[Piece], overlays: Sequence[Clip], texts: Sequence[Text]) -> str:
    """Add everything that is seen during these pieces and return the label of the finished stream.

    Its first picture is at time 0; ``overlays`` and ``texts`` are placed on the whole timeline.
    """
    labels: list[str] = []
    for treatment, group in groupby(pieces, _treatment):
        alike = tuple(group)
        label = f"p{len(labels)}"
        if treatment is None or len(alike) == 1:
            labels += [_piece(graph, piece, f"{label}n{number}") for number, piece in enumerate(alike)]
        else:
            labels.append(_string(graph, alike, label))
    graph.settle()
    if len(labels) > 1:
        _join(graph, labels, "base")
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
            drawn = lettered(text, texts, graph.canvas.width, graph.canvas.height)
            base = _lay(graph, base, *_words(graph, text, drawn, first, last, f"w{number}"), f"m{number}")
    return base


def _treatment(piece: Piece) -> Clip | None:
    """Return what is done to a film in a piece; None where it is more than to show a stretch of it."""
    if len(piece.shots) != 1:
        return None
    clip = piece.shots[0].clip
    if not filmed(clip) or clip.fade_in or clip.fade_out:
        return None
    return replace(clip, start=0.0, duration=0.0, offset=0.0, volume=0.0, transition=None)


def _string(graph: Graph, pieces: Sequence[Piece], label: str) -> str:
    """Add stretches of one film after each other, and what is done to all of them just once."""
    labels = []
    for number, piece in enumerate(pieces):
        labels.append(f"{label}s{number}")
        graph.chains.append(f"{_exactly(graph, piece, piece.shots[0], labels[-1])}[{labels[-1]}]")
    _join(graph, labels, f"{label}j")
    clip, fps = pieces[0].shots[0].clip, graph.canvas.fps
    graph.chains.append(f"[{label}j]{shown(graph, clip, label)},settb=1/({fps}),setpts=N[{label}]")
    return label


def _join(graph: Graph, labels: Sequence[str], to: str) -> None:
    graph.chains.append(f"{''.join(f'[{label}]' for label in labels)}concat=n={len(labels)}[{to}]")


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
        _shot(graph, piece, piece.shots[0], label)
    else:
        before, after = piece.shots
        _shot(graph, piece, before, f"{label}x")
        _shot(graph, piece, after, f"{label}y")
        kind = after.clip.transition[0] if after.clip.transition else "crossfade"
        graph.chains.append(transition(kind, piece.count, canvas, f"{label}x", f"{label}y", f"{label}z"))
        graph.chains.append(f"[{label}z]fps={canvas.fps}:start_time=0,trim=end_frame={piece.count}[{label}]")
    return label


def _shot(graph: Graph, piece: Piece, shot: Shot, label: str) -> None:
    """Add a clip's own stream of exactly as many pictures as the piece has."""
    canvas, clip = graph.canvas, shot.clip
    exact = _exact(canvas, piece.count)
    if filmed(clip):
        steps = [_exactly(graph, piece, shot, label), shown(graph, clip, label)]
    elif clip.facts.kind == "image" and (clip.facts.frames or 1) <= 1:
        opened = f"[{_open(graph, clip)}:V:0]"
        # Scaled once, not once per picture.
        if clip.motion:
            large = canvas.scaled(reach(clip.duration))
            still = f"{opened}{framed(clip, large, label)},{exact}"
            moves = moving(clip.motion, canvas, large, shot.skip, shot.whole)
            steps = [still, moves, *look_filters(clip.look, canvas, graph.folder, label)]
        else:
            steps = [opened + shown(graph, clip, label), exact]
    else:
        steps = [f"[{_open(graph, clip)}:V:0]{_paced(clip, canvas)}", exact, shown(graph, clip, label)]
    steps += faded(clip, shot.skip, shot.whole, canvas)
    graph.chains.append(f"{','.join(steps)},settb=1/({canvas.fps}),setpts=N[{label}]")


def _exactly(graph: Graph, piece: Piece, shot: Shot, label: str) -> str:
    """Return the filters that take a film's part in a piece, picture by picture, as they are in the file."""
    source, begin = graph.take(piece, shot, label)
    # The picture that is on at the beginning may have come long before.
    near = f"trim=start={begin - _BEFORE:.6f}," if begin > _BEFORE else ""
    paced = _paced(shot.clip, graph.canvas, begin)
    between = f"framerate=fps={graph.canvas.fps}," if _slowed(shot.clip, graph.canvas) else ""
    return f"[{source}]{near}{paced},{between}{_exact(graph.canvas, piece.count)}"


def _slowed(clip: Clip, canvas: Canvas) -> bool:
    """Return whether pictures are to be mixed, as there are too few of them at a clip's speed.

    Each of those between is a mix of its neighbours, but not of two scenes. To follow what moves would look
    better where it succeeds, and takes six times as long as all else. Where pictures come rarely, as from a
    screen, mixing would be a slow dissolve.
    """
    facts = clip.facts
    few = clip.speed < _SLOW and _FILM <= (facts.fps or 0) < _SLOW * float(canvas.fps) / clip.speed
    return few and not facts.interlaced and not facts.alpha


def _exact(canvas: Canvas, count: int) -> str:
    return f"{_ticking(canvas)},trim=end_frame={count}"


def _ticking(canvas: Canvas) -> str:
    """Return the filters that bring pictures to the canvas's rate; the last one stays for ever.

    A still lasts 1/25 s to ffmpeg: where pictures come more rarely, rounding would leave nothing of it.
    """
    return f"fps={canvas.fps}:start_time=0:eof_action=pass,tpad=stop=-1:stop_mode=clone"


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


def _open(graph: Graph, clip: Clip) -> int:
    """Add pictures that are no film as an input."""
    if clip.visual is not None:
        from nemo_nb.engine.render.visuals import raw_input

        graph.drawn = clip
        return graph.add(*raw_input(graph.canvas))
    again = ["-stream_loop", "-1"] if (clip.facts.frames or 1) > 1 else []
    return graph.add(*again, *source(clip.path, clip.facts.container))


def _film(clip: Clip, begin: float) -> list[str]:
    """Return the arguments that open a film of which the time ``begin`` (s) is to be 0."""
    facts = clip.facts
    # From the keyframe before: which picture is on at that moment is for the fps filter to say.
    # Also from 0: without it ffmpeg counts from where the pictures begin, not from where the file does.
    seek = ["-ss", f"{begin:.6f}", "-noaccurate_seek"]
    # The usual decoders of these leave the transparency out.
    decoder = {"vp8": "libvpx", "vp9": "libvpx-vp9"}.get(facts.video_codec or "") if facts.alpha else None
    return [*(["-c:v", decoder] if decoder else []), *seek, *source(clip.path, facts.container)]


def _paced(clip: Clip, canvas: Canvas, begin: float = 0.0) -> str:
    # A picture counts from half a picture before its time on, which hides what milliseconds round away; at
    # speed that would be half of many pictures.
    late = max(float(1 / canvas.fps) / 2 * (1 - 1 / clip.speed), 0.0)
    return f"setpts=PTS/{clip.speed:.6f}+{late - begin / clip.speed:.6f}/TB"


def _overlay(graph: Graph, clip: Clip, first: float, last: float, label: str) -> tuple[str, int, int]:
    canvas = graph.canvas
    skip = max(round((first - clip.start) * canvas.fps), 0)
    whole = max(round(clip.duration * canvas.fps), 1)
    begin, end = max(clip.start, first), min(clip.end, last)
    count = max(round((end - begin) * canvas.fps), 1)
    exact = _exact(canvas, count)
    filters, left, top = boxed(clip, canvas)
    look = look_filters(clip.look, canvas, graph.folder, label)
    if look and not clip.facts.alpha:
        filters = filters.replace("format=yuva420p", f"{','.join(look)},format=yuva420p", 1)
    still = clip.facts.kind == "image" and (clip.facts.frames or 1) <= 1
    if filmed(clip):
        number = graph.add(*_film(clip, stretch(Shot(clip, skip, whole), count, canvas.fps)[0]))
    else:
        number = _open(graph, clip)
    steps = [filters, exact] if still else [_paced(clip, canvas), exact, filters]
    steps += faded(clip, skip, whole, canvas, clear=True)
    steps += dimmed(dims(graph.clips, clip.start, clip.end), begin)
    graph.chains.append(f"[{number}:V:0]{','.join(steps)},setpts=PTS+{begin - first:.6f}/TB[{label}]")
    return label, left, top


def _words(
    graph: Graph, text: Text, drawn: Lettering, first: float, last: float, label: str
) -> tuple[str, int, int]:
    canvas = graph.canvas
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
        _ticking(canvas),
        f"trim=end={text.duration:.6f}",
        *fades,
        *dimmed(dims(graph.clips, text.start, text.end), text.start),
        f"trim=start={begin - text.start:.6f}:end={end - text.start:.6f}",
        f"setpts=PTS-STARTPTS+{begin - first:.6f}/TB",
    ]
    graph.chains.append(f"[{place}:v]{','.join(steps)}[{label}]")
    return label, drawn.left, drawn.top
