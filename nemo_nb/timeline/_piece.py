"""What is different about a piece of music? Two versions compared, by what the draft says of each.

The local engine tells the same differences in its answer, so that answer and timeline never disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._amounts import clock
from ._model import items, mapping, number, words
from ._tongue import language, tell_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, Protocol

    class Tell(Protocol):
        """Says our words in one language."""

        def __call__(self, words: str, /, **values: object) -> str: ...


MOST = 4
"""Differences that are told: the first ones are what somebody asked for, the last ones follow from these."""
_NAMES = 3
_TEMPO = ("bpm", "bpm_range", "pace", "loop")
_FASTEST = 1000.0
_DRIFT = 2.5
"""BPM by which a tempo that nobody spoke of may differ without being told: the bars fit the picture anew."""
_SOON = 250.0
"""ms: who begins this much earlier or later begins at the same time to a listener."""
_ENOUGH = {"valence": 0.15, "arousal": 0.09, "brightness": 0.05, "density": 0.05, "tension": 0.05, "drums_db": 0.9, "bass_db": 0.9}  # fmt: skip  # noqa: E501
"""How much of each is a difference to a listener; the scales are those of the engine's brief."""
_MORE = {
    "arousal": ("more energetic", "calmer"),
    "valence": ("happier", "sadder"),
    "tension": ("more tense", "less tense"),
    "density": ("fuller", "simpler"),
    "drums_db": ("louder drums", "quieter drums"),
    "bass_db": ("more bass", "less bass"),
}
_ENDINGS = {
    "button": "ends with a hit at {time}",
    "ritard": "slows down into a soft ending",
    "fade": "fades out at the end",
    "ring": "the last chord rings out",
    "auto": "the usual ending",
}


def differences(then: Mapping[str, Any], now: Mapping[str, Any], speaking: str | None = None) -> list[str]:
    """Return how the music of a segment differs from what it was, the most telling things first.

    Genre, length and volume are not among them: a line about the segment tells these anyway.

    Parameters
    ----------
    then, now
        The segment's ``m`` before and after.
    speaking
        ``en`` or ``zh``; by default the language spoken now.
    """
    spoken = speaking or language()

    def tell(line: str, /, **values: object) -> str:
        return tell_in(spoken, line, **values)

    before, after = mapping(then.get("music")), mapping(now.get("music"))
    if not mapping(before.get("brief")) or not mapping(after.get("brief")):
        return []
    tempos = [[mapping(piece["brief"]).get(key) for key in _TEMPO] for piece in (before, after)]
    asked = tempos[0] != tempos[1]
    another = list(_takes(before, after, tell))
    told = [
        *another,
        *(_tempo(before, after, tell, 0.5) if asked else ()),
        *_moments(before, after, tell),
        *_players(then, now, tell, whole=not another),
        *_mood(before, after, tell),
        *_ending(before, after, tell),
        *(() if asked else _tempo(before, after, tell, _DRIFT)),
        *_key(before, after, tell),
    ]
    return told[:MOST] or list(_slightly(before, after, tell))


def _takes(before: Mapping[str, Any], after: Mapping[str, Any], tell: Tell) -> Iterator[str]:
    was, take = (number(mapping(piece["brief"]).get("take")) or 0 for piece in (before, after))
    if was != take:
        yield tell("another version" if take > was else "the earlier version")


def _tempo(before: Mapping[str, Any], after: Mapping[str, Any], tell: Tell, least: float) -> Iterator[str]:
    was, bpm = (number(piece.get("bpm")) for piece in (before, after))
    if was and bpm and max(was, bpm) < _FASTEST and abs(was - bpm) >= least and round(was) != round(bpm):
        yield tell("{now}, was {then}", now=f"{bpm:.0f} BPM", then=f"{was:.0f}")
    loops = [bool(piece.get("loop")) for piece in (before, after)]
    if loops[0] != loops[1]:
        yield tell("loops without a seam" if loops[1] else "no longer a loop")


def _moments(before: Mapping[str, Any], after: Mapping[str, Any], tell: Tell) -> Iterator[str]:
    """Yield who now waits, where it all comes together, and which parts are livelier or calmer."""
    waits, waited = _pairs(after.get("entries")), _pairs(before.get("entries"))
    for name, at in waits.items():
        if abs(waited.get(name, -_SOON) - at) >= _SOON:
            yield tell("{player} from {time}", player=tell(name), time=clock(at / 1000))
    asked = _pairs(mapping(after["brief"]).get("entries"))
    cast = _cast({"music": after})[0]
    for name in waited.keys() - asked.keys():
        if any(name in player for player in cast):
            yield tell("{player} from the start", player=tell(name))
    peaks = [number(mapping(piece["brief"]).get("peak")) for piece in (before, after)]
    if peaks[0] != peaks[1]:
        tops = [row for row in map(items, items(after.get("sections"))) if row[:1] == ["climax"] and row[1:]]
        at = (number(tops[0][1]) or 0.0) / 1000 if tops else peaks[1] or 0.0
        yield tell("builds up to {time}", time=clock(at)) if peaks[1] else tell("no build-up")
    builds = [bool(mapping(piece["brief"]).get("build")) for piece in (before, after)]
    if builds[0] != builds[1] and peaks[0] == peaks[1]:
        yield tell("builds up to the end" if builds[1] else "no build-up")
    lifts, lifted = (_pairs(mapping(piece["brief"]).get("lifts")) for piece in (after, before))
    for part in _PLACES:
        change = lifts.get(part, 0) - lifted.get(part, 0)
        if change:
            line = "more energetic {where}" if change > 0 else "calmer {where}"
            yield tell(line, where=tell(_PLACES[part]))


