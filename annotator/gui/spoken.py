"""What marks, claims and entities are called aloud: tooltips, the status line, a screen reader."""

from collections.abc import Iterator

from annotator.i18n import _, ngettext
from annotator.jobs import Imported
from annotator.model import Claim, Link, Page, Span
from annotator.wording import graded, linked, lowered


def span(page: Page, span: Span, annotator: int | None = None) -> str:
    """A span with its label, entity, and for a claim's part the claim and its judgement."""
    if span.label is not None:
        label = page.codebook.label(span.label)
        entity = page.entities.get(page.entity_of(span) or 0)
        name = entity.name if entity else _("no entity")
        told = _("{code} {quote}: {name}").format(code=label.code, quote=span.quote, name=name)
        return ", ".join((told, *further(page, span)))
    claim = page.claims.get(span.claim or 0)
    if claim is None:
        return span.quote
    return _("{role} of {claim}").format(
        role=_(span.role).capitalize(), claim=claim_in_full(page, claim, annotator)
    )


def further(page: Page, span: Span) -> Iterator[str]:
    """What else is told of a mention: its further properties, and its links to other mentions."""
    for one in page.attributes:
        if one.span == span.id:
            yield f"{one.name}: {one.value}"
    for link in page.links:
        if link.kind == "span" and span.id in (link.source, link.target):
            other = page.span(link.target if span.id == link.source else link.source)
            text = _("{type} {quote}") if span.id == link.source else _("{quote} {type} this")
            if other is not None:
                yield text.format(type=_type(page, link), quote=_quoted(other))


def link(page: Page, link: Link) -> str:
    """A link of two mentions of the page: what the first is to the second."""
    source, target = page.span(link.source), page.span(link.target)
    return _("“{first}”: {kind} “{second}”").format(
        first=_quoted(source) if source else "…", kind=_type(page, link),
        second=_quoted(target) if target else "…",
    )  # fmt: skip


def _type(page: Page, link: Link) -> str:
    return linked(page.codebook.link_types(link.kind), link.type)


def _quoted(span: Span) -> str:
    return " ".join(span.quote.split())


def number(page: Page, claim: int) -> int:
    """The number a claim has in its article, from 1."""
    return page.number(claim)


def words(page: Page, claim: Claim) -> str:
    """What a claim says: its gist without the full stop, else its quoted content."""
    if claim.gist:
        return claim.gist.removesuffix(".")
    parts = [part.quote for part in page.parts(claim.id, "content")]
    return "“{}”".format(" … ".join(" ".join(part.split()) for part in parts))


def source(page: Page, claim: Claim) -> str:
    """Who says it: the innermost source's name, "author", or "no source"."""
    entity = page.entities.get(page.live(claim.source) or 0)
    if entity is not None:
        return _("author") if entity.role == "author" else entity.name
    return _("no source")


def claim_in_full(page: Page, claim: Claim, annotator: int | None = None) -> str:
    """A claim with number, words, source and this annotator's core answers."""
    told = [
        _("claim {n}").format(n=number(page, claim.id)),
        words(page, claim),
        _("source {name}").format(name=source(page, claim)),
    ]
    answers = page.answers(claim=claim.id, annotator=annotator)
    for field in page.codebook.core:
        if field.id in answers:
            value = answers[field.id][0].value
            told.append(f"{lowered(field.name)} {graded(field, value)}")
    if len(told) == 3:
        told.append(_("not judged"))
    return ", ".join(told)


def imported(result: Imported) -> str:
    """What an import did, in a sentence or two."""
    new = ngettext("{n:,} new article.", "{n:,} new articles.", result.new).format(n=result.new)
    told = [new]
    if n := result.predictions:
        told.append(ngettext("{n:,} suggestion.", "{n:,} suggestions.", n).format(n=n))
    if result.versions:
        words = ngettext("{n:,} is a new version of an article.",
                         "{n:,} are new versions of articles.", result.versions)  # fmt: skip
        told.append(words.format(n=result.versions))
    if result.near:
        words = ngettext("{n:,} is a near-duplicate.", "{n:,} are near-duplicates.", result.near)
        told.append(words.format(n=result.near))
    if result.already:
        words = ngettext("{n:,} was here already.", "{n:,} were here already.", result.already)
        told.append(words.format(n=result.already))
    if result.marks_left:
        words = ngettext("{n} mark, answer or remark on what was here was not taken.",
                         "{n} marks, answers and remarks on what was here were not taken.",
                         result.marks_left)  # fmt: skip
        told.append(words.format(n=result.marks_left))
    if n := result.marks_added + result.answers_added + result.remarks_added:
        words = ngettext("{n} mark, answer or remark was added to what was here.",
                         "{n} marks, answers and remarks were added to what was here.",
                         n)  # fmt: skip
        told.append(words.format(n=n))
    if result.back:
        told.append(_("{n} removed before came back.").format(n=result.back))
    if result.failed:
        told.append(_failed(result))
    return " ".join((*told, result.stopped)).strip()


def _failed(result: Imported) -> str:
    """How much could not be read: files, or places in them such as rows, each told by itself."""
    count, files = len(result.failed), len({each.path for each in result.failed})
    if count == files:
        words = ngettext("{n:,} file could not be read ({why}).",
                         "{n:,} files could not be read (the first: {why}).", count)  # fmt: skip
    else:
        words = ngettext("{n:,} places in {files:,} file could not be read (the first: {why}).",
                         "{n:,} places in {files:,} files could not be read (the first: {why}).",
                         files)  # fmt: skip
    why = str(result.failed[0]).removesuffix(".")
    return words.format(n=count, files=files, why=why)


def imported_in_full(result: Imported) -> str:
    """What an import did, how its files count, and what in them was not read."""
    told = [imported(result), *result.counted]
    if n := len(result.unfit):
        words = ngettext("{n} mark did not fit its text and stayed out.",
                         "{n} marks did not fit their texts and stayed out.", n)  # fmt: skip
        told.append(words.format(n=n))
    if n := len(result.kept):
        words = ngettext("{n} thing is otherwise in the file and stayed as it was here ({first}).",
                         "{n} things are otherwise in the files and stayed as they were here "
                         "(the first: {first}).", n)  # fmt: skip
        told.append(words.format(n=n, first=str(result.kept[0]).removesuffix(".")))
    if result.unread:
        told.append(_("Not read: {names}.").format(names=", ".join(result.unread)))
    return " ".join(told)
