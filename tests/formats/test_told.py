"""What an export says is lost is what is not there when its file is read again, one for one."""

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator import formats
from annotator.formats import (
    ReadArticle,
    bioc,
    jsonl,
    labelstudio,
    nif,
    prodigy,
    pubannotation,
    spacy,
)
from annotator.formats.common.losses import project_losses
from annotator.formats.values import ProjectCard
from annotator.model import Annotator, Entity, Page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL, differences, wanted

WHOLE = [labelstudio, prodigy, spacy, bioc, pubannotation, nif]
_ELSEWHERE = "entity that stands in no article written"
_OF_PROJECT = {
    "link between entities", "answer about an entity as a source", "note on an entity",
    "attribute of an entity", _ELSEWHERE, "guidelines of the project",
}  # fmt: skip


def _read(format: Any, page: Page, card: ProjectCard) -> tuple[ReadArticle, Any, dict[str, Any]]:
    """The article that comes back, the report, and what only one of both sides has."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"x{format.SUFFIXES[0]}"
        report = exported(format, [page], out, card, statuses=ALL)
        [read] = format.read(out)
        assert isinstance(read, ReadArticle)
        return read, report, differences(read, wanted(page, Path(folder), card))


@pytest.mark.parametrize("format", WHOLE, ids=lambda each: each.NAME)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_all_that_is_not_told_as_lost_comes_back(format: Any, page: Page) -> None:
    if formats.missing_extra(format.EXTRA):
        pytest.skip(f"needs the extra {format.EXTRA}")
    page = replace(page, article=replace(page.article, removed=False))
    card = make.card_of(page)
    absent = Entity(9_001, page.codebook.labels[0].id, "Nowhere", aliases=("No",), description="x")
    card = replace(card, entities=(*card.entities, absent))
    read, report, apart = _read(format, page, card)
    assert apart == {}
    # What is left out is of the project alone, and that exactly.
    gone = {loss.what: loss.count for loss in report.losses if loss.fate == "left out"}
    assert gone.keys() <= _OF_PROJECT
    back = {each.id: each for each in read.entities}
    lacking = [each for each in card.entities if str(each.id) not in back]
    assert [each.name for each in lacking] == ["Nowhere"]
    assert gone[_ELSEWHERE] == 1
    for each in card.entities:
        if each is not absent:
            found = back[str(each.id)]
            assert (found.name, found.aliases, found.description) == (
                each.name, each.aliases, each.description,
            )  # fmt: skip
    for what, some in (
        ("link between entities", card.links), ("note on an entity", card.notes),
        ("answer about an entity as a source", card.judgements),
        ("attribute of an entity", card.attributes),
    ):  # fmt: skip
        assert gone.get(what, 0) == len(tuple(some))
    assert gone["guidelines of the project"] == 1


def test_descriptions_and_aliases_are_told_by_formats_that_hold_names_alone() -> None:
    label = make.book().labels[0].id
    here = Entity(1, label, "Ana", aliases=("A.", "Anna"), description="who")
    card = ProjectCard("P", make.book(), (Annotator(1, "Ana"),), entities=(here,))
    told = Counter(one.what for one in project_losses(card, ("entities",), {1}))
    assert told == {"description of an entity": 1, "alias of an entity": 2}
    assert Counter(x.what for x in project_losses(card, ("entities",), ())) == {_ELSEWHERE: 1}
    assert Counter(x.what for x in project_losses(card, ("mentions",), {1})) == {"entity": 1}
    assert not [*project_losses(card, ("entities", "entity cards"), {1})]
    assert not [*project_losses(card, jsonl.CARRIES, ())]
