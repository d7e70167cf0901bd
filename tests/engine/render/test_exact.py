"""The right pictures at the right time, and nothing else changed."""

import random

import numpy as np
import pytest

from nemo_nb.engine.ffmpeg import encode, stream
from nemo_nb.engine.render import decoding, spans

TITLE = {"id": "t", "d": 700, "m": {"text": "Hi", "start": 2200, "position": "top", "size": 0.15}}


@pytest.mark.parametrize(("begin", "end"), [(3200, 5000), (1000, 4000), (333, 2034), (0, 67)])
def test_a_trim_begins_and_ends_on_the_right_pictures(studio, see, clip, begin, end):
    made = studio.make(studio.draft(studio.segment(clip, d=end - begin, **{"in": begin})))
    shown, times = see.numbers(made.path)
    first, last = round(begin * 0.03), round(end * 0.03)
    assert shown == list(range(first, last))
    assert times == pytest.approx([number / 30 for number in range(len(shown))], abs=1e-4)
    heard = see.sound(made.path)
    assert len(heard) / 48_000 == pytest.approx(len(shown) / 30, abs=1 / 30)
    beeps = [second for second in range(5) if begin < second * 1000 < end - 50]
    for second in beeps:
        at = round((second - begin / 1000) * 48_000)
        near = np.abs(heard[max(at - 4800, 0) : at + 4800])
        began = int(np.argmax(near > 0.1)) + max(at - 4800, 0)
        assert abs(began - at) / 48_000 < 1 / 30


@pytest.mark.parametrize(
    ("codec", "fps", "ending"),
    [
        (("-g", "30", "-bf", "2"), "30", ".mp4"),
        (("-g", "25", "-bf", "4", "-x264-params", "b-pyramid=normal:ref=4"), "25", ".mp4"),
        (("-g", "30", "-profile:v", "baseline"), "30000/1001", ".mov"),
        (("-g", "30", "-profile:v", "main"), "30", ".mkv"),
        (("-g", "20", "-vf", "select='not(eq(mod(n,5),2))'", "-fps_mode", "vfr"), "25", ".mp4"),
        (("-g", "25", "-pix_fmt", "yuvj420p", "-color_range", "pc", "-colorspace", "bt709"), "25", ".mp4"),
        (("-g", "30", "-movflags", "frag_keyframe+empty_moov"), "30", ".mp4"),
    ],
    ids=["b-frames", "pyramid", "baseline", "mkv", "vfr", "full range", "fragments"],
)
def test_pictures_without_the_title_are_the_source_s_own(studio, see, tmp_path, codec, fps, ending):
    source = see.coded(tmp_path / f"source{ending}", fps=fps, codec=codec)
    made = studio.make(studio.draft(studio.segment(source), texts=[TITLE]))
    assert made.picture == "smart"
    before, after = see.hashes(source), see.hashes(made.path)
    assert len(before) == len(after)
    times = see.numbers(source)[1]
    changed = [time for time, one, other in zip(times, before, after, strict=True) if one != other]
    assert changed
    # Whole groups of pictures are made anew, the longest here of a second and a quarter.
    assert min(changed) > 2.2 - 1.3
    assert max(changed) < 2.9 + 1.3
    assert see.numbers(made.path)[0] == see.numbers(source)[0]
    # The first picture is seen at once, also where the source begins a little late.
    assert see.numbers(made.path)[1][1:] == pytest.approx(times[1:], abs=1e-3)


def test_a_turned_clip_keeps_its_packets_and_gets_an_upright_title(studio, see, clip, tmp_path):
    turned = tmp_path / "turned.mp4"
    see.ffmpeg("-display_rotation", 90, "-i", clip, "-c", "copy", turned)
    made = studio.make(studio.draft(studio.segment(turned), texts=[TITLE]))
    assert made.picture == "smart"
    assert (studio.facts(made.path).rotation, studio.facts(made.path).width) == (90, 120)
    before, after = see.hashes(turned), see.hashes(made.path)
    assert before[:60] == after[:60]
    assert before[90:] == after[90:]
    plain, titled = (see.picture(path, 2.5, 12, 16) for path in (turned, made.path))
    changed = np.abs(plain - titled).sum(axis=(1, 2))
    assert changed[:5].sum() > 10 * changed[8:].sum()


