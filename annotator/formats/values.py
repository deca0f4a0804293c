"""What goes into a format and what comes out of one, beside the pages of the model.

Values read from a file know nothing of this project's ids: they name labels and annotators, and
refer to one another by the file's own ids, which are strings ("" = none).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from annotator.model import (
    Annotator,
    Attribute,
    Codebook,
    Entity,
    Judgement,
    Label,
    Link,
    Note,
    Origin,
)
from annotator.progress import Loss
from annotator.suggestion import Suggested


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of an article, and the family of near-duplicates it is in ("" = it is alone)."""

    published: str
    family: str = ""


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """The name under which an entity goes out, and all `names` it is known by, its own mentions
    included; `merged` are the entities that were merged into it.
    """

    entity: int
    name: str
    names: tuple[str, ...] = ()
    is_person: bool = False
    is_given: bool = False
    merged: tuple[int, ...] = ()


def nothing_suggested(article: int) -> Suggested:
    """What a project without suggestions says of each article."""
    return Suggested()


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """What an export must know of a project beside its pages.

    `entities` are those of the whole project (those that belong to one article come with its
    page); `links`, `judgements`, `notes` and `attributes` are about these entities. The five may
    be objects that ask the file anew at each `iter()`, in the order of their ids, so that a
    million entities need no memory. `pseudonyms` says who is to go out under another name.
    `properties` are further settings of the project; `articles`
    says how many pages will come (0 = not known); `dated` their dates, for dividing them;
    `versions` are the content keys, by id, of the articles that others are later versions of;
    `suggested` gives the suggestions of an article and who decided what on them.
    """

    name: str
    codebook: Codebook
    annotators: tuple[Annotator, ...] = ()
    guidelines: str = ""
    independent: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    entities: Iterable[Entity] = ()
    links: Iterable[Link] = ()
    judgements: Iterable[Judgement] = ()
    notes: Iterable[Note] = ()
    attributes: Iterable[Attribute] = ()
    articles: int = 0
    dated: Iterable[Dated] = ()
    pseudonyms: tuple[Pseudonym, ...] = ()
    versions: Mapping[int, str] = field(default_factory=dict)
    suggested: Callable[[int], Suggested] = nothing_suggested


class Lost(NamedTuple):  # a large export makes millions, a tuple four times as fast
    """One thing a format could not hold as it was: `[start, end)` in code points, -1 = no place.

    `what` and `becomes` are sentences marked for translation; `fate` is as in `Loss`.
    """

    what: str
    fate: str = "left out"
    becomes: str = ""
    start: int = -1
    end: int = -1
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What an export did: articles written and left out by choice, what was lost, the files.

    `secret` of those left out were so because nobody asked for secret articles. Of those written
    for trainers, `unread` were read to their end by nobody: what is not marked there says nothing.
    """

    written: int
    losses: tuple[Loss, ...] = ()
    files: tuple[Path, ...] = ()
    left_out: int = 0
    secret: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file: `encoding` "" means detect it."""

    encoding: str = field(
        default="", metadata={"help": "Encoding of the text; empty to detect it."}
    )
    unfitting: bool = field(
        default=False,
        metadata={"help": "Take marks whose words are not those the file says as well."},
    )
    headline: bool = field(
        default=True,
        metadata={"help": "Put the headline of a web page over its text, to be marked as well."},
    )
    add_marks: bool = field(
        default=False,
        metadata={"help": "Add marks to articles that are here already."},
    )
    columns: tuple[str, ...] = field(
        default=(),
        metadata={"help": "What a table's columns are for, such as text=Body or title=Headline."},
    )


DETECT = ReadOptions()
NO_ORIGIN = Origin()


