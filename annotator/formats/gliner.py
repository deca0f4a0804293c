"""GLiNER's training samples: words, and mentions by the first and the last word, both included.

Articles are cut at the ends of sentences into samples that GLiNER takes whole; what is longer
than it looks at is left out, and told. `NAME.tokens.tsv` beside it says where each word of which
sample of an article stands.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import BadInput
from annotator.formats.columns import sidecar
from annotator.formats.common import options as choice
from annotator.formats.common.chunking import losses_in_chunks
from annotator.formats.common.joining import joined
from annotator.formats.common.losses import summary
from annotator.formats.common.naming import file_stem
from annotator.formats.common.output import Kind, export
from annotator.formats.common.tokens import Placed, Tokens, lost_span, place
from annotator.formats.regions.about import article, origin_of, scalar, traits, whole
from annotator.formats.regions.stream import first, values
from annotator.formats.regions.untold import untold
from annotator.formats.values import (
    DETECT,
    Lost,
    ProjectCard,
    ReadArticle,
    ReadLink,
    ReadOptions,
    ReadSpan,
    Report,
    Unfit,
)
from annotator.i18n import _N, _
from annotator.model import LEVELS, Origin, Page
from annotator.progress import Loss, Progress

NAME = "gliner"
TITLE = _N("GLiNER JSON")
SUMMARY = _N("Samples of words with mentions for training GLiNER.")
CARRIES = ("mentions", "nested", "crossing")
SUFFIXES = (".json", ".jsonl")
FOLDER = False
EXTRA = ""
STREAMS = True

_KNOWN = frozenset({"tokenized_text", "ner", "relations"})


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default samples as GLiNER's own settings take them."""

    chunk: str = choice.chunk()
    levels: tuple[str, ...] = choice.declared(
        LEVELS, _N("Levels of mentions to write; those without a level are written."), LEVELS
    )
    max_len: int = choice.declared(384, _N("Words in a sample; max_len of the model."))
    max_width: int = choice.declared(12, _N("Words in a mention; max_width of the model."))


@dataclass(frozen=True, slots=True)
class _Cut:
    """An article as samples, each a stretch of its words, and what was lost on the way."""

    grid: Tokens
    stretches: tuple[tuple[int, int], ...]
    samples: tuple[dict[str, Any], ...]
    lost: tuple[Lost, ...]


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write the samples as one list."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What the page would lose."""
    return summary(losses_in_chunks(page, options.chunk, lambda each: _cut(each, options).lost))


def recognises(path: Path) -> bool:
    """True for a file whose first value is a sample."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    raw = first(path)
    return isinstance(raw, dict) and isinstance(raw.get("tokenized_text"), list)


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The samples of a file, an article each; between the words stands one blank."""
    origin = origin_of(path, options)
    for each in values(path, options.encoding):
        if isinstance(each, BadInput):
            yield each
        elif not isinstance(each.value, dict) or not isinstance(
            each.value.get("tokenized_text"), list
        ):
            yield each.wrong(path, _("The sample has no words."))
        else:
            yield each.located(_article(each.value, origin))


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    with joined(target) as put, open(sidecar.beside(target), "wb") as offsets:
        offsets.write(sidecar.HEAD.encode())

        def add(page: Page) -> Iterable[Lost]:
            cut = _cut(page, options)
            for each in cut.samples:
                put(orjson.dumps(each))
            offsets.write(sidecar.rows(file_stem(page), cut.grid, cut.stretches).encode())
            return cut.lost

        yield add


def _cut(page: Page, options: Options) -> _Cut:
    lost = list(untold(page, CARRIES))
    grid = Tokens(page.text)
    if not grid.ranges:
        lost.append(Lost(_N("article without a token"), quote=page.article.title))
    else:
        lost.append(Lost(_N("exact text"), "changed", _N("samples with offsets beside")))
    named = [
        (span, page.codebook.label(span.label or 0).name) for span in page.mentions
        if span.level in (*options.levels, "")
    ]  # fmt: skip
    lost += [
        lost_span(_N("mention of a level that was not chosen"), span)
        for span in page.mentions if span.level not in (*options.levels, "")
    ]  # fmt: skip
    placed = []
    for each in place(named, grid, lost):
        if each.last - each.first > options.max_width:
            lost.append(lost_span(_N("mention of more words than GLiNER looks at"), each.span))
            continue
        if each.span.part_of is not None:
            what, becomes = _N("further piece of a mention"), _N("a mention of its own")
            lost.append(lost_span(what, each.span, "changed", becomes))
        placed.append(each)
    stretches = tuple(_stretches(grid, max(1, options.max_len)))
    samples = tuple(_samples(grid, placed, stretches, lost))
    return _Cut(grid, stretches, samples, tuple(lost))


