"""Our own words in English and Chinese: one table, complete, and the same gaps on both sides."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import nemo_nb
from nemo_nb import NemoError, Timeline
from nemo_nb.notebook.command import parse_line
from nemo_nb.timeline import language, language_of, retell, speak, tell
from nemo_nb.timeline._chinese import CHINESE

PACKAGE = Path(nemo_nb.__file__).parent
GAP = re.compile(r"\{(\w+)\}")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


def told() -> Iterator[tuple[str, str]]:
    """Every English text that the code hands to `tell` or `retell` as a literal."""
    for file in [*PACKAGE.glob("timeline/*.py"), *PACKAGE.glob("notebook/*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tell", "retell"):
                for part in ast.walk(node.args[0]):
                    if (
                        isinstance(part, ast.Constant)
                        and isinstance(part.value, str)
                        and re.search(r"^[A-Z][a-z]|\w \w", part.value)
                    ):
                        yield file.name, part.value


def test_everything_we_say_is_in_the_table() -> None:
    assert not sorted({(file, text) for file, text in told() if text not in CHINESE})


def raised() -> Iterator[tuple[str, str]]:
    """Every message and hint of an error that the client's side raises, gaps as ``{x}``."""
    for file in [
        *PACKAGE.glob("client/*.py"),
        *PACKAGE.glob("protocol/*.py"),
        *PACKAGE.glob("notebook/*.py"),
    ]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", "")
            if not re.fullmatch(
                r"UsageProblem|Nemo\w*Error|UnsupportedFileError|FileTooLargeError|RenderError|EngineError"
                r"|SessionNotFoundError|ConnectionLostError|TimeoutError",
                name,
            ):
                continue
            hints = [word.value for word in node.keywords if word.arg == "hint"]
            for part in [*node.args[:1], *hints]:
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value:
                    yield file.name, part.value
                elif isinstance(part, ast.JoinedStr):
                    yield (
                        file.name,
                        "".join(v.value if isinstance(v, ast.Constant) else "X" for v in part.values),
                    )


def test_every_error_that_a_person_meets_is_told_in_chinese() -> None:
    speak("zh")
    english = {(file, text) for file, text in raised() if retell(text) == text}
    # These are put together from other lines: a reason, a place, or two rows of this table.
    assert {text for _, text in english} <= {"The export failedX", "XCheck the name and the folder.", "X X"}


def test_both_sides_have_the_same_gaps() -> None:
    for english, chinese in CHINESE.items():
        assert set(GAP.findall(english)) == set(GAP.findall(chinese)), english


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("add calm lo-fi", "en"),
        ("加一段轻松的 lo-fi hip-hop 音乐", "zh"),
        ("导出", "zh"),
        ('add the title "你好，世界" please', "en"),
        ("标题用“Urban Dreams of Paradise”", "zh"),
        ("84", None),
        ("", None),
        ("ok", None),
    ],
)
def test_the_language_is_heard_from_what_was_typed(text: str, code: str | None) -> None:
    assert language_of(text) == code


def test_lines_are_told_again_with_their_gaps_filled() -> None:
    line = "NemoVideo has no credits left for this account. Your timeline is safe."
    assert retell(line) == line
    speak("zh")
    assert retell(line) == "NemoVideo 账户的积分已用完。时间线完好无损。"
    assert retell("exprot is not a known thing") == "exprot is not a known thing"
    nested = "Did you mean export? To say it to the service: %%nemo exprot"
    assert retell(nested) == "是不是想输入 export？ 要把它发送给服务：%%nemo exprot"
    assert retell("Upload: NemoVideo could not be reached.") == "上传：无法连接 NemoVideo。"


def test_a_timeline_speaks_the_language_of_the_moment() -> None:
    music = {"title": "Lo-fi", "volume": 0.35, "music": {"label": "lo-fi", "bpm": 78, "key": "D minor"}}
    timeline = Timeline({"d": 5000, "t": [{"tt": 1, "sg": [{"d": 5000, "m": music}]}]})
    (english,) = timeline.diff(Timeline(None))
    assert str(english) == "Music: lo-fi, 78 BPM, D minor (0:00-0:05, 35 %)"
    speak("zh")
    assert language() == "zh"
    (chinese,) = timeline.diff(Timeline(None))
    assert str(chinese) == "音乐：lo-fi，78 BPM，D 小调（0:00-0:05，35%）"
    assert '<th scope="col">音量</th>' in timeline.html
    assert timeline.summary == "Timeline (1 track): 1. BGM: Lo-fi (0-5s, 35%)"
    assert len({len(line) - len(line.rstrip()) for line in repr(timeline).splitlines()}) == 1


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="en, zh"):
        speak("fr")
    assert tell("Stopped.") == "Stopped."


def test_hints_of_mistyped_lines_are_told_whole() -> None:
    speak("zh")
    for line in ("frobnicate", "--x", "exprot", "--quality", "open"):
        with pytest.raises(NemoError) as caught:
            parse_line(line)
        for said in (caught.value.message, caught.value.hint):
            kept = re.sub(
                r"%%?nemo[ \w]*|--?\w+|[A-Z]{2,}|frobnicate|exprot|export|low|medium|high", "", retell(said)
            )
            assert not re.search("[A-Za-z]{3}", kept), retell(said)
