"""What an article holds beside its spans and a format has no place for, told one by one."""

from collections.abc import Collection, Iterator

from annotator.formats.common.losses import author_losses
from annotator.formats.common.tokens import lost_span
from annotator.formats.values import Lost
from annotator.i18n import _N
from annotator.model import Page, Span

_METADATA = ("title", "outlet", "published", "byline", "url")


def unsaid(page: Page, written: Collection[Span], carries: Collection[str]) -> Iterator[Lost]:
    """Everything of the kinds a format does not carry; `written` are the mentions it kept."""
    if "metadata" not in carries and any(getattr(page.article, name) for name in _METADATA):
        yield Lost(_N("title, date and the like"), quote=page.article.title)
    if "statuses" not in carries and page.statuses:
        yield Lost(_N("state of an article"), quote=", ".join(page.statuses.values()))
    if "annotators" not in carries and len({span.annotator for span in written}) > 1:
        yield from (lost_span(_N("who made a mark"), span) for span in written)
    if "entities" not in carries:
        for span in written:
            if span.entity is not None:
                yield lost_span(_N("entity that a mention names"), span)
    if "claims" not in carries:
        for claim in page.claims.values():
            yield Lost(_N("claim"), quote=claim.gist)
    if "judgements" not in carries:
        for each in page.judgements:
            if each.claim is not None:
                yield Lost(_N("answer about a claim"), quote=f"{each.field}: {each.value}")
    if "links" not in carries:
        yield from _links(page)
    if "notes" not in carries:
        for note in page.notes:
            if note.entity is None:
                yield Lost(_N("note"), quote=note.text)
    if "attributes" not in carries:
        for attribute in page.attributes:
            if attribute.entity is None:
                yield Lost(_N("attribute"), quote=f"{attribute.name}: {attribute.value}")
    yield from author_losses(page)


def _links(page: Page) -> Iterator[Lost]:
    spans = {span.id for span in page.spans}
    for link in page.links:
        if link.kind == "claim" and link.source in page.claims:
            yield Lost(_N("link between claims"), quote=link.type)
        if link.kind == "span" and link.source in spans:
            yield Lost(_N("link between spans"), quote=link.type)
