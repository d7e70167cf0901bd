"""The magics ``%nemo`` and ``%%nemo``: what is typed goes to the grammar, what is meant to the verbs."""

from __future__ import annotations

import re
from typing import Any

from IPython.core.magic import Magics, line_cell_magic, magics_class, needs_local_scope, no_var_expand

from nemo_nb.protocol import NemoError

from .batch import do_batch, read_batch
from .command import fill_from, parse_cell, parse_line
from .complete import nemo_matcher
from .errors import make_brief
from .shown import forget_shown, register, shown_once, unregister
from .verbs import perform
from .workspace import current


@magics_class
class NemoMagics(Magics):
    """Video and music by conversation: ``%nemo help`` says what can be typed."""

    @needs_local_scope
    @no_var_expand
    @line_cell_magic
    def nemo(self, line: str, cell: str | None = None, local_ns: dict[str, Any] | None = None) -> Any:
        """Edit video and add music by saying what you want.

            %%nemo add calm lo-fi              say what you want; more lines may follow
            %nemo upload trip.mp4              bring in a clip
            %nemo status                       the timeline
            %nemo export [scored.mp4]          render it and show it
            %%nemo batch                       many files: one line a job, or --from a table
            %nemo help                         everything else

            %nemo projects                     the projects you worked on; %nemo open ID returns to one
            %nemo skill                        the five skills, and which one is in use

        Flags come first: ``-o reply`` keeps the result, ``--upload FILE`` and ``--export [FILE]`` do all in
        one cell, ``--auto`` does at once what the reply asks for. ``{name}`` is filled in from your
        variables; ``$`` and everything else stays as typed. ``%config Nemo`` shows the settings.
        """
        shell: Any = self.shell
        try:
            names = {**shell.user_ns, **(local_ns or {})}
            fill = fill_from(names)
            asked = read_batch(line, cell, fill)
            if asked is not None:
                result = do_batch(asked, current(), names)
                if asked.out:
                    shell.user_ns[asked.out] = result
                return shown_once(result) if asked.quiet else result
            command = parse_line(line, fill) if cell is None else parse_cell(line, cell, fill)
            result = perform(command, current())
        except (NemoError, KeyboardInterrupt) as error:
            make_brief(error, shell)
            raise
        if command.out:
            shell.user_ns[command.out] = result
        return shown_once(result) if command.quiet else result


def fix_cells(lines: list[str]) -> list[str]:
    """Rewrite what IPython would not hand over as typed. An input transformer for the clean-up stage.

    IPython refuses a cell magic without a body, wants a space after its name and nothing above it, and reads
    a ``?`` at the end of a line as a request for help.
    """
    first = next(
        (n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), None
    )
    if first is None:
        return lines
    match = re.match(r"%%nemo(?=\s|$)[^\S\r\n]*(.*)", lines[first].rstrip("\r\n"))
    if match:
        body = lines[first + 1 :]
        return [f"%%nemo {match.group(1)}\n", *(body if "".join(body).strip() else ["\n"])]
    return [_keep_question(line) for line in lines]


fix_cells.has_side_effects = True  # type: ignore[attr-defined]  # terminal IPython then skips it while one types


def _keep_question(line: str) -> str:
    match = re.fullmatch(r"%nemo[^\S\r\n]+(\S.*\?)\s*", line)
    return f"get_ipython().run_line_magic('nemo', {match.group(1)!r})\n" if match else line


def load(shell: Any) -> None:
    """Register the magics, their displays and the input transformer; a second time changes nothing."""
    unload(shell)
    shell.register_magics(NemoMagics)
    register(shell)
    shell.input_transformers_cleanup.append(fix_cells)
    shell.events.register("pre_run_cell", _before_cell)
    shell.Completer.custom_matchers.append(nemo_matcher)
    settings = current().settings
    settings.adopt(shell.config)
    shell.configurables.append(settings)


def unload(shell: Any) -> None:
    """Take back everything that `load` registered."""
    transformers = shell.input_transformers_cleanup
    transformers[:] = [t for t in transformers if getattr(t, "__name__", "") != fix_cells.__name__]
    for callback in list(shell.events.callbacks["pre_run_cell"]):
        if getattr(callback, "__qualname__", "") == _before_cell.__qualname__:
            shell.events.unregister("pre_run_cell", callback)
    shell.magics_manager.magics["line"].pop("nemo", None)
    shell.magics_manager.magics["cell"].pop("nemo", None)
    matchers = shell.Completer.custom_matchers
    matchers[:] = [matcher for matcher in matchers if matcher.__name__ != nemo_matcher.__name__]
    shell.configurables[:] = [
        c for c in shell.configurables if type(c).__name__ not in ("Nemo", "NemoMagics")
    ]
    unregister(shell)


def _before_cell(info: Any) -> None:
    forget_shown()
