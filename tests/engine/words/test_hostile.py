"""Whatever is typed, reading it ends, soon, and without an error."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nemo_nb.engine.words import Setting, read

PIECES = (
    *(
        "scene 1 and ",
        "0:00 to ",
        "第1个和",
        "然后",
        "⟦0⟧",
        "“",
        '"x" ',
        "1, ",
        "logo.png ",
        "10 seconds ",
        "make ",
    ),
    *(
        "add the title: ",
        "turn this into ",
        "\n",
        "1\n00:00:01,000 --> 00:00:02,000\n",
        "[00:01.00]a\n",
        "把",
    ),
    *("between ", "fade ", "12345678901234567890", "%", "…", "music "),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=12), st.booleans(), st.booleans())
def test_anything_can_be_read(pieces: list[str], pictures: bool, music: bool) -> None:
    read("".join(pieces), Setting(pictures=pictures, music=music, texts=True, visuals=True, overlays=True))


@pytest.mark.parametrize("piece", PIECES)
def test_long_messages_are_read_soon(piece: str) -> None:
    begin = time.process_time()
    read("make the video " + piece * (20_000 // len(piece)))
    assert time.process_time() - begin < 2
