"""NemoVideo's protocol as a real process on loopback, with every fault that a client must survive.

    python tests/client/fault_server.py [--port N]      # prints {"url": ...} once it listens

``POST /_fault`` adds faults, ``GET /_log`` tells what arrived, ``GET /_open`` counts open connections,
``POST /_reset`` forgets everything. A fault is ``{"on": CALL, "do": WHAT, "times": 1, ...}``:

CALL: token, session, claim, chat, upload, credits, state, render, look, cancel, download, file
WHAT: close        close without an answer, nothing done
      done_close   do the work, then close without an answer
      status       answer ``status`` with ``headers`` and ``body`` (text or object), nothing done
      done_status  do the work, then answer so
      half         do the work, then send half of the JSON
      hang         say nothing for ``seconds``, nothing done
      cut          (file, download) send ``bytes`` more bytes, then close
      script       (chat) apply the edit if ``apply``; send ``frames`` (payloads; raw text as it is) with
                   ``pause`` seconds between; then ``end``: clean, cut, hang, beat (heartbeats for ever)
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import socket
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

VIDEO = bytes(range(256)) * 4096  # 1 MiB
ETAG = '"' + hashlib.sha256(VIDEO).hexdigest()[:16] + '"'


class World:
    """Everything the service remembers."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.open = 0
        self.reset()

    def reset(self) -> None:
        self.tokens: set[str] = set()
        self.given: set[str] = {"nmv_usr_given"}
        self.sessions: dict[str, dict[str, Any]] = {}
        self.renders: dict[str, dict[str, Any]] = {}
        self.faults: list[dict[str, Any]] = []
        self.log: list[dict[str, Any]] = []
        self.frozen = False
        self.options: dict[str, Any] = {"polls": 2, "validators": True, "envelope": "code"}

    def fault(self, call: str) -> dict[str, Any] | None:
        with self.lock:
            for fault in self.faults:
                if fault["on"] == call and fault.get("skip", 0) > 0:
                    fault["skip"] -= 1
                    return None
                if fault["on"] == call:
                    fault["times"] = fault.get("times", 1) - 1
                    if fault["times"] <= 0:
                        self.faults.remove(fault)
                    return fault
        return None

    def edit(self, session: dict[str, Any], text: str) -> None:
        with self.lock:
            draft = session["draft"] or {"d": 1000, "t": [], "m": {}, "x": {"kept": True}}
            draft = json.loads(json.dumps(draft))
            draft["t"].append({"tt": 7, "sg": [{"d": 1000, "m": {"text": text, "start": 0}}]})
            session["draft"] = draft


