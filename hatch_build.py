"""The build hook: puts the panel's bundle, made from js/, into every wheel, sdist and editable install."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PanelBuildHook(BuildHookInterface[Any]):
    """Runs tools/js.py, which skips the work when the bundle already fits its sources."""

    def dependencies(self) -> list[str]:
        """Ask for a node from PyPI, only if the bundle has to be built and the machine has no npm for it."""
        js = runpy.run_path(str(self._builder))
        return [js["WHEEL"]] if not js["is_up_to_date"]() and js["needs_node_wheel"]() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the bundle before hatchling collects the files."""
        subprocess.run([sys.executable, str(self._builder), "build"], check=True)

    @property
    def _builder(self) -> Path:
        return Path(self.root) / "tools" / "js.py"
