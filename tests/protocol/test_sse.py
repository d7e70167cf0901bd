"""Server-sent events: every case that other decoders get wrong, for every chunking."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nemo_nb.protocol.sse import SseDecoder

CASES = [
    (b"data: a\n\n", ["a"]),
    (b"data:a\n\n", ["a"]),
    (b"data:  a\n\n", [" a"]),
    (b"data: a\r\rdata: b\r\n\r\ndata: c\n\n", ["a", "b", "c"]),
    (b"data: a\r\n\r\n\r\n\r\ndata: b\n\n\n\n", ["a", "b"]),
    (b"\xef\xbb\xbfdata: a\n\n", ["a"]),
    (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\n", []),
    (b"data: a\n\n\xef\xbb\xbfdata: b\n\n", ["a"]),
    ("data: ü…😀\n\n".encode(), ["ü…😀"]),
    (b"data: \xff\xfe\xc3\n\n", ["\ufffd\ufffd\ufffd"]),
    ("data: a\u2028b\u2029c\x85d\x0be\x0cf\n\n".encode(), ["a\u2028b\u2029c\x85d\x0be\x0cf"]),
    (b"data: a\ndata: b\ndata\ndata:\n\n", ["a\nb\n\n"]),
    (b"event: x\nid: 1\nretry: 5\n\n", []),
    (b"event: x\ndata: a\nid: 1\n\n", ["a"]),
    (b": comment\n\ndata: a\n: inside\n\n", ["a"]),
    (b"data:\n\n", [""]),
    (b"data\n\n", [""]),
    (b"data: \n\n", [""]),
    (b"datax: a\n\nDATA: a\n\n data: a\n\n", []),
    (b"data: a\n\ndata: cut off", ["a"]),
    (b"data: a\n\ndata: cut off\n", ["a"]),
    (b'data: {"a": "data: b"}\n\n', ['{"a": "data: b"}']),
    (b"", []),
    (b"\n\n\n", []),
]


def decode(data: bytes, cuts: list[int]) -> list[str]:
    decoder, found, start = SseDecoder(), [], 0
    for cut in [*sorted(cuts), len(data)]:
        found += decoder.feed(data[start:cut])
        start = cut
    return found


def reference(data: bytes) -> list[str]:
    """The WHATWG's words, one line at a time, with no thought of speed."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found, fields = [], []
    for line in text.split("\n")[:-1]:
        if not line:
            if fields:
                found.append("\n".join(fields))
            fields = []
        elif not line.startswith(":"):
            name, _, value = line.partition(":")
            if name == "data":
                fields.append(value.removeprefix(" "))
    return found


@pytest.mark.parametrize(("data", "events"), CASES)
def test_each_case_whole_and_at_every_split(data: bytes, events: list[str]) -> None:
    assert decode(data, []) == events
    assert decode(data, list(range(len(data)))) == events
    for cut in range(len(data)):
        assert decode(data, [cut]) == events


PIECES = st.sampled_from(
    [b"data: ", b"data:", b"data", b"a", b"\n", b"\n\n", b"\r", b"\r\n", b":", b" ", b"\xef\xbb\xbf",
     b"\xf0\x9f\x98\x80", b"\xf0\x9f", b"\xff", b"\xe2\x80\xa8", b"\xc2\x85", b"id: 1\n", b"data: x\n\n"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_any_stream_in_any_chunks_gives_the_events_of_the_standard(draw: st.DataObject) -> None:
    data = b"".join(draw.draw(st.lists(PIECES | st.binary(max_size=4), max_size=40)))
    cuts = draw.draw(st.lists(st.integers(0, len(data)), max_size=12))
    assert decode(data, cuts) == reference(data)


def test_a_short_line_after_a_long_one() -> None:
    decoder = SseDecoder()
    pieces = (b"da", b"ta: x\n\n", b"d", b"ata\n", b"\n", b"dat", b"\n\n", b"data", b": y\n\n")
    assert [event for piece in pieces for event in decoder.feed(piece)] == ["x", "", "y"]


def test_a_cut_is_noticed() -> None:
    decoder = SseDecoder()
    decoder.feed(b"data: a\n\n")
    assert not decoder.cut
    decoder.feed(b"data: b")
    assert decoder.cut


@pytest.mark.parametrize("line", [b"data: " + b"x" * 10_000_000, b"data: xxxxxxxxx\n" * 600_000])
def test_time_is_linear_for_events_of_ten_megabytes_in_small_chunks(line: bytes) -> None:
    def spent(data: bytes) -> float:
        decoder, started = SseDecoder(), time.process_time()
        for at in range(0, len(data), 4096):
            decoder.feed(data[at : at + 4096])
        assert len(decoder.feed(b"\n\n")) == 1
        return time.process_time() - started

    fifth = min(spent(line[: len(line) // 5]) for _ in range(3))
    # Five times the bytes; quadratic time would be 25 times as long.
    assert spent(line) < 12 * max(fifth, 0.005)
