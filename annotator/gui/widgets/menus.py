"""How menus and tips are drawn: a raised ground, the key in dim at the right, no icons."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionMenuItem, QWidget

from annotator.gui.theme import Theme, px
from annotator.gui.widgets import controls, paint

CHECK, INSET = 28, 12

State = QStyle.StateFlag


def menu_bar_entry(
    painter: QPainter, option: QStyleOptionMenuItem, widget: QWidget | None, theme: Theme
) -> None:
    """A menu's name in the bar."""
    painter.fillRect(option.rect, theme.window)
    if controls.is_on(option) and option.state & (State.State_Selected | State.State_Sunken):
        box = QRectF(option.rect).adjusted(1, 2, -1, -3)
        paint.rounded(
            painter,
            box,
            controls.RADIUS,
            fill=theme.sel if controls.is_down(option) else theme.hover,
        )
    painter.setPen(theme.text if controls.is_on(option) else theme.disabled)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextHideMnemonic
    painter.drawText(option.rect.adjusted(0, 0, 0, -1), int(flags), option.text)


def menu_bar_ground(
    painter: QPainter, option: QStyleOption, widget: QWidget | None, theme: Theme
) -> None:
    """The bar's free part, with the line under the whole of it."""
    painter.fillRect(option.rect, theme.window)
    if widget is not None:
        painter.setClipping(False)
        painter.fillRect(0, widget.height() - 1, widget.width(), 1, theme.line)


def menu_entry(
    painter: QPainter, option: QStyleOptionMenuItem, widget: QWidget | None, theme: Theme
) -> None:
    """A command in a menu: its tick, its name, its key in dim."""
    box = QRectF(option.rect)
    painter.fillRect(box, theme.raised)
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
        painter.fillRect(QRectF(box.left(), box.center().y(), box.width(), 1), theme.line)
        return
    on = controls.is_on(option)
    chosen = on and bool(option.state & State.State_Selected)
    if chosen:
        paint.rounded(painter, box.adjusted(4, 0, -4, 0), controls.RADIUS, fill=theme.sel)
    ink = theme.text if on else theme.disabled
    if option.checked:
        controls.draw_icon(
            painter, "check", QRectF(box.left() + 6, box.top(), px(20), box.height()), ink, 16
        )
    name, _tab, keys = option.text.partition("\t")
    inner = option.rect.adjusted(px(CHECK), 0, -px(INSET), 0)
    painter.setFont(option.font)
    painter.setPen(ink)
    left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(inner, int(left | Qt.TextFlag.TextHideMnemonic), name)
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.SubMenu:
        end = QRectF(box.right() - px(24), box.top(), px(20), box.height())
        controls.draw_icon(painter, "chevron-right", end, theme.dim if on else ink, 16)
    elif keys:
        quiet = theme.text if chosen else theme.dim if on else theme.disabled
        paint.draw_words(painter, QRectF(inner), keys, theme.font("small"), quiet, align="right")


def panel(painter: QPainter, option: QStyleOption, widget: QWidget | None, theme: Theme) -> None:
    """The ground of menus and tips: raised, with an edge that parts it from the page."""
    painter.fillRect(option.rect, theme.raised)
    painter.setPen(QPen(theme.edge if theme.is_dark else theme.line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
