"""What changed between two drafts, in words."""

from __future__ import annotations

import copy
from typing import Any

from nemo_nb.timeline import Timeline

CLIP = {"id": "s1", "d": 60000, "m": {"title": "trip", "media": "aa", "start": 0, "volume": 1.0}}
MUSIC = {
    "id": "s2",
    "d": 60000,
    "m": {
        "title": "Lo-fi",
        "start": 0,
        "volume": 0.35,
        "fade_out": 2000,
        "duck": {"spans": [[1200, 4300]], "db": 12},
        "music": {"label": "lo-fi hip-hop", "bpm": 78.2, "key": "D minor", "seed": 1},
    },
}


def draft(*tracks: tuple[int, list[Any]]) -> dict[str, Any]:
    return copy.deepcopy({"d": 60000, "t": [{"tt": tt, "sg": sg} for tt, sg in tracks]})


def lines(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    return [str(change) for change in Timeline(after).diff(Timeline(before))]


def test_new_music_is_told_in_full() -> None:
    assert lines(draft((0, [CLIP])), draft((0, [CLIP]), (1, [MUSIC]))) == [
        "Music: lo-fi hip-hop, 78 BPM, D minor (0:00-1:00, 35 %, ducked under speech)"
    ]


def test_nothing_changed() -> None:
    both = draft((0, [CLIP]), (1, [MUSIC]))
    assert lines(both, copy.deepcopy(both)) == []


def test_each_property_is_told_with_what_it_was() -> None:
    before = draft((0, [CLIP]), (1, [MUSIC]))
    after = copy.deepcopy(before)
    after["t"][1]["sg"][0]["m"].update(volume=0.5, fade_out=0, start=5000, duck=None)
    (line,) = lines(before, after)
    assert line == (
        "Music: lo-fi hip-hop, 78 BPM, D minor, now 0:05-1:05, was 0:00-1:00, volume 50 %, was 35 %, "
        "no fade out, no longer ducked under speech"
    )


def test_a_recomposed_piece() -> None:
    before = draft((1, [MUSIC]))
    same_name = copy.deepcopy(before)
    same_name["t"][0]["sg"][0]["m"]["music"]["seed"] = 2
    assert lines(before, same_name) == ["Music: lo-fi hip-hop, 78 BPM, D minor, recomposed"]
    other = copy.deepcopy(before)
    other["t"][0]["sg"][0]["m"]["music"].update(label="upbeat pop", bpm=120)
    (line,) = lines(before, other)
    assert line.startswith("Music: upbeat pop, 120 BPM, D minor (")
    assert line.endswith("was lo-fi hip-hop, 78 BPM, D minor")


def test_a_piece_of_another_length_or_fitted_anew() -> None:
    before = draft((1, [MUSIC]))
    before["t"][0]["sg"][0]["m"]["music"].update(brief={"take": 0}, picture={"cuts": [1.0]})
    shorter = copy.deepcopy(before)
    shorter["t"][0]["sg"][0].update(d=20000)
    shorter["t"][0]["sg"][0]["m"]["music"].update(bpm=79.1, brief={"take": 0, "length": 20.0})
    assert lines(before, shorter) == ["Music: lo-fi hip-hop, 79 BPM, D minor, now 0:00-0:20, was 0:00-1:00"]
    fitted = copy.deepcopy(before)
    fitted["t"][0]["sg"][0]["m"]["music"].update(picture={"cuts": [2.0]})
    assert lines(before, fitted) == ["Music: lo-fi hip-hop, 78 BPM, D minor, fitted to the picture"]


def test_removed_moved_and_retitled() -> None:
    title = {"d": 3000, "m": {"text": "Urban Dreams"}}
    assert lines(draft((7, [title])), draft()) == ['Title removed: "Urban Dreams"']
    assert lines(draft((0, [CLIP]), (0, [])), draft((0, []), (0, [CLIP]))) == [
        "Video: trip, moved from track 1 to 2"
    ]
    (line,) = lines(draft((7, [title])), draft((7, [{"d": 3000, "m": {"text": "Paradise"}}])))
    assert line == 'Title: "Paradise" (0:00-0:03), was "Urban Dreams"'


def test_an_unknown_key_is_a_change_without_details() -> None:
    before = {"t": [{"tt": 0, "sg": [{"d": 1000, "qq": 1}]}]}
    after = {"t": [{"tt": 0, "sg": [{"d": 1000, "qq": 2}]}]}
    assert lines(before, after) == ["Video: untitled, settings changed"]


def test_what_stays_in_view_of_a_new_frame_is_no_news() -> None:
    before, after = (draft((0, [{"id": "s", "d": 3000, "m": {"focus": [x, 0.5]}}])) for x in (0.5, 0.7))
    assert lines(before, after) == []


def test_cloud_segments_without_ids_are_matched_by_name() -> None:
    a, b = ({"d": 1000, "m": {"title": name}} for name in "ab")
    assert lines(draft((0, [a, b])), draft((0, [b]))) == [
        "Video: b, now 0:00-0:01, was 0:01-0:02",
        "Video removed: a",
    ]


def clips(count: int, **meta: Any) -> list[Any]:
    return [
        {"id": f"c{n}", "d": 1000, "m": {"title": f"clip {n}", "start": 1000 * n, **meta}}
        for n in range(count)
    ]


def test_what_is_done_alike_to_many_clips_is_told_once() -> None:
    assert lines(draft((0, clips(12))), draft((0, clips(12, rotate=90)))) == [
        "Video: all 12 clips, turned 90°"
    ]
    assert lines(draft((0, clips(2))), draft((0, clips(2, flip="h")))) == ["Video: both clips, mirrored"]
    some = clips(6)
    for place in (1, 2, 3, 5):
        some[place]["m"]["volume"] = 0.5
    some[0]["m"]["rotate"] = 180
    assert lines(draft((0, clips(6))), draft((0, some))) == [
        "Video: clip 0, turned 180°",
        "Video: clips 2 to 4 and 6, volume 50 %, was 100 %",
    ]
    fast = clips(12, speed=2.0)
    for place, segment in enumerate(fast):
        segment["d"], segment["m"]["start"] = 500, 500 * place
    assert lines(draft((0, clips(12))), draft((0, fast))) == [
        "Video: all 12 clips, speed 2×, now 0:00-0:06, was 0:00-0:12"
    ]


def test_no_clip_moves_to_the_track_where_it_is() -> None:
    visuals = [{**segment, "m": {**segment["m"], "visual": {"style": "waves"}}} for segment in clips(2)]
    before = draft((0, [*clips(1), *visuals[1:]]))
    after = draft((0, visuals[1:]))
    assert lines(before, after) == ["Video removed: clip 0"]


def test_visuals_say_whether_they_follow_other_music_or_are_drawn_anew() -> None:
    waves = {"style": "waves", "seed": 1, "song": "a" * 64}
    before = draft((0, clips(3, visual=waves)))
    assert lines(before, draft((0, clips(3, visual={**waves, "song": "b" * 64})))) == [
        "Visuals: all 3 clips, following the new music"
    ]
    assert lines(before, draft((0, clips(3, visual={**waves, "seed": 2})))) == [
        "Visuals: all 3 clips, drawn anew"
    ]
