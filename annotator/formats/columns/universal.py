"""CoNLL-U read: documents, their text as the file spaces it, and mentions from the last column."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.columns import misc
from annotator.formats.columns.schemes import runs
from annotator.formats.columns.shape import alike
from annotator.formats.columns.sidecar import text_of
from annotator.formats.columns.source import TextFile, text_file
from annotator.formats.common.cells import uncell
from annotator.formats.values import ReadArticle, ReadEntity, ReadOptions, ReadSpan
from annotator.i18n import _
from annotator.model import LEVELS, Origin
from annotator.text import Cleaned, clean, direction_of, language_of, title_of, to_stored

METADATA = ("title", "outlet", "published", "byline", "url", "language", "direction")

_OURS = re.compile(r"e[1-9][0-9]{12,18}")  # what other tools number is shorter
_ID = re.compile(r"\d+")
_RANGE = re.compile(r"(\d+)-(\d+)")
_EMPTY = re.compile(r"\d+\.\d+")
_WORDS = re.compile(r"(\d+|\d+-\d+|\d+\.\d+)\t[^\t]+(?:\t[^\t]+){8}")
_SAID = re.compile(
    r"#\s*(newdoc|newpar|sent_id|text|global\.Entity|meta::\w+)(?:\s+id)?(?:\s*= ?(.*))?\s*"
)
_TAGS = ("NE", "ner", "NER")
_HEAD = 1 << 13
_UNNAMED = "Entity"  # the label of brackets that say no type
_READ = {"SpaceAfter", "SpacesAfter", "SpacesBefore", "StartChar", "EndChar", "Entity",
         "start_char", "end_char", *_TAGS}  # fmt: skip


@dataclass(slots=True)
class _Token:
    """A token of the text with what its last column says; words it is written together from are
    further lines with brackets of their own.
    """

    form: str
    said: dict[str, str]
    words: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Sentence:
    tokens: list[_Token] = field(default_factory=list)
    text: str = ""
    begins_paragraph: bool = False


@dataclass(slots=True)
class _Document:
    name: str = ""
    about: dict[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = misc.FOREIGN
    sentences: list[_Sentence] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


def is_of_ten(path: Path) -> bool:
    """True for a file whose first rows are those of CoNLL-U, and its comments not WebAnno's."""
    with open(path, "rb") as file:
        head = file.read(_HEAD)
    lines = head.decode("utf-8", errors="replace").removeprefix("\ufeff").split("\n")
    lines = lines[:-1] if len(head) == _HEAD else lines
    rows = [line.removesuffix("\r") for line in lines if line.strip() and line[:1] != "#"]
    if lines and lines[0].startswith("#id="):
        return False
    whole = [row for row in rows if _WORDS.fullmatch(row)]
    return bool(whole) and alike(len(whole), len(rows)) and whole[0].startswith(("1", "2"))


def articles(path: Path, options: ReadOptions) -> Iterator[ReadArticle | BadInput]:
    """The documents of a file, each followed by the faults of its lines."""
    source = text_file(path, options.encoding)
    for number, found in enumerate(_documents(source)):
        yield found if isinstance(found, BadInput) else _article(found, source, number)


def _documents(source: TextFile) -> Iterator[_Document | BadInput]:
    now, sentence, faults = _Document(), _Sentence(), list[BadInput]()
    until = 0
    for number, line in enumerate(source.lines(), 1):
        if line.startswith("#"):
            key, value = _said(line)
            if key == "newdoc" and now.sentences:
                yield now
                yield from faults
                now, faults = _Document(), []
            _note(now, sentence, key, value)
        elif not line.strip():
            sentence, until = _Sentence(), 0
        elif not _WORDS.fullmatch(line):
            faults.append(BadInput(source.path, number, _("This is no row of ten columns.")))
        else:
            begins = not sentence.tokens
            until = _add(now, sentence, line.split("\t"), until)
            if begins and sentence.tokens:  # an empty node is no token
                now.sentences.append(sentence)
    if now.sentences:
        yield now
    yield from faults


def _said(line: str) -> tuple[str, str]:
    match = _SAID.fullmatch(line)
    if match is None:
        return "", ""
    value = match[2] or ""
    return match[1], value if match[1].startswith("meta::") else value.strip()


def _note(now: _Document, sentence: _Sentence, key: str, value: str) -> None:
    if key == "newdoc":
        now.name = value
    elif key == "newpar":
        sentence.begins_paragraph = True
    elif key == "text":
        sentence.text = value
    elif key == "global.Entity":
        now.fields = tuple(value.split("-"))
    elif key.startswith("meta::"):
        now.about[key.removeprefix("meta::")] = uncell(value)
    elif key != "sent_id":
        now.unread.add(_("comments of sentences"))


