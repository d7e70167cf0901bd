"""Run the notebook's tests on several versions of ipykernel, each in an environment of its own.

    python tools/kernels.py [--only 6.31] [pytest arguments]

The environments are made inside the one this runs in and kept: each holds only its ipykernel and sees
everything else of this one, so that making one takes seconds. Exits with 1 when a version fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

VERSIONS = {
    "6.31": "ipykernel==6.31.*",
    "7.1": "ipykernel==7.1.*",
    "7.3": "ipykernel==7.3.*",
    "newest": "ipykernel",
}
"""The oldest supported, the first whose loop nest-asyncio breaks, the last with simple comms, and today's."""
TESTS = ["tests/notebook", "tests/browser/test_run_all.py", "tests/browser/test_panel_trouble.py"]
ROOT = Path(__file__).resolve().parents[1]


def make(name: str, requirement: str) -> Path:
    """Return the Python of the environment ``name``, made or brought up to date."""
    folder = Path(sys.prefix) / "kernels" / name
    python = folder / "bin" / "python"
    if not python.exists():
        venv.EnvBuilder(with_pip=False, symlinks=True).create(folder)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    own = folder / "lib" / version / "site-packages"
    # A path file is read after the environment's own packages, so these come first.
    below = sysconfig.get_paths()["purelib"]
    (own / "below.pth").write_text(f"import site; site.addsitedir({below!r})\n")
    # What is there below counts as installed, so that little more than the kernel itself is fetched.
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--upgrade"]
    subprocess.run([*install, requirement], check=True)
    # Jupyter looks beside its Python for nbconvert's templates and JupyterLab's pages.
    for shared in (Path(sys.prefix) / "share" / "jupyter").iterdir():
        place = folder / "share" / "jupyter" / shared.name
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            place.symlink_to(shared)
    return python


def main(arguments: list[str]) -> int:
    """Test each version and return the exit code."""
    only = ""
    if arguments[:1] == ["--only"]:
        only, arguments = arguments[1], arguments[2:]
    failed = []
    for name, requirement in VERSIONS.items():
        if only not in ("", name):
            continue
        python = make(name, requirement)
        told = [python, "-c", "import ipykernel; print(ipykernel.__version__)"]
        version = subprocess.run(told, capture_output=True, text=True, check=True).stdout.strip()
        print(f"== ipykernel {version}", flush=True)
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        }
        done = subprocess.run(
            [python, "-m", "pytest", "-q", *(arguments or TESTS)], cwd=ROOT, env=environment, check=False
        )
        if done.returncode:
            failed.append(version)
    print(f"Failed on ipykernel {', '.join(failed)}." if failed else "All passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
