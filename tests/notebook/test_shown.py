"""What results look like, and that everything a magic does is one public call."""

from __future__ import annotations

import inspect
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import nemo_nb
from nemo_nb import (
    AsyncNemoClient,
    Credits,
    KnownProject,
    Media,
    NemoClient,
    Project,
    RenderJob,
    Reply,
    Timeline,
    Video,
)
from nemo_nb.client import Projects, Renders, Uploads
from nemo_nb.notebook.command import VERBS
from nemo_nb.notebook.live import Live
from nemo_nb.notebook.shown import reply_bundle

CALLS = {
    "connect": NemoClient,
    "skill": NemoClient.use_skill,
    "new": NemoClient.project,
    "open": NemoClient.project,
    "projects": NemoClient.projects,
    "upload": Project.upload,
    "status": Project.timeline,
    "credits": NemoClient.credits,
    "export": Project.export,
    "renders": NemoClient.renders,
    "resume": NemoClient.resume,
    "link": Project.link,
    "panel": nemo_nb.NemoPanel,
    "batch": NemoClient.batch,
}
MUSIC = {"d": 5000, "t": [{"tt": 1, "sg": [{"d": 5000, "m": {"title": "Lo-fi", "volume": 0.35}}]}]}


def test_every_verb_is_one_public_call() -> None:
    assert set(CALLS) | {"help"} == set(VERBS)
    for call in CALLS.values():
        assert inspect.getdoc(call), call
    names = {call.__name__ for call in CALLS.values() if inspect.isfunction(call)}
    both = set(dir(AsyncNemoClient)) | set(dir(nemo_nb.AsyncProject))
    assert names <= both
    assert nemo_nb.translate("Click Export.").actions == (nemo_nb.Action("export"),)


RESULTS: list[tuple[Any, str]] = [
    (Timeline(MUSIC), "Timeline (1 track)"),
    (Credits(80, 5, 100), "80 credits left of 100"),
    (Video(Path("gone.mp4")), "is not there any more"),
    (
        Projects([KnownProject("s1", "<b>", datetime(2026, 11, 21, 1, 2).astimezone())], "s1"),
        "● s1  2026-11-21 01:02  <b>",
    ),
    (
        Renders([RenderJob("render_1", "processing", 40.0, path=Path("out.mp4"))]),
        "render_1  rendering 40 %  out.mp4",
    ),
    (Uploads([Media("trip.mp4", "video", 5.0, 640, 360)]), "✅ trip.mp4: video, 0:05, 640×360"),
    (Reply("Done.", Timeline(MUSIC), Timeline(MUSIC).diff(Timeline(None)), "answered"), "✅ Music: Lo-fi"),
]


@pytest.mark.parametrize(("result", "plain"), RESULTS, ids=lambda value: type(value).__name__)
def test_results_show_themselves_as_html_and_text(result: Any, plain: str) -> None:
    bundle = result._repr_mimebundle_(include=None, exclude=None)
    assert plain in bundle["text/plain"]
    assert bundle["text/html"].startswith('<div class="nemo">')
    assert "<b><b>" not in bundle["text/html"]


SCRIPT = """
import sys
from nemo_nb import NemoClient
with NemoClient(service="local") as client:
    project = client.project()
    reply = project.chat("compose 5 seconds of calm piano")
    assert "nemo_nb.notebook.shown" not in sys.modules
    for result in (reply, client.credits(), client.projects(), client.renders()):
        assert result._repr_mimebundle_()["text/html"].startswith('<div class="nemo">'), result
    print(client.projects())
"""


def test_a_script_with_the_client_alone_gets_the_same_displays(home: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "compose 5 seconds of calm piano" in done.stdout  # a list of projects prints as lines


OUTCOMES = {
    "answered": ("", [], "Nothing changed on the timeline."),
    "silent": ("", Timeline(MUSIC).diff(Timeline(None)), "✅ Music: Lo-fi"),
    "recovered": (
        "",
        Timeline(MUSIC).diff(Timeline(None)),
        "The connection dropped, but your edit was applied:",
    ),
    "unknown": ("", [], "Look at the timeline before you send the message again"),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_no_answer_ends_in_silence(outcome: Any) -> None:
    text, changes, line = OUTCOMES[outcome]
    shown = reply_bundle(Reply(text, Timeline(MUSIC), changes, outcome))
    assert line in shown["text/plain"]


def test_the_music_is_described_where_it_changed() -> None:
    meta = {"title": "Lo-fi", "volume": 0.35, "report": {"label": "lo-fi hip-hop", "bpm": 78, "duration": 5}}
    after = Timeline({"d": 5000, "t": [{"tt": 1, "sg": [{"d": 5000, "m": meta}]}]})
    shown = reply_bundle(Reply("Done.", after, after.diff(Timeline(None)), "answered"))["text/html"]
    assert "<details><summary>About the music</summary>" in shown
    assert "lo-fi hip-hop · 78 BPM" in shown
    titled = Timeline(
        {**after.raw, "t": [*after.raw["t"], {"tt": 7, "sg": [{"d": 500, "m": {"text": "Hi"}}]}]}
    )
    shown = reply_bundle(Reply("Done.", titled, titled.diff(after), "answered"))["text/html"]
    assert "About the music" not in shown


def test_a_long_wait_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("nemo_nb.notebook.live.time.monotonic", lambda: now[0])
    live = Live(quiet=True)
    live.doing("Composing music…")
    assert live._bundle()["text/plain"] == "Composing music…"
    now[0] += 12
    assert live._bundle()["text/plain"] == "Composing music… 0:12"
    now[0] += 120
    assert live._bundle()["text/plain"] == "⏳ Still working… Composing music… 2:12"
    live.doing("Rendering", 0.5)
    assert '<progress value="0.500">' in live._bundle()["text/html"]
