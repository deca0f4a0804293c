"""A project with an article or two, marked by the words of its text, for the tests of the core.

Every edit, undo and redo is checked on the way: the page carried along equals the page read anew.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from annotator.edits import claims, spans
from annotator.edits.work import Edit
from annotator.model import Article, Entity, Judgement, Page, Span
from annotator.project import Outcome, Project
from annotator.project import told as wording
from annotator.store import opening, writing
from annotator.store.ids import new_id
from annotator.store.schema import JOURNALLED
from annotator.text import content_key

TEXT = (
    "Kremlin spokesman Dmitry Peskov said on Monday that the Kremlin was calm. "
    "He smiled. Reuters said the president, Vladimir Putin, was reportedly ill, "
    "the media wrote. The president denied it. Believe me, Peskov said, Putin is well."
)
Dump = dict[str, list[tuple[Any, ...]]]


def add_article(project: Project, text: str = TEXT, **about: Any) -> int:
    """Put an article into a project, as an import does."""
    about = {"title": "A title", **about}
    article = Article(id=new_id(), key=content_key(text), characters=len(text), **about)
    with project.turn() as db:
        writing.pages(
            db, [writing.Incoming(Page(article, text, project.codebook))], "test",
            project.annotator.id,
        )  # fmt: skip
    return article.id


def dump(path: Path) -> Dump:
    """Every journalled row of a project file, sorted: its whole current state."""
    with closing(opening.reader(path).conn) as connection:
        return {
            table: sorted(connection.execute(f"select * from {table}").fetchall(), key=repr)
            for table in JOURNALLED
        }


class Scene:
    """An open project and the page of one article."""

    def __init__(self, project: Project, article: int) -> None:
        self.project = project
        self.page = self.read(article)

    @classmethod
    def new(cls, folder: Path, text: str = TEXT, annotator: str = "anna", **about: Any) -> "Scene":
        """A new project in the folder with one article."""
        project = Project.create(folder / "test.annotator", annotator)
        return cls(project, add_article(project, text, **about))

    def read(self, article: int) -> Page:
        """The page of an article as it is in the file."""
        page = self.project.page(article)
        assert page is not None
        return page

    @property
    def article(self) -> int:
        """The article's id."""
        return self.page.article.id

    # what the hand does

    def run(self, edit: Edit, *args: Any, **options: Any) -> Outcome:
        """Run an edit; the page goes along."""
        return self._taken(self.project.edit(edit, *args, **options))

    def do(self, edit: Edit, *args: Any, **options: Any) -> Any:
        """Run an edit and return its answer."""
        return self.run(edit, *args, **options).answer

    def undo(self) -> Outcome:
        """Undo; the page goes along."""
        return self._taken(self.project.undo())

    def redo(self) -> Outcome:
        """Redo; the page goes along."""
        return self._taken(self.project.redo())

    def _taken(self, outcome: Outcome) -> Outcome:
        carried = self.project.carry(self.page, outcome.changes)
        self.page = self.read(self.article)
        assert carried == self.page
        return outcome

    def label(self, words: str, label: str, nth: int = 0, **options: Any) -> Span:
        """Label the nth occurrence of words."""
        return self.span(self.do(spans.add, self.article, *self.at(words, nth), self.id_of(label),
                                 **options))  # fmt: skip

    def claim(self, words: str, nth: int = 0) -> int:
        """Make a claim of the nth occurrence of words."""
        return int(self.do(claims.add, self.article, *self.at(words, nth)))

    def put(self, claim: int, role: str, words: str, nth: int = 0, *, further: bool = False) -> int:
        """Give a claim a part: the nth occurrence of words."""
        return int(self.do(claims.put, claim, role, *self.at(words, nth), further=further))

    # what is there

    def at(self, words: str, nth: int = 0) -> tuple[int, int]:
        """Where the nth occurrence of words stands."""
        start = -1
        for _ in range(nth + 1):
            start = self.page.text.index(words, start + 1)
        return start, start + len(words)

    def id_of(self, label: str) -> int:
        """The id of the label of that name."""
        found = self.project.codebook.label_named(label)
        assert found is not None, label
        return found.id

    def span(self, id: int) -> Span:
        """The span of that id."""
        found = self.page.span(id)
        assert found is not None
        return found

    def entity_of(self, span: Span) -> Entity:
        """The live entity that a mention names."""
        id = self.page.entity_of(self.span(span.id))
        assert id is not None
        return self.page.entities[id]

    def answer(self, claim: int, field: str) -> Judgement | None:
        """The answer to a field of a claim, by whoever gave it."""
        return next(iter(self.page.answers(claim=claim).get(field, ())), None)

    def value(self, claim: int, field: str) -> str:
        """The value of that answer, "" where there is none."""
        found = self.answer(claim, field)
        return found.value if found else ""

    def mentions(self) -> Iterator[str]:
        """The words of the mentions, in text order."""
        return (span.quote for span in self.page.mentions)


def told(outcome: Outcome) -> str:
    """How the history tells what was done."""
    assert outcome.record is not None
    return wording(outcome.record)
