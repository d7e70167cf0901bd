"""Music under a clip's own sound, and the master."""

from __future__ import annotations

import numpy as np
import pytest

from nemo_nb.engine.music import RATE, loudness, master, mix, true_peak

RNG = np.random.default_rng(1)


def tone(seconds: float, hertz: float, level: float) -> np.ndarray:
    t = np.arange(int(seconds * RATE)) / RATE
    one = np.sin(2 * np.pi * hertz * t) * 10 ** (level / 20)
    return np.stack([one, one], axis=1).astype(np.float32)


def band_level(audio: np.ndarray, hertz: float) -> float:
    spectrum = np.abs(np.fft.rfft(audio[:, 0] * np.hanning(len(audio)))) / len(audio) * 4
    at = round(hertz * len(audio) / RATE)
    return float(20 * np.log10(spectrum[at - 3 : at + 4].max()))


MUSIC = tone(20, 500, -20)
VOICE = tone(20, 1500, -18)
SPANS = ((6.0, 9.0), (9.4, 12.0))


def test_music_yields_under_speech_and_nowhere_else() -> None:
    both = mix(MUSIC, VOICE, speech=SPANS, duck_db=12.0)
    free, under, pause, after = (
        band_level(both[int(a * RATE) : int(b * RATE)], 500)
        for a, b in ((1, 5), (7, 8.9), (9.05, 9.35), (14, 19))
    )
    assert free - under == pytest.approx(12, abs=0.3)
    assert free - pause > 10, "it does not jump up in a short pause"
    assert after == pytest.approx(free, abs=0.1)
    voice = (band_level(both[int(a * RATE) : int(b * RATE)], 1500) for a, b in ((1, 5), (7, 8.9)))
    assert max(voice) == pytest.approx(-18, abs=0.3)


def test_ducking_slopes_are_natural() -> None:
    both = mix(MUSIC, VOICE * 0 + 1e-3, speech=SPANS)
    envelope = np.abs(both[:, 0]).reshape(-1, 240).max(axis=1)
    rate = np.abs(np.diff(20 * np.log10(envelope + 1e-9)))
    assert rate.max() < 2.0, "dB in 5 ms"


def test_music_sits_under_a_talking_clip_and_beside_another() -> None:
    talk = mix(MUSIC, VOICE, speech=SPANS)
    other = mix(MUSIC, VOICE)
    quiet = band_level(talk[RATE : 5 * RATE], 500) - band_level(talk[RATE : 5 * RATE], 1500)
    near = band_level(other[RATE : 5 * RATE], 500) - band_level(other[RATE : 5 * RATE], 1500)
    assert -13 < quiet < -5
    assert -6 < near < 0


def test_volume_is_monotonic() -> None:
    heard = [
        band_level(mix(MUSIC, VOICE, music_volume=v)[RATE : 5 * RATE], 500)
        for v in (0.05, 0.1, 0.35, 0.7, 1.0, 1.5)
    ]
    assert heard == sorted(heard)
    assert heard[3] - heard[2] == pytest.approx(6, abs=0.2)
    assert np.abs(mix(MUSIC, VOICE, music_volume=0.0) - VOICE).max() < 1e-6
    assert band_level(mix(MUSIC, VOICE, original_volume=0.0), 1500) < -90


def test_room_noise_does_not_push_music_down() -> None:
    noise = (RNG.standard_normal((20 * RATE, 2)) * 10 ** (-60 / 20)).astype(np.float32)
    assert loudness(mix(MUSIC, noise)) - loudness(noise) > 15


@pytest.mark.parametrize("original", [None, np.zeros((20 * RATE, 2), np.float32)])
def test_without_a_clip_sound_music_has_the_master_to_itself(original: np.ndarray | None) -> None:
    assert loudness(master(mix(MUSIC, original))) == pytest.approx(-14, abs=0.2)


@pytest.mark.parametrize("kind", ["hot", "quiet", "spiky", "mono"])
def test_master_reaches_the_target_under_the_ceiling(kind: str) -> None:
    t = np.arange(15 * RATE) / RATE
    x = np.sin(2 * np.pi * 11_999 * t + 0.8) + np.sin(2 * np.pi * 220 * t) + 0.3 * RNG.standard_normal(len(t))
    x = {"hot": x * 4, "quiet": x * 1e-3, "spiky": x * 0.05 + (RNG.random(len(t)) < 2e-4) * 0.9, "mono": x}[
        kind
    ]
    audio = x[:, None] if kind == "mono" else np.stack([x, 0.7 * x], axis=1)
    done = master(audio.astype(np.float32))
    assert true_peak(done) <= -1
    assert loudness(done) == pytest.approx(-14, abs=0.5)
    assert true_peak(master(audio.astype(np.float32), ceiling=-3.0)) <= -3


def test_silence_stays_silent_and_lengths_differ_safely() -> None:
    assert not master(np.zeros((RATE, 2), np.float32)).any()
    assert len(mix(MUSIC[:RATE], VOICE)) == len(VOICE)
    assert len(mix(MUSIC, VOICE[:RATE, :1])) == len(MUSIC)


def test_mastering_in_place() -> None:
    audio = MUSIC.copy()
    expected = master(MUSIC)
    assert master(audio, out=audio) is audio
    assert np.array_equal(audio, expected)
