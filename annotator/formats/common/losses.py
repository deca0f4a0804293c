"""What formats could not hold, gathered: counted with a few examples, and listed in full."""

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from annotator.formats.common.cells import cell
from annotator.formats.values import Lost, ProjectCard
from annotator.i18n import _N
from annotator.model import Annotator, Article, Attribute, Claim, Judgement, Link, Note, Page, Span
from annotator.progress import Loss

EXAMPLES = 5
ENTITY_CARDS = "entity cards"
"""Said by a format that keeps all of each entity: aliases and description as well as name."""
IN_NO_ARTICLE = "entities in no article"
"""Said by a format that keeps also the entities that stand in no article which is written."""
SUGGESTIONS = "suggestions"
"""Said by a format that keeps also the suggestions, and what was decided on them."""
_DECIDED = {
    "accepted": _N("note that a suggestion was taken"),
    "rejected": _N("note that a suggestion was refused"),
}
_LONGEST = 80
_COLUMNS = ("article", "title", "what", "fate", "becomes", "start", "end", "text")


@dataclass(slots=True)
class Tally:
    """Losses counted by kind, in the order they were first met."""

    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    examples: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)

    def add(self, lost: Iterable[Lost]) -> None:
        """Count some more."""
        for one in lost:
            kind = (one.what, one.fate, one.becomes)
            self.counts[kind] = self.counts.get(kind, 0) + 1
            shown = self.examples.setdefault(kind, [])
            if one.quote and len(shown) < EXAMPLES:
                shown.append(_shortened(one.quote))

    def losses(self) -> tuple[Loss, ...]:
        """What was counted, the most frequent first."""
        found = [
            Loss(what, count, fate, becomes, tuple(self.examples[what, fate, becomes]))
            for (what, fate, becomes), count in self.counts.items()
        ]
        return tuple(sorted(found, key=lambda loss: (-loss.count, loss.what, loss.becomes)))


def project_losses(
    project: ProjectCard, carries: Collection[str], written: Container[int]
) -> Iterator[Lost]:  # fmt: skip
    """What a project holds beside its articles that a format has no place for; `written` are the
    entities that stand in the articles which were.
    """
    yield from about_entities(project.links, project.judgements, project.notes, project.attributes)
    for entity in project.entities if IN_NO_ARTICLE not in carries else ():
        if "entities" not in carries:
            yield Lost(_N("entity"), quote=entity.name)
        elif entity.id not in written:
            yield Lost(_N("entity that stands in no article written"), quote=entity.name)
        elif ENTITY_CARDS not in carries:
            if entity.description:
                yield Lost(_N("description of an entity"), quote=entity.description)
            for alias in entity.aliases:
                yield Lost(_N("alias of an entity"), quote=alias)
    if project.guidelines:
        yield Lost(_N("guidelines of the project"))


def about_entities(
    links: Iterable[Link],
    judgements: Iterable[Judgement],
    notes: Iterable[Note],
    attributes: Iterable[Attribute],
) -> Iterator[Lost]:
    """What is said of entities and not of a place in a text."""
    yield from (Lost(_N("link between entities"), quote=link.type) for link in links)
    for judgement in judgements:
        answer = f"{judgement.field}: {judgement.value}"
        yield Lost(_N("answer about an entity as a source"), quote=answer)
    yield from (Lost(_N("note on an entity"), quote=note.text) for note in notes)
    for each in attributes:
        yield Lost(_N("attribute of an entity"), quote=f"{each.name}: {each.value}")


def author_losses(page: Page) -> Iterator[Lost]:
    """What is said of the entities that belong to the article itself, such as its author."""
    own = {id for id, entity in page.entities.items() if entity.article == page.article.id}
    return about_entities(
        (x for x in page.links if x.kind == "entity" and own & {x.source, x.target}),
        (j for j in page.judgements if j.entity in own),
        (n for n in page.notes if n.entity in own),
        (a for a in page.attributes if a.entity in own),
    )


def suggestion_losses(
    card: ProjectCard, carries: Collection[str], article: int, *, is_masked: bool
) -> Iterator[Lost]:
    """The suggestions of an article that still wait and stay behind, and decisions on others. None
    goes out where names are hidden (`is_masked`), nor is told where or what it is.
    """
    if SUGGESTIONS in carries and not is_masked:
        return
    found, what = card.suggested(article), _N("suggestion that nobody decided on")
    for each in found.waiting:
        yield (
            Lost(what)
            if is_masked
            else Lost(what, start=each.start, end=each.end, quote=each.quote)
        )
    for one in found.decisions:
        what = _DECIDED[one.verdict]
        yield Lost(what) if is_masked else Lost(what, start=one.start, end=one.end, quote=one.label)


def card_of(page: Page) -> ProjectCard:
    """A card for a page of which nothing around is known: people are called by their ids."""
    rows: tuple[Span | Claim | Judgement | Link | Note, ...]
    rows = (*page.spans, *page.claims.values(), *page.judgements, *page.links, *page.notes)
    people = {each.annotator for each in rows} | page.statuses.keys()
    return ProjectCard("", page.codebook, tuple(Annotator(id, str(id)) for id in sorted(people)))


def summary(lost: Iterable[Lost]) -> tuple[Loss, ...]:
    """Losses counted, with examples."""
    tally = Tally()
    tally.add(lost)
    return tally.losses()


def list_losses(file: BinaryIO, about: Article | None, lost: Collection[Lost]) -> None:
    """Append one line per loss to a table, of an article or of the project; its first line names
    the columns.
    """
    if lost and file.tell() == 0:
        file.write(("\t".join(_COLUMNS) + "\n").encode())
    id, title = ("", "") if about is None else (str(about.id), about.title)
    head, rows, told = f"{id}\t{cell(title)}", list[str](), dict[tuple[str, str, str], str]()
    for what, fate, becomes, start, end, quote in lost:
        kind = (what, fate, becomes)
        if kind not in told:
            told[kind] = f"{head}\t{cell(what)}\t{fate}\t{cell(becomes)}\t"
        place = "\t" if start < 0 else f"{start}\t{end}"
        rows.append(f"{told[kind]}{place}\t{cell(quote)}\n")
    file.write("".join(rows).encode())


def _shortened(quote: str) -> str:
    flat = " ".join(quote.split("\n"))
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
