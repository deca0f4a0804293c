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
    if desk.project is None:
        return None
    edit, imported = desk.project.next_undo, jobs.last_import(desk.project)
    is_newer = imported is not None and (edit is None or imported.id > edit.id)
    return imported if is_newer else edit


def next_redo(desk: Desk) -> EditRecord | None:
    """What Redo would bring back."""
    return desk.project.next_redo if desk.project is not None else None


def undo(desk: Desk) -> None:
    """Take back the latest edit and go where it was made."""
    record = next_undo(desk)
    if record is not None and record.kind == "import":
        _offer_take_back(desk, record)
    else:
        _play(desk, record, "undo")


def redo(desk: Desk) -> None:
    """Do again what was undone last, and go where it was made."""
    _play(desk, next_redo(desk), "redo")


def _offer_take_back(desk: Desk, record: EditRecord) -> None:
    """Ask before an import is taken back: Ctrl+Z held too long must not empty the list."""
    from annotator.gui.dialogs.asking import SureSheet

    SureSheet(
        desk, _N("Take back the import"),
        _("{what}. Its articles leave the list with all marks on them, and the marks it added to "
          "others go. Importing the same files again brings all of it back; Redo does not."
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
            "The import of {n} article was taken back. The same file brings it back.",
            "The import of {n} articles was taken back. The same files bring it back.",
            count,
        )
        desk.say(words.format(n=count))

    job = jobs.take_back(desk.project, entry)
    longwork.run(desk, _("Taking back the import"), job, taken_back)


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
        if outcome.record.article is not None:
            desk.open_article(outcome.record.article)
        # Played back newest first: what the edit itself began with comes last then.
        changes = outcome.changes
        aftermath.show(desk, reversed(changes) if kind == "undo" else changes)
    desk.say(words.format(what=told(outcome.record)))


def _is_job(desk: Desk, record: EditRecord) -> bool:
    project = desk.project
    return project is not None and record.id != project.unfinished and (
        longedit.is_large(project, record))  # fmt: skip
