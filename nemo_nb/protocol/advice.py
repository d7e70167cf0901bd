"""What to do about an error of the service, in the user's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from nemo_nb.protocol.errors import (
    AuthenticationError,
    FileTooLargeError,
    InsufficientCreditsError,
    NemoError,
    PlanRequiredError,
    RateLimitError,
    SessionNotFoundError,
    UnsupportedFileError,
)
from nemo_nb.protocol.skills import AUDIO_FORMATS, IMAGE_FORMATS, MB, VIDEO_FORMATS

if TYPE_CHECKING:
    from nemo_nb.protocol.account import Account

E = TypeVar("E", bound=NemoError)

_NAMED = [name for name in VIDEO_FORMATS + IMAGE_FORMATS + AUDIO_FORMATS if name != "jpeg"]
FORMATS_HINT = f"Use {', '.join(_NAMED[:-1])} or {_NAMED[-1]}."


def size_hint(account: Account) -> str:
    """Return what to do with a file over the limit."""
    return f"The limit is {account.skill.limit // MB} MB. Compress or trim it first."


def advise(account: Account, error: E) -> E:
    """Give ``error`` a hint, and plain words where the service's own would not help."""
    register = f"{account.web_url}/register" + (f"?bind={account.user_id}" if account.user_id else "")
    if isinstance(error, AuthenticationError):
        if account.given:
            error.message = f"{account.service} does not accept the token you gave."
            error.hint = "Check NEMO_TOKEN, or leave it out to go on without an account."
        else:
            error.message = f"{account.service} refused to sign us in."
            error.hint = "Try again later, or set NEMO_TOKEN."
    elif isinstance(error, SessionNotFoundError):
        error.message = "This project does not exist (any more); its old timeline is gone."
        error.hint = "Start a new project and upload the material again."
    elif isinstance(error, InsufficientCreditsError):
        error.message = f"{account.service} has no credits left for this account. Your timeline is safe."
        error.hint = f"Top up at {account.web_url}" if account.given else f"Register to continue: {register}"
    elif isinstance(error, PlanRequiredError):
        error.message = "This account's plan does not include exports. It is not about credits."
        error.hint = f"Upgrade at {account.web_url}" if account.given else f"Register to continue: {register}"
    elif isinstance(error, UnsupportedFileError):
        error.hint = error.hint or FORMATS_HINT
    elif isinstance(error, FileTooLargeError):
        error.hint = error.hint or size_hint(account)
    elif isinstance(error, RateLimitError):
        error.message = f"{account.service} asks us to slow down."
        error.hint = "Wait a minute, then try again."
    return error
