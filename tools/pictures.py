"""Draws the README's pictures from the sample project: `python -m tools.pictures [NAME ...]`.

The real window, on no screen, at twice the pixels. The sample comes in as a person would bring it
in, and what a picture shows is reached by the window's own commands.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator import jobs, settings
from annotator.edits import articles
from annotator.gui import hints
from annotator.gui.app import make
from annotator.gui.commands.file import import_paths
from annotator.gui.dialogs.export import ExportSheet
from annotator.gui.dialogs.sheet import Sheet
from annotator.store import journal

OUT = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SCALE = 2
MOST_BYTES = 400_000

SIZE = (1440, 900)
_FONT, _POINTS = "Noto Sans", 9.75
_WHO = "Maria Kern"
_PATIENCE_S = 60
_HALVES = (420, 400)  # the article, and the tabs below it
_OUTLINE_MS = 700  # till the frame of a jump is gone

_FIRE, _STRIKE = "Fire at Orrin Quay", "نقابة عمال"
_DONE = ("Мэр Кельдры", _STRIKE)
_WORK = ((_DONE[0], "done"), ("凯尔德拉港", "review"), (_DONE[1], "done"), (_FIRE, "in_progress"))


class Camera:
    """A window with the sample open, and what brings it to a picture."""

    def __init__(self, window: Any, folder: Path) -> None:
        self.window, self.desk, self.folder = window, window.desk, folder
        self.bring_in("sample", jobs.samples())

    def bring_in(self, name: str, files: Sequence[Path]) -> None:
        """Make a project with these files in it."""
        self.desk.make(self.folder / f"{name}.annotator")
        import_paths(self.desk, list(files))
        self.settle()
        for sheet in self.window.findChildren(Sheet):  # what came in, told
            if sheet.is_open:
                sheet.shut()

    def settle(self) -> None:
        """Let the window finish what it does."""
        self.wait(lambda: not self.desk.tasks.busy)

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + _PATIENCE_S
        QApplication.processEvents()
        while not is_so() and time.monotonic() < end:
            QTest.qWait(5)
        QApplication.processEvents()

    def article(self, begins: str) -> None:
        """Open the article whose title begins so."""
        rows = self.desk.project.articles().page()
        found = next(row for row in rows if row.article.title.startswith(begins))
        self.desk.open_article(found.id)
        self.settle()

    def claim(self, content: str) -> None:
        """Open the claim whose content begins so."""
        page = self.desk.page
        found = next(part for part in page.spans
                     if part.role == "content" and part.quote.startswith(content))  # fmt: skip
        self.desk.look(claim=found.claim, span=None, entity=None)
        self.settle()

    def select(self, words: str) -> None:
        """Select the first place where these words stand."""
        start = self.desk.page.text.index(words)
        self.window.work.area.view.set_selection(start, start + len(words))
        self.settle()

    def run(self, command: str) -> None:
        """Run a command of the window."""
        self.window.commands.run(self.window.commands.named(command))
        self.settle()

    def type(self, letters: str) -> None:
        """Type into what has the keyboard."""
        QTest.keyClicks(self.window.focusWidget(), letters)
        self.settle()

    def take(self, path: Path) -> None:
        """Leave a picture of the window."""
        self.desk.say("")
        self.desk.saving.at = None  # no clock, so that the same window is the same picture
        self.desk.disk_changed.emit()
        QTest.qWait(_OUTLINE_MS)
        small(self.window.grab().toImage()).save(str(path), quality=0)


def small(image: QImage) -> QImage:
    """The image in its 256 most frequent colours, which makes a third of the bytes."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    seen = Counter(memoryview(plain.constBits()).cast("I"))
    colours = [colour for colour, _times in seen.most_common(256)]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, colours, flags)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: what it is called, light or dark, and how it is brought about."""

    name: str
    theme: str
    pose: Callable[[Camera], None]


def _lit(camera: Camera) -> None:
    camera.article(_FIRE)
    camera.run("tools.questions")
    camera.claim("lithium batteries")
    camera.desk.ask("text")


def _judging(camera: Camera) -> None:
    camera.article(_FIRE)
    camera.window.work.bottom.fold(True)
    camera.claim("two men leave")
    camera.run("judge.judge")
    camera.desk.ask("text")


def _alike(camera: Camera) -> None:
    camera.bring_in("morning", [jobs.samples()[0].with_name("quay-fire.txt")])
    camera.window.work.bottom.fold(True)
    camera.select("Northgate")
    camera.run("mark.label.ORG")
    camera.run("mark.label_all")


def _palette(camera: Camera) -> None:
    camera.article(_FIRE)
    camera.window.work.bottom.fold(True)
    camera.claim("lithium batteries")
    camera.run("go.palette")
    camera.type("claim")


def _export(camera: Camera) -> None:
    camera.article(_FIRE)
    camera.window.work.bottom.fold(True)
    camera.run("file.export")
    sheet = camera.window.findChild(ExportSheet)
    sheet.list.choose("conll2003")
    sheet.choose("conll2003")
    sheet.path.show_path(Path("/home/maria/keldra.conll"))
    camera.wait(lambda: sheet.table.list.model().rowCount() > 0)


def _overview(camera: Camera) -> None:
    """As it is after two days of work."""
    for day, (title, status) in enumerate(_WORK, 10):
        found = next(row for row in camera.desk.project.articles().page()
                     if row.article.title.startswith(title))  # fmt: skip
        with mock.patch.object(journal, "now", lambda day=day: f"2026-03-{day}T12:00:00.000+00:00"):
            camera.desk.edit(articles.set_status, found.id, "untouched")
            camera.desk.edit(articles.set_status, found.id, status)
    camera.article(_FIRE)
    camera.window.work.bottom.fold(True)
    camera.run("listed.overview")
    page = camera.window.work.stage.overview
    camera.wait(lambda: bool(page.cards) and len(page.days.points) == len(_DONE))
    camera.window.work.panels["articles"].list.setFocus()


def _concordance(camera: Camera) -> None:
    camera.article(_FIRE)
    camera.window.work._middle.setSizes(list(_HALVES))
    camera.run("corpus.concordance")
    panel = camera.window.work.panels["concordance"]
    panel.bar.field.look_for("fire OR пожар* OR 火灾")
    camera.wait(lambda: len(panel.rows.rows) > 3 and not panel.hits.is_waiting)
    for row in panel.rows.rows[1:4]:
        panel._tick(row.id)


def _arabic(camera: Camera) -> None:
    camera.article(_STRIKE)
    camera.window.work.bottom.fold(True)
    camera.run("go.next_claim")


PICTURES = (
    Picture("window-light", "light", _lit),
    Picture("window-dark", "dark", _lit),
    Picture("judging", "light", _judging),
    Picture("label-all", "light", _alike),
    Picture("concordance", "light", _concordance),
    Picture("overview-light", "light", _overview),
    Picture("overview-dark", "dark", _overview),
    Picture("palette", "dark", _palette),
    Picture("export", "light", _export),
    Picture("arabic", "light", _arabic),
)


@contextmanager
def _camera(theme: str) -> Iterator[Camera]:
    """A window of its own with the sample, in a home that is thrown away."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["ANNOTATOR_HOME"] = str(Path(place) / "home")
        settings.save(settings.Settings(annotator=_WHO, theme=theme, hints_done=len(hints.STEPS)))
        _app, window = make()
        window.resize(*SIZE)
        window.show()
        try:
            yield Camera(window, Path(place))
        finally:
            window.close()
            QApplication.processEvents()


def main(names: Sequence[str] = ()) -> int:
    """Draw all pictures, or those named; 1 if the fonts are wanting or one is too large."""
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(SCALE)}
    app = QApplication(["annotator"])
    if _FONT not in QFontDatabase.families():
        print(f"{_FONT} is not installed (Debian: fonts-noto-core).", file=sys.stderr)
        return 1
    font = QFont(_FONT)
    font.setPointSizeF(_POINTS)
    app.setFont(font)
    app.setCursorFlashTime(0)
    OUT.mkdir(exist_ok=True)
    heavy = 0
    for picture in PICTURES:
        if names and picture.name not in names:
            continue
        path = OUT / f"{picture.name}.png"
        with _camera(picture.theme) as camera:
            picture.pose(camera)
            camera.take(path)
        size = path.stat().st_size
        heavy += size > MOST_BYTES
        print(f"{path.name}  {size // 1000} kB")
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
