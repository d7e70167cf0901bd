"""Whatever is done to a draft, in whatever order: times stay whole, nothing foreign is lost."""

from __future__ import annotations

import copy
import itertools
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import edits

Json = dict[str, Any]
quick = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def timelines(draw: st.DrawFn) -> Json:
    """Clips and photos in a row, some joined by transitions; titles, a logo, a song; keys nobody knows."""
    draft: Json = {"d": 0, "m": {"width": 1280, "height": 720, "cloud": [1]}, "zz": {"kept": True}, "t": []}
    pictures: list[Json] = []
    at = 0
    for number in range(draw(st.integers(1, 5))):
        image = draw(st.booleans())
        d = draw(st.integers(200, 20_000))
        meta = {"media": f"{number}" * 64, "kind": "image" if image else "video", "in": 0, "unknown": number}
        if not image:
            meta |= {"in": draw(st.integers(0, 5000)), "speed": draw(st.sampled_from([0.5, 1.0, 2.0]))}
        overlap = min(draw(st.sampled_from([0, 0, 300])), d // 2, pictures[-1]["d"] // 2 if pictures else 0)
        if overlap:
            meta["transition"] = {"kind": "crossfade", "d": overlap}
        meta["start"] = at - overlap
        pictures.append({"id": f"s{number + 1}", "d": d, "m": meta, "q": number})
        at = at - overlap + d
    draft["t"].append({"tt": 0, "sg": pictures, "x": 1})
    start = draw(st.integers(0, at - 1))
    text = {"id": "t1", "d": draw(st.integers(1, at - start)), "m": {"text": "Hi", "start": start, "odd": 1}}
    draft["t"].append({"tt": 7, "sg": [text]})
    if draw(st.booleans()):
        draft["t"].append({"tt": 1, "m": {"role": "song"}, "sg": [{"id": "a1", "d": at + 500, "m": {}}]})
    return drafts.fitted(draft)


def check(draft: Json) -> None:
    names = [segment["id"] for track in draft["t"] for segment in track["sg"]]
    assert len(names) == len(set(names))
    for track in draft["t"]:
        assert track["sg"]
        for start, _, segment in drafts.placed(track["sg"]):
            assert isinstance(segment["d"], int)
            assert segment["d"] > 0
            assert start >= 0
            assert segment["m"].get("in", 0) >= 0
            assert 0.25 <= segment["m"].get("speed", 1) <= 4
    pictures = list(drafts.placed(drafts.segments(draft, drafts.VIDEO)))
    for (_, end, _), (start, _, segment) in itertools.pairwise(pictures):
        assert end - start == segment["m"].get("transition", {}).get("d", 0)
    assert draft["d"] == max(end for track in draft["t"] for _, end, _ in drafts.placed(track["sg"]))
    assert draft["zz"] == {"kept": True}
    assert draft["m"]["cloud"] == [1]


def spans(draft: Json, data: st.DataObject) -> tuple[int, int]:
    total = drafts.length(draft)
    start = data.draw(st.integers(0, total - 1))
    return start, data.draw(st.integers(start + 1, total))


@quick
@given(timelines(), st.data())
def test_keeping_and_cutting_out_share_the_timeline_between_them(draft: Json, data: st.DataObject) -> None:
    before = copy.deepcopy(draft)
    span = spans(draft, data)
    total = drafts.length(draft)
    kept, rest = edits.keep(draft, [span]), edits.cut_out(draft, [span])
    check(kept)
    assert drafts.length(kept) == span[1] - span[0]
    if span != (0, total):
        check(rest)
        # A transition that was cut off no longer holds back the end of what came before it.
        assert drafts.length(rest) == total - (span[1] - span[0])
    assert draft == before


@quick
@given(timelines(), st.data())
def test_what_is_kept_shows_the_same_material(draft: Json, data: st.DataObject) -> None:
    span = spans(draft, data)
    for start, end, segment in drafts.placed(drafts.segments(edits.keep(draft, [span]), drafts.VIDEO)):
        shown = segment["m"]
        origin = next(
            (at, s) for at, _, s in drafts.placed(drafts.segments(draft, 0)) if s["q"] == segment["q"]
        )
        if shown["kind"] == "image":
            continue
        speed = shown.get("speed", 1.0)
        there = origin[0] + (shown["in"] - origin[1]["m"]["in"]) / speed
        assert abs(there - (start + span[0])) <= 1
        assert shown["in"] + (end - start) * speed <= origin[1]["m"]["in"] + origin[1]["d"] * speed + 2
        assert shown["unknown"] == segment["q"]


@quick
@given(timelines(), st.data())
def test_moving_and_swapping_lose_nothing(draft: Json, data: st.DataObject) -> None:
    total = drafts.length(draft)
    one = spans(draft, data)
    moved = edits.move(draft, one, data.draw(st.integers(0, total)))
    check(moved)
    assert drafts.length(moved) == total
    cuts = sorted(data.draw(st.lists(st.integers(0, total), min_size=4, max_size=4, unique=True)))
    swapped = edits.swap(draft, (cuts[0], cuts[1]), (cuts[2], cuts[3]))
    check(swapped)
    assert drafts.length(swapped) == total


@quick
@given(timelines(), st.data())
def test_speed_there_and_back(draft: Json, data: st.DataObject) -> None:
    draft = edits.separate(draft)
    total = drafts.length(draft)
    fast = edits.change_speed(draft, (0, total), 2.0)
    check(fast)
    assert drafts.length(fast) == round(total / 2)
    back = edits.change_speed(fast, (0, drafts.length(fast)), 0.5)
    assert abs(drafts.length(back) - total) <= 1
    span = spans(draft, data)
    part = edits.change_speed(draft, span, 2.0)
    check(part)
    assert abs(drafts.length(part) - (total - (span[1] - span[0]) / 2)) <= 1


@quick
@given(timelines(), st.sampled_from(["crossfade", "wipe"]), st.integers(100, 2000))
def test_transitions_come_and_go_without_a_trace(draft: Json, kind: str, duration: int) -> None:
    plain = edits.separate(draft)
    check(plain)
    joined, made = edits.join(plain, kind, duration, edits.joints(plain))
    check(joined)
    assert made == len(edits.joints(plain))
    assert edits.separate(joined)["t"][0] == plain["t"][0]


@quick
@given(timelines(), st.data())
def test_splitting_changes_nothing_that_is_seen(draft: Json, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, drafts.length(draft)))
    halves = edits.split(draft, [at])
    check(halves)
    assert drafts.length(halves) == drafts.length(draft)
    rotated = edits.rotate(draft, spans(draft, data), 90)
    check(rotated)
    assert drafts.length(rotated) == drafts.length(draft)
