"""Taking back, removing, and remarks on what is in focus."""

from annotator.edits import claims, notes, spans
from annotator.gui import undoing
from annotator.gui.command import command
from annotator.gui.commands.go import has_page
from annotator.gui.desk import Desk
from annotator.i18n import _N, _


def can_undo(desk: Desk) -> bool | str:
    """True with something to take back."""
    return undoing.next_undo(desk) is not None or _("There is nothing to undo.")


def can_redo(desk: Desk) -> bool | str:
    """True with something to do again."""
    return undoing.next_redo(desk) is not None or _("There is nothing to redo.")


@command("Edit", _N("Undo"), keys="Ctrl+Z", when=can_undo, also=_N("take back, revert"))
def undo(desk: Desk) -> None:
    """Take back the last edit, wherever it was."""
    undoing.undo(desk)


@command(
    "Edit", _N("Redo"), keys=("Ctrl+Y", "Ctrl+Shift+Z"), when=can_redo, also=_N("again, repeat")
)
def redo(desk: Desk) -> None:
    """Do again what was undone last."""
    undoing.redo(desk)


def has_focus(desk: Desk) -> bool | str:
    """True with a span or a claim in focus."""
    chosen = desk.focus.span is not None or desk.focus.claim is not None
    return desk.can_edit if chosen else _("Choose a mark or a claim first.")


@command(
    "Edit",
    _N("Remove"),
    keys=("Delete", "Backspace"),
    place="text",
    when=has_focus,
    section=1,
    also=_N("delete, erase"),
)
def remove(desk: Desk) -> None:
    """Remove the chosen mark, a piece of a claim, or the open claim."""
    focus, page = desk.focus, desk.page
    span = page.span(focus.span) if page and focus.span is not None else None
    if page is None or (span is None and focus.claim is None):
        return
    if span is not None and span.is_mention:
        outcome = desk.edit(spans.remove, span.id)
    elif span is not None and len(page.parts(span.claim or 0, "content")) + (
        span.role != "content") > 1:  # fmt: skip
        outcome = desk.edit(claims.remove_part, span.id)
    else:
        outcome = desk.edit(claims.remove, focus.claim)
    if outcome is not None:
        desk.tell(outcome)


def something(desk: Desk) -> tuple[str, int] | None:
    """What a note is about: the chosen span, the open claim, the entity, else the article."""
    focus = desk.focus
    for subject, id in (("span", focus.span), ("claim", focus.claim), ("entity", focus.entity)):
        if id is not None:
            return subject, id
    return ("article", desk.page.article.id) if desk.page else None


@command(
    "Edit",
    _N("Note…"),
    keys="Ctrl+M",
    when=lambda desk: desk.can_edit,
    section=2,
    also=_N("comment, remark"),
)
def note(desk: Desk) -> None:
    """Write a note on what is in focus."""
    from annotator.gui.dialogs.asking import ask_words

    if about := something(desk):
        ask_words(desk, _N("Note"), lambda words: desk.edit(notes.add, *about, words), lines=True)


@command(
    "Edit",
    _N("Flag as doubtful"),
    keys="Ctrl+D",
    when=lambda desk: desk.can_edit,
    section=2,
    also=_N("uncertain, bookmark"),
)
def doubt(desk: Desk) -> None:
    """Raise or lower the flag "doubt" on what is in focus."""
    flag(desk, "doubt")


@command("Edit", _N("Flag to ask about"), keys="Ctrl+Shift+D", when=lambda desk: desk.can_edit,
         section=2, also=_N("question, bookmark"))  # fmt: skip
def ask(desk: Desk) -> None:
    """Raise or lower the flag "ask" on what is in focus."""
    flag(desk, "ask")


@command("Edit", _N("Metadata of the article…"), when=has_page, section=3,
         also=_N("title, date, outlet, byline, url, language, encoding, rights"))  # fmt: skip
def metadata(desk: Desk) -> None:
    """Title, date, outlet and the like of the open article, and where it comes from."""
    from annotator.gui.articles.metadata import MetadataSheet

    if desk.page is not None:
        MetadataSheet(desk, desk.page.article.id).open()


def flag(desk: Desk, kind: str) -> None:
    """Raise a flag on what is in focus, or take it down where this annotator raised it."""
    about, page, project = something(desk), desk.page, desk.project
    if about is None or page is None or project is None:
        return
    mine = [
        one for one in page.notes
        if getattr(one, about[0]) == about[1] and one.flag == kind and not one.resolved
        and one.annotator == project.annotator.id
    ]  # fmt: skip
    if mine:
        outcome = desk.edit(notes.change, mine[0].id, mine[0].text, "")
    else:
        outcome = desk.edit(notes.add, *about, "", flag=kind)
    if outcome is not None:
        desk.tell(outcome)
