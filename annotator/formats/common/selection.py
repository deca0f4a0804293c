"""Which articles and whose marks an export takes."""

from dataclasses import dataclass, replace

from annotator.errors import Refused
from annotator.formats.common.chunking import check_chunk
from annotator.formats.common.division import Division, division
from annotator.formats.common.options import UNSAID, WHOLE, Common
from annotator.formats.values import ProjectCard
from annotator.i18n import _
from annotator.model import Claim, Link, Page


@dataclass(frozen=True, slots=True)
class Selection:
    """The choices of an export, checked and turned to ids. `rights` are those an article may have;
    `removed` takes articles that were taken out of the project as well; `chunk` says how articles
    are cut.
    """

    annotators: frozenset[int] | None
    statuses: frozenset[str]
    rights: frozenset[str]
    division: Division
    removed: bool = False
    chunk: str = WHOLE

    def taken(self, page: Page) -> Page | None:
        """The page with only the chosen marks on it, or None if the article was not chosen."""
        if page.article.removed and not self.removed:
            return None
        if self.withholds(page):
            return None
        kept = page if self.annotators is None else _only(page, self.annotators)
        return kept if _states(kept) & self.statuses else None

    def withholds(self, page: Page) -> bool:
        """True for an article that is not to go out for the rights to it."""
        return (page.article.rights or UNSAID) not in self.rights

    def state_of(self, page: Page) -> str:
        """The state of an article in one word; several joined by "+" where annotators differ."""
        kept = page if self.annotators is None else _only(page, self.annotators)
        return "+".join(sorted(_states(kept)))


def selection(options: Common, project: ProjectCard) -> Selection:
    """The choices, checked; Refused if an annotator is unknown or the division makes no sense."""
    ids = {each.name: each.id for each in project.annotators}
    for name in options.annotators:
        if name not in ids:
            raise Refused(_("Nobody called {name} works in this project.").format(name=name))
    chosen = frozenset(ids[name] for name in options.annotators) or None
    chunk = getattr(options, "chunk", WHOLE)
    check_chunk(chunk)
    return Selection(
        annotators=chosen,
        statuses=frozenset(options.statuses),
        rights=frozenset(options.rights),
        division=division(options.split, options.seed, options.split_by, project.dated),
        removed=getattr(options, "removed", False),
        chunk=chunk,
    )


def _states(page: Page) -> frozenset[str]:
    """The states of an article; marks without a state mean that work has begun."""
    if page.statuses:
        return frozenset(page.statuses.values())
    return frozenset({"in_progress" if page.spans or page.claims else "untouched"})


def _only(page: Page, annotators: frozenset[int]) -> Page:
    """The page as if only these annotators had worked on it; a claim keeps all its parts."""
    claims = {id: c for id, c in page.claims.items() if c.annotator in annotators}
    spans = tuple(
        s for s in page.spans
        if (s.annotator in annotators if s.claim is None else s.claim in claims)
    )  # fmt: skip
    there = {span.id for span in spans}
    gone = {span.id for span in page.spans} - there
    lost = page.claims.keys() - claims.keys()

    def ends_stand(link: Link) -> bool:
        away = {"span": gone, "claim": lost}.get(link.kind, ())
        return link.source not in away and link.target not in away

    return replace(
        page,
        spans=tuple(
            replace(
                s,
                mention=s.mention if s.mention in there else None,
                part_of=s.part_of if s.part_of in there else None,
            )
            for s in spans
        ),
        claims={id: _without_lost_parent(claim, claims) for id, claim in claims.items()},
        judgements=tuple(
            j for j in page.judgements if j.annotator in annotators and j.claim not in lost
        ),
        links=tuple(x for x in page.links if x.annotator in annotators and ends_stand(x)),
        notes=tuple(
            n for n in page.notes
            if n.annotator in annotators and n.span not in gone and n.claim not in lost
        ),
        attributes=tuple(
            a for a in page.attributes if a.span not in gone and a.claim not in lost
        ),
        statuses={who: status for who, status in page.statuses.items() if who in annotators},
    )  # fmt: skip


def _without_lost_parent(claim: Claim, claims: dict[int, Claim]) -> Claim:
    return claim if claim.parent in claims else replace(claim, parent=None)
