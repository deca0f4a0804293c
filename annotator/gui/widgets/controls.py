"""How Qt's own controls are drawn: one function per part, called by the style with its option."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionHeader,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QStyleOptionTab,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.gui import icons
from annotator.gui.theme import Theme, px, theme_in
from annotator.gui.widgets import paint

RADIUS = 4
SCROLL, THUMB, SHORTEST = 10, 5, 24
TAB_INSET = 10

_State = QStyle.StateFlag


def is_on(option: QStyleOption) -> bool:
    """True where the control can be used."""
    return bool(option.state & _State.State_Enabled)


def is_hot(option: QStyleOption) -> bool:
    """True under the mouse."""
    return is_on(option) and bool(option.state & _State.State_MouseOver)


def is_down(option: QStyleOption) -> bool:
    """True while pressed, or checked."""
    return bool(option.state & (_State.State_Sunken | _State.State_On))


def has_keys(option: QStyleOption) -> bool:
    """True where the focus is."""
    return bool(option.state & _State.State_HasFocus)


def is_primary(widget: QWidget | None) -> bool:
    """True for the one button a sheet is there for (its property "primary" is true)."""
    return widget is not None and bool(widget.property("primary"))


def draw_icon(painter: QPainter, name: str, box: QRectF, colour: QColor, size: int) -> None:
    """An icon in the middle of a box."""
    size = px(size)
    at = QPointF(
        round(box.left() + (box.width() - size) / 2), round(box.top() + (box.height() - size) / 2)
    )
    icons.draw(painter, name, at, colour, size)


def _field(painter: QPainter, box: QRectF, option: QStyleOption, theme: Theme) -> None:
    """The box of anything typed or chosen in."""
    edge = theme.edge if is_on(option) else theme.line
    paint.rounded(painter, box, RADIUS, fill=theme.base if is_on(option) else theme.window)
    if has_keys(option):
        paint.focus_frame(painter, box, theme)
    else:
        paint.rounded(painter, box, RADIUS, edge=edge)


def push_button(
    painter: QPainter, option: QStyleOptionButton, widget: QWidget | None, theme: Theme
) -> None:
    """Flat accent for the primary button; for the others an edge."""
    box = QRectF(option.rect)
    primary = is_primary(widget)
    if primary:
        fill = theme.accent if is_on(option) else theme.rowidle
        paint.rounded(painter, box, RADIUS, fill=fill)
        if is_hot(option) or is_down(option):
            edge = QColor(theme.onaccent)
            edge.setAlphaF(0.35 if is_down(option) else 0.2)
            paint.rounded(painter, box, RADIUS, fill=edge)
    else:
        fill = theme.rowidle if is_down(option) else theme.hover if is_hot(option) else theme.raised
        paint.rounded(
            painter, box, RADIUS, fill=fill, edge=theme.edge if is_on(option) else theme.line
        )
    if has_keys(option):
        if primary:
            paint.rounded(painter, box.adjusted(2, 2, -2, -2), 2, edge=theme.onaccent, width=1)
        paint.focus_frame(painter, box, theme)


def tool_button(
    painter: QPainter, option: QStyleOption, widget: QWidget | None, theme: Theme
) -> None:
    """Nothing at rest, a ground under the mouse, a frame with the focus."""
    box = QRectF(option.rect)
    if is_hot(option) or is_down(option):
        fill = theme.rowidle if is_down(option) else theme.hover
        paint.rounded(painter, box, RADIUS, fill=fill)
    if has_keys(option):
        paint.focus_frame(painter, box, theme)


def line_edit(
    painter: QPainter, option: QStyleOptionFrame, widget: QWidget | None, theme: Theme
) -> None:
    """A field; inside a spin box or an editable combo box only its ground."""
    if option.lineWidth > 0:
        _field(painter, QRectF(option.rect), option, theme)


def frame(
    painter: QPainter, option: QStyleOptionFrame, widget: QWidget | None, theme: Theme
) -> None:
    """Views stand without frames; a text that is written in looks like a field."""
    if isinstance(widget, QAbstractItemView):
        painter.setPen(theme.line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        return
    paint.rounded(painter, QRectF(option.rect), RADIUS, edge=theme.edge)
    if has_keys(option) and isinstance(widget, QAbstractScrollArea):
        paint.focus_frame(painter, QRectF(option.rect), theme)


def combo_box(
    painter: QPainter, option: QStyleOptionComboBox, widget: QWidget | None, theme: Theme
) -> None:
    """A field with a chevron at its end."""
    box = QRectF(option.rect)
    _field(painter, box, option, theme)
    arrow = QRectF(box.right() - px(26), box.top(), px(22), box.height())
    draw_icon(painter, "chevron-down", arrow, theme.text if is_hot(option) else theme.dim, 16)


def spin_box(
    painter: QPainter, option: QStyleOptionSpinBox, widget: QWidget | None, theme: Theme
) -> None:
    """A field with two small chevrons at its end."""
    box = QRectF(option.rect)
    _field(painter, box, option, theme)
    half = box.height() / 2
    for name, top in (("chevron-up", 1.0), ("chevron-down", half - 1)):
        part = QRectF(box.right() - px(22), box.top() + top, px(18), half)
        draw_icon(painter, name, part, theme.dim, 12)


def check_box(
    painter: QPainter, option: QStyleOption, widget: QWidget | None, theme: Theme
) -> None:
    """A box; its tick in accent says the value is set."""
    box = QRectF(option.rect)
    some = bool(option.state & _State.State_NoChange)
    if (option.state & _State.State_On) or some:
        fill = theme.accent if is_on(option) else theme.disabled
        paint.rounded(painter, box, 3, fill=fill)
        if some:
            middle = box.center().y()
            painter.fillRect(QRectF(box.left() + 4, middle - 1, box.width() - 8, 2), theme.onaccent)
        else:
            draw_icon(painter, "check", box, theme.onaccent, 12)
    else:
        paint.rounded(painter, box, 3, fill=theme.base, edge=_ring_colour(option, theme))


def radio_button(
    painter: QPainter, option: QStyleOption, widget: QWidget | None, theme: Theme
) -> None:
    """A ring; a disc in accent inside says the value is set."""
    box = QRectF(option.rect)
    paint.rounded(painter, box, box.width() / 2, fill=theme.base, edge=_ring_colour(option, theme))
    if option.state & _State.State_On:
        fill = theme.accent if is_on(option) else theme.disabled
        paint.rounded(painter, box.adjusted(3, 3, -3, -3), box.width() / 2 - 3, fill=fill)


def _ring_colour(option: QStyleOption, theme: Theme) -> QColor:
    return theme.line if not is_on(option) else theme.text if is_hot(option) else theme.edge


def focus_rect(
    painter: QPainter, option: QStyleOption, widget: QWidget | None, theme: Theme
) -> None:
    """The frame round what has no frame of its own; rows show their focus by the bar."""
    if not isinstance(widget, QAbstractItemView):
        paint.focus_frame(painter, QRectF(option.rect), theme, 2)


def scroll_bar(
    painter: QPainter, option: QStyleOptionSlider, widget: QWidget | None, theme: Theme
) -> None:
    """A thumb on the ground of what it scrolls; nothing where all is in view."""
    painter.fillRect(option.rect, _ground_of(widget, theme))
    if option.maximum <= option.minimum:
        return
    box = QRectF(thumb(option))
    thin = float(THUMB)
    if option.orientation == Qt.Orientation.Vertical:
        box = QRectF(box.left() + (box.width() - thin) / 2, box.top(), thin, box.height())
    else:
        box = QRectF(box.left(), box.top() + (box.height() - thin) / 2, box.width(), thin)
    strong = option.activeSubControls & QStyle.SubControl.SC_ScrollBarSlider
    colour = theme.dim if strong and (is_hot(option) or is_down(option)) else theme.edge
    paint.rounded(painter, box, thin / 2, fill=colour)


def _ground_of(widget: QWidget | None, theme: Theme) -> QColor:
    area = widget.parentWidget() if widget else None
    while area is not None and not isinstance(area, QAbstractScrollArea):
        area = area.parentWidget()
    if area is None:
        return theme.window
    viewport = area.viewport()
    return viewport.palette().color(viewport.backgroundRole())


def thumb(option: QStyleOptionSlider) -> QRect:
    """Where the thumb of a scroll bar is; without arrows the whole bar is its groove."""
    box = QRect(option.rect)
    upright = option.orientation == Qt.Orientation.Vertical
    room = (box.height() if upright else box.width()) - 2 * 2
    span = option.maximum - option.minimum
    if span <= 0:
        return box
    length = max(min(px(SHORTEST), room), room * option.pageStep // (span + option.pageStep))
    at = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, room - length, option.upsideDown
    )
    if upright:
        return QRect(box.left(), box.top() + 2 + at, box.width(), length)
    return QRect(box.left() + 2 + at, box.top(), length, box.height())


def splitter(painter: QPainter, option: QStyleOption, widget: QWidget | None, theme: Theme) -> None:
    """One line in the middle of the handle."""
    box = option.rect
    if option.state & _State.State_Horizontal:
        line = QRect(box.left() + box.width() // 2, box.top(), 1, box.height())
    else:
        line = QRect(box.left(), box.top() + box.height() // 2, box.width(), 1)
    painter.fillRect(line, theme.line)


def tab_width(option: QStyleOptionTab) -> int:
    """A tab's width: that of its name in semibold, so that opening it moves nothing."""
    font = theme_in(option.palette).font("small", bold=True)
    return round(paint.words_width(_plain(option.text), font)) + px(2 * TAB_INSET)


