"""Many materials become one video: on the beat, in order, the best of each, exactly as long as asked."""

from __future__ import annotations

import itertools
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image, ImageFilter

from nemo_nb.engine.cancel import Cancel, Cancelled
from nemo_nb.engine.picture import read_facts
from nemo_nb.engine.picture.analysis import Analysis
from nemo_nb.engine.picture.montage import Material, assemble
from nemo_nb.engine.render import render
from nemo_nb.engine.song import Song

BEATS = tuple(round(0.4 + index * 0.5, 3) for index in range(60))
SONG = Song(
    duration=30.0,
    bpm=120.0,
    beats=BEATS,
    downbeats=BEATS[::4],
    sections=(("verse", 0.0, 12.4, 0.2), ("chorus", 12.4, 30.0, 0.95)),
    energy=(0.2,) * 12 + (0.95,) * 18,
)
Segments = list[dict[str, Any]]


def clip(folder: Path, name: str, seconds: float, source: str = "testsrc2", size: str = "160x90") -> Path:
    path = folder / name
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "lavfi"]
    made = ["-i", f"{source}=s={size}:r=15", "-t", str(seconds), "-pix_fmt", "yuv420p", str(path)]
    subprocess.run([*command, *made], check=True)
    return path


def photo(folder: Path, name: str, seed: int, size: tuple[int, int] = (160, 90), blur: float = 0) -> Path:
    """Write a picture of coloured fields, sharp or blurred."""
    rng = np.random.default_rng(seed)
    fields = Image.fromarray(rng.integers(20, 230, (6, 8, 3), dtype=np.uint8))
    picture = fields.resize(size, Image.Resampling.NEAREST)
    picture.filter(ImageFilter.GaussianBlur(blur)).save(folder / name)
    return folder / name


def material(path: Path, **more: Any) -> Material:
    return Material(path.name, path, read_facts(path)[0], title=path.stem, **more)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("materials")


@pytest.fixture(scope="module")
def mixed(folder: Path) -> list[Material]:
    """Two clips between photos of every format."""
    return [
        material(photo(folder, "1.jpg", 1)),
        material(clip(folder, "2.mp4", 12)),
        material(photo(folder, "3.png", 3)),
        material(photo(folder, "4.webp", 4)),
        material(clip(folder, "5.mp4", 6, "mandelbrot")),
        material(photo(folder, "6.gif", 6)),
    ]


def times(segments: Segments) -> list[int]:
    return [segment["m"]["start"] for segment in segments]


def check(segments: Segments, length: float) -> None:
    """Segments follow each other without a gap, for exactly this length, within their material."""
    at = 0
    for segment in segments:
        assert segment["m"]["start"] == at
        assert segment["d"] > 0
        at += segment["d"]
    assert at == round(length * 1000)


def test_it_is_exactly_as_long_as_asked_and_shows_everything_in_order(mixed: list[Material]) -> None:
    for length in (20.0, 13.37, 30.0, 10.0):
        segments = assemble(mixed, SONG, length, seed=1)
        check(segments, length)
        shown = [segment["m"]["media"] for segment in segments]
        assert list(dict.fromkeys(shown)) == [one.media for one in mixed]
        assert shown == sorted(shown)


def test_every_cut_falls_on_a_beat_and_a_new_part_begins_with_one(mixed: list[Material]) -> None:
    segments = assemble(mixed, SONG, 30.0, seed=1)
    beats = [round(beat * 1000) for beat in BEATS]
    assert set(times(segments)[1:]) <= set(beats)
    assert 12_400 in times(segments)


def test_a_cut_waits_for_a_beat_on_which_something_is_heard(mixed: list[Material]) -> None:
    # From 20 s on beats are only counted, until a last chord.
    heard = (*(beat for beat in BEATS if beat < 20), 26.4)
    song = replace(SONG, onsets=heard, energy=(0.9,) * 20 + (0.1,) * 10, arousal=-0.6)
    segments = assemble(mixed, song, 30.0, seed=1)
    assert {start / 1000 for start in times(segments)[1:]} <= set(heard)
    assert 26_400 in times(segments)


def test_where_nothing_beats_cuts_fall_on_notes(mixed: list[Material]) -> None:
    notes = (2.1, 4.3, 8.0, 10.9, 13.1, 17.4)
    song = replace(SONG, bpm=0.0, beats=(), downbeats=(), onsets=notes)
    starts = times(assemble(mixed, song, 20.0, seed=1))
    assert sum(start / 1000 in notes for start in starts) >= 4


def test_lively_parts_are_cut_faster_than_calm_ones(mixed: list[Material]) -> None:
    segments = assemble(mixed, SONG, 30.0, seed=1)
    calm = [segment["d"] for segment in segments if segment["m"]["start"] < 12_400]
    lively = [segment["d"] for segment in segments if segment["m"]["start"] >= 12_400]
    assert np.mean(lively) < 0.7 * np.mean(calm)


