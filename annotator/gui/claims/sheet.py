"""What the form shows: the open claim with all that hangs on it, taken from the desk at once."""

from dataclasses import dataclass, replace

from annotator import rules
from annotator.gui import judging
from annotator.gui.desk import Desk
from annotator.i18n import _
from annotator.model import Annotator, Claim, Entity, Judgement, Link, Note, Page, Span

CORE_ROLES = ("source", "cue", "content")
ROLES = (*CORE_ROLES, "hedge", "addressee")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The open claim; `waits` is the id of the field that waits for a key ("" none)."""

    page: Page
    claim: Claim
    annotator: Annotator
    given: judging.Answers
    waits: str
    editable: bool

    @property
    def number(self) -> int:
        """The number of the claim."""
        return self.page.number(self.claim.id)

    def number_of(self, claim: int) -> int:
        """The number of another claim; 0 where it is not on the page."""
        return self.page.number(claim) if claim in self.page.claims else 0

    @property
    def parts(self) -> tuple[Span, ...]:
        """The parts of the claim, by role and order."""
        return self.page.parts(self.claim.id)

    def of_role(self, role: str) -> tuple[Span, ...]:
        """The pieces of one role, in text order."""
        return tuple(span for span in self.parts if span.role == role)

    def answers(self, field: str) -> tuple[Judgement, ...]:
        """The answers to a field; () is not answered."""
        return self.given.get(field, ())

    def entity(self, id: int | None) -> Entity | None:
        """An entity of the chain, merges followed."""
        return self.page.entities.get(self.page.live(id) or 0)

    def name(self, id: int | None) -> str:
        """How an entry of the chain is called."""
        entity = self.entity(id)
        if entity is None:
            return _("nobody named")
        return _("author") if entity.role == "author" else entity.name

    @property
    def source(self) -> Entity | None:
        """The innermost source, where somebody is named."""
        return self.entity(self.claim.source)

    @property
    def card(self) -> str:
        """The letter on this annotator's card of the source; "" where there is none."""
        found = self.page.about(entity=self.source.id) if self.source is not None else ()
        mine = (one for one in found if one.annotator == self.annotator.id)
        return next((one.value for one in mine if one.field == judging.CARD), "")

    @property
    def is_own(self) -> bool:
        """True for the author's own claim."""
        return len(self.claim.chain) == 1 and self.source is not None

    @property
    def links(self) -> tuple[Link, ...]:
        """The links from and to the claim."""
        id = self.claim.id
        found = (link for link in self.page.links if link.kind == "claim")
        return tuple(link for link in found if id in (link.source, link.target))

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes and flags on the claim, open ones first."""
        found = [note for note in self.page.notes if note.claim == self.claim.id]
        return tuple(sorted(found, key=lambda note: (note.resolved, note.id)))

    @property
    def hints(self) -> tuple[rules.Hint, ...]:
        """The hard rules the claim breaks, then what looks odd about it."""
        id = self.claim.id
        page = replace(self.page, spans=self.parts, judgements=self.page.about(claim=id))
        broken = rules.broken(page, self.claim, self.annotator.id)
        hard = tuple(rules.Hint("broken", why, id) for why in broken)
        return hard + rules.hints(page, self.claim, self.annotator.id)


def sheet(desk: Desk) -> Sheet | None:
    """The open claim of a desk; None where none is open."""
    page, id, project = desk.page, desk.focus.claim, desk.project
    if page is None or project is None or id is None or id not in page.claims:
        return None
    return Sheet(
        page=page,
        claim=page.claims[id],
        annotator=project.annotator,
        given=judging.seen_by(project.annotator.id, page.codebook, page.about(claim=id)),
        waits=desk.focus.field,
        editable=desk.can_edit is True,
    )
