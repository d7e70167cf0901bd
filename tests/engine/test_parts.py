"""Music taken apart, and its versions: from what the draft of a real engine says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

from nemo_nb.engine.cancel import Cancel, Cancelled
from nemo_nb.engine.parts import write_midi, write_stems
from nemo_nb.protocol import RenderError
from nemo_nb.timeline import Timeline, report_of


def music(engine, project):
    (segment,) = [s["m"] for t in engine.draft(project)["t"] if t["tt"] == 1 for s in t["sg"]]
    return segment


def media(engine, meta):
    path = Path(engine.home) / "media" / meta["media"][:2] / meta["media"]
    return soundfile.read(path, dtype="float32")[0]


@pytest.fixture(scope="module")
def made(engine):
    """A project with a piece of twelve seconds, of which there are three versions."""
    project = engine.project()
    engine.chat(project, "a funk piece, 12 seconds")
    first = music(engine, project)
    engine.chat(project, "make it more tense")
    engine.chat(project, "another version")
    return project, first


def test_stems_of_the_draft_add_up_to_the_piece_that_plays(engine, made, tmp_path):
    project, _ = made
    done = []
    path = write_stems(engine.draft(project), tmp_path, Cancel(), done.append)
    assert done == sorted(done)
    assert done[-1] == 100
    played = media(engine, music(engine, project))
    total = np.zeros_like(played)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        for name in names[:-1]:
            with soundfile.SoundFile(io.BytesIO(archive.read(name))) as file:
                assert (file.subtype, file.samplerate, file.channels) == ("PCM_24", 48000, 2)
                stem = file.read(dtype="float32")
            assert np.abs(stem).max() > 0.01, name
            total += stem
        assert names[-1] == "README.txt"
        assert "funk" in archive.read("README.txt").decode()
    assert {"drums.wav", "bass.wav", "chords.wav", "melody.wav"} <= set(names)
    assert np.abs(total - played).max() < 2e-5
    # The same piece gives the same file.
    again = tmp_path / "again"
    again.mkdir()
    assert (
        write_stems(engine.draft(project), again, Cancel(), lambda _: None).read_bytes() == path.read_bytes()
    )


def test_stems_of_music_that_begins_late_say_so(engine, bunny, tmp_path):
    project = engine.project()
    engine.upload(project, bunny)
    engine.chat(project, "add funk")
    whole = engine.draft(project)
    engine.chat(project, "start the music at 2 seconds")
    for number, (draft, heard) in enumerate(((whole, False), (engine.draft(project), True))):
        folder = tmp_path / str(number)
        folder.mkdir()
        with zipfile.ZipFile(write_stems(draft, folder, Cancel(), lambda _: None)) as archive:
            told = archive.read("README.txt").decode()
        assert "It begins at 0 s" in told
        assert ("plays it from 2 s to 5.3" in told) == heard, told


def test_notes_of_the_draft(engine, made, tmp_path):
    path = write_midi(engine.draft(made[0]), tmp_path)
    data = path.read_bytes()
    assert data.startswith(b"MThd")
    assert data.count(b"MTrk") >= 4


def test_without_music_there_is_nothing_to_take_apart(engine, bunny, tmp_path):
    project = engine.project()
    engine.upload(project, bunny)
    for write in (lambda d: write_stems(d, tmp_path, Cancel(), print), lambda d: write_midi(d, tmp_path)):
        with pytest.raises(RenderError, match="no composed music"):
            write(engine.draft(project))
    odd = {"t": [{"tt": 1, "sg": [{"d": 1000, "m": {"music": {"brief": {"genre": "?"}, "picture": 3}}}]}]}
    with pytest.raises(RenderError, match="does not say how it was made"):
        write_midi(odd, tmp_path)


def test_taking_apart_can_be_cancelled(engine, made, tmp_path):
    cancel = Cancel()
    with pytest.raises(Cancelled):
        write_stems(engine.draft(made[0]), tmp_path, cancel, lambda _: cancel.request())


@pytest.mark.parametrize(
    ("words", "which"),
    [("back to the first one", 0), ("version 2", 1), ("回到第一版", 0), ("the previous version", -1)],
)
def test_every_version_can_be_had_back_bit_for_bit(engine, made, words, which):
    project, first = made
    versions = music(engine, project)["music"]["versions"]
    engine.chat(project, words)
    now = music(engine, project)
    assert now["music"]["versions"] == versions, "none is lost, none comes twice"
    if which == 0:
        assert now["media"] == first["media"]
        assert now["music"]["brief"] == first["music"]["brief"]
    else:
        brief = {k: v for k, v in now["music"]["brief"].items() if k in versions[which]}
        assert brief == versions[which]


def test_the_draft_holds_a_small_report_of_the_sound(engine, made):
    project, _ = made
    report = report_of(Timeline(engine.draft(project)).tracks)
    assert report is not None
    assert report.data["heard_bpm"] == pytest.approx(music(engine, project)["music"]["bpm"], rel=0.01)
    assert report.data["loudness"] == pytest.approx(-20, abs=1.5)
    assert report.data["versions"] == 3
    assert len(report.svg) < 30_000
