"""Pages for the tests of formats: random ones in all scripts, and some texts that bite."""

from dataclasses import replace
from functools import cache
from itertools import count

from hypothesis import strategies as st

from annotator import codebook as codebooks
from annotator.formats.values import ProjectCard
from annotator.model import (
    LEVELS,
    ROLES,
    Annotator,
    Article,
    Attribute,
    Claim,
    Codebook,
    Entity,
    Judgement,
    Label,
    Link,
    Note,
    Origin,
    Page,
    Span,
)
from annotator.text import clean, content_key

ANNOTATORS = (
    Annotator(1, "Ana"),
    Annotator(2, "Bo Ö."),
    Annotator(3, "model-7", "model"),
)

TEXTS = {
    "empty": "",
    "blank": "  \n\n ",
    "emoji": "The 👩‍👩‍👧‍👦 family of 😀 Smith 🇩🇪 won 5 €.",
    "combining": "Cafe\u0301 Zu\u0308rich said e\u0301clair\u0323s sell.",
    "arabic": "قال الرئيس محمد بن سلمان في الرياض يوم الاثنين إن الأسعار ترتفع.",
    "hebrew": "שָׁלוֹם אמר ראש הממשלה בנימין נתניהו בירושלים.",
    "chinese": "中国国家主席习近平在北京表示，经济将继续增长。𠮷田先生也同意。",
    "thai": "นายกรัฐมนตรีกล่าวที่กรุงเทพฯ",
    "crlf": "First line by Ana Li.\r\n\r\nSecond\rthird line.\r\n",
    "nbsp": "Mr.\u00a0Smith paid 5\u202f000\u00a0€ to Ana\u00a0Li.",
    "separators": "One\u2028two Ana\u2029three\x0bfour\x0cfive\x85six\x1cseven Li.",
    "bom": "\ufeffAna\ufeff Li said\u200b so.",
    "tabs": "\tAna\tLi\n\n\n  said  so .\t",
    "leading": "   Ana Li leads with blanks",
    "brackets": "Ana [Li] | said: a_b; c*d -> e\\f <g>&amp;\"h\" 'i'",
}
"""Texts as they come in; `page_of` cleans them as an import does."""

_LETTERS = (
    "abcdeXYZ 019  .,;:!?\"'’“”-–—/\\|_*[]()<>&#@%$€\n\n\t\r"
    "éßñ\u0301\u0323\u200d\u200b\u2060\u00ad\u00a0\u202f\u3000\u2028\u2029\x0b\x0c\x1c\x85\ufeff\x00"
    "شمسןעִםабвЖ漢字かなกรุง한국어देव𠮷😀👩🇩🇪\U0001d400\ufffd\ufdd0"
)


@cache
def book() -> Codebook:
    """The news codebook with a label that is retired, one merged into another, and one with a
    name that formats cannot write as it is.
    """
    news = codebooks.load_default()
    person = news.label_named("PER")
    assert person is not None
    return replace(
        news,
        labels=(
            *news.labels,
            Label(50, "OLD", "OLD", "other", "", retired=True, position=50),
            Label(51, "PERSON", "PSN", "who", "", merged_into=person.id, position=51),
            Label(52, "Odd label-ü/B", "ODD", "other", "", conll="MISC", position=52),
        ),
    )


def page_of(text: str, *mentions: tuple[int, int, str], **changes: object) -> Page:
    """A page over a cleaned text with mentions by (start, end, label name), all proper names."""
    codebook = book()
    cleaned = clean(text)
    labels = {label.name: label.id for label in codebook.labels}
    spans = [
        Span(
            id=200 + n,
            article=1,
            start=start,
            end=end,
            annotator=1,
            quote=cleaned.text[start:end],
            label=labels[name],
            level="NAM",
        )
        for n, (start, end, name) in enumerate(mentions)
    ]
    page = Page(
        article=Article(1, content_key(cleaned.text), "A page", len(cleaned.text)),
        text=cleaned.text,
        codebook=codebook,
        spans=in_order(spans),
        statuses={1: "done" if mentions else "done_empty"},
    )
    return replace(page, **changes)  # type: ignore[arg-type]


