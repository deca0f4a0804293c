"""Edits over many articles: jobs, after which the desk reads anew."""

from collections.abc import Callable, Generator
from datetime import datetime
from typing import Any

from annotator.gui.desk import Desk
from annotator.i18n import _, ngettext
from annotator.jobs import finding
from annotator.jobs.finding import Labelled, Places
from annotator.progress import Progress


def run(
    desk: Desk, title: str, job: Generator[Progress, None, Any], done: Callable[[Any], object]
) -> None:
    """Run a job that edits; then the page, the list and the time of saving are shown anew."""

    def finished(result: Any) -> None:
        desk.saving.at = datetime.now()
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
