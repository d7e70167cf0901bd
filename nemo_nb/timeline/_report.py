"""What was made? The report of a composed piece: its data, and a figure of it to scale.

The engine measures a piece when it is made and keeps the numbers in the draft. Nothing here is computed from
the sound again, and nothing is drawn that the draft does not say. Hues are said inline, as in `_picture`, so
that the figure also stands in a notebook that is not trusted yet.
"""

from __future__ import annotations

from html import escape
from statistics import median
from typing import TYPE_CHECKING, Any

from ._amounts import clock, percent
from ._model import items, mapping, number, words
from ._style import framed
from ._tongue import tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._model import Json, Segment, Track

WIDTH, HEIGHT = 640, 132
STRIP, TOP, FLOOR = 18.0, 24.0, 108.0
"""Heights in the figure: of the sections' strip, and where waveform and energy begin and end."""
MET = 0.033
"""Seconds: a frame at 30 per second. A cut that is nearer to a beginning counts as met."""
SOUND, CUT, SPEECH = "#c2690c", "#2f72c8", "#9457c9"
"""The timeline's hues: sound orange, what belongs to the picture blue, words purple."""
FEW_BARS = 3
"""Fewer are not told: with its last chord, a piece of one bar lasts nearly two."""
LARGEST = 1e9
"""Larger than anything that a piece has; a seed goes up to 4.3e9 and is told as it is."""
MOST_POINTS, MOST_CUTS, MOST_HOVERS, MOST_SPANS = 240, 160, 60, 60


