"""Starting the window: settings, theme, where faults go, then the first project."""

import faulthandler
import gc
import logging
import sys
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from annotator import paths, settings
from annotator.gui import style, theme
from annotator.gui.window import Window

_LOG_BYTES = 1_000_000


def make(arguments: Sequence[str] = ()) -> tuple[QApplication, Window]:
    """The application in its theme, and its window, not yet shown."""
    app = QApplication.instance() or QApplication(["annotator", *arguments])
    assert isinstance(app, QApplication)
    app.setApplicationName("Annotator")
    app.setDesktopFileName("annotator")
    chosen = settings.load()
    style.dress(app, theme.current(app, chosen.theme))
    return app, Window(chosen)


def start(given: Sequence[Path] = ()) -> int:
    """Open the window with a project or articles, and run until it is closed."""
    keep_log(paths.logs() / "annotator.log")
    app, window = make()
    report_bugs(window)
    window.show()
    spare_collector()
    window.open_paths(list(given))
    return app.exec()


def spare_collector() -> None:
    """Spare the collector what stays as long as the program: a page read makes 20,000 values and
    no rubbish, and each time it went through everything there is.
    """
    gc.freeze()
    gc.set_threshold(10_000, 10, 100)


def keep_log(path: Path) -> None:
    """Write faults to a file that stays small; no words of articles go there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
    logging.basicConfig(level=logging.INFO, handlers=[writer],
                        format="%(asctime)s %(levelname)s %(name)s %(message)s")  # fmt: skip
    faulthandler.enable(path.with_suffix(".crash").open("a"))
    qInstallMessageHandler(_from_qt)


def report_bugs(window: Window) -> None:
    """Show what nobody caught in the window's strip; the program goes on."""

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        window.desk.broke.emit(error)

    sys.excepthook = show


def _from_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO,
              QtMsgType.QtWarningMsg: logging.WARNING}  # fmt: skip
    logging.getLogger("qt").log(levels.get(kind, logging.ERROR), "%s", message)
