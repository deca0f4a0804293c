"""Reading an article's file again in another encoding, where the one that was detected is wrong.

A text never changes once it is stored: the file comes in anew, and the article misread goes.
"""

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from annotator import jobs
from annotator.edits import articles
from annotator.formats import ReadOptions
from annotator.gui.desk import Desk
from annotator.gui.dialogs.asking import ask_open
from annotator.gui.widgets.popups import choices, popup
from annotator.i18n import _
from annotator.jobs import Imported
from annotator.model import Article

ENCODINGS = (
    "utf-8", "utf-16", "cp1252", "iso8859-1", "cp1250", "iso8859-2", "cp1251", "koi8-r", "cp866",
    "cp1253", "cp1254", "cp1255", "cp1256", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
)  # fmt: skip


def why_not(desk: Desk, article: int) -> str:
    """Why the file cannot be read again; "" where it can."""
    if desk.project is None or desk.project.read_only:
        return desk.project.read_only if desk.project else _("Open a project first.")
    page = desk.project.page(article)
    if page is None or page.spans or page.claims:
        return _("Something is marked here, and the marks would lose their places.")
    return "" if page.article.origin.sha256 else _("It did not come from a file.")


def encoding_menu(
    desk: Desk, article: Article, parent: QWidget, leave: Callable[[], object]
) -> QMenu:
    """The encodings to choose from; then the person is asked where the file lies, and `leave` puts
    away what shows the old text.
    """
    menu = popup(parent)
    names = {encoding: encoding for encoding in ENCODINGS}
    choices(menu, names, article.origin.encoding, partial(_ask, desk, article, leave))
    return menu


def _ask(desk: Desk, article: Article, leave: Callable[[], object], encoding: str) -> None:
    name = article.origin.file
    chosen = ask_open(
        desk.window, _("Where is {name}?").format(name=name), Path.home(), _("All files (*)")
    )
    if chosen:
        leave()
        read_again(desk, article, chosen[0], encoding)


def read_again(desk: Desk, article: Article, path: Path, encoding: str) -> None:
    """Bring the file in as text of that encoding; where that gives another text, it replaces it."""
    if why := why_not(desk, article.id):
        desk.say(why, "warn")
        return
    if not _is_same(path, article.origin.sha256):
        desk.say(_("This is not the file that the article was read from."), "warn")
        return
    job = jobs.import_files(desk.project, [path], options=ReadOptions(encoding))
    desk.tasks.run(_("Reading again"), job, partial(_replace, desk, article.id))


def _is_same(path: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False


def _replace(desk: Desk, article: int, imported: Imported) -> None:
    """Remove the text misread, unless nothing else came in."""
    if imported.first not in (None, article) and not why_not(desk, article):
        desk.edit(articles.remove, article)
    desk.show_import(imported)
