"""Who may import whom, who may hold SQL, and how long things may grow: read from the sources."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "annotator"

# A room sees the rows above its own, and nothing of its own row but itself.
ROWS = (
    {"lookup", "origin", "paths"},
    {"i18n"},
    {"model", "suggestion", "offsets", "errors", "progress", "discover"},
    {"text", "codebook", "settings", "rules", "wording"},
    {"formats", "suggest", "store", "edits"},
    {"project"},
    {"jobs"},
    {"cli", "gui"},
    {"__main__"},
)
ROW = {room: row for row, rooms in enumerate(ROWS) for room in rooms}
ALLOWED = {
    ("edits", "store"),  # an edit writes rows with the ids and the row shapes of the store
    ("cli", "gui"),  # one program: without a command it opens the window (--help brings no Qt)
}
FORBIDDEN = {("gui", "store")}  # the window asks project.py, which holds the only writer
OUTSIDE = {"PySide6": {"gui"}, "shiboken6": {"gui"}, "platformdirs": {"paths"}, "sqlite3": set()}
HOLD_SQL = {"store", "edits"}

SQL = re.compile(
    r"\s*(select\s.*\sfrom\s|insert\s+(or\s+\w+\s+)?into\s|replace\s+into\s|update\s+\S+\s+set\s"
    r"|delete\s+from\s|(create|drop|alter)\s+(temp\s+|virtual\s+|unique\s+)?"
    r"(table|index|trigger|view)\s|with\s+(recursive\s+)?\w+(\s*\(.*?\))?\s+as\s*\(|pragma\s)",
    re.DOTALL,
)
MODULE_LINES, WINDOW_LINES, FUNCTION_LINES, ARGUMENTS = 400, 200, 40, 6


class Module(NamedTuple):
    """One source file: its place in the package, its text and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room that it stands in: a module beside the package's own, or a folder."""
        return self.path.parts[0].removesuffix(".py")

    @property
    def name(self) -> str:
        """Its dotted name."""
        parts = [part for part in self.path.with_suffix("").parts if part != "__init__"]
        return ".".join(["annotator", *parts])

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and dotted name of all it imports, late and for types alone too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, each.name) for each in node.names)
            elif isinstance(node, ast.ImportFrom):
                home = "." * node.level + (node.module or "")
                yield from ((node.lineno, f"{home}.{each.name}") for each in node.names)


