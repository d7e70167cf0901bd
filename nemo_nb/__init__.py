"""Video editing and music by conversation, inside a Jupyter notebook.

In a notebook: ``%load_ext nemo_nb``, then ``%%nemo add calm lo-fi``. In Python::

    from nemo_nb import NemoClient

    with NemoClient() as client:
        project = client.project()
        project.upload("trip.mp4")
        reply = project.chat("add calm lo-fi")
        video = project.export("scored.mp4")

Public names load on first use, so that ``import nemo_nb`` stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "nemo_nb.client": ("AsyncNemoClient", "AsyncProject", "NemoClient", "Project", "Reply"),
    "nemo_nb.notebook": ("NemoPanel", "load_ipython_extension", "run", "unload_ipython_extension"),
    "nemo_nb.protocol": (
        "ApiError",
        "AuthenticationError",
        "ConnectionLostError",
        "Credits",
        "EngineError",
        "Failure",
        "FileTooLargeError",
        "Heartbeat",
        "InsufficientCreditsError",
        "Media",
        "MissingClientIdError",
        "NemoError",
        "PlanRequiredError",
        "Progress",
        "ProtocolError",
        "RateLimitError",
        "RenderError",
        "RenderJob",
        "SKILLS",
        "SessionNotFoundError",
        "Skill",
        "TextDelta",
        "TimeoutError",
        "ToolCall",
        "ToolResult",
        "TransportError",
        "UnsupportedFileError",
        "Video",
    ),
    "nemo_nb.timeline": ("Change", "Segment", "Timeline", "Track"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'nemo_nb' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF})
