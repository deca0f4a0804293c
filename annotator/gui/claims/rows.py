"""The rows of the claims list: what one claim shows at a glance, made from a page and kept."""

from dataclasses import dataclass

from annotator.gui.claims.wording import spoken
from annotator.i18n import _
from annotator.model import Claim, Field, Judgement, Page
from annotator.wording import graded

AUTHOR, NAMED, NOBODY = "author", "named", "nobody"
NO_SOURCE, NOT_JUDGED = "sourceless", "unjudged"

_QUOTES = ("\"'“„«‘「『", "\"'”“»’」』")
_DOUBLE = ('"“„«「『', '"”“»」』')  # those that are no apostrophe either


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim in the list. `kind` says who stands behind it: the author, somebody, nobody.

    `answers` has for each of the core `fields` the annotator's answer, None where there is none.
    """

    id: int
    number: int
    words: str
    kind: str
    source: str
    fields: tuple[Field, ...]
    answers: tuple[Judgement | None, ...]
    judged: bool
    quotes: str = ""

    def numbered(self, number: int) -> "ClaimRow":
        """The same under another number; a new claim gives one to all that follow it."""
        return ClaimRow(
            self.id, number, self.words, self.kind, self.source, self.fields, self.answers,
            self.judged, self.quotes,
        )  # fmt: skip

    @property
    def own(self) -> bool:
        """True for the author's own claim."""
        return self.kind == AUTHOR

    @property
    def answered(self) -> tuple[tuple[Field, Judgement], ...]:
        """The core fields that are answered, with their answers."""
        both = zip(self.fields, self.answers, strict=True)
        return tuple((field, one) for field, one in both if one is not None)

    def meets(self, only: frozenset[str], words: str) -> bool:
        """True where the row passes the counts that filter and holds the typed words."""
        if NO_SOURCE in only and self.kind != NOBODY:
            return False
        if NOT_JUDGED in only and self.judged:
            return False
        told = f"{self.number} {self.words} {self.source} {self.quotes}"
        return words.casefold() in told.casefold()


def aloud(row: ClaimRow) -> str:
    """A row as a screen reader says it."""
    parts = [_("Claim {n}").format(n=row.number), row.words, _source_aloud(row)]
    answered = [spoken(field, one.value) for field, one in row.answered if field != row.fields[0]]
    return ", ".join([*parts, *(answered if row.judged else [_("not judged")])])


def tip(row: ClaimRow) -> str:
    """All that a row may have cut: the words, the source, the answers with their wording."""
    lines = [f"{row.number}  {row.words}", _source_aloud(row)]
    for field, one in row.answered:
        text = _("{field}: {value} (derived)") if one.derived else _("{field}: {value}")
        lines.append(text.format(field=field.name, value=graded(field, one.value)))
    return "\n".join(lines)


def _source_aloud(row: ClaimRow) -> str:
    if row.kind == AUTHOR:
        return _("the author's own")
    return _("source {name}").format(name=row.source) if row.kind == NAMED else _("no source")


def without_stop(gist: str) -> str:
    """A gist without its full stop; three dots stay."""
    bare = gist.strip()
    stop = bare.endswith(("。", ".")) and not bare.endswith("..")
    return bare[:-1] if stop else bare


def quoted(quote: str) -> str:
    """A quote on one line in quotation marks, unless it brings its own, be it one of the two."""
    flat = _flat(quote)
    first, last = flat[:1], flat[-1:]
    if (first in _QUOTES[0] and last in _QUOTES[1]) or first in _DOUBLE[0] or last in _DOUBLE[1]:
        return flat
    return f"“{flat}”"


class Ledger:
    """Makes the rows of a page; a row of which nothing changed is the same object as before."""

    def __init__(self) -> None:
        self._page: Page | None = None
        self._rows: dict[int, ClaimRow] = {}
        self._ground: tuple[tuple[Field, ...], int] = ((), 0)

    def read(self, page: Page | None, annotator: int) -> tuple[ClaimRow, ...]:
        """The rows of a page in text order, with one annotator's answers."""
        if page is None:
            self._page, self._rows = None, {}
            return ()
        ground = (page.codebook.core, annotator)
        old = self._page if ground == self._ground else None
        anew = touched(old, page) if old is not None else set(page.claims)
        known, self._rows = self._rows, {}
        self._page, self._ground = page, ground
        for number, claim in enumerate(page.claims_in_order, 1):
            row = known.get(claim.id)
            if row is None or claim.id in anew:
                row = self._row(page, claim)
            elif row.number != number:
                row = row.numbered(number)
            self._rows[claim.id] = row
        return tuple(self._rows.values())

    def _row(self, page: Page, claim: Claim) -> ClaimRow:
        (core, annotator), parts = self._ground, page.parts(claim.id)
        about = page.about(claim=claim.id)
        mine = {one.field: one for one in about if one.annotator == annotator}
        answers = tuple([mine.get(field.id) for field in core])
        quotes = " … ".join(_flat(span.quote) for span in parts if span.role == "content")
        source = page.entities.get(page.live(claim.source) or 0)
        own = source is not None and source.role == "author" and len(claim.chain) == 1
        words = next((_flat(span.quote) for span in parts if span.role == "source"), "")
        name = source.name if source is not None else words
        return ClaimRow(
            id=claim.id,
            number=page.number(claim.id),
            words=without_stop(claim.gist) or quoted(quotes),
            kind=AUTHOR if own else NAMED if name else NOBODY,
            source="" if own else name,
            fields=core,
            answers=answers,
            # As `rules.judged` has it: these are all the core answers of one annotator.
            judged=any(one is not None and not one.derived for one in answers),
            quotes=quotes,
        )


def touched(old: Page, page: Page) -> set[int]:
    """The claims that say something else than before the edit, or whose source is another."""
    found = page.touched_since(old)
    before, now = old.entities, page.entities
    if before is not now:
        other = {id for id, entity in now.items() if before.get(id) is not entity}
        other |= before.keys() - now.keys()
        sources = ((id, claim.source) for id, claim in page.claims.items())
        found |= {id for id, who in sources if who in other or page.live(who) in other}
    return found


def _flat(quote: str) -> str:
    return " ".join(quote.split())
