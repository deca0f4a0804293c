"""What is said about spans and claims, as brat's attributes where a word will do, else comments."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Sequence

from annotator.formats.common.naming import free_name, plain_name
from annotator.formats.standoff import words
from annotator.formats.standoff.sheet import Ids, Sheet, Wanted
from annotator.i18n import _N
from annotator.model import Attribute, Judgement, Note, Page

_WORD = re.compile(r"[A-Za-z0-9_.+-]*")


def answers_of(page: Page, wanted: Wanted) -> dict[int, list[Judgement]]:
    """The wanted answers about each claim."""
    layers = {each.id: each.layer for each in page.codebook.fields}
    found: dict[int, list[Judgement]] = defaultdict(list)
    for judgement in page.judgements:
        layer = layers.get(judgement.field, "judgement")
        if judgement.claim is not None and layer in wanted.layers:
            found[judgement.claim].append(judgement)
    return found


def write_answers(answers: Sequence[Judgement], sheet: Sheet, event: str) -> None:
    """Answers about a claim; where several people answered a question, those of the file's maker,
    or else of the first.
    """
    first: dict[str, tuple[bool, int]] = {}
    for answer in answers:
        who = (answer.annotator != sheet.maker, answer.annotator)
        first[answer.field] = min(who, first.get(answer.field, who))
    orders: Counter[str] = Counter()
    for answer in answers:
        if answer.annotator != first[answer.field][1]:
            sheet.lose(_N("answer of a further annotator"), quote=_told(answer))
            continue
        if answer.annotator != sheet.maker:
            sheet.lose(_N("who gave an answer"), quote=_told(answer))
        if answer.order != orders[answer.field]:
            sheet.lose(_N("place of an answer among several"), quote=_told(answer))
        orders[answer.field] += 1
        if answer.derived:
            lost = (_N("that an answer follows from a rule"), "changed", _N("plain answer"))
            sheet.lose(*lost, quote=_told(answer))
        _write_value(sheet, event, answer.field, answer.value)


def _told(answer: Judgement) -> str:
    return f"{answer.field}: {answer.value}"


def write_remarks(page: Page, sheet: Sheet, ids: Ids, unwanted: Container[tuple[str, int]]) -> None:
    """Notes, flags and attributes of what is in the file; on what nobody wanted they stay out."""
    for note in page.notes:
        subject = _subject(note)
        if subject is None and note.article is not None:
            sheet.lose(_N("note on the article"), quote=note.text)
        elif subject in ids:
            _write_note(note, sheet, ids[subject])
            sheet.lose_piece(note.span)
        elif subject is not None and subject not in unwanted:
            sheet.lose(_N("note on what is not in the file"), quote=note.text)
    taken = set(words.reserved(page.codebook))
    for attribute in page.attributes:
        subject = _subject(attribute)
        if subject is None and attribute.entity is None:
            lost = _N("attribute of the article")
            sheet.lose(lost, quote=f"{attribute.name}: {attribute.value}")
        elif subject in ids:
            _write_attribute(attribute, sheet, ids[subject], taken)
        elif subject is not None and subject not in unwanted:
            lost = _N("attribute of what is not in the file")
            sheet.lose(lost, quote=f"{attribute.name}: {attribute.value}")


def _write_note(note: Note, sheet: Sheet, target: str) -> None:
    """A comment, and right behind it its flag: so a reader knows whose flag it is."""
    sheet.comment(words.NOTE, target, note.text)
    if note.flag:
        sheet.attribute(words.FLAG, target, plain_name(note.flag))
    if note.resolved:
        sheet.lose(_N("that a note is settled"), quote=note.text)
    if note.annotator != sheet.maker:
        sheet.lose(_N("who wrote a note"), quote=note.text)


def _write_attribute(attribute: Attribute, sheet: Sheet, target: str, taken: set[str]) -> None:
    name = free_name(plain_name(attribute.name), taken)
    if name != attribute.name:
        sheet.lose(_N("name of an attribute"), "renamed", name, quote=attribute.name)
    _write_value(sheet, target, name, attribute.value)
    sheet.lose_piece(attribute.span)


def _write_value(sheet: Sheet, target: str, name: str, value: str) -> None:
    if _WORD.fullmatch(value):
        sheet.attribute(name, target, value)
    else:
        sheet.comment(name, target, value)


def _subject(about: Note | Attribute) -> tuple[str, int] | None:
    """The span or claim that something is about."""
    if about.span is not None:
        return "span", about.span
    return None if about.claim is None else ("claim", about.claim)
