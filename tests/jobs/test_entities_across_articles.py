"""An entity that several articles name stays one through every format that knows entities, and
two stay two; a file whose ids count anew in each article makes of it one in each.
"""

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import formats
from annotator.formats import ReadOptions
from annotator.model import Entity, Page, Span
from annotator.project import Project
from annotator.text import content_key
from tests.formats import pages as make
from tests.formats.running import exported
from tests.jobs import running
from tests.jobs.running import imported

_FIRST = 1 << 57  # an id as the program gives them
_NAMES = ("the fire at Orrin Quay", "two dead", "Ana Li", "the minister", "消防员", "يوم الاثنين")
_WORDS = ("Ana Li", "fire", "it", "消防员", "she", "الرئيس", "the 😀 dead")
Where = dict[tuple[str, int, int], int]

BOTH_WAYS = [
    each.NAME for each in formats.everything()
    if hasattr(each, "read") and hasattr(each, "write") and "entities" in each.CARRIES
]  # fmt: skip
WITH_BARE_IDS = ["bioc", "labelstudio", "prodigy", "pubannotation"]


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as place:
        Project.create(Path(place, "p.annotator"), "Ana").close()
        return Path(place, "p.annotator").read_bytes()


def _corpus(named: Sequence[Sequence[int]], names: Sequence[str]) -> list[Page]:
    """Articles with a mention each of the entities of these numbers, by their names."""
    book, ids = make.book(), count(_FIRST + 100)
    labels = [book.label_named(name) for name in ("PER", "EVENT", "GPE")]
    found = []
    for number, some in enumerate(named):
        text, spans, entities = f"Article {number}.", list[Span](), dict[int, Entity]()
        article = next(ids)
        for at, which in enumerate(some):
            words = _WORDS[(at + which + number) % len(_WORDS)]
            start = len(text) + 1
            text += f" {words}."
            label = labels[which % len(labels)]
            assert label is not None
            one = Entity(_FIRST + which, label.id, names[which])
            entities[one.id] = one
            spans.append(Span(
                next(ids), article, start, start + len(words), 1, words, label.id, one.id, "NOM"
            ))  # fmt: skip
        about = make.page_of(text).article
        about = make.replace(about, id=article, key=content_key(text), title=f"No. {number}")
        found.append(make.page_of(
            text, article=about, spans=make.in_order(spans),
            entities=dict(sorted(entities.items())), statuses={1: "done"},
        ))  # fmt: skip
    return found


def _where(pages: Sequence[Page]) -> Where:
    """The entity of each mention, by text and place."""
    return {
        (page.text, s.start, s.end): page.entity_of(s) or 0 for page in pages for s in page.mentions
    }


def _groups(where: Where) -> set[frozenset[tuple[str, int, int]]]:
    """The mentions of each entity."""
    found = defaultdict(set)
    for place, entity in where.items():
        found[entity].add(place)
    return set(map(frozenset, found.values()))


def _target(name: str, folder: Path) -> Path:
    format = formats.writer(name)
    return folder / ("out" if format.FOLDER else f"out{format.SUFFIXES[0]}")


def _needed(name: str) -> None:
    if formats.missing_extra(formats.writer(name).EXTRA):
        pytest.skip("needs an extra")


def _taken_in(project: Project, out: Path, name: str, **options: bool) -> list[Page]:
    result = imported(project, out, format=name, options=ReadOptions(**options))
    assert not result.failed
    assert not result.kept
    return running.pages(project)


_which = st.lists(st.integers(0, 3), min_size=1, max_size=5)


@pytest.mark.parametrize("name", BOTH_WAYS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    named=st.lists(_which, min_size=2, max_size=3),
    names=st.lists(st.sampled_from(_NAMES), min_size=4, max_size=4),
)
def test_mentions_of_one_entity_in_several_articles_stay_of_one_and_two_stay_two(
    name: str, named: list[list[int]], names: list[str]
) -> None:
    _needed(name)
    pages = _corpus(named, names)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        out = _target(name, folder)
        report = exported(formats.writer(name), pages, out)
        assert not [loss for loss in report.losses if "entity" in loss.what]
        (folder / "p.annotator").write_bytes(_empty())
        with Project.open(folder / "p.annotator", "Ana") as project:
            found = _taken_in(project, out, name)
            assert _groups(_where(found)) == _groups(_where(pages))
            called = {e.id: e.name for page in pages for e in page.entities.values()}
            assert {e.id: e.name for page in found for e in page.entities.values()} == called
            _taken_in(project, out, name, add_marks=True)
            assert _where(running.pages(project)) == _where(found)


@pytest.mark.parametrize("name", WITH_BARE_IDS)
def test_ids_that_count_anew_in_each_article_name_no_common_entity(
    name: str, tmp_path: Path
) -> None:
    pages = _corpus([[1, 1], [1]], _NAMES)
    out = _target(name, tmp_path)
    exported(formats.writer(name), pages, out)
    raw = out.read_text("utf-8")
    assert str(_FIRST + 1) in raw
    out.write_text(raw.replace(str(_FIRST + 1), "1"), "utf-8")
    with Project.create(tmp_path / "p.annotator", "Ana") as project:
        found = _taken_in(project, out, name)
        one, two = (list(page.entities) for page in found)
        assert len(one) == len(two) == 1
        assert one != two


def test_an_article_of_a_later_file_joins_the_entity_that_came_before(tmp_path: Path) -> None:
    first, second = _corpus([[1], [1, 2]], _NAMES)
    with Project.create(tmp_path / "p.annotator", "Ana") as project:
        for number, page in enumerate((first, second)):
            out = tmp_path / f"{number}.json"
            exported(formats.writer("labelstudio"), [page], out)
            imported(project, out)
        assert _where(running.pages(project)) == _where([first, second])


def test_people_of_one_name_in_the_files_of_two_analysts_are_one_person(tmp_path: Path) -> None:
    files = []
    for number, page in enumerate(_corpus([[0], [3]], ["Ana Li", "x", "y", "Ana Li"])):
        files.append(tmp_path / f"{number}.json")
        exported(formats.writer("labelstudio"), [page], files[-1])
    with Project.create(tmp_path / "p.annotator", "Ana") as project:
        imported(project, *files)
        [_ana] = set(_where(running.pages(project)).values())
