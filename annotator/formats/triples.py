"""Attributions as triples of source, cue and content: a token a line, a tag for its role.

Flat, one tag a token: of attributions that overlap one stays, by a fixed rule. Or a column for each
attribution, which loses none. `NAME.tokens.tsv` beside them says where each token stands.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.formats.columns import sidecar
from annotator.formats.columns.schemes import SCHEMES, tagged
from annotator.formats.columns.shape import START
from annotator.formats.common import options as choice
from annotator.formats.common.chunking import losses_in_chunks
from annotator.formats.common.leftovers import unsaid
from annotator.formats.common.losses import summary
from annotator.formats.common.naming import file_stem
from annotator.formats.common.output import Kind, export
from annotator.formats.common.tokens import Placed, Tokens, cut_at_ends, lost_span, place
from annotator.formats.values import Lost, ProjectCard, Report
from annotator.i18n import _N
from annotator.model import Claim, Page, Span
from annotator.progress import Loss, Progress

NAME = "triples"
TITLE = _N("Attribution triples (BIO)")
SUMMARY = _N("Sources, cues and contents as tags of tokens, for trainers of attribution.")
CARRIES = ("claims",)
SUFFIXES = (".bio",)
FOLDER = False
EXTRA = ""

LAYOUTS = ("flat", "columns")
ROLES = ("source", "cue", "content")
_PART = (
    _N("part of a claim whose ends are not those of tokens"),
    _N("part of a claim that covers no token"),
    _N("whole tokens"),
)
_ENDS = (_N("part of a claim over a sentence end"), _N("one run of tags in each sentence"))


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default one tag a token in IOB2."""

    chunk: str = choice.chunk()
    layout: str = choice.declared(
        "flat", _N("One tag a token (flat), or a column of tags for each attribution."), LAYOUTS
    )
    scheme: str = choice.declared(
        "IOB2", _N("How tags mark where a part begins and ends."), SCHEMES
    )


