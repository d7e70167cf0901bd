"""Write the panel's types for both languages from one schema, js/panel.schema.json.

python tools/schema.py build     write nemo_nb/notebook/page.py and js/src/model.ts
python tools/schema.py check     fail when either is not what the schema says
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "js" / "panel.schema.json"
PYTHON = ROOT / "nemo_nb" / "notebook" / "page.py"
SCRIPT = ROOT / "js" / "src" / "model.ts"

PYTHON_TYPES = {"text": "str", "int": "int", "number": "float", "flag": "bool"}
SCRIPT_TYPES = {"text": "string", "int": "number", "number": "number", "flag": "boolean"}
TRAITS = {"text": "Unicode()", "int": "Int()", "number": "Float()", "flag": "Bool()"}

PYTHON_HEAD = '''\
"""What do page and kernel tell each other? Written by tools/schema.py from js/panel.schema.json."""

from __future__ import annotations

from typing import Literal, TypedDict

import traitlets
'''
SCRIPT_HEAD = """\
// What page and kernel tell each other. Written by tools/schema.py from js/panel.schema.json.
"""
SCRIPT_TAIL = """
/** The part of anywidget's model that the panel uses. */
export interface Model {
  get<Name extends keyof Traits>(name: Name): Traits[Name];
  on(event: string, callback: (...parts: never[]) => void): void;
  off(event: string, callback: (...parts: never[]) => void): void;
  send(content: unknown, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
}
"""


def written() -> dict[Path, str]:
    """Return both files as the schema says they are."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    return {PYTHON: _python(schema), SCRIPT: _script(schema)}


def _split(field: Any) -> tuple[str, str]:
    """Return a field's type and what is said about it."""
    return (field, "") if isinstance(field, str) else (field[0], field[1])


def _python(schema: dict[str, Any]) -> str:
    parts = [PYTHON_HEAD]
    for name, record in schema["records"].items():
        parts.append(_typed_dict(name, record["about"], record["fields"]))
    for way in ("to_kernel", "from_kernel"):
        messages = schema[way]
        for name, fields in messages.items():
            fields = {"type": _Literal(name), **fields}
            parts.append(_typed_dict(name.capitalize(), schema["about"][name], fields))
        parts.append(f"{_camel(way)} = {' | '.join(name.capitalize() for name in messages)}\n")
    kinds = ""
    for name, fields in schema["to_kernel"].items():
        typed = (
            f'"{field}": {_python_type(_split(kind)[0]).partition("[")[0]}' for field, kind in fields.items()
        )
        kinds += f'    "{name}": {{{", ".join(typed)}}},\n'
    parts.append(
        f"FIELDS: dict[str, dict[str, type]] = {{\n{kinds}}}\n"
        '"""The fields of each message to the kernel, which comes from a page and is not trusted."""\n'
    )
    traits = "".join(
        f"    {name} = traitlets.{_trait(_split(field)[0])}.tag(sync=True)\n"
        + (f'    """{_split(field)[1]}"""\n' if _split(field)[1] else "")
        for name, field in schema["traits"].items()
    )
    parts.append(
        'class PageTraits(traitlets.HasTraits):\n    """Everything visible, so that a reloaded page and '
        f'a second view show the same."""\n\n{traits}'
    )
    return "\n\n".join(parts).replace("\n\n\n\n", "\n\n\n")


class _Literal(str):
    """A field that always holds this text."""


def _typed_dict(name: str, about: str, fields: dict[str, Any]) -> str:
    lines = [f"class {name}(TypedDict):", f'    """{about}"""', ""]
    for field, kind in fields.items():
        told = "" if isinstance(kind, _Literal) else _split(kind)[1]
        kind = f'Literal["{kind}"]' if isinstance(kind, _Literal) else _python_type(_split(kind)[0])
        lines += [f"    {field}: {kind}"] + ([f'    """{told}"""'] if told else [])
    return "\n".join(lines) + "\n"


def _python_type(kind: str) -> str:
    if kind.endswith("[]"):
        return f"list[{_python_type(kind[:-2])}]"
    if "|" in kind:
        return "str"
    return PYTHON_TYPES.get(kind, kind)


def _trait(kind: str) -> str:
    if kind.endswith("[]"):
        return "List(traitlets.Dict())" if kind[:-2] not in TRAITS else f"List(traitlets.{TRAITS[kind[:-2]]})"
    if kind.endswith("?"):
        return "Dict(allow_none=True, default_value=None)"
    return TRAITS.get(kind, "Dict()")


def _script(schema: dict[str, Any]) -> str:
    parts = [SCRIPT_HEAD]
    for name, record in schema["records"].items():
        parts.append(_interface(name, record["about"], record["fields"]))
    parts.append(
        _interface(
            "Traits",
            "Everything visible, so that a reloaded page and a second view show the same.",
            schema["traits"],
        )
    )
    for way in ("to_kernel", "from_kernel"):
        rows = []
        for name, fields in schema[way].items():
            inside = "".join(f"; {f}: {_script_type(_split(kind)[0])}" for f, kind in fields.items())
            rows.append(f'  /** {schema["about"][name]} */\n  | {{ type: "{name}"{inside} }}')
        parts.append(f"export type {_camel(way)} =\n" + "\n".join(rows) + ";\n")
    return "\n".join(parts) + SCRIPT_TAIL


def _interface(name: str, about: str, fields: dict[str, Any]) -> str:
    lines = [f"/** {about} */", f"export interface {name} {{"]
    for field, kind in fields.items():
        told = _split(kind)[1]
        lines += ([f"  /** {told} */"] if told else []) + [f"  {field}: {_script_type(_split(kind)[0])};"]
    return "\n".join([*lines, "}"]) + "\n"


def _script_type(kind: str) -> str:
    if kind.endswith("[]"):
        return f"{_script_type(kind[:-2])}[]"
    if kind.endswith("?"):
        return f"{kind[:-1]} | null"
    if "|" in kind:
        return " | ".join(f'"{word.strip()}"' for word in kind.split("|"))
    return SCRIPT_TYPES.get(kind, kind)


def _camel(name: str) -> str:
    return re.sub(r"(?:^|_)(\w)", lambda found: found[1].upper(), name)


def build() -> None:
    """Write both files."""
    for path, text in written().items():
        path.write_text(text, encoding="utf-8", newline="\n")


def check() -> None:
    """Exit with the names of files that the schema does not say."""
    stale = [path.name for path, text in written().items() if path.read_text("utf-8") != text]
    if stale:
        sys.exit(f"{', '.join(stale)} are not what {SCHEMA.name} says: python tools/schema.py build")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("action", choices=("build", "check"))
    {"build": build, "check": check}[parser.parse_args().action]()
