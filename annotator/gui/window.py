"""The main window: menus, start page or workspace, status line. It arranges and does no more."""

from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator import paths
from annotator.errors import BadInput, NotSaved, Refused
from annotator.gui import bringing, icons, style, theme
from annotator.gui.command import Commands
from annotator.gui.commands.file import import_paths
from annotator.gui.commands.tools import work_as
from annotator.gui.desk import Desk
from annotator.gui.hints import FirstHints
from annotator.gui.menus import Menus
from annotator.gui.startpage import StartPage
from annotator.gui.statusline import StatusLine
from annotator.gui.troubles import Troubles
from annotator.gui.typed import TypedKeys
from annotator.gui.workspace import Workspace
from annotator.model import Page
from annotator.project import SUFFIX
from annotator.settings import Settings

_SIZE, _LEAST, _MENU_HEIGHT, _TITLE_BAR = (1440, 900), (720, 480), 28, QSize(0, 40)


class Window(QMainWindow):
    """One window over one desk."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.desk = Desk(settings, self)
        self.commands = Commands(self.desk)
        self.menus = Menus(self, self.desk, self.commands)
        self.troubles = Troubles(self.desk)
        self.hints = FirstHints(self.desk)
        self.start = StartPage(self.desk)
        self._kept = QSettings(
            str(paths.settings_file().with_name("window.ini")), QSettings.Format.IniFormat
        )
        strips = [self.troubles, self.hints]
        self.work = Workspace(self.desk, self.commands, strips, self._kept)
        self.status = StatusLine(self.desk)
        self._listen_to_keys()
        self._lay_out()
        self._listen()
        self.show_project()

    def _listen_to_keys(self) -> None:
        typed = TypedKeys(self.commands, self)
        typed.listen(self.work.area.view)
        for panel in self.work.panels.values():
            if (widget := panel.typed()) is not None:
                typed.listen(widget)

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self._pages.addWidget(self.work)
        self._name = QLabel(self)
        self._name.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._name.setContentsMargins(0, 0, theme.px(12), 0)
        self._name.setFixedHeight(theme.px(_MENU_HEIGHT))
        self.menuBar().setCornerWidget(self._name, Qt.Corner.TopRightCorner)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._pages, 1)
        box.addWidget(self.status)
        self.setCentralWidget(whole)
        self.setWindowIcon(icons.program_icon())
        self.setMinimumSize(self._fitting(_LEAST))
        self.setAcceptDrops(True)
        if not self.restoreGeometry(self._kept.value("geometry", b"")):
            self.resize(self._fitting(_SIZE))

    def _fitting(self, usual: tuple[int, int]) -> QSize:
        """A size, on a small screen (as at 200 %) no more than leaves room for a title bar too."""
        size = QSize(*map(theme.px, usual))
        # Without a screen Qt makes one up, of 800 by 800, that nothing need fit on.
        is_shown = QGuiApplication.platformName() != "offscreen"
        return size.boundedTo(self.screen().availableSize() - _TITLE_BAR) if is_shown else size

    def _listen(self) -> None:
        desk = self.desk
        desk.project_changed.connect(self.show_project)
        desk.page_changed.connect(self.show_page)
        desk.settings_changed.connect(self.show_settings)
        desk.asked.connect(self.show_part)
        desk.tasks.failed.connect(self._job_failed)
        desk.tasks.cancelled.connect(desk.show_stopped)
        self.status.who.pressed.connect(lambda: self.commands.run(work_as))
        self.status.zoom.pressed.connect(lambda: desk.set(zoom=100))
        # By a method, not a lambda: what outlives the window would keep that for ever.
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _follow_system(self) -> None:
        self.show_settings(self.desk.settings)

    def show_project(self) -> None:
        """Show the workspace of the project, or the start page."""
        project = self.desk.project
        self._pages.setCurrentWidget(self.work if project else self.start)
        self._name.setText(project.path.name if project else "")
        self.menuBar().adjustSize()
        self._rename()
        self.commands.renew()
        self.menus.fill()
        self._codebook = project.codebook if project else None
        if project is not None:
            self.desk.set(recent=self.desk.settings.remember(project.path).recent)
            self.desk.back_up()
            self.work.area.view.setFocus()

    def show_page(self, page: Page | None) -> None:
        """Name the article in the title; gather the commands anew when the codebook changed."""
        self._rename()
        if page is not None and page.codebook is not self._codebook:
            self._codebook = page.codebook
            self.commands.renew()
            self.menus.fill()

    def _rename(self) -> None:
        project, page = self.desk.project, self.desk.page
        named = [page.article.title] if page else []
        named += [project.path.stem] if project else []
        self.setWindowTitle(" – ".join((*named, "Annotator")))

    def show_settings(self, settings: Settings) -> None:
        """Wear the theme that is chosen, or the system's."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            style.dress(app, theme.current(app, settings.theme))
        self.work.area.show_settings(settings)

    def show_part(self, part: str) -> None:
        """Show what a command asked for: the palette, the keys, a panel, the next part."""
        if part == "palette":
            from annotator.gui.dialogs.palette import Palette

            Palette(self.desk, self.commands).open()
        elif part == "keys":
            from annotator.gui.dialogs.keysheet import KeySheet

            KeySheet(self.desk, self.commands).open()
        elif part == "menus":
            self.menus.open()
        elif part == "next part":
            self.work.enter_next()
        elif part == "text":
            self.work.area.view.setFocus()
        elif part == "gist":
            self.work.right.open("claims")
        else:
            self.work.show_panel(part.replace(" ", ""))

    def _job_failed(self, error: BaseException) -> None:
        if isinstance(error, Refused | BadInput | NotSaved):
            self.desk.say(str(error), "bad")
        else:
            self.desk.broke.emit(error)

    def open_paths(self, given: list[Path]) -> None:
        """Open a project, or bring articles into the one that is open or a new one."""
        projects = [path for path in given if path.suffix == SUFFIX]
        others = [path for path in given if path.suffix != SUFFIX]
        if projects:
            self.desk.open(projects[0])
        if others and (self.desk.project or self.desk.make_beside(others[0])):
            import_paths(self.desk, others)

    # overrides

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.desk.patience.puts_off(self.close) or not self.desk.may_leave():
            event.ignore()
            return
        self._kept.setValue("geometry", self.saveGeometry())
        self.work.remember()
        self.desk.tasks.finish()
        self.desk.put(None)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if bringing.can_take(self.desk, event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        bringing.drop(self.desk, event.mimeData(), self.open_paths)
