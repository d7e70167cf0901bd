"""Cells against the local engine: what goes wrong there says what to do, and nothing changes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nbformat import NotebookNode

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def test_bad_input_says_what_to_do(execute: Callable[..., NotebookNode], home: Path, clip: Path) -> None:
    (home / "empty.mp4").touch()
    (home / "folder.mp4").mkdir()
    (home / "renamed.mp4").write_text("this is a text, not a video\n" * 50)
    (home / "notes.txt").write_text("notes")
    with (home / "huge.mp4").open("wb") as huge:
        huge.write(clip.read_bytes())
        huge.truncate(501_000_000)
    bad = [
        "%nemo upload missing.mp4",
        "%nemo upload folder.mp4",
        "%nemo upload empty.mp4",
        "%nemo upload renamed.mp4",
        "%nemo upload notes.txt",
        "%nemo upload huge.mp4",
        "%nemo exprot",
        "%nemo export",
        "%nemo skill no-such-skill",
        "%nemo connect mars",
    ]
    notebook = execute("%load_ext nemo_nb", *bad, "t = %nemo status\nt.is_empty, t.raw")
    for cell in notebook.cells[1:-1]:
        (error,) = [output for output in cell.outputs if output.output_type == "error"]
        lines: list[Any] = [ESCAPES.sub("", line) for line in error.traceback]
        assert len(lines) == 2, (cell.source, lines)
        assert all(lines), (cell.source, lines)
        assert "Error" not in lines[0]
    assert "True" in str(notebook.cells[-1].outputs)


def test_projects_are_returned_to_and_a_wrong_id_changes_nothing(
    execute: Callable[..., NotebookNode],
) -> None:
    notebook = execute(
        "%load_ext nemo_nb",
        "%nemo -o first new",
        "%nemo --quiet make a 5 second lo-fi loop",
        "first = first.project.session_id\n%nemo -o second new",
        "%nemo open nonsense",
        "%nemo --quiet -o here status\nhere.is_empty",
        "%nemo open {first}",
        "%nemo connect local",
        "%nemo --quiet -o here status\nhere.is_empty",
        "%nemo link",
    )
    opened, _, same, link = notebook.cells[-4:]
    assert "does not exist" in str(notebook.cells[4].outputs)
    assert "True" in str(notebook.cells[5].outputs)
    assert "BGM" in str(opened.outputs)
    assert "False" in str(same.outputs)
    assert "on this computer only" in str(link.outputs)


def test_a_terminal_shows_each_answer_once_and_as_text(home: Path, clip: Path) -> None:
    lines = [
        "%load_ext nemo_nb",
        f"%nemo upload {clip}",
        "%nemo add calm lo-fi",
        "%nemo export out.mp4",
        "exit",
    ]
    command = [sys.executable, "-m", "IPython", "--simple-prompt", "--no-banner", "--colors=nocolor"]
    done = subprocess.run(
        command, input="\n".join(lines), capture_output=True, text=True, timeout=120, cwd=home, env=os.environ
    )
    text = done.stdout
    assert text.count("✅ Music: lo-fi hip-hop") == 1, text + done.stderr
    assert text.count("Ready. Local engine") == 1
    assert "<div" not in text
    assert str(home / "out.mp4") in text
    assert (home / "out.mp4").is_file()


def test_exports_are_what_was_asked_for(execute: Callable[..., NotebookNode], home: Path, clip: Path) -> None:
    asked = {
        "%nemo export out.webm": (b"\x1aE\xdf\xa3", "<video "),
        "%%nemo export it as a gif": (b"GIF8", '<img alt="clip-scored.gif"'),
        "%nemo export --quality low sub/../out.mp3": (b"ID3", "<audio "),
        "%%nemo 只导出音频": (b"RIFF", "<audio "),
        "%nemo export --stems": (b"PK\x03\x04", '<a href="clip-scored.zip"'),
        "%nemo export midi": (b"MThd", '<a href="clip-scored.mid"'),
    }
    begun = ["%load_ext nemo_nb", f"%nemo --quiet upload {clip}", "%nemo --quiet add calm lo-fi"]
    notebook = execute(*begun, *asked, allow_errors=False)
    for cell, (begins, shown) in zip(notebook.cells[3:], asked.values(), strict=True):
        (output,) = cell.outputs
        assert shown in output.data["text/html"], cell.source
        path, _, told = output.data["text/plain"].partition("  (")
        assert ".." not in path
        assert (home / path).read_bytes().startswith(begins), cell.source
        assert told.endswith("B)")
