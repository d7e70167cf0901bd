"""A service that takes its time, so that tests can look at the middle of a reply and of a render."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from tests.notebook.cloud import Cloud

if TYPE_CHECKING:
    from pathlib import Path


class SlowCloud(Cloud):
    """Renders for ``seconds`` seconds; ``cancelled`` are the renders that it was told to drop."""

    def __init__(self, video: Path, seconds: float) -> None:
        super().__init__(video)
        self.seconds = seconds
        self.started: dict[str, float] = {}
        self.cancelled: list[str] = []
        base: Any = self.server.RequestHandlerClass

        def do_get(handler: Any) -> None:
            job = handler.path.rsplit("/", 1)[-1]
            if job not in self.started:
                base.do_GET(handler)
                return
            part = min((time.monotonic() - self.started[job]) / self.seconds, 1.0)
            if part == 1:
                base.do_GET(handler)
            else:
                handler._data({"id": job, "status": "processing", "progress": round(part * 100, 1)})

        def do_post(handler: Any) -> None:
            if handler.path.endswith("/cancel"):
                self.cancelled.append(handler.path.split("/")[-2])
                handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
                handler._data({})
            elif handler.path.startswith("/api/render"):
                body = handler.rfile.read(int(handler.headers["Content-Length"]))
                job = str(json.loads(body)["id"])
                self.started[job] = time.monotonic()
                handler._data({"id": job, "status": "processing", "progress": 0})
            else:
                base.do_POST(handler)

        handlers = {"do_GET": do_get, "do_POST": do_post}
        self.server.RequestHandlerClass = type("Handler", (base,), handlers)