def _add(now: _Document, sentence: _Sentence, cells: list[str], until: int) -> int:
    """Add a row; up to the word `until` rows belong to the token written before them."""
    id, form, said = cells[0], cells[1], misc.values(cells[9])
    now.unread.update(said.keys() - _READ)
    if any(cell != "_" for cell in (cells[2], *cells[4:6], cells[8])) or cells[3] not in ("_", "X"):
        now.unread.add(_("lemmas, features and syntax"))
    if together := _RANGE.fullmatch(id):
        sentence.tokens.append(_Token(form, said))
        return int(together[2])
    if _EMPTY.fullmatch(id):
        now.unread.add(_("empty nodes"))
    elif int(id) <= until and sentence.tokens:
        sentence.tokens[-1].words.append(said)
    else:
        sentence.tokens.append(_Token(form, said, [said]))
    return until


def _article(found: _Document, source: TextFile, number: int) -> ReadArticle:
    text, ranges = _text(found)
    cleaned = clean(text)
    told = found.about.get
    spans, entities = _marks(found, _stored(ranges, cleaned), cleaned.text)
    return ReadArticle(
        text=cleaned.text,
        title=told("title", found.name or title_of(cleaned.text, source.path.name)),
        id=found.name or f"{source.path.stem}-{number}",
        outlet=told("outlet", ""),
        published=told("published", ""),
        byline=told("byline", ""),
        url=told("url", ""),
        language=told("language") or language_of(cleaned.text),
        direction=told("direction") or direction_of(cleaned.text),
        origin=Origin(source.path.name, source.sha256, source.encoding, cleaned.changes),
        spans=spans,
        entities=entities,
        ignored=tuple(sorted(found.unread)),
    )


def _stored(ranges: Sequence[tuple[int, int]], cleaned: Cleaned) -> Sequence[tuple[int, int]]:
    if not cleaned.removed:
        return ranges
    return [tuple(to_stored(cleaned.removed, at) for at in each) for each in ranges]  # type: ignore[misc]


def _text(found: _Document) -> tuple[str, Sequence[tuple[int, int]]]:
    """The text and where each token stands: by what stands between, by offsets, or by `# text`."""
    tokens = [token for sentence in found.sentences for token in sentence.tokens]
    is_spaced = any(token.said.keys() & {"SpacesAfter", "SpacesBefore"} for token in tokens)
    if not is_spaced and (made := _by_offsets(found)):
        return made
    parts, at, ranges = [], 0, []
    for number, sentence in enumerate(found.sentences):
        before = sentence.tokens[0].said.get("SpacesBefore")
        if before is not None:
            parts.append(misc.unspaced(before))
            at += len(parts[-1])
        elif number and not is_spaced and sentence.begins_paragraph:
            at += 2 - len(parts[-1])
            parts[-1] = "\n\n"
        gaps = None if is_spaced else _gaps(sentence)
        for place, token in enumerate(sentence.tokens):
            gap = gaps[place] if gaps else _gap(token)
            parts += [token.form, gap]
            ranges.append((at, at + len(token.form)))
            at += len(token.form) + len(gap)
    if tokens and "SpacesAfter" not in tokens[-1].said:
        parts[-1] = ""  # nothing tells whether a blank ends a text
    return "".join(parts), ranges


def _gap(token: _Token) -> str:
    """What stands behind a token."""
    if (written := token.said.get("SpacesAfter")) is not None:
        return misc.unspaced(written)
    return "" if token.said.get("SpaceAfter") == "No" else " "


def _gaps(sentence: _Sentence) -> list[str] | None:
    """What stands behind each token by the sentence's text; None where it is not made of them."""
    gaps, at = [], 0
    for number, token in enumerate(sentence.tokens):
        start = sentence.text.find(token.form, at)
        if start < 0 or sentence.text[at:start].strip():
            return None
        if number:
            gaps.append(sentence.text[at:start])
        at = start + len(token.form)
    return [*gaps, _gap(sentence.tokens[-1])]


def _by_offsets(found: _Document) -> tuple[str, Sequence[tuple[int, int]]] | None:
    """The text by offsets, where all tokens have such and they fit one another."""
    places, last = [], 0
    for number, sentence in enumerate(found.sentences, 1):
        for token in sentence.tokens:
            start = token.said.get("StartChar", token.said.get("start_char", ""))
            end = token.said.get("EndChar", token.said.get("end_char", ""))
            if not (start.isdecimal() and end.isdecimal()):
                return None
            if int(start) < last or int(end) - int(start) != len(token.form):
                return None
            places.append((number, int(start), int(end), token.form))
            last = int(end)
    made = text_of("", places)
    return made.text, made.ranges


# marks


@dataclass(slots=True)
class _Mention:
    """A mention by its brackets: pieces of tokens, and what its first bracket says."""

    id: str
    told: dict[str, str]
    entity: str
    pieces: list[tuple[int, int]] = field(default_factory=list)


