"""What do page and kernel tell each other? Written by tools/schema.py from js/panel.schema.json."""

from __future__ import annotations

from typing import Literal, TypedDict

import traitlets


class Kernel(TypedDict):
    """Where the page finds the kernel when its main thread is busy."""

    id: str
    """Its id at the notebook's server."""
    comm: str
    """The panel's own channel."""


class Skill(TypedDict):
    """What the panel is for right now."""

    name: str
    job: str
    examples: list[str]
    formats: list[str]
    limit: int
    """Largest upload in bytes."""


class Message(TypedDict):
    """One entry of the conversation."""

    id: int
    who: str
    """Who says it."""
    text: str
    lines: list[str]
    """What changed on the timeline, one line each; for a problem, what to do next."""


class Job(TypedDict):
    """What is being done right now."""

    kind: str
    label: str
    done: float
    total: float
    """0 while unknown."""
    since: int
    """Milliseconds since 1970, so that a page that was reloaded goes on counting."""
    cancelling: bool


class Clip(TypedDict):
    """A finished export."""

    id: str
    name: str
    file: str
    """Its path from the notebook's folder, empty when it lies elsewhere."""
    size: int
    """Bytes."""
    duration: float
    """Seconds; 0 when unknown."""
    at: int
    """When it was made, in milliseconds since 1970."""


class BatchRow(TypedDict):
    """One job of a batch."""

    number: int
    """Its place, from 0."""
    file: str
    state: str
    what: str
    """What is to be done, what is being done, what changed, or what went wrong."""
    seconds: float
    """What it took; 0 before its end."""
    video: str
    """The id of its video; empty while there is none."""


class Batch(TypedDict):
    """Many files, each its own video."""

    line: str
    """How far it is, in words."""
    part: float
    """How far it is, from 0 to 1."""
    note: str
    """What concerns all of it."""
    rows: list[BatchRow]
    more: int
    """Rows that are not shown."""
    over: bool
    rest: bool
    """It was stopped, and the panel can go on with it."""


class Say(TypedDict):
    """Send this to the service."""

    type: Literal["say"]
    text: str


class Export(TypedDict):
    """Make the video file."""

    type: Literal["export"]


class Cancel(TypedDict):
    """End the job that began then."""

    type: Literal["cancel"]
    since: int


class Sync(TypedDict):
    """Send again what a job changes, and speak the page's language unless another one was chosen."""

    type: Literal["sync"]
    language: str


class Play(TypedDict):
    """Put this export into the player."""

    type: Literal["play"]
    id: str


class Each(TypedDict):
    """These uploads will come, so many bytes in all: make a video of each, as these words say."""

    type: Literal["each"]
    ids: list[str]
    words: list[str]
    size: int


class Rest(TypedDict):
    """Go on with the batch that was stopped."""

    type: Literal["rest"]


class Reopen(TypedDict):
    """Open one job of the batch as the project, to refine it."""

    type: Literal["reopen"]
    number: int


class Away(TypedDict):
    """Show the batch no longer."""

    type: Literal["away"]


class Upload(TypedDict):
    """A file of so many bytes will come; `among` those of a batch."""

    type: Literal["upload"]
    id: str
    name: str
    size: int
    among: bool


class Slice(TypedDict):
    """A part of it, in the first buffer."""

    type: Literal["slice"]
    id: str
    seq: int
    offset: int
    sha256: str


class Where(TypedDict):
    """Ask how far an upload is."""

    type: Literal["where"]
    id: str


class Fetch(TypedDict):
    """Ask for the export's bytes from there on."""

    type: Literal["fetch"]
    id: str
    offset: int


ToKernel = Say | Export | Cancel | Sync | Play | Each | Rest | Reopen | Away | Upload | Slice | Where | Fetch


class Got(TypedDict):
    """The kernel has had the message of this number."""

    type: Literal["got"]
    nr: str


class Ack(TypedDict):
    """So many bytes have arrived in order; go on from there. `seq` is the slice answered, -1 for none."""

    type: Literal["ack"]
    id: str
    seq: int
    offset: int


class Ended(TypedDict):
    """The upload is over: complete, refused or cancelled."""

    type: Literal["ended"]
    id: str


class Bytes(TypedDict):
    """A part of the video, in the first buffer; `size` is the whole."""

    type: Literal["bytes"]
    id: str
    offset: int
    size: int


FromKernel = Got | Ack | Ended | Bytes


FIELDS: dict[str, dict[str, type]] = {
    "say": {"text": str},
    "export": {},
    "cancel": {"since": int},
    "sync": {"language": str},
    "play": {"id": str},
    "each": {"ids": list, "words": list, "size": int},
    "rest": {},
    "reopen": {"number": int},
    "away": {},
    "upload": {"id": str, "name": str, "size": int, "among": bool},
    "slice": {"id": str, "seq": int, "offset": int, "sha256": str},
    "where": {"id": str},
    "fetch": {"id": str, "offset": int},
}
"""The fields of each message to the kernel, which comes from a page and is not trusted."""


class PageTraits(traitlets.HasTraits):
    """Everything visible, so that a reloaded page and a second view show the same."""

    kernel = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    """The language spoken now: en or zh."""
    skill = traitlets.Dict().tag(sync=True)
    service = traitlets.Unicode().tag(sync=True)
    project = traitlets.Unicode().tag(sync=True)
    """The project's id, empty before there is one."""
    credits = traitlets.Unicode().tag(sync=True)
    messages = traitlets.List(traitlets.Dict()).tag(sync=True)
    reply = traitlets.Unicode().tag(sync=True)
    """The answer that is arriving."""
    activity = traitlets.Unicode().tag(sync=True)
    job = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    picture = traitlets.Unicode().tag(sync=True)
    """The timeline as HTML."""
    duration = traitlets.Float().tag(sync=True)
    """Seconds of the timeline."""
    exportable = traitlets.Bool().tag(sync=True)
    poster = traitlets.Unicode().tag(sync=True)
    """A still of the latest upload, as a data URL; empty when there is none."""
    video = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    """The export in the player."""
    renders = traitlets.List(traitlets.Dict()).tag(sync=True)
    """The exports that are still there, the newest first."""
    batch = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    """The latest batch, until it is put away."""
