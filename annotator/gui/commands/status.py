"""How far an article is: done, done with nothing in it, to be looked at again."""

from annotator.edits import articles
from annotator.gui.command import Command, command
from annotator.gui.commands.go import next_unfinished
from annotator.gui.desk import Desk
from annotator.gui.questions import NOTE, questions
from annotator.i18n import _N, ngettext


def editable(desk: Desk) -> bool | str:
    """True where the page can be marked."""
    return desk.can_edit


@command("Mark", _N("Done, next unfinished"), keys="Ctrl+Return", when=editable, section=9,
         bar=_N("done, next article"), also=_N("finish, complete, ready"))  # fmt: skip
def done(desk: Desk) -> None:
    """Check the article, set it to done and open the next unfinished one.

    What is open is listed first; a second press says it is done all the same.
    """
    page, project = desk.page, desk.project
    if page is None or project is None:
        return
    wanting = sum(row.kind != NOTE for row in questions(page, project.annotator.id))
    if wanting and desk.focus.waits != "done":
        desk.look(waits="done", field="")
        desk.ask("open questions")
        desk.say(ngettext(
            "{n} question is open, see Open. Ctrl+Enter once more is done all the same.",
            "{n} questions are open, see Open. Ctrl+Enter once more is done all the same.",
            wanting).format(n=wanting), "warn")  # fmt: skip
        return
    status = "done" if page.spans or page.claims else "done_empty"
    if outcome := desk.edit(articles.set_status, page.article.id, status):
        desk.tell(outcome)
        next_unfinished.run(desk)


def _set(status: str, title: str) -> Command:
    def run(desk: Desk) -> None:
        if desk.page and (outcome := desk.edit(
            articles.set_status, desk.page.article.id, status)):  # fmt: skip
            desk.tell(outcome)

    run.__name__, run.__doc__ = status, _N("Set the state of the article for you.")
    return command("Mark", title, when=editable, section=9)(run)


nothing = _set("done_empty", _N("Done, nothing to mark"))
review = _set("review", _N("Needs review"))
untouched = _set("untouched", _N("Not started"))
progress = _set("in_progress", _N("In progress"))