class MusicReport:
    """A composed piece in numbers and as a figure.

    Parameters
    ----------
    data
        As the local engine keeps it (docs/draft.md, ``report``), with what the timeline adds: ``waveform``
        (peaks in per cent), ``volume``, ``duck`` (dB, under ``speech``), ``versions``. Times are seconds,
        levels LUFS and dBTP of the piece itself. What is missing or strange is left out of what is shown.
    """

    def __init__(self, data: Json) -> None:
        self.data = data

    def __repr__(self) -> str:
        return "\n".join(line for line in (self._title(), *self._facts()) if line)

    @property
    def svg(self) -> str:
        """The figure: sections above, waveform with speech and cuts, the energy as a line."""
        return _figure(self.data, self._title())

    @property
    def html(self) -> str:
        """The figure and the numbers as an HTML fragment, escaped; `framed` gives it its style."""
        facts = "".join(f"<li>{escape(line)}</li>" for line in (self._legend(), *self._facts()))
        small = "margin:4px 0 0;padding:0;list-style:none;font-size:11px"
        return (
            f'<div class="n-report" style="max-width:{WIDTH}px;margin:8px 0 4px">'
            f'<p style="margin:0 0 4px">{escape(self._title())}</p>{self.svg}'
            f'<ul class="n-quiet" style="{small}">{facts}</ul></div>'
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": framed(self.html)}

    def _title(self) -> str:
        told = [tell(words(self.data.get("label")) or "music")]
        bpm, bars = _number(self.data.get("bpm")), _number(self.data.get("bars"))
        told += [f"{bpm:.0f} BPM"] if bpm else []
        tonic, _, mode = words(self.data.get("key")).partition(" ")
        told += [f"{tonic} {tell(mode)}"] if mode else []
        told += [tell("{bars} bars", bars=round(bars))] if bars and bars >= FEW_BARS else []
        told += [clock(_number(self.data.get("duration")) or 0.0)]
        return " · ".join(told)

    def _facts(self) -> list[str]:
        """One line each for what was measured, the mix, the players, and how to get it again."""
        told = (self._measured(), self._mixed(), self._players(), self._origin())
        return [line for line in told if line]

    def _legend(self) -> str:
        told = [tell("orange: sound"), tell("line: energy")]
        told += [tell("blue: cuts of the picture")] if _pairs(self.data.get("cuts")) else []
        told += [tell("purple: speech")] if _pairs(self.data.get("speech")) else []
        return " · ".join(told)

    def _measured(self) -> str:
        told = []
        cuts = _pairs(self.data.get("cuts"))
        if cuts:
            apart = [distance for _, distance in cuts]
            met = sum(distance <= MET for distance in apart)
            told.append(tell("{met} of {count} cuts met, {ms} ms apart in the median", met=met, count=len(cuts), ms=round(1000 * median(apart))))  # fmt: skip  # noqa: E501
        heard, share = _number(self.data.get("heard_bpm")), _number(self.data.get("in_key"))
        told += [tell("heard at {bpm} BPM", bpm=f"{heard:.4g}")] if heard else []
        told += [tell("{share} of the sound in the key", share=percent(share))] if share is not None else []
        return " · ".join(told)

    def _mixed(self) -> str:
        told = []
        level, peak = _number(self.data.get("loudness")), _number(self.data.get("true_peak"))
        if level is not None and peak is not None:
            told.append(tell("{level} LUFS, peak {peak} dBTP before mastering", level=f"{level:.1f}", peak=f"{peak:.1f}"))  # fmt: skip  # noqa: E501
        volume, duck = _number(self.data.get("volume")), _number(self.data.get("duck"))
        told += [tell("volume {volume}", volume=percent(volume))] if volume is not None else []
        spans = _pairs(self.data.get("speech"))
        if duck and spans:
            told.append(tell("{db} dB lower under speech", db=f"{duck:.3g}"))
        return " · ".join(told)

    def _players(self) -> str:
        names = [words(name) for name in items(self.data.get("instruments"))[:24]]
        return tell(", ").join(tell(name) for name in names if name)

    def _origin(self) -> str:
        seed, versions = number(self.data.get("seed")), _number(self.data.get("versions"))
        told = [tell("seed {seed}", seed=round(seed))] if seed is not None else []
        told += [tell("{count} versions so far", count=round(versions))] if versions and versions > 1 else []
        return " · ".join(told)


def report_of(tracks: Iterable[Track]) -> MusicReport | None:
    """Return the report of the first piece on these tracks that has one."""
    for track in tracks:
        for segment in track.segments:
            if segment.kind == "audio" and mapping(segment.meta.get("report")):
                return MusicReport(_told(segment))
    return None


def _told(segment: Segment) -> Json:
    """Return the engine's report with what the timeline knows: the mix may have changed since."""
    data = dict(mapping(segment.meta.get("report")))
    data["waveform"] = items(segment.meta.get("peaks"))
    data["volume"] = segment.volume
    data["duck"] = _number(mapping(segment.meta.get("duck")).get("db"))
    data["versions"] = len(items(mapping(segment.meta.get("music")).get("versions"))) or None
    return data


def _figure(data: Json, title: str) -> str:
    duration = _number(data.get("duration")) or 0.0
    if duration <= 0:
        return ""
    scale = WIDTH / duration
    parts = [
        *_sections(data, scale),
        *_speech(data, scale),
        _waveform(data),
        *_cuts(data, scale),
        _energy(data, scale),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(title, quote=True)}" style="display:block;width:100%;height:auto" '
        f'font-family="var(--jp-ui-font-family,system-ui,sans-serif)" font-size="11" '
        f'fill="var(--jp-ui-font-color1,currentColor)">{"".join(parts)}{_ruler(duration, scale)}</svg>'
    )


def _sections(data: Json, scale: float) -> Iterable[str]:
    for index, row in enumerate(items(data.get("sections"))[:30]):
        cells = items(row)
        name, (begin, end) = words(cells[0] if cells else "")[:40], _pair(cells[1:])
        if not name or end <= begin:
            continue
        said, x, width = tell(name), begin * scale, max((end - begin) * scale - 1, 0.5)
        yield (
            f'<rect x="{_n(x)}" y="0" width="{_n(width)}" height="{STRIP:g}" rx="2" fill="#808080" '
            f'fill-opacity="{0.24 if index % 2 else 0.14}">'
            f"<title>{escape(said)}, {clock(begin)}-{clock(end)}</title></rect>"
        )
        letters = sum(11 if ord(letter) > 0x2E7F else 6.2 for letter in said)
        if width > letters + 8:
            yield f'<text x="{_n(x + 4)}" y="13">{escape(said)}</text>'


