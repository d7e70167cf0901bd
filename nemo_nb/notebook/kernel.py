"""How does the page reach this kernel while a cell blocks its main thread?

Widget messages wait then (on ipykernel 6 and 7.4 always). The control channel has a thread of its own in
every ipykernel since 6, so comm messages are accepted there too; js/src/kernel.ts sends a Cancel that way.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.core.getipython import get_ipython

if TYPE_CHECKING:
    from .page import Kernel


def reachable(comm: Any) -> Kernel | None:
    """Open the control channel for comm messages and return where it is; None outside of a kernel.

    ``comm`` is the widget's channel.
    """
    # ipykernel 7.4 hands what comes on a comm to the subshell that last used it. After a reload of the page
    # that one is gone, and every message with it: let the page's own choice stand.
    comm._reply_subshell_for = _as_addressed
    shell: Any = get_ipython()
    kernel = getattr(shell, "kernel", None)
    handlers = getattr(kernel, "control_handlers", None)
    if kernel is None or handlers is None:
        return None
    handlers.setdefault("comm_msg", kernel.comm_manager.comm_msg)
    name = _connection_name()
    return {"id": name, "comm": comm.comm_id} if name else None


def _as_addressed(data: object, subshell: str | None) -> str | None:
    return subshell


def _connection_name() -> str:
    from ipykernel.connect import get_connection_file

    try:
        file = Path(get_connection_file()).name
    except RuntimeError:
        return ""
    # Jupyter's servers name the file after the kernel; a console's holds a process number.
    found = re.fullmatch(r"kernel-([0-9a-f-]{36})\.json", file)
    return found[1] if found else ""
