"""What does a timeline look like? The tracks to scale, as HTML with small inline SVGs.

Positions are per cent of the timeline, so that the picture fits any width while its text keeps its size;
fifty clips are less than 30 KB. Places and hues are said inline, since JupyterLab takes style sheets and SVG
away from a notebook that it does not trust yet: there, blocks and names to scale remain.

Nothing here is drawn that the draft does not say. A waveform is the draft's peaks at the clip's volume, with
its fades and ducking, which is the line above it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ._amounts import clock, percent
from ._model import items, mapping, number, seconds, words
from ._tongue import tell
from ._words import summary, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ._model import Segment, Track

STEPS = (0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
MOST_CLIPS = 300
"""A picture with more clips than this shows nothing any more."""
BARS = 190
"""Waveform bars over the whole width, about one every 4 px in a notebook."""
MOST_BARS = 900
ROW = "position:relative;padding:2px 0 2px 64px"
LANE = "position:relative;white-space:nowrap;height:"
LABEL = "position:absolute;left:0;width:60px;overflow:hidden;white-space:nowrap"
STRIP = "position:absolute;bottom:0;height:16px;overflow:hidden;white-space:nowrap"
HUES = {"video": "#2f72c8", "image": "#2f72c8", "audio": "#c2690c", "text": "#9457c9"}
LETTER = 0.0095
"""Width of a letter as a share of the picture's width in a notebook."""


def picture(tracks: Sequence[Track], duration: float) -> str:
    """Return the picture as an HTML fragment for `framed`; empty when there is nothing to draw.

    ``duration`` is the length of the whole timeline in seconds.
    """
    count = sum(len(track.segments) for track in tracks)
    if not count or duration <= 0 or count > MOST_CLIPS:
        return ""
    sounding = sum(s.duration / duration for t in tracks for s in t.segments if s.kind == "audio")
    pitch = min(BARS, MOST_BARS / max(sounding, 1))
    rows = "".join(_row(track, duration, pitch) for track in tracks)
    marks = list(_marks(duration))
    grid = "".join(f'<i style="left:{_part(at, duration)}"></i>' for at in marks)
    ruler = "".join(_mark(at, duration) for at in marks)
    label = escape(summary(tracks), quote=True)
    return (
        f'<div class="n-tl" role="group" aria-label="{label}" style="position:relative">'
        f'<div class="n-grid" aria-hidden="true">{grid}</div>'
        f'<div class="n-row" style="{ROW}" aria-hidden="true"><b></b>'
        f'<div class="n-lane n-r" style="position:relative;height:20px">{ruler}</div></div>'
        f"{rows}</div>"
    )


def _marks(duration: float) -> Iterator[float]:
    step = next((step for step in STEPS if duration / step <= 8), duration / 6)
    return (index * step for index in range(int(duration / step + 1e-9) + 1))


def _mark(at: float, duration: float) -> str:
    share = at / duration
    if share > 0.999:
        return f'<i class="n-end" style="position:absolute;right:0">{clock(at)}</i>'
    # Its number would not fit before the edge.
    text = clock(at) if share < 0.96 else ""
    return f'<i style="position:absolute;left:{_part(at, duration)}">{text}</i>'


def _row(track: Track, duration: float, pitch: float) -> str:
    kind, height = "", 28
    if any(segment.kind == "audio" for segment in track.segments):
        strips = any(list(_sections(segment)) for segment in track.segments)
        kind, height = (" n-s", 68) if strips else (" n-a", 52)
    starts = sorted(segment.start for segment in track.segments)
    ends = [segment.end for segment in track.segments]
    clips = ""
    for segment in track.segments:
        after = next((start for start in starts if start >= segment.end), duration) - segment.end
        before = segment.start - max((end for end in ends if end <= segment.start), default=0.0)
        clips += _clip(segment, duration, pitch, before / duration, after / duration)
    return (
        f'<div class="n-row" style="{ROW}"><b style="{LABEL}">{escape(tell(track.name))}</b>'
        f'<div class="n-lane{kind}" style="{LANE}{height}px">{clips}</div></div>'
    )


def _clip(segment: Segment, duration: float, pitch: float, before: float, after: float) -> str:
    """Return one clip; ``before`` and ``after`` are the free shares beside it where a long name may go."""
    width = segment.duration / duration
    name = f'"{segment.text}"' if segment.kind == "text" else segment.name
    told = f"{name}, {clock(segment.start)}-{clock(segment.end)}"
    if segment.volume is not None:
        told += f", {percent(segment.volume)}"
    shown = name[:80]
    if segment.kind == "audio":
        shown = " · ".join([*title(segment).split(tell(", ")), *told.split(", ")[2:]])[:80]
    inside = f"<span>{escape(shown)}</span>"
    if segment.kind == "video":
        inside = _cuts(segment, 0.6 / max(width, 0.006)) + inside
    elif segment.kind == "audio":
        inside += _wave(segment, max(round(width * pitch), 2)) + _strip(segment)
    needed = len(shown) * LETTER + 0.02
    thin = ""
    if width < needed and segment.kind != "audio":
        thin = " n-thin" if width < 0.03 else ""
        if after >= needed:
            thin = " n-out"
        elif before >= 2 * needed:  # the clip before may have its name there too
            thin = " n-out n-before"
    place = (
        f"position:absolute;left:{_part(segment.start, duration)};width:{_part(segment.duration, duration)}"
    )
    hue = HUES.get(segment.kind, "#7b8188")
    place += f";height:100%;border:1px solid {hue}"
    if segment.kind in ("video", "image"):
        place += f";background-color:{hue};color:#fff"
    if "n-out" not in thin:
        place += ";overflow:hidden"
    hover = escape(told[:200], quote=True)
    return f'<div class="n-clip n-{segment.kind}{thin}" style="{place}" title="{hover}">{inside}</div>'