def test_cuts_of_one_clip_are_joined_from_its_packets(studio, see, clip):
    pieces = [studio.segment(clip, 0, 1500, **{"in": 500}), studio.segment(clip, 1500, 2000, **{"in": 3000})]
    made = studio.make(studio.draft(*pieces))
    assert made.picture == "smart"
    assert see.numbers(made.path)[0] == [*range(15, 60), *range(90, 150)]


def test_several_clips_of_one_camera_are_joined_and_another_s_pictures_are_fitted(
    studio, see, clip, tmp_path
):
    other = see.coded(tmp_path / "other.mp4", count=60, codec=("-g", "30", "-bf", "2"))
    foreign = see.coded(tmp_path / "foreign.mp4", count=50, fps="25", codec=("-profile:v", "baseline"))
    row = [studio.segment(clip), studio.segment(other, 5000), studio.segment(foreign, 7000, 2000)]
    made = studio.make(studio.draft(*row))
    assert made.picture == "smart"
    shown, times = see.numbers(made.path)
    assert shown[:210] == [*range(150), *range(60)]
    assert times == pytest.approx([number / 30 for number in range(270)], abs=1e-3)
    assert see.hashes(made.path)[:210] == [*see.hashes(clip), *see.hashes(other)]


def test_an_open_group_of_pictures_is_never_cut(studio, see, tmp_path):
    source = see.coded(tmp_path / "open.mp4", codec=("-g", "30", "-bf", "3", "-x264-params", "open-gop=1"))
    made = studio.make(studio.draft(studio.segment(source, d=3000, **{"in": 1500})))
    assert see.numbers(made.path)[0] == list(range(45, 135))


@pytest.mark.parametrize(("speed", "lasts"), [(2, 2500), (0.5, 10_000), (0.25, 8000), (3.7, 1300)])
def test_speed_shows_each_moment_in_time_and_keeps_the_pitch(studio, see, clip, speed, lasts):
    made = studio.make(studio.draft(studio.segment(clip, d=lasts, speed=speed)))
    shown, _ = see.numbers(made.path)
    assert len(shown) == round(lasts * 0.03)
    expected = [min(number * speed, 149) for number in range(len(shown))]
    # In slow motion those between are mixed, in which no number can be read.
    every = max(round(1 / speed), 1)
    assert shown[::every] == pytest.approx(expected[::every], abs=1 if speed > 1 else 0)
    heard = see.sound(made.path)
    assert len(heard) / 48_000 == pytest.approx(lasts / 1000, abs=1 / 30)
    if speed > 2:
        return  # a beep of a fiftieth of a second is too short for it
    at = round(1 / speed * 48_000)
    beep = heard[at : at + 800]
    assert np.abs(beep).max() > 0.05
    loudest = int(np.argmax(np.abs(np.fft.rfft(beep * np.hanning(800), 9600))))
    assert loudest * 5 == pytest.approx(1000, abs=60)


def test_a_long_film_of_many_parts_never_drifts(studio, see, clip):
    lengths = [433, 517, 301, 733, 467, 611, 389, 541, 677, 359, 487, 523]
    starts = np.cumsum([0, *lengths]).tolist()
    row = [
        studio.segment(clip, start, length, **{"in": 37 * number % 4000}, speed=1 if number % 3 else 1.5)
        for number, (start, length) in enumerate(zip(starts, lengths, strict=False))
    ]
    made = studio.make(studio.draft(*row))
    shown, times = see.numbers(made.path)
    assert len(shown) == round(starts[-1] * 0.03)
    assert times == pytest.approx([number / 30 for number in range(len(shown))], abs=1e-3)
    for number, (start, segment) in enumerate(zip(starts, row, strict=False)):
        first = round(start * 0.03)
        assert shown[first] == pytest.approx(segment["m"]["in"] * 0.03, abs=1), number


