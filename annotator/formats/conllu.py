"""CoNLL-U: a token a line in ten columns, our marks in the last one (MISC).

Mentions are CorefUD's brackets (`Entity=`), which nest, cross and know pieces, or flat tags
(`NE=`); what stands between tokens is told, so that the text comes back. Syntax is not ours: every
token is an `X`, and all hang on the first of their sentence.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.columns import misc, universal
from annotator.formats.columns.schemes import tagged
from annotator.formats.common import options as choice
from annotator.formats.common.cells import cell
from annotator.formats.common.chunking import losses_in_chunks
from annotator.formats.common.leftovers import unsaid
from annotator.formats.common.losses import summary
from annotator.formats.common.naming import file_stem
from annotator.formats.common.output import Kind, export
from annotator.formats.common.tokens import Placed, Tokens, cut_at_ends, flat, lost_span, place
from annotator.formats.standoff.fragments import joined
from annotator.formats.values import DETECT, Lost, ProjectCard, ReadArticle, ReadOptions, Report
from annotator.i18n import _N
from annotator.model import Page, Span
from annotator.progress import Loss, Progress

NAME = "conllu"
TITLE = _N("CoNLL-U")
SUMMARY = _N("Tokens in the ten columns of Universal Dependencies, with entities as in CorefUD.")
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities",
)  # fmt: skip
SUFFIXES = (".conllu",)
FOLDER = False
EXTRA = ""
STREAMS = True

MARKS = ("Entity", "NE")


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default all mentions as brackets, with their entities."""

    chunk: str = choice.chunk()
    marks: str = choice.declared(
        "Entity", _N("Write mentions as brackets that nest (Entity), or as flat tags (NE)."), MARKS
    )
    overlap: str = choice.overlap()


@dataclass(slots=True)
class _Sheet:
    """An article on tokens, what is said at each of them, and what that lost."""

    page: Page
    grid: Tokens
    sentences: tuple[tuple[int, int], ...]
    lost: list[Lost]
    opened: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    closed: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    tags: dict[int, str] = field(default_factory=dict)


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write one file."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What the page would lose."""
    return summary(losses_in_chunks(page, options.chunk, lambda each: _sheet(each, options).lost))