@dataclass(frozen=True, slots=True)
class _Triple:
    """An attribution on tokens: its parts by role."""

    claim: Claim
    parts: dict[str, tuple[Placed, ...]]

    def tokens(self, *roles: str) -> frozenset[int]:
        """The tokens of some roles."""
        return frozenset(
            at for role in roles for each in self.parts[role]
            for at in range(each.first, each.last)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Tagged:
    """An article's columns of tags, each for the claims it is headed by, and what that lost."""

    grid: Tokens
    sentences: tuple[tuple[int, int], ...]
    columns: tuple[tuple[str, list[str]], ...]
    lost: list[Lost]


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write the columns, and beside them where the tokens stand."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What the page would lose."""
    return summary(losses_in_chunks(page, options.chunk, lambda each: _tagged(each, options).lost))


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    with open(target, "wb") as columns, open(sidecar.beside(target), "wb") as offsets:
        offsets.write(sidecar.HEAD.encode())

        def add(page: Page) -> Iterable[Lost]:
            made = _tagged(page, options)
            columns.write("".join(_lines(made)).encode())
            offsets.write(sidecar.rows(file_stem(page), made.grid, made.sentences).encode())
            return made.lost

        yield add


def _lines(made: _Tagged) -> Iterator[str]:
    """The article's head, and a row for each token with its tag in every column."""
    yield "\t".join((START, *(head for head, _tags in made.columns))) + "\n\n"
    text, ranges = made.grid.text, made.grid.ranges
    for first, last in made.sentences:
        for at in range(first, last):
            start, end = ranges[at]
            yield "\t".join((text[start:end], *(tags[at] for _head, tags in made.columns))) + "\n"
        yield "\n"


def _tagged(page: Page, options: Options) -> _Tagged:
    grid, lost = Tokens(page.text), list[Lost]()
    sentences = tuple(grid.sentences())
    triples = _triples(page, grid, lost)
    columns: tuple[tuple[str, list[str]], ...]
    if options.layout == "columns":
        rows = [(str(each.claim.id), [each]) for each in triples]
    else:
        rows = [("O", _apart(triples, lost))]
    columns = tuple(
        (head, _tags(some, sentences, len(grid.ranges), options.scheme, lost))
        for head, some in rows
    )  # fmt: skip
    if options.layout == "flat":
        kept = [each.claim for each in rows[0][1]]
        lost += [Lost(_N("which parts belong together"), quote=each.gist) for each in kept]
    lost += [lost_span(_N("mention"), span) for span in page.mentions if span.part_of is None]
    if page.text:
        lost.append(Lost(_N("exact text"), "changed", _N("tokens with offsets beside")))
    lost += unsaid(page, (), CARRIES)
    return _Tagged(grid, sentences, columns, lost)


def _triples(page: Page, grid: Tokens, lost: list[Lost]) -> list[_Triple]:
    """The attributions, those with a source first, each kind in the order of their cues."""
    found = []
    for claim in page.claims_in_order:
        parts = {role: page.parts(claim.id, role) for role in ROLES}
        if not parts["source"] and not parts["cue"]:
            lost.append(Lost(_N("claim that no words attribute to anybody"), quote=claim.gist))
            continue
        lost += _untold(page, claim)
        placed = {role: _placed(spans, role, grid, lost) for role, spans in parts.items()}
        if any(placed.values()):
            found.append(_Triple(claim, placed))
    return sorted(found, key=_order)


def _placed(spans: Sequence[Span], role: str, grid: Tokens, lost: list[Lost]) -> tuple[Placed, ...]:
    named = [(span, role.upper()) for span in spans]
    return tuple(place(named, grid, lost, _PART))


def _order(triple: _Triple) -> tuple[bool, int, int]:
    cues = [each.first for each in triple.parts["cue"]]
    others = [each.first for role in ROLES for each in triple.parts[role]]
    return not triple.parts["source"], min(cues or others), triple.claim.id


def _untold(page: Page, claim: Claim) -> Iterator[Lost]:
    """What is known of an attribution beside its three parts."""
    if claim.gist:
        yield Lost(_N("gist of a claim"), quote=claim.gist)
    if claim.chain:
        yield Lost(_N("source chain of a claim"), quote=claim.gist)
    if claim.parent is not None:
        yield Lost(_N("claim around a claim"), quote=claim.gist)
    for span in page.parts(claim.id):
        if span.role not in ROLES:
            yield lost_span(_N("part of a claim that is no source, cue or content"), span)


def _apart(triples: Sequence[_Triple], lost: list[Lost]) -> list[_Triple]:
    """The attributions that have their tokens for themselves: one whose cue or content overlaps an
    earlier one goes, one whose source alone does stays without it.
    """
    taken: set[int] = set()
    kept = []
    for triple in triples:
        if taken & triple.tokens("cue", "content"):
            lost.append(Lost(_N("attribution that overlaps another"), quote=triple.claim.gist))
            continue
        if taken & triple.tokens("source"):
            what = _N("source that overlaps another attribution")
            lost += [lost_span(what, each.span) for each in triple.parts["source"]]
            triple = _Triple(triple.claim, {**triple.parts, "source": ()})
        taken |= triple.tokens(*ROLES)
        kept.append(triple)
    return kept


def _tags(
    triples: Sequence[_Triple], sentences: Sequence[tuple[int, int]], size: int, scheme: str,
    lost: list[Lost],
) -> list[str]:  # fmt: skip
    """The tags of one column. Within an attribution the cue goes first, then the source."""
    tags, beginnings = ["O"] * size, {first for first, _last in sentences}
    parts = []
    for triple in triples:
        taken: set[int] = set()
        for role in ("cue", "source", "content"):
            for each in triple.parts[role]:
                runs = list(_free(each, taken))
                if not runs:
                    lost.append(lost_span(_N("part of a claim that lies in others"), each.span))
                elif runs != [(each.first, each.last)]:
                    what = _N("part of a claim that overlaps another of it")
                    lost.append(lost_span(what, each.span, "changed", _N("tokens that are free")))
                parts += [Placed(each.span, first, last, each.name) for first, last in runs]
                taken.update(range(each.first, each.last))
    for first, last, each in cut_at_ends(
        sorted(parts, key=lambda x: x.first), sentences, lost, _ENDS
    ):
        before = "O" if first in beginnings else tags[first - 1]
        tags[first:last] = tagged(last - first, each.name, scheme, before)
    return tags


def _free(each: Placed, taken: set[int]) -> Iterator[tuple[int, int]]:
    """The runs of a part's tokens that no other part has."""
    first = None
    for at in range(each.first, each.last + 1):
        is_free = at < each.last and at not in taken
        if is_free and first is None:
            first = at
        if not is_free and first is not None:
            yield first, at
            first = None
