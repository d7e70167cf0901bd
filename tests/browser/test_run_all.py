"""*Run All*, a reply on its way, and the look of cells: in a real JupyterLab, on this Python's ipykernel."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.notebook.cloud import Cloud

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator

pytestmark = pytest.mark.browser

LOAD = "%load_ext nemo_nb"
AWAITED = """import nemo_nb
from nemo_nb import AsyncNemoClient

async def balance():
    async with AsyncNemoClient() as client:
        return await client.credits()

nemo_nb.run(balance()).available"""
FIVE_TRACKS = """import math
from nemo_nb import Timeline

def clip(title, start, d, **more):
    return {"d": d, "m": {"title": title, "kind": "video", "start": start, **more}}

def words(text, start, d):
    return {"d": d, "m": {"text": text, "start": start}}

peaks = [round(100 * abs(math.sin(n / 3)) * min(1, n / 40, (240 - n) / 40)) for n in range(240)]
speech = {"spans": [[14000, 22500], [34000, 41000]], "db": 12}
sections = [["intro", 0, 10000], ["groove", 10000, 32000], ["lift", 32000, 50000], ["end", 50000, 60000]]
lofi = {"label": "lo-fi hip-hop", "bpm": 78, "key": "D minor", "bars": 20, "sections": sections}
Timeline({"d": 60000, "t": [
    {"tt": 0, "sg": [clip("harbour", 0, 14000, cuts=[5000, 9000]), clip("interview", 14000, 27000),
                     clip("night drive", 41000, 19000, cuts=[3000, 9000, 14000])]},
    {"tt": 1, "m": {"role": "music"}, "sg": [{"d": 60000, "m": {"title": "Lo-fi", "start": 0, "volume": 0.35,
     "fade_out": 4000, "duck": speech, "peaks": peaks, "music": lofi}}]},
    {"tt": 1, "sg": [{"d": 12000, "m": {"title": "rain.wav", "start": 44000, "volume": 0.6}}]},
    {"tt": 7, "sg": [words("Urban Dreams", 0, 3000), words("A film by Ana", 56000, 4000)]},
    {"tt": 7, "sg": [words("I grew up by the sea.", 15000, 3500), words("Then came the city.", 36000, 3000)]},
]})"""
ANSWER = """Here is the plan for your clip.

**Mood.** The meadow is bright and slow, so the music stays warm: Rhodes chords, brushed drums, a round
bass. Nothing moves faster than the branches in the wind.

**Form.** Four bars of keys alone, then the drums enter where the light changes at 0:02. The last bar rings
out with the final frame, so nothing is cut off.

**Sound.** The birds of the clip stay audible. Wherever somebody speaks, the music steps back by 12 dB and
comes back within half a second.
""".replace("\n", " ").replace("  ", "\n\n")


@pytest.fixture
def cloud(lab: Any, clip: str) -> Iterator[Cloud]:
    service = Cloud(lab.folder / clip)
    yield service
    service.close()


def test_run_all_runs_every_cell_in_order(open_notebook: Callable[..., Any], lab: Any, clip: str) -> None:
    cells = [
        LOAD,
        f"%nemo upload {clip}",
        "%%nemo add calm lo-fi",
        "%nemo status",
        AWAITED,
        "%%nemo set the music to 25 %",
        "reply = %nemo make it warmer",
        "%nemo -o video export all.mp4",
        "%nemo projects",
        "%nemo renders",
        "[reply.outcome, video.path.name, 'the end']",
    ]
    notebook = open_notebook("all", *cells)
    notebook.page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
    notebook.finish(len(cells) - 1)
    for number in range(len(cells)):
        expect(notebook.cell(number).locator(".jp-InputPrompt")).to_have_text(f"[{number + 1}]:")
        assert notebook.output(number).locator(".jp-RenderedText[data-mime-type*=error]").count() == 0
    expect(notebook.output(2).locator(".n-tl .n-audio")).to_be_visible()
    expect(notebook.output(5)).to_contain_text("volume 25 %, was 35 %")
    expect(notebook.output(7).locator("video")).to_be_visible()
    expect(notebook.output(8)).to_contain_text("bunny")
    expect(notebook.output(10)).to_contain_text("['answered', 'all.mp4', 'the end']")
    # What was saved is what is seen: one final output for each, none of the steps in between.
    notebook.save()
    saved = json.loads((lab.folder / "all.ipynb").read_text("utf-8"))
    assert [len(cell["outputs"]) for cell in saved["cells"]] == [0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1]


def test_a_long_reply_grows_in_place(
    open_notebook: Callable[..., Any], cloud: Cloud, keep_picture: Callable[[str, Locator], None]
) -> None:
    cloud.answer, cloud.pace = ANSWER, 0.2
    cloud.gate.clear()
    notebook = open_notebook(
        "long",
        LOAD,
        f"%nemo connect {cloud.url}",
        "%nemo --quiet new",
        "%%nemo score the meadow, warm and calm",
        "1",
    )
    for number in range(3):
        notebook.run(number)
    notebook.start(3)
    output = notebook.output(3)
    activity = output.get_by_role("status")
    expect(activity).to_have_text(re.compile(r"Composing music… \d:\d\d"))
    expect(output).to_contain_text("brushed drums")
    height = activity.bounding_box()["height"]
    for theme in ("light", "dark"):
        notebook.theme(theme)
        keep_picture(f"progress-{theme}", notebook.cell(3))
    expect(output).to_contain_text("then the drums enter")
    assert activity.bounding_box()["height"] == height
    cloud.gate.set()
    notebook.finish(3)
    expect(activity).to_have_count(0)
    expect(output).to_contain_text("within half a second.")
    expect(output).to_contain_text("Music: Lo-fi 1")


def test_what_cells_look_like(
    open_notebook: Callable[..., Any], lab: Any, clip: str, keep_picture: Callable[[str, Locator], None]
) -> None:
    (lab.folder / "song.txt").write_text("la la la\n")
    notebook = open_notebook(
        "looks",
        f"{LOAD}\n%nemo upload {clip}",
        '%%nemo\nadd calm lo-fi and the title "Big Buck Bunny"',
        "%nemo export scored.mp4",
        "%nemo upload song.txt",
        "%nemo help",
        "%nemo skill",
        "%nemo projects",
        FIVE_TRACKS,
        "%%nemo 音乐小声一点",
    )
    names = ("", "cell", "export", "error", "help", "", "", "tracks", "chinese")
    for number in range(len(names)):
        notebook.run(number)
    expect(notebook.output(1).locator(".n-tl .n-text")).to_be_visible()
    expect(notebook.output(3)).to_contain_text("song.txt is not a video, picture or sound file.")
    expect(notebook.output(8)).to_contain_text("✅ 音乐")
    for theme in ("light", "dark"):
        notebook.theme(theme)
        for number, name in enumerate(names):
            if not name:
                continue
            whole = notebook.output(number) if name == "tracks" else notebook.cell(number)
            keep_picture(f"{name}-{theme}", whole)
