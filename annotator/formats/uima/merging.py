"""Several people's versions of one text, as INCEpTION exports them, made one article."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from annotator.errors import BadInput
from annotator.formats.values import ReadArticle

_LISTS = ("spans", "claims", "entities", "judgements", "links", "notes", "attributes")
_REFERENCES = (
    "id", "entity", "claim", "mention", "part_of", "parent", "span", "source", "target",
    "merged_into",
)  # fmt: skip
_INITIAL = "INITIAL_CAS"  # the text as it was before anybody worked on it

Found = tuple[str, str, ReadArticle | BadInput]


def merged(found: Iterable[Found]) -> Iterator[ReadArticle | BadInput]:
    """Articles with the text they are about and by whom; those about one text become one."""
    waiting: dict[str, list[tuple[str, ReadArticle]]] = {}
    for text, who, one in found:
        if not text or isinstance(one, BadInput):
            yield one
        else:
            waiting.setdefault(text, []).append((who, one))
    for versions in waiting.values():
        yield from _joined(versions)


def _joined(versions: list[tuple[str, ReadArticle]]) -> Iterator[ReadArticle]:
    """One article for each text; they differ where somebody's text was corrected."""
    by_text: dict[str, list[tuple[str, ReadArticle]]] = {}
    for who, article in versions:
        by_text.setdefault(article.text, []).append((who, article))
    for same in by_text.values():
        people = [each for each in same if each[0] != _INITIAL] or same
        yield _one(people)


def _one(versions: list[tuple[str, ReadArticle]]) -> ReadArticle:
    (first, article), *others = versions
    whole = _by(article, first, "")
    for number, (who, other) in enumerate(others, 2):
        more = _by(other, who, f"{number}:")
        joined: dict[str, Any]
        joined = {name: (*getattr(whole, name), *getattr(more, name)) for name in _LISTS}
        whole = replace(
            whole, **joined,
            statuses={**more.statuses, **whole.statuses},
            ignored=tuple(sorted({*whole.ignored, *more.ignored})),
            unfit=(*whole.unfit, *more.unfit),
        )  # fmt: skip
    return whole


def _by(article: ReadArticle, who: str, prefix: str) -> ReadArticle:
    """An article whose rows are somebody's, under ids that no other version has."""
    made: dict[str, Any]
    made = {name: tuple(_row(e, who, prefix) for e in getattr(article, name)) for name in _LISTS}
    return replace(article, **made)


def _row(row: Any, who: str, prefix: str) -> Any:
    changed: dict[str, object] = {}
    if getattr(row, "annotator", None) == "" and who != _INITIAL:
        changed["annotator"] = who
    if prefix:
        for name in _REFERENCES:
            if getattr(row, name, ""):
                changed[name] = prefix + getattr(row, name)
        if getattr(row, "chain", ()):
            changed["chain"] = tuple(each and prefix + each for each in row.chain)
    return replace(row, **changed) if changed else row
