"""The tour of the magics, run as it stands."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient import NotebookClient

from .test_magics import error_of, shown

if TYPE_CHECKING:
    from nbformat import NotebookNode

TOUR = Path(__file__).parents[2] / "notebooks" / "02_magics.ipynb"


def cell(notebook: NotebookNode, beginning: str) -> Any:
    (found,) = [cell for cell in notebook.cells if cell.source.startswith(beginning)]
    return found


def test_the_tour_runs_and_shows_what_it_says(home: Path) -> None:
    notebook = nbformat.read(shutil.copy(TOUR, home), 4)
    nbformat.validate(notebook)
    assert not [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(home)}}, kernel_name="python3"
    ).execute()

    everything = cell(notebook, "%%nemo --upload")
    assert "✅ Music: lo-fi hip-hop" in shown(everything)
    assert "<video" in shown(everything, "text/html")
    assert "'tour.mp4'" in shown(cell(notebook, "video.path.name"))
    assert '✅ Title: "Big Buck Bunny"' in shown(cell(notebook, "%%nemo\nadd the title"))
    assert "Timeline (3 tracks)" in shown(cell(notebook, "%nemo show me"))
    assert "本地引擎不需要积分。" in shown(cell(notebook, "%nemo 还有"))
    assert "本地引擎不需要积分。" in shown(cell(notebook, "%nemo credits"))
    assert "volume" in shown(cell(notebook, "reply = %nemo make"))
    scores = shown(cell(notebook, "for mood in")).split("\n\n")
    assert len(scores) == 2
    assert all("→ Music: " in line for line in scores)
    assert len(shown(cell(notebook, "%nemo projects")).splitlines()) == 3
    assert "done  tour.mp4" in shown(cell(notebook, "%nemo renders"))
    assert "Did you mean export?" in error_of(cell(notebook, "%nemo exprot")).traceback[1]
