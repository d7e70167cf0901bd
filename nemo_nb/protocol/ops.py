"""What a call may ask of the world.

Every call of this package is a generator of operations. A driver (client/) performs each one, sends its
result back, or throws `TransportFailure` in; the generator's return value is the call's result. The rules of
the protocol live in these generators, once; a driver is a loop without opinions.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from nemo_nb.protocol.account import Secret
    from nemo_nb.protocol.records import Json

T = TypeVar("T")


class Source(Protocol):
    """A file to upload. ``size`` is in bytes; `open` returns a fresh binary reader from the start."""

    @property
    def name(self) -> str:
        """The file name the service will see."""

    @property
    def size(self) -> int:
        """Length in bytes."""

    def open(self) -> Any:
        """Return a reader with ``read(n)`` and ``close()``."""


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request. ``url`` is a path at the service, or an absolute address elsewhere.

    ``identity`` holds the headers that say who we are; a driver sends them to the service's own origin and
    nowhere else. ``sent_before`` and ``sent_total`` count the bytes of earlier and of all files, for
    progress.
    ``silence`` is how long nothing may arrive, in seconds.
    """

    method: str
    url: str = field(repr=False)
    call: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    identity: Mapping[str, str | Secret] = field(default_factory=dict, repr=False)
    json: Json | None = field(default=None, repr=False)
    upload: Source | None = field(default=None, repr=False)
    sent_before: int = 0
    sent_total: int = 0
    silence: float = 60.0


@dataclass(frozen=True, slots=True)
class Response:
    """A response's head, and its body unless the request was `Open`ed. Header names are lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    url: str = field(default="", repr=False)


class TransportFailure(Exception):
    """The network failed. ``sent`` is False when the request certainly never left; ``silent`` when nothing
    arrived for too long. Thrown into calls only; users see `nemo_nb.protocol.errors`."""

    def __init__(self, reason: str, *, sent: bool, silent: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.sent = sent
        self.silent = silent


@dataclass(frozen=True, slots=True)
class Send:
    """Send a request and read all of its answer: a `Response`."""

    request: Request


@dataclass(frozen=True, slots=True)
class Open:
    """Send a request and read only its answer's head: a `Response`. `Read` goes on; one stream at a time."""

    request: Request


@dataclass(frozen=True, slots=True)
class Read:
    """The next bytes of the open stream, ``b""`` at its end. Silent after ``within`` seconds."""

    within: float


@dataclass(frozen=True, slots=True)
class Save:
    """Hand about 1 MiB of the open stream to ``write``, piece by piece; the number of bytes, 0 at its end."""

    within: float
    write: Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Close:
    """Close the open stream, if there is one."""


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Now:
    """Seconds on a clock that never goes back."""


@dataclass(frozen=True, slots=True)
class Run:
    """The result of a function that may block on the disk."""

    work: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Emit:
    """Hand something to the caller while the call goes on: an event or a `Progress`."""

    item: Any


@dataclass(frozen=True, slots=True)
class Locked:
    """The result of a call, made while no other call of this client holds the lock."""

    call: Callable[[], Call[Any]]


@dataclass(frozen=True, slots=True)
class Stopped:
    """True when the service is a process of ours and that process has ended."""


Op = Send | Open | Read | Save | Close | Sleep | Now | Run | Emit | Locked | Stopped
Call = Generator[Op, Any, T]
