"""Difficult files: the right picture and sound, or a clear refusal; in bounded time and memory.

Each clip is red above blue, so that a turned, cropped or wrongly coded picture shows; each sound is a tone.
"""

import resource
import time

import numpy as np
import pytest

from nemo_nb.engine.picture import UnreadableError, read_facts

from .inputs import ANY, RIGHT, SOUNDS, WRONG


@pytest.mark.parametrize(("name", "recipe", "size", "lasts"), RIGHT, ids=[row[0] for row in RIGHT])
def test_pictures_come_out_right(studio, see, tmp_path, name, recipe, size, lasts):
    path = tmp_path / name
    recipe(see, path)
    began = time.monotonic()
    facts = studio.facts(path)
    assert facts.kind == ("image" if lasts == 5.0 else "video")
    canvas = {"width": facts.width, "height": facts.height}
    # A look makes every picture anew; a still is shown for half a second.
    shown = studio.segment(path, d=500 if lasts == 5.0 else None, look={"contrast": 0.001})
    made = studio.make(studio.draft(shown, **canvas))
    assert time.monotonic() - began < 20
    told = studio.facts(made.path)
    assert (told.width, told.height) == size
    assert (told.video_codec, told.pixels) == ("h264", "yuv420p")
    if lasts is not None:
        assert told.duration == pytest.approx(0.5 if lasts == 5.0 else lasts, abs=0.045)
    if "thin" not in name:
        seen = see.picture(made.path, 0, 9, 6)
        red, blue = seen[1, 4], seen[4, 4]
        if name.startswith("turned") and name.endswith(("mp4", "mov")):
            red, blue = see.picture(made.path, 0, 6, 9)[4, [4, 1]]
        if "upside" in name:
            red, blue = blue, red
        lowest = 180 if facts.pixels == "yuv420p10le" and "2020" in facts.colours else 225
        assert (red[0] >= lowest, red[1] < 60, red[2] < 60) == (True, True, True), seen
        assert (blue[2] >= lowest, blue[0] < 60, blue[1] < 60) == (True, True, True), seen


@pytest.mark.parametrize(("name", "recipe"), SOUNDS, ids=[row[0] for row in SOUNDS])
def test_sounds_come_out_right(studio, see, tmp_path, name, recipe):
    path = tmp_path / name
    recipe(see, path)
    facts = studio.facts(path)
    assert (facts.kind, facts.width) == ("audio", None)
    song = {**studio.segment(path), "m": {**studio.segment(path)["m"], "role": "song"}}
    made = studio.make({"t": [{"tt": 1, "m": {"role": "song"}, "sg": [song]}]}, format="wav")
    heard = see.sound(made.path)
    assert len(heard) / 48_000 == pytest.approx(0.6, abs=0.06)
    middle = heard[9600:19200]
    loudest = np.argmax(np.abs(np.fft.rfft(middle * np.hanning(len(middle)))))
    assert loudest * 48_000 / len(middle) == pytest.approx(500, abs=15)
    assert 0.01 < np.abs(middle).max() <= 1


@pytest.mark.parametrize(("name", "recipe"), WRONG, ids=[row[0] for row in WRONG])
def test_what_cannot_be_used_is_refused_in_words(see, tmp_path, name, recipe):
    path = tmp_path / name
    recipe(see, path)
    began = time.monotonic()
    with pytest.raises(UnreadableError) as refusal:
        read_facts(path)
    assert time.monotonic() - began < 10
    assert str(refusal.value)
    assert str(tmp_path) not in str(refusal.value)


@pytest.mark.parametrize(("name", "recipe"), ANY, ids=[row[0] for row in ANY])
def test_what_breaks_off_is_refused_or_shown_as_far_as_it_goes(studio, see, tmp_path, name, recipe):
    path = tmp_path / name
    recipe(see, path)
    try:
        facts = studio.facts(path)
    except UnreadableError:
        return
    if facts.kind == "audio":
        made = studio.make(
            {"t": [{"tt": 1, "m": {"role": "song"}, "sg": [studio.segment(path)]}]}, format="wav"
        )
    else:
        made = studio.make(studio.draft(studio.segment(path, d=500, fade_in=100)))
    assert studio.facts(made.path).duration > 0


def test_none_of_it_took_much_memory():
    # Of the largest process that any test before this one has run, in kB.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_500_000
