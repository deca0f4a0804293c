"""Foreign label sets on their way into a codebook: which labels a file has, and what each becomes.

A mapping is a label of the file to a label of the project; "" leaves what bears it out.
"""

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import ReadArticle, ReadLink, ReadOptions, ReadSpan
from annotator.jobs import sources
from annotator.model import Codebook
from annotator.progress import Progress

LEFT_OUT = ""
_ENOUGH = 2000  # articles of one file that are looked at to learn its labels

# What other label sets call what the news codebook calls so.
_SAME = {
    "PER": "person per pers people human individual b-per persname personname character",
    "ORG": "org organization organisation company corporation institution agency group",
    "GPE": "gpe country city state nation geopoliticalentity province village town",
    "LOC": "loc location place geo region district",
    "FAC": "fac facility building",
    "EVENT": "event evt eve",
    "DATE": "date time dat tim temporal timex timex3 duration",
    "QUANT": "quantity quant number cardinal ordinal percent money num age currency penalty",
    "NORP": "norp nationality religion ideology demonym",
    "OTHER": "misc other miscellaneous product work_of_art workofart oth law language",
}
_MEANT = {word: name for name, words in _SAME.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Survey:
    """The labels of some files with how often each occurs, and one thing it marks."""

    counts: Mapping[str, int]
    examples: Mapping[str, str]


def survey(
    paths: Sequence[Path], *, format: str = "", encoding: str = ""
) -> Generator[Progress, None, Survey]:
    """Read files for their labels alone; what cannot be read is passed over here."""
    reader = formats.reader(format) if format else None
    counts, examples = Counter[str](), dict[str, str]()
    total = sources.count(paths)
    for done, found in enumerate(sources.found(paths, reader)):
        yield Progress(done, total, found.path.name)
        if not isinstance(found, sources.Source):
            continue
        try:
            read = found.reader.read(found.path, ReadOptions(encoding))
            for article in islice(read, _ENOUGH):
                if isinstance(article, BadInput):
                    continue
                for span in article.spans:
                    if span.label:
                        counts[span.label] += 1
                        examples.setdefault(span.label, article.text[span.start : span.end])
                yield Progress(done, total, found.path.name)
        except sources.FAULTS:
            continue
    return Survey(dict(counts.most_common()), examples)


def proposal(labels: Sequence[str], book: Codebook) -> dict[str, str]:
    """A label of the project for each of a file: the same name, or what is commonly meant by it;
    a label that means nothing known stays as it is and becomes a new one.
    """
    mine = {label.name.casefold(): label.name for label in book.active_labels}
    return {name: mine.get(name.casefold()) or _meant(name, mine) or name for name in labels}


def _meant(name: str, mine: Mapping[str, str]) -> str:
    words = name.casefold().replace(" ", "").removesuffix("s")
    for word in (name.casefold(), words, words.split(":")[-1].split("/")[-1].split(".")[-1]):
        if found := mine.get(_MEANT.get(word, "").casefold()):
            return found
    return ""


def mapped(read: ReadArticle, labels: Mapping[str, str]) -> ReadArticle:
    """The article with its labels named as the mapping says, and without what is left out."""
    if not labels:
        return read
    left_out = {label for label, becomes in labels.items() if becomes == LEFT_OUT}
    gone = {span.id for span in read.spans if span.label in left_out}
    gone |= {span.id for span in read.spans if span.part_of in gone}

    def named(label: str) -> str:
        return labels.get(label, label) or label

    spans = (_without(span, gone) for span in read.spans if span.id not in gone)
    return replace(
        read,
        spans=tuple(replace(span, label=named(span.label)) for span in spans),
        entities=tuple(replace(each, label=named(each.label)) for each in read.entities),
        predictions=tuple(
            replace(each, label=named(each.label))
            for each in read.predictions
            if each.label not in left_out
        ),
        links=tuple(link for link in read.links if _ends_stay(link, gone)),
        notes=tuple(note for note in read.notes if note.span not in gone),
        attributes=tuple(each for each in read.attributes if each.span not in gone),
    )


def _without(span: ReadSpan, gone: set[str]) -> ReadSpan:
    return replace(span, mention="") if span.mention in gone else span


def _ends_stay(link: ReadLink, gone: set[str]) -> bool:
    return link.kind != "span" or not {link.source, link.target} & gone
