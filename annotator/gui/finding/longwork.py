"""Edits over many articles, and taking back large ones: jobs, after which the desk reads anew."""

from collections.abc import Callable, Generator
from datetime import datetime
from typing import Any

from annotator.gui.desk import Desk
from annotator.i18n import _, ngettext
from annotator.jobs import finding, longedit
from annotator.jobs.finding import Labelled, Places
from annotator.model import EditRecord
from annotator.progress import Progress


def run(
    desk: Desk, title: str, job: Generator[Progress, None, Any], done: Callable[[Any], object]
) -> None:
    """Run a job that edits; then the page, the list and the time of saving are shown anew."""

    def finished(result: Any) -> None:
        desk.saved_at = datetime.now()
        desk.disk_changed.emit()
        desk.reread()
        done(result)

    desk.tasks.run(title, job, finished)


def label(desk: Desk, places: Places, label: int, **more: Any) -> None:
    """Label places over many articles and say what came of it."""
    project = desk.project
    if project is None:
        return
    code = project.codebook.label(label).code
    job = finding.label(project, places, label, **more)
    title = _("Labelling as {label}").format(label=code)
    run(desk, title, job, lambda result: desk.say(words_of(result, code)))


def words_of(result: Labelled, code: str) -> str:
    """What became of places, in a sentence or two."""
    if result.made:
        made = ngettext("Labelled {n} place as {label}.", "Labelled {n} places as {label}.",
                        result.made).format(n=result.made, label=code)  # fmt: skip
    elif result.there:
        made = _("All of these already are {label}.").format(label=code)
    else:
        made = _("Nothing was labelled.")
    if result.done:
        passed = ngettext("{n} article that is done was passed over.",
                          "{n} articles that are done were passed over.", result.done)  # fmt: skip
        return f"{made} {passed.format(n=result.done)}"
    return made


def undo(desk: Desk) -> bool:
    """Take back the latest edit as a job where it is large; False where it is not."""
    return _take_back(desk, desk.next_undo, "undo", _("Undone: {what}"))


def redo(desk: Desk) -> bool:
    """Do again what was undone last as a job where it is large; False where it is not."""
    return _take_back(desk, desk.next_redo, "redo", _("Done again: {what}"))


def _take_back(desk: Desk, record: EditRecord | None, kind: str, words: str) -> bool:
    project = desk.project
    if project is None or record is None or record.kind == "import" or project.read_only:
        return False
    if record.id == project.unfinished or not longedit.is_large(project, record):
        return False
    title = _("Undoing") if kind == "undo" else _("Doing again")
    job = longedit.take_back(project, record.id, kind)
    run(desk, title, job, lambda what: desk.say(words.format(what=what)))
    return True
