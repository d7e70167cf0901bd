"""What a person reads from a draft: rows, the summary line, and the draft itself unharmed."""

from __future__ import annotations

import copy
import math

import pytest

from nemo_nb.timeline import Timeline, clock

CLOUD = {
    "d": 10000,
    "m": {"title": "city timelapse", "width": 1080, "height": 1920},
    "zq": {"kept": [1, 2.5, None]},
    "t": [
        {"tt": 0, "zz": 7, "sg": [{"d": 10000, "m": {"title": "city timelapse"}, "hx": "?"}]},
        {"tt": 1, "sg": [{"d": 10000, "m": {"title": "Lo-fi", "volume": 0.35}}]},
        {"tt": 7, "sg": [{"d": 3000, "m": {"text": "Urban Dreams"}}]},
    ],
}


def test_summary_is_the_prescribed_line() -> None:
    assert Timeline(CLOUD).summary == (
        "Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) "
        '3. Title: "Urban Dreams" (0-3s)'
    )


def test_df_has_one_row_per_segment_in_seconds() -> None:
    df = Timeline(CLOUD).df
    assert list(df.columns) == ["track", "kind", "name", "start", "end", "duration", "volume", "text"]
    assert df["kind"].tolist() == ["video", "audio", "text"]
    assert df["track"].tolist() == [1, 2, 3]
    assert df["end"].tolist() == [10.0, 10.0, 3.0]
    assert df["volume"][1] == 0.35
    assert math.isnan(df["volume"][0])
    assert df["text"].tolist() == ["", "", "Urban Dreams"]


def test_raw_is_the_draft_untouched() -> None:
    before = copy.deepcopy(CLOUD)
    timeline = Timeline(CLOUD)
    _ = timeline.df, timeline.summary, timeline._repr_mimebundle_(), timeline.diff(Timeline())
    assert timeline.raw is CLOUD
    assert before == CLOUD


def test_starts_accumulate_where_none_is_given() -> None:
    draft = {"t": [{"tt": 0, "sg": [{"d": 2000}, {"d": 500, "m": {"start": 4000}}, {"d": 1000}]}]}
    assert [(s.start, s.end) for s in Timeline(draft).tracks[0].segments] == [(0, 2), (4, 4.5), (4.5, 5.5)]
    assert Timeline(draft).duration == 5.5


def test_a_last_segment_without_a_length_fills_the_draft() -> None:
    draft = {"d": 8000, "t": [{"tt": 1, "sg": [{"d": 3000}, {"m": {"title": "end"}}]}]}
    assert Timeline(draft).tracks[0].segments[1].duration == 5.0


def test_stills_are_images_and_other_sound_is_not_bgm() -> None:
    draft = {
        "t": [
            {"tt": 0, "sg": [{"d": 1, "m": {"kind": "image", "title": "a.png"}}]},
            {"tt": 1, "m": {"role": "voice"}, "sg": [{"d": 1000, "m": {"title": "hello"}}]},
        ]
    }
    timeline = Timeline(draft)
    assert timeline.df["kind"].tolist() == ["image", "audio"]
    assert [track.name for track in timeline.tracks] == ["Image", "Voice"]


@pytest.mark.parametrize(
    ("draft", "empty"),
    [
        (None, True),
        ({}, True),
        ({"t": []}, True),
        ({"t": [{"tt": 0, "sg": []}]}, True),
        ({"t": [{"tt": 0, "sg": [{}]}]}, False),
    ],
)
def test_is_empty_means_nothing_to_export(draft: dict[str, object] | None, empty: bool) -> None:
    assert Timeline(draft).is_empty is empty


def test_percent_volumes_and_wrong_types_become_sensible_rows() -> None:
    sg = [
        {"d": "1000", "m": {"volume": 35, "title": "a\n\tb"}},
        {"d": -5, "m": "text"},
        {"d": True, "m": {"volume": float("nan")}},
        {"d": 10**400, "m": {"title": ["x"]}},
        "a string",
        None,
    ]
    rows = Timeline({"t": [{"tt": "1", "sg": sg}]}).tracks[0].segments
    assert (rows[0].kind, rows[0].duration, rows[0].volume, rows[0].name) == ("audio", 1.0, 0.35, "a b")
    assert [row.duration for row in rows[1:]] == [0.0] * 5
    assert [row.volume for row in rows[1:]] == [None] * 5
    assert rows[4].name == "a string"
    assert rows[5].name == "untitled"


def test_equality_is_the_drafts() -> None:
    assert Timeline(CLOUD) == Timeline(copy.deepcopy(CLOUD))
    assert Timeline(CLOUD) != Timeline(None)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (7.2, "0:07.2"), (60, "1:00"), (59.97, "1:00"), (3725, "62:05"), (0.04, "0:00")],
)
def test_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text
