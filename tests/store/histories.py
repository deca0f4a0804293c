"""Random edit histories: every edit there is, on rows picked by number from what is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st

from annotator.edits import articles, claims, entities, judgements, labels, links, notes, spans
from annotator.edits.work import Edit
from annotator.errors import Refused
from annotator.model import RIGHTS, ROLES, STATUSES
from annotator.project import Outcome, Project

_T = TypeVar("_T")
_LEVELS = ("NAM", "NOM", "PRO", "VAL")
_ANSWERS = (
    ("source_kind", "author"), ("source_kind", "unspecified"), ("source_kind", "entity"),
    ("mode", "direct"), ("kind", "evaluation"), ("kind", "fact"), ("credibility", "2"),
    ("credibility", "na"), ("reliability", "B"), ("attribution", "person"), ("confidence", "h"),
    ("evidence", "document"),
)  # fmt: skip
_MARKS = (("span", "spans"), ("entity", "entities"), ("claim", "claims"))
OFTEN = ("claim", "put", "put", "source_from", "link", "link", "answer")  # they have much to meet
_SHARED = ("source_kind", "mode", "kind")


class NothingThere(Exception):
    """The edit needs a row of a kind that the project has none of."""


@dataclass(frozen=True)
class Step:
    """One edit of a history: which, and the numbers that pick what it is done to."""

    verb: str
    numbers: tuple[int, int, int, int]


steps = st.builds(
    Step, st.deferred(lambda: st.sampled_from([*sorted(VERBS), *OFTEN])),
    st.tuples(*[st.integers(0, 1 << 12)] * 4),
)  # fmt: skip


class Hand:
    """Does steps in a project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.done = set[Edit]()  # the edits that changed something

    def take(self, step: Step) -> Outcome | None:
        """Do a step. None where it was refused, or there was nothing to do it to."""
        try:
            return VERBS[step.verb](self, *step.numbers)
        except (Refused, NothingThere):
            return None

    def edit(self, edit: Edit, *args: Any, **options: Any) -> Outcome:
        """Run an edit, and note it."""
        outcome = self.project.edit(edit, *args, **options)
        if outcome.record is not None:
            self.done.add(edit)
        return outcome

    def ids(self, sql: str) -> list[Any]:
        """The rows of a question."""
        rows = self.project.reader.execute(sql).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]

    def pick(self, choices: Sequence[_T], number: int) -> _T:
        """One of the choices."""
        if not choices:
            raise NothingThere
        return choices[number % len(choices)]

    def row(self, table: str, number: int, where: str = "true") -> Any:
        """The id of a row of a table."""
        return self.pick(self.ids(f"select id from {table} where {where} order by id"), number)

    def place(self, article: int, start: int, length: int) -> tuple[int, int]:
        """A range of an article's text."""
        characters = self.ids(f"select characters from articles where id = {article}")[0]
        start %= characters
        return start, min(characters, start + 1 + length % 12)


Verb = Callable[[Hand, int, int, int, int], Outcome]
VERBS: dict[str, Verb] = {}


def verb(run: Verb) -> Verb:
    """Declare a step."""
    VERBS[run.__name__] = run
    return run


