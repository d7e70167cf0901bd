"""The quickstart, run as a newcomer runs it: a real clip, the local engine, no account, no network."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import imageio_ffmpeg
import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "01_quickstart.ipynb"


def shown(notebook: NotebookNode, beginning: str, kind: str = "text/plain") -> str:
    """Everything shown by the cell whose code begins with ``beginning``."""
    (cell,) = [cell for cell in notebook.cells if cell.source.startswith(beginning)]
    outputs: list[Any] = cell.outputs
    return "\n".join(o["data"].get(kind, "") if "data" in o else o.get("text", "") for o in outputs)


def test_it_is_committed_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, 4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert "(c) copyright 2008, Blender Foundation / www.bigbuckbunny.org" in str(notebook)


@pytest.fixture
def executed(home: Path) -> NotebookNode:
    copy = Path(shutil.copy(NOTEBOOK, home))
    notebook = nbformat.read(copy, 4)
    client = NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(home)}}, kernel_name="python3"
    )
    client.execute()
    nbformat.write(notebook, copy)
    return nbformat.read(copy, 4)


def test_the_whole_story(executed: NotebookNode, home: Path) -> None:
    assert "Local engine, nothing leaves this computer." in shown(executed, "%nemo upload")
    assert "✅ bigbuckbunny.mp4: video, 0:05.3, 1280×720" in shown(executed, "%nemo upload")

    # The executed notebook holds everything that its cells showed; no kernel is needed to see it.
    answer = shown(executed, "%%nemo add calm lo-fi")
    assert re.search(r"✅ Music: lo-fi hip-hop, \d+ BPM, [A-G]\S* \w+ \(0:00-0:05\.3, 35 %", answer)
    assert 'class="n-tl"' in shown(executed, "%%nemo add calm lo-fi", "text/html")
    assert "<td>0:05.3</td>" in shown(executed, "%%nemo add calm lo-fi", "text/html")
    summary = "'Timeline (2 tracks): 1. Video: bigbuckbunny (0-5.3s) 2. BGM: Lo-fi hip-hop (0-5.3s, 35%)'"
    assert shown(executed, "timeline.summary") == summary
    refined = shown(executed, "for change in reply.changes")
    assert "volume 25 %, was 35 %" in refined
    assert 'src="data:video/mp4;base64,' in shown(executed, "%nemo export", "text/html")
    assert "cinematic piano" in shown(executed, "from nemo_nb import NemoClient")

    page, _ = HTMLExporter().from_notebook_node(executed)
    for part in ("add calm lo-fi", "Lo-fi hip-hop", "n-tl", "data:video/mp4"):
        assert part in page

    for name in ("bunny-lofi.mp4", "bunny-piano.mp4"):
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(home / name), "-f", "null", "-"]
        done = subprocess.run(command, capture_output=True, check=True)
        assert done.stderr == b""
