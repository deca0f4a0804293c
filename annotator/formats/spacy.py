"""spaCy's DocBin: `doc.ents` flat, `doc.spans["sc"]` all mentions, `doc.spans["claims"]` the parts.

`doc.text` is the article, character for character. What tokens cannot say (exact offsets, answers,
links) lies in `doc.user_data["annotator"]`, in the words of our own JSONL.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BadInput, Refused
from annotator.formats.common import options as choice
from annotator.formats.common.chunking import losses_in_chunks
from annotator.formats.common.losses import summary
from annotator.formats.common.output import Kind, export
from annotator.formats.common.tokens import Placed, Tokens, flat, lost_span, place
from annotator.formats.docbins import bins, training
from annotator.formats.docbins.bins import CLAIMS, MENTIONS
from annotator.formats.docbins.filling import Bin, Marked
from annotator.formats.docbins.training import is_training
from annotator.formats.records import writing
from annotator.formats.regions import record
from annotator.formats.regions.stream import first
from annotator.formats.values import DETECT, Lost, ProjectCard, ReadArticle, ReadOptions, Report
from annotator.i18n import _N, _
from annotator.model import LEVELS, Page
from annotator.progress import Loss, Progress

NAME = "spacy"
TITLE = _N("spaCy DocBin")
SUMMARY = _N("A .spacy file for training spaCy's ner and spancat, and back from it.")
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses", "annotators", "entity cards",
)  # fmt: skip
SUFFIXES = (".spacy",)
FOLDER = False
EXTRA = "spacy"
STREAMS = True

_MENTION = (
    _N("mention whose ends are not those of tokens"),
    _N("mention that covers no token"),
    _N("whole tokens; exact ends in user_data"),
    _N("in user_data alone"),
)
_PART = (
    _N("part of a claim whose ends are not those of tokens"),
    _N("part of a claim that covers no token"),
    _N("whole tokens; exact ends in user_data"),
    _N("in user_data alone"),
)
_ONE_FILE = _N("all articles in one file")
_FULL = 120_000  # tokens in one file: spaCy holds a whole file in memory, and so do we


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default all mentions, the longest of those that overlap in `doc.ents`."""

    chunk: str = choice.chunk()
    overlap: str = choice.overlap()
    levels: tuple[str, ...] = choice.declared(
        LEVELS, _N("Levels that may stand in doc.ents; doc.spans holds all mentions."), LEVELS
    )


@dataclass(frozen=True, slots=True)
class _Laid:
    """An article on tokens: mentions, those of them that are flat, parts of claims, and losses."""

    grid: Tokens
    mentions: tuple[Placed, ...]
    flat: tuple[Placed, ...]
    parts: tuple[Placed, ...]
    lost: list[Lost]


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write one .spacy file, and further ones (`NAME-2.spacy`) where one would be too large."""
    if choice.missing_extra(EXTRA):
        raise Refused(_("spaCy is not installed; start once with ./run --with spacy."))
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def recognises(path: Path) -> bool:
    """True for a DocBin by its suffix, and for the JSON that spaCy trained on before."""
    if path.suffix == SUFFIXES[0]:
        return path.is_file()
    return path.suffix.lower() == ".json" and is_training(first(path))


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file, one for each doc. Refused where spaCy is needed and not there."""
    if path.suffix.lower() == ".json":
        return training.articles(path, options)
    if choice.missing_extra(EXTRA):
        raise Refused(_("spaCy is not installed; start once with ./run --with spacy."))
    return bins.articles(path, options)


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What the page would lose."""
    return summary(losses_in_chunks(page, options.chunk, lambda each: _laid(each, options).lost))


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    names = writing.Names(project)
    filled, files = Bin(), 0

    def add(page: Page) -> Iterable[Lost]:
        nonlocal filled, files
        lost = []
        if filled.tokens > _FULL:
            files += 1
            filled.save(_numbered(target, files))
            filled = Bin()
            lost = [Lost(_ONE_FILE, "changed", _numbered(target, files + 1).name)]
        laid = _laid(page, options)
        _fill(filled, page, laid, {record.KEY: record.embedded(page, names)})
        return lost + laid.lost

    yield add
    filled.save(_numbered(target, files + 1))


def _laid(page: Page, options: Options) -> _Laid:
    lost: list[Lost] = []
    grid = Tokens(page.text)
    named = [(s, page.codebook.label(s.label or 0).name) for s in page.mentions]
    mentions = tuple(place(named, grid, lost, _MENTION))
    whole: list[Placed] = []
    elsewhere: list[Placed] = []
    for each in mentions:
        fits = each.span.part_of is None and each.span.level in (*options.levels, "")
        (whole if fits else elsewhere).append(each)
    kept, gone = flat(whole, options.overlap, len(grid))
    lost += [_beside(_N("mention that overlaps another"), each) for each in gone]
    lost += [_beside(_N("further piece, or level that was not chosen"), x) for x in elsewhere]
    claimed = ((s, s.role) for s in page.spans if s.claim is not None)
    parts = tuple(place(claimed, grid, lost, _PART))
    return _Laid(grid, mentions, kept, parts, lost)


def _beside(what: str, each: Placed) -> Lost:
    return lost_span(what, each.span, "changed", _N("in doc.spans alone"))


def _fill(filled: Bin, page: Page, laid: _Laid, user_data: dict[str, object]) -> None:
    words, spaces, at = words_of(laid.grid)

    def marked(each: Placed, id: int | None) -> Marked:
        entity = page.entities.get(page.entity_of(each.span) or 0)
        return Marked(
            at[each.first], at[each.last - 1] + 1, *laid.grid.characters(each.first, each.last),
            each.name, entity.qid if entity else "", "" if id is None else str(id),
        )  # fmt: skip

    groups = {
        MENTIONS: [marked(each, each.span.part_of or each.span.id) for each in laid.mentions],
        CLAIMS: [marked(each, each.span.claim) for each in laid.parts],
    }
    ents = [marked(each, page.entity_of(each.span)) for each in laid.flat]
    filled.add(words, spaces, ents, groups, user_data)


def words_of(grid: Tokens) -> tuple[list[str], list[bool], list[int]]:
    """spaCy's words and the blanks after them, so that together they are the text; and where our
    tokens are among them, for what lies between tokens becomes words too.
    """
    words: list[str] = []
    spaces: list[bool] = []
    at, last, text = list[int](), 0, grid.text
    for start, end, form in zip(
        (*grid.starts, len(text)), (*grid.ends, len(text)), (*grid.forms, ""), strict=True
    ):
        gap = text[last:start]
        if words and gap.startswith(" "):
            spaces[-1], gap = True, gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        if form:
            at.append(len(words))
            words.append(form)
            spaces.append(False)
        last = end
    return words, spaces, at


def _numbered(target: Path, number: int) -> Path:
    return target if number == 1 else target.with_name(f"{target.stem}-{number}{target.suffix}")