def recognises(path: Path) -> bool:
    """True for a file of that suffix, and for one whose rows are of ten columns."""
    return path.is_file() and (path.suffix.lower() in SUFFIXES or universal.is_of_ten(path))


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The documents of a file; lines that break the format are told."""
    return universal.articles(path, options)


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    with open(target, "wb") as file:

        def add(page: Page) -> Iterable[Lost]:
            sheet = _sheet(page, options)
            file.write("".join(_lines(sheet)).encode())
            return sheet.lost

        yield add


def _sheet(page: Page, options: Options) -> _Sheet:
    grid, lost = Tokens(page.text), list[Lost]()
    sheet = _Sheet(page, grid, tuple(grid.sentences()), lost)
    named = [(s, page.codebook.label(s.label or 0).name) for s in page.mentions]
    if not grid.ranges:
        lost.append(Lost(_N("article without a token"), quote=page.article.title))
    if options.marks == "NE":
        written = _write_tags(sheet, named, options.overlap)
    else:
        written = _write_brackets(sheet, named)
        told = {page.entity_of(span) for span in written}
        untold = (e for e in page.entities.values() if page.live(e.id) not in told)
        lost += [Lost(_N("entity that no mention names"), quote=e.name) for e in untold]
    carried = CARRIES if options.marks == "Entity" else ("text", "metadata", "mentions")
    lost += unsaid(page, written, carried)
    return sheet


def _lose_changes(page: Page, pieces: list[Span], lost: list[Lost]) -> None:
    """What brackets tell otherwise than it was given: merged labels and entities, the label of an
    entity, and the order of pieces.
    """
    span, changed = pieces[0], "changed"
    label, entity = (
        page.codebook.label(span.label or 0),
        page.entities.get(page.entity_of(span) or 0),
    )
    stands = _N("the one that stands")
    if label.id != span.label:
        lost.append(lost_span(_N("label that was merged into another"), span, changed, stands))
    if span.entity != page.entity_of(span):
        lost.append(lost_span(_N("entity that was merged into another"), span, changed, stands))
    if entity and page.codebook.label(entity.label).id != label.id:
        what = _N("label of an entity that its mention does not share")
        lost.append(lost_span(what, span, changed, label.name))
    places = [(piece.start, piece.order) for piece in pieces]
    if places != sorted(places):
        what = _N("order of the pieces of a mention")
        lost.append(lost_span(what, span, changed, _N("order in the text")))


def _write_tags(sheet: _Sheet, named: list[tuple[Span, str]], overlap: str) -> list[Span]:
    """Flat tags; names without their blanks, for they stand between signs of the format."""
    whole = [(span, misc.covered(name)) for span, name in named if span.part_of is None]
    pieces = (span for span, _name in named if span.part_of is not None)
    sheet.lost += [lost_span(_N("further piece of a mention"), span) for span in pieces]
    placed = place(whole, sheet.grid, sheet.lost)
    kept, gone = flat(placed, overlap, len(sheet.grid.ranges))
    sheet.lost += [lost_span(_N("mention that overlaps another"), each.span) for each in gone]
    for first, last, each in cut_at_ends(kept, sheet.sentences, sheet.lost):
        tags = tagged(last - first, each.name, "IOB2", "O")
        sheet.tags.update(zip(range(first, last), tags, strict=True))
    written = [each.span for each in kept]
    for span in written:
        if span.level:
            sheet.lost.append(lost_span(_N("level of a mention"), span))
        if span.head_start is not None:
            sheet.lost.append(lost_span(_N("head of a mention"), span))
    return written


def _write_brackets(sheet: _Sheet, named: list[tuple[Span, str]]) -> list[Span]:
    """Brackets: at a token the longer ones open first, and what opened last is closed first."""
    mentions: dict[int, list[Placed]] = defaultdict(list)
    for each in place(named, sheet.grid, sheet.lost):
        mentions[each.span.id if each.span.part_of is None else each.span.part_of].append(each)
    found: list[_Bracketed] = []
    for pieces in mentions.values():
        pieces.sort(key=lambda each: each.span.part_of is not None)
        _lose_changes(sheet.page, [each.span for each in pieces], sheet.lost)
        found += _bracketed(sheet, pieces)
    found.sort(key=lambda each: (each.ranges[0][0], -each.ranges[-1][1], each.whole.span.id))
    _lose_crossing(sheet, found)
    for one in found:
        _bracket(sheet, one)
    return list({each.whole.span.id: each.whole.span for each in found}.values())


@dataclass(frozen=True, slots=True)
class _Bracketed:
    """What one mention has in one sentence."""

    id: str
    whole: Placed
    ranges: tuple[tuple[int, int], ...]


def _bracketed(sheet: _Sheet, pieces: list[Placed]) -> Iterator[_Bracketed]:
    """A mention sentence by sentence, for brackets do not leave one."""
    span = pieces[0].span
    entity = sheet.page.entity_of(span)
    id = f"m{span.id}" if entity is None else f"e{entity}"
    starts = [first for first, _last in sheet.sentences]
    apart: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for each in pieces:
        cuts = starts[bisect_right(starts, each.first) : bisect_left(starts, each.last)]
        for first, last in pairwise((each.first, *cuts, each.last)):
            apart[bisect_right(starts, first)].append((first, last))
    if len(apart) > 1:
        what, becomes = _N("mention over a sentence end"), _N("one mention in each sentence")
        sheet.lost.append(lost_span(what, span, "changed", becomes))
    for ranges in apart.values():
        united = joined(ranges)
        if len(united) < len(ranges):
            lost = (_N("overlapping pieces of one mention"), span, "changed", _N("one piece"))
            sheet.lost.append(lost_span(*lost))
        yield _Bracketed(id, pieces[0], united)


def _lose_crossing(sheet: _Sheet, found: list[_Bracketed]) -> None:
    """Tell of mentions of one entity that cross: their brackets cannot be told apart."""
    open_until: dict[str, list[int]] = defaultdict(list)
    for one in found:
        first, last = one.ranges[0][0], one.ranges[-1][1]
        still = [end for end in open_until[one.id] if end > first + 1]
        if any(end < last for end in still) or (still and len(one.ranges) > 1):
            lost = (_N("crossing mentions of one entity"), one.whole.span, "changed", _N("nested"))
            sheet.lost.append(lost_span(*lost))
        open_until[one.id] = [*still, last]


def _bracket(sheet: _Sheet, one: _Bracketed) -> None:
    span = one.whole.span
    entity = sheet.page.entities.get(sheet.page.entity_of(span) or 0)
    name, qid = (entity.name, entity.qid) if entity else ("", "")
    label, *told = (misc.covered(each) for each in (one.whole.name, span.level, qid, name))
    fields = (label, _head(sheet, one), *told)
    for number, (first, last) in enumerate(one.ranges, 1):
        id = f"{one.id}[{number}/{len(one.ranges)}]" if len(one.ranges) > 1 else one.id
        opening = "-".join(("(" + id, *(fields if number == 1 else ())))
        if last - first == 1:
            sheet.opened[first].append(opening + ")")
        else:
            sheet.opened[first].append(opening)
            sheet.closed[last - 1].insert(0, id + ")")


def _head(sheet: _Sheet, one: _Bracketed) -> str:
    """Which of the mention's tokens are its head, counted from 1."""
    span, grid = one.whole.span, sheet.grid
    if span.head_start is None or span.head_end is None:
        return ""
    tokens = [token for first, last in one.ranges for token in range(first, last)]
    first, last = grid.cover(span.head_start, span.head_end)
    is_whole = first < last and grid.characters(first, last) == (span.head_start, span.head_end)
    if not is_whole or not set(range(first, last)) <= set(tokens):
        sheet.lost.append(lost_span(_N("head of a mention"), span))
        return ""
    return ",".join(str(tokens.index(token) + 1) for token in range(first, last))


