"""Upload, download and first event over loopback, against curl and plain httpx, in one run.

    python benchmarks/transfers.py [--quick]

The server is a raw socket in a process of its own that throws uploads away. Runs take turns, the best of each
counts. Ours checks the file, reads the project's state before a message, and writes downloads to disk.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from httpx_sse import connect_sse

from nemo_nb import AsyncNemoClient, NemoClient, Skill
from nemo_nb.client._part import PartFile
from nemo_nb.protocol import RenderJob
from nemo_nb.protocol.download import download

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

MP4 = b"\0\0\0\x18ftypisom"
SKILL = Skill("ai-music-maker", "", ("mp4",), "", (), limit=1 << 40)
ANSWER = json.dumps({"files": [{"filename": "big.mp4"}], "state": {"draft": None}}).encode()
OK = "HTTP/1.1 200 OK\r\nContent-Type: "
EVENT = b'data: {"type":"text","content":"x"}\n\n'


def serve(size: int, port: Connection) -> None:
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    port.send(listener.getsockname()[1])
    block = bytes(1 << 20)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=_answer, args=(connection, size, block), daemon=True).start()


def _answer(connection: socket.socket, size: int, block: bytes) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    room = bytearray(1 << 20)
    view = memoryview(room)
    with connection:
        while True:
            got = b""
            while b"\r\n\r\n" not in got:
                piece = connection.recv(65536)
                if not piece:
                    return
                got += piece
            head, _, rest = got.partition(b"\r\n\r\n")
            lines = head.decode().lower().split("\r\n")
            left = sum(int(line.split(":")[1]) for line in lines if line.startswith("content-length:"))
            if "expect: 100-continue" in lines:
                connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            left -= len(rest)
            while left > 0:
                left -= connection.recv_into(view, min(len(room), left))
            if lines[0].startswith("get /file"):
                head = f"{OK}video/mp4\r\nContent-Length: {size}\r\n\r\n"
                connection.sendall(head.encode())
                for _ in range(size // len(block)):
                    connection.sendall(block)
            elif lines[0].startswith("post /run_sse"):
                head = OK + "text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                connection.sendall(head.encode() + b"%x\r\n%s\r\n0\r\n\r\n" % (len(EVENT), EVENT))
            else:
                head = f"{OK}application/json\r\nContent-Length: {len(ANSWER)}\r\n\r\n"
                connection.sendall(head.encode() + ANSWER)


def best(runs: int, ways: dict[str, Callable[[], Any]]) -> dict[str, float]:
    found = dict.fromkeys(ways, float("inf"))
    for _ in range(runs):
        for name, work in ways.items():
            started = time.perf_counter()
            answer = work()
            found[name] = min(
                found[name], answer if isinstance(answer, float) else time.perf_counter() - started
            )
    return found


def table(title: str, found: dict[str, float], base: str, unit: str, scale: float) -> None:
    print(f"\n{title}")
    for name, spent in found.items():
        print(f"  {name:32}{spent * scale:>9.1f} {unit}{spent / found[base]:>8.2f} x {base}")


def curl(*arguments: str) -> Callable[[], object]:
    output = [] if "-o" in arguments else ["-o", os.devnull]
    return lambda: subprocess.run(["curl", "-sS", *output, *arguments], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="50 MB instead of 500 MB")
    size = (50 if parser.parse_args().quick else 500) << 20
    mine, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(size, theirs), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{mine.recv()}"
    with tempfile.TemporaryDirectory() as folder:
        measure(url, size, Path(folder))
    server.terminate()


def measure(url: str, size: int, folder: Path) -> None:
    big, out = folder / "big.mp4", folder / "out.mp4"
    with big.open("wb") as file:
        file.write(MP4)
        for _ in range(size >> 20):
            file.write(bytes(1 << 20))
    client = NemoClient(SKILL, base_url=url, token="t")
    project = client.project("s")
    plain = httpx.Client(timeout=60)
    mb = size >> 20

    def plain_upload() -> None:
        with big.open("rb") as file:
            plain.post(url + "/api/upload", files={"files": file})

    def async_upload() -> float:
        async def go() -> float:
            async with AsyncNemoClient(SKILL, base_url=url, token="t") as client:
                project = await client.project("s")
                started = time.perf_counter()
                await project.upload(big)
                return time.perf_counter() - started

        return asyncio.run(go())

    ways: dict[str, Callable[[], Any]] = {"httpx files=": plain_upload}
    if shutil.which("curl"):
        ways["curl -F"] = curl("-F", f"files=@{big}", url + "/api/upload")
    ways |= {"nemo_nb": lambda: project.upload(big), "nemo_nb async": async_upload}
    table(f"Upload of {mb} MB", best(5, ways), "curl -F" if "curl -F" in ways else "httpx files=", "ms", 1e3)

    def plain_download() -> None:
        with plain.stream("GET", url + "/file") as response, out.open("wb") as file:
            file.writelines(response.iter_raw())

    def our_download() -> None:
        job = RenderJob("r", "completed", url=url + "/file")
        client._driver.run(download(client._core.account, job, PartFile(out)))

    ways = {"httpx": plain_download}
    if shutil.which("curl"):
        ways["curl -o"] = curl("-o", str(out), url + "/file")
    ways["nemo_nb"] = our_download
    table(
        f"Download of {mb} MB to disk", best(3, ways), "curl -o" if "curl -o" in ways else "httpx", "ms", 1e3
    )

    def first(stream: Any) -> float:
        started = time.perf_counter()
        with stream() as events:
            next(iter(events))
            return time.perf_counter() - started

    def plain_first() -> float:
        started = time.perf_counter()
        with connect_sse(plain, "POST", url + "/run_sse", json={}) as source:
            next(iter(source.iter_sse()))
            return time.perf_counter() - started

    ways = {
        "httpx + httpx-sse": plain_first,
        "nemo_nb, state read before": lambda: first(lambda: project.stream("x")),
    }
    table("First event", best(200, ways), "httpx + httpx-sse", "ms", 1e3)


if __name__ == "__main__":
    main()
