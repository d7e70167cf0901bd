"""What was typed: verbs, flags, and words that arrive byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nemo_nb.notebook.command import Command, fill_from, parse_cell, parse_line
from nemo_nb.notebook.errors import UsageProblem

if TYPE_CHECKING:
    from pathlib import Path

    from _pytest.monkeypatch import MonkeyPatch


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "don't use drums",
        "make it '90s, -20db",
        'title "It\'s $HOME, {price} and {{braces}}"',
        "what is this?",
        "C:\\clips\\new\\t.mp4 is the one I mean \\",
        "-20db quieter please",
        "加一段轻松的 lo-fi 🎧",
        "a\u2028b\u0085c",
        '"quoted from the start" and on',
        "100% louder; rm -rf / && echo $(id)",
    ],
)
def test_words_arrive_byte_for_byte(text: str) -> None:
    assert parse_cell(text, "\n").text == text
    assert parse_cell("", text + "\n").text == text
    assert parse_cell("--quiet --upload a.mp4 " + text, "\n").text == text
    assert parse_cell("-- " + text, "").text == text


@given(st.text(min_size=1))
@example("0")
def test_any_body_arrives_as_it_is(text: str) -> None:
    body = f"add music {text} here"
    command = parse_cell("", body + "\n")
    assert (command.verb, command.text) == ("chat", body)


def test_line_and_body_are_one_message() -> None:
    assert parse_cell("add music", "calm\n  and slow\n").text == "add music\ncalm\n  and slow"
    assert parse_cell("add music", "\n").text == "add music"


def test_variables_fill_in_and_nothing_else_does() -> None:
    fill = fill_from({"bpm": 84, "größe": "x"})
    said = parse_cell(
        "", "at {bpm} BPM, {{bpm}}, {nope}, {{nope}}, $bpm, {größe}, {1}, {bpm.real}", fill
    ).text
    assert said == "at 84 BPM, {bpm}, {nope}, {{nope}}, $bpm, x, {1}, {bpm.real}"


def test_flags_in_any_order() -> None:
    line = '-o reply --upload "my trip.mp4" --upload=b.mov --skill music-to-ai --quiet --export out.mp4 '
    assert parse_cell(line + "add music", "") == Command(
        verb="chat",
        text="add music",
        out="reply",
        uploads=("my trip.mp4", "b.mov"),
        skill="music-to-ai",
        quiet=True,
        export="out.mp4",
    )


def test_export_flag_takes_a_name_only_if_it_looks_like_one() -> None:
    command = parse_cell("--export add calm lo-fi", "")
    assert (command.export, command.text) == ("", "add calm lo-fi")
    assert parse_cell("--export {name} add", "", fill_from({"name": "x.mp4"})).export == "x.mp4"


@pytest.mark.parametrize(
    ("line", "verb", "args"),
    [
        ("status", "status", ()),
        ("credits", "credits", ()),
        ("export", "export", ()),
        ("export out.mp4", "export", ("out.mp4",)),
        ("export 'my cut.mp4'", "export", ("my cut.mp4",)),
        ("EXPORT", "export", ()),
        ("upload trip.mp4", "upload", ("trip.mp4",)),
        ("upload 'my trip.mp4' https://x.y/z", "upload", ("my trip.mp4", "https://x.y/z")),
        ("connect cloud", "connect", ("cloud",)),
        ("skill", "skill", ()),
        ("skill music-to-ai", "skill", ("music-to-ai",)),
        ("open 3f2a", "open", ("3f2a",)),
        ("", "help", ()),
        ("--help", "help", ()),
        ("--upload a.mp4", "upload", ("a.mp4",)),
        ("export the video please", "export", ()),
        ("导出成 MP4", "export", ()),
        ("how many credits do I have?", "credits", ()),
    ],
)
def test_verbs(line: str, verb: str, args: tuple[str, ...]) -> None:
    command = parse_line(line)
    assert (command.verb, command.args) == (verb, args)


@pytest.mark.parametrize(
    "line",
    [
        "add calm lo-fi",
        "open with a slow title",
        "link the two clips with a fade",
        "new music, please, but calmer",
        "upload scene should be brighter",
        "status bar at the top",
        "credits at the end: directed by Ana",
        "export-quality colours",
        "help me choose a mood",
        "export the feeling of the sea",
        "加一段音乐",
    ],
)
def test_free_words_on_a_line_are_a_message(line: str) -> None:
    command = parse_line(line)
    assert (command.verb, command.text) == ("chat", line)


def test_flags_after_a_verb() -> None:
    assert parse_line("export -o video out.mp4") == Command(verb="export", out="video", args=("out.mp4",))
    assert parse_line("-o t status") == Command(verb="status", out="t")


def test_how_an_export_is_asked_for() -> None:
    assert parse_line("export --stems") == Command(verb="export", format="stems")
    assert parse_line("export --midi out.mid") == Command(verb="export", format="midi", args=("out.mid",))
    assert parse_line("export gif") == Command(verb="export", format="gif")
    assert parse_line("export --quality low a.webm") == Command(
        verb="export", quality="low", args=("a.webm",)
    )
    assert parse_cell("--stems add calm lo-fi", "") == Command(
        verb="chat", text="add calm lo-fi", export="", format="stems"
    )
    said = parse_cell("导出成gif动图", "")
    assert (said.verb, said.format) == ("export", "gif")
    assert parse_line("export gif-like stutter edits").verb == "chat"


def test_a_file_with_spaces_needs_no_quotes_where_it_exists(tmp_path: Path) -> None:
    (tmp_path / "my long trip.mp4").touch()
    assert parse_line("upload my long trip.mp4").args == ("my long trip.mp4",)
    assert parse_line("upload {clip}", fill_from({"clip": tmp_path / "my long trip.mp4"})).args == (
        str(tmp_path / "my long trip.mp4"),
    )


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("exprot", "There is no command exprot.", "Did you mean export?"),
        ("exprot out.mp4", "There is no command exprot.", "Did you mean export?"),
        ("uplaod trip.mp4", "There is no command uplaod.", "Did you mean upload?"),
        ("frobnicate", "There is no command frobnicate.", "%%nemo frobnicate"),
        ("--exprot x", "There is no option --exprot.", "Did you mean --export?"),
        ("-o", "-o needs a value.", "NAME"),
        ("-o 1x status", "1x is not a variable's name.", "-o reply"),
        ("upload", "Which file?", "%nemo upload trip.mp4"),
        ("open", "Which project?", "%nemo open ID"),
    ],
)
def test_mistakes_say_what_to_type(line: str, message: str, hint: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        parse_line(line)
    assert caught.value.message == message
    assert hint in caught.value.hint


def test_an_empty_cell_says_what_to_type() -> None:
    with pytest.raises(UsageProblem, match="nothing to send"):
        parse_cell("", "\n")