def _lines(sheet: _Sheet) -> Iterator[str]:
    """The lines of an article, a block for each sentence."""
    stem, about, ranges = file_stem(sheet.page), sheet.page.article, sheet.grid.ranges
    for number, (first, last) in enumerate(sheet.sentences, 1):
        if number == 1:
            yield f"# newdoc id = {stem}\n# global.Entity = {'-'.join(misc.FIELDS)}\n"
            for name in universal.METADATA:
                if value := getattr(about, name):
                    yield f"# meta::{name} = {cell(value)}\n"
        if first == 0 or "\n" in sheet.page.text[ranges[first - 1][1] : ranges[first][0]]:
            yield "# newpar\n"
        text = "".join(_spaced(sheet, at) for at in range(first, last)).strip(" ")
        yield f"# sent_id = {stem}-{number}\n# text = {text}\n"
        for at in range(first, last):
            form = sheet.grid.text[ranges[at][0] : ranges[at][1]]
            head, relation = ("0", "root") if at == first else ("1", "dep")
            cells = (
                str(at - first + 1),
                form,
                "_",
                "X",
                "_",
                "_",
                head,
                relation,
                "_",
                _misc(sheet, at),
            )
            yield "\t".join(cells) + "\n"
        yield "\n"


def _gap(sheet: _Sheet, at: int) -> str:
    """What stands behind a token."""
    ranges, text = sheet.grid.ranges, sheet.grid.text
    return text[ranges[at][1] : ranges[at + 1][0] if at + 1 < len(ranges) else len(text)]


def _spaced(sheet: _Sheet, at: int) -> str:
    """A token, and a blank where any blanks stand behind it."""
    start, end = sheet.grid.ranges[at]
    return sheet.grid.text[start:end] + " " * any(map(str.isspace, _gap(sheet, at)))


def _misc(sheet: _Sheet, at: int) -> str:
    start, end = sheet.grid.ranges[at]
    gap = _gap(sheet, at)
    told = {"StartChar": str(start), "EndChar": str(end)}
    if marks := "".join([*sheet.closed[at], *sheet.opened[at]]):
        told["Entity"] = marks
    if at in sheet.tags:
        told["NE"] = sheet.tags[at]
    is_last = at + 1 == len(sheet.grid.ranges)
    if not is_last and not any(map(str.isspace, gap)):
        told["SpaceAfter"] = "No"
    if gap not in ("", " ") or (gap and is_last):
        told["SpacesAfter"] = misc.spaces(gap)
    if at == 0 and start:
        told["SpacesBefore"] = misc.spaces(sheet.grid.text[:start])
    return "|".join(f"{name}={value}" for name, value in sorted(told.items()))
