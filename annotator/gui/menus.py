"""The menu bar, made from the commands: each one with its key, its tip, and why it cannot run."""

from collections.abc import Iterator

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from annotator.gui import undoing
from annotator.gui.command import ANYWHERE, MENUS, Command, Commands
from annotator.gui.desk import Desk
from annotator.i18n import _N, _
from annotator.project import told

_SUBMENUS = {
    ("Go", 5): _N("Versions"),
    ("Mark", 1): _N("Entity used last"),
    ("Mark", 3): _N("Move the borders"),
    ("Mark", 4): _N("What the mention is"),
    ("Mark", 6): _N("Suggestions"),
    ("Mark", 7): _N("Kind of link between entities"),
    ("Mark", 8): _N("Kind of link between mentions"),
    ("Mark", 9): _N("Status of the article"),
    ("Claim", 2): _N("Further piece"),
    ("Claim", 4): _N("Kind of link"),
    ("Claim", 7): _N("Answer a field"),
}


class Menus:
    """Fills a window's menu bar, and fills it anew when the commands change.

    The bar and its menus are made here and not by Qt: of what Qt makes Python does not hear when it
    goes, and takes the next thing that Qt makes in the same place for it.
    """

    def __init__(self, window: QMainWindow, desk: Desk, commands: Commands) -> None:
        self._window, self._desk, self._commands = window, desk, commands
        self._bar = QMenuBar(window)
        self._bar.setAccessibleName(_("Menu"))
        self._menus: list[QMenu] = []
        self._actions: list[tuple[QAction, Command]] = []
        window.setMenuBar(self._bar)
        self.fill()

    def fill(self) -> None:
        """Make all menus of the commands there are now."""
        self._clear()
        for name in MENUS:
            menu = self._menu(_(name), self._bar)
            menu.aboutToShow.connect(self._show_state)
            menu.aboutToHide.connect(self._enable_all)
            self._fill(menu, name)

    def open(self) -> None:
        """Open the first menu; the arrows go on from there."""
        self._bar.setActiveAction(self._bar.actions()[0])

    def _clear(self) -> None:
        self._bar.clear()
        for action, _command in self._actions:
            self._window.removeAction(action)
            action.deleteLater()
        for menu in self._menus:
            menu.deleteLater()
        self._actions.clear()
        self._menus.clear()

    def _menu(self, title: str, home: QMenuBar | QMenu) -> QMenu:
        made = QMenu(title, home)
        made.setToolTipsVisible(True)
        home.addMenu(made)
        self._menus.append(made)
        return made

    def _fill(self, menu: QMenu, name: str) -> None:
        before: str | None = None
        for section, commands in self._sections(name):
            title = _SUBMENUS.get((name, section), "")
            if before is not None and not (before and title):
                menu.addSeparator()
            target = self._menu(_(title), menu) if title else menu
            for command in commands:
                target.addAction(self._action(command))
            before = title

    def _sections(self, name: str) -> Iterator[tuple[int, list[Command]]]:
        here = [command for command in self._commands.all if command.menu == name]
        for section in sorted({command.section for command in here}):
            yield section, [command for command in here if command.section == section]

    def _action(self, command: Command) -> QAction:
        action = QAction(self._words(command), self._window)
        if command.place == ANYWHERE:
            action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setToolTip(_(command.run.__doc__ or command.title).split("\n")[0])
        action.setCheckable(command.checked is not None)
        action.triggered.connect(lambda _on=False: self._commands.run(command))
        self._window.addAction(action)
        self._actions.append((action, command))
        return action

    def _words(self, command: Command) -> str:
        words = command.words.replace("&", "&&")
        return words if command.place == ANYWHERE or not command.keys else f"{words}\t{command.key}"

    def _show_state(self) -> None:
        """Grey what cannot run, tick what is on, and name what Undo and Redo would do."""
        for action, command in self._actions:
            why = command.why_not(self._desk)
            action.setEnabled(not why)
            if why:
                action.setToolTip(why)
            if command.checked is not None:
                action.setChecked(command.checked(self._desk))
            action.setText(self._named(command))

    def _named(self, command: Command) -> str:
        desk = self._desk
        which = {"edit.undo": undoing.next_undo, "edit.redo": undoing.next_redo}
        record = which[command.id](desk) if command.id in which else None
        if record is None:
            return self._words(command)
        what = told(record)
        return f"{command.words}: {what[:1].lower()}{what[1:]}".replace("&", "&&")

    def _enable_all(self) -> None:
        # A disabled action swallows its key without a word; the command itself says why.
        for action, _command in self._actions:
            action.setEnabled(True)
