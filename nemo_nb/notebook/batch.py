"""``%%nemo batch``: many files in one cell, and how far they are while it runs.

    %%nemo batch --to scored
    lecture1.mp4: add calm lo-fi -> one.mp4
    lecture2.mp4: add upbeat pop
    clips/*.mp4: add a soft piano

    %nemo batch --from table --to scored

One line is one job, or one for each file that a pattern matches. The table is a DataFrame with the columns
``file`` and ``instruction``, and as you like ``output``, ``skill`` and others.
"""

from __future__ import annotations

import glob
import re
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.timeline import clock, framed, retell, tell

from .errors import UsageProblem
from .lists import Lines, quiet, table
from .live import Live, publish
from .shown import shown_once, was_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from nemo_nb.client import BatchProgress

    from .workspace import Workspace

_FLAG = re.compile(r"""\s*(--?[a-z][a-z-]*)(?:(?:=|\s+)("[^"]*"|'[^']*'|(?!-)\S+))?""")
_JOB = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|(\S.*?))\s*(?::\s|：)\s*(.*\S)\s*""")
_TARGET = re.compile(r"""(.*\S)\s*(?:->|→)\s*(?:"([^"]+)"|'([^']+)'|(\S+))\s*""")
_HINT = "Write one job a line: clip.mp4: add calm lo-fi -> out.mp4"
_ROWS = 30  # of a table that stand open; the rest is folded away
_MOST = 300  # rows that a saved notebook keeps
_MADE = ("done", "unchanged")
_ORDER = {"done": 1, "unchanged": 1, "waiting": 2}  # after all that went wrong


@dataclass(frozen=True, slots=True)
class Asked:
    """A batch as it was typed.

    ``jobs`` are (file, instruction, output or ""); ``source`` names a table instead.
    """

    jobs: tuple[tuple[str, str, str], ...] = ()
    source: str = ""
    folder: str | None = None
    at_once: int | None = None
    executor: str = ""
    storage: str | None = None
    skill: str | None = None
    out: str | None = None
    quiet: bool = False


