"""README and manual say what is: their tables, keys, links, pictures and examples are tried."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import jobs
from annotator.gui.app import make
from annotator.gui.command import Commands, shown_key
from annotator.gui.commands.file import import_paths
from annotator.gui.window import Window
from tests.gui.hand import Hand
from tools import pictures, readme

ROOT = Path(__file__).resolve().parents[1]
TEXTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
MARKED = re.compile(r"`([^`\n]+)`")
KEY = re.compile(r"((Ctrl|Alt|Shift)\+)*(\S|F\d{1,2}|Tab|Esc|Enter|Delete)")
NOT_KEYS = {"é"}


def examples() -> list[str]:
    """The lines of the README that a reader can type, in their order."""
    readme_text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line for block in BLOCK.findall(readme_text) for line in block.splitlines()]
    return [line for line in lines if line.startswith("./run ")]


@pytest.mark.parametrize("file", readme.FILES, ids=lambda file: file.name)
def test_tables_are_as_the_modules_say(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert readme.made(text) == text, "run: python -m tools.readme"


def test_every_table_stands_somewhere() -> None:
    texts = "".join(file.read_text(encoding="utf-8") for file in readme.FILES)
    assert {name for name in readme.MAKERS if f"<!-- made: {name} -->" in texts} == set(
        readme.MAKERS
    )


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_somewhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)", text) + re.findall(r'src(?:set)?="([^"]+)"', text)
    near = [link for link in links if "://" not in link]
    assert [link for link in near if not (file.parent / link).exists()] == []


def test_pictures_are_those_that_the_script_draws() -> None:
    drawn = {f"{one.name}.png" for one in pictures.PICTURES}
    assert {path.name for path in pictures.OUT.glob("*.png")} == drawn
    shown = "".join(text.read_text(encoding="utf-8") for text in TEXTS)
    assert [name for name in sorted(drawn) if f"pictures/{name}" not in shown] == []


def test_pictures_are_sharp_and_small() -> None:
    for one in pictures.PICTURES:
        path = pictures.OUT / f"{one.name}.png"
        assert path.stat().st_size <= pictures.MOST_BYTES
        size = QImageReader(str(path)).size()
        assert (size.width(), size.height()) == (
            pictures.SIZE[0] * pictures.SCALE, pictures.SIZE[1] * pictures.SCALE,
        )  # fmt: skip


@pytest.mark.timeout(120)
def test_the_examples_of_the_command_line_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "resources" / "samples", tmp_path / "resources" / "samples")
    tried = 0
    for line in examples():
        words = shlex.split(line, comments=True)[1:]
        if words[0].endswith(".annotator"):
            continue  # opens the window
        done = subprocess.run([sys.executable, str(ROOT / "main.py"), *words], cwd=tmp_path,
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        tried += 1
    assert tried > 10
    for left in ("tour.annotator", "news.jsonl", "ner.conll", "brat/train", "window.png"):
        assert (tmp_path / left).exists(), left


# the window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """The window with the tour's article open."""
    _app, window = make()
    window.show()
    qtbot.waitExposed(window)
    window.desk.make(tmp_path / "tour.annotator")
    import_paths(window.desk, [jobs.samples()[0].with_name("quay-fire.txt")])
    qtbot.waitUntil(lambda: not window.desk.tasks.busy and window.desk.page is not None)
    window.work.area.view.setFocus()
    yield window
    window.close()
    QApplication.processEvents()


@pytest.mark.parametrize("file", readme.FILES, ids=lambda file: file.name)
def test_every_key_named_is_a_key_of_some_command(file: Path, window: Window) -> None:
    commands = Commands(window.desk)
    known = {shown_key(key) for one in commands.all for key in one.keys}
    known |= {key.lower() for key in known if len(key) == 1} | {"F2"}  # the lists rename by F2
    known.add("Ctrl+A")  # and tick all their rows
    text = re.sub(r"```.*?```", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = {word for word in MARKED.findall(text) if KEY.fullmatch(word)} - NOT_KEYS
    assert named - known == set()
    assert len(named) > 10


def test_every_menu_entry_named_is_there(window: Window) -> None:
    entries = {(one.menu, one.title.rstrip("…")) for one in window.commands.all}
    for file in readme.FILES:
        text = " ".join(file.read_text(encoding="utf-8").split())
        for menu, title in re.findall(r"\*(\w+) > ([^*]+)\*", text):
            assert (menu, title) in entries


def test_the_tour_does_what_it_says(window: Window) -> None:
    hand = Hand(window)
    text = hand.page.text

    def click(words: str) -> None:
        hand.click(text.index(words) + 1)

    click("Mirela Dostan")
    hand.press("1")
    click("Northgate Shipping")
    hand.press("2")
    click("Northgate for")
    hand.press("Shift+2")
    hand.press("a", "Enter")
    click("she told")
    hand.press("Shift+1")
    page = hand.page
    named = {entity.name: id for id, entity in page.entities.items()}
    assert {m.quote for m in page.mentions_of(named["Mirela Dostan"])} == {"Mirela Dostan", "she"}
    northgate = [m.quote for m in page.mentions_of(named["Northgate Shipping"])]
    assert northgate == ["Northgate Shipping", *["Northgate"] * (len(northgate) - 1)]
    assert len(northgate) > 3

    hand.drag(text.index("“We asked Northgate"), text.index("no money,”") + len("no money,”"))
    hand.press("c")
    click("she told")
    hand.press("s")
    click("told reporters")
    hand.press("u")
    assert window.desk.focus.field == "credibility"
    hand.press("2", "c", "m")
    page = hand.page
    answers = {one.field: (one.value, one.derived) for one in page.judgements}
    assert answers["attribution"] == ("person", True)
    assert answers["credibility"] == ("2", False)
    assert answers["reliability"] == ("C", False)
    assert answers["confidence"] == ("moderate", False)
    (claim,) = page.claims.values()
    roles = [part.role for part in page.parts(claim.id)]
    assert sorted(roles) == ["content", "cue", "source"]
    hand.press("Ctrl+Enter")
    assert set(hand.page.statuses.values()) == {"done"}
