"""Songs whose beats are known are heard as they are."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
import soundfile

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.cancel import Cancel, Cancelled
from nemo_nb.engine.music import Picture, compose, perform
from nemo_nb.engine.picture import UnreadableError
from nemo_nb.engine.song import Song, analyse

from .rhythms import RATE, ROCK, drums, f_measure

FOUR = {"kick": (0, 1, 2, 3), "snare": (1, 3), "hat": (0.5, 1.5, 2.5, 3.5)}
WALTZ = {"kick": (0,), "snare": (1, 2), "hat": (0, 1, 2)}


def even(bpm: float, seconds: float = 20.0, start: float = 0.3) -> list[float]:
    return [start + index * 60 / bpm for index in range(int(seconds * bpm / 60))]


def heard(sound: np.ndarray, folder: Path, rate: int = RATE) -> Song:
    path = folder / "song.wav"
    soundfile.write(path, sound, rate)
    return analyse(path, Cancel())


def ffmpeg(*arguments: object) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin", "-y", *map(str, arguments)]
    subprocess.run(command, check=True)


@pytest.mark.parametrize(
    ("beats", "meter", "hits", "swing"),
    [
        pytest.param(even(72), 4, ROCK, 0.5, id="slow"),
        pytest.param(even(120), 4, ROCK, 0.5, id="medium"),
        pytest.param(even(128), 4, FOUR, 0.5, id="four on the floor, hats between"),
        pytest.param(even(124), 4, {"kick": (0, 1, 2, 3), "hat": (0.5, 1.5, 2.5, 3.5)}, 0.5, id="house"),
        pytest.param(even(100), 4, ROCK, 0.66, id="shuffle"),
        pytest.param(even(80), 4, {"kick": (0,), "snare": (2,), "hat": ROCK["hat"]}, 0.5, id="half time"),
        pytest.param(even(105), 3, WALTZ, 0.5, id="three in a bar"),
        pytest.param(
            list(0.3 + np.cumsum(60 / np.linspace(100, 124, 45))), 4, ROCK, 0.5, id="faster and faster"
        ),
    ],
)
def test_beats_and_bars_of_a_rhythm(
    beats: list[float], meter: int, hits: dict[str, tuple[float, ...]], swing: float, tmp_path: Path
) -> None:
    song = heard(drums(beats, meter, hits, swing=swing), tmp_path)
    assert f_measure(song.beats, beats[:-1], 0.05) >= 0.95
    assert f_measure(song.downbeats, beats[:-1:meter], 0.05) >= 0.9
    assert song.bpm == pytest.approx(60 / np.median(np.diff(beats)), rel=0.015)
    assert set(song.downbeats) <= set(song.beats)


def test_nothing_beats_before_the_music_begins(tmp_path: Path) -> None:
    beats = even(118, start=6.0)
    song = heard(drums(beats, 4, ROCK), tmp_path)
    assert song.beats[0] > 5.5
    assert f_measure(song.beats, beats[:-1], 0.05) >= 0.95
    assert max(song.energy[:4]) < 0.1 < min(song.energy[8:20])


@pytest.mark.parametrize(
    ("genre", "seed"), [("house", 41), ("lofi", 42), ("latin", 43), ("jazz", 41), ("bossa", 41)]
)
def test_beats_of_composed_music(genre: str, seed: int, tmp_path: Path) -> None:
    # Lo-fi swings, and Latin basses play between the beats.
    score = compose(Brief(genre, seed=seed), Picture(24.0))
    song = heard(perform(score), tmp_path, 48_000)
    true = [score.tempo.at(beat) for beat in range(score.bars * score.meter + 1)]
    assert f_measure(song.beats, true, 0.07) >= 0.85
    assert f_measure(song.downbeats, true[:: score.meter], 0.07) >= 0.85


def test_a_song_is_the_same_at_any_level(tmp_path: Path) -> None:
    sound = drums(even(96), 4, ROCK)
    loud, soft = heard(sound, tmp_path), heard(sound * 0.05, tmp_path)
    assert f_measure(loud.beats, soft.beats, 0.02) == 1
    assert np.abs(np.array(loud.energy) - soft.energy).max() < 0.15


def test_silence_and_a_steady_tone_have_no_beat(tmp_path: Path) -> None:
    silence = heard(np.zeros(8 * RATE), tmp_path)
    assert (silence.bpm, silence.beats, silence.downbeats) == (0.0, (), ())
    assert max(silence.energy) == 0
    tone = heard(0.3 * np.sin(2 * np.pi * 220 * np.arange(12 * RATE) / RATE), tmp_path)
    assert len(tone.beats) < 4


def test_a_very_short_sound(tmp_path: Path) -> None:
    song = heard(0.2 * np.ones(200), tmp_path)
    assert song.duration == pytest.approx(200 / RATE, abs=1e-3)
    assert song.sections[0][1] == 0
    assert len(song.energy) == 1


def test_parts_begin_where_the_music_changes(tmp_path: Path) -> None:
    quiet = drums(even(120, 16), 4, {"kick": (), "snare": (), "hat": (0, 2)})
    full = drums(even(120, 16), 4, FOUR)
    song = heard(
        np.concatenate((0.15 * quiet[: 16 * RATE], full[: 16 * RATE], 0.15 * quiet[: 16 * RATE])), tmp_path
    )
    borders = [start for _, start, _, _ in song.sections[1:]]
    assert any(abs(border - 16) < 1.1 for border in borders)
    assert any(abs(border - 32) < 1.1 for border in borders)
    loud = [energy for _, start, end, energy in song.sections if start > 14 and end < 34]
    others = [energy for _, start, end, energy in song.sections if end < 18 or start > 30]
    assert min(loud) > max(others)
    assert song.sections[0][1] == 0
    assert song.sections[-1][2] == pytest.approx(song.duration, abs=0.01)
    assert all(before[2] == after[1] for before, after in zip(song.sections, song.sections[1:], strict=False))


def test_moods_differ_as_the_music_does(tmp_path: Path) -> None:
    driving = heard(perform(compose(Brief("workout", seed=3), Picture(16.0))), tmp_path, 48_000)
    calm = heard(perform(compose(Brief("ambient", seed=3), Picture(16.0))), tmp_path, 48_000)
    assert driving.arousal > calm.arousal + 0.3


@pytest.mark.parametrize("name", ["song.mp3", "song.m4a", "song.flac", "song.wav"])
def test_title_and_artist_come_from_the_tags(name: str, tmp_path: Path) -> None:
    tags = ["-metadata", "title=Night; Drive = #1 夜", "-metadata", "artist=Nemo & Co;Ann"]
    ffmpeg("-f", "lavfi", "-i", "sine=d=2", *tags, tmp_path / name)
    song = analyse(tmp_path / name, Cancel())
    assert (song.title, song.artist) == ("Night; Drive = #1 夜", "Nemo & Co / Ann")


def test_a_file_without_tags_has_no_title(tmp_path: Path) -> None:
    ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-map_metadata", "-1", tmp_path / "song.mp3")
    song = analyse(tmp_path / "song.mp3", Cancel())
    assert (song.title, song.artist) == (None, None)


def test_the_sound_of_a_clip_is_a_song_too(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "s.wav", drums(even(110, 12), 4, ROCK), RATE)
    clip = tmp_path / "clip.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x48:d=12:r=5", "-i", tmp_path / "s.wav", "-shortest", clip)
    assert analyse(clip, Cancel()).bpm == pytest.approx(110, rel=0.02)


def test_a_picture_cannot_be_heard(tmp_path: Path) -> None:
    ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x48", "-frames:v", "1", tmp_path / "a.png")
    with pytest.raises(UnreadableError, match="no sound"):
        analyse(tmp_path / "a.png", Cancel())


def test_listening_can_be_cancelled(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(RATE), RATE)
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        analyse(tmp_path / "a.wav", cancel)


def test_a_song_survives_json(tmp_path: Path) -> None:
    song = heard(drums(even(100, 10), 4, ROCK), tmp_path)
    assert Song.from_json(json.loads(json.dumps(song.to_json()))) == song
    assert Song.from_json({**song.to_json(), "later": 1}) == song


def test_composed_music_needs_no_listening() -> None:
    score = compose(Brief("pop", seed=1), Picture(30.0, (7.3, 19.0)))
    song = Song.from_score(score, mood=(0.5, -0.25))
    assert song.beats[:9] == tuple(round(score.tempo.at(beat), 4) for beat in range(9))
    assert song.downbeats == song.beats[:: score.meter]
    assert [section[:3] for section in song.sections] == [tuple(section) for section in score.sections]
    assert len(song.energy) == 30
    assert (song.duration, song.bpm, song.valence, song.arousal) == (30.0, score.bpm, 0.5, -0.25)
    assert Song.from_json(json.loads(json.dumps(song.to_json()))) == song
