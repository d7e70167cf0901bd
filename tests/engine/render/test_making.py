"""Formats, progress, and every way in which an export can fail."""

import contextlib
import subprocess
import threading
import time
import uuid
from pathlib import Path

import psutil
import pytest

from nemo_nb.engine.cancel import Cancel, Cancelled
from nemo_nb.engine.render import sound as mixing
from nemo_nb.protocol import RenderError

WORDS = {"id": "t", "d": 4000, "m": {"text": "Hi", "start": 500, "position": "top", "size": 0.15}}


def described(see, path: Path) -> str:
    command = [see.program, "-hide_banner", "-i", str(path)]
    return subprocess.run(command, capture_output=True).stderr.decode()


@pytest.mark.parametrize(
    ("format", "suffix", "streams"),
    [
        ("mp4", ".mp4", ["Video: h264 (High)", "Audio: aac (LC)"]),
        ("webm", ".webm", ["Video: vp9", "Audio: opus"]),
        ("gif", ".gif", ["Video: gif"]),
        ("mp3", ".mp3", ["Audio: mp3"]),
        ("wav", ".wav", ["Audio: pcm_s24le"]),
    ],
)
def test_formats(studio, see, clip, format, suffix, streams):
    made = studio.make(studio.draft(studio.segment(clip, d=1000, fade_in=100)), format=format)
    assert made.path.suffix == suffix
    told = described(see, made.path)
    assert told.count("Stream #") == len(streams)
    assert all(stream in told for stream in streams)
    assert studio.facts(made.path).seen in (None, pytest.approx(1.0, abs=0.1))
    assert studio.progress == sorted(studio.progress)
    assert max(studio.progress) <= 100


@pytest.mark.parametrize("format", ["mp4", "webm", "gif", "mp3", "wav"])
def test_less_quality_is_a_smaller_file(studio, bikes, clip, format):
    source = clip if format in ("mp3", "wav") else bikes
    segment = studio.segment(source, d=400, fade_in=100)
    sizes = [
        studio.make(studio.draft(segment), format=format, quality=quality).path.stat().st_size
        for quality in ("low", "high")
    ]
    assert sizes[0] < 0.8 * sizes[1]


@pytest.mark.parametrize("speed", [1, 1.001])
def test_a_film_full_of_subtitles_keeps_its_pictures(studio, see, clip, speed):
    words = [
        {"id": "t", "d": 60, "m": {"text": str(number), "start": 1500 + 60 * number, "kind": "subtitle"}}
        for number in range(40)
    ]
    for text in words:
        text["m"] |= {"position": [0.5, 0.1], "size": 0.08}
    made = studio.make(studio.draft(studio.segment(clip, d=4990, speed=speed), texts=words))
    assert made.picture == ("smart" if speed == 1 else "full")
    assert see.numbers(made.path)[0] == pytest.approx(list(range(150)), abs=speed - 1 and 1)


@pytest.fixture
def slow(see, tmp_path) -> dict[str, Path]:
    """A blue film of five pictures a second, a red photo and a green logo."""
    made = {name: tmp_path / name for name in ("film.mp4", "photo.png", "logo.png")}
    film = ("-f", "lavfi", "-i", "color=blue:s=160x120:r=5:d=2")
    see.ffmpeg(*film, *see.H264, made["film.mp4"])
    for name, colour in (("photo.png", "red"), ("logo.png", "lime")):
        see.ffmpeg("-f", "lavfi", "-i", f"color={colour}:s=160x120", "-frames:v", 1, made[name])
    return made


