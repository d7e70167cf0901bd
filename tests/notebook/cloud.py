"""A small real HTTP service that speaks NemoVideo's protocol, for what the local engine never does.

It streams slowly, answers without a word, fails in each way the cloud can, and writes down every request with
the time it ended. What to do is said by the message: "slow 3" takes 3 seconds, "half …" begins with a title,
"silent …" says nothing, "broke …" has no credits, "fail 4001" is refused with that code, "long …" says ten
thousand words, "say …" says it back, anything else adds music.
"""

from __future__ import annotations

import json
import subprocess
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import imageio_ffmpeg

if TYPE_CHECKING:
    from pathlib import Path

LONG = " ".join(f"word{n}" for n in range(10_000))


class Cloud:
    """One running service. ``url`` is its address; ``messages`` are the chats it got; ``closed`` the times
    (`time.monotonic`) at which a chat's client went away. ``answer`` is what it says to everything, if not
    empty, ``pace`` the seconds between two pieces of it; before its last part it waits for ``gate``.
    """

    def __init__(self, video: Path) -> None:
        self.draft: dict[str, Any] = {}
        self.messages: list[str] = []
        self.sent: list[float] = []
        self.closed: list[float] = []
        self.calls: list[str] = []
        self.skills: list[str] = []
        self.languages: list[str] = []
        self.plan = True
        self.answer = ""
        self.pace = 0.0
        self.gate = threading.Event()
        self.gate.set()
        self.video = video.read_bytes()
        handler = type("Handler", (_Handler,), {"cloud": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def add(self, kind: int, **meta: Any) -> None:
        tracks = self.draft.setdefault("t", [])
        tracks.append({"tt": kind, "sg": [{"d": 5000, "m": meta}]})
        self.draft["d"] = 5000

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def make_clip(path: Path) -> Path:
    """Write a one-second H.264/AAC clip and return its path."""
    program = imageio_ffmpeg.get_ffmpeg_exe()
    picture, tone = "testsrc=size=320x180:rate=25:duration=1", "sine=frequency=330:duration=1"
    command = [program, "-v", "error", "-y", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone]
    command += ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart", str(path)]
    subprocess.run(command, check=True)
    return path


class _Handler(BaseHTTPRequestHandler):
    cloud: ClassVar[Cloud]
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.cloud.calls.append(f"GET {self.path}")
        cloud = self.cloud
        if self.path.startswith("/api/credits"):
            self._data({"available": 80, "frozen": 5, "total": 100})
        elif self.path.startswith("/api/state"):
            self._data({"session_id": "s1", "task_id": "t1", "state": {"draft": cloud.draft}})
        elif self.path.endswith(".mp4") or self.path.endswith("/download"):
            self._send(200, cloud.video, "video/mp4")
        elif self.path.startswith("/api/render"):
            output = {"url": f"{cloud.url}/out.mp4", "duration": 1.0, "size": len(cloud.video)}
            job = self.path.rpartition("/")[2]
            self._data({"id": job, "status": "completed", "progress": 100, "output": output})
        else:
            self._send(404, b"{}")

    def do_POST(self) -> None:
        self.cloud.calls.append(f"POST {self.path}")
        self.cloud.skills.append(self.headers.get("X-Skill-Source", ""))
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path.startswith("/api/auth/anonymous"):
            self._data(
                {"token": "nmv_usr_x", "user_id": "anon_7", "expires_at": "2030-01-01", "credits": 100}
            )
        elif self.path.startswith("/api/auth/claim"):
            self._data({"claim_token": "clm_1", "expires_in": 604800})
        elif self.path.startswith("/api/tasks"):
            self.cloud.languages.append(json.loads(body)["language"])
            self._data({"task_id": "t1", "session_id": "s1", "user_id": "anon_7"})
        elif self.path.startswith("/api/upload"):
            self.cloud.add(0, title="clip.mp4")
            media = {"filename": "clip.mp4", "file_type": "video", "duration": 5, "width": 320, "height": 180}
            self._data({"files": [media], "session_state_applied": True})
        elif self.path.startswith("/api/render"):
            if not self.cloud.plan:
                self._send(402, json.dumps({"code": 402, "message": "plan"}).encode())
            else:
                self._data({"id": json.loads(body)["id"], "status": "processing", "progress": 10})
        else:
            self._chat(json.loads(body)["new_message"]["parts"][0]["text"])

    def _chat(self, text: str) -> None:
        cloud = self.cloud
        cloud.messages.append(text)
        cloud.sent.append(time.monotonic())
        if "broke" in text:
            self._send(200, json.dumps({"code": 2001, "message": "no credits"}).encode())
            return
        if text.startswith("fail "):
            self._send(400, json.dumps({"code": int(text[5:]), "message": "refused"}).encode())
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            if "half" in text:
                cloud.add(7, text="Half")
            if "slow" in text:
                for step in range(int(float(text.split()[-1]) * 10)):
                    self._event({"type": "text", "content": f"part{step} "})
                    time.sleep(0.1)
            if "silent" not in text:
                self._event({"type": "tool_call", "name": "compose_music", "args": {"secret": "x"}})
                said = (
                    LONG
                    if "long" in text
                    else text[4:]
                    if text.startswith("say ")
                    else f"Here is your music for: {text}"
                )
                said = cloud.answer or said
                for start in range(0, len(said), 40):
                    self._event({"type": "text", "content": said[start : start + 40]})
                    time.sleep(cloud.pace)
                    if start > 0.7 * len(said):
                        cloud.gate.wait(60)
        except OSError:
            cloud.closed.append(time.monotonic())
            return
        cloud.add(1, title=f"Lo-fi {len(cloud.messages)}", volume=0.35)
        self.close_connection = True

    def _event(self, payload: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(payload)}\n\n".encode())
        self.wfile.flush()

    def _data(self, data: dict[str, Any]) -> None:
        self._send(200, json.dumps({"code": 0, "message": "ok", "data": data}).encode())

    def _send(self, status: int, body: bytes, kind: str = "application/json") -> None:
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