def _marks(
    found: _Document, ranges: Sequence[tuple[int, int]], text: str
) -> tuple[tuple[ReadSpan, ...], tuple[ReadEntity, ...]]:
    mentions = list(_bracketed(found))
    spans = [span for n, each in enumerate(mentions, 1) for span in _spans(each, n, ranges)]
    spans += _tagged(found, ranges)
    named: dict[str, list[_Mention]] = defaultdict(list)
    for each in mentions:
        if each.entity:
            named[each.entity].append(each)
    entities = tuple(_entity(id, some, ranges, text) for id, some in named.items())
    return tuple(spans), entities


def _bracketed(found: _Document) -> Iterator[_Mention]:
    """The mentions in the order they open; a closing bracket shuts the last open one of its id."""
    mentions: list[_Mention] = []
    open: dict[tuple[str, int], list[tuple[_Mention, int]]] = defaultdict(list)
    tokens = [token for sentence in found.sentences for token in sentence.tokens]
    for at, token in enumerate(tokens):
        for said in token.words or [token.said]:
            for each in misc.brackets(said.get("Entity", "")):
                key = (each.id, each.piece)
                if each.opens:
                    mention = _opened(mentions, each, found.fields)
                    open[key].append((mention, at))
                if each.closes and open[key]:
                    mention, first = open[key].pop()
                    mention.pieces.append((first, at + 1))
                elif each.closes:
                    found.unread.add(_("brackets that nothing opened"))
    if any(open.values()):
        found.unread.add(_("brackets that nothing closed"))
    yield from (each for each in mentions if each.pieces)


def _opened(mentions: list[_Mention], bracket: misc.Bracket, names: tuple[str, ...]) -> _Mention:
    if bracket.piece > 1:
        for each in reversed(mentions[-500:]):
            if each.id == bracket.id and len(each.pieces) == bracket.piece - 1:
                return each
    told = dict(misc.named(bracket.fields, names))
    plain = {name: misc.uncovered(value) for name, value in told.items()}
    mentions.append(_Mention(bracket.id, plain, _named(bracket.id, names)))
    return mentions[-1]


def _named(id: str, names: tuple[str, ...]) -> str:
    """The entity of a bracket: as we write them, one of "e" and an id of ours; "m" begins none."""
    if names != misc.FIELDS:
        return id
    return "" if id.startswith("m") else id[1:] if _OURS.fullmatch(id) else id


def _spans(each: _Mention, number: int, ranges: Sequence[tuple[int, int]]) -> Iterator[ReadSpan]:
    told, id = each.told, f"m{number}"
    tokens = [token for first, last in sorted(each.pieces) for token in range(first, last)]
    start, end = _head(told, tokens, ranges)
    for piece, (first, last) in enumerate(sorted(each.pieces)):
        yield ReadSpan(
            id=f"{id}.{piece}" if piece else id,
            start=ranges[first][0],
            end=ranges[last - 1][1],
            label=told.get("etype") or _UNNAMED,
            entity=each.entity,
            level=told.get("level", "") if told.get("level") in LEVELS else "",
            head_start=None if piece else start,
            head_end=None if piece else end,
            part_of=id if piece else "",
            order=piece,
        )


def _head(
    told: dict[str, str], tokens: Sequence[int], ranges: Sequence[tuple[int, int]]
) -> tuple[int | None, int | None]:
    """Where a mention's head lies, by the numbers of its tokens."""
    written = (told.get("minspan") or told.get("head", "")).split(",")
    numbers = [int(number) for number in written if number.isdecimal()]
    if not numbers or not all(0 < number <= len(tokens) for number in numbers):
        return None, None
    return ranges[tokens[numbers[0] - 1]][0], ranges[tokens[numbers[-1] - 1]][1]


def _entity(
    id: str, mentions: Sequence[_Mention], ranges: Sequence[tuple[int, int]], text: str
) -> ReadEntity:
    """An entity by its mentions: as the file names it, or by the longest of them."""
    first = mentions[0].told
    name = first.get("name", "")
    if not name:
        places = [
            (ranges[p[0][0]][0], ranges[p[-1][1] - 1][1]) for p in (m.pieces for m in mentions)
        ]
        start, end = max(places, key=lambda each: (each[1] - each[0], -each[0]))
        name = " ".join(text[start:end].split())
    qid = first.get("identity", "")
    is_item = qid[:1] == "Q" and qid[1:].isdecimal()
    return ReadEntity(id, first.get("etype") or _UNNAMED, name, qid=qid if is_item else "")


def _tag(token: _Token) -> str:
    return next((token.said[name] for name in _TAGS if name in token.said), "O")


def _tagged(found: _Document, ranges: Sequence[tuple[int, int]]) -> Iterator[ReadSpan]:
    """Mentions from flat tags."""
    at = 0
    for sentence in found.sentences:
        tags = [_tag(token) for token in sentence.tokens]
        for first, last, label in runs(tags):
            start, end = ranges[at + first][0], ranges[at + last - 1][1]
            yield ReadSpan(f"t{at + first}", start, end, label=misc.uncovered(label))
        at += len(sentence.tokens)
