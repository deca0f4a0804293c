"""An article as a section of the report: what is known of it, its marked text, claims, entities."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.formats.common import claiming
from annotator.formats.printed.html import SIGNS, element, marked, row, text
from annotator.i18n import _N, _
from annotator.model import (
    NOT_APPLICABLE,
    ROLES,
    Attribute,
    Claim,
    Field,
    Judgement,
    Note,
    Page,
    Span,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which parts of a section somebody wants."""

    claims: bool
    entities: bool
    notes: bool


def section(page: Page, names: Mapping[int, str], wanted: Wanted) -> str:
    """The section of an article."""
    parts = [_head(page, names), marked(page)]
    if wanted.claims and page.claims:
        parts.append(element("h3", text(_("Claims"))))
        parts += [_claim(page, claim, names, wanted) for claim in page.claims_in_order]
    if wanted.entities:
        parts += _entities(page)
    if wanted.notes:
        parts += _remarks(page, names)
    return "\n".join(parts)


def _head(page: Page, names: Mapping[int, str]) -> str:
    about = page.article
    known = (about.outlet, about.published, about.byline, about.url, about.language)
    states = [f"{names[who]}: {_state(status)}" for who, status in sorted(page.statuses.items())]
    told = " · ".join(filter(None, (*known, *states)))
    title = element("h2", text(about.title or _("Untitled")), id=anchor(page), dir="auto")
    return title + element("p", text(told), class_="about", dir="auto")


def anchor(page: Page) -> str:
    """Where in the report an article stands."""
    return f"a{page.article.id}"


def _state(status: str) -> str:
    return {
        "in_progress": _("in progress"), "done": _("done"), "review": _("to be reviewed"),
        "done_empty": _("done, nothing to mark"), "untouched": _("not begun"),
    }.get(status, status)  # fmt: skip


def _claim(page: Page, claim: Claim, names: Mapping[int, str], wanted: Wanted) -> str:
    number = str(page.number(claim.id))
    head = element("b", number, class_="n") + " " + text(claim.gist)
    rows = [
        (element("span", SIGNS[role], class_=f"sign r-{role}") + " " + text(role_name(role)), words)
        for role in ROLES
        if (words := text(claiming.words(page, claim.id, role)))
    ]
    rows += [(text(name), text(told)) for name, told in _told(page, claim, names)]
    rows += [(text(name), told) for name, told in _answers(page, claim, names)]
    if wanted.notes:
        rows += [(text(_("Note")), _note(n, names)) for n in page.notes if n.claim == claim.id]
        rows += [
            (text(each.name), text(each.value))
            for each in page.attributes
            if each.claim == claim.id
        ]
    table = element("table", "".join(map(row, rows)))
    return element("div", element("p", head, dir="auto") + table, class_="claim", dir="auto")


def role_name(role: str) -> str:
    """What a role is called."""
    return {
        "content": _("Content"), "source": _("Source"), "cue": _("Cue"), "hedge": _("Hedge"),
        "addressee": _("Addressee"),
    }[role]  # fmt: skip


def _told(page: Page, claim: Claim, names: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """Where a claim comes from and how it is tied to others."""
    if claim.chain:
        yield _("Said by"), " → ".join(_source(page, each) for each in claim.chain)
    if claim.parent is not None and claim.parent in page.claims:
        yield _("Inside claim"), str(page.number(claim.parent))
    types = {each.value: each.name for each in page.codebook.claim_links}
    for link in page.links:
        if link.kind == "claim" and link.source == claim.id:
            there = link.target in page.claims
            other = str(page.number(link.target)) if there else _("one in another article")
            told = filter(None, (other, link.independence, link.note))
            yield types.get(link.type, link.type), " · ".join(told)
    yield _("Marked by"), names[claim.annotator]


def _source(page: Page, entity: int | None) -> str:
    found = page.entities.get(page.live(entity) or 0)
    if found is None:
        return _("somebody not named")
    return _("the author") if found.role == "author" else found.name


def _answers(page: Page, claim: Claim, names: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """The answers of each annotator, the chosen ones in one row for each layer, as HTML."""
    found = page.answers(claim=claim.id)
    everybody = sorted({each.annotator for some in found.values() for each in some})
    fields = {field.id: field for field in page.codebook.fields}
    for who in everybody:
        rows: dict[str, list[str]] = {}
        for id, answers in found.items():
            field = fields.get(id, Field(id, id, "judgement"))
            mine = [_value(field, each) for each in answers if each.annotator == who]
            if mine:
                free = field.name if not field.choices else _LAYERS[field.layer]
                name = "" if free == field.name else element("b", text(field.name)) + " "
                rows.setdefault(free, []).append(name + text(", ".join(mine)))
        for name, told in rows.items():
            yield f"{_(name)} ({names[who]})", " · ".join(told)


_LAYERS = {"claim": _N("In the text"), "judgement": _N("Judged")}


def _value(field: Field, answer: Judgement) -> str:
    """An answer in words; a grade with its sign before it."""
    choice = field.choice(answer.value)
    told = answer.value if choice is None else choice.name
    if answer.value == NOT_APPLICABLE:
        told = _("not applicable")
    elif choice is not None and len(answer.value) == 1:
        told = f"{answer.value} ({told})"
    return _("{answer} (derived)").format(answer=told) if answer.derived else told


def _entities(page: Page) -> Iterator[str]:
    """The entities that are named in the article, with how often and in which words."""
    found: dict[int, list[Span]] = {}
    for span in page.mentions:
        if (id := page.entity_of(span)) is not None and span.part_of is None:
            found.setdefault(id, []).append(span)
    if not found:
        return
    heads = (_("Entity"), _("Label"), _("Mentions"), _("Words"), "Wikidata")
    rows = [row(map(text, heads), "th")]
    for id, spans in found.items():
        entity = page.entities[id]
        words = dict.fromkeys(page.text[s.start : s.end] for s in spans)
        label = page.codebook.label(entity.label).name
        cells = (entity.name, label, str(len(spans)), " · ".join(words), entity.qid)
        rows.append(row(map(text, cells)))
    yield element("h3", text(_("Entities")))
    yield element("table", "".join(rows), class_="entities")


def _remarks(page: Page, names: Mapping[int, str]) -> Iterator[str]:
    """Notes and properties of the article and of its mentions, and links between these."""
    rows = [
        row((_of(page, note), _note(note, names)))
        for note in page.notes
        if note.claim is None and note.entity is None
    ]
    rows += [
        row((_of(page, each), text(f"{each.name}: {each.value}")))
        for each in page.attributes
        if each.claim is None and each.entity is None
    ]
    for link in page.links:
        ends = (page.span(link.source), page.span(link.target))
        if link.kind == "span" and ends[0] is not None:
            other = _quote(page, ends[1]) if ends[1] else text(_("one in another article"))
            rows.append(row((_quote(page, ends[0]), f"{text(link.type)} → {other}")))
    if rows:
        yield element("h3", text(_("Notes")))
        yield element("table", "".join(rows))


def _of(page: Page, about: Note | Attribute) -> str:
    span = page.span(about.span) if about.span is not None else None
    return text(_("Article")) if span is None else _quote(page, span)


def _quote(page: Page, span: Span) -> str:
    return element("q", text(page.text[span.start : span.end]))


def _note(note: Note, names: Mapping[int, str]) -> str:
    told = filter(None, (note.flag, _("resolved") if note.resolved else "", names[note.annotator]))
    return f"{text(note.text)} ({text(' · '.join(told))})"
