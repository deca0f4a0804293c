"""Foreign label sets on their way into a codebook: which labels a file has, and what each becomes.

A mapping is a label of the file to a label of the project; "" leaves what bears it out.
"""

import json
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from annotator import formats
from annotator.formats import (
    DETECT,
    Declared,
    ReadArticle,
    Reader,
    ReadLink,
    ReadOptions,
    ReadPrediction,
    ReadSpan,
    Unfit,
)
from annotator.i18n import _
from annotator.jobs import sources
from annotator.model import Codebook, Label
from annotator.progress import Progress
from annotator.project import Project
from annotator.store import writing

LEFT_OUT = ""
_PROPERTY = "labels of other tools"
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
    """The labels of some files with how often each occurs, and one thing it marks; those that are
    `declared` and on nothing occur 0 times. `unfit` says of each mark that does not fit its text
    what is wrong, `counted` how the files count, `also` what else they declare.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)
    unfit: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    declared: Mapping[str, Label] = field(default_factory=dict)
    also: tuple[str, ...] = ()


def may_be_marked(path: Path) -> bool:
    """True for a folder, and for a file of another tool that can hold marks."""
    reader = None if path.is_dir() else formats.recognised(path)
    return path.is_dir() or (reader is not None and "mentions" in reader.CARRIES)


def _is_foreign(path: Path, reader: Reader) -> bool:
    """True for a file with marks that says nothing of a project of ours."""
    about = getattr(reader, "read_project", None)
    return "mentions" in reader.CARRIES and (about is None or about(path) is None)


def survey(
    paths: Sequence[Path], *, format: str = "", options: ReadOptions = DETECT
) -> Generator[Progress, None, Survey]:
    """Read other tools' files for their labels alone; what cannot be read is passed over here."""
    reader = formats.reader(format) if format else None
    found, marked = _Surveyor(), (each for each in formats.readers() if "mentions" in each.CARRIES)
    suffixes = {suffix for each in marked for suffix in each.SUFFIXES}
    for done, source in enumerate(sources.found(paths, reader, only=suffixes)):
        yield Progress(done, 0, source.path.name)
        if isinstance(source, sources.Source):
            try:
                found.hear(source)
                for article in islice(_articles(source, options), _ENOUGH):
                    found.see(article)
                    yield Progress(done, 0, source.path.name)
            except sources.FAULTS:
                continue
    return found.survey


def _articles(source: sources.Source, options: ReadOptions) -> Iterator[ReadArticle]:
    """The articles of a file whose labels are another tool's."""
    if _is_foreign(source.path, source.reader):
        with sources.blaming(source.path):
            read = source.reader.read(source.path, options)
            yield from (each for each in read if isinstance(each, ReadArticle))


class _Surveyor:
    """Counts the labels of articles as they are read."""

    def __init__(self) -> None:
        self._counts, self._examples = Counter[str](), dict[str, str]()
        self._unfit, self._counted = list[str](), dict[str, None]()
        self._declared, self._also = dict[str, Label](), dict[str, None]()

    def hear(self, source: sources.Source) -> None:
        """Note what a file of another tool declares beside its marks."""
        declare = getattr(source.reader, "read_labels", None)
        if declare is None or not _is_foreign(source.path, source.reader):
            return
        with sources.blaming(source.path):
            found: Declared = declare(source.path)
        self._declared |= {each.name: each for each in found.labels}
        if found.relations:
            told = _("Relations come in as links: {names}.")
            self._also[told.format(names=", ".join(found.relations))] = None
        if found.attributes:
            names = ", ".join(
                f"{name} ({', '.join(values)})" if values else name
                for name, values in found.attributes
            )
            self._also[_("Attributes come in as such: {names}.").format(names=names)] = None

    def see(self, article: ReadArticle) -> None:
        """Count what is on an article."""
        marks: tuple[ReadSpan | ReadPrediction, ...] = (*article.spans, *article.predictions)
        for mark in marks:
            if mark.label:
                self._counts[mark.label] += 1
                self._examples.setdefault(mark.label, article.text[mark.start : mark.end])
        self._unfit += (misfit(article.title, mark) for mark in article.unfit)
        if article.counted:
            self._counted[article.counted] = None

    @property
    def survey(self) -> Survey:
        """What was counted so far, the most frequent label first."""
        counts = dict(self._counts.most_common())
        counts |= {name: 0 for name in self._declared if name not in counts}
        return Survey(
            counts, self._examples, tuple(self._unfit), tuple(self._counted), self._declared,
            tuple(self._also),
        )  # fmt: skip


def _where(title: str, mark: Unfit) -> str:
    """An article's title, and where in its file a mark stands, as far as that is known."""
    told = "{title}"
    if mark.file and mark.line:
        told = _("{title} ({file}, line {line})")
    elif mark.file:
        told = _("{title} ({file}, number {item})") if mark.item else _("{title} ({file})")
    elif mark.item and not mark.line:
        told = _("{title} (number {item})")
    elif mark.item:
        told = _("{title} (line {line}, number {item})")
    elif mark.line:
        told = _("{title} (line {line})")
    return told.format(title=title, file=mark.file, line=mark.line, item=mark.item)


def misfit(title: str, mark: Unfit) -> str:
    """A mark that does not fit its text, in a sentence that says where it stands in its file."""
    title = _where(title, mark)
    told = _("{title}: {label} at {start}-{end} should cover “{quote}”, there stands “{found}”.")
    if min(mark.start, mark.end) < 0:
        told = _("{title}: {label} has no place that can be read.")
        if mark.quote:
            told = _("{title}: the place of {label} on “{quote}” cannot be read.")
    elif not mark.quote:
        told = _("{title}: {label} at {start}-{end} covers no words of the text.")
    return told.format(
        title=title, label=mark.label, start=mark.start, end=mark.end,
        quote=mark.quote, found=mark.found,
    )  # fmt: skip


def remembered(project: Project) -> dict[str, str]:
    """What labels of other tools became in earlier imports into this project."""
    text = project.property_named(_PROPERTY)
    return dict(json.loads(text)) if text else {}


def remember(project: Project, labels: Mapping[str, str]) -> None:
    """Remember what labels of other tools became, for the next import."""
    known = remembered(project)
    if not labels.items() <= known.items():
        text = json.dumps({**known, **labels}, ensure_ascii=False, sort_keys=True)
        with project.turn() as db:
            writing.set_property(db, _PROPERTY, text)


def proposal(
    labels: Iterable[str], book: Codebook, before: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """A label of the project for each of a file: what it became `before`, the same name, or what
    is commonly meant by it; a label that means nothing known becomes a new one of its name.
    """
    mine = {label.name.casefold(): label.name for label in book.active_labels}
    same = {name: mine[name.casefold()] for name in labels if name.casefold() in mine}
    return {name: same.get(name) or before.get(name, _meant(name, mine) or name) for name in labels}


def proposed(found: Survey, book: Codebook, before: Mapping[str, str]) -> dict[str, str]:
    """The same for what a survey found: what a label is called for people counts too, and one that
    marks nothing and means nothing known is left out.
    """
    mine = {label.name.casefold(): label.name for label in book.active_labels}
    becomes = proposal(found.counts, book, before)
    for name, label in found.declared.items():
        if becomes[name] == name and name.casefold() not in mine and name not in before:
            words = (_meant(each, mine) for each in (label.definition, label.code) if each)
            becomes[name] = next(filter(None, words), name if found.counts[name] else LEFT_OUT)
    return becomes


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
        decisions=tuple(
            replace(each, label=named(each.label))
            for each in read.decisions
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