def test_a_slow_film_loses_neither_photo_nor_logo_nor_words(studio, see, slow):
    photo = studio.segment(slow["photo.png"], 2000, 2000)
    logo = studio.segment(slow["logo.png"], 0, 4000, box=[0.75, 0.05, 0.2, 0.3])
    words = {"id": "t", "d": 4000, "m": {"text": "MMMM", "start": 0, "position": "center", "size": 0.3}}
    film = studio.segment(slow["film.mp4"])
    made = studio.make(studio.draft(film, photo, overlays=[logo], texts=[words]))
    assert studio.facts(made.path).seen == pytest.approx(4, abs=0.01)
    assert studio.facts(made.path).fps == pytest.approx(5)
    for at, colour in ((1, (0, 0, 255)), (3, (255, 0, 0))):
        seen = see.picture(made.path, at)
        assert seen[16, 3] == pytest.approx(colour, abs=30)
        assert seen[4, 27] == pytest.approx((0, 255, 0), abs=30)
        assert seen[6:12].min(axis=2).max() > 150


def test_a_photo_moves_smoothly_beside_a_slow_film(studio, slow):
    photo = studio.segment(slow["photo.png"], 2000, 1000, motion="in")
    made = studio.make(studio.draft(studio.segment(slow["film.mp4"], speed=1.001), photo))
    assert studio.facts(made.path).fps == pytest.approx(30)


@pytest.mark.parametrize(
    ("turned", "focus", "seen"),
    [
        ({}, [0.05, 0.5], "red"),
        ({}, [0.95, 0.5], "lime"),
        ({"flip": "h"}, [0.95, 0.5], "lime"),
        ({"rotate": 180}, [0.05, 0.5], "red"),
        ({"crop": [0.5, 0, 0.5, 1]}, [0.05, 0.5], "blue"),
        ({"motion": "left"}, [0.95, 0.5], "lime"),
    ],
)
def test_the_focus_stays_in_view(studio, see, tmp_path, turned, focus, seen):
    path = tmp_path / "three.png"
    colours = [("-f", "lavfi", "-i", f"color={colour}:s=80x80") for colour in ("red", "blue", "lime")]
    see.ffmpeg(*colours[0], *colours[1], *colours[2], "-filter_complex", "hstack=3", "-frames:v", 1, path)
    segment = studio.segment(path, 0, 200, fit="fill", focus=focus, **turned)
    made = studio.make(studio.draft(segment, width=90, height=160))
    expected = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255)}[seen]
    assert see.picture(made.path, 0.1)[9, 16] == pytest.approx(expected, abs=40)


def test_a_small_file_that_is_asked_for_is_not_a_copy(studio, bikes):
    segment = studio.segment(bikes, d=10_000)
    assert studio.make(studio.draft(segment)).picture == "copy"
    made = studio.make(studio.draft(segment), quality="low")
    assert made.path.stat().st_size < 0.8 * bikes.stat().st_size


def test_nothing_to_hear_is_said(studio, clip):
    with pytest.raises(RenderError, match="nothing to hear"):
        studio.make(studio.draft(studio.segment(clip, mute=True)), format="mp3")


def test_a_format_that_nobody_knows_is_refused_before_anything_is_made(studio, clip):
    with pytest.raises(RenderError, match="avi"):
        studio.make(studio.draft(studio.segment(clip)), format="avi")


def test_an_untouched_clip_is_copied_with_its_sound(studio, see, clip):
    made = studio.make(studio.draft(studio.segment(clip)))
    assert made.picture == "copy"
    assert see.hashes(made.path) == see.hashes(clip)
    copied = [
        see.ffmpeg("-i", path, "-map", "0:a", "-c", "copy", "-f", "md5", "-") for path in (clip, made.path)
    ]
    assert copied[0] == copied[1]


def long_draft(studio, clip):
    row = [studio.segment(clip, 5000 * number, 5000, speed=0.25) for number in range(12)]
    return studio.draft(*row, width=1280, height=720, texts=[WORDS])


def encoders():
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):  # some end while we look
            found += [process] if "ffmpeg" in process.name() else []
    return found


def running(studio, draft, cancel):
    """Start an export, and return once it encodes; what it raised is put into the list."""
    outcome: list[BaseException | None] = []

    def work():
        try:
            studio.make(draft, cancel)
            outcome.append(None)
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    while not getattr(studio, "progress", None) or max(studio.progress) < 2:
        time.sleep(0.005)
    return thread, outcome


