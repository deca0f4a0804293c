"""Icons: one-colour drawings of resources/icons, rendered sharp in the colour that is asked for."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from annotator.gui.theme import LIGHT, Theme
from annotator.paths import resources

SIZE = 16
RATIOS = (1.0, 1.25, 1.5, 2.0, 3.0)


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The names of all icons, in order."""
    return tuple(sorted(path.stem for path in (resources() / "icons").glob("*.svg")))


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _renderer(name: str, rgb: int) -> QSvgRenderer:
    drawing = _drawing(name).replace("currentColor", QColor(rgb).name())
    return QSvgRenderer(QByteArray(drawing.encode()))


@lru_cache(maxsize=1024)
def _pixmap(name: str, rgb: int, pixels: int, ratio: float) -> QPixmap:
    found = QPixmap(pixels, pixels)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, rgb).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    found.setDevicePixelRatio(ratio)
    return found


def pixmap(name: str, colour: QColor, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """An icon in one colour, `size` logical pixels wide, for a screen of that pixel ratio."""
    return _pixmap(name, colour.rgb(), round(size * ratio), ratio)


def draw(painter: QPainter, name: str, at: QPointF, colour: QColor, size: int = SIZE) -> None:
    """Paint an icon with its top left corner at a point, sharp on the painter's device."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(at, pixmap(name, colour, size, ratio))


def icon(name: str, theme: Theme, role: str = "dim", size: int = SIZE) -> QIcon:
    """An icon for Qt's own buttons: in a theme role at rest, in text under the mouse."""
    found = QIcon()
    for mode, colour in (
        (QIcon.Mode.Normal, getattr(theme, role)),
        (QIcon.Mode.Active, theme.text if role == "dim" else getattr(theme, role)),
        (QIcon.Mode.Disabled, theme.disabled),
    ):
        for ratio in RATIOS:
            found.addPixmap(pixmap(name, colour, size, ratio), mode)
    return found


def program_icon() -> QIcon:
    """The program's icon: a line of text over a two-tick bracket, on a tile of its own."""
    found = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        tile = QPixmap(size, size)
        tile.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LIGHT.accent)
        painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.19, size * 0.19)
        inset = round(size * 0.08)
        _renderer("annotator", LIGHT.onaccent.rgb()).render(
            painter, QRectF(inset, inset, size - 2 * inset, size - 2 * inset)
        )
        painter.end()
        found.addPixmap(tile)
    return found