def test_stills_move_gently_and_clips_do_not(mixed: list[Material]) -> None:
    segments = assemble(mixed, SONG, 30.0, seed=1)
    for segment in segments:
        assert ("motion" in segment["m"]) == (segment["m"]["kind"] == "image")
    moves = [segment["m"]["motion"] for segment in segments if "motion" in segment["m"]]
    assert len(set(moves)) > 2
    assert all(a != b for a, b in itertools.pairwise(moves))


def test_clips_stay_within_their_material_muted_and_never_repeat(mixed: list[Material]) -> None:
    lengths = {one.media: round(one.facts.duration * 1000) for one in mixed}
    seen: dict[str, int] = {}
    for segment in assemble(mixed, SONG, 20.0, seed=1):
        meta = segment["m"]
        assert meta["volume"] == 0.0
        if meta["kind"] == "video":
            end = meta["in"] + segment["d"] * meta.get("speed", 1.0)
            assert end <= lengths[meta["media"]] + 1
            assert meta["in"] >= seen.get(meta["media"], 0)  # later is shown later
            seen[meta["media"]] = meta["in"]


def test_a_seed_gives_the_same_montage_again(mixed: list[Material]) -> None:
    assert assemble(mixed, SONG, 20.0, seed=5) == assemble(mixed, SONG, 20.0, seed=5)


def test_of_twins_the_sharper_one_is_shown(folder: Path) -> None:
    sharp, soft = photo(folder, "sharp.png", 9), photo(folder, "soft.png", 9, blur=2)
    others = [photo(folder, "o1.png", 10), photo(folder, "o2.png", 11)]
    segments = assemble([material(path) for path in (soft, *others, sharp)], SONG, 20.0, seed=1)
    shown = {segment["m"]["media"] for segment in segments}
    assert shown == {"sharp.png", "o1.png", "o2.png"}


def test_of_too_many_the_blurred_ones_are_left_out(folder: Path) -> None:
    sharp = [photo(folder, f"s{number}.png", 100 + number) for number in range(4)]
    soft = [photo(folder, f"b{number}.png", 200 + number, blur=6) for number in range(8)]
    pictures = [path for trio in zip(soft[::2], sharp, soft[1::2], strict=True) for path in trio]
    segments = assemble([material(path) for path in pictures], None, 4.0, seed=1)
    assert len(segments) <= 4
    assert {segment["m"]["media"] for segment in segments} <= {path.name for path in sharp}


def test_the_sharp_part_of_a_clip_is_chosen(folder: Path) -> None:
    path = folder / "half.mp4"
    graph = "testsrc2=s=160x90:r=15:d=12,boxblur=8:enable='lt(t,6)'"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "lavfi", "-i", graph]
    subprocess.run([*command, "-pix_fmt", "yuv420p", str(path)], check=True)
    [segment] = assemble([material(path)], None, 3.0, seed=1)
    assert segment["m"]["in"] >= 5800


def test_a_clip_is_not_shown_across_its_own_cuts(folder: Path) -> None:
    path = clip(folder, "cuts.mp4", 12)
    analysis = Analysis(cuts=(2.0, 4.0, 9.0, 11.0))
    [segment] = assemble([material(path, analysis=analysis)], None, 3.0, seed=1)
    assert segment["m"]["in"] / 1000 >= 3.85
    assert (segment["m"]["in"] + segment["d"]) / 1000 <= 9.15


@pytest.mark.parametrize(
    ("size", "canvas", "fit"),
    [
        ((160, 90), (1920, 1080), "fill"),
        ((120, 90), (1920, 1080), "fill"),
        ((90, 160), (1920, 1080), "fit"),
        ((90, 160), (1080, 1920), "fill"),
        ((160, 90), (1080, 1920), "fit"),
        ((160, 90), (1080, 1080), "fill"),
    ],
)
def test_little_is_cropped_and_what_would_lose_much_is_fitted(
    size: tuple[int, int], canvas: tuple[int, int], fit: str, tmp_path: Path
) -> None:
    [segment, *_] = assemble([material(photo(tmp_path, "a.png", 1, size))], None, 3.0, seed=1, canvas=canvas)
    assert segment["m"]["fit"] == fit


@pytest.mark.parametrize(("left", "middle"), [(0, 0.2), (120, 0.8)])
def test_who_stands_aside_stays_in_view(left: int, middle: float, tmp_path: Path) -> None:
    wall = Image.new("RGB", (200, 112), "gray")
    rng = np.random.default_rng(2)
    wall.paste(Image.fromarray(rng.integers(60, 255, (92, 80, 3), dtype=np.uint8)), (left, 20))
    wall.save(tmp_path / "wall.png")
    [segment, *_] = assemble([material(tmp_path / "wall.png")], None, 3.0, seed=1, canvas=(1080, 1920))
    assert segment["m"]["fit"] == "fill"
    assert segment["m"]["focus"][0] == pytest.approx(middle, abs=0.06)


