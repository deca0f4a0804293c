"""Undo and redo: the latest edit at once, a large one as a job, an import when asked once more;
then what there is to see of it.
"""

from annotator import jobs
from annotator.gui import aftermath
from annotator.gui.desk import Desk
from annotator.gui.finding import longwork
from annotator.i18n import _N, _, ngettext
from annotator.jobs import longedit
from annotator.model import EditRecord
from annotator.project import told


def next_undo(desk: Desk) -> EditRecord | None:
    """What Undo would take back: the latest edit, or an import that came after it."""
    return jobs.next_undo(desk.project) if desk.project is not None else None


def next_redo(desk: Desk) -> EditRecord | None:
    """What Redo would bring back: what was taken back last, an edit or an import."""
    return jobs.next_redo(desk.project) if desk.project is not None else None


def undo(desk: Desk) -> None:
    """Take back the latest edit and go where it was made."""
    record = next_undo(desk)
    if record is not None and record.kind == "import":
        _offer_take_back(desk, record)
    else:
        _play(desk, record, "undo")


def redo(desk: Desk) -> None:
    """Do again what was undone last, and go where it was made."""
    record = next_redo(desk)
    if record is not None and record.kind == "import":
        bring_again(desk, record.id)
    else:
        _play(desk, record, "redo")


def _offer_take_back(desk: Desk, record: EditRecord) -> None:
    """Ask before an import is taken back: Ctrl+Z held too long must not empty the list."""
    from annotator.gui.dialogs.asking import SureSheet

    SureSheet(
        desk, _N("Take back the import"),
        _("{what}. Its articles leave the list with all marks on them, and the marks it added to "
          "others go. Redo brings all of it again, and so does importing the same files."
          ).format(what=told(record)),
        _("Take back"), lambda: take_back(desk, record.id),
    ).open()  # fmt: skip


def take_back(desk: Desk, entry: int) -> None:
    """Take back an import as a job; where its article lay on the desk, another one does then."""
    if desk.project is None:
        return

    def taken_back(count: int) -> None:
        if desk.page is not None and desk.page.article.removed:
            desk.put_away()
        words = ngettext(
            "The import of {n} article was taken back. Redo brings it again.",
            "The import of {n} articles was taken back. Redo brings it again.",
            count,
        )
        desk.say(words.format(n=count))

    job = jobs.take_back(desk.project, entry)
    longwork.run(desk, _("Taking back the import"), job, taken_back)


def bring_again(desk: Desk, entry: int) -> None:
    """Undo the taking back of an import as a job, and go where it was."""
    if desk.project is None:
        return

    def back(brought: jobs.Brought) -> None:
        _go(desk, brought.first)
        words = ngettext(
            "The import of {n} article is there again.",
            "The import of {n} articles is there again.",
            brought.articles,
        )
        desk.say(words.format(n=brought.articles))

    job = jobs.bring_again(desk.project, entry)
    longwork.run(desk, _("Bringing the import again"), job, back)


def _go(desk: Desk, article: int | None) -> bool:
    """Go to an article, where it is in sight; True where it lies on the desk then.

    One that is removed is never opened; where it lay on the desk, another one does.
    """
    found = desk.project.article(article) if desk.project and article is not None else None
    on_desk = desk.page is not None and desk.page.article.id == article
    if found is not None and not found.removed:
        desk.open_article(found.id)
    elif on_desk:
        desk.put_away()
    return found is not None and not found.removed


def _play(desk: Desk, record: EditRecord | None, kind: str) -> None:
    """Play an entry back, as "undo" or "redo"; a large one as a job."""
    project = desk.project
    if project is None:
        return
    words = _("Undone: {what}") if kind == "undo" else _("Done again: {what}")
    if record is not None and not project.read_only and _is_job(desk, record):
        title = _("Undoing") if kind == "undo" else _("Doing again")
        job = longedit.take_back(project, record.id, kind)
        longwork.run(desk, title, job, lambda what: desk.say(words.format(what=what)))
        return
    with desk.turn():
        outcome = desk.run(project.undo if kind == "undo" else project.redo)
        if outcome is None or outcome.record is None:
            return
        article = outcome.record.article
        if article is None or _go(desk, article):
            # Played back newest first: what the edit itself began with comes last then.
            changes = outcome.changes
            aftermath.show(desk, reversed(changes) if kind == "undo" else changes)
    desk.say(words.format(what=told(outcome.record)))


def _is_job(desk: Desk, record: EditRecord) -> bool:
    project = desk.project
    return project is not None and record.id != project.unfinished and (
        longedit.is_large(project, record))  # fmt: skip
