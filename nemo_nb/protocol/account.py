"""Who we are to the service, and the rules about tokens.

- A token the user gave is never replaced; a refused one is an error that says so.
- An anonymous token is fetched on first use, once for all calls that wait for it, always with the same
  persisted client id, because the service grants one per client and week.
- When the service answers 1001, one new anonymous token serves every waiting call, and each is repeated once.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from nemo_nb.protocol.skills import DEFAULT_SKILL, SKILLS, Skill

if TYPE_CHECKING:
    from collections.abc import Callable

RECOVERY_WAITS = (30.0, 60.0, 60.0, 60.0, 60.0)
"""How long to wait before each look at the state of a lost chat, in seconds (protocol.md)."""


class Secret:
    """Text that no repr, log, traceback or pickle shows. Equal to itself only."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text, for the one place that needs it."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled")


@dataclass(frozen=True, slots=True)
class Policy:
    """Every number of the recovery rules, in seconds unless a name says otherwise.

    ``content_silence`` is how long a chat may go on without content, heartbeats or not. ``attempts`` counts
    all tries of a call that may be repeated. ``polls`` are the shortest and the longest wait between two
    looks at an export. ``jitter`` returns 0 to 1.
    """

    content_silence: float = 600.0
    recovery_waits: tuple[float, ...] = RECOVERY_WAITS
    attempts: int = 5
    backoff: float = 0.5
    backoff_limit: float = 8.0
    rate_limit_wait: float = 30.0
    retry_after_limit: float = 120.0
    polls: tuple[float, float] = (0.15, 8.0)
    export_silence: float = 1800.0
    jitter: Callable[[], float] = random.random

    def pause(self, attempt: int) -> float:
        """Return the wait after failed attempt ``attempt`` (from 0): exponential, half of it random."""
        full = min(self.backoff_limit, self.backoff * 2.0**attempt)
        return full * (0.5 + 0.5 * self.jitter())


@dataclass(slots=True)
class Account:
    """The identity that all calls of one client share. Nothing secret is in its repr.

    ``client_id`` loads the persisted client id; called with True, it makes a new one.
    """

    client_id: Callable[[bool], str] = field(repr=False)
    token: Secret | None = field(default=None, repr=False)
    given: bool = False
    user_id: str | None = None
    skill: Skill = SKILLS[DEFAULT_SKILL]
    platform: str = "unknown"
    web_url: str = "https://nemovideo.com"
    language: str = "en"
    local: bool = False
    policy: Policy = field(default_factory=Policy)

    def skill_headers(self) -> dict[str, str]:
        """Return the three headers without which an export is refused."""
        return {
            "X-Skill-Source": self.skill.name,
            "X-Skill-Version": self.skill.version,
            "X-Skill-Platform": self.platform,
        }

    def identity(self) -> dict[str, str | Secret]:
        """Return the headers of an ordinary request."""
        headers: dict[str, str | Secret] = {**self.skill_headers()}
        if self.token is not None:
            headers["Authorization"] = Secret(f"Bearer {self.token.reveal()}")
        return headers

    @property
    def service(self) -> str:
        """What a person calls the other side."""
        return "The local engine" if self.local else "NemoVideo"