def _plain(text: str) -> str:
    """A tab's name without the mark of its access key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def tab_shape(
    painter: QPainter, option: QStyleOptionTab, widget: QWidget | None, theme: Theme
) -> None:
    """No box: the open tab has a line as wide as its name under it."""
    box = option.rect
    if _is_open(option, widget):
        inset = px(TAB_INSET)
        painter.fillRect(
            box.left() + inset, box.bottom() - 1, box.width() - 2 * inset, 2, theme.accent
        )
    if has_keys(option):
        paint.focus_frame(painter, QRectF(box).adjusted(2, 2, -2, -4), theme, 2)


def tab_label(
    painter: QPainter, option: QStyleOptionTab, widget: QWidget | None, theme: Theme
) -> None:
    """The open tab's name in semibold, the others dim."""
    chosen = _is_open(option, widget)
    colour = theme.text if chosen or is_hot(option) else theme.dim
    font = theme.font("small", bold=chosen)
    ink = colour if is_on(option) else theme.disabled
    paint.draw_words(painter, QRectF(option.rect), _plain(option.text), font, ink, align="centre")


def _is_open(option: QStyleOptionTab, widget: QWidget | None) -> bool:
    """True for the tab whose page is shown; in a folded strip there is none."""
    folded = widget is not None and bool(widget.property("folded"))
    return bool(option.state & _State.State_Selected) and not folded


