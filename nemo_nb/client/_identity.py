"""Who this computer is to the service: the persisted client id, and the platform it runs on."""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from functools import cache
from pathlib import Path

from nemo_nb.protocol import NemoError

_LONGEST = 64


def client_id_file() -> Path:
    """Return the file that holds the client id."""
    return Path.home() / ".config" / "nemovideo" / "client_id"


def check_header(name: str, value: str) -> None:
    """Raise if ``value`` cannot be sent in a header; the error does not show it, for it may be secret."""
    if not (value.isascii() and value.isprintable()):
        raise NemoError(
            f"{name} holds characters that cannot be sent.", hint="Use letters, digits and dashes."
        )


def load_client_id(given: str | None, fresh: bool = False) -> str:
    """Return the client id: the given one, ``NEMO_CLIENT_ID``, the saved one, or a new one, saved.

    A new id on every start would trip the service's limits. ``fresh`` replaces the saved id by a new one.
    """
    chosen = (given or os.environ.get("NEMO_CLIENT_ID", "")).strip()
    if chosen and not fresh:
        check_header("NEMO_CLIENT_ID", chosen)
        return chosen[:_LONGEST]
    new = str(uuid.uuid4()) if fresh else _new_id()
    try:
        path = client_id_file()
        if not fresh and (saved := _read(path)):
            return saved
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"client_id.{os.getpid()}.{new[:8]}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(new + "\n")
        if not fresh and (other := _read(path)):
            temporary.unlink()  # another kernel was faster
            return other
        temporary.replace(path)
    except (OSError, RuntimeError):
        return new  # no home, or a read-only one: the same id as long as this process lives
    return new


@cache
def _new_id() -> str:
    return str(uuid.uuid4())


def _read(path: Path) -> str | None:
    try:
        text = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    with suppress(OSError):  # an id that we may only read is as good
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    return text if text and len(text) <= _LONGEST and text.isprintable() else None


def platform() -> str:
    """Return ``SKILL_SOURCE``, or what the place of this package says: clawhub, cursor or unknown."""
    told = os.environ.get("SKILL_SOURCE", "").strip()
    if told:
        check_header("SKILL_SOURCE", told)
        return told
    here = Path(__file__).resolve()
    with suppress(RuntimeError):  # nobody's home
        for name, folder in (("clawhub", ".clawhub"), ("cursor", ".cursor/skills")):
            if here.is_relative_to(Path.home() / folder):
                return name
    return "unknown"


def language() -> str:
    """Return the user's language as the service wants it, from the locale: ``en``, ``zh``, …."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "").partition("_")[0].partition(".")[0].lower()
        if len(code) == 2 and code.isalpha():
            return code
    return "en"
