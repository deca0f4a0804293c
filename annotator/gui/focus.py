"""What the analyst looks at: words, a span, an entity, the open claim, the field that waits."""

from dataclasses import dataclass, replace
from typing import Any

from annotator.model import Page


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a link begins whose other end is still to be chosen: a row on an article, the span that
    was chosen then, and what the row says.
    """

    id: int
    article: int
    span: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Focus:
    """One value, replaced whole. `[start, end)` are code points; an empty range is the caret.

    `ready` is the size (0, 1, ...) of a chunk that a click offered, or -1 where the words were
    selected on purpose. `field` is the id of the codebook field that waits for a key; "" means
    nothing waits. `waits` is what else the next choice completes ("link", "chain", ...); of a link
    that began at `beginning` it goes on with a colon and the other end once that was chosen.
    `back` is where the caret stood before all was selected, -1 where it is not.
    """

    start: int = 0
    end: int = 0
    ready: int = -1
    span: int | None = None
    entity: int | None = None
    claim: int | None = None
    field: str = ""
    waits: str = ""
    beginning: Beginning | None = None
    back: int = -1

    @property
    def awaited(self) -> str:
        """What is to be chosen, whether or not an end was chosen already."""
        return self.waits.partition(":")[0]

    @property
    def other(self) -> int | None:
        """The other end of the link that waits, where it was chosen."""
        end = self.waits.partition(":")[2]
        return int(end) if end else None

    @property
    def has_words(self) -> bool:
        """True where words are selected, on purpose or as an offered chunk."""
        return self.start < self.end

    @property
    def is_offered(self) -> bool:
        """True where a first click offered the words; a further one takes some on purpose."""
        return self.ready == 0

    @property
    def caret(self) -> int:
        """Where the caret stands once the words are let go of."""
        return self.start if self.back < 0 else self.back

    def changed(self, **changes: Any) -> "Focus":
        """The focus with changes; other words chosen are no longer all of the article."""
        back = {} if changes.keys().isdisjoint(("start", "end")) else {"back": -1}
        return replace(self, **(back | changes))

    def on(self, page: Page | None) -> "Focus":
        """The focus without what the page no longer holds."""
        if page is None:
            return Focus()
        claim = self.claim if self.claim in page.claims else None
        end = min(self.end, len(page.text))
        return Focus(
            start=min(self.start, end),
            end=end,
            ready=self.ready,
            span=self.span if self.span and page.span(self.span) else None,
            entity=self.entity if self.entity in page.entities else None,
            claim=claim,
            field=self.field if claim else "",
            back=min(self.back, end),
            **self._waiting_on(page, claim),
        )

    def _waiting_on(self, page: Page, claim: int | None) -> dict[str, Any]:
        """What waits on that page still: a link while its beginning stands, else what a claim
        waits for.
        """
        if self.beginning is None:
            return {"waits": self.waits if claim else ""}
        here = self.beginning.article == page.article.id
        known = self.beginning.id in page.claims or self.beginning.id in page.entities
        stands = not here or known or page.span(self.beginning.id) is not None
        return {"waits": self.waits, "beginning": self.beginning} if stands else {}

    def elsewhere(self) -> "Focus":
        """The focus for another article: a link of two claims or entities that waits goes on."""
        if self.awaited not in ("link", "entity"):
            return Focus()
        return Focus(waits=self.awaited, beginning=self.beginning)
