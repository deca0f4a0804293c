"""The sheet of all keys, made from the commands; a row that is pressed waits for another key."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from types import MappingProxyType

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.command import Commands, shown_key
from annotator.gui.desk import Desk
from annotator.gui.dialogs import keyrecord
from annotator.gui.dialogs.keyrows import Group, KeyRow, groups
from annotator.gui.dialogs.sheet import Sheet, scrolled
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import LinkButton, PaintedButton
from annotator.gui.widgets.searchfield import SearchField
from annotator.i18n import _N, _, ngettext

ROW, HEADING, GAP, WORDS, CHIP = 23, 30, 16, 96, 25
_COLUMN, _SHORTEST = 260, 400
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class KeySheet(Sheet):
    """1000 wide, three columns; the field at the top finds commands by word or key."""

    TITLE = _N("Keys")
    ABOUT = _N("Plain keys act in the text and in the claim list, never while you type in a field.")
    WIDTH, HEIGHT = 1000, 680

    def __init__(self, desk: Desk, commands: Commands) -> None:
        self.commands = commands
        super().__init__(desk)

    def build(self) -> None:
        self.field = SearchField(_("Find a command or a key"))
        self.field.setFixedWidth(px(220))
        self.field.searched.connect(self.show_rows)
        self.field.left.connect(self.shut)
        self.field.stepped_down.connect(lambda: self.columns.step(None, 1))
        self.head.addWidget(self.field)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.columns = KeyColumns()
        self.columns.entered.connect(self._show_about)
        self.columns.typed.connect(self._record)
        self.body.addWidget(scrolled(self.columns))
        self._word = self.label(dim=True)
        self._back = LinkButton(_("As it was"), _("Give this command the key it came with"))
        self._back.clicked.connect(self._give_back)
        self._all_back = LinkButton(_("All as they were"), _("Forget all keys of your own"))
        self._all_back.clicked.connect(lambda: self._keep({}))
        self._copy = LinkButton(_("Copy the list"))
        self._copy.clicked.connect(self._copy_list)
        self.foot.addWidget(self._word, 1)
        for link in (self._back, self._all_back, self._copy):
            self.foot.addWidget(link)
        self.show_rows("")

    def first(self) -> QWidget:
        return self.field

    def show_rows(self, wanted: str) -> None:
        """Show what fits; without words all that has a key."""
        found = groups(self.desk, self.commands, wanted.strip())
        self.columns.show_groups(found)
        for before, after in pairwise((self.field, *self.columns.rows, self._back)):
            QWidget.setTabOrder(before, after)
        self._all_back.setVisible(bool(self.desk.settings.keys))
        count = sum(len(group.rows) for group in found)
        if wanted and not found:
            self._word.setText(_("Nothing matches “{words}”.").format(words=wanted))
        elif wanted:
            self._word.setText(ngettext("{n} row", "{n} rows", count).format(n=count))
        else:
            self._show_about(self.columns.current)

    def _show_about(self, row: KeyRow | None) -> None:
        """Say what can be done with the row that has the keyboard."""
        self._back.setVisible(row is not None and row.changed)
        if row is None or not row.command:
            self._word.setText(_("Press a row to give its command another key."))
        else:
            self._word.setText(
                _("{words}: Enter, then the new key. Esc leaves it.").format(words=row.words)
            )

    def _record(self, row: KeyRow, event: QKeyEvent) -> None:
        """Take a key that was pressed for a row, or say why it cannot be."""
        command = self.commands.named(row.command)
        key = keyrecord.name_of(event, command)
        if why := keyrecord.refusal(self.commands, command, key):
            self._word.setText(why)
            return
        self.columns.stop()
        if key not in command.keys:
            self._keep({**self.desk.settings.keys, command.id: key})
        self._word.setText(_("{words} now is {key}.").format(words=row.words, key=shown_key(key)))

    def _give_back(self) -> None:
        row = self.columns.current
        if row is not None:
            own = self.desk.settings.keys
            self._keep({id: key for id, key in own.items() if id != row.command})

    def _keep(self, keys: dict[str, str]) -> None:
        """Keep keys of one's own, and let menus, bar and rows show them."""
        self.desk.set(keys=MappingProxyType(keys))
        self.commands.renew()
        if self.desk.window is not None:
            self.desk.window.menus.fill()
        self.desk.focus_changed.emit(self.desk.focus)
        self.show_rows(self.field.text())

    def _copy_list(self) -> None:
        lines = []
        for group in self.columns.groups:
            lines += [group.title, *(f"\t{' '.join(r.keys)}\t{r.words}" for r in group.rows), ""]
        QApplication.clipboard().setText("\n".join(lines))
        self._word.setText(_("The list is on the clipboard."))


