"""What the command line says reaches a pipe in an old encoding: it is told, never a crash."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.project import Project
from tests.scene import add_article

ROOT = Path(__file__).resolve().parents[2]
TITLE = "Пожар 😀 на набережной"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a Russian title."""
    with Project.create(tmp_path / "тест.annotator", "Анна") as made:
        add_article(made, "Да.", title=TITLE)
    return made.path


def said(encoding: str, *words: str | Path) -> str:
    """What the program prints where stdout has this encoding."""
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", *words],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "cp866", "utf-8"])
def test_a_title_of_any_script_is_listed_in_any_encoding(encoding: str, project: Path) -> None:
    shown = TITLE.encode(encoding, "backslashreplace").decode(encoding)
    assert shown in said(encoding, "list", project)


@pytest.mark.parametrize("encoding", ["cp1252", "cp866", "utf-8"])
def test_a_line_of_json_is_the_same_in_any_encoding(encoding: str, project: Path) -> None:
    assert json.loads(said(encoding, "list", project, "--json"))["title"] == TITLE


def test_the_table_of_formats_comes_through_too() -> None:
    assert "jsonl" in said("cp866", "formats")
