"""Every key of a draft is seen, or heard, as it is meant."""

import numpy as np
import pytest

SIDE = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]


@pytest.fixture(scope="module")
def colours(see, tmp_path_factory):
    """Red, green, blue and white quarters, 320x180, one second at 25 pictures, with a quiet tone."""
    path = tmp_path_factory.mktemp("colours") / "colours.mp4"
    boxes = ",".join(
        f"drawbox=x={x}:y={y}:w=iw/2:h=ih/2:c={c}:t=fill"
        for x, y, c in (
            ("0", "0", "red"),
            ("iw/2", "0", "lime"),
            ("0", "ih/2", "blue"),
            ("iw/2", "ih/2", "white"),
        )
    )
    tone = ["-f", "lavfi", "-i", "sine=f=440:d=1:r=48000"]
    see.ffmpeg("-f", "lavfi", "-i", f"color=black:s=320x180:r=25:d=1,{boxes}", *tone, *SIDE, path)
    return path


@pytest.fixture(scope="module")
def plain(see, tmp_path_factory):
    """Grey, 320x180, two seconds, with another tone."""
    path = tmp_path_factory.mktemp("plain") / "plain.mp4"
    tone = ["-f", "lavfi", "-i", "sine=f=1000:d=2:r=48000"]
    see.ffmpeg("-f", "lavfi", "-i", "color=gray:s=320x180:r=25:d=2", *tone, *SIDE, path)
    return path


NAMES = {(1, 0, 0): "r", (0, 1, 0): "g", (0, 0, 1): "b", (1, 1, 1): "w", (0, 0, 0): "k"}


def corners(seen):
    """The names of the colours in the four corners, row by row."""
    places = [seen[y, x] for y in (3, -4) for x in (4, -5)]
    return "".join(NAMES.get(tuple((place > 128).astype(int).tolist()), "?") for place in places)


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({"rotate": 180}, "wbgr"),
        ({"flip": "h"}, "grwb"),
        ({"flip": "v"}, "bwrg"),
        ({"crop": [0.5, 0, 0.5, 0.5]}, "gggg"),
        ({"rotate": 90, "fit": "fill"}, "brwg"),
        ({"rotate": 270, "fit": "fill"}, "gwrb"),
        ({"rotate": 90, "flip": "h", "fit": "fill"}, "rbgw"),
        ({"crop": [0, 0, 1, 0.5], "rotate": 180, "fit": "fill"}, "ggrr"),
    ],
)
def test_turned_mirrored_and_cropped(studio, see, colours, meta, expected):
    made = studio.make(studio.draft(studio.segment(colours, d=200, **meta), width=320, height=180))
    seen = corners(see.picture(made.path, 0))
    assert seen == (expected if expected != "ggrr" else "grgr")


@pytest.mark.parametrize("size", [(1080, 1920), (1080, 1080), (1080, 1350), (1920, 1080)])
def test_the_canvas_has_the_size_that_is_asked_for(studio, see, colours, size):
    width, height = size
    made = studio.make(studio.draft(studio.segment(colours, d=80), width=width, height=height))
    facts = studio.facts(made.path)
    assert (facts.width, facts.height, facts.pixels) == (width, height, "yuv420p")
    assert b"moov" in made.path.read_bytes()[:64]


@pytest.mark.parametrize(("fill", "level"), [("black", 0), ("white", 255), ("#404040", 64), ("blur", None)])
def test_borders(studio, see, colours, fill, level):
    made = studio.make(studio.draft(studio.segment(colours, d=80), width=180, height=320, fill=fill))
    seen = see.picture(made.path, 0, 18, 32)
    if level is not None:
        assert np.abs(seen[2] - level).max() < 12
        assert np.abs(seen[-3] - level).max() < 12
    else:
        # The colours of the picture itself, softer and darker.
        assert seen[2, 3].argmax() == 0
        assert 60 < seen[2, 3].max() < 200
        assert np.abs(np.diff(seen[2], axis=0)).max() < 110
    assert corners(seen[11:21]) == "rgbw"


def spread(seen):
    """How far from grey a picture is."""
    return np.ptp(seen, axis=-1).mean()


def redder(change):
    return change[..., 0].mean() - change[..., 2].mean()


