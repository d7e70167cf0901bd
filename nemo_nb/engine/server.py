"""Routes: nothing but translation between HTTP and the rest of the engine."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from nemo_nb.engine import draft as drafts
from nemo_nb.engine.guard import Guard
from nemo_nb.engine.render.formats import TYPES, Output
from nemo_nb.engine.store import DraftChangedError, Project, Render
from nemo_nb.engine.trouble import explain
from nemo_nb.engine.upload import Arrival, receive_form, receive_url
from nemo_nb.protocol import (
    DEFAULT_SKILL,
    OUTPUTS,
    SKILLS,
    ApiError,
    AuthenticationError,
    MissingClientIdError,
    PlanRequiredError,
    SessionNotFoundError,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp

    from nemo_nb.engine.engine import Engine

Json = dict[str, Any]

_log = logging.getLogger(__name__)

_STATUS = {1001: 401, 1002: 404, 2001: 402, 4001: 415, 4002: 413, 429: 429}
_CLAIM_LIFE = 604_800  # s
_NEWS, _LOOK = 0.5, 0.02  # s that an answer waits for news of an export, and between two looks
_LONGEST_MESSAGE = 20_000  # characters


def create_app(engine: Engine, secret: str) -> ASGIApp:
    """Return the application, behind its guard."""
    routes = _Routes(engine)
    chat, render = "nemo_agent/me/{session}", "/api/render/proxy"
    table: list[tuple[str, str, Callable[[Request], Awaitable[Response]]]] = [
        ("POST", "/api/auth/anonymous-token", routes.token),
        ("POST", "/api/auth/claim-token", routes.claim),
        ("POST", "/api/tasks/me/with-session/nemo_agent", routes.new_session),
        ("POST", "/run_sse", routes.chat),
        ("POST", f"/api/upload-video/{chat}", routes.upload),
        ("GET", "/api/credits/balance/simple", routes.credits),
        ("GET", f"/api/state/{chat}/latest", routes.state),
        ("POST", f"{render}/lambda", routes.start_render),
        ("GET", f"{render}/lambda/{{id}}", routes.render),
        ("POST", f"{render}/lambda/{{id}}/cancel", routes.cancel_render),
        ("GET", f"{render}/{{id}}/download", routes.download),
        ("GET", "/media/{digest}/{name}", routes.media),
    ]
    app = Starlette(
        routes=[Route(path, endpoint, methods=[method]) for method, path, endpoint in table],
        exception_handlers={
            ApiError: _api_error,
            ClientDisconnect: _gone,
            OSError: _failed,
            sqlite3.Error: _failed,
            UnicodeEncodeError: _unwritable,
            404: _unknown,
            405: _unknown,
        },
    )
    return Guard(app, secret)


class _Routes:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._store = engine.store
        self._library = engine.library

    async def token(self, request: Request) -> Response:
        client_id = request.headers.get("x-client-id", "")
        if not 0 < len(client_id) <= 64:
            raise MissingClientIdError("The X-Client-Id header is missing.")
        token, user_id, expires = self._store.new_token(client_id)
        until = datetime.fromtimestamp(expires, UTC).isoformat()
        return _ok({"token": token, "user_id": user_id, "expires_at": until, "credits": 100})

    async def claim(self, request: Request) -> Response:
        body = await _json(request)
        self._project(request, body.get("session_id"))
        return _ok({"claim_token": f"clm_{uuid.uuid4().hex}", "expires_in": _CLAIM_LIFE})

    async def new_session(self, request: Request) -> Response:
        user_id = self._user(request)
        body = await _json(request)
        name, language = str(body.get("task_name") or "project"), str(body.get("language") or "en")
        project = self._store.new_project(user_id, name[:200], language[:20])
        return _ok({"task_id": project.task_id, "session_id": project.id, "user_id": user_id})

    async def chat(self, request: Request) -> Response:
        body = await _json(request)
        project = self._project(request, body.get("session_id"))
        message = body.get("new_message")
        parts = message.get("parts") if isinstance(message, dict) else None
        texts = [part["text"] for part in parts or () if isinstance(part, dict) and "text" in part]
        text = "\n".join(text for text in texts if isinstance(text, str)).strip()
        if not text:
            raise ApiError("The message is empty.", code=400)
        if len(text) > _LONGEST_MESSAGE:
            raise ApiError("The message is too long.", code=400)
        headers = {"cache-control": "no-store"}
        frames = self._engine.chats.answer(project, text)
        return StreamingResponse(frames, media_type="text/event-stream", headers=headers)

    async def upload(self, request: Request) -> Response:
        project = self._project(request, request.path_params["session"])
        skill = SKILLS.get(request.headers.get("x-skill-source", ""), SKILLS[DEFAULT_SKILL])
        kind = request.headers.get("content-type", "")
        if kind.startswith("application/json"):
            urls = (await _json(request)).get("urls")
            if not isinstance(urls, list) or not urls or not all(isinstance(url, str) for url in urls):
                raise ApiError("The upload names no address.", code=400)
            arrivals = [await receive_url(self._library, url, skill.limit) for url in urls]
        else:
            arrivals = await receive_form(self._library, request.stream(), kind, skill.limit)
        self._apply(project, arrivals)
        await self._engine.chats.refit(project)
        files = [
            _file(request, arrival.digest, arrival.filename, arrival.facts.to_json()) for arrival in arrivals
        ]
        return _ok({"files": files, "session_state_applied": True})

    async def credits(self, request: Request) -> Response:
        self._user(request)
        return _ok({"available": 100, "frozen": 0, "total": 100})

    async def state(self, request: Request) -> Response:
        project = self._project(request, request.path_params["session"])
        return _ok(
            {
                "session_id": project.id,
                "task_id": project.task_id,
                "task_name": project.name,
                "state": self._state(request, project),
            }
        )

    async def start_render(self, request: Request) -> Response:
        if not all(request.headers.get(f"x-skill-{name}") for name in ("source", "version", "platform")):
            raise PlanRequiredError("This plan does not allow exports.")
        body = await _json(request)
        project = self._project(request, body.get("sessionId"))
        render_id, draft = body.get("id"), body.get("draft")
        if not isinstance(render_id, str) or not 0 < len(render_id) <= 200:
            raise ApiError("The export has no id.", code=400)
        if not isinstance(draft, dict) or _is_empty(draft):
            raise ApiError(
                "There is nothing to export yet.", code=400, hint="Upload a clip or ask for music first."
            )
        job = self._engine.renders.start(project, render_id, draft, body.get("output"))
        return _render(request, job)

    async def render(self, request: Request) -> Response:
        before = job = self._job(request)
        # An answer that waits for news tells of the end at once, however rarely the client asks.
        end = time.monotonic() + _NEWS
        while job == before and job.status == "processing" and time.monotonic() < end:
            await asyncio.sleep(_LOOK)
            job = self._job(request)
        return _render(request, job)

    async def cancel_render(self, request: Request) -> Response:
        job = self._job(request)
        self._engine.renders.cancel(job.id)
        return _render(request, self._job(request))

    async def download(self, request: Request) -> Response:
        job = self._job(request)
        format = Output.read(job.output).format
        path = self._library.export(job.id, OUTPUTS[format])
        if job.status != "completed" or not path.is_file():
            raise ApiError("This export has no file.", code=404)
        return FileResponse(path, media_type=TYPES[format])

    async def media(self, request: Request) -> Response:
        self._user(request)
        material = self._store.material(request.path_params["digest"])
        path = self._library.media(material.hash) if material else None
        if path is None or not path.is_file():
            raise ApiError("This file does not exist.", code=404)
        return FileResponse(path)

    def _user(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        user_id = self._store.user_of(token.strip()) if scheme.lower() == "bearer" else None
        if user_id is None:
            raise AuthenticationError("The token is not valid or has expired.")
        return user_id

    def _project(self, request: Request, session_id: object) -> Project:
        user_id = self._user(request)
        project = self._store.project(session_id, user_id) if isinstance(session_id, str) else None
        if project is None:
            raise SessionNotFoundError("This project does not exist.")
        return project

    def _job(self, request: Request) -> Render:
        user_id = self._user(request)
        job = self._store.render(request.path_params["id"])
        if job is None or self._store.project(job.session_id, user_id) is None:
            raise ApiError("This export does not exist.", code=404)
        return job

    def _apply(self, project: Project, arrivals: list[Arrival]) -> None:
        for arrival in arrivals:
            facts = arrival.facts
            self._store.add_media(project.id, arrival.digest, arrival.filename, arrival.size, facts.to_json())
            self._engine.analyses.start(arrival.digest, arrival.packets)
        while True:
            before = self._store.draft(project.id)
            draft = before.draft or drafts.new(project.name, project.language)
            for arrival in arrivals:
                draft = drafts.add_material(draft, arrival.filename, arrival.digest, arrival.facts)
            with suppress(DraftChangedError):
                self._store.save_draft(project.id, before, draft, "upload")
                return

    def _state(self, request: Request, project: Project) -> Json:
        draft = self._store.draft(project.id).draft
        files = self._store.media(project.id)
        meta = draft.get("m", {})

        def entries(composed: bool) -> list[Json]:
            chosen = [file for file in files if bool(file.facts.get("composed")) is composed]
            return [_file(request, file.hash, file.filename, file.facts) for file in chosen]

        return {
            "draft": draft or None,
            "video_infos": entries(composed=False),
            "canvas_config": {key: meta[key] for key in ("width", "height", "fps") if key in meta},
            "video_analyses": [
                {"hash": file.hash, "filename": file.filename, **file.analysis}
                for file in files
                if file.analysis
            ],
            "generated_media": entries(composed=True),
        }


def _file(request: Request, digest: str, filename: str, facts: Json) -> Json:
    return {
        "filename": filename,
        "file_type": facts["kind"],
        "cdn_url": f"{request.base_url}media/{digest}/{quote(filename, safe='')}",
        "duration": None if facts["kind"] == "image" else facts["duration"],
        "width": facts.get("width"),
        "height": facts.get("height"),
        "fps": facts.get("fps"),
        "hash": digest,
    }


def _render(request: Request, job: Render) -> Response:
    data: Json = {"id": job.id, "status": job.status, "progress": round(job.progress, 1)}
    if job.status == "completed":
        url = f"{request.base_url}api/render/proxy/{quote(job.id, safe='')}/download"
        told = {"duration": job.duration, "size": job.size, "format": Output.read(job.output).format}
        data["output"] = {"url": url, **told}
    if job.error:
        data["error"] = job.error
    return JSONResponse({"success": True, "data": data})


async def _json(request: Request) -> Json:
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise ApiError("The request is not a JSON object.", code=400)
    return body


def _is_empty(draft: Json) -> bool:
    try:
        return drafts.is_empty(draft)
    except (TypeError, AttributeError):
        raise ApiError("This timeline is not one that the local engine can render.", code=400) from None


def _ok(data: Json) -> Response:
    return JSONResponse({"code": 0, "message": "ok", "data": data})


async def _api_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)
    status = _STATUS.get(error.code, error.code if 400 <= error.code < 600 else 400)
    body = {"code": error.code, "message": error.message, "hint": error.hint}
    return JSONResponse(body, status_code=status)


async def _failed(request: Request, error: Exception) -> Response:
    _log.error("a request failed", exc_info=error)
    return JSONResponse({"code": 500, "message": explain(error, "do this")}, status_code=500)


async def _unwritable(request: Request, error: Exception) -> Response:
    body = {"code": 400, "message": "The request holds half a character, which cannot be kept."}
    return JSONResponse(body, status_code=400)


async def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=499)  # nobody is left to read it


async def _unknown(request: Request, error: Exception) -> Response:
    return JSONResponse({"code": 404, "message": "There is nothing at this address."}, status_code=404)
