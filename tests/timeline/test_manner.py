"""What was done to a picture is told as a person would tell it, in both languages."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from nemo_nb.timeline import Timeline, speak


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    yield
    speak("en")


def clip(start: int = 0, d: int = 10_000, name: str = "s1", **keys: Any) -> dict[str, Any]:
    return {"id": name, "d": d, "m": {"title": "trip", "media": "a" * 64, "start": start, **keys}}


def told(before: dict[str, Any], after: dict[str, Any], **canvas: Any) -> list[str]:
    drafts = [
        {"t": [{"tt": 0, "sg": [segment]}], "m": {"width": 1920, "height": 1080}}
        for segment in (before, after)
    ]
    drafts[1]["m"] = {**drafts[1]["m"], **canvas}
    return [str(change) for change in Timeline(drafts[1]).diff(Timeline(drafts[0]))]


@pytest.mark.parametrize(
    ("keys", "english", "chinese"),
    [
        ({"speed": 2.0}, "speed 2×", "2 倍速"),
        ({"look": {"name": "noir"}}, "noir look", "黑白风格"),
        (
            {"look": {"brightness": 0.2, "warmth": -0.1}},
            "brightness +20 %, warmth -10 %",
            "亮度 +20%，色温 -10%",
        ),
        ({"rotate": 90}, "turned 90°", "旋转 90°"),
        ({"flip": "h"}, "mirrored", "左右镜像"),
        ({"crop": [0.1, 0.1, 0.8, 0.8]}, "cropped to 80 × 80 %", "裁剪到 80 × 80%"),
        ({"transition": {"kind": "crossfade", "d": 500}}, "crossfade 0.5 s", "叠化 0.5 秒"),
        ({"fit": "fill"}, "fills the frame", "铺满画面"),
        ({"fade_out": 1500}, "fade out 1.5 s", "淡出 1.5 秒"),
    ],
)
def test_an_edit_is_named(keys: dict[str, Any], english: str, chinese: str) -> None:
    assert told(clip(), clip(**keys)) == [f"Video: trip, {english}"]
    speak("zh")
    assert told(clip(), clip(**keys)) == [f"视频：trip，{chinese}"]


def test_taking_it_back_is_named_too() -> None:
    assert told(clip(look={"name": "noir"}), clip()) == ["Video: trip, no longer noir look"]


def test_another_frame_is_a_change_of_the_whole() -> None:
    assert told(clip(), clip(), width=1080, height=1920, fill="blur") == [
        "Frame: 9:16, 1080 × 1920, blurred borders, was 16:9, 1920 × 1080"
    ]


def test_many_at_once_are_told_in_one_line() -> None:
    before = {"t": [{"tt": 0, "sg": [clip(d=40_000)]}]}
    cues = [
        {"id": f"t{n}", "d": 500, "m": {"text": f"{n}", "start": n * 1000, "kind": "subtitle"}}
        for n in range(30)
    ]
    after = copy.deepcopy(before)
    after["t"].append({"tt": 7, "m": {"role": "subtitles"}, "sg": cues})
    assert [str(change) for change in Timeline(after).diff(Timeline(before))] == [
        "Subtitle: 30 × (0:00-0:29.5)"
    ]
    assert "2. Subtitles: " in Timeline(after).summary


def test_clips_that_only_made_room_are_counted() -> None:
    row = [clip(n * 1000, 1000, f"s{n}") for n in range(10)]
    later = [clip(n * 1000 + 500, 1000, f"s{n}") for n in range(10)]
    changes = Timeline({"t": [{"tt": 0, "sg": later}]}).diff(Timeline({"t": [{"tt": 0, "sg": row}]}))
    assert [str(change) for change in changes] == ["10 clips moved to make room"]


def test_overlays_visuals_and_kinds_of_text_have_names() -> None:
    logo = clip(box=[0.8, 0.05, 0.15, 0.1], opacity=0.5)
    visual = {"d": 1000, "m": {"title": "Gradients in motion", "visual": {"style": "gradient"}}}
    lower = {"d": 1000, "m": {"text": "Jane", "kind": "lower", "position": "bottom"}}
    draft = {
        "t": [
            {"tt": 0, "sg": [visual]},
            {"tt": 0, "m": {"role": "overlay"}, "sg": [logo]},
            {"tt": 7, "sg": [lower]},
        ]
    }
    assert [str(change) for change in Timeline(draft).diff(Timeline(None))] == [
        "Visuals: Gradients in motion (0:00-0:01)",
        "Overlay: trip (0:00-0:10, 15 % wide, 50 % opaque)",
        'Lower third: "Jane" (0:00-0:01)',
    ]
    assert "1. Visuals: Gradients in motion (0-1s) 2. Overlay: trip (0-10s)" in Timeline(draft).summary
    assert "trip (15 % wide, 50 % opaque)" in repr(Timeline(draft))
