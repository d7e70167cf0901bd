"""Words over the picture: clear of each other, and dark when the picture is."""

import numpy as np
import pytest

from nemo_nb.engine.render.laying import lettered
from nemo_nb.engine.render.script import Text


@pytest.fixture(scope="module")
def plain(see, tmp_path_factory):
    """Grey, 320x180, two seconds."""
    path = tmp_path_factory.mktemp("words") / "plain.mp4"
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    see.ffmpeg("-f", "lavfi", "-i", "color=gray:s=320x180:r=25:d=2", *coded, path)
    return path


def redness(see, made, at):
    """How bright the reddest of some red words is, 0 to 255."""
    seen = see.picture(made.path, at, 320, 180)
    return int((seen[..., 0] - seen[..., 1]).max())


def red(start, d, position="bottom", **meta):
    meta = {"fade_in": 0, "fade_out": 0, **meta}
    return {
        "d": d,
        "m": {"text": "██ W", "color": "#ff0000", "size": 0.3, "start": start, "position": position, **meta},
    }


def test_words_go_dark_with_the_picture_at_both_ends(studio, see, plain):
    clip = studio.segment(plain, fade_in=800, fade_out=800)
    made = studio.make(studio.draft(clip, texts=[red(0, 2000, kind="lower")]))
    bright = redness(see, made, 1)
    assert bright > 180
    assert redness(see, made, 0) < 20
    assert redness(see, made, 0.4) == pytest.approx(bright / 2, abs=25)
    assert redness(see, made, 1.6) == pytest.approx(bright / 2, abs=25)
    assert redness(see, made, 1.96) < 30


def test_a_picture_over_the_picture_goes_dark_with_it(studio, see, plain, tmp_path):
    logo = tmp_path / "logo.png"
    see.ffmpeg("-f", "lavfi", "-i", "color=red:s=64x36", "-frames:v", 1, logo)
    over = studio.segment(logo, 0, 2000, box=[0, 0, 0.5, 0.5])
    made = studio.make(studio.draft(studio.segment(plain, fade_out=800), overlays=[over]))
    assert redness(see, made, 1) > 180
    assert redness(see, made, 1.6) == pytest.approx(redness(see, made, 1) / 2, abs=25)


def test_words_that_go_on_over_the_next_picture_stay_bright(studio, see, plain):
    first = studio.segment(plain, 0, 1000, fade_out=500)
    second = studio.segment(plain, 1000, 1000, fade_in=500)
    made = studio.make(studio.draft(first, second, texts=[red(200, 1600)]))
    assert see.picture(made.path, 0.96).mean() < 60
    assert redness(see, made, 0.96) > 180
    assert redness(see, made, 1.04) > 180


def ink(text, texts, size):
    drawn = lettered(text, texts, *size)
    rows, columns = np.nonzero(np.asarray(drawn.image)[..., 3] > 200)
    return (
        drawn.left + columns.min(),
        drawn.top + rows.min(),
        drawn.left + columns.max(),
        drawn.top + rows.max(),
    )


@pytest.mark.parametrize("size", [(1280, 720), (360, 640)])
def test_words_at_the_same_time_do_not_cover_each_other(size):
    texts = (
        Text("And so we go on, said the man.", 0.0, 3.0, "subtitle", "bottom", size=0.05),
        Text("A bottom title", 1.0, 4.0, "title", "bottom"),
        Text("Another, later", 2.0, 4.0, "caption", "bottom", size=0.06),
        Text("In the middle", 0.0, 4.0),
        Text("and below", 1.0, 2.0, size=0.05),
        Text("Paradise", 0.0, 4.0, "title", "top"),
        Text("Part one", 0.0, 3.0, "title", "top", size=0.05),
        Text("Long after", 8.0, 2.0, "subtitle", "bottom", size=0.05),
    )
    boxes = [ink(text, texts, size) for text in texts]
    together = [(a, b) for a in range(7) for b in range(a)]
    for one, other in together:
        apart = boxes[one][3] < boxes[other][1] or boxes[other][3] < boxes[one][1]
        assert apart, (texts[one].text, texts[other].text)
    assert boxes[1][1] > boxes[2][1] > boxes[0][1] > size[1] / 2
    assert boxes[7] == ink(texts[7], texts[7:], size)
    assert all(
        left >= 0 and top >= 0 and right < size[0] and down < size[1] for left, top, right, down in boxes
    )


def test_titles_far_too_many_for_the_picture_still_appear():
    texts = tuple(Text(f"line {number}", 0.0, 9.0, "title", "bottom", size=0.2) for number in range(40))
    assert all(0 <= ink(text, texts, (320, 180))[1] < 180 for text in texts)