@pytest.mark.parametrize(
    ("look", "sign"),
    [
        ({"brightness": 0.5}, lambda before, after: after.mean() - before.mean()),
        ({"brightness": -0.5}, lambda before, after: before.mean() - after.mean()),
        ({"contrast": -0.6}, lambda before, after: before.std() - after.std()),
        ({"saturation": -1}, lambda before, after: spread(before) - spread(after)),
        ({"warmth": 0.6}, lambda before, after: redder(after - before)),
        ({"warmth": -0.6}, lambda before, after: -redder(after - before)),
        ({"name": "noir"}, lambda before, after: spread(before) - spread(after)),
        *(({"name": name}, lambda before, after: np.abs(after - before).mean() * 3)
          for name in ("vintage", "cinematic", "vivid", "warm", "cool", "dreamy", "faded")),
    ],
)  # fmt: skip
def test_looks(studio, see, bikes, look, sign):
    base = {"width": 320, "height": 136}
    before, after = (
        see.picture(studio.make(studio.draft(studio.segment(bikes, d=80, look=each), **base)).path, 0)
        for each in ({"contrast": 0.0001}, look)
    )
    assert sign(before, after) > 5
    if look.get("saturation") == -1 or look.get("name") == "noir":
        assert np.ptp(after, axis=-1).max() < 14


def test_a_neutral_look_changes_nothing(studio, colours):
    assert (
        studio.make(studio.draft(studio.segment(colours, look={"name": "", "contrast": 0}))).picture == "copy"
    )


def test_fades_are_seen_and_heard(studio, see, plain):
    made = studio.make(studio.draft(studio.segment(plain, fade_in=500, fade_out=500)))
    levels = [see.picture(made.path, at).mean() for at in (0, 0.24, 1, 1.76, 1.96)]
    assert levels[0] < 8
    assert 40 < levels[1] < 90
    assert levels[2] > 120
    assert 40 < levels[3] < 90
    assert levels[4] < 20
    heard = np.abs(see.sound(made.path))
    assert heard[:480].max() < 0.1 * heard[48_000:52_000].max() > heard[-700:].max()


@pytest.mark.parametrize("kind", ["crossfade", "dip", "wipe", "slide", "zoom", "blur"])
def test_transitions(studio, see, colours, plain, kind):
    follows = studio.segment(plain, 600, 1000, transition={"kind": kind, "d": 400})
    made = studio.make(studio.draft(studio.segment(colours), follows, width=320, height=180))
    told = studio.facts(made.path)
    assert (told.frames, told.duration) == (40, pytest.approx(1.6, abs=0.03))
    before, middle, after = (see.picture(made.path, at) for at in (0.52, 0.8, 1.08))
    assert corners(before) == "rgbw"
    assert np.abs(after - 126).max() < 12
    assert np.abs(middle - before).mean() > 15
    assert np.abs(middle - after).mean() > 15
    if kind == "dip":
        assert middle.mean() < 30
    if kind == "slide":
        assert np.abs(middle[:, -6:] - 126).max() < 14
    # Each sound gives way to the other, and neither leaves a hole.
    heard = see.sound(made.path)
    power = [float(np.sqrt((heard[i : i + 2400] ** 2).mean())) for i in range(0, 76_000, 2400)]
    assert min(power) > 0.6 * max(power)


def test_a_still_moves_evenly_between_the_pixels(studio, see, tmp_path):
    from PIL import Image, ImageFilter

    dot = Image.new("L", (1280, 720), 16)
    dot.paste(235, (600, 330, 680, 410))
    dot.filter(ImageFilter.GaussianBlur(8)).convert("RGB").save(tmp_path / "dot.png")
    moving = studio.segment(tmp_path / "dot.png", d=2000, motion="left")
    made = studio.make(studio.draft(moving, width=640, height=360))
    raw = see.ffmpeg("-i", made.path, "-vf", "format=gray", "-f", "rawvideo", "-")
    rows = np.frombuffer(raw, np.uint8).reshape(60, 360, 640).astype(float).mean(axis=1) - 16
    rows = np.clip(rows, 1, None) - 1
    centres = (rows * np.arange(640)).sum(axis=1) / rows.sum(axis=1)
    steps = np.diff(centres)
    assert centres[-1] - centres[0] > 15
    assert np.abs(steps - steps.mean()).max() < 0.15  # of a pixel; whole pixels would be off by half a one


