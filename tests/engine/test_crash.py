"""Whatever is killed, at whatever moment: projects stay, unfinished exports are made by the next engine."""

import json
import threading
import time
import uuid

import httpx
import psutil
import pytest


def ask(engine, project, text):
    """Send a message in the background; return once it is under way."""
    failed = []
    first = threading.Event()

    def run():
        try:
            with engine.stream(project, text) as response:
                for _ in response.iter_lines():
                    first.set()
        except httpx.TransportError as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert first.wait(20)
    return thread, failed


def test_killed_in_the_middle_of_a_chat_the_draft_is_the_one_before(start, bunny, tmp_path, look):
    engine = start()
    project = engine.project()
    engine.upload(project, bunny)
    before = engine.draft(project)
    thread, failed = ask(engine, project, "add calm lo-fi")
    engine.process.kill()
    thread.join(10)
    assert failed
    again = start()
    assert again.draft(project) == before
    again.chat(project, "add calm lo-fi")
    assert look.packets(again.export(project, tmp_path / "out.mp4")) == look.packets(bunny)
    assert [path.name for path in again.home.glob("scratch/*")] == [
        p.name for p in again.home.glob("engines/*")
    ]


def test_killed_in_the_middle_of_an_export_it_is_made_by_the_next_engine(start, bikes, tmp_path, look):
    engine = start()
    project = engine.project()
    engine.upload(project, bikes, bikes, bikes)
    engine.chat(project, "add the title 'Hello' for 9 seconds")
    render = engine.start_export(project)
    while engine.job(render)["progress"] < 16:
        time.sleep(0.01)
    encoders = psutil.Process(engine.process.pid).children(recursive=True)
    assert encoders
    engine.process.kill()
    _, alive = psutil.wait_procs(encoders, timeout=3)
    assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]
    again = start()
    job = again.finished(render)
    assert job["status"] == "completed"
    path = tmp_path / "out.mp4"
    path.write_bytes(again.http.get(job["output"]["url"]).content)
    assert abs(look.length(path) - 30) < 1 / 25


def test_an_export_under_which_engines_keep_dying_is_given_up(start, bikes):
    engine = start()
    project = engine.project()
    engine.upload(project, bikes)
    engine.chat(project, "add the title 'Hello' for 9 seconds")
    render = engine.start_export(project)
    for _ in range(3):
        while engine.job(render)["status"] != "processing":
            time.sleep(0.01)
        engine.process.kill()
        engine.process.wait()
        engine = start()
    job = engine.finished(render)
    assert (job["status"], "three times" in job["error"]) == ("failed", True)
    assert engine.finished(engine.start_export(project))["status"] == "completed"


def test_a_living_engine_keeps_its_exports(start, bikes):
    first, second = start(), None
    project = first.project()
    first.upload(project, bikes)
    first.chat(project, "add the title 'Hello'")
    render = first.start_export(project)
    second = start()
    assert first.finished(render)["status"] == "completed"
    assert second.job(render)["status"] == "completed"
    assert second.draft(project) == first.draft(project)


def test_cancelling_takes_effect_at_once(engine, bikes):
    project = engine.project()
    engine.upload(project, bikes)
    engine.chat(project, "add the title 'Hello' for 9 seconds")
    running, waiting = engine.start_export(project), engine.start_export(project)
    while engine.job(running)["progress"] < 16:
        time.sleep(0.01)
    assert engine.job(waiting)["status"] == "pending"
    began = time.monotonic()
    for render in (waiting, running):
        assert engine.http.post(f"/api/render/proxy/lambda/{render}/cancel").status_code == 200
    for render in (waiting, running):
        job = engine.job(render)
        assert (job["status"], job["error"]) == ("failed", "The export was cancelled.")
        assert engine.http.get(f"/api/render/proxy/{render}/download").status_code == 404
    while [p for p in psutil.Process(engine.process.pid).children(recursive=True) if "ffmpeg" in p.name()]:
        assert time.monotonic() - began < 1
        time.sleep(0.02)


def test_leaving_a_chat_stops_its_work_and_frees_the_project(engine, bunny):
    project = engine.project()
    engine.upload(project, bunny)
    with engine.stream(project, "add calm lo-fi") as response:
        next(response.iter_lines())
    engine.chat(project, "add the title 'Still here'")
    kinds = [track["tt"] for track in engine.draft(project)["t"]]
    assert kinds == [0, 7]


def test_long_work_is_full_of_heartbeats_and_others_are_served_meanwhile(engine):
    project = engine.project()
    events = []
    thread = threading.Thread(
        target=lambda: events.extend(engine.events(project, "compose a calm lo-fi loop of 3 minutes"))
    )
    thread.start()
    slowest = 0.0
    while thread.is_alive():
        began = time.monotonic()
        engine.http.get("/api/credits/balance/simple").raise_for_status()
        slowest = max(slowest, time.monotonic() - began)
        time.sleep(0.05)
    assert {"type": "heartbeat"} in events
    assert slowest < 1


def test_two_messages_at_once_are_both_applied_one_after_the_other(engine, bunny):
    project = engine.project()
    engine.upload(project, bunny)
    threads = [
        threading.Thread(target=engine.chat, args=(project, f"add the title '{place}' at the {place}"))
        for place in ("top", "bottom")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (_, titles) = engine.draft(project)["t"]
    assert {segment["m"]["text"] for segment in titles["sg"]} == {"top", "bottom"}


def test_an_export_without_the_skill_headers_is_402(engine, bunny):
    project = engine.project()
    engine.upload(project, bunny)
    headers = {
        "Authorization": engine.http.headers["Authorization"],
        "X-Engine-Secret": engine.hello["secret"],
    }
    body = {"id": "r1", "sessionId": project, "draft": engine.draft(project)}
    answer = engine.bare.post("/api/render/proxy/lambda", json=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (402, 402)


@pytest.mark.parametrize("draft", [{}, {"t": []}, {"t": [{"tt": 0, "sg": []}]}])
def test_nothing_to_export_says_so(engine, draft):
    body = {"id": "r2", "sessionId": engine.project(), "draft": draft}
    answer = engine.http.post("/api/render/proxy/lambda", json=body)
    assert answer.status_code == 400
    assert "nothing to export" in answer.json()["message"]


@pytest.mark.parametrize(
    "meta",
    [
        {"media": "../../../etc/passwd"},
        {"media": "0" * 64},
        {"start": -1},
        {"in": "x"},
        {"volume": float("1e999")},
        [],
    ],
)
def test_a_draft_that_makes_no_sense_fails_with_a_reason(engine, bunny, meta):
    project = engine.project()
    engine.upload(project, bunny)
    draft = engine.draft(project)
    segment = draft["t"][0]["sg"][0]
    segment["m"] = {**segment["m"], **meta} if isinstance(meta, dict) else meta
    body = json.dumps({"id": uuid.uuid4().hex, "sessionId": project, "draft": draft})
    answer = engine.http.post(
        "/api/render/proxy/lambda", content=body, headers={"Content-Type": "application/json"}
    )
    job = engine.finished(answer.json()["data"]["id"]) if answer.status_code == 200 else answer.json()
    assert job.get("error") or job.get("message")