@dataclass(frozen=True, slots=True)
class ReadEntity:
    """An entity as a file has it; labels as in ReadSpan."""

    id: str
    label: str
    name: str
    label_given: str = ""
    qid: str = ""
    description: str = ""
    role: str = ""
    aliases: tuple[str, ...] = ()
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """A mention (has a label) or a part of a claim (has a role), in code points of the text.

    `label` is the live label's name; `label_given` is the file's id of the label that was given
    where that was since merged into the live one.
    """

    id: str
    start: int
    end: int
    annotator: str = ""
    label: str = ""
    label_given: str = ""
    entity: str = ""
    level: str = ""
    head_start: int | None = None
    head_end: int | None = None
    role: str = ""
    claim: str = ""
    order: int = 0
    mention: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """A claim; its spans carry its id. In `chain` None stands where the text names nobody."""

    id: str
    annotator: str = ""
    gist: str = ""
    chain: tuple[str | None, ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class ReadJudgement:
    """An answer to a field of the codebook about a claim or an entity."""

    id: str
    field: str
    value: str
    annotator: str = ""
    claim: str = ""
    entity: str = ""
    order: int = 0
    derived: bool = False


@dataclass(frozen=True, slots=True)
class ReadLink:
    """An arrow between two claims, entities or spans (`kind`). The target may lie in another
    article of the same file, so ends are tied together after the last article.
    """

    id: str
    kind: str
    source: str
    target: str
    type: str
    annotator: str = ""
    independence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A remark or a flag; about the article itself where no other subject is given."""

    id: str
    text: str
    annotator: str = ""
    flag: str = ""
    resolved: bool = False
    span: str = ""
    entity: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class ReadAttribute:
    """A further property of a span, entity or claim; of the article where none is given."""

    id: str
    name: str
    value: str
    span: str = ""
    entity: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class ReadPrediction:
    """A span that a model proposed, in code points; it comes in as a suggestion, not as a mark."""

    start: int
    end: int
    label: str
    provider: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ReadDecision:
    """What an annotator decided on a suggestion at a place, in code points."""

    start: int
    end: int
    label: str
    verdict: str
    annotator: str = ""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A mark of a file that was not taken: its range as the file counts, the words the file says
    it covers, and those that stand there. `line` is where the file has it, 0 where lines mean
    nothing, `item` the number of the value in a list of such, 0 where there is no list, `file` the
    name of the file where that is one of several.
    """

    start: int
    end: int
    label: str
    quote: str
    found: str
    line: int = 0
    item: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a file declares beside its marks: types of marks as labels, types of relations, and
    attributes with their values, none where one is there or not.
    """

    labels: tuple[Label, ...] = ()
    relations: tuple[str, ...] = ()
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadProject:
    """What a file says about a project as a whole. Label ids are the file's own."""

    name: str
    codebook: Codebook
    annotators: tuple[Annotator, ...] = ()
    guidelines: str = ""
    independent: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    entities: tuple[ReadEntity, ...] = ()
    links: tuple[ReadLink, ...] = ()
    judgements: tuple[ReadJudgement, ...] = ()
    notes: tuple[ReadNote, ...] = ()
    attributes: tuple[ReadAttribute, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article as a file has it, ready to be stored: its text is clean, offsets fit it.

    `version_of` is the content key of the article that it is a later version of, "" where the
    file says that it is of none, and None where it says nothing.
    `statuses` maps annotator names to states; `entities` are those that this article defines;
    `ignored` names what the file holds and we do not read. `counted` says in words how the file
    counts its offsets where that had to be found out; `unfit` are marks that fit no way of
    counting and were left out.
    """

    text: str
    title: str
    id: str = ""
    outlet: str = ""
    published: str = ""
    byline: str = ""
    url: str = ""
    language: str = ""
    direction: str = ""
    removed: bool = False
    rights: str = ""
    version_of: str | None = None
    origin: Origin = NO_ORIGIN
    spans: tuple[ReadSpan, ...] = ()
    entities: tuple[ReadEntity, ...] = ()
    claims: tuple[ReadClaim, ...] = ()
    judgements: tuple[ReadJudgement, ...] = ()
    links: tuple[ReadLink, ...] = ()
    notes: tuple[ReadNote, ...] = ()
    attributes: tuple[ReadAttribute, ...] = ()
    statuses: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    predictions: tuple[ReadPrediction, ...] = ()
    decisions: tuple[ReadDecision, ...] = ()
    unfit: tuple[Unfit, ...] = ()
    counted: str = ""