def test_a_picture_over_the_picture(studio, see, plain, colours):
    over = studio.segment(colours, 500, 1000, box=[0.5, 0.5, 0.5, 0.5], opacity=0.5)
    made = studio.make(studio.draft(studio.segment(plain), overlays=[over]))
    for at, present in ((0.3, False), (1.0, True), (1.7, False)):
        seen = see.picture(made.path, at)
        assert bool(seen[11, 18, 0] - seen[11, 18, 2] > 60) is present
        assert np.abs(seen[3] - 126).max() < 12
    assert np.abs(np.fft.rfft(see.sound(made.path)[33_600:38_400]))[44] < 5  # its tone of 440 Hz is not heard


@pytest.mark.parametrize("kind", ["title", "lower", "caption", "subtitle", "card"])
@pytest.mark.parametrize("words", ["Paradise, twice: \\ 100 % 'free' [x]", "城市之梦，在路上。" * 4])
@pytest.mark.parametrize("size", [(320, 180), (180, 320)])
def test_words_stay_inside_the_margins(kind, words, size):
    from nemo_nb.engine.render.script import Text
    from nemo_nb.engine.render.titles import letter

    width, height = size
    for position in ("top", "center", "bottom"):
        drawn = letter(Text(words, 0, 1, kind, position, None, 0.09, background="shade"), width, height)
        solid = np.argwhere(
            np.asarray(drawn.image)[..., :3].min(axis=-1) * (np.asarray(drawn.image)[..., 3] > 200) > 150
        )
        (top, left), (bottom, right) = solid.min(axis=0), solid.max(axis=0)
        assert drawn.left + left >= 0.04 * width
        assert drawn.left + right <= 0.96 * width
        assert drawn.top + top >= 0.05 * height
        assert drawn.top + bottom <= 0.95 * height
        assert len(solid) > 100


def test_words_appear_when_and_where_they_should(studio, see, plain):
    text = {"text": "████", "start": 500, "position": [0.25, 0.25], "size": 0.3, "color": "#ff0000"}
    text |= {"text": "W", "fade_in": 0, "fade_out": 0}
    made = studio.make(studio.draft(studio.segment(plain), texts=[{"d": 1000, "m": text}]))
    for at, present in ((0.3, False), (0.52, True), (1.44, True), (1.56, False)):
        seen = see.picture(made.path, at, 64, 36)
        reddish = np.argwhere((seen[..., 0] - seen[..., 1]) > 80)
        assert bool(len(reddish)) is present, at
        if present:
            assert reddish.mean(axis=0) == pytest.approx([36 * 0.25, 64 * 0.25], abs=5)


def test_music_repeats_and_fades_until_the_end(studio, see, colours, plain):
    song = studio.segment(colours, 0, 2000, role="song", loop=True, fade_out=500)
    song["m"]["kind"] = "audio"
    made = studio.make(studio.draft(studio.segment(plain, volume=0), songs=[song]))
    heard = see.sound(made.path)
    assert heard.size == pytest.approx(96_000, abs=2000)
    second = heard[60_000:70_000]
    assert np.abs(second).max() > 0.05
    assert np.argmax(np.abs(np.fft.rfft(second))) * 4.8 == pytest.approx(440, abs=10)
    assert np.abs(heard[-800:]).max() < 0.2 * np.abs(second).max()


def test_a_muted_clip_is_silent(studio, see, plain):
    made = studio.make(studio.draft(studio.segment(plain, mute=True)))
    assert made.picture == "copy"
    assert studio.facts(made.path).audio_codec is None


def test_a_visual_is_drawn_for_the_sound(studio, see, colours):
    visual = {"id": "v", "d": 600, "m": {"start": 0, "in": 0, "visual": {"seed": 1, "text": []}}}
    song = studio.segment(colours, 0, 600, role="song")
    made = studio.make(studio.draft(visual, songs=[song], width=320, height=180, fps=10))
    told = studio.facts(made.path)
    assert (told.width, told.frames) == (320, 6)
    first, last = see.picture(made.path, 0), see.picture(made.path, 0.5)
    assert np.ptp(first) > 30
    assert np.abs(first - last).max() > 5


def test_drawn_and_filmed_pictures_stand_in_one_track(studio, see, colours):
    drawn = {"style": "gradient", "seed": 1, "text": []}
    visual = {"d": 400, "m": {"kind": "visual", "start": 400, "visual": drawn}}
    film = [studio.segment(colours, start, 400) for start in (0, 800)]
    made = studio.make(studio.draft(film[0], visual, film[1], width=320, height=180))
    for at in (0.2, 1.0):
        assert corners(see.picture(made.path, at)) == "rgbw"
    assert see.picture(made.path, 0.6).max() < 250
    assert len(see.numbers(made.path)[0]) == 30
