"""Searching among the articles that the list shows: the same filter, wherever one looks."""

import pytest

from annotator import jobs
from annotator.edits import articles, claims, judgements, spans
from annotator.jobs import finding, settling, unevenness
from annotator.jobs.finding import Tally, Ticks, asked
from annotator.jobs.unevenness import Uneven
from annotator.project import NOT_SECRET, UNSAID, Filter, Project
from tests.jobs.running import finished
from tests.scene import add_article

TEXT = "Paris spoke. In Paris the crowd cheered; Paris, she said, is well and at peace tonight."
LONG = (
    "The minister opened the new bridge over the river today. Nobody came to see it in the rain. "
    "The old bridge will be taken down before the winter comes."
)


def label_named(project: Project, name: str) -> int:
    found = project.codebook.label_named(name)
    assert found is not None
    return found.id


def found(project: Project, kind: str, among: Filter) -> list[Uneven]:
    return [one for one in unevenness.search(project, kind, among) if one is not None]


@pytest.fixture
def mixed(project: Project) -> dict[str, int]:
    """An article of each kind of rights, and one in which nothing is said of them."""
    return {
        rights: add_article(project, f"{TEXT} {rights}", title=rights, rights=rights)
        for rights in ("free", "restricted", "secret", "")
    }


@pytest.mark.parametrize(
    ("among", "there"),
    [
        (Filter(), ["free", "restricted", "secret", ""]),
        (Filter(rights="secret"), ["secret"]),
        (Filter(rights=NOT_SECRET), ["free", "restricted", ""]),
        (Filter(rights=UNSAID), [""]),
        (Filter(status="done"), ["free"]),
        (Filter(status="untouched", rights="free"), []),
    ],
)
def test_hits_are_found_counted_and_labelled_among_the_articles_of_a_filter(
    project: Project, mixed: dict[str, int], among: Filter, there: list[str]
) -> None:
    project.edit(articles.set_status, mixed["free"], "done")
    wanted, ids = asked("paris", among), [mixed[each] for each in there]
    assert [one.article for one in finished(finding.hits(project, wanted)).found] == ids
    counted = finished(finding.count(project, wanted, Tally()))
    assert (counted.hits, counted.articles) == (3 * len(ids), len(ids))
    places = finding.ticked(project, wanted, Ticks(everything=True))
    assert [article for article, _ranges in places] == ids
    assert project.articles(among).passing(mixed.values()) == set(ids)


def test_a_removed_article_is_among_none(project: Project, mixed: dict[str, int]) -> None:
    project.edit(articles.remove, mixed["secret"])
    wanted = asked("paris", Filter(rights="secret"))
    assert finished(finding.hits(project, wanted)).found == ()
    assert found(project, "unmarked", Filter(rights="secret")) == []


def test_labels_are_uneven_and_settled_among_the_articles_of_a_filter(
    project: Project, mixed: dict[str, int]
) -> None:
    for rights, label in (("free", "GPE"), ("restricted", "PER"), ("secret", "ORG")):
        project.edit(spans.add, mixed[rights], 0, 5, label_named(project, label))
    (uneven,) = found(project, "labels", Filter(rights=NOT_SECRET))
    assert {(side.name, side.count) for side in uneven.sides} == {("GPE", 1), ("PER", 1)}
    assert {spot.article for spot in uneven.spots} == {mixed["free"], mixed["restricted"]}
    assert finished(settling.relabel(project, uneven, label_named(project, "GPE"))) == 1
    secret = project.page(mixed["secret"])
    assert secret is not None
    assert [span.label for span in secret.mentions] == [label_named(project, "ORG")]
    assert found(project, "labels", Filter(rights=NOT_SECRET)) == []
    assert len(found(project, "labels", Filter())) == 1


def test_unmarked_places_are_those_among_the_articles_of_a_filter(
    project: Project, mixed: dict[str, int]
) -> None:
    project.edit(spans.add, mixed["secret"], 0, 5, label_named(project, "GPE"))
    (uneven,) = found(project, "unmarked", Filter(rights="free"))
    assert (uneven.words, uneven.count) == ("Paris", 3)
    assert [id for id, _places in unevenness.unmarked(project, uneven)] == [mixed["free"]]


def test_entities_and_claims_are_uneven_among_the_articles_of_a_filter(
    project: Project, mixed: dict[str, int]
) -> None:
    for rights, label in (("free", "GPE"), ("restricted", "PER")):
        project.edit(spans.add, mixed[rights], 0, 5, label_named(project, label))
        project.edit(claims.add, mixed[rights], 0, 24)
    for kind in ("entities", "claims"):
        assert len(found(project, kind, Filter())) == 1, kind
        assert found(project, kind, Filter(rights="free")) == [], kind
        assert len(found(project, kind, Filter(rights=NOT_SECRET))) == 1, kind


def test_a_source_is_judged_differently_among_the_articles_of_a_filter(
    project: Project, mixed: dict[str, int]
) -> None:
    for rights, value in (("free", "A"), ("restricted", "C"), ("secret", "D")):
        claim = project.edit(claims.add, mixed[rights], 24, 40).answer
        project.edit(spans.add, mixed[rights], 0, 5, label_named(project, "ORG"))
        project.edit(claims.put, claim, "source", 0, 5)
        project.edit(judgements.answer, claim, "reliability", value)
    assert len(found(project, "sources", Filter())[0].sides) == 3
    assert found(project, "sources", Filter(rights="free")) == []
    (uneven,) = found(project, "sources", Filter(rights=NOT_SECRET))
    assert {side.value for side in uneven.sides} == {"A", "C"}
    assert finished(settling.judge(project, uneven, "A")) == 1
    (left,) = found(project, "sources", Filter())
    assert {(side.value, side.count) for side in left.sides} == {("A", 2), ("D", 1)}


def test_copies_are_told_of_the_articles_of_a_filter(project: Project) -> None:
    one, two, three = (
        add_article(project, f"{LONG} {n} is all.", rights=rights)
        for n, rights in enumerate(("free", "secret", "restricted"))
    )
    finished(jobs.find_copies(project))
    every = jobs.shared(project, one)
    assert {each.others for each in every} == {2}
    some = jobs.shared(project, one, Filter(rights=NOT_SECRET))
    assert [each.start for each in some] == [each.start for each in every]
    assert {(each.others, each.first.id) for each in some} == {(1, three)}
    assert jobs.shared(project, one, Filter(rights="free")) == ()
    assert {each.first.id for each in jobs.shared(project, three, Filter(rights="secret"))} == {two}
