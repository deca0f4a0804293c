"""Lays out HTML on paper: `python -m annotator.gui.printing OUT.pdf TITLE` with HTML on its input.

Its input is a style sheet and then sections, parted by a line; each section begins a page. One
section is in memory at a time, so a report may be of any length.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt, QUuid
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from annotator.formats.report import SECTION

MARGINS = QMarginsF(20, 18, 20, 22)  # millimetres
_EDGE = 0.05  # inches
_DATE = re.compile(rb"(?<=Date \(D:)\d{14}")


class Paper:
    """A PDF file that takes one section after the other."""

    def __init__(self, out: Path, title: str, style: str) -> None:
        self._writer = QPdfWriter(str(out))
        self._writer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, MARGINS,
                QPageLayout.Unit.Millimeter,
            )
        )  # fmt: skip
        self._writer.setTitle(title)
        self._writer.setCreator("Annotator")
        self._writer.setDocumentXmpMetadata(b" ")
        self._writer.setDocumentId(QUuid())
        self._writer.setResolution(300)
        self._painter = QPainter(self._writer)
        self._title, self._style, self._page = title, style, 0

    def add(self, html: str) -> None:
        """Lay out a section, from a new page on."""
        document = QTextDocument()
        document.setDefaultStyleSheet(self._style)
        document.documentLayout().setPaintDevice(self._writer)
        document.setPageSize(QSizeF(self._writer.width(), self._writer.height()))
        document.setDocumentMargin(0)
        document.setHtml(f"<body>{html}</body>")
        self._part_pages(document)
        for number in range(document.pageCount()):
            self._begin_page()
            top = number * self._writer.height()
            self._painter.save()
            self._painter.translate(0, -top)
            document.drawContents(
                self._painter, QRectF(0, top, self._writer.width(), self._writer.height())
            )
            self._painter.restore()

    def _part_pages(self, document: QTextDocument) -> None:
        """Leave room at the ends of pages: the ground of words reaches above their line, and that
        of a page's first line would show at the foot of the page before.
        """
        frame = document.rootFrame().frameFormat()
        frame.setTopMargin(_EDGE * self._writer.resolution())
        frame.setBottomMargin(_EDGE * self._writer.resolution())
        document.rootFrame().setFrameFormat(frame)

    def close(self) -> None:
        """Finish the file."""
        self._painter.end()

    def _begin_page(self) -> None:
        if self._page:
            self._writer.newPage()
        self._page += 1
        self._painter.save()
        self._painter.setFont(QFont("Noto Sans", 8))
        foot = QRectF(0, self._writer.height(), self._writer.width(), self._writer.logicalDpiY())
        below = foot.translated(0, self._writer.logicalDpiY() * 0.2)
        for side, words in (
            (Qt.AlignmentFlag.AlignLeft, self._title),
            (Qt.AlignmentFlag.AlignRight, str(self._page)),
        ):
            self._painter.drawText(below, side | Qt.AlignmentFlag.AlignTop, words)
        self._painter.restore()


def sections(file: BinaryIO) -> Iterator[str]:
    """The parts of the input, as they come."""
    held: list[bytes] = []
    for line in file:
        if line.endswith(SECTION):
            held.append(line.removesuffix(SECTION))
            yield b"".join(held).decode()
            held = []
        else:
            held.append(line)


def timeless(raw: bytes) -> bytes:
    """The file without the time it was made, so that the same report gives the same bytes."""
    return _DATE.sub(b"20000101000000", raw)


def main(arguments: list[str]) -> int:
    """Lay out what comes on the input."""
    out, title = Path(arguments[0]), arguments[1]
    app = QGuiApplication.instance() or QGuiApplication([])
    parts = sections(sys.stdin.buffer)
    paper = Paper(out, title, next(parts, ""))
    for html in parts:
        paper.add(html)
    paper.close()
    del app
    out.write_bytes(timeless(out.read_bytes()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
