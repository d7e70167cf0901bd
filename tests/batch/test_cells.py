"""``%%nemo batch`` in a real kernel, its grammar, and the notebook that teaches it."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from nemo_nb.client import BatchProgress
from nemo_nb.notebook.batch import Asked, progress_bundle, read_batch, table_bundle
from nemo_nb.notebook.errors import UsageProblem
from nemo_nb.timeline import speak

from .conftest import ROOT

Run = Callable[[NotebookNode], NotebookNode]
NOTEBOOK = ROOT / "notebooks" / "05_batch.ipynb"


def read(line: str, cell: str | None = "") -> Asked | None:
    return read_batch(line, cell, lambda text: text.replace("{place}", "here"))


@pytest.mark.parametrize(
    ("line", "job"),
    [
        ("a.mp4: add calm lo-fi", ("a.mp4", "add calm lo-fi", "")),
        ("a.mp4: add calm lo-fi -> out.mp4", ("a.mp4", "add calm lo-fi", "out.mp4")),
        ('"my clip.mp4": add pop -> "my film.mp4"', ("my clip.mp4", "add pop", "my film.mp4")),
        (r"C:\clips\a.mp4: don't stop: go on", (r"C:\clips\a.mp4", "don't stop: go on", "")),
        ("a.mp4：加轻松的 lo-fi → b.mp4", ("a.mp4", "加轻松的 lo-fi", "b.mp4")),
        ("{place}/a.mp4: fade A -> B slowly at 0:30", ("here/a.mp4", "fade A -> B slowly at 0:30", "")),
    ],
)
def test_a_line_is_a_job(line: str, job: tuple[str, str, str]) -> None:
    asked = read("batch", f"# first\n\n{line}\n")
    assert asked is not None
    assert asked.jobs == (job,)


def test_flags() -> None:
    asked = read(
        'batch --from table --to "my videos" --at-once 3 -o result --quiet --executor pool --storage s3://b/x'
    )
    assert asked == Asked((), "table", "my videos", 3, "pool", "s3://b/x", None, "result", True)
    assert read("batch --from t", None) == Asked((), "t")


@pytest.mark.parametrize("line", ["batch these cuts together", "add a batch of titles", "batch --loud x", ""])
def test_everything_else_is_said_to_the_service(line: str) -> None:
    assert read(line, "more words\n") is None
    assert read("batch", None) is None  # the verb without jobs says what is missing


@pytest.mark.parametrize(
    ("line", "cell", "words"),
    [
        ("batch", "", "no jobs"),
        ("batch", "no colon here", "not a job"),
        ("batch --at-once many", "a.mp4: x", "whole number"),
        ("batch --to", "a.mp4: x", "needs a value"),
    ],
)
def test_what_cannot_be_meant_says_so(line: str, cell: str, words: str) -> None:
    with pytest.raises(UsageProblem, match=words):
        read(line, cell)


def test_a_pattern_is_a_job_for_each_file(tmp_path: Path) -> None:
    for name in ("a.mp4", "b.mp4"):
        (tmp_path / name).touch()
    asked = read("batch", f"{tmp_path}/*.mp4: add pop")
    assert asked is not None
    assert [Path(file).name for file, *_ in asked.jobs] == ["a.mp4", "b.mp4"]


def test_how_it_looks() -> None:
    now = BatchProgress(200, 50, 2, 148, (("<a>.mp4", "rendering", 3.0),), (("b.mp4", "b.mp4 is broken."),))
    shown = progress_bundle(now)
    assert shown["text/plain"] == "50 of 200 done, 2 failed, 148 to come"
    assert 'value="0.260"' in shown["text/html"]
    assert "&lt;a&gt;.mp4" in shown["text/html"]
    assert "<a>" not in shown["text/html"]
    row = {"instruction": "x", "output": "/o/a.mp4", "seconds": 1.25, "changes": "Music", "error": ""}
    many = pd.DataFrame([{"file": f"c{n}.mp4", "status": "done", **row} for n in range(200)])
    many.loc[150, ["status", "error", "seconds"]] = ["failed", "c150.mp4 cannot be read.", None]
    result = table_bundle(many)
    assert result["text/plain"].splitlines()[:2] == [
        "199 of 200 done.",
        "c150.mp4: failed. c150.mp4 cannot be read.",
    ]
    assert result["text/html"].count("<tr>") == 200 + 2
    assert len(result["text/html"]) < 60_000
    speak("zh")
    try:
        assert progress_bundle(now)["text/plain"].startswith("已完成 50/200")
    finally:
        speak("en")


@pytest.fixture
def execute(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[NotebookNode], NotebookNode]:
    """Run a notebook in a fresh kernel; errors stay in their cells."""
    kernels = home / "jupyter" / "kernels" / "python3"
    kernels.mkdir(parents=True)
    spec = f'{{"argv": ["{sys.executable}", "-m", "ipykernel_launcher", "-f", "{{connection_file}}"]'
    (kernels / "kernel.json").write_text(spec + ', "display_name": "Python 3", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(home / "jupyter"))
    monkeypatch.setenv("IPYTHONDIR", str(home / "ipython"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))

    def run(notebook: NotebookNode) -> NotebookNode:
        options: Any = {"metadata": {"path": str(tmp_path)}}
        NotebookClient(
            notebook, timeout=120, allow_errors=True, resources=options, kernel_name="python3"
        ).execute()
        return notebook

    return run


def shown(cell: NotebookNode, kind: str = "text/plain") -> str:
    assert not [output for output in cell.outputs if output.output_type == "error"], cell.outputs
    return "\n".join(output["data"].get(kind, "") for output in cell.outputs if "data" in output)


def test_in_a_kernel(execute: Run, clips: list[Path], tmp_path: Path) -> None:
    for clip in clips[:2]:
        shutil.copy(clip, tmp_path)
    (tmp_path / "broken.mp4").write_bytes(b"\0\0\0\x18ftypisom" + b"broken" * 2000)
    cells = [
        "%load_ext nemo_nb\nimport pandas as pd",
        "%%nemo batch --to scored -o result\nclip0.mp4: add calm lo-fi -> one.mp4\n"
        'clip1.mp4: add the title "Hi"\nbroken.mp4: add pop',
        "list(result['status']), isinstance(result, pd.DataFrame)",
        "table = result.assign(mine=1)\n%nemo -o again batch --from table --to scored",
        "%nemo batch --from table --to scored -o again",
        "int(again['mine'].sum()), list(again['changes']) == list(result['changes'])",
        "result",
        "%nemo batch",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    done = execute(notebook).cells
    first = shown(done[1])
    assert "Local engine, nothing leaves this computer." in first
    assert "2 of 3 done." in first
    assert "broken.mp4: failed. broken.mp4 cannot be read" in first
    # One greeting and one display: the last thing it showed, and nothing of the way there.
    assert len(done[1].outputs) == 2
    assert "<progress" not in shown(done[1], "text/html")
    assert "(['done', 'done', 'failed'], True)" in shown(done[2])
    assert "(3, True)" in shown(done[5])
    assert "2 of 3 done." in shown(done[6])
    (error,) = [output for output in done[7].outputs if output.output_type == "error"]
    assert "There are no jobs." in error.traceback[0]
    assert (tmp_path / "scored" / "one.mp4").is_file()


def test_the_notebook_runs(execute: Run, tmp_path: Path) -> None:
    notebook = nbformat.read(NOTEBOOK, 4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    done = [cell for cell in execute(notebook).cells if cell.cell_type == "code"]
    for cell in done:
        assert not [output for output in cell.outputs if output.output_type == "error"], cell
    text = "\n".join(map(shown, done))
    assert re.search(r"All \d+ done\.", text)
    assert "cannot be read" in text
