"""The composer's promises, measured on its sound; benchmarks/music_quality.py measures the whole grid."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import numpy as np
import pytest

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.music import RATE, Picture, compose, perform, perform_stems, report, to_midi

CUTS = (2.2, 5.9, 9.65, 14.3, 17.05, 21.4, 26.8)


@pytest.mark.parametrize("genre", ["lofi", "epic"])
def test_stems_add_up_to_the_mix(genre: str, ear: SimpleNamespace) -> None:
    score, audio = ear.piece(Brief(genre=genre, seed=1), Picture(14.0, (5.0,)))
    stems = dict(perform_stems(score))
    assert {"drums", "bass", "chords"} <= stems.keys()
    assert np.abs(sum(stems.values()) - audio).max() < 1e-4
    assert all(np.abs(stem).max() > 1e-4 for stem in stems.values())


def read_midi(data: bytes) -> tuple[int, list[list[tuple[int, bytes]]]]:
    """Ticks per beat and the tracks' (tick, event) lists, by the letter of the standard."""
    file = io.BytesIO(data)
    assert file.read(8) == b"MThd\x00\x00\x00\x06"
    assert file.read(2) == b"\x00\x01"
    count, ticks = int.from_bytes(file.read(2)), int.from_bytes(file.read(2))
    tracks = []
    for _ in range(count):
        assert file.read(4) == b"MTrk"
        body, at, now, events = file.read(int.from_bytes(file.read(4))), 0, 0, []
        while at < len(body):
            delta = 0
            while True:
                delta = delta << 7 | body[at] & 0x7F
                at += 1
                if body[at - 1] < 0x80:
                    break
            now += delta
            kind = body[at]
            size = 3 + body[at + 2] if kind == 0xFF else 2 if kind & 0xF0 == 0xC0 else 3
            events.append((now, body[at : at + size]))
            at += size
        assert events[-1][1] == b"\xff\x2f\x00"
        tracks.append(events)
    assert not file.read()
    return ticks, tracks


def test_midi_holds_every_note_at_its_time() -> None:
    score = compose(Brief(genre="pop", seed=3), Picture(30.0, CUTS))
    ticks, tracks = read_midi(to_midi(score))
    tempos = [(t, int.from_bytes(e[3:])) for t, e in tracks[0] if e[:2] == b"\xff\x51"]

    def seconds(tick: int) -> float:
        out = 0.0
        for (start, micros), (end, _) in zip(tempos, [*tempos[1:], (10**9, 0)], strict=True):
            out += max(0, min(tick, end) - start) / ticks * micros / 1e6
        return out

    playing = [part for part in score.parts if part.notes]
    assert len(tracks) == len(playing) + 1
    for part, track in zip(playing, tracks[1:], strict=True):
        on = [seconds(t) for t, e in track if e[0] & 0xF0 == 0x90]
        off = [e for _, e in track if e[0] & 0xF0 == 0x80]
        assert len(on) == len(off) == len(part.notes)
        times = sorted(max(0.0, score.tempo.at(n.start) + n.nudge) for n in part.notes)
        assert np.abs(np.array(on) - times).max() < 0.003


def test_the_report_is_measured_and_drawn() -> None:
    picture = Picture(30.0, CUTS, speech=((4.0, 8.0),))
    score = compose(Brief(genre="rock", seed=2), picture)
    audio = perform(score)
    data = report(score, audio, picture)
    assert np.median([distance for _, distance in data.cuts]) <= 0.033
    assert data.loudness == pytest.approx(-20, abs=1.5)
    assert data.to_json()["sections"] == score.sections
    assert data.heard_bpm == pytest.approx(score.bpm, rel=0.01)
    assert data.in_key > 0.75
    assert data.follows is not None
    assert data.follows > 0.6
    assert len(json.dumps(data.to_json())) < 3000
    with_nothing = report(score, np.zeros_like(audio), picture)
    assert (with_nothing.loudness, with_nothing.true_peak, with_nothing.heard_bpm) == (None, None, None)
    json.dumps(with_nothing.to_json(), allow_nan=False)
    # Music that has been moved does not meet the cuts any more: the report says so.
    assert np.median([d for _, d in report(score, np.roll(audio, RATE // 16, axis=0), picture).cuts]) > 0.04


def test_a_moment_can_be_reported() -> None:
    picture = Picture(0.04)
    score = compose(Brief(genre="lofi"), picture)
    told = report(score, perform(score), picture).to_json()
    assert told["loudness"] is None
    json.dumps(told, allow_nan=False)
