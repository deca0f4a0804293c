"""What an export must not tell: entities and claims that stand only in articles which stay behind,
and names in whose place pseudonyms are to stand.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlite_utils import Database

from annotator.formats import ProjectCard
from annotator.formats.common.options import MARKED, UNSAID
from annotator.jobs.pseudonyms import pseudonyms
from annotator.model import RIGHTS, Attribute, Judgement, Link, Note, Page
from annotator.store import exporting


@dataclass(frozen=True, slots=True)
class Withheld:
    """What stands only in articles that are withheld for the rights to them."""

    entities: frozenset[int] = frozenset()
    claims: frozenset[int] = frozenset()
    families: Mapping[str, int] = field(default_factory=dict)  # named after such an article

    def pages(self, pages: Iterable[Page]) -> Iterator[Page]:
        """The pages of the other articles without links to any of that."""
        for page in pages:
            yield self._page(page) if self.entities or self.claims or self.families else page

    def card(self, card: ProjectCard) -> ProjectCard:
        """The project without these entities and all that is said of them."""
        gone, rows = self.entities, exporting.Rows
        return replace(
            card,
            dated=rows(lambda: (replace(d, family=self._family(d.family)) for d in card.dated)),
            entities=rows(lambda: (each for each in card.entities if each.id not in gone)),
            links=rows(lambda: filter(self._stands, card.links)),
            judgements=rows(lambda: filter(self._may_be_said, card.judgements)),
            notes=rows(lambda: filter(self._may_be_said, card.notes)),
            attributes=rows(lambda: filter(self._may_be_said, card.attributes)),
        )

    def _page(self, page: Page) -> Page:
        return replace(
            page,
            article=replace(page.article, family=self._family(page.article.family)),
            entities={id: one for id, one in page.entities.items() if id not in self.entities},
            links=tuple(filter(self._stands, page.links)),
            judgements=tuple(filter(self._may_be_said, page.judgements)),
            notes=tuple(filter(self._may_be_said, page.notes)),
            attributes=tuple(filter(self._may_be_said, page.attributes)),
        )

    def _family(self, name: str) -> str:
        """A name of the family that tells no secret text's key."""
        return f"family of {self.families[name]}" if name in self.families else name

    def _stands(self, link: Link) -> bool:
        gone = {"entity": self.entities, "claim": self.claims}.get(link.kind, frozenset())
        return not gone & {link.source, link.target}

    def _may_be_said(self, one: Judgement | Note | Attribute) -> bool:
        return one.entity not in self.entities


def protected(
    db: Database, card: ProjectCard, options: Any, articles: Sequence[int] | None = None
) -> tuple[ProjectCard, Iterator[Page]]:
    """The card and the pages of an export, without what its options keep back."""
    rights = [each for each in RIGHTS if each not in options.rights]
    rights += [""] if UNSAID not in options.rights else []
    pages = exporting.all_pages(db, card.codebook, articles)
    who = getattr(options, "pseudonyms", MARKED)
    card = replace(card, pseudonyms=pseudonyms(db, card.codebook, who))
    if not rights or not exporting.has_rights(db, rights):
        return card, pages
    withheld = Withheld(
        exporting.only_in(db, rights),
        exporting.linked_claims(db, rights),
        exporting.families_named_after(db, rights),
    )
    away = exporting.with_rights(db, rights, card.versions)
    card = replace(card, versions={id: k for id, k in card.versions.items() if id not in away})
    return withheld.card(card), withheld.pages(pages)
