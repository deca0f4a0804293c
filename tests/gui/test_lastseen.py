"""A project opens where one was, however the program ended."""

import signal
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.edits import articles
from annotator.gui.window import Window
from annotator.project import Project
from tests.scene import add_article

LOOK_AND_DIE = """
import os, signal, sys
from pathlib import Path
from PySide6.QtTest import QTest
from annotator import paths
from annotator.gui.app import make
app, window = make()
window.open_paths([Path(sys.argv[1])])
window.desk.open_article(int(sys.argv[2]))
seen = paths.settings_file().with_name("seen.ini")
for _turn in range(100):
    QTest.qWait(20)
    if seen.exists() and sys.argv[2] in seen.read_text():
        break
os.kill(os.getpid(), getattr(signal, sys.argv[3]))
"""


def killed_at(project: Path, article: int, with_signal: str) -> None:
    asked = [sys.executable, "-c", LOOK_AND_DIE, str(project), str(article), with_signal]
    ended = subprocess.run(asked, check=False, cwd=Path(__file__).parents[2])
    assert ended.returncode == -signal.Signals[with_signal]


def made(path: Path) -> tuple[Path, list[int]]:
    """A project of three articles, closed."""
    with Project.create(path, "analyst-1") as project:
        return project.path, [add_article(project, f"Text {n}.", title=f"{n}") for n in range(3)]


def test_after_a_kill_the_article_seen_last_is_open_again(
    tmp_path: Path, bare_window: Window
) -> None:
    path, (_first, second, third) = made(tmp_path / "week.annotator")
    killed_at(path, third, "SIGTERM")
    killed_at(path, second, "SIGKILL")
    bare_window.desk.open(path)
    assert bare_window.desk.page.article.id == second


def test_each_project_keeps_its_own_place_and_a_removed_article_is_passed_over(
    tmp_path: Path, bare_window: Window
) -> None:
    desk = bare_window.desk
    (one, (_a, second, _c)), (other, (fourth, _e, _f)) = (
        made(tmp_path / "one.annotator"), made(tmp_path / "other.annotator")
    )  # fmt: skip
    desk.open(one)
    desk.open_article(second)
    desk.open(other)
    assert desk.page.article.id == fourth
    desk.open(one)
    assert desk.page.article.id == second
    desk.edit(articles.remove, second)
    desk.open(other)
    desk.open(one)
    assert desk.page.article.id not in (second, None)


def test_the_start_page_says_how_much_of_a_project_is_done(
    tmp_path: Path, bare_window: Window, qtbot: QtBot
) -> None:
    desk = bare_window.desk
    path, (first, _b, _c) = made(tmp_path / "week.annotator")
    desk.open(path)
    desk.edit(articles.set_status, first, "done")
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    desk.put(None)
    [row] = bare_window.start.recent.model().rows
    assert row.progress == "1 of 3 done"
