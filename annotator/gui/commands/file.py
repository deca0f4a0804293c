"""Projects and files: make, open, bring articles in, export, put a backup back, leave."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from annotator import jobs, paths
from annotator.gui import bringing
from annotator.gui.command import command
from annotator.gui.desk import Desk
from annotator.gui.dialogs.asking import ask_open, ask_save
from annotator.i18n import _N, _
from annotator.project import SUFFIX

_PROJECTS = _N("Annotator projects (*.annotator)")


def has_project(desk: Desk) -> bool | str:
    """True with a project on the desk."""
    return desk.project is not None or _("Open a project first.")


def can_write(desk: Desk) -> bool | str:
    """True with a project that can be written."""
    return desk.project.read_only or True if desk.project else _("Open a project first.")


@command("File", _N("New project…"), keys="Ctrl+N", also=_N("create"))
def new(desk: Desk) -> None:
    """Ask where, and make an empty project there."""
    path = ask_save(
        desk.window, _("New project"), paths.projects() / f"project{SUFFIX}", _(_PROJECTS)
    )
    if path is not None:
        desk.make(path.with_suffix(SUFFIX))


@command("File", _N("Open…"), keys="Ctrl+O", also=_N("load"))
def open_project(desk: Desk) -> None:
    """Ask which project, and open it."""
    chosen = ask_open(desk.window, _("Open a project"), paths.projects(), _(_PROJECTS))
    if chosen:
        desk.open(chosen[0])


@command("File", _N("Open the sample"))
def open_sample(desk: Desk) -> None:
    """Open the sample project, made anew if it is gone; it needs no list of what came in."""
    path = paths.projects() / f"sample{SUFFIX}"
    if path.exists():
        desk.open(path)
    elif desk.make(path) and desk.project is not None:
        job = jobs.import_files(desk.project, jobs.samples())
        desk.tasks.run(_("Making the sample"), job, desk.show_import)


@command(
    "File",
    _N("Import files…"),
    keys="Ctrl+I",
    when=can_write,
    section=1,
    also=_N("add, load, upload, bring in"),
)
def import_files(desk: Desk) -> None:
    """Ask which files, and bring their articles in."""
    chosen = ask_open(desk.window, _("Import files"), Path.home(), _("All files (*)"), many=True)
    import_paths(desk, chosen)


@command("File", _N("Import a folder…"), when=can_write, section=1, also=_N("add, load, directory"))
def import_folder(desk: Desk) -> None:
    """Ask which folder, and bring in all articles in it."""
    chosen = QFileDialog.getExistingDirectory(desk.window, _("Import a folder"), str(Path.home()))
    import_paths(desk, [Path(chosen)] if chosen else [])


@command(
    "File",
    _N("Paste an article"),
    keys="Ctrl+Shift+V",
    when=can_write,
    section=1,
    also=_N("clipboard, new article"),
)
def paste(desk: Desk) -> None:
    """Make an article of the text, page or file on the clipboard."""
    bringing.paste(desk, QApplication.clipboard().mimeData())


def import_paths(desk: Desk, chosen: list[Path]) -> None:
    """Bring in files and folders, and show what came of it."""
    bringing.bring_in(desk, [Path(each) for each in chosen])


@command(
    "File",
    _N("Export…"),
    keys="Ctrl+E",
    when=has_project,
    section=2,
    also=_N("save as, write out, share"),
)
def export(desk: Desk) -> None:
    """Choose a format, see what it cannot hold, and export."""
    from annotator.gui.dialogs.export import ExportSheet

    ExportSheet(desk).open()


@command("File", _N("Restore a backup…"), section=3, also=_N("recover, snapshot, go back"))
def restore(desk: Desk) -> None:
    """Choose a backup and put it in the project's place; what stood there is kept.

    With no project open it asks which: one that is damaged cannot be opened first.
    """
    from annotator.gui.dialogs.backups import BackupSheet

    chosen = [desk.project.path] if desk.project else ask_open(
        desk.window, _("Which project is to be restored?"), paths.projects(), _(_PROJECTS)
    )  # fmt: skip
    if chosen:
        BackupSheet(desk, chosen[0]).open()


@command("File", _N("Close project"), keys="Ctrl+W", when=has_project, section=3)
def close(desk: Desk) -> None:
    """Go back to the start page."""
    desk.put(None)


@command("File", _N("Quit"), keys="Ctrl+Q", section=4, also=_N("exit, leave"))
def leave(desk: Desk) -> None:
    """Close the window; everything is saved already."""
    if desk.window is not None:
        desk.window.close()