@pytest.mark.parametrize("speed", [1, 2])
def test_cuts_back_and_forth_are_read_in_one_go_and_stay_exact(
    studio, see, clip, tmp_path, monkeypatch, speed
):
    other = see.coded(tmp_path / "other.mp4", 120)
    opened = []

    def counted(arguments, **more):
        opened.append(arguments.count("-i"))
        encode(arguments, **more)

    monkeypatch.setattr(spans, "encode", counted)
    order = random.Random(5)
    begins = [order.randrange(200, 3400, 100) for _ in range(60)]
    cuts = [
        studio.segment(other if number % 3 else clip, number * 200, 200, **{"in": begin, "speed": speed})
        for number, begin in enumerate(begins)
    ]
    cuts[30]["d"] = 300
    cuts[30]["m"] |= {"start": 5900, "in": begins[30] - 100 * speed}
    cuts[30]["m"]["transition"] = {"kind": "crossfade", "d": 100}
    made = studio.make(studio.draft(*cuts, texts=[TITLE]), quality="low")
    shown, times = see.numbers(made.path)
    expected = [begin * 3 // 100 + picture * speed for begin in begins for picture in range(6)]
    wrong = [number for number, pair in enumerate(zip(shown, expected, strict=True)) if len({*pair}) > 1]
    assert [number for number in wrong if not 177 <= number < 180] == []
    assert times == pytest.approx([number / 30 for number in range(360)], abs=0.001)
    # Most of them share one reading of each file; under the title the order of the timeline counts.
    assert sum(opened) <= 24


def test_the_sound_of_many_cuts_is_decoded_together_and_stays_in_place(studio, see, clip, monkeypatch):
    runs = []

    def counted(arguments, **more):
        runs.append(arguments)
        return stream(arguments, **more)

    monkeypatch.setattr(decoding, "stream", counted)
    order = random.Random(7)
    begins = [order.randrange(1000, 4700, 50) for _ in range(60)]
    cuts = [studio.segment(clip, n * 200, 200, **{"in": begin}) for n, begin in enumerate(begins)]
    made = studio.make(studio.draft(*cuts), format="wav")
    heard = np.abs(see.sound(made.path)).reshape(60, 9600)
    for begin, part in zip(begins, heard, strict=True):
        beep = -begin % 1000
        if beep < 190:
            assert abs(int(np.argmax(part > 0.1)) / 48 - beep) < 2, begin
        elif begin % 1000 >= 50:
            assert part.max() < 0.05, begin
    assert len(runs) == 1


def test_slow_motion_moves_with_every_picture_but_mixes_no_two_scenes(studio, see, tmp_path):
    bar, cut = tmp_path / "bar.mp4", tmp_path / "cut.mp4"
    size = "s=160x90:r=30"
    moving = [
        "-f",
        "lavfi",
        "-i",
        f"color=black:{size}:d=1",
        "-f",
        "lavfi",
        "-i",
        "color=white:s=10x90:r=30:d=1",
    ]
    see.ffmpeg(*moving, "-filter_complex", "overlay=x='4*n'", *see.H264, bar)
    scenes = [
        "-f",
        "lavfi",
        "-i",
        f"color=black:{size}:d=0.5",
        "-f",
        "lavfi",
        "-i",
        f"color=white:{size}:d=0.5",
    ]
    see.ffmpeg(*scenes, "-filter_complex", "concat", *see.H264, cut)

    def lines(path):
        made = studio.make(studio.draft(studio.segment(path, d=1200, speed=0.5, **{"in": 200})))
        raw = see.ffmpeg("-i", made.path, "-f", "rawvideo", "-pix_fmt", "gray", "-")
        return np.frombuffer(raw, np.uint8).reshape(-1, 90, 160)[:, 45].astype(float)

    places = [(line @ np.arange(160)) / line.sum() for line in lines(bar)]
    assert np.diff(places) == pytest.approx(np.full(len(places) - 1, 2.0), abs=0.3)
    levels = lines(cut).mean(axis=1)
    assert len(levels) == 36
    assert all(level < 40 or level > 215 for level in levels)
