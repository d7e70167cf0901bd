"""What steps of the service mean to a person, and how its words are shown."""

from __future__ import annotations

import pytest

from nemo_nb.notebook.words import activity, rich


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("compose_music", "Composing music…"),
        ("generate_bgm", "Composing music…"),
        ("analyze_media", "Looking at the clip…"),
        ("set_volume", "Mixing the sound…"),
        ("add_title", "Setting the title…"),
        ("trim", "Editing the timeline…"),
        ("undo", "Undoing the last edit…"),
        ("frobnicate_v2", "Working…"),
        ("", "Working…"),
    ],
)
def test_every_step_is_one_line_of_words(name: str, line: str) -> None:
    assert activity(name, {"secret": "x"}) == line


def test_a_file_is_named() -> None:
    assert activity("analyze_media", {"filename": "trip.mp4"}) == "Looking at trip.mp4…"


def test_words_keep_their_lines_and_nothing_of_them_is_html() -> None:
    html = rich("**Done** <script>alert(1)</script>\n  * one\n# Title `x`\n")
    assert html == (
        '<p class="n-say"><b>Done</b> &lt;script&gt;alert(1)&lt;/script&gt;\n  * one\n'
        "<b>Title <code>x</code></b></p>"
    )
    assert rich(" \n") == ""