WORLD = World()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with WORLD.lock:
            WORLD.open += 1

    def finish(self) -> None:
        with WORLD.lock:
            WORLD.open -= 1
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
        call, run = self._route()
        entry = {
            "call": call,
            "method": self.command,
            "path": self.path,
            "headers": dict(self.headers.items()),
        }
        with WORLD.lock:
            WORLD.log.append(entry)
        fault = WORLD.fault(call) or {}
        what = fault.get("do")
        if what == "close":
            return self._hang_up()
        if what == "hang":
            time.sleep(fault["seconds"])
            return self._hang_up()
        if what == "status":
            self._body()
            return self._send(fault["status"], fault.get("body", {}), fault.get("headers"))
        refusal = self._refusal(call)
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
        parts = self.path.split("?")[0].strip("/").split("/")
        if self.path.startswith("/file/"):
            return "file", None
        match parts:
            case ["api", "auth", "anonymous-token"]:
                return "token", self._token
            case ["api", "auth", "claim-token"]:
                return "claim", lambda: (self._body(), {"claim_token": "clm_1", "expires_in": 604800})[1]
            case ["api", "tasks", "me", "with-session", "nemo_agent"]:
                return "session", self._session
            case ["run_sse"]:
                return "chat", None
            case ["api", "upload-video", "nemo_agent", "me", sid]:
                return "upload", lambda: self._upload(sid)
            case ["api", "credits", *_]:
                return "credits", lambda: {"available": 90, "frozen": 10, "total": 100}
            case ["api", "state", "nemo_agent", "me", sid, "latest"]:
                return "state", lambda: self._state(sid)
            case ["api", "render", "proxy", "lambda"]:
                return "render", self._render
            case ["api", "render", "proxy", "lambda", rid]:
                return "look", lambda: self._look(rid)
            case ["api", "render", "proxy", "lambda", rid, "cancel"]:
                return "cancel", lambda: self._cancel(rid)
            case ["api", "render", "proxy", _, "download"]:
                return "download", None
        return "unknown", lambda: (404, {"detail": "Not Found"})

    def _refusal(self, call: str) -> tuple[int, Any] | None:
        if call in ("token", "file", "unknown"):
            return None
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in WORLD.tokens | WORLD.given:
            return 200, {"code": 1001, "message": "token expired"}
        if call == "render" and not all(
            self.headers.get(f"X-Skill-{name}") for name in ("Source", "Version", "Platform")
        ):
            return 402, {"code": 402, "message": "upgrade"}
        return None

    def _token(self) -> Any:
        if not self.headers.get("X-Client-Id"):
            return 400, {"code": 400, "message": "missing X-Client-Id"}
        token = f"nmv_usr_{uuid.uuid4().hex}"
        WORLD.tokens.add(token)
        return {"token": token, "user_id": "anon_1", "expires_at": "2030-01-01T00:00:00Z", "credits": 100}

    def _session(self) -> Any:
        self._body()
        sid = uuid.uuid4().hex
        WORLD.sessions[sid] = {"draft": None, "videos": []}
        return {"task_id": f"task_{sid}", "session_id": sid, "user_id": "anon_1"}

    def _state(self, sid: str) -> Any:
        session = WORLD.sessions.get(sid)
        if session is None:
            return 200, {"code": 1002, "message": "session not found"}
        state = {"draft": session["draft"], "video_infos": session["videos"], "canvas_config": {}}
        return {"session_id": sid, "task_id": "t", "task_name": "project", "state": state}

    def _upload(self, sid: str) -> Any:
        length, head, count, digest = int(self.headers["Content-Length"]), b"", 0, hashlib.sha256()
        while count < length:
            block = self.rfile.read(min(1 << 20, length - count))
            if not block:
                return 400, {"code": 400, "message": "short body"}
            head = head or block[:2000]
            count += len(block)
            digest.update(block)
        if self.headers["Content-Type"].startswith("application/json"):
            names = [url.rpartition("/")[2].partition("?")[0] for url in json.loads(head)["urls"]]
        else:
            names = [head.partition(b'filename="')[2].partition(b'"')[0].decode()]
        files = [
            {
                "filename": n,
                "file_type": "video",
                "cdn_url": f"https://cdn/{n}?sig=SIGNED",
                "duration": 5.0,
                "width": 640,
                "height": 360,
                "fps": 25,
                "hash": digest.hexdigest(),
            }
            for n in names
        ]
        WORLD.sessions[sid]["videos"].extend(files)
        WORLD.log[-1]["bytes"] = count
        return {"files": files, "session_state_applied": True}

    def _render(self) -> Any:
        body = json.loads(self._body())
        if body["id"] in WORLD.renders:
            return 409, {"code": 409, "message": "duplicate id"}
        WORLD.renders[body["id"]] = {"polls": 0, "draft": body["draft"], "status": "pending"}
        return {"id": body["id"], "status": "pending", "progress": 0}

    def _look(self, rid: str) -> Any:
        job = WORLD.renders.get(rid)
        if job is None:
            return 404, {"success": False, "error": "render not found"}
        job["polls"] += 1
        polls = WORLD.options["polls"]
        if job["status"] in ("pending", "processing"):
            job["status"] = "processing" if job["polls"] < polls else "completed"
            if WORLD.options.get("fail"):
                WORLD.options["fail"] -= 1
                job["status"] = "failed"
        answer = {
            "id": rid,
            "status": job["status"],
            "progress": min(100, 100 * job["polls"] // max(polls, 1)),
        }
        if job["status"] == "completed":
            url = WORLD.options.get("url") or f"{self._base()}/file/{rid}.mp4?sig=SIGNED"
            answer |= {"output": {"url": url, "duration": 5.0, "size": len(VIDEO)}}
        if job["status"] == "failed":
            answer["error"] = "encoder failed"
        return answer

    def _cancel(self, rid: str) -> Any:
        self._body()
        if rid not in WORLD.renders:
            return 404, {"success": False, "error": "render not found"}
        WORLD.renders[rid]["status"] = "cancelled"
        return {"id": rid, "status": "cancelled"}

    def _file(self, fault: dict[str, Any]) -> None:
        start, status = 0, 200
        wanted = self.headers.get("Range", "")
        if wanted and self.headers.get("If-Range", ETAG) == ETAG:
            start, status = int(wanted.removeprefix("bytes=").partition("-")[0]), 206
        if start >= len(VIDEO):
            return self._send(416, "", {"Content-Range": f"bytes */{len(VIDEO)}"})
        body = VIDEO[start:]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "video/mp4")
        if WORLD.options["validators"]:
            self.send_header("ETag", ETAG)
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
        WORLD.log[-1]["text"] = text
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
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for frame in fault.get("frames", []):
            self._chunk(frame if isinstance(frame, str) else f"data: {json.dumps(frame)}\n\n")
            time.sleep(fault.get("pause", 0))
        end = fault.get("end", "clean")
        if end == "cut":
            return self._hang_up()
        if end == "hang":
            time.sleep(fault.get("seconds", 30))
            return self._hang_up()
        try:
            while end == "beat":
                self._chunk('data: {"type":"heartbeat"}\n\n')
                time.sleep(0.05)
        except OSError:
            return self._hang_up()
        self.wfile.write(b"0\r\n\r\n")
        return None

    # -- plumbing

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _base(self) -> str:
        host, port = self.server.server_address[:2]
        return f"http://{host}:{port}"

    def _send(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        given = {"Content-Type": "application/json", "Content-Length": str(len(data)), **(headers or {})}
        for name, value in given.items():
            self.send_header(name, value.replace("{base}", self._base()))
        self.end_headers()
        self.wfile.write(data)

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
                answer = WORLD.open - 1
        self._send(200, answer, {"Connection": "close"})
        self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def handle_error(self, *_: Any) -> None:
        pass  # clients that leave early are what this server is for


def main() -> None:
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    server = Server(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"url": f"http://127.0.0.1:{server.server_address[1]}"}), flush=True)
    sys.stdin.read()  # ends with whoever started us


if __name__ == "__main__":
    main()