class KeyColumns(QWidget):
    """Groups of rows in as many columns as have room. One row is a stop of Tab, arrows step.

    `entered(row)` tells which row has the keyboard, `typed(row, event)` a key for one that waits.
    """

    entered = Signal(object)
    typed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.groups: tuple[Group, ...] = ()
        self.rows: list[RowButton] = []
        self._parts: list[list[QWidget]] = []
        self._count = 0
        self._current = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(20), px(4), px(20), px(16))
        self._row.setSpacing(px(24))

    @property
    def current(self) -> KeyRow | None:
        """The row that has, or had last, the keyboard."""
        found = (button.row for button in self.rows if button.row.command == self._current)
        return next(found, None) if self._current else None

    def show_groups(self, found: tuple[Group, ...]) -> None:
        """Show these groups; the row that had the keyboard has it again."""
        if found == self.groups:
            return
        had = any(button.hasFocus() for button in self.rows)
        self.groups = found
        self.rows, self._parts = [], []
        for group in found:
            buttons = [self._button(row) for row in group.rows]
            self.rows += buttons
            self._parts.append([_heading(group.title), *buttons])
        self._count = 0
        self._arrange()
        again = (one for one in self.rows if self._current and one.row.command == self._current)
        stop = next(again, None)
        self._rove(stop)
        if had and stop is not None:
            stop.setFocus()

    def _button(self, row: KeyRow) -> "RowButton":
        button = RowButton(row)
        button.entered.connect(partial(self._enter, button))
        button.stepped.connect(partial(self.step, button))
        button.typed.connect(lambda event: self.typed.emit(row, event))
        return button

    def _enter(self, button: "RowButton") -> None:
        for other in self.rows:
            if other is not button:
                other.wait(False)
        self._current = button.row.command
        self._rove(button)
        self.entered.emit(button.row)

    def _rove(self, stop: "RowButton | None" = None) -> None:
        """Only one row is a stop of Tab: the last one that had the keyboard, else the first."""
        stop = stop or (self.rows[0] if self.rows else None)
        for button in self.rows:
            tab, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(tab if button is stop else click)

    def step(self, button: "RowButton | None", step: int) -> None:
        """Go to the next row or the one before."""
        if self.rows:
            place = self.rows.index(button) + step if button is not None else 0
            self.rows[max(0, min(place, len(self.rows) - 1))].setFocus()

    def stop(self) -> None:
        """Let no row wait for a key any longer."""
        for button in self.rows:
            button.wait(False)

    def _arrange(self) -> None:
        count = max(1, min(3, self.width() // px(_COLUMN)))
        if count == self._count:
            return
        self._count = count
        old = [self._row.takeAt(0).widget() for _column in range(self._row.count())]
        for parts in _divided(self._parts, count):
            # made inside the window, as leaving it would tear rows out of the order of Tab
            column = _column(parts, self)
            self._row.addWidget(column, 1)
            column.show()
        for column in old:
            column.hide()
            column.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class RowButton(PaintedButton):
    """Keys, chip and words; pressed, it waits for another key."""

    entered = Signal()
    stepped = Signal(int)
    typed = Signal(object)
    waits = False

    def __init__(self, row: KeyRow) -> None:
        super().__init__(row.aloud, row.words)
        self.row = row
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if row.changed:
            self.setAccessibleDescription(_("a key of your own"))
        self.clicked.connect(lambda: self.wait(bool(row.command)))

    def wait(self, waits: bool) -> None:
        """Wait for a key, or not any longer."""
        if waits != self.waits:
            self.waits = waits
            self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        if self.underMouse() and self.row.command:
            paint.rounded(painter, QRectF(self.rect()), 4, fill=theme.hover)
        x, height = px(4), px(paint.KEY_HEIGHT)
        top = (self.height() - height) / 2
        if self.waits:
            x += self._draw_waiting(painter, theme)
        for key in () if self.waits else self.row.keys:
            box = QRectF(x, top, paint.key_width(key, theme), height)
            paint.draw_key(painter, box, key, theme)
            if self.row.changed:
                paint.rounded(painter, box, 3, edge=theme.accent)
            x += box.width() + px(4)
        if not self.row.keys and not self.waits:
            none = QRectF(x, 0, px(WORDS), self.height())
            paint.draw_words(painter, none, _("no key"), theme.font("fine"), theme.dim)
        if self.row.chip and not self.waits:
            box = QRectF(px(4 + CHIP), top, px(paint.CHIP_WIDTH), px(paint.CHIP_HEIGHT))
            paint.draw_chip(painter, box, self.row.chip, theme.family(self.row.family), theme)
        left = max(px(4 + WORDS), x + px(4))
        box = QRectF(left, 0, self.width() - left, self.height())
        paint.draw_words(painter, box, self.row.words, theme.font("small"), theme.text)

    def _draw_waiting(self, painter: QPainter, theme: Theme) -> float:
        box = QRectF(px(4), px(2), px(WORDS) - px(8), self.height() - px(4))
        font = theme.font("fine", medium=True)
        paint.rounded(painter, box, 3, fill=theme.infobg, edge=theme.accent)
        paint.draw_words(painter, box, _("press the key"), font, theme.accent, align="centre")
        return px(WORDS) - px(8)

    def event(self, event: QEvent) -> bool:
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if self.waits and isinstance(event, QKeyEvent) and event.type() in kinds:
            event.accept()  # before a menu or Tab takes it
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.wait(False)
            self.entered.emit()
        elif not keyrecord.is_modifier(event):
            self.typed.emit(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)
        self.wait(False)

    def sizeHint(self) -> QSize:
        return QSize(px(_COLUMN - 24), px(ROW))


def _heading(title: str) -> QLabel:
    heading = QLabel(title)
    heading.setFont(theme_of(heading).font("body", bold=True))
    heading.setFixedHeight(px(HEADING))
    heading.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
    heading.setContentsMargins(px(4), 0, 0, px(4))
    return heading


def _column(parts: Sequence[Sequence[QWidget]], parent: QWidget) -> QWidget:
    column = QWidget(parent)
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    for part in parts:
        for widget in part:
            box.addWidget(widget)
        box.addSpacing(px(GAP))
    box.addStretch(1)
    return column


def _divided(parts: Sequence[list[QWidget]], count: int) -> list[list[list[QWidget]]]:
    """The groups in their order, in columns of about the same height; few need less of them."""
    room = max(sum(map(_height, parts)) / count, _SHORTEST)
    columns: list[list[list[QWidget]]] = [[] for _column in range(count)]
    filled = 0.0
    for part in parts:
        place = min(count - 1, int((filled + _height(part) / 2) // room))
        columns[place].append(part)
        filled += _height(part)
    return [column for column in columns if column]


def _height(part: Sequence[QWidget]) -> int:
    return len(part) * ROW + HEADING
