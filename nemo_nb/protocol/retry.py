"""One request, made as often as is right.

==============================  ==========================================================================
what happened                   what is done
==============================  ==========================================================================
never left this computer        repeated with backoff and jitter, any call
broken or silent after that     a read is repeated; anything else ends with `ConnectionLostError`
408, 5xx                        a read is repeated, after ``Retry-After`` if given
429                             repeated once, after ``Retry-After`` or 30 s: it was refused, not done
1001                            repeated once with a new anonymous token; a given token is an error
400 to the token call           repeated once with a new client id
redirect                        followed (at most 5); identity goes to the service's own origin only
==============================  ==========================================================================
"""

from __future__ import annotations

from dataclasses import replace
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from nemo_nb.protocol.account import Account, Secret
from nemo_nb.protocol.advice import advise
from nemo_nb.protocol.answers import number, required, text
from nemo_nb.protocol.envelope import parse
from nemo_nb.protocol.errors import (
    ApiError,
    AuthenticationError,
    ConnectionLostError,
    EngineError,
    MissingClientIdError,
    NemoError,
    ProtocolError,
    RateLimitError,
    TimeoutError,
    TransportError,
)
from nemo_nb.protocol.ops import (
    Call,
    Close,
    Locked,
    Open,
    Read,
    Request,
    Response,
    Run,
    Send,
    Sleep,
    Stopped,
    TransportFailure,
)

if TYPE_CHECKING:
    from nemo_nb.protocol.records import Json

_REDIRECTS = (301, 302, 303, 307, 308)


def ask(account: Account, request: Request, *, repeat: bool) -> Call[Json]:
    """Make a call and return the object inside its answer.

    ``repeat`` says that doing it twice does no harm.
    """
    _, body = yield from _exchange(account, request, repeat, stream=False)
    return body


def ask_stream(account: Account, request: Request, *, repeat: bool) -> Call[Response]:
    """Make a call and return its response with the body left open for `Read`."""
    response, _ = yield from _exchange(account, request, repeat, stream=True)
    return response


def _exchange(account: Account, request: Request, repeat: bool, stream: bool) -> Call[tuple[Response, Json]]:
    policy, failures, renewed, waited = account.policy, 0, False, False
    while True:
        if account.token is None:
            yield Locked(partial(_new_token, account, None))
        token = account.token
        try:
            response = yield from _follow(replace(request, identity=account.identity()), stream)
        except TransportFailure as failure:
            failures += 1
            if failures >= policy.attempts or (failure.sent and not repeat):
                raise (yield from lost(account, failure, request.call)) from None
            yield Sleep(policy.pause(failures - 1))
            continue
        pause = _retry_after(response, policy.retry_after_limit)
        if response.status == 429 and not waited:
            waited = True
            yield Sleep(policy.rate_limit_wait if pause is None else pause)
            continue
        if repeat and (response.status == 408 or response.status >= 500):
            failures += 1
            if failures < policy.attempts:
                yield Sleep(policy.pause(failures - 1) if pause is None else pause)
                continue
        if stream and response.status < 400 and not response.body:
            return response, {}
        try:
            return response, parse(response, request.call)
        except AuthenticationError as error:
            if account.given or renewed:
                raise advise(account, error) from None
            renewed = True
            yield Locked(partial(_new_token, account, token))
        except RateLimitError as error:
            if waited:
                raise advise(account, error) from None
            waited = True
            yield Sleep(policy.rate_limit_wait)
        except ApiError as error:
            raise advise(account, error) from None
        except ProtocolError:
            # Half a document or a gateway's page, once, may be an accident.
            if not repeat or failures:
                raise
            failures += 1
            yield Sleep(policy.pause(0))


def may_have_arrived(error: NemoError) -> bool:
    """False when the request behind ``error`` certainly did nothing: it never left, or it was refused."""
    if isinstance(error, (TransportError, EngineError)):
        failure = error.__context__
        return isinstance(failure, TransportFailure) and failure.sent
    if isinstance(error, ApiError):  # a gateway in between gave up; the service may not have
        return error.code == 408 or 500 <= error.code < 600
    return isinstance(error, ProtocolError)


