"""The engine's process: ``python -m nemo_nb.engine``, started by the client, ended with it.

One line of JSON on stdout, ``{"url": …, "secret": …}``, says that it is accepting; nothing else is ever
written there. The end of stdin, or a new parent, means that the owner is gone: the engine then ends at once.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
import signal
import socket
import sys
import threading
import time
from contextlib import suppress

import uvicorn

from nemo_nb.engine.engine import Engine
from nemo_nb.engine.ffmpeg import kill_all
from nemo_nb.engine.library import home
from nemo_nb.engine.server import create_app

_WATCH = 0.5  # s between looks at the parent


def main() -> None:
    """Serve until the owner is gone or SIGTERM arrives."""
    logging.basicConfig(level=logging.WARNING)
    _watch_owner()
    signal.signal(signal.SIGTERM, lambda *_: _leave())
    if not sys.stdin.isatty():
        # Interrupting a notebook's cell interrupts the kernel's whole group; work is cancelled otherwise.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    engine = Engine(home())
    secret = secrets.token_urlsafe(32)
    # asyncio only switches Nagle's delay (40 ms per answer) off for sockets that name their protocol.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        create_app(engine, secret), lifespan="off", log_config=None, access_log=False, server_header=False
    )
    asyncio.run(_serve(engine, uvicorn.Server(config), listener, secret))


async def _serve(engine: Engine, server: uvicorn.Server, listener: socket.socket, secret: str) -> None:
    config = server.config
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listener])
    port = listener.getsockname()[1]
    sys.stdout.write(json.dumps({"url": f"http://127.0.0.1:{port}", "secret": secret}) + "\n")
    sys.stdout.flush()
    engine.start()
    threading.Thread(target=_warm_up, daemon=True).start()
    await server.main_loop()


def _watch_owner() -> None:
    parent = os.getppid()

    def wait_for_eof() -> None:
        with suppress(OSError, ValueError):
            while os.read(0, 4096):
                pass
        _leave()

    def wait_for_new_parent() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH)
        _leave()

    for target in (wait_for_eof, wait_for_new_parent):
        threading.Thread(target=target, daemon=True).start()


def _leave() -> None:
    """End at once. What was half done is scratch, and its jobs are run again by the next engine."""
    kill_all()
    os._exit(0)


def _warm_up() -> None:
    """Load what the first request would otherwise wait for."""
    time.sleep(0.05)
    from nemo_nb.engine.picture import analysis

    analysis.warm_up()
    from nemo_nb.engine import brief, music

    music.perform(music.compose(brief.Brief(), music.Picture(4.0)))


if __name__ == "__main__":
    main()