def modules(package: Path) -> Iterator[Module]:
    for file in sorted(package.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        yield Module(file.relative_to(package), text, ast.parse(text, file))


def violations(package: Path) -> list[str]:
    """All that breaks a rule, as "path:line: what"."""
    rules = (rooms, outside, panels, sql, sizes)
    return [
        f"{module.path.as_posix()}:{line}: {what}"
        for module in modules(package)
        for rule in rules
        for line, what in rule(module)
    ]


def rooms(module: Module) -> Iterator[tuple[int, str]]:
    here = module.room
    if here == "__init__":
        return
    if here not in ROW:
        yield 1, f"{here} stands in no row of tests/test_layers.py"
        return
    for line, name in module.imports():
        if name.startswith("."):
            yield line, "imports by a relative name"
        there = name.split(".")[1] if name.startswith("annotator.") else here
        if there == here or there not in ROW or (here, there) in ALLOWED:
            continue
        if ROW[there] >= ROW[here] or (here, there) in FORBIDDEN:
            yield line, f"{here} must not import {there}"


def outside(module: Module) -> Iterator[tuple[int, str]]:
    for line, name in module.imports():
        owners = OUTSIDE.get(name.split(".")[0])
        if owners is not None and module.room not in owners:
            yield line, f"{module.room} must not import {name.split('.')[0]}"


def panels(module: Module) -> Iterator[tuple[int, str]]:
    home = "annotator.gui.panels."
    if not module.name.startswith(home):
        return
    own = module.name.removeprefix(home).split(".")[0]
    for line, name in module.imports():
        if name.startswith(home) and name.removeprefix(home).split(".")[0] != own:
            yield line, "a panel must not import a panel"


def sql(module: Module) -> Iterator[tuple[int, str]]:
    if module.room in HOLD_SQL:
        return
    filled = [node for node in ast.walk(module.tree) if isinstance(node, ast.JoinedStr)]
    pieces = {id(piece) for node in filled for piece in node.values}
    for node in ast.walk(module.tree):
        if id(node) not in pieces and SQL.match(literal(node)):
            yield node.lineno, "only store and edits hold SQL"


def literal(node: ast.AST) -> str:
    """The text of a string as written, with names in the place of what an f-string fills in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value + " "
    if isinstance(node, ast.JoinedStr):
        parts = (literal(each).removesuffix(" ") or "filled" for each in node.values)
        return "".join(parts) + " "
    return ""


def sizes(module: Module) -> Iterator[tuple[int, str]]:
    lines = module.text.count("\n")
    limit = WINDOW_LINES if module.path.name == "window.py" else MODULE_LINES
    if lines > limit:
        yield lines, f"{lines} lines, at most {limit} are allowed"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield node.lineno, f"{node.name} has {length} lines, at most {FUNCTION_LINES}"
            if len(arguments(node)) > ARGUMENTS:
                yield node.lineno, f"{node.name} takes more than {ARGUMENTS} arguments"


def arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [each.arg for each in given if each.arg not in ("self", "cls")]


def test_every_room_keeps_to_its_row() -> None:
    if found := violations(PACKAGE):
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize(
    ("path", "source", "complaint"),
    [
        ("model.py", "from annotator.project import Project\n", "model must not import project"),
        ("text/words.py", "import annotator.codebook\n", "text must not import codebook"),
        ("formats/x.py", "from annotator import store\n", "formats must not import store"),
        (
            "store/x.py",
            "def f():\n    from annotator.edits import spans\n",
            "must not import edits",
        ),
        ("gui/x.py", "from annotator.store.reading import page\n", "gui must not import store"),
        ("jobs.py", "from annotator.cli import main\n", "jobs must not import cli"),
        ("cli.py", "from PySide6.QtCore import Qt\n", "cli must not import PySide6"),
        ("settings.py", "import platformdirs\n", "settings must not import platformdirs"),
        ("store/x.py", "import sqlite3\n", "store must not import sqlite3"),
        ("project.py", "from .model import Page\n", "relative"),
        ("utilities.py", "", "stands in no row"),
        ("gui/panels/x.py", "from annotator.gui.panels.y import Y\n", "must not import a panel"),
        ("gui/panels/x.py", "from annotator.gui.panels import y\n", "must not import a panel"),
        ("project.py", "A = 'select id from spans'\n", "hold SQL"),
        ("jobs.py", "def f(t): return f'insert into {t} values (?)'\n", "hold SQL"),
        ("jobs.py", "A = '''\n  update spans\n  set label = ?'''\n", "hold SQL"),
        ("gui/x.py", "A = 'delete from spans'\n", "hold SQL"),
        ("cli.py", "A = 'pragma user_version'\n", "hold SQL"),
        ("model.py", "\n" * 401, "401 lines"),
        ("gui/window.py", "\n" * 201, "201 lines"),
        ("model.py", "def f():\n" + "    pass\n" * 40, "f has 41 lines"),
        ("model.py", "def f(a, b, c, *, d, e, g, h): pass\n", "more than 6 arguments"),
    ],
)
def test_a_planted_violation_is_found(
    tmp_path: Path, path: str, source: str, complaint: str
) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(source, encoding="utf-8")
    assert [complaint in each for each in violations(tmp_path)] == [True]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("edits/x.py", "from annotator.store.ids import new_id\nA = 'delete from spans'\n"),
        ("gui/panels/x.py", "from annotator.gui.panels.x import Y\nfrom PySide6 import QtCore\n"),
        ("gui/x.py", "A = 'Select a claim from the list'\nB = 'update the list'\n"),
        ("__main__.py", "from annotator import __version__, cli, gui\n"),
        ("store/x.py", "from sqlite_utils.utils import sqlite3\n"),
        ("project.py", "class P:\n    def f(self, a, b, c, d, e, g): pass\n"),
    ],
)
def test_what_is_allowed_is_left_alone(tmp_path: Path, path: str, source: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(source, encoding="utf-8")
    assert violations(tmp_path) == []


def test_help_comes_without_qt() -> None:
    asked = subprocess.run(
        [sys.executable, "-X", "importtime", ROOT / "main.py", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "annotator" in asked.stdout
    assert "PySide6" not in asked.stderr