def _samples(
    grid: Tokens, placed: list[Placed], stretches: Iterable[tuple[int, int]], lost: list[Lost]
) -> Iterator[dict[str, Any]]:
    """The samples of some stretches of words, each with the mentions that lie within."""
    placed.sort(key=lambda each: (each.first, each.last, each.name))
    inside: set[int] = set()
    at = 0
    for begin, end in stretches:
        words = [grid.text[start:stop] for start, stop in grid.ranges[begin:end]]
        ner = []
        while at < len(placed) and placed[at].first < begin:
            at += 1
        for each in placed[at:]:
            if each.first >= end:
                break
            if each.last <= end:
                ner.append([each.first - begin, each.last - 1 - begin, each.name])
                inside.add(id(each))
        yield {"tokenized_text": words, "ner": ner}
    lost += [
        lost_span(_N("mention over the end of a sample"), each.span)
        for each in placed if id(each) not in inside
    ]  # fmt: skip


def _stretches(grid: Tokens, size: int) -> Iterator[tuple[int, int]]:
    """Sentences together as long as they fit; one that is too long is cut."""
    begin = end = 0
    for first_word, last in grid.sentences():
        if end > begin and last - begin > size:
            yield begin, end
            begin = first_word
        end = last
        while end - begin > size:
            yield begin, begin + size
            begin += size
    if end > begin:
        yield begin, end


def _article(raw: dict[str, Any], origin: Origin) -> ReadArticle:
    words = [scalar(each) for each in raw["tokenized_text"]]
    starts, text = [], ""
    for word in words:
        text += " " if text else ""
        starts.append(len(text))
        text += word
    spans: list[ReadSpan] = []
    unfit: list[Unfit] = []
    ids: dict[int, str] = {}
    ignored = {key for key in raw if key not in _KNOWN and not isinstance(raw[key], (str, int))}
    ner = raw.get("ner")
    for n, each in enumerate(ner if isinstance(ner, list) else []):
        found = _range(each, len(words))
        label = scalar(each[2]) if isinstance(each, list) and len(each) > 2 else ""
        if found is None or not label:
            at = whole(each[0]) if isinstance(each, list) and each else None
            unfit.append(Unfit(-1 if at is None else at, -1, label, "", ""))
            continue
        start, end = starts[found[0]], starts[found[1]] + len(words[found[1]])
        ids[n] = f"ner-{n}"
        spans.append(ReadSpan(ids[n], start, end, label=label))
    links, away = _relations(raw.get("relations"), ids)
    known = article(text, {}, origin)
    if known.text != text:  # cleaning may drop what a word holds: a line end within it
        spans, links = [], ()
        ignored.add("ner: words with line ends")
    return replace(
        known,
        spans=tuple(span for span in spans if span.start < span.end),
        links=links,
        attributes=traits({k: v for k, v in raw.items() if k not in ignored}, _KNOWN),
        unfit=tuple(unfit),
        ignored=tuple(sorted(ignored | away)),
    )


def _range(raw: object, count: int) -> tuple[int, int] | None:
    if not isinstance(raw, list) or len(raw) < 3:
        return None
    first_word, last = whole(raw[0]), whole(raw[1])
    if first_word is None or last is None or not 0 <= first_word <= last < count:
        return None
    return first_word, last


def _relations(raw: object, ids: dict[int, str]) -> tuple[tuple[ReadLink, ...], set[str]]:
    """Links between mentions by their place in the list."""
    links, away = [], set()
    for n, each in enumerate(raw if isinstance(raw, list) else []):
        ends = [whole(at) for at in each[:2]] if isinstance(each, list) and len(each) > 2 else []
        one, other = (ids.get(-1 if at is None else at, "") for at in ends) if ends else ("", "")
        if one and other and one != other:
            links.append(ReadLink(f"rel-{n}", "span", one, other, scalar(each[2])))
        else:
            away.add("relations")
    return tuple(links), away
