"""What the analyst looks at: words, a span, an entity, the open claim, the field that waits."""

from dataclasses import dataclass

from annotator.model import Page


@dataclass(frozen=True, slots=True)
class Focus:
    """One value, replaced whole. `[start, end)` are code points; an empty range is the caret.

    `ready` is the size (0, 1, ...) of a chunk that a click offered, or -1 where the words were
    selected on purpose. `field` is the id of the codebook field that waits for a key; "" means
    nothing waits. `waits` is what else the next choice completes ("link", "chain", ...).
    """

    start: int = 0
    end: int = 0
    ready: int = -1
    span: int | None = None
    entity: int | None = None
    claim: int | None = None
    field: str = ""
    waits: str = ""

    @property
    def has_words(self) -> bool:
        """True where words are selected, on purpose or as an offered chunk."""
        return self.start < self.end

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
            waits=self.waits if claim or self.waits == "entity" else "",
        )
