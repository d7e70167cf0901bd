"""A batch whose files travel through s3://, on a dask cluster. Skipped without moto and s3fs."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from nemo_nb import NemoClient

from .test_executors import DASK, cluster
from .test_here import events, plays

__all__ = ["cluster"]

pytestmark = pytest.mark.skipif(
    not (DASK and find_spec("moto") and find_spec("s3fs")), reason="pip install 'moto[s3,server]' s3fs"
)
REQUEST = re.compile(r'"(GET|PUT|POST) (/[^?\s]*) HTTP')


class Requests(logging.Handler):
    """What the server was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        found = REQUEST.search(re.sub(r"\x1b\[[0-9;]*m", "", record.getMessage()))
        if found:
            self.seen.append((found[1], found[2]))


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Requests]:
    """An S3 server with the bucket ``batch``, which this process and its children find."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(port=0, verbose=True)
    requests, logger = Requests(), logging.getLogger("werkzeug")
    logger.addHandler(requests)
    level, logger.level = logger.level, logging.INFO
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem().mkdir("batch")
    yield requests
    server.stop()
    logger.removeHandler(requests)
    logger.setLevel(level)
    s3fs.S3FileSystem.clear_instance_cache()


def test_files_travel_through_s3_once_per_worker(
    bucket: Requests, cluster: Any, clips: list[Path], tmp_path: Path, local: NemoClient
) -> None:
    words = ("add calm lo-fi", 'add the title "Hi"', "add rock", "mute the clip")
    jobs = [(clip, word, f"{clip.stem}-{n}") for clip in clips[:2] for n, word in enumerate(words)]
    out = tmp_path / "out"
    result = local.batch(jobs, output_dir=out, executor=cluster.get_executor(), storage="s3://batch/here")
    assert list(result["status"]) == ["done"] * len(jobs), list(result["error"])
    assert all(plays(Path(output)) for output in result["output"])
    # 24 stages on two workers looked at two clips.
    fetched = Counter(path for what, path in bucket.seen if what == "GET" and "/media/" in path)
    assert len(fetched) == 2
    assert max(fetched.values()) <= 2, fetched
    # Each video was left there once, and fetched once.
    videos = Counter((what, path) for what, path in bucket.seen if "/videos/" in path and what != "POST")
    assert sum(count for (what, _), count in videos.items() if what == "GET") == len(jobs)
    assert set(videos.values()) == {1}
    import s3fs

    assert not s3fs.S3FileSystem(skip_instance_cache=True).find("batch")
    assert Counter(state for _, state in events(out))["rendered"] == len(jobs)