def card_of(*pages: Page) -> ProjectCard:
    """The project around some pages that share a codebook."""
    entities = {e.id: e for page in pages for e in page.entities.values() if e.article is None}
    ours = set(entities)
    return ProjectCard(
        name="Pages",
        codebook=pages[0].codebook if pages else book(),
        annotators=ANNOTATORS,
        guidelines="# Rules\n\nMark *all* names. 😀\n",
        independent=True,
        properties={"note": "größer"},
        entities=tuple(entities[id] for id in sorted(entities)),
        links=_unique(
            link
            for page in pages
            for link in page.links
            if link.kind == "entity" and {link.source, link.target} <= ours
        ),
        judgements=_unique(j for page in pages for j in page.judgements if j.entity in ours),
        notes=_unique(n for page in pages for n in page.notes if n.entity in ours),
        attributes=_unique(a for page in pages for a in page.attributes if a.entity in ours),
        articles=len(pages),
    )


def in_order(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in the order of a page."""
    return tuple(sorted(spans, key=lambda s: (s.start, -s.end, s.id)))


def _unique(values):  # type: ignore[no-untyped-def]
    return tuple(sorted(dict.fromkeys(values), key=lambda value: value.id))


@st.composite
def texts(draw: st.DrawFn, *, least: int = 0) -> str:
    """A cleaned text in several scripts at once."""
    raw = draw(st.text(st.sampled_from(_LETTERS), min_size=least, max_size=60))
    return clean(raw).text


@st.composite
def pages(draw: st.DrawFn, *, least: int = 0) -> Page:
    """A page with everything on it: nested, crossing and discontinuous spans, claims that nest,
    answers of several people, links, notes and attributes.
    """
    text = draw(texts(least=least))
    base = page_of(text)
    ids = count(100)
    entities = {e.id: e for e in draw(_entities(base.codebook, ids))}
    mentions = draw(_mentions(base, ids, tuple(entities))) if text.strip() else []
    claims = draw(_claims(ids, tuple(entities))) if text.strip() else []
    parts = draw(_parts(base, ids, claims, mentions)) if claims else []
    page = replace(
        base,
        article=draw(_articles(base.article)),
        spans=in_order([*mentions, *parts]),
        entities=entities,
        claims={claim.id: claim for claim in claims},
        statuses=draw(
            st.dictionaries(
                st.sampled_from([1, 2, 3]),
                st.sampled_from(["in_progress", "done", "done_empty", "review"]),
            )
        ),
    )
    return draw(_with_remarks(page, ids))


_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_annotators = st.sampled_from([each.id for each in ANNOTATORS])


@st.composite
def _articles(draw: st.DrawFn, base: Article) -> Article:
    return replace(
        base,
        title=draw(_words),
        outlet=draw(_words),
        published=draw(st.sampled_from(["", "2024-03-31"])),
        byline=draw(_words),
        language=draw(st.sampled_from(["", "en"])),
        removed=draw(st.booleans()),
        origin=draw(
            st.sampled_from(
                [
                    Origin(),
                    Origin("a.txt", "00ff", "cp1252", (("CRLF to LF", 2),), (4, 19)),
                    Origin(
                        "a.pdf",
                        extractor="pdfium 1",
                        place="p. 2",
                        pages=(0, 7),
                        proposed=(("title", "JSON-LD"),),
                    ),
                ]
            )
        ),
    )


@st.composite
def _entities(draw: st.DrawFn, book: Codebook, ids: "count[int]") -> list[Entity]:
    labels = st.sampled_from([label.id for label in book.labels])
    found = [Entity(next(ids), draw(labels), "[author]", role="author", article=1)]
    for _n in range(draw(st.integers(0, 3))):
        into = draw(st.sampled_from([None, *(e.id for e in found[1:] if not e.merged_into)]))
        aliases = tuple(draw(st.lists(_words, max_size=2)))
        entity = Entity(next(ids), draw(labels), draw(_words), "Q1", aliases=aliases)
        found.append(replace(entity, merged_into=into))
    return found


@st.composite
def ranges(draw: st.DrawFn, text: str) -> tuple[int, int]:
    """A non-empty range of a text."""
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, min(len(text), start + 20)))


@st.composite
def _mentions(
    draw: st.DrawFn, page: Page, ids: "count[int]", entities: tuple[int, ...]
) -> list[Span]:
    found: list[Span] = []
    for _n in range(draw(st.integers(0, 6))):
        start, end = draw(ranges(page.text))
        head = draw(st.booleans())
        found.append(
            Span(
                id=next(ids),
                article=1,
                start=start,
                end=end,
                annotator=draw(_annotators),
                quote=page.text[start:end],
                label=draw(st.sampled_from([label.id for label in page.codebook.labels])),
                entity=draw(st.sampled_from([None, *entities])),
                level=draw(st.sampled_from(["", *LEVELS])),
                head_start=start if head else None,
                head_end=end if head else None,
            )
        )
    if found and draw(st.booleans()):
        start, end = draw(ranges(page.text))
        piece = replace(found[0], id=next(ids), start=start, end=end, quote=page.text[start:end])
        found.append(replace(piece, head_start=None, head_end=None, part_of=found[0].id, order=1))
    return found


@st.composite
def _claims(draw: st.DrawFn, ids: "count[int]", entities: tuple[int, ...]) -> list[Claim]:
    found: list[Claim] = []
    for _n in range(draw(st.integers(0, 4))):
        chain = draw(
            st.sampled_from([(), entities[:1], (entities[0], None), (entities[0], entities[-1])])
        )
        parent = draw(st.sampled_from([None, *(claim.id for claim in found)]))
        found.append(Claim(next(ids), 1, draw(_annotators), draw(_words), chain, parent))
    return found


@st.composite
def _parts(
    draw: st.DrawFn, page: Page, ids: "count[int]", claims: list[Claim], mentions: list[Span]
) -> list[Span]:
    found = []
    for claim in claims:
        roles = draw(st.lists(st.sampled_from(ROLES), max_size=4))
        # A claim has a content before anything else of it is marked, and keeps one.
        for role in roles if not roles or "content" in roles else ["content", *roles[1:]]:
            start, end = draw(ranges(page.text))
            found.append(
                Span(
                    id=next(ids),
                    article=1,
                    start=start,
                    end=end,
                    annotator=claim.annotator,
                    quote=page.text[start:end],
                    role=role,
                    claim=claim.id,
                    order=sum(s.claim == claim.id and s.role == role for s in found),
                    mention=draw(st.sampled_from([None, *(m.id for m in mentions)])),
                )
            )
    return found


@st.composite
def _with_remarks(draw: st.DrawFn, page: Page, ids: "count[int]") -> Page:
    """The page with answers, links, notes and attributes on what is there."""
    claims, spans, entities = tuple(page.claims), [s.id for s in page.spans], tuple(page.entities)
    judgements, links, notes, attributes = [], [], [], []
    for _n in range(draw(st.integers(0, 4))):
        who, words = draw(_annotators), draw(_words)
        if claims:
            claim = draw(st.sampled_from(claims))
            answer = Judgement(next(ids), "credibility", draw(st.sampled_from("36")), who, claim)
            judgements.append(replace(answer, order=_n, derived=draw(st.booleans())))
            notes.append(Note(next(ids), words, who, "doubt", claim=claim))
        if len(claims) > 1:
            ends = claims[:2]
            links.append(Link(next(ids), "claim", *ends, "repeats", who, "derived", words))
        if len(spans) > 1:
            links.append(Link(next(ids), "span", *spans[:2], "near", who))
            attributes.append(Attribute(next(ids), "tense", words, span=spans[0]))
        if len(entities) > 1:
            links.append(Link(next(ids), "entity", *entities[-2:], "member_of", who, note=words))
        subject = draw(st.sampled_from(entities))
        judgements.append(Judgement(next(ids), "reliability", "B", who, entity=subject, order=_n))
        attributes.append(Attribute(next(ids), "kind", words, entity=subject))
        notes.append(Note(next(ids), words, who, "", draw(st.booleans()), article=1))
        if _n:
            attributes.append(Attribute(next(ids), f"lot {_n}", words))
    return replace(
        page,
        judgements=tuple(judgements),
        links=tuple(links),
        notes=tuple(notes),
        attributes=tuple(attributes),
    )
