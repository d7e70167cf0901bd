"""Projects, exports, skills and settings, from one kernel to the next, against a real service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from .test_magics import error_of, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode

    from .cloud import Cloud

    Execute = Callable[..., NotebookNode]

LOAD = "%load_ext nemo_nb"


@pytest.fixture(autouse=True)
def _address(cloud: Cloud, monkeypatch: pytest.MonkeyPatch, home: object) -> None:
    monkeypatch.setenv("NEMO_API_URL", cloud.url)


def test_a_later_kernel_finds_projects_and_exports_again(execute: Execute, clip: object) -> None:
    execute(LOAD, f"%nemo upload {clip}", "%%nemo add calm lo-fi", "%nemo export out.mp4", allow_errors=False)
    notebook = execute(
        LOAD,
        "%nemo projects",
        "%nemo renders",
        "%nemo open clip.mp4",
        "%nemo projects",
        "%nemo -o video resume\nvideo.path.name",
        "%nemo resume render_nothing",
        "ip = get_ipython()\n[ip.Completer.complete(line)[1] for line in ('%nemo open ', '%nemo resume ')]",
    )
    projects, renders, opened, here, resumed, missing, completed = notebook.cells[1:]
    greeting, *_, line = shown(projects).splitlines()
    assert greeting.startswith("Ready. NemoVideo, http://127.0.0.1")
    assert re.fullmatch(r"  s1  20\d\d-\d\d-\d\d \d\d:\d\d  clip\.mp4", line)
    assert "<code>%nemo open s1</code>" in shown(projects, "text/html")
    assert re.fullmatch(r"render_\w+  done  out\.mp4", shown(renders))
    assert "BGM: Lo-fi 1" in shown(opened)
    assert shown(here).startswith("● s1")
    assert "<video" in shown(resumed, "text/html")
    assert missing.outputs
    assert "'s1'" in shown(completed)
    assert "'render_" in shown(completed)


def test_without_any_the_lists_say_how_to_begin(execute: Execute, cloud: Cloud) -> None:
    notebook = execute(LOAD, "%nemo projects", "%nemo renders", "%nemo resume")
    assert "No projects yet." in shown(notebook.cells[1])
    assert "No exports yet. %nemo export makes one." in shown(notebook.cells[2])
    assert "There is nothing to export yet." in error_of(notebook.cells[3]).traceback[0]
    assert cloud.calls == []


def test_another_skill_costs_no_new_account(execute: Execute, cloud: Cloud) -> None:
    notebook = execute(
        LOAD,
        "%nemo credits",
        "%nemo skill music-to-ai",
        "%%nemo add music",
        "%nemo skill",
        "%nemo skill nope",
    )
    assert cloud.calls.count("POST /api/auth/anonymous-token") == 1
    assert cloud.calls.count("POST /api/tasks/me/with-session/nemo_agent") == 1
    assert cloud.skills[-1] == "music-to-ai"
    two = shown(notebook.cells[2]).splitlines()
    assert two[0].startswith("music-to-ai: a music video for a song")
    assert two[0].endswith("Usually 1-2 min.")
    assert two[1].startswith("For example:")
    assert "● music-to-ai" in shown(notebook.cells[4])
    assert "200 MB" in shown(notebook.cells[4], "text/html")
    assert "Skills: ai-music-maker" in error_of(notebook.cells[5]).traceback[1]


def test_settings_are_traits(execute: Execute, cloud: Cloud) -> None:
    notebook = execute(
        LOAD,
        "%config Nemo.quiet = True",
        "%%nemo add calm lo-fi",
        "%config Nemo.quiet = False\n%config Nemo.language = 'zh'\n%config Nemo.skill = 'music-to-ai'",
        "%nemo credits",
        "%config Nemo.service = 'mars'",
        "%config Nemo",
        "%reload_ext nemo_nb\n%reload_ext nemo_nb",
        "%nemo credits",
        "%nemo projects",
        "%config Nemo.embed = 0",
        "%nemo -o v export small.mp4",
    )
    quiet, _, chinese, wrong, listed, _, again, projects, _, export = notebook.cells[2:]
    assert quiet.outputs == []
    assert "剩余 80 积分" in shown(chinese)
    assert "service is auto, local, cloud" in str(wrong.outputs)
    assert "Nemo.embed=<Float>" in shown(listed)
    assert "剩余 80 积分" in shown(again)
    assert shown(projects).startswith("● s1")
    assert cloud.calls.count("POST /api/tasks/me/with-session/nemo_agent") == 1
    assert 'src="small.mp4"' in shown(export, "text/html")


def test_an_implied_export_is_offered_and_done_at_once_with_auto(execute: Execute, cloud: Cloud) -> None:
    said = "say I added lo-fi. Click the Export button in the top right to download it."
    notebook = execute(
        LOAD,
        f"%%nemo {said}",
        f"%%nemo --auto {said}",
        "_.text",
        "%%nemo say Open the Audio panel.",
        "%%nemo --auto say I trimmed it. Please check your account for billing details.",
    )
    offered, done, kept, shows, balance = notebook.cells[1:]
    assert "80 credits left" in shown(balance)
    assert "I added lo-fi.\n✅ Music" in shown(offered)
    assert "Next: %nemo export" in shown(offered)
    assert "<code>%nemo export</code>" in shown(offered, "text/html")
    assert "Export button" not in shown(offered) + shown(offered, "text/html") + shown(done)
    assert "<video" not in shown(offered, "text/html")
    assert "<video" in shown(done, "text/html")
    assert "Next:" not in shown(done)
    assert shown(kept).strip("'\"").startswith("I added lo-fi. Click the Export")
    assert "Next: %nemo status" in shown(shows)
    assert len(cloud.messages) == 4


def test_we_speak_the_language_of_the_prompt(execute: Execute, cloud: Cloud, clip: object) -> None:
    notebook = execute(
        LOAD,
        "%%nemo 加一段轻松的 lo-fi 音乐",
        "%nemo 还有多少积分",
        "%nemo status",
        "%%nemo broke 没有积分了",
        "%nemo exprot",
        "%nemo help",
        "%nemo skill",
        "%%nemo make it warmer please",
        "%nemo credits",
    )
    first, credits, status, broke, typo, usage, skills, english, after = notebook.cells[1:]
    assert "准备好了。NemoVideo" in shown(first)
    assert "ai-music-maker：为视频原创配乐。通常需要 30 秒视频约 30-60 秒。" in shown(first)
    assert "✅ 音乐：Lo-fi 1（0:00-0:05，35%）" in shown(first)
    assert "试试：“更温暖一些”" in shown(first)
    assert "剩余 80 积分，共 100，其中 5 由进行中的任务占用。" in shown(credits)
    assert "音量" in shown(status)
    assert "积分已用完" in error_of(broke).traceback[0]
    assert "注册后继续：https://" in error_of(broke).traceback[1]
    assert "没有 exprot 这个命令。" in error_of(typo).traceback[0]
    assert "是不是想输入 export？" in error_of(typo).traceback[1]
    assert "什么" in shown(usage) or "说出想要的效果" in shown(usage)
    assert "为视频原创配乐" in shown(skills)
    assert cloud.languages == ["zh"]
    assert "✅ Music: Lo-fi" in shown(english)
    assert "80 credits left" in shown(after)


ERRORS = {
    1001: ("refused to sign us in", "NEMO_TOKEN"),
    2001: ("no credits left", "/register?bind=anon_7"),
    4001: ("", "mp4, mov"),
    4002: ("", "The limit is 500 MB"),
    402: ("plan does not include", "/register?bind=anon_7"),
}


@pytest.mark.parametrize("code", ERRORS)
def test_each_error_is_two_lines_with_the_next_step(execute: Execute, cloud: Cloud, code: int) -> None:
    notebook = execute(LOAD, "%nemo credits", f"%%nemo fail {code}")
    error = error_of(notebook.cells[2])
    message, hint = error.traceback
    assert ERRORS[code][0] in message
    assert ERRORS[code][1] in hint
    assert "Traceback" not in str(error)


def test_who_looks_on_hears_a_cell_from_its_words_to_its_end(execute: Execute, cloud: Cloud) -> None:
    listen = (
        "from nemo_nb.notebook.workspace import current\nheard = []\n"
        "def hear(what, value):\n    heard.append((what, str(value)))\n    raise ZeroDivisionError\n"
        "current().listen(hear)"
    )
    notebook = execute(
        LOAD,
        "%nemo credits",
        listen,
        "%%nemo add calm lo-fi",
        "print([what for what, _ in heard], heard[1], ''.join(v for w, v in heard if w == 'delta'))",
        "heard.clear()",
        "%%nemo broke",
        "print(heard[-1])",
    )
    order, failed = shown(notebook.cells[4]), shown(notebook.cells[7])
    assert re.match(r"\['project', 'prompt', ('(doing|delta)', )+'reply', 'done'\]", order)
    assert "('prompt', 'add calm lo-fi')" in order
    assert "Here is your music for: add calm lo-fi" in order
    assert failed.startswith("('done', 'NemoVideo has no credits left")
    assert "ZeroDivisionError" not in str(notebook.cells[3].outputs[0])
