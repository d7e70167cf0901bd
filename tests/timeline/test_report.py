"""The report of a composed piece, as it stands in a draft."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from nemo_nb.timeline import MusicReport, Timeline, report_of, speak

REPORT = {
    "label": "lo-fi hip-hop",
    "bpm": 76.28,
    "heard_bpm": 76.3,
    "key": "D minor",
    "in_key": 0.93,
    "bars": 10,
    "seed": 7,
    "duration": 30.0,
    "instruments": ["rhodes", "finger bass"],
    "sections": [["intro", 0.0, 8.0], ["<b>", 8.0, 30.0]],
    "cuts": [[4.2, 0.004], [12.0, 0.2]],
    "speech": [[5.0, 9.0]],
    "energy": [[0.0, 0.3], [8.0, 0.7]],
    "follows": 0.9,
    "loudness": -20.0,
    "true_peak": -4.5,
}


def draft(report: object) -> dict[str, object]:
    meta = {
        "report": report,
        "peaks": [10, 100] * 100,
        "volume": 0.35,
        "duck": {"spans": [[5000, 9000]], "db": 12},
        "music": {"versions": [{}, {"take": 1}]},
    }
    return {"d": 30000, "t": [{"tt": 1, "sg": [{"d": 30000, "m": meta}]}]}


def test_a_piece_tells_what_was_measured_and_how_it_is_mixed_now() -> None:
    report = report_of(Timeline(draft(REPORT)).tracks)
    assert report is not None
    told = repr(report)
    for fact in (
        "76 BPM · D minor · 10 bars · 0:30",
        "1 of 2 cuts met",
        "heard at 76.3 BPM",
        "93 % of the sound in the key",
        "-20.0 LUFS, peak -4.5 dBTP",
        "volume 35 %",
        "12 dB lower under speech",
        "rhodes, finger bass",
        "seed 7 · 2 versions so far",
    ):
        assert fact in told
    assert report.data["waveform"][:2] == [10, 100]


def test_the_figure_is_to_scale_small_and_escaped() -> None:
    report = report_of(Timeline(draft(REPORT)).tracks)
    assert report is not None
    tree = ElementTree.fromstring(report.svg)
    strips = [e for e in tree if e.tag.endswith("rect") and e.get("y") == "0"]
    assert [float(e.get("x", "")) for e in strips] == pytest.approx([0, 8 / 30 * 640], abs=0.1)
    lines = [e for e in tree if e.get("stroke") == "#2f72c8"]
    assert [e.get("stroke-dasharray") for e in lines] == [None, "2 3"], "a missed cut is dashed"
    assert "<b>" not in report.html
    assert 'class="nemo"' in report._repr_mimebundle_()["text/html"]


def test_a_long_piece_stays_small() -> None:
    long = {
        **REPORT,
        "duration": 3600.0,
        "sections": [[f"part {i}", i * 20.0, i * 20.0 + 20] for i in range(180)],
        "cuts": [[i * 1.5, 0.01] for i in range(2400)],
        "speech": [[i * 9.0, i * 9.0 + 4] for i in range(400)],
        "energy": [[i * 2.0, i % 10 / 10] for i in range(1800)],
    }
    report = MusicReport({**long, "waveform": [50] * 200})
    assert len(report.svg.encode()) < 30_000


def test_chinese_is_spoken_throughout() -> None:
    speak("zh")
    try:
        told = repr(report_of(Timeline(draft(REPORT)).tracks))
    finally:
        speak("en")
    assert "10 小节" in told
    assert "D 小调" in told
    assert "电钢琴，电贝斯" in told


@pytest.mark.parametrize(
    "strange",
    [
        {"bpm": "fast", "key": 3, "cuts": [[1], "x", [None, {}]], "sections": {"a": 1}, "duration": "nan"},
        {"duration": 1e300, "energy": [[1e300, -1e300], [0, float("inf")]], "instruments": [[], {}]},
        {"in_key": 1e308, "duration": 1e308, "bpm": 1e308, "duck": 1e308, "seed": 1e308, "loudness": 1e308},
        {"in_key": 1e307, "cuts": [[1e308, 1e308]], "energy": [[0, 0], [1e308, 1]], "duration": 1e9},
        {"duration": 5, "sections": [[None, 0, 5], ["a", 5, 0]], "speech": [[9, 1]], "bars": True},
    ],
)
def test_nothing_raises_on_a_strange_report(strange: dict[str, object]) -> None:
    report = report_of(Timeline(draft(strange)).tracks)
    assert report is not None
    assert repr(report)
    assert json.dumps(report._repr_mimebundle_())
    if report.svg:
        ElementTree.fromstring(report.svg)


def test_without_a_report_there_is_none() -> None:
    assert report_of(Timeline(draft(None)).tracks) is None
    assert report_of(Timeline(None).tracks) is None
