"""NemoVideo's protocol as a real process on loopback, with every fault that a client must survive.

    python tests/client/fault_server.py [--port N] [--secret S] [--keep FILE]   # prints {"url": …} when up

``POST /_fault`` adds faults, ``GET /_log`` tells what arrived, ``GET /_open`` lists the open connections
that have asked something (not the port's chance visitors), ``POST /_reset`` forgets everything. A fault is
``{"on": CALL, "do": WHAT, "times": 1, ...}``:

CALL: token, session, claim, chat, upload, credits, state, render, look, cancel, download, file
WHAT: close        close without an answer, nothing done
      done_close   do the work, then close without an answer
      status       answer ``status`` with ``headers`` and ``body`` (text or object; with ``raw``, bytes
                   written as Latin-1 text), nothing done
      done_status  do the work, then answer so
      half         do the work, then send half of the JSON
      hang         say nothing for ``seconds``, nothing done
      cut          (file, download) send ``bytes`` more bytes, then close
      change       (file) be another file by now, with ``etag``, and overlook If-Range
      script       (chat) apply the edit if ``apply``; send ``frames`` (payloads; raw text as it is) with
                   ``pause`` seconds between; then ``end``: clean, cut, hang, beat (heartbeats for ever),
                   die; with ``bare``, only the connection's close tells the end
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import select
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from fault_world import ETAG, VIDEO, World

PARSER = argparse.ArgumentParser()
PARSER.add_argument("--host", default="127.0.0.1")
PARSER.add_argument("--port", type=int, default=0)
PARSER.add_argument("--secret", help="play the local engine: every request must carry it")
PARSER.add_argument("--keep", help="a file that projects survive in")
ARGUMENTS = PARSER.parse_args()
WORLD = World(ARGUMENTS.keep)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def finish(self) -> None:
        with WORLD.lock:
            WORLD.open.pop(self.client_address, None)
        with contextlib.suppress(OSError):
            super().finish()

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        if self.path.startswith("/_"):
            return self._control()
        with WORLD.lock:
            WORLD.open[self.client_address] = self.requestline
        if ARGUMENTS.secret and self.headers.get("X-Engine-Secret") != ARGUMENTS.secret:
            return self._send(401, {"code": 401, "message": "not yours"})
        call, run = self._route()
        entry = {
            "call": call,
            "method": self.command,
            "path": self.path,
            "peer": self.client_address[1],
            "headers": dict(self.headers.items()),
        }
        with WORLD.lock:
            WORLD.log.append(entry)
        self._entry = entry
        fault = WORLD.fault(call) or {}
        what = fault.get("do")
        if what == "close":
            return self._hang_up()
        if what == "hang":
            self._hold(fault["seconds"])
            return self._hang_up()
        if what == "status":
            self._body()
            encoding = "latin-1" if fault.get("raw") else "utf-8"
            return self._send(fault["status"], fault.get("body", {}), fault.get("headers"), encoding)
        refusal = WORLD.refuse(call, self.headers)
        if refusal:
            self._body()
            return self._send(*refusal)
        if call == "chat":
            return self._chat(fault)
        if call in ("file", "download"):
            return self._file(fault)
        answer = run()
        if what == "done_close":
            return self._hang_up()
        if what == "done_status":
            return self._send(fault["status"], fault.get("body", {}), fault.get("headers"))
        if what == "half":
            text = json.dumps(answer)
            return self._send(200, text[: len(text) // 2])
        if isinstance(answer, tuple):
            return self._send(*answer)
        form = WORLD.options["envelope"]
        if form == "code":
            answer = {"code": 0, "message": "ok", "data": answer}
        elif form == "success":
            answer = {"success": True, "data": answer}
        self._send(200, answer)
        return None

    # -- routes

    def _route(self) -> tuple[str, Any]:
        path = self.path.removeprefix(WORLD.options.get("prefix", ""))
        parts = path.split("?")[0].strip("/").split("/")
        if path.startswith("/file/"):
            return "file", None
        match parts:
            case ["api", "auth", "anonymous-token"]:
                return "token", lambda: WORLD.token(self.headers.get("X-Client-Id"))
            case ["api", "auth", "claim-token"]:
                return "claim", lambda: (self._body(), {"claim_token": "clm_1", "expires_in": 604800})[1]
            case ["api", "tasks", "me", "with-session", "nemo_agent"]:
                return "session", lambda: (self._body(), WORLD.session())[1]
            case ["run_sse"]:
                return "chat", None
            case ["api", "upload-video", "nemo_agent", "me", sid]:
                return "upload", lambda: self._upload(sid)
            case ["api", "credits", *_]:
                return "credits", lambda: {"available": 90, "frozen": 10, "total": 100}
            case ["api", "state", "nemo_agent", "me", sid, "latest"]:
                return "state", lambda: WORLD.state(sid)
            case ["api", "render", "proxy", "lambda"]:
                return "render", lambda: WORLD.render(json.loads(self._body()))
            case ["api", "render", "proxy", "lambda", rid]:
                return "look", lambda: WORLD.look(rid, self._base())
            case ["api", "render", "proxy", "lambda", rid, "cancel"]:
                return "cancel", lambda: (self._body(), WORLD.cancel(rid))[1]
            case ["api", "render", "proxy", _, "download"]:
                return "download", None
        return "unknown", lambda: (404, {"detail": "Not Found"})

    def _upload(self, sid: str) -> Any:
        length, head, count, digest = int(self.headers["Content-Length"]), b"", 0, hashlib.sha256()
        while count < length:
            block = self.rfile.read(min(1 << 20, length - count))
            if not block:
                return 400, {"code": 400, "message": "short body"}
            head = head or block[:2000]
            count += len(block)
            digest.update(block)
        self._entry["bytes"] = count
        if self.headers["Content-Type"].startswith("application/json"):
            names = [url.rpartition("/")[2].partition("?")[0] for url in json.loads(head)["urls"]]
        else:
            names = [head.partition(b'filename="')[2].partition(b'"')[0].decode()]
        return WORLD.upload(sid, names, digest.hexdigest())

    def _file(self, fault: dict[str, Any]) -> None:
        start, status = 0, 200
        wanted = self.headers.get("Range", "")
        if wanted and ("etag" in fault or self.headers.get("If-Range", ETAG) == ETAG):
            start, status = int(wanted.removeprefix("bytes=").partition("-")[0]), 206
        if start >= len(VIDEO):
            return self._send(416, "", {"Content-Range": f"bytes */{len(VIDEO)}"})
        body = VIDEO[start:] if "etag" not in fault else VIDEO[::-1][start:]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "video/mp4")
        if WORLD.options["validators"]:
            self.send_header("ETag", fault.get("etag", ETAG))
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{len(VIDEO) - 1}/{len(VIDEO)}")
        self.end_headers()
        if fault.get("do") == "cut":
            self.wfile.write(body[: fault["bytes"]])
            return self._hang_up()
        self.wfile.write(body)
        return None

    def _chat(self, fault: dict[str, Any]) -> None:
        body = json.loads(self._body())
        text = body["new_message"]["parts"][0]["text"]
        session = WORLD.sessions.get(body["session_id"])
        self._entry["text"] = text
        if session is None:
            return self._send(404, {"detail": "Session not found"})
        if fault.get("do") != "script":
            WORLD.edit(session, text)
            if fault.get("do") == "done_close":
                return self._hang_up()
            if fault.get("do") == "done_status":
                return self._send(fault["status"], fault.get("body", {}), fault.get("headers"))
            fault = {"frames": [{"type": "text", "content": "Done: "}, {"type": "text", "content": text}]}
        elif fault.get("apply"):
            if fault.get("late"):
                threading.Timer(fault["late"], WORLD.edit, (session, text)).start()
            else:
                WORLD.edit(session, text)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        if fault.get("bare"):
            self.close_connection = True
        else:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for frame in fault.get("frames", []):
            self._chunk(frame if isinstance(frame, str) else f"data: {json.dumps(frame)}\n\n", fault)
            time.sleep(fault.get("pause", 0))
        end = fault.get("end", "clean")
        if end == "die":
            os._exit(9)
        if end == "cut":
            return self._hang_up()
        if end == "hang":
            self._hold(fault.get("seconds", 30))
            return self._hang_up()
        try:
            while end == "beat":
                self._chunk('data: {"type":"heartbeat"}\n\n', fault)
                time.sleep(0.05)
        except OSError:
            return self._hang_up()
        if not fault.get("bare"):
            self.wfile.write(b"0\r\n\r\n")
        return None

    # -- plumbing

    def _chunk(self, text: str, fault: dict[str, Any]) -> None:
        data = text.encode()
        self.wfile.write(data if fault.get("bare") else b"%x\r\n%s\r\n" % (len(data), data))

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _base(self) -> str:
        return address(self.server)

    def _send(
        self, status: int, body: Any, headers: dict[str, str] | None = None, encoding: str = "utf-8"
    ) -> None:
        data = (body if isinstance(body, str) else json.dumps(body)).encode(encoding)
        self.send_response(status)
        given = {"Content-Type": "application/json", "Content-Length": str(len(data)), **(headers or {})}
        for name, value in given.items():
            self.send_header(name, value.replace("{base}", self._base()))
        self.end_headers()
        self.wfile.write(data)

    def _hold(self, seconds: float) -> None:
        """Say nothing, for as long as anybody is there to listen."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if select.select([self.connection], [], [], left)[0] and not self.connection.recv(65536):
                return

    def _hang_up(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def _control(self) -> None:
        body = json.loads(self._body() or b"null")
        with WORLD.lock:
            answer: Any = {}
            if self.path == "/_fault":
                WORLD.faults.extend(body)
            elif self.path == "/_options":
                WORLD.options |= body
            elif self.path == "/_reset":
                WORLD.reset()
            elif self.path == "/_expire":
                WORLD.tokens.clear()
                WORLD.given.clear()
            elif self.path == "/_forget":
                WORLD.sessions.clear()
            elif self.path == "/_world":
                answer = {"renders": WORLD.renders, "sessions": WORLD.sessions, "tokens": len(WORLD.tokens)}
            elif self.path == "/_log":
                answer = WORLD.log
            elif self.path == "/_open":
                answer = list(WORLD.open.values())
        self._send(200, answer, {"Connection": "close"})
        self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def handle_error(self, *_: Any) -> None:
        pass  # clients that leave early are what this server is for


def address(server: Any) -> str:
    host, port = server.server_address[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def main() -> None:
    Server.address_family = socket.AF_INET6 if ":" in ARGUMENTS.host else socket.AF_INET
    server = Server((ARGUMENTS.host, ARGUMENTS.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    hello = {"url": address(server), "secret": ARGUMENTS.secret}
    print(json.dumps(hello), flush=True)
    sys.stdin.read()  # ends with whoever started us


if __name__ == "__main__":
    main()
