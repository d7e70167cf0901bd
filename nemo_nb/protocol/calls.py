"""The short calls: a new project, its state, its link, the balance."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from nemo_nb.protocol.answers import required, to_credits, to_session, to_state
from nemo_nb.protocol.ops import Call, Request
from nemo_nb.protocol.retry import ask

if TYPE_CHECKING:
    from nemo_nb.protocol.account import Account
    from nemo_nb.protocol.records import Credits, Session, State

APP = "nemo_agent"


def new_session(account: Account) -> Call[Session]:
    """Start a project. A project made twice by a repeated call would only stay empty."""
    request = Request(
        "POST",
        f"/api/tasks/me/with-session/{APP}",
        "Starting a project",
        json={"task_name": "project", "language": account.language},
    )
    session = to_session((yield from ask(account, request, repeat=True)), request.call)
    account.user_id = account.user_id or session.user_id
    return session


def read_state(account: Account, session_id: str) -> Call[State]:
    """Read the latest state of a project."""
    request = Request(
        "GET", f"/api/state/{APP}/me/{quote(session_id, safe='')}/latest", "Reading the timeline"
    )
    return to_state((yield from ask(account, request, repeat=True)), request.call, session_id)


def read_credits(account: Account) -> Call[Credits]:
    """Read the balance."""
    request = Request("GET", "/api/credits/balance/simple", "Reading the credits")
    return to_credits((yield from ask(account, request, repeat=True)), request.call)


def project_link(account: Account, session: Session) -> Call[str]:
    """Return an address that opens the project in a browser; it gives no access to the account."""
    request = Request(
        "POST",
        "/api/auth/claim-token",
        "Making the project's link",
        json={"task_id": session.task_id, "session_id": session.session_id},
    )
    body = yield from ask(account, request, repeat=True)
    claim = required(body, request.call, "claim_token")
    return f"{account.web_url}/workspace/claim?{urlencode({'ct': claim})}"
