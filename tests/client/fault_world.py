"""What the service of `fault_server` remembers and answers; no HTTP in here."""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
from pathlib import Path
from typing import Any

VIDEO = bytes(range(256)) * 4096  # 1 MiB
ETAG = '"' + hashlib.sha256(VIDEO).hexdigest()[:16] + '"'

Answer = Any  # an object, or (status, object)


class World:
    """Accounts, projects, exports, and the faults to come. ``keep`` is a file that projects survive in."""

    def __init__(self, keep: str | None = None) -> None:
        self.lock = threading.RLock()
        self.open: dict[Any, str] = {}  # the open connections' peers, and what each asked last
        self.keep = Path(keep) if keep else None
        self.reset()

    def reset(self) -> None:
        self.tokens: set[str] = set()
        self.given: set[str] = {"nmv_usr_given"}
        self.sessions: dict[str, dict[str, Any]] = {}
        self.renders: dict[str, dict[str, Any]] = {}
        self.faults: list[dict[str, Any]] = []
        self.log: list[dict[str, Any]] = []
        self.options: dict[str, Any] = {"polls": 2, "validators": True, "envelope": "code"}
        if self.keep and self.keep.exists():
            self.sessions = json.loads(self.keep.read_text())

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
            self.save()

    def save(self) -> None:
        if self.keep:
            self.keep.write_text(json.dumps(self.sessions))

    def refuse(self, call: str, headers: Any) -> Answer | None:
        if call in ("token", "file", "unknown"):
            return None
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens | self.given:
            return 200, {"code": 1001, "message": "token expired"}
        skill = all(headers.get(f"X-Skill-{name}") for name in ("Source", "Version", "Platform"))
        return (402, {"code": 402, "message": "upgrade"}) if call == "render" and not skill else None

    def token(self, client_id: str | None) -> Answer:
        if not client_id:
            return 400, {"code": 400, "message": "missing X-Client-Id"}
        token = f"nmv_usr_{uuid.uuid4().hex}"
        self.tokens.add(token)
        return {"token": token, "user_id": "anon_1", "expires_at": "2030-01-01T00:00:00Z", "credits": 100}

    def session(self) -> Answer:
        sid = uuid.uuid4().hex
        self.sessions[sid] = {"draft": None, "videos": []}
        self.save()
        return {"task_id": f"task_{sid}", "session_id": sid, "user_id": "anon_1"}

    def state(self, sid: str) -> Answer:
        session = self.sessions.get(sid)
        if session is None:
            return 200, {"code": 1002, "message": "session not found"}
        state = {"draft": session["draft"], "video_infos": session["videos"], "canvas_config": {}}
        return {"session_id": sid, "task_id": "t", "task_name": "project", "state": state}

    def upload(self, sid: str, names: list[str], digest: str) -> Answer:
        facts = {
            "file_type": "video",
            "duration": 5.0,
            "width": 640,
            "height": 360,
            "fps": 25,
            "hash": digest,
        }
        files = [{"filename": name, "cdn_url": f"https://cdn/{name}?sig=SIGNED", **facts} for name in names]
        session = self.sessions[sid]
        if self.options.get("once"):  # as a service that keeps the same clip once, and shows it twice
            self.edit(session, names[0])
            files = [file for file in files if file["hash"] not in {f["hash"] for f in session["videos"]}]
        session["videos"].extend(files)
        files = files or session["videos"][-1:]
        return {"files": files, "session_state_applied": True}

    def render(self, body: dict[str, Any]) -> Answer:
        if body["id"] in self.renders:
            return 409, {"code": 409, "message": "duplicate id"}
        self.renders[body["id"]] = {"polls": 0, "draft": body["draft"], "status": "pending"}
        return {"id": body["id"], "status": "pending", "progress": 0}

    def look(self, rid: str, base: str) -> Answer:
        job, polls = self.renders.get(rid), self.options["polls"]
        if job is None:
            return 404, {"success": False, "error": "render not found"}
        job["polls"] += 1
        if job["status"] in ("pending", "processing"):
            job["status"] = "processing" if job["polls"] < polls else "completed"
            if self.options.get("fail"):
                self.options["fail"] -= 1
                job["status"] = "failed"
        progress = min(100, 100 * job["polls"] // max(polls, 1))
        answer = {"id": rid, "status": job["status"], "progress": progress}
        if job["status"] == "completed":
            url = self.options.get("url") or f"{base}/file/{rid}.mp4?sig=SIGNED"
            answer |= {"output": {"url": url, "duration": 5.0, "size": len(VIDEO)}}
        if job["status"] == "failed":
            answer["error"] = "encoder failed"
        return answer

    def cancel(self, rid: str) -> Answer:
        if rid not in self.renders:
            return 404, {"success": False, "error": "render not found"}
        self.renders[rid]["status"] = "cancelled"
        return {"id": rid, "status": "cancelled"}