def _speech(data: Json, scale: float) -> Iterable[str]:
    for begin, end in _pairs(data.get("speech"))[:MOST_SPANS]:
        if end > begin:
            yield (
                f'<rect x="{_n(begin * scale)}" y="{TOP:g}" width="{_n((end - begin) * scale)}" '
                f'height="{FLOOR - TOP:g}" fill="{SPEECH}" fill-opacity=".16">'
                f"<title>{escape(tell('speech'))}, {clock(begin)}-{clock(end)}</title></rect>"
            )


def _waveform(data: Json) -> str:
    peaks = [
        min(max(_number(peak) or 0.0, 0.0), 100.0) / 100 for peak in items(data.get("waveform"))[:MOST_POINTS]
    ]
    middle, half, column = (TOP + FLOOR) / 2, (FLOOR - TOP) / 2, WIDTH / max(len(peaks), 1)
    bars = "".join(
        f"M{_n((i + 0.5) * column)} {_n(middle - peak * half)}v{_n(2 * peak * half)}"
        for i, peak in enumerate(peaks)
        if peak > 0.004
    )
    pen = f'stroke="{SOUND}" stroke-width="{_n(column * 0.62)}" stroke-opacity=".72"'
    return f'<path d="{bars}" {pen} fill="none"/>'


def _cuts(data: Json, scale: float) -> Iterable[str]:
    cuts = _pairs(data.get("cuts"))[:MOST_CUTS]
    for at, distance in cuts:
        told = tell("cut at {time}, {ms} ms from a beginning", time=clock(at), ms=round(1000 * distance))
        dashes = "" if distance <= MET else ' stroke-dasharray="2 3"'
        line, pen = f"M{_n(at * scale)} {STRIP + 2:g}V{FLOOR + 4:g}", f'stroke="{CUT}" stroke-width="1.5"'
        # Where cuts stand close together nobody can point at one.
        hover = f"<title>{escape(told)}</title>" if len(cuts) <= MOST_HOVERS else ""
        yield f'<path d="{line}" {pen}{dashes}>{hover}</path>'


def _energy(data: Json, scale: float) -> str:
    """Return the energy as steps: each value holds for its bar."""
    points = [(at, min(max(level, 0.0), 1.0)) for at, level in _pairs(data.get("energy"))[:MOST_POINTS]]
    if len(points) < 2:
        return ""
    path = ""
    for at, level in points:
        x, y = _n(at * scale), _n(FLOOR - level * (FLOOR - TOP))
        path += f"H{x}V{y}" if path else f"M{x} {y}"
    path += f"H{_n(points[-1][0] * scale + (points[-1][0] - points[-2][0]) * scale)}"
    return (
        f'<path d="{path}" fill="none" stroke="var(--jp-ui-font-color1,currentColor)" stroke-width="1.5" '
        f'stroke-opacity=".85"><title>{escape(tell("energy"))}</title></path>'
    )


def _ruler(duration: float, scale: float) -> str:
    step = next((s for s in (5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600) if duration / s <= 8), duration)
    marks = [i * step for i in range(int(duration / step + 1e-9) + 1) if (duration - i * step) * scale > 40]
    quiet = f'y="{HEIGHT - 6}" fill-opacity=".72"'
    text = "".join(f'<text x="{_n(at * scale)}" {quiet}>{clock(at)}</text>' for at in marks)
    return f'{text}<text x="{WIDTH}" {quiet} text-anchor="end">{clock(duration)}</text>'


def _pairs(value: object) -> list[tuple[float, float]]:
    return [_pair(items(row)) for row in items(value) if len(items(row)) >= 2]


def _pair(cells: list[Any]) -> tuple[float, float]:
    first, second = (_number(cell) for cell in cells[:2]) if len(cells) >= 2 else (None, None)
    return max(first or 0.0, 0.0), max(second or 0.0, 0.0)


def _number(value: object) -> float | None:
    """Return a number that may have been measured on a piece; None for anything else."""
    found = number(value)
    return found if found is not None and abs(found) <= LARGEST else None


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
