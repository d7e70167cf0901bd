"""Real kernels, with the settings and data of nobody's home."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient

from .cloud import Cloud, make_clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from nbformat import NotebookNode


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_clip(tmp_path_factory.mktemp("clip") / "clip.mp4")


@pytest.fixture
def cloud(clip: Path) -> Iterator[Cloud]:
    service = Cloud(clip)
    yield service
    service.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for everything that a kernel keeps, and the way back to this checkout."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([root, os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    )
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "IPYTHONDIR", "NEMO_ENGINE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for name in ("NEMO_TOKEN", "NEMO_CLIENT_ID", "NEMO_API_URL", "NEMO_WEB_URL", "JPY_SESSION_NAME"):
        monkeypatch.delenv(name, raising=False)
    # The kernel's own python, whatever kernels are installed for the user.
    kernels = tmp_path / "jupyter" / "kernels" / "python3"
    kernels.mkdir(parents=True)
    spec = f'{{"argv": ["{sys.executable}", "-m", "ipykernel_launcher", "-f", "{{connection_file}}"]'
    (kernels / "kernel.json").write_text(spec + ', "display_name": "Python 3", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    work = tmp_path / "work"
    work.mkdir()
    return work


@pytest.fixture
def execute(home: Path) -> Callable[..., NotebookNode]:
    """Run cells in a fresh kernel and return the executed notebook; errors stay in their cells."""

    def run(*cells: str, allow_errors: bool = True) -> NotebookNode:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
        NotebookClient(
            notebook,
            timeout=120,
            allow_errors=allow_errors,
            resources={"metadata": {"path": str(home)}},
            kernel_name="python3",
        ).execute()
        return notebook

    return run