_PLACES = {"start": "at the start", "middle": "in the middle", "end": "towards the end"}


def _players(then: Mapping[str, Any], now: Mapping[str, Any], tell: Tell, *, whole: bool) -> Iterator[str]:
    """Yield who leads; with ``whole`` also who came in and who left."""
    (had, was), (have, lead) = (_cast(meta) for meta in (then, now))
    if not had or not have:
        return
    waiting = _pairs(mapping(now.get("music")).get("entries"))
    came = [name for name in have if name not in had and name not in waiting]
    left = [name for name in had if name not in have]
    if lead and was and lead != was:
        yield tell("{player} leads", player=tell(lead))
        came = [name for name in came if name != lead]
    if came and whole:
        yield tell("with {players}", players=_listed(came, tell))
    if left and whole:
        yield tell("without {players}", players=_listed(left, tell))


def _cast(meta: Mapping[str, Any]) -> tuple[list[str], str]:
    """Return the instruments of a piece, each kit as “drums”, and the one that leads."""
    music = mapping(meta.get("music"))
    names = items(music.get("instruments")) or items(mapping(meta.get("report")).get("instruments"))
    plain = [words(name) for name in names]
    plain = ["drums" if name.endswith((" kit", " drums")) else name for name in plain if name]
    return list(dict.fromkeys(plain)), words(music.get("lead"))


def _listed(names: list[str], tell: Tell) -> str:
    said = [tell(name) for name in names[:_NAMES]]
    if len(names) > _NAMES:
        said[-1:] = [tell("{count} more", count=len(names) - _NAMES + 1)]
    return said[0] if len(said) == 1 else tell("{some} and {last}", some=tell(", ").join(said[:-1]), last=said[-1])  # fmt: skip  # noqa: E501


def _mood(before: Mapping[str, Any], after: Mapping[str, Any], tell: Tell) -> Iterator[str]:
    moved = {}
    for axis, enough in _ENOUGH.items():
        usual = 1.0 if axis == "density" else 0.0
        was, value = (number(mapping(piece["brief"]).get(axis)) for piece in (before, after))
        change = (usual if value is None else value) - (usual if was is None else was)
        if abs(change) >= enough:
            moved[axis] = change
    if before.get("key") == after.get("key"):
        moved.pop("valence", None)  # joy and sorrow are heard in the key
    tone = moved.pop("brightness", 0.0)
    if tone:
        # Less treble with more bass is warmth; alone it is darkness, and takes some of the joy with it.
        warm = "bass_db" in moved and moved["bass_db"] * tone < 0
        words_for = ("less warm", "warmer") if warm else ("brighter", "darker")
        yield tell(words_for[tone < 0])
        moved.pop("bass_db" if warm else "valence", None)
    if abs(moved.get("arousal", 0.0)) >= 0.3:
        # What else calms down or wakes up with it is the same wish.
        moved.pop("density", None)
        moved.pop("drums_db", None)
    if "tension" in moved or abs(moved.get("valence", 0.0)) >= 0.4:
        moved.pop("arousal", None)
    if "tension" in moved:
        moved.pop("valence", None)
    for axis, (more, less) in _MORE.items():
        if axis in moved:
            yield tell(more if moved[axis] > 0 else less)


def _slightly(before: Mapping[str, Any], after: Mapping[str, Any], tell: Tell) -> Iterator[str]:
    """Yield the mood that has changed too little to be told otherwise."""
    for axis, (more, less) in _MORE.items():
        was, value = (number(mapping(piece["brief"]).get(axis)) for piece in (before, after))
        if was is not None and value is not None and abs(value - was) > 0.01:
            yield tell("a little {more}", more=tell(more if value > was else less))
            return


def _ending(before: Mapping[str, Any], after: Mapping[str, Any], tell: Tell) -> Iterator[str]:
    was, brief = mapping(before["brief"]), mapping(after["brief"])
    keys = ("ending", "stop")
    if [was.get(key) for key in keys] != [brief.get(key) for key in keys]:
        last = items((items(after.get("sections")) or [[]])[-1])
        at = (number(last[1]) or 0) / 1000 if last[:1] == ["end"] and len(last) > 1 else 0.0
        stop = number(brief.get("stop"))
        if brief.get("ending") == was.get("ending"):
            yield tell("ends at {time}", time=clock(stop)) if stop else tell("goes on to the end")
            return
        yield tell(_ENDINGS.get(words(brief.get("ending")), _ENDINGS["auto"]), time=clock(at))


def _key(before: Mapping[str, Any], after: Mapping[str, Any], tell: Tell) -> Iterator[str]:
    was, key = (words(piece.get("key")).partition(" ") for piece in (before, after))
    if was != key and was[0] and key[0]:
        names = [f"{tonic} {tell(mode)}".strip() for tonic, _, mode in (was, key)]
        yield tell("{now}, was {then}", now=names[1], then=names[0])


def _pairs(value: object) -> dict[str, float]:
    rows = [items(row) for row in items(value)]
    return {words(row[0]): number(row[1]) or 0.0 for row in rows if len(row) == 2 and words(row[0])}
