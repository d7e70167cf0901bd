"""A piece becomes a file: a long one without being held in memory, and bit for bit the same."""

import io

import numpy as np
import pytest
import soundfile

from nemo_nb.engine import recording
from nemo_nb.engine.brief import read_brief
from nemo_nb.engine.cancel import Cancel, Cancelled
from nemo_nb.engine.music import RATE, Picture, compose, perform


@pytest.fixture(scope="module")
def score():
    return compose(read_brief("calm lo-fi"), Picture(15.0))


def test_a_long_piece_is_the_same_from_disk(score, tmp_path, monkeypatch):
    monkeypatch.setattr(recording, "_HELD", RATE)
    audio = recording.played(score, tmp_path, Cancel())
    assert isinstance(audio, np.memmap)
    whole = perform(score)
    assert np.array_equal(audio, whole)
    usual = io.BytesIO()
    soundfile.write(usual, whole, RATE, subtype="PCM_24", format="WAV")
    assert b"".join(recording.as_wav(audio, tmp_path)) == usual.getvalue()
    drawn = recording.peaks(audio)
    assert (len(drawn), max(drawn)) == (200, 100)


def test_playing_a_long_piece_can_be_cancelled(score, tmp_path, monkeypatch):
    monkeypatch.setattr(recording, "_HELD", RATE)
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        recording.played(score, tmp_path, cancel)