def test_one_clip_is_enough(folder: Path) -> None:
    segments = assemble([material(clip(folder, "one.mp4", 20))], SONG, 15.0, seed=1)
    check(segments, 15.0)
    starts = [segment["m"]["in"] for segment in segments]
    assert len(segments) > 3
    assert starts == sorted(starts)
    ends = [start + segment["d"] for start, segment in zip(starts, segments, strict=True)]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


def test_two_photos_carry_a_whole_song(mixed: list[Material]) -> None:
    segments = assemble([mixed[0], mixed[2]], SONG, None, seed=1)
    check(segments, 30.0)
    shown = [segment["m"]["media"] for segment in segments]
    assert all(a != b for a, b in itertools.pairwise(shown))


def test_a_clip_shorter_than_a_beat_leaves_the_cuts_in_place(mixed: list[Material], folder: Path) -> None:
    short = material(clip(folder, "short.mp4", 0.3))
    segments = assemble([mixed[0], short, mixed[2]], SONG, 20.0, seed=1)
    check(segments, 20.0)
    [brief] = [segment for segment in segments if segment["m"]["media"] == "short.mp4"][:1]
    assert brief["d"] * brief["m"]["speed"] <= 334
    assert brief["m"]["speed"] >= 0.25
    alone = assemble([short], SONG, 6.0, seed=1)
    check(alone, 6.0)


def test_forty_files(folder: Path) -> None:
    photos = [material(photo(folder, f"f{number:02}.jpg", 300 + number)) for number in range(40)]
    segments = assemble(photos, SONG, 30.0, seed=1)
    check(segments, 30.0)
    shown = [segment["m"]["media"] for segment in segments]
    assert len(set(shown)) == len(shown)
    assert shown == sorted(shown)


def test_without_material_there_is_a_visual() -> None:
    [segment] = assemble([], SONG, 12.0, seed=4)
    assert segment["d"] == 12_000
    assert segment["m"]["visual"]["style"]
    assert segment["m"]["visual"]["seed"] == 4


def test_a_file_that_cannot_be_decoded_is_passed_over(mixed: list[Material], tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    bad = replace(
        mixed[0], media="broken.png", path=broken, facts=replace(mixed[0].facts, container="png_pipe")
    )
    segments = assemble([bad, mixed[2]], SONG, 6.0, seed=1)
    assert {segment["m"]["media"] for segment in segments} == {"3.png"}
    [visual] = assemble([bad], SONG, 6.0, seed=1)
    assert "visual" in visual["m"]


@pytest.mark.parametrize(
    "song",
    [
        None,
        Song.silent(9.0),
        replace(SONG, beats=BEATS[:8], downbeats=BEATS[:8:4]),
        replace(SONG, beats=tuple(beat + 20 for beat in BEATS), downbeats=()),
    ],
)
def test_any_song_will_do(song: Song | None, mixed: list[Material]) -> None:
    segments = assemble(mixed, song, 18.5, seed=1)
    check(segments, 18.5)
    assert len(segments) >= 4


@pytest.mark.parametrize("length", [0.2, 0.5, 1.0])
def test_very_short_montages(length: float, mixed: list[Material]) -> None:
    check(assemble(mixed, SONG, length, seed=1), length)


def test_without_a_length_it_is_as_long_as_the_song_or_the_material(mixed: list[Material]) -> None:
    check(assemble(mixed, SONG, None, seed=1), 30.0)
    segments = assemble(mixed, None, None, seed=1)
    check(segments, 4 * 3 + 8 + 6)


def test_looking_can_be_cancelled(mixed: list[Material]) -> None:
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        assemble(mixed, SONG, 10.0, seed=1, cancel=cancel)


def test_cuts_of_the_rendered_video_are_seen_on_the_beats(folder: Path) -> None:
    colours = ("red", "blue", "yellow", "cyan")
    paths = {colour: folder / f"{colour}.png" for colour in colours}
    for colour, path in paths.items():
        Image.new("RGB", (160, 90), colour).save(path)
    segments = assemble([material(path) for path in paths.values()], SONG, 8.0, seed=1, canvas=(160, 90))
    draft = {"d": 8000, "m": {"width": 160, "height": 90, "fps": 30.0}, "t": [{"tt": 0, "sg": segments}]}
    made = render(draft, lambda media: (folder / media, None), folder, Cancel(), lambda _: None).path
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(made), "-f", "rawvideo"]
    raw = subprocess.run([*command, "-pix_fmt", "rgb24", "-"], capture_output=True, check=True).stdout
    means = np.frombuffer(raw, np.uint8).reshape(-1, 160 * 90, 3).mean(axis=1)
    seen = (np.flatnonzero(np.abs(np.diff(means, axis=0)).max(axis=1) > 40) + 1) / 30
    assert seen.size == len(segments) - 1 >= 2
    assert max(min(abs(beat - cut) for beat in BEATS) for cut in seen) <= 0.035
