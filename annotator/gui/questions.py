"""What is open in an article as rows: flags, what the checks find in text order, then remarks."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator import rules
from annotator.gui.theme import px
from annotator.gui.widgets.listview import RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _N, _
from annotator.model import Note, Page
from annotator.wording import lowered

FLAG, SOURCE, CHECK, NOTE = "flag", "source", "check", "note"
UNJUDGED, PARTLY = "unjudged", "partly"
FLAGS = {"doubt": _N("Doubt"), "ask": _N("Ask")}

SIGN, ABOUT, WORDS, INSET = 12, 36, 220, 12


@dataclass(frozen=True, slots=True)
class Question:
    """Something open: its `kind`, what it is about, and its words.

    `note` is the note that a person wrote; the others end when the marks change.
    """

    id: tuple[object, ...]
    kind: str
    about: str
    words: str
    sign: str
    role: str
    claim: int | None = None
    span: int | None = None
    entity: int | None = None
    field: str = ""
    note: int | None = None


def aloud(row: Question) -> str:
    """A row as a screen reader says it."""
    return f"{row.about}: {row.words}"


def tip(row: Question) -> str:
    """All that a row may have cut, and how a note is settled."""
    told = aloud(row)
    return f"{told}\n{_('Space settles it')}" if row.note is not None else told


def questions(page: Page, annotator: int) -> tuple[Question, ...]:
    """All that is open on a page for one annotator: flags, what the checks find, then remarks."""
    numbers = {claim.id: n for n, claim in enumerate(page.claims_in_order, 1)}
    names = _Names(page, numbers)
    found = [_of_note(note, names) for note in page.notes if not note.resolved]
    hints = [hint for hint in rules.open_questions(page, annotator) if hint.rule != "note"]
    flags = [row for row in found if row.kind == FLAG]
    remarks = [row for row in found if row.kind == NOTE]
    judged = rules.judged(page, annotator)
    return (*flags, *_of_hints(hints, names, judged), *remarks)


@dataclass(frozen=True, slots=True)
class _Names:
    """What claims, spans and entities of a page are called here."""

    page: Page
    numbers: dict[int, int]

    def about(self, claim: int | None, span: int | None, entity: int | None = None) -> str:
        if claim is not None:
            return _("Claim {n}").format(n=self.numbers.get(claim, "?"))
        found = self.page.span(span) if span is not None else None
        if found is not None and found.claim is not None:
            return self.about(found.claim, None)
        if found is not None:
            return f"“{' '.join(found.quote.split())}”"
        if entity is not None and entity in self.page.entities:
            return self.page.entities[entity].name
        return _("Article")


def _of_note(note: Note, names: _Names) -> Question:
    flag = _(FLAGS[note.flag]) if note.flag in FLAGS else ""
    text = " ".join(note.text.split())
    return Question(
        id=(NOTE, note.id),
        kind=FLAG if flag else NOTE,
        about=names.about(note.claim, note.span, note.entity),
        words=f"{flag}: {text}" if flag and text else flag or text,
        sign="warn" if flag else "pen",
        role="warn" if flag else "dim",
        claim=note.claim,
        span=note.span,
        entity=note.entity,
        note=note.id,
    )


def _of_hints(hints: Iterable[rules.Hint], names: _Names, judged: set[int]) -> Iterable[Question]:
    """One row a hint; the unanswered fields of a claim share one."""
    unanswered: dict[int, list[str]] = {}
    for hint in hints:
        if hint.rule == "unanswered" and hint.claim is not None:
            unanswered.setdefault(hint.claim, []).append(hint.field)
    for hint in hints:
        if hint.rule != "unanswered":
            yield _of_hint(hint, names)
        elif hint.claim is not None and (fields := unanswered.pop(hint.claim, None)):
            yield _unanswered(hint.claim, fields, names, hint.claim in judged)


def _of_hint(hint: rules.Hint, names: _Names) -> Question:
    sourceless = hint.rule == "no_source"
    hard = sourceless or hint.rule == "broken"
    return Question(
        id=(hint.rule, hint.claim, hint.span, hint.entity, hint.field, hint.text),
        kind=SOURCE if sourceless else CHECK,
        about=names.about(hint.claim, hint.span, hint.entity),
        words=hint.text,
        sign="warn" if hard else "info",
        role="bad" if hard else "dim",
        claim=hint.claim,
        span=hint.span,
        entity=hint.entity,
        field=hint.field,
    )


def _unanswered(claim: int, fields: list[str], names: _Names, judged: bool) -> Question:
    """A claim that was not judged, or of which some core fields are still open."""
    core = names.page.codebook.core
    told = ", ".join(lowered(one.name) for one in core if one.id in fields)
    words = _("Not answered: {fields}.").format(fields=told) if judged else _("Not judged.")
    return Question(
        id=(UNJUDGED, claim),
        kind=PARTLY if judged else UNJUDGED,
        about=names.about(claim, None),
        words=words,
        sign="ring-half" if judged else "ring-empty",
        role="warn",
        claim=claim,
        field=fields[0],
    )


class QuestionDelegate(RowDelegate):
    """24 px: sign, what it is about, the words; at the right of a note the tick that settles it."""

    height = 24

    def paint_row(self, at: RowPainter, row: Question, column: int) -> None:
        """Paint what stands in the row."""
        theme, line, right = at.theme, at.only, at.width - px(INSET)
        at.icon(row.sign, px(SIGN), line, getattr(theme, row.role), px(14))
        words = min(px(WORDS), round(at.width * 0.36))
        at.words(row.about, px(ABOUT), words - px(8), line, step="small", bold=at.chosen)
        if row.note is not None:
            right -= px(16)
            if at.hover or at.chosen:
                at.icon("check", right, line, theme.text)
            right -= px(8)
        at.words(row.words, words, right, line, step="small", colour=theme.text)
