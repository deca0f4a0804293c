"""CoNLL-2003 columns: a token a line with its tag, an empty line after a sentence.

The tags are flat, so of overlapping mentions one stays. Text and offsets are gone from the
columns; `NAME.tokens.tsv` beside them says where each token stands in which article.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.columns import reading, sidecar
from annotator.formats.columns.schemes import SCHEMES, tagged
from annotator.formats.columns.shape import START
from annotator.formats.common import options as choice
from annotator.formats.common.chunking import losses_in_chunks
from annotator.formats.common.leftovers import unsaid
from annotator.formats.common.losses import summary
from annotator.formats.common.naming import file_stem, plain_labels
from annotator.formats.common.output import Kind, export
from annotator.formats.common.tokens import Tokens, cut_at_ends, flat, lost_span, place
from annotator.formats.values import DETECT, Lost, ProjectCard, ReadArticle, ReadOptions, Report
from annotator.i18n import _N
from annotator.model import LEVELS, Codebook, Page, Span
from annotator.progress import Loss, Progress

NAME = "conll2003"
TITLE = _N("CoNLL-2003 columns")
SUMMARY = _N("Tokens with name tags in columns, for trainers of name recognition.")
CARRIES = ("mentions",)
SUFFIXES = (".conll", ".bio", ".iob", ".iob2", ".bioes", ".bmes", ".conll03")
FOLDER = False
EXTRA = ""
STREAMS = True

LABELS = ("conll", "own")
COLUMNS = ("4", "2")

_HEAD, _BUFFER = 1 << 12, 1 << 18
_OTHERS = frozenset(
    (".ann", ".json", ".jsonl", ".ndjson", ".csv", ".xml", ".xmi", ".html", ".htm", ".md", ".py",
     ".toml", ".conllu", ".zip", ".pdf")
)  # fmt: skip
_HEADS = {"4": "-DOCSTART- -X- -X- O\n\n", "2": "-DOCSTART-\tO\n\n"}
_BETWEEN = {"4": " -X- -X- ", "2": "\t"}

_Names = dict[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default proper names under the tags of CoNLL-2003 in IOB2."""

    chunk: str = choice.chunk()
    overlap: str = choice.overlap()
    scheme: str = choice.declared(
        "IOB2", _N("How tags mark where a mention begins and ends."), SCHEMES
    )
    levels: tuple[str, ...] = choice.declared(
        ("NAM",), _N("Write mentions of these levels, and those without a level."), LEVELS
    )
    labels: str = choice.declared(
        "conll", _N("Tags of CoNLL-2003 (PER, ORG, LOC, MISC), or the project's own."), LABELS
    )
    columns: str = choice.declared(
        "4", _N("Four columns with blanks between, or two with a tab."), COLUMNS
    )


@dataclass(frozen=True, slots=True)
class _Tagged:
    """An article in tokens, the tags of its mentions by their first token, and what that lost."""

    grid: Tokens
    sentences: tuple[tuple[int, int], ...]
    tags: list[tuple[int, list[str]]]
    lost: list[Lost]


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write the columns, and beside them where the tokens stand."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What the page would lose."""
    names = _names(page.codebook, options)
    return summary(
        losses_in_chunks(page, options.chunk, lambda each: _tagged(each, options, names).lost)
    )


def recognises(path: Path) -> bool:
    """True for rows of tokens and tags, whatever the file is called."""
    if not path.is_file() or path.suffix.lower() in _OTHERS:
        return False
    with open(path, "rb") as file:
        head = file.read(_HEAD)
    if b"\0" in head or head[:1] in (b"{", b"[", b"<") or b"#text=" in head.lower():
        return False
    if head.startswith(START.encode()):
        return True
    shape = reading.shape_in(path)
    if shape is None or path.suffix.lower() in SUFFIXES:
        return shape is not None
    return shape.scheme != "IO" and shape.is_sure


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file; each layer of tags gives mentions. Broken rows are told by line."""
    return reading.articles(path, options)


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    places = sidecar.beside(target)
    with open(target, "wb", _BUFFER) as columns, open(places, "wb", _BUFFER) as offsets:
        offsets.write(sidecar.HEAD.encode())
        names = _names(project.codebook, options)

        def add(page: Page) -> Iterable[Lost]:
            made = _tagged(page, options, names)
            columns.write(_columns(made, options).encode())
            rows = sidecar.rows(file_stem(page), made.grid, made.sentences)
            offsets.write(rows.encode())
            return made.lost

        yield add


def _columns(made: _Tagged, options: Options) -> str:
    between = _BETWEEN[options.columns]
    cells = [f"{between}O\n"] * (2 * len(made.grid))  # for a word and what follows it
    cells[0::2] = made.grid.forms
    for first, tags in made.tags:
        for at, tag in enumerate(tags, first):
            cells[2 * at + 1] = f"{between}{tag}\n"
    for _first, last in made.sentences:
        cells[2 * last - 1] += "\n"
    return _HEADS[options.columns] + "".join(cells)


def _tagged(page: Page, options: Options, names: _Names) -> _Tagged:
    lost: list[Lost] = []
    grid = Tokens(page.text)
    wanted = _wanted(page, options, names, lost)
    kept, gone = flat(place(wanted, grid, lost), options.overlap, len(grid))
    lost += [lost_span(_N("mention that overlaps another"), each.span) for each in gone]
    sentences = tuple(grid.sentences())
    tags: list[tuple[int, list[str]]] = []
    beginnings, done, before = {first for first, _last in sentences}, 0, "O"
    for first, last, each in cut_at_ends(kept, sentences, lost):
        if first != done or first in beginnings:
            before = "O"
        found = tagged(last - first, each.name, options.scheme, before)
        tags.append((first, found))
        done, before = last, found[-1]
    lost += unsaid(page, [each.span for each in kept], CARRIES)
    if page.text:
        lost.append(Lost(_N("exact text"), "changed", _N("tokens with offsets beside")))
    return _Tagged(grid, sentences, tags, lost)


def _names(codebook: Codebook, options: Options) -> _Names:
    """What each label is called in tags and in the project, by its id; "" where it has no tag."""
    live = [(each.id, codebook.label(each.id)) for each in codebook.labels]
    if options.labels == "own":
        own = plain_labels(codebook)
        return {id: (own[id], label.name) for id, label in live}
    return {id: (label.conll, label.name) for id, label in live}


def _wanted(
    page: Page, options: Options, names: _Names, lost: list[Lost]
) -> Iterator[tuple[Span, str]]:
    """The mentions to write, each with the name in its tag."""
    for span in page.mentions:
        name, label = names[span.label or 0]
        if span.part_of is not None:
            lost.append(lost_span(_N("further piece of a mention"), span))
        elif span.level and span.level not in options.levels:
            lost.append(lost_span(_N("mention of a level that was not chosen"), span))
        elif not name:
            lost.append(lost_span(_N("mention whose label has no CoNLL tag"), span))
        else:
            if name != label:
                lost.append(Lost(_N("name of a label"), "renamed", name, quote=label))
            yield span, name