def test_cancelling_ends_everything_within_a_second(studio, clip):
    cancel = Cancel()
    thread, outcome = running(studio, long_draft(studio, clip), cancel)
    began = time.monotonic()
    cancel.request()
    thread.join(10)
    assert time.monotonic() - began < 1
    assert isinstance(outcome[0], Cancelled)
    assert not encoders()


def test_a_killed_ffmpeg_is_a_clear_error(studio, clip):
    thread, outcome = running(studio, long_draft(studio, clip), Cancel())
    while thread.is_alive():
        for process in encoders():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        time.sleep(0.005)
    assert isinstance(outcome[0], RenderError)
    assert "could not be made" in outcome[0].message
    assert str(studio.folder) not in str(outcome[0])


def test_a_file_that_broke_after_its_upload_is_a_clear_error(studio, clip, tmp_path):
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(clip.read_bytes())
    segment = studio.segment(broken, d=3000, speed=2)
    broken.write_bytes(clip.read_bytes()[:3000])
    with pytest.raises(RenderError) as failure:
        studio.make(studio.draft(segment))
    assert str(tmp_path) not in str(failure.value)


def test_visuals_that_fail_end_the_export(studio, clip, monkeypatch):
    from nemo_nb.engine.picture import visuals

    def frames(*arguments, **options):
        yield bytes(100)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(visuals, "frames", frames)
    visual = {"id": "v", "d": 1000, "m": {"start": 0, "visual": {"seed": 1}}}
    with pytest.raises(OSError, match="No space"):
        studio.make(studio.draft(visual, width=320, height=180))
    assert not encoders()


@pytest.mark.parametrize(
    "meta",
    [
        {"speed": "fast"},
        {"crop": [0, 0, 0, 1]},
        {"crop": "all"},
        {"volume": -1},
        {"fade_in": float("nan")},
        {"transition": []},
        {"in": 1e300},
        {"box": [0, 0]},
    ],
)
def test_nonsense_is_refused_in_words_or_rendered(studio, clip, meta):
    said = []
    try:
        made = studio.make(studio.draft(studio.segment(clip, d=200, **{"in": 0, **meta})))
        assert studio.facts(made.path).duration == pytest.approx(0.2, abs=0.04)
    except RenderError as error:
        said.append(error.message)
    assert all("timeline" in words for words in said)


def test_a_project_exports_in_the_format_it_asks_for(engine, clip):
    project = engine.project()
    engine.upload(project, clip)
    body = {
        "id": f"gif-{uuid.uuid4().hex}",
        "sessionId": project,
        "draft": engine.draft(project),
        "output": {"format": "gif"},
    }
    job = engine.http.post("/api/render/proxy/lambda", json=body).json()["data"]
    job = engine.finished(job["id"])
    assert (job["status"], job["output"]["format"]) == ("completed", "gif")
    answer = engine.http.get(job["output"]["url"])
    assert (answer.headers["content-type"], answer.content[:4]) == ("image/gif", b"GIF8")
    body |= {"id": f"exe-{uuid.uuid4().hex}", "output": {"format": "exe"}}
    assert engine.http.post("/api/render/proxy/lambda", json=body).status_code == 400


def test_a_long_mix_on_disk_is_the_same_as_one_in_memory(studio, clip, monkeypatch):
    music = studio.segment(clip, 0, 4000, volume=0.5, duck={"spans": [[1000, 2000]], "db": 12})
    draft = studio.draft(studio.segment(clip))
    draft["t"].append({"tt": 1, "m": {"role": "music"}, "sg": [music]})
    held = studio.make(draft, format="wav").path.read_bytes()
    monkeypatch.setattr(mixing, "_HELD", 48_000)
    assert studio.make(draft, format="wav").path.read_bytes() == held
