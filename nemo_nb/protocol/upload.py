"""Uploads: checked before, streamed, and never sent again without looking first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from nemo_nb.protocol.answers import to_media_list
from nemo_nb.protocol.calls import APP, read_state
from nemo_nb.protocol.errors import NemoError, ProtocolError, UnsupportedFileError
from nemo_nb.protocol.formats import HEAD, check_file, sent_name
from nemo_nb.protocol.ops import Call, Emit, Request, Run, Sleep, Source
from nemo_nb.protocol.records import Media, Progress, State
from nemo_nb.protocol.retry import ask, may_have_arrived

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nemo_nb.protocol.account import Account

_TRIES = 3


def upload(account: Account, session_id: str, items: Sequence[Source | str]) -> Call[list[Media]]:
    """Upload files and http(s) addresses, in order.

    Every file is checked before the first byte of any is sent. A file whose upload broke off is looked up
    among the project's material before it is sent again.

    Raises
    ------
    UnsupportedFileError, FileTooLargeError
        Before anything is sent.
    """
    files = [item for item in items if not isinstance(item, str)]
    for file in files:
        check_file(file.name, file.size, (yield Run(partial(_peek, file))), account.skill)
    for item in items:
        if isinstance(item, str) and not item.lower().startswith(("http://", "https://")):
            raise UnsupportedFileError("Only http and https addresses can be uploaded.")
    before = yield from read_state(account, session_id)
    total, sent = sum(file.size for file in files), 0
    done: list[Media] = []
    for item in items:
        path = f"/api/upload-video/{APP}/me/{quote(session_id, safe='')}"
        if isinstance(item, str):
            request = Request(
                "POST", path, "Upload", json={"urls": [item], "source_type": "url"}, silence=300.0
            )
        else:
            yield Emit(Progress("upload", sent, total, item.name))
            request = Request(
                "POST",
                path,
                f"Upload of {item.name}",
                upload=item,
                sent_before=sent,
                sent_total=total,
                silence=300.0,
            )
        if done:
            # What was there before this file: only so can a lost answer be told from a lost file.
            before = yield from read_state(account, session_id)
        media = yield from _send(account, session_id, request, before)
        done.append(media)
        if not isinstance(item, str):
            sent += item.size
            yield Emit(Progress("upload", sent, total, item.name))
    return done


def _send(account: Account, session_id: str, request: Request, before: State) -> Call[Media]:
    name = request.upload.name if request.upload else None
    for attempt in range(_TRIES):
        try:
            body = yield from ask(account, request, repeat=False)
            found = to_media_list(body.get("files"), request.call)
            if found:
                return found[0]
            raise ProtocolError(f"{request.call}: the answer names no file.")
        except NemoError as error:
            if not may_have_arrived(error):
                raise
            problem = error
        yield Sleep(account.policy.pause(attempt))
        media = _arrived((yield from read_state(account, session_id)), before, name)
        if media is not None:
            return media
    raise problem


def _arrived(now: State, before: State, name: str | None) -> Media | None:
    """Return the file that is there now and was not before: under its name, or any for an address.

    A service that keeps the same clip once lists nothing new at its second upload; then the timeline tells.
    """
    names = {media.filename for media in now.media} if name is None else {name, sent_name(name)}
    same, known = ([media for media in state.media if media.filename in names] for state in (now, before))
    is_new = len(same) > len(known) or now.draft != before.draft
    return same[-1] if same and is_new else None


def _peek(file: Source) -> bytes:
    reader = file.open()
    try:
        return cast("bytes", reader.read(HEAD))
    finally:
        reader.close()
