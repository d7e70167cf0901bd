"""How a finished video is shown: inside the notebook, beside it, elsewhere, or gone."""

from __future__ import annotations

import base64
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from nemo_nb.notebook.video import video_bundle
from nemo_nb.protocol import Video

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def grown(clip: Path, to: Path, size: int) -> Video:
    """A copy of the clip, as large as wanted; what follows an MP4's end is ignored."""
    shutil.copy(clip, to)
    with to.open("ab") as file:
        file.write(b"\0" * (size - to.stat().st_size))
    return Video(to, duration=1.0, width=320, height=180)


def test_a_small_video_is_embedded_whole(clip: Path, folder: Path) -> None:
    shutil.copy(clip, folder / "out.mp4")
    shown = video_bundle(Video(folder / "out.mp4", duration=1.0, width=320, height=180))
    (encoded,) = re.findall(r'src="data:video/mp4;base64,([^"]+)"', shown["text/html"])
    assert base64.b64decode(encoded) == clip.read_bytes()
    assert "out.mp4  (0:01, 320×180" in shown["text/plain"]


def test_a_large_video_stays_beside_the_notebook(clip: Path, folder: Path) -> None:
    (folder / "my cuts").mkdir()
    shown = video_bundle(grown(clip, folder / "my cuts" / "ümlaut & co.mp4", 2_500_000))["text/html"]
    assert 'src="my%20cuts/%C3%BCmlaut%20%26%20co.mp4"' in shown
    assert "ümlaut &amp; co.mp4</a> · 0:01, 320×180, 2.5 MB" in shown
    (poster,) = re.findall(r'poster="data:image/jpeg;base64,([^"]+)"', shown)
    assert 500 < len(base64.b64decode(poster)) <= 60_000
    assert len(shown) < 100_000


def test_the_notebook_says_where_it_is(clip: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "sub").mkdir()
    monkeypatch.setenv("JPY_SESSION_NAME", str(folder / "sub" / "a.ipynb"))
    assert 'src="out.mp4"' in video_bundle(grown(clip, folder / "sub" / "out.mp4", 2_500_000))["text/html"]


def test_a_large_video_elsewhere_shows_its_picture_and_place(
    clip: Path, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("elsewhere")
    shown = video_bundle(grown(clip, place / "out.mp4", 2_500_000))["text/html"]
    assert "<video" not in shown
    assert "<img" in shown
    assert str(place) in shown


def test_a_video_that_is_gone_says_so(folder: Path) -> None:
    shown = video_bundle(Video(folder / "out.mp4"))
    assert "is not there any more" in shown["text/html"]
    assert "is not there any more" in shown["text/plain"]


@pytest.mark.parametrize(
    ("name", "tag", "kind"),
    [("a.gif", "img", "image/gif"), ("a.wav", "audio", "audio/wav"), ("a.mp3", "audio", "audio/mpeg")],
)
def test_sounds_and_animated_pictures_show_as_what_they_are(
    folder: Path, name: str, tag: str, kind: str
) -> None:
    (folder / name).write_bytes(b"x" * 1000)
    small = video_bundle(Video(folder / name))["text/html"]
    assert re.search(rf'<{tag}[^>]* src="data:{kind};base64,eHh4', small)
    (folder / name).write_bytes(b"x" * 2_500_000)
    large = video_bundle(Video(folder / name))["text/html"]
    assert re.search(rf'<{tag}[^>]* src="{name}"', large)
    assert f'download="{name}"' in large


@pytest.mark.parametrize("name", ["stems.zip", "music.mid"])
def test_what_only_other_programs_open_is_a_link(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"x" * 1000)
    shown = video_bundle(Video(folder / name, duration=5.0))
    assert f'<a href="{name}" download="{name}">{name}</a> · 0:05, 1 kB' in shown["text/html"]
    assert not re.search("<(video|audio|img)", shown["text/html"])
    assert shown["text/plain"].endswith(f"{name}  (0:05, 1 kB)")
