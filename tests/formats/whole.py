"""Whether what a format gives back is all that our JSONL of the same page has."""

from pathlib import Path

from annotator.formats import jsonl
from annotator.formats.values import ProjectCard, ReadArticle
from annotator.model import STATUSES, Page
from tests.formats.pages import card_of
from tests.formats.running import exported

ALL = STATUSES


def wanted(page: Page, folder: Path, card: ProjectCard | None = None) -> ReadArticle:
    """The article as our own JSONL gives it back, without what is the project's."""
    out = folder / "wanted.jsonl"
    exported(jsonl, [page], out, card or card_of(page))
    [read] = jsonl.read(out)
    return read


def differences(found: ReadArticle, right: ReadArticle) -> dict[str, object]:
    """What only one of them has, by field; entities aside, for they may be the project's."""
    pairs = {
        name: (getattr(found, name), getattr(right, name))
        for name in ReadArticle.__slots__
        if name != "entities"
    }
    return {name: _apart(*both) for name, both in pairs.items() if both[0] != both[1]}


def _apart(one: object, other: object) -> object:
    if isinstance(one, tuple) and isinstance(other, tuple) and set(one) != set(other):
        return [x for x in one if x not in other], [x for x in other if x not in one]
    return one, other
