"""What the client costs: memory and blocking while it transfers, time and modules when it is imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import nemo_nb

if TYPE_CHECKING:
    from tests.client.conftest import Faults

ROOT = Path(nemo_nb.__file__).parents[1]

UPLOAD = """
import asyncio, json, resource, sys, time
from nemo_nb import AsyncNemoClient, NemoClient
kind, url, small, big = sys.argv[1:]
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
spent = []

async def watch():
    while True:
        work = time.thread_time()
        await asyncio.sleep(0)
        spent.append(time.thread_time() - work)

async def upload():
    global before
    async with AsyncNemoClient(base_url=url) as client:
        project = await client.project()
        await project.upload(small)
        before = peak()
        watcher = asyncio.create_task(watch())
        await project.upload(big)
        watcher.cancel()

if kind == "async":
    asyncio.run(upload())
else:
    with NemoClient(base_url=url) as client:
        project = client.project()
        project.upload(small)
        before = peak()
        project.upload(big)
print(json.dumps({"grown": peak() - before, "blocked": sorted([0.0] * 4 + spent)[-4]}))
"""


def run(code: str, *arguments: str) -> Any:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_big_upload_stays_small_in_memory(faults: Faults, clip: Path, tmp_path: Path, kind: str) -> None:
    big = tmp_path / "big.mp4"
    with big.open("wb") as file:
        file.write(clip.read_bytes())
        file.truncate(499_000_000)  # sparse: no disk is needed for it
    found = run(UPLOAD, kind, faults.url, str(clip), str(big))
    assert faults.log("upload")[-1]["bytes"] > 499_000_000
    assert found["grown"] <= 16
    # In the loop's own processor time, without the three worst: a busy machine adds some by itself.
    assert found["blocked"] < 0.02


IMPORT = """
import json, sys, time
import pathlib, typing, importlib
started = time.perf_counter()
import nemo_nb
spent = time.perf_counter() - started
from nemo_nb import NemoClient
NemoClient(base_url="http://127.0.0.1:9")
print(json.dumps({"spent": spent, "modules": sorted(sys.modules)}))
"""


def test_importing_is_cheap() -> None:
    found = [run(IMPORT) for _ in range(3)]
    assert min(one["spent"] for one in found) < 0.1
    heavy = {"pandas", "numpy", "ipywidgets", "IPython", "httpx", "scipy"}
    assert not heavy & set(found[0]["modules"])