def _cuts(segment: Segment, apart: float) -> str:
    """Return hard cuts as ticks at the clip's edges, ``apart`` per cent of the clip or more."""
    offset = seconds(segment.meta.get("in")) or 0.0
    ticks: list[float] = []
    for cut in items(segment.meta.get("cuts")):
        at = ((seconds(cut) or 0.0) - offset) / (segment.duration or 1.0) * 100
        if 0 < at < 100 and (not ticks or at - ticks[-1] >= apart):
            ticks.append(at)
    return _svg("".join(f"M{round(at * 10)} 0v22m0 56v22" for at in ticks)) if ticks else ""


def _wave(segment: Segment, bars: int) -> str:
    """Return the waveform under its level line, both reaching as high as the clip's volume at that time.

    A draft that does not say how its sound goes gets the level line alone.
    """
    peaks = [min(max(number(peak) or 0.0, 0.0), 100.0) / 100 for peak in items(segment.meta.get("peaks"))]
    path = []
    for bar in range(bars if peaks else 0):
        first = bar * len(peaks) // bars
        peak = max(peaks[first : max((bar + 1) * len(peaks) // bars, first + 1)])
        at = (bar + 0.5) / bars
        height = peak * _level(segment, at * segment.duration)
        path.append(f"M{round(at * 1000)} 100V{round(100 - height * 94)}")
    line = "L".join(f"{round(at * 1000)} {round(100 - level * 94)}" for at, level in _envelope(segment))
    return _svg("".join(path), f"M{line}")


def _level(segment: Segment, at: float) -> float:
    """Return 0 to 1 for the volume ``at`` seconds into the clip; the root makes quiet music visible."""
    gain = 1.0 if segment.volume is None else segment.volume
    into, out = (seconds(segment.meta.get(key)) or 0.0 for key in ("fade_in", "fade_out"))
    if into:
        gain *= min(at / into, 1.0)
    if out:
        gain *= min(max(segment.duration - at, 0.0) / out, 1.0)
    depth = number(mapping(segment.meta.get("duck")).get("db")) or 0.0
    if depth > 0 and any(begin <= at + segment.start <= end for begin, end in _ducks(segment)):
        gain *= 10 ** (-min(depth, 60) / 20)
    return float(min(gain, 1.0) ** 0.5)


def _ducks(segment: Segment) -> list[tuple[float, float]]:
    """Return where the clip yields to speech, in seconds on the timeline; forty places at most."""
    spans = items(mapping(segment.meta.get("duck")).get("spans"))[:40]
    return [(begin, end) for begin, end in map(_span, spans) if end > begin]


def _span(value: Any) -> tuple[float, float]:
    pair = items(value)
    return ((seconds(pair[0]) or 0.0), (seconds(pair[1]) or 0.0)) if len(pair) >= 2 else (0.0, 0.0)


def _envelope(segment: Segment) -> list[tuple[float, float]]:
    """Return the corners of the level line: (share of the clip, level)."""
    length = segment.duration or 1.0
    into, out = (seconds(segment.meta.get(key)) or 0.0 for key in ("fade_in", "fade_out"))
    corners = {0.0, length, min(into, length), max(length - out, 0.0)}
    for span in _ducks(segment):
        for edge in span:
            corners |= {edge - segment.start - 0.001, edge - segment.start + 0.001}
    return [(at / length, _level(segment, at)) for at in sorted(corners) if 0 <= at <= length]


def _sections(segment: Segment) -> Iterator[tuple[str, float, float]]:
    """Yield the parts of the music: name, start and end in seconds from the clip's start. Thirty at most."""
    offset = seconds(segment.meta.get("in")) or 0.0
    for row in items(mapping(segment.meta.get("music")).get("sections"))[:30]:
        cells = items(row)
        name = words(cells[0]) if cells else ""
        begin, end = _span(cells[1:])
        begin, end = max(begin - offset, 0.0), min(end - offset, segment.duration)
        if name and end > begin:
            yield name, begin, end


def _strip(segment: Segment) -> str:
    parts = "".join(
        f'<i style="{STRIP};left:{_part(begin, segment.duration)};'
        f'width:{_part(end - begin, segment.duration)}"'
        f' title="{escape(name[:40], quote=True)}, {clock(begin)}-{clock(end)}">{escape(tell(name[:40]))}</i>'
        for name, begin, end in _sections(segment)
    )
    return f'<div class="n-sec">{parts}</div>' if parts else ""


def _svg(*paths: str) -> str:
    inside = "".join(f'<path d="{d}"/>' for d in paths)
    return f'<svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">{inside}</svg>'


def _part(value: float, whole: float) -> str:
    return f"{_short(value / whole * 100)}%" if whole else "0%"


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
