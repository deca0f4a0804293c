"""Projects to measure on: one very long page, and very many short ones, of made-up words."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.edits import judgements
from annotator.model import Article, Claim, Entity, Judgement, Page, Span
from annotator.project import ANY_FIELD, NO_SOURCE, UNANSWERED, Filter, Project
from annotator.store import writing
from annotator.store.ids import new_id
from annotator.text import content_key

_SENTENCE = (
    "the Kremlin said that officials in Moscow were calm while Peskov and others denied reports of "
    "unrest near Kyiv after a meeting on trade war peace gas grain and the price of bread"
)
WORDS = tuple(_SENTENCE.split())
_FIELDS = ("attribution", "credibility", "reliability", "confidence")
_AT_ONCE, _FEW = 5_000, 250


def words(chance: random.Random, characters: int) -> str:
    """So many characters of words."""
    count = characters // 4
    return " ".join(chance.choices(WORDS, k=count))[:characters].rstrip()


def paragraphs(chance: random.Random, characters: int) -> str:
    """So many characters of words, in paragraphs as articles have them."""
    made, length = [], 0
    while length < characters:
        made.append(" ".join(chance.choices(WORDS, k=chance.randint(20, 140))).capitalize())
        length += len(made[-1]) + 2
    return "\n\n".join(made)[:characters].rstrip()


def long_page(
    path: Path, characters: int = 1_000_000, spans: int = 10_000, *,
    names: int = 300, said: int = 500, make: Callable[[random.Random, int], str] = words,
) -> tuple[Project, int]:  # fmt: skip
    """An open project with one article: its mentions, entities, and claims with their answers."""
    chance, project = random.Random(3), Project.create(path, "anna")
    page = _marked(chance, project, make(chance, characters), (spans, names, said))
    with project.turn() as db:
        writing.pages(db, [writing.Incoming(page)], "bench", project.annotator.id)
    return project, page.article.id


def marked_articles(path: Path, count: int) -> Path:
    """A closed project of so many articles of 3 KB with 50 spans, 12 entities and 5 claims."""
    chance, project = random.Random(5), Project.create(path, "anna")
    for first in range(0, count, _FEW):
        some = [
            _marked(chance, project, f"{first + n} {paragraphs(chance, 3_000)}", (50, 12, 5))
            for n in range(min(_FEW, count - first))
        ]
        with project.turn() as db:
            writing.pages(db, map(writing.Incoming, some), "bench", project.annotator.id)
    project.close()
    return project.path


def _marked(
    chance: random.Random, project: Project, text: str, counts: tuple[int, int, int]
) -> Page:
    """The page of a text with so many spans, entities and claims."""
    (spans, names, said), me = counts, project.annotator.id
    article = Article(new_id(), content_key(text), "A long page", len(text))
    labels = [label.id for label in project.codebook.active_labels]
    entities = [Entity(new_id(), chance.choice(labels), f"Name {n}") for n in range(names)]
    claims = [Claim(new_id(), article.id, me, chain=(chance.choice(entities).id,))
              for _ in range(said)]  # fmt: skip
    parts = [part for claim in claims for part in _parts(chance, claim, text)]
    step = len(text) // (spans - len(parts))
    mentions = [
        Span(
            new_id(), article.id, start, end := start + chance.randrange(3, 30), me,
            text[start:end], chance.choice(labels), chance.choice(entities).id,
            chance.choice(("NAM", "NOM")),
        )
        for start in range(0, step * (spans - len(parts) - 1), step)
    ]  # fmt: skip
    return Page(
        article, text, project.codebook, (*parts, *mentions), {e.id: e for e in entities},
        {claim.id: claim for claim in claims},
        tuple(Judgement(new_id(), field, "2", me, claim=c.id) for c in claims for field in _FIELDS),
    )  # fmt: skip


def _parts(chance: random.Random, claim: Claim, text: str) -> Iterator[Span]:
    start = chance.randrange(len(text) - 200)
    for role in ("content", "source", "cue"):
        yield Span(
            new_id(), claim.article, start, start + 40, claim.annotator, text[start : start + 40],
            role=role, claim=claim.id,
        )  # fmt: skip
        start += 50


def by_marks(project: Project) -> dict[str, Filter]:
    """Conditions on the marks of `marked_articles`, which nearly all or few meet."""
    page = project.page(project.articles().page()[0].id)
    assert page is not None
    claim = next(iter(page.claims.values()))
    return {
        "a label in nearly all": Filter(label=project.codebook.active_labels[0].id),
        "the same by title": Filter(label=project.codebook.active_labels[0].id, sort="title"),
        "an entity in one": Filter(entity=next(iter(page.entities))),
        "a source in one": Filter(source=claim.chain[0] or 0),
        "an answer in all": Filter(judged=("credibility", "2")),
        "an answer in none": Filter(judged=("credibility", "3")),
        "claims not judged": Filter(judged=(ANY_FIELD, UNANSWERED)),
        "a claim without source": Filter(source=NO_SOURCE),
    }


def touch(project: Project) -> None:
    """An edit of what the first article says, as a person makes it."""
    page = project.page(project.articles().page(limit=1)[0].id)
    assert page is not None
    claim = next(iter(page.claims))
    now = {one.value for one in page.judgements if one.claim == claim}
    project.edit(judgements.answer, claim, "credibility", "2" if "4" in now else "4")


def many_articles(path: Path, count: int, characters: int = 400) -> Path:
    """A closed project of so many articles, a third of them begun or done; one tells of a
    zeppelin.
    """
    chance, project = random.Random(4), Project.create(path, "anna")
    made = 0
    while made < count:
        some = [_article(chance, project, made + n) for n in range(min(_AT_ONCE, count - made))]
        with project.turn() as db:
            writing.pages(db, map(writing.Incoming, some), "bench", project.annotator.id)
        made += len(some)
    project.close()
    return project.path


def _article(chance: random.Random, project: Project, number: int) -> Page:
    text = f"{number} {words(chance, characters=400)}"
    if number == 321:
        text += " and a zeppelin"
    title, outlet = " ".join(chance.choices(WORDS, k=6)), chance.choice(("Reuters", "AFP", "TASS"))
    published = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
    article = Article(new_id(), content_key(text), title, len(text), outlet, published)
    statuses = {}
    if number % 3 == 0:
        statuses[project.annotator.id] = chance.choice(("done", "in_progress", "review"))
    return Page(article, text, project.codebook, statuses=statuses)
