"""The notebooks about montages and music videos, run as they stand."""

from __future__ import annotations

import shutil
import subprocess
from ast import literal_eval
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import imageio_ffmpeg
import nbformat
import pytest
from nbclient import NotebookClient

from .test_magics import shown

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def executed(name: str, home: Path) -> NotebookNode:
    notebook = nbformat.read(shutil.copy(NOTEBOOKS / name, home), 4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(home)}}, kernel_name="python3"
    ).execute()
    return notebook


def cell(notebook: NotebookNode, beginning: str) -> Any:
    (found,) = [cell for cell in notebook.cells if cell.source.startswith(beginning)]
    return found


def frames(video: Path, rate: str, size: str) -> list[bytes]:
    """A video's pictures, small and grey; decoding all of it must not fail."""
    scale = f"fps={rate},scale={size}:flags=area,format=gray"
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-v",
        "error",
        "-i",
        str(video),
        "-vf",
        scale,
        "-f",
        "rawvideo",
        "-",
    ]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    width, height = map(int, size.split(":"))
    return [done.stdout[at : at + width * height] for at in range(0, len(done.stdout), width * height)]


def test_the_montage(home: Path) -> None:
    notebook = executed("03_montage.ipynb", home)
    made = shown(cell(notebook, "%%nemo -o montage"))
    assert "The montage is ready" in made
    assert '✅ Title: "Out and about" (0:00-0:03)' in made
    assert "Music: " in made
    changed = shown(cell(notebook, "%%nemo\nmove the last clip"))
    assert "✅ Frame: 1:1, 1080 × 1080, blurred borders, was 16:9, 1920 × 1080" in changed
    assert "warm look" in changed
    assert "undone" in shown(cell(notebook, "%nemo undo"))
    assert "done again" in shown(cell(notebook, "%nemo redo"))
    assert "标题" in shown(cell(notebook, "%nemo 标题"))
    assert "✅ Overlay: view1 (0:01-0:04, 20 % wide)" in shown(cell(notebook, "%nemo put view1"))
    assert "2 subtitles" in shown(cell(notebook, "%%nemo add these subtitles"))
    assert "cannot translate" in shown(cell(notebook, "%nemo translate"))
    assert "0:08, 1080×1080" in shown(cell(notebook, "%nemo export"))
    pictures = frames(home / "montage.mp4", "2", "36:36")
    assert len(pictures) == pytest.approx(16, abs=1)
    assert sum(pictures[-1]) < sum(pictures[-4]) / 2  # it fades out


def test_the_music_video(home: Path) -> None:
    notebook = executed("04_music_video.ipynb", home)
    assert "song.mp3  (0:08" in shown(cell(notebook, "%nemo export song.mp3"))
    made = shown(cell(notebook, "%%nemo -o reply"))
    assert "The music video for song.mp3 is ready" in made
    assert "✅ Visuals: " in made
    style, bpm, beats = literal_eval(shown(cell(notebook, "visual = reply")))
    assert isinstance(style, str)
    assert 60 < bpm < 200
    assert len(beats) == 8
    assert "The visuals are a kaleidoscope now" in shown(cell(notebook, "%nemo switch"))
    assert "0:08, 1920×1080" in shown(cell(notebook, "%nemo export --quality"))
    pictures = frames(home / "music-video.mp4", "5", "64:36")
    assert len(pictures) == pytest.approx(40, abs=1)
    moves = [
        sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)
        for one, other in pairwise(pictures)
    ]
    assert min(moves[:30]) > 0.2  # it never stands still
    assert sum(pictures[-1]) < sum(pictures[-8]) / 2
