"""The record on disk: true after any end of its process, private, and one run's at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nemo_nb import NemoError
from nemo_nb.client._journal import Journal, key_of


def test_states_and_facts_come_back(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.db")
    output = tmp_path / "a.mp4"
    assert journal.entry("k").state == ""
    assert not journal.wrote(output)
    journal.note("k", output, "session", session="s1", before={"d": 1})
    journal.note("k", output, "asked", before=None, changes="Music")
    journal.close()
    again = Journal(tmp_path / "j.db")
    entry = again.entry("k")
    assert (entry.state, entry.facts) == ("asked", {"session": "s1", "changes": "Music"})
    assert again.events() == [("k", "session"), ("k", "asked")]
    assert again.state_of(output) == "asked"
    again.close()


def test_it_is_for_its_owner_and_one_run_at_a_time(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.db")
    assert (tmp_path / "j.db").stat().st_mode & 0o777 == 0o600
    with pytest.raises(NemoError, match="already running"):
        Journal(tmp_path / "j.db")
    journal.close()
    Journal(tmp_path / "j.db").close()


def test_what_was_noted_survives_a_kill(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from nemo_nb.client._journal import Journal\n"
        f"j = Journal(Path({str(tmp_path / 'j.db')!r}))\n"
        "for n in range(50): j.note(str(n), Path('o'), 'asking', n=n)\n"
        "os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == -9
    journal = Journal(tmp_path / "j.db")
    assert [journal.entry(str(n)).facts for n in range(50)] == [{"n": n} for n in range(50)]
    journal.close()


def test_a_file_is_read_again_only_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, file = Journal(tmp_path / "j.db"), tmp_path / "a.mp4"
    file.write_bytes(b"one")
    first = journal.hash_of(file)
    opened: list[Path] = []
    real = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *a, **k: (opened.append(self), real(self, *a, **k))[1])
    assert journal.hash_of(file) == first
    assert not opened
    file.write_bytes(b"two")
    os.utime(file, ns=(1, 1))
    assert journal.hash_of(file) != first
    journal.close()


def test_a_file_that_is_no_journal_says_so(tmp_path: Path) -> None:
    (tmp_path / "j.db").write_bytes(b"not a database" * 100)
    with pytest.raises(NemoError, match="cannot be used"):
        Journal(tmp_path / "j.db")


def test_a_key_changes_with_everything_that_matters() -> None:
    keys = {key_of(file="a", words=words, output=output) for words in "xy" for output in "pq"}
    assert len(keys) == 4
    assert key_of(a=1, b=2) == key_of(b=2, a=1)
