"""Server-sent events per second: ours against httpx-sse, whose text it must equal, in one run.

    python benchmarks/decode.py [--quick]

Each decoder gets the same bytes from memory. httpx-sse decodes through its own `EventSource` over a canned
httpx response, which is the only way it offers. A decoder that fails to return what it should is not timed.
"""

from __future__ import annotations

import argparse
import gc
import time
from typing import TYPE_CHECKING

import httpx
from httpx_sse import EventSource

from nemo_nb.protocol.sse import SseDecoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

CHUNK = 4096
RUNS = 3


class Canned(httpx.SyncByteStream):
    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks


def ours(chunks: Iterable[bytes]) -> tuple[int, int]:
    decoder, count, size = SseDecoder(), 0, 0
    for chunk in chunks:
        for data in decoder.feed(chunk):
            count += 1
            size += len(data)
    return count, size


def theirs(chunks: Iterable[bytes]) -> tuple[int, int]:
    response = httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=Canned(chunks))
    count = size = 0
    for event in EventSource(response).iter_sse():
        count += 1
        size += len(event.data)
    return count, size


def split(data: bytes) -> list[bytes]:
    return [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]


def small(count: int) -> Iterator[bytes]:
    payload = '{"type":"text","content":"a few words of the answer, number %d"}'
    return iter(split("".join(f"data: {payload % n}\n\n" for n in range(count)).encode()))


def large(count: int) -> Iterator[bytes]:
    pieces = split(b"data: " + b'{"x":"' + b"y" * 10_000_000 + b'"}\n\n')
    for _ in range(count):
        yield from pieces


def timed(decode: Callable[[Iterable[bytes]], tuple[int, int]], chunks: list[bytes]) -> tuple[float, tuple]:
    gc.collect()
    started = time.process_time()  # nothing here waits; others on the machine do not count
    result = decode(chunks)
    return time.process_time() - started, result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the work")
    share = 10 if parser.parse_args().quick else 1
    print(f"{'':34}{'httpx-sse':>12}{'nemo_nb':>12}{'':>4}times")
    for name, make, count in (
        (f"{200_000 // share:,} small events", small, 200_000 // share),
        (f"{50 // share} events of 10 MB, 4 KB chunks", large, 50 // share),
    ):
        chunks = list(make(count))
        us = them = float("inf")
        for _ in range(RUNS):  # in turns, so that a busy moment hits both
            spent, found = timed(ours, chunks)
            us = min(us, spent)
            spent, expected = timed(theirs, chunks)
            them = min(them, spent)
        if found != expected:
            raise SystemExit(f"{name}: {found} instead of {expected}")
        print(f"{name:34}{them:>10.2f} s{us:>10.2f} s{them / us:>8.1f}")


if __name__ == "__main__":
    main()
