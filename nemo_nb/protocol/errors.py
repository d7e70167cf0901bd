"""One tree of exceptions; nothing else leaves this package.

    NemoError
    ├── ApiError(code, message)          the service answered with an error
    │   ├── AuthenticationError          1001
    │   ├── SessionNotFoundError         1002
    │   ├── InsufficientCreditsError     2001
    │   ├── UnsupportedFileError         4001 (also raised before anything is sent)
    │   ├── FileTooLargeError            4002 (also raised before anything is sent)
    │   ├── MissingClientIdError         400
    │   ├── PlanRequiredError            402
    │   └── RateLimitError               429
    ├── TransportError                   the network failed
    │   ├── ConnectionLostError          it broke while something was under way
    │   └── TimeoutError                 it stayed silent for too long
    ├── ProtocolError                    the answer could not be understood
    ├── RenderError                      an export failed
    └── EngineError                      the local engine could not start, or stopped

Every error carries ``message`` (what happened) and ``hint`` (what to do next; may be empty).
"""

from __future__ import annotations

from typing import ClassVar


class NemoError(Exception):
    """Base of every error of this package.

    Parameters
    ----------
    message
        What happened, in one sentence, without secrets.
    hint
        What to do next, in one sentence; empty when there is nothing to advise.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only parameters: pickle must not call the class with ``args``.
        return (_restore, (type(self), self.args, self.__dict__))

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


def _restore(kind: type[NemoError], args: tuple[object, ...], fields: dict[str, object]) -> NemoError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(fields)
    return error


class ApiError(NemoError):
    """The service answered with an error code."""

    code: int = 0
    known: ClassVar[dict[int, type[ApiError]]] = {}

    def __init__(self, message: str, *, code: int | None = None, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        if code is not None:
            self.code = code

    def __init_subclass__(cls, code: int) -> None:
        cls.code = code
        ApiError.known[code] = cls

    @staticmethod
    def from_code(code: int, message: str, *, hint: str = "") -> ApiError:
        """Return the error class registered for ``code``, or a plain `ApiError`."""
        return ApiError.known.get(code, ApiError)(message, code=code, hint=hint)


class AuthenticationError(ApiError, code=1001):
    """The account's token is wrong or has expired."""


class SessionNotFoundError(ApiError, code=1002):
    """The project does not exist at the service (any more)."""


class InsufficientCreditsError(ApiError, code=2001):
    """The account has no credits left."""


class UnsupportedFileError(ApiError, code=4001):
    """The file is not one the service or the skill can use."""


class FileTooLargeError(ApiError, code=4002):
    """The file is over the skill's limit."""


class MissingClientIdError(ApiError, code=400):
    """The service did not receive a client id."""


class PlanRequiredError(ApiError, code=402):
    """The account's plan does not allow an export."""


class RateLimitError(ApiError, code=429):
    """Too many requests; the service asks to wait."""


class TransportError(NemoError):
    """The network, not the service, failed."""


class ConnectionLostError(TransportError):
    """The connection broke while a request was under way."""


class TimeoutError(TransportError):
    """Nothing arrived for longer than the caller allows."""


class ProtocolError(NemoError):
    """An answer arrived that does not fit the protocol."""


class RenderError(NemoError):
    """An export ended without a video."""


class EngineError(NemoError):
    """The local engine could not be started, or stopped in the middle of work."""
