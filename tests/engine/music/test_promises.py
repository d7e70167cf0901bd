"""A sample of benchmarks/music_quality.py: the same measures, on sound that went through the encoder."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from music import edges, grid, moods, speech

SAMPLE = [("lofi", 1), ("lofi", 2), ("rock", 2), ("rock", 4)]


@cache
def played(task: tuple[str, int]) -> grid.Piece:
    return grid.play(task)


def test_a_sample_of_the_grid_keeps_its_promises() -> None:
    pieces = [played(task) for task in SAMPLE]
    assert [str(check) for check in grid.judge(pieces) if not check.kept] == []
    assert len(list(grid.table(pieces))) == 3


def test_calm_and_energetic_words_make_different_music() -> None:
    heard = [
        moods.play(("relaxing music for a slow morning", False, 1)),
        moods.play(("high-energy workout", True, 1)),
    ]
    assert [str(check) for check in moods.judge(heard) if not check.kept] == []


@pytest.mark.parametrize("genre", ["kids"])
def test_music_yields_to_speech_and_to_nothing_else(genre: str) -> None:
    assert [str(check) for check in speech.judge([speech.play(genre)]) if not check.kept] == []


def test_an_odd_length_ends_and_a_loop_joins() -> None:
    ends, seams = [edges.end((genre, 7.3)) for genre in ("latin", "house")], [edges.join("synthwave")]
    assert [str(check) for check in edges.judge(ends, seams) if not check.kept] == []


def test_a_missed_promise_is_seen() -> None:
    good = played(SAMPLE[0])
    missed = [check.promise for check in grid.judge([replace(good, tempo_error=0.02)]) if not check.kept]
    assert missed == ["tempo off the asked one"]