@verb
def label_words(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    article = hand.row("articles", a)
    entity = hand.pick([None, None, None, spans.NEW, *hand.ids("select id from entities")], d)
    return hand.edit(
        spans.add, article, *hand.place(article, b, c), hand.row("labels", c), entity=entity,
    )  # fmt: skip


@verb
def label_again(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    article, quote = hand.pick(hand.ids("select article, quote from spans"), a)
    body = hand.ids(f"select body from texts where article = {article}")[0]
    places = [(at, at + len(quote)) for at in range(len(body)) if body.startswith(quote, at)]
    return hand.edit(
        spans.add_all, article, places, hand.row("labels", b), hand.pick((None, spans.NEW), c)
    )


@verb
def relabel(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    return hand.edit(
        spans.relabel, hand.row("spans", a, "label is not null"), hand.row("labels", b)
    )


@verb
def set_level(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    return hand.edit(
        spans.set_level, hand.row("spans", a, "label is not null"), hand.pick(_LEVELS, b)
    )


@verb
def set_head(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    span, start, end = hand.pick(hand.ids('select id, start, "end" from spans'), a)
    return hand.edit(spans.set_head, span, start + b % 3, end)


@verb
def move(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    span, start, end = hand.pick(hand.ids('select id, start, "end" from spans'), a)
    return hand.edit(spans.move, span, start + b % 5 - 2, end + c % 5 - 2)


@verb
def remove_span(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    return hand.edit(spans.remove, hand.row("spans", a))


@verb
def assign(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    return hand.edit(
        entities.assign, hand.row("spans", a, "label is not null"), hand.row("entities", b)
    )


@verb
def split(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    edit = hand.pick((entities.split, entities.untie), b)
    return hand.edit(edit, hand.row("spans", a, "label is not null"))


@verb
def merge(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    return hand.edit(entities.merge, hand.row("entities", a), hand.row("entities", b))


@verb
def describe(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    column, value = hand.pick((("description", "tall"), ("qid", "Q7747"), ("qid", "")), b)
    return hand.edit(entities.describe, hand.row("entities", a), column, value)


@verb
def rename(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    entity, name = hand.row("entities", a), hand.pick(("Kremlin", "Peskov", "x"), c)
    if b % 4 == 0:
        return hand.edit(entities.rename, entity, name)
    if b % 4 == 3:
        aliases = hand.ids("select entity, name from aliases order by id")
        return hand.edit(entities.remove_alias, *hand.pick(aliases, a))
    return hand.edit(entities.add_alias, entity, name)


@verb
def retype(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    return hand.edit(entities.retype, hand.row("entities", a), hand.row("labels", b))


@verb
def claim(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    article = hand.row("articles", a)
    edit = hand.pick((claims.add, claims.add_own), d)
    return hand.edit(edit, article, *hand.place(article, b, c))


@verb
def put(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    claim, article = hand.pick(hand.ids("select id, article from claims order by id"), a)
    return hand.edit(
        claims.put, claim, hand.pick(ROLES, d), *hand.place(article, b, c), further=d % 3 == 0
    )


@verb
def source_from(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    mention = hand.row("spans", b, "label is not null")
    return hand.edit(claims.source_from, hand.row("claims", a), mention)


@verb
def set_source(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    claim = hand.row("claims", a)
    if c % 3 == 0:
        return hand.edit(claims.own, claim)
    if c % 3 == 1:
        return hand.edit(claims.relay, claim, hand.row("entities", b))
    entity = hand.pick([None, *hand.ids("select id from entities")], b)
    return hand.edit(claims.set_source, claim, entity)


@verb
def remove_claim(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    return hand.edit(claims.remove, hand.row("claims", a))


@verb
def nest(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    if c % 3 == 0:
        return hand.edit(claims.set_gist, hand.row("claims", a), f"gist {b % 3}")
    parent = hand.pick([None, *hand.ids("select id from claims")], b)
    return hand.edit(claims.set_parent, hand.row("claims", a), parent)


@verb
def answer(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    field, value = hand.pick(_ANSWERS, b)
    values = (value,) if c % 4 else ()
    return hand.edit(
        judgements.answer, hand.row("claims", a), field, *values, shared=field in _SHARED
    )


@verb
def grade(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    values = hand.pick((("A",), ("B",), ()), b)
    return hand.edit(judgements.grade, hand.row("entities", a), "reliability", *values)


@verb
def link(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    kind, table = hand.pick(_MARKS, c)
    if d % 4 == 0:
        return hand.edit(links.remove, kind, hand.row(f"{kind}_links", a))
    if d % 4 == 1:
        return hand.edit(links.change, kind, hand.row(f"{kind}_links", a), "note", f"note {b % 3}")
    return hand.edit(links.add, kind, hand.row(table, a), hand.row(table, b), "repeats")


@verb
def note(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    if d % 4 == 0:
        words = hand.pick(("", "other"), b)
        return hand.edit(notes.change, hand.row("notes", a), words, "")
    if d % 4 == 1:
        edit = hand.pick((notes.settle, notes.remove), b)
        return hand.edit(edit, hand.row("notes", a))
    subject, table = hand.pick((("article", "articles"), *_MARKS), c)
    return hand.edit(notes.add, subject, hand.row(table, a), "a remark", flag="doubt")


@verb
def attribute(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    subject, table = hand.pick(_MARKS, c)
    value = hand.pick(("yes", "no", ""), b)
    return hand.edit(entities.set_attribute, subject, hand.row(table, a), "group", value)


@verb
def status(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    if c % 4 == 0:
        column = hand.pick(articles.COLUMNS, b)
        value = hand.pick(RIGHTS, d) if column == "rights" else f"new {d % 3}"
        return hand.edit(articles.describe, hand.row("articles", a), column, value)
    return hand.edit(articles.set_status, hand.row("articles", a), hand.pick(STATUSES, b))


@verb
def label_book(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    label = hand.row("labels", a)
    if c % 4 == 0:
        return hand.edit(labels.merge, label, hand.row("labels", b))
    if c % 4 == 1:
        return hand.edit(labels.retire, label, bool(b % 2))
    if c % 4 == 2:
        return hand.edit(labels.change, label, "definition", f"as {d % 3}")
    return hand.edit(labels.set_property, "guidelines", f"# {d % 3}")