def read_batch(line: str, cell: str | None, fill: Callable[[str], str]) -> Asked | None:
    """Return the batch that was typed after ``%nemo`` or ``%%nemo``; None for anything else.

    "batch" followed by words is said to the service, as everything is that begins with words.

    Raises
    ------
    UsageProblem
    """
    word, _, rest = line.strip().partition(" ")
    flags = _flags(rest) if word.lower() == "batch" else None
    if flags is None or (cell is None and "--from" not in flags):
        return None
    asked = Asked()
    for name, value in flags.items():
        if name != "--quiet" and not value:
            raise UsageProblem(f"{name} needs a value.")
        asked = replace(asked, **_setting(name, fill(value)))
    lines = [line for line in (cell or "").splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not asked.source:
        asked = replace(asked, jobs=tuple(job for line in lines for job in _jobs(fill(line))))
        if not asked.jobs:
            raise UsageProblem("There are no jobs.", hint=_HINT)
    return asked


def do_batch(asked: Asked, space: Workspace, names: Mapping[str, Any]) -> Any:
    """Do a batch under one live display and return its table. Raises `NemoError`."""
    if asked.skill is not None:
        space.use_skill(asked.skill)
    jobs: Any = asked.jobs
    if asked.source:
        jobs = names.get(asked.source)
        if not hasattr(jobs, "columns"):
            hint = "Give the name of a DataFrame with the columns file and instruction."
            raise UsageProblem(f"There is no table {asked.source}.", hint=hint)
    if asked.executor and asked.executor not in names:
        raise UsageProblem(f"There is no executor {asked.executor}.", hint="Give the name of a variable.")
    if not space.is_greeted:
        if not asked.quiet:
            publish(Lines(*space.greeting()[:1]))
        space.greeted()
    board = Board(quiet=asked.quiet)
    with board:
        result = space.client.batch(
            jobs,
            output_dir=asked.folder,
            executor=names.get(asked.executor) if asked.executor else None,
            at_once=asked.at_once,
            storage=asked.storage,
            progress=board.show,
        )
        made = _shown_as_ours(result)
        seen = board.finish(table_bundle(made))
    return shown_once(made) if seen or asked.quiet else made


class Board(Live):
    """The display of a running batch: a bar, what is being done, what went wrong."""

    _now: BatchProgress | None = None

    def show(self, now: BatchProgress) -> None:
        """Show this from now on."""
        self._now = now
        done = tell("{done} of {total} done", done=now.done, total=now.total)
        self.doing(done, (now.done + now.failed) / now.total)

    def __exit__(self, *error: Any) -> None:
        stopped = self._now if error[1] is not None else None
        super().__exit__(*error)
        if stopped is not None and self._handle is not None:
            self._handle.update(progress_bundle(replace(stopped, running=())), raw=True)

    def _bundle(self) -> dict[str, str]:
        return progress_bundle(self._now) if self._now is not None else super()._bundle()


def how_far(now: BatchProgress) -> str:
    """Return in words how far a batch is."""
    counts = [tell("{done} of {total} done", done=now.done, total=now.total)]
    counts += [tell("{count} failed", count=now.failed)] if now.failed else []
    counts += [tell("{count} to come", count=now.left)] if now.left else []
    return ", ".join(counts)


def progress_bundle(now: BatchProgress) -> dict[str, str]:
    """Return how a running batch looks: its space is the same from the start."""
    line = how_far(now)
    share = (now.done + now.failed) / now.total
    html = f'<p role="status"><progress value="{share:.3f}"></progress> {escape(line)}</p>'
    if now.note:
        html += quiet(retell(now.note))
    running = [(_bold(name), escape(tell(what)), clock(int(time))) for name, what, time in now.running]
    problems = [(_bold(name), escape(retell(why)), "") for name, why in now.problems]
    if running or problems:
        html += table(("File", "What was done", "Seconds"), [*running, *problems])
    return {"text/plain": line, "text/html": framed(html)}


def table_bundle(result: pd.DataFrame) -> dict[str, str]:
    """Return how a finished batch looks: what went wrong first, then what was done, then what waits."""
    line, rows = _sorted(result)
    plain = [line, *(f"{_name(row)}: {tell(row['status'])}. {_what(row)}".strip() for row in rows[:_ROWS])]
    return {"text/plain": "\n".join(plain), "text/html": framed(table_html(result))}


def table_html(result: pd.DataFrame, again: str = "Run the same cell again to go on with the rest.") -> str:
    """Return a finished batch as HTML without a frame; ``again`` says how to go on where something waits."""
    line, rows = _sorted(result)
    made = [row for row in rows if row["status"] in _MADE]
    parts = [f"<p>{'✅ ' if len(made) == len(rows) else ''}{escape(line)}</p>"]
    if any(row["status"] == "waiting" for row in rows):
        parts.append(quiet(tell(again)))
    parts.append(_rows(rows[:_ROWS]))
    if len(rows) > _ROWS:
        more = tell("and {count} more", count=len(rows) - _ROWS)
        parts.append(f"<details><summary>{escape(more)}</summary>{_rows(rows[_ROWS:_MOST])}</details>")
    if made:
        parts.append(quiet(tell("The videos are in {folder}", folder=str(Path(made[0]["output"]).parent))))
    return "".join(parts)


def _sorted(result: pd.DataFrame) -> tuple[str, list[dict[Any, Any]]]:
    """Return how it went in one line, and the rows in the order that matters to a person."""
    rows = sorted(result.to_dict("records"), key=lambda row: _ORDER.get(row["status"], 0))
    done = sum(row["status"] in _MADE for row in rows)
    if done == len(rows):
        return tell("All {total} done.", total=done), rows
    return tell("{done} of {total} done", done=done, total=len(rows)) + ".", rows


def _rows(rows: list[dict[Any, Any]]) -> str:
    cells = [
        (
            _bold(_name(row)),
            escape(tell(row["status"])),
            escape(_what(row)),
            f"{float(row['seconds']):.1f}" if row["seconds"] == row["seconds"] and row["seconds"] else "",
        )
        for row in rows
    ]
    return table(("File", "Status", "What was done", "Seconds"), cells)


def _bold(name: str) -> str:
    return f"<b>{escape(name)}</b>"


def _name(row: dict[Any, Any]) -> str:
    return Path(row["file"]).name if row["file"] else Path(row["output"]).name


def _what(row: dict[Any, Any]) -> str:
    return retell(row["error"] or row["changes"])


def _shown_as_ours(result: pd.DataFrame) -> Any:
    """Return the table as one that shows itself like everything else of ours; in all else it is pandas'."""
    import pandas as pd

    class Batch(pd.DataFrame):
        @property
        def _constructor(self) -> Any:
            return pd.DataFrame  # a part of it is an ordinary table

        def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
            return table_bundle(self)

        def _ipython_display_(self) -> None:
            if not was_shown(self):
                raise NotImplementedError

    return Batch(result)


def _flags(text: str) -> dict[str, str] | None:
    """Return the flags; None where there is anything else."""
    found: dict[str, str] = {}
    while text.strip():
        match = _FLAG.match(text)
        if match is None or match[1] not in _SETTINGS:
            return None
        value = match[2] or ""
        if match[1] == "--quiet":
            found["--quiet"], text = "", text[match.end(1) :]
            continue
        found[match[1]] = value[1:-1] if value[:1] in ("'", '"') else value
        text = text[match.end() :]
    return found


_SETTINGS = {
    "--from": "source",
    "--to": "folder",
    "--at-once": "at_once",
    "--executor": "executor",
    "--storage": "storage",
    "--skill": "skill",
    "-o": "out",
    "--quiet": "quiet",
}


def _setting(flag: str, value: str) -> dict[str, Any]:
    if flag == "--quiet":
        return {"quiet": True}
    if flag == "--at-once":
        if not value.isdecimal() or int(value) < 1:
            raise UsageProblem(f"{flag} needs a whole number above 0.")
        return {"at_once": int(value)}
    if flag == "-o" and not value.isidentifier():
        raise UsageProblem(f"{value} is not a variable's name.", hint="For example: -o reply")
    return {_SETTINGS[flag]: value}


def _jobs(line: str) -> list[tuple[str, str, str]]:
    match = _JOB.fullmatch(line)
    if match is None:
        raise UsageProblem(f"This line is not a job: {line.strip()[:80]}", hint=_HINT)
    file, words, output = match[1] or match[2] or match[3], match[4], ""
    target = _TARGET.fullmatch(words)
    if target is not None:
        words, output = target[1], target[2] or target[3] or target[4]
    path = Path(file).expanduser()
    if not output and glob.has_magic(file) and not path.exists():
        found = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 - Path's refuses absolute ones
        return [(name, words, "") for name in found] or [(file, words, "")]
    return [(file, words, output)]