def header(
    painter: QPainter, option: QStyleOptionHeader, widget: QWidget | None, theme: Theme
) -> None:
    """Column heads: small dim words over a line, no boxes."""
    box = option.rect
    painter.fillRect(box, theme.base)
    painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.line)


def row(
    painter: QPainter, option: QStyleOptionViewItem, widget: QWidget | None, theme: Theme
) -> None:
    """The ground of a row in Qt's own lists and pop-ups."""
    if option.state & _State.State_Selected:
        active = widget is not None and (widget.hasFocus() or widget.isWindow())
        painter.fillRect(option.rect, theme.row if active else theme.rowidle)
    elif is_hot(option):
        painter.fillRect(option.rect, theme.hover)


def branch(painter: QPainter, option: QStyleOption, widget: QWidget | None, theme: Theme) -> None:
    """The chevron of a row that unfolds."""
    if option.state & _State.State_Children:
        name = "chevron-down" if option.state & _State.State_Open else "chevron-right"
        draw_icon(painter, name, QRectF(option.rect), theme.dim, 16)


def progress_groove(
    painter: QPainter, option: QStyleOptionProgressBar, widget: QWidget | None, theme: Theme
) -> None:
    """The way to go: 4 px in line."""
    paint.rounded(painter, _thin(option), 2, fill=theme.line)


def progress_done(
    painter: QPainter, option: QStyleOptionProgressBar, widget: QWidget | None, theme: Theme
) -> None:
    """The way behind: 4 px in accent."""
    box, span = _thin(option), option.maximum - option.minimum
    if span > 0:
        box.setWidth(box.width() * max(0, option.progress - option.minimum) / span)
    paint.rounded(painter, box, 2, fill=theme.accent)


def _thin(option: QStyleOption) -> QRectF:
    box = QRectF(option.rect)
    return QRectF(box.left(), box.top() + (box.height() - 4) / 2, box.width(), 4)


def nothing(painter: QPainter, option: QStyleOption, widget: QWidget | None, theme: Theme) -> None:
    """For furniture that is left out."""