def lost(account: Account, failure: TransportFailure, call: str) -> Call[NemoError]:
    """Return the error that a person gets for a transport failure."""
    if (yield Stopped()):
        return EngineError(
            f"{call}: the local engine stopped. Your project is safe.",
            hint="Run it again: it starts by itself.",
        )
    if failure.silent:
        return TimeoutError(
            f"{call}: {account.service} did not answer in time.", hint="Try again in a moment."
        )
    if not failure.sent:
        return ConnectionLostError(
            f"{call}: {account.service} could not be reached.", hint="Check the network, then try again."
        )
    return ConnectionLostError(
        f"{call}: the connection to {account.service} broke.",
        hint="Check what has arrived (status) before trying again.",
    )


def _new_token(account: Account, stale: Secret | None) -> Call[None]:
    """Fetch an anonymous token, unless another call has replaced ``stale`` in the meantime."""
    if account.token != stale:
        return
    call, policy = "Signing in", account.policy
    failures, fresh, waited = 0, False, False
    while True:
        client_id = yield Run(partial(account.client_id, fresh))
        identity = {"X-Client-Id": client_id, **account.skill_headers()}
        request = Request("POST", "/api/auth/anonymous-token", call, identity=identity)
        try:
            response: Response = yield Send(request)
            body = parse(response, call)
        except TransportFailure as failure:
            # A token fetched twice does no harm: the service gives one per client.
            failures += 1
            if failures >= policy.attempts:
                raise (yield from lost(account, failure, call)) from None
            yield Sleep(policy.pause(failures - 1))
        except MissingClientIdError as error:
            if fresh:
                raise advise(account, error) from None
            fresh = True
        except RateLimitError as error:
            if waited:
                raise advise(account, error) from None
            waited = True
            pause = _retry_after(response, policy.retry_after_limit)
            yield Sleep(policy.rate_limit_wait if pause is None else pause)
        except (ApiError, ProtocolError) as error:
            failures += 1
            if not may_have_arrived(error) or failures >= policy.attempts:
                raise advise(account, error) from None
            yield Sleep(policy.pause(failures - 1))
        else:
            account.token = Secret(required(body, call, "token"))
            account.user_id = text(body, "user_id", "userId") or account.user_id
            return


def _follow(request: Request, stream: bool) -> Call[Response]:
    for _ in range(6):
        response: Response = yield (Open if stream else Send)(request)
        if stream and (response.status >= 300 or "json" in response.headers.get("content-type", "")):
            response = replace(response, body=(yield from _drain(request.silence)))
        target = response.headers.get("location")
        if response.status not in _REDIRECTS or not target:
            return response
        if request.method != "GET" and response.status not in (307, 308):
            break  # the others would turn a POST into a GET
        try:
            request = replace(request, url=urljoin(response.url, target))
        except ValueError:
            break  # no address at all
    raise ProtocolError(f"{request.call}: the service sent us elsewhere and we did not follow.")


def _drain(within: float) -> Call[bytes]:
    """Read what is no stream after all: an error, or an answer in one piece."""
    pieces: list[bytes] = []
    while piece := (yield Read(within)):
        pieces.append(piece)
    yield Close()
    return b"".join(pieces)


def _retry_after(response: Response, limit: float) -> float | None:
    value = response.headers.get("retry-after", "").strip()
    if not value:
        return None
    seconds = number(value)
    if seconds is None:
        try:
            # The service's own clock, so that ours does not matter.
            now = parsedate_to_datetime(response.headers.get("date", ""))
            seconds = (parsedate_to_datetime(value) - now).total_seconds()
        except (TypeError, ValueError, OverflowError):
            return None
    return min(max(seconds, 0.0), limit)
