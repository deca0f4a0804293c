"""What is marked or judged unevenly is found, and settled as one step."""

from annotator.edits import articles, claims, entities, judgements, links, spans
from annotator.jobs import finding, settling, unevenness
from annotator.jobs.unevenness import Uneven
from annotator.project import Project, told
from tests.jobs.running import finished
from tests.scene import add_article, dump

TEXT = "Paris spoke. In Paris the crowd cheered; Paris, she said, is well and at peace tonight."


def id_of(project: Project, name: str) -> int:
    found = project.codebook.label_named(name)
    assert found is not None
    return found.id


def found(project: Project, kind: str) -> list[Uneven]:
    search = unevenness.search(project, kind)
    all_of_it = list[Uneven]()
    while True:
        some, is_last = finished(unevenness.on(search, seconds=0))
        all_of_it += some
        if is_last:
            return all_of_it


def sides(uneven: Uneven) -> list[tuple[str, int]]:
    return [(side.name, side.count) for side in uneven.sides]


def mark(project: Project, article: int, place: int, label: str, **more: int) -> int:
    start = [0, 16, 41][place]
    return int(project.edit(
        spans.add, article, start, start + 5, id_of(project, label), **more).answer)  # fmt: skip


def labels(project: Project, article: int) -> list[str]:
    page = project.page(article)
    assert page is not None
    return [page.codebook.label(span.label or 0).code for span in page.mentions]


def test_a_name_with_different_labels_is_found_and_relabelled_everywhere(project: Project) -> None:
    first, second = add_article(project, TEXT), add_article(project, f"{TEXT} 2")
    mark(project, first, 0, "GPE"), mark(project, first, 1, "GPE"), mark(project, second, 0, "PER")
    before = dump(project.path)
    (uneven,) = found(project, "labels")
    assert (uneven.words, sides(uneven)) == ("Paris", [("GPE", 2), ("PER", 1)])
    assert [(spot.article, spot.start) for spot in uneven.spots] == [
        (second, 0), (first, 0), (first, 16),
    ]  # fmt: skip
    assert uneven.spots[0].words == "Paris" and TEXT.startswith("Paris" + uneven.spots[0].after)
    assert finished(settling.relabel(project, uneven, id_of(project, "GPE"))) == 1
    assert labels(project, second) == ["GPE"] and found(project, "labels") == []
    assert told(project.history()[0]) == "Change 1 mention of Paris to GPE"
    project.undo()
    assert dump(project.path) == before


def test_a_description_with_two_labels_counts_within_its_article_only(project: Project) -> None:
    first, second = add_article(project, "the crowd saw the crowd"), add_article(project, TEXT)
    project.edit(spans.add, first, 0, 9, id_of(project, "PER"))
    start = TEXT.index("the crowd")
    project.edit(spans.add, second, start, start + 9, id_of(project, "ORG"))
    assert found(project, "labels") == []
    project.edit(spans.add, first, 14, 23, id_of(project, "ORG"))
    (uneven,) = found(project, "labels")
    assert (uneven.words, uneven.article) == ("the crowd", first)
    finished(settling.relabel(project, uneven, id_of(project, "ORG")))
    assert (labels(project, first), labels(project, second)) == (["ORG", "ORG"], ["ORG"])


def test_a_name_marked_here_and_not_there_is_found_and_labelled(project: Project) -> None:
    first, second = add_article(project, TEXT), add_article(project, f"{TEXT} Parisians!")
    gone = add_article(project, f"{TEXT} gone")
    project.edit(articles.remove, gone)
    mark(project, first, 0, "GPE")
    # Within another mention it is not missing.
    project.edit(spans.add, first, 13, 21, id_of(project, "LOC"))
    uneven = next(one for one in found(project, "unmarked") if one.words == "Paris")
    assert (uneven.words, uneven.count, sides(uneven)) == ("Paris", 4, [("GPE", 1)])
    assert [(s.article, s.start) for s in uneven.spots] == [
        (first, 41), (second, 0), (second, 16), (second, 41),
    ]  # fmt: skip
    places = unevenness.unmarked(project, uneven)
    assert finished(finding.label(project, places, id_of(project, "GPE"))).made == 4
    assert labels(project, second) == ["GPE"] * 3
    assert "Paris" not in {one.words for one in found(project, "unmarked")}
    project.undo()
    assert labels(project, second) == []


def test_one_name_under_two_entities_is_found_and_merged(project: Project) -> None:
    first, second = add_article(project, TEXT), add_article(project, f"{TEXT} 2")
    mark(project, first, 0, "GPE"), mark(project, first, 1, "GPE")
    mark(project, second, 0, "GPE", entity=spans.NEW)
    (uneven,) = found(project, "entities")
    assert (uneven.words, sides(uneven)) == ("Paris", [("Paris", 2), ("Paris", 1)])
    assert {spot.article for spot in uneven.spots} == {first, second}
    assert finished(settling.merge(project, uneven, int(uneven.sides[0].value))) == 1
    assert found(project, "entities") == []
    page = project.page(second)
    assert page is not None
    assert page.entity_of(next(page.mentions)) == uneven.sides[0].value
    project.undo()
    assert len(found(project, "entities")) == 1


def test_an_alias_that_is_another_ones_name_counts_as_well(project: Project) -> None:
    article = add_article(project, TEXT)
    start = TEXT.index("the crowd")
    project.edit(entities.add, article, start, start + 9, id_of(project, "PER"), "Lutetia")
    mark(project, article, 0, "GPE")
    page = project.page(article)
    assert page is not None
    lutetia = next(e.id for e in page.entities.values() if e.name == "Lutetia")
    project.edit(entities.add_alias, lutetia, "Paris")
    (uneven,) = found(project, "entities")
    assert uneven.words == "Paris" and {side.name for side in uneven.sides} == {"Paris", "Lutetia"}


def test_one_source_judged_differently_is_found_and_judged_alike(project: Project) -> None:
    article = add_article(project, TEXT)
    made = []
    for n, grade in enumerate(("B", "D", "D")):
        claim = project.edit(claims.add, article, 24 + 4 * n, 27 + 4 * n).answer
        project.edit(claims.put, claim, "source", 0, 5)
        made.append((claim, grade))
    mark(project, article, 0, "ORG")
    for claim, grade in made:
        project.edit(judgements.answer, claim, "reliability", grade)
    (uneven,) = found(project, "sources")
    assert (uneven.words, sides(uneven)) == ("Paris", [("D", 2), ("B", 1)])
    assert [spot.side for spot in uneven.spots] == ["B", "D", "D"]
    assert uneven.spots[0].claim == made[0][0]
    assert finished(settling.judge(project, uneven, "D")) == 1
    page = project.page(article)
    assert page is not None
    assert {page.answers(claim=c)["reliability"][0].value for c, _grade in made} == {"D"}
    assert found(project, "sources") == []
    project.undo()
    assert len(found(project, "sources")) == 1


def test_a_claim_in_two_articles_is_found_and_linked(project: Project) -> None:
    ids = [add_article(project, f"{TEXT} {n}") for n in range(3)]
    start = TEXT.index("is well")
    made = [
        project.edit(claims.add, article, start, start + 20 + (n == 2)).answer
        for n, article in enumerate(ids)
    ]
    assert TEXT[start + 20] == " "
    (uneven,) = found(project, "claims")
    assert uneven.count == 3 and [spot.claim for spot in uneven.spots] == made
    assert finished(settling.link(project, uneven, "repeats")) == 2
    page = project.page(ids[2])
    assert page is not None
    assert [(link.source, link.target) for link in page.links] == [(made[2], made[0])]
    assert found(project, "claims") == []
    project.undo()
    project.edit(links.add, "claim", made[1], made[0], "updates")
    (uneven,) = found(project, "claims")
    assert [spot.claim for spot in uneven.spots] == [made[0], made[2]]


def test_copies_of_one_text_are_one_origin_of_a_claim(project: Project) -> None:
    for n, family in enumerate(("wire", "wire", "")):
        article = add_article(project, f"{TEXT} {n}", family=family)
        project.edit(claims.add, article, TEXT.index("is well"), TEXT.index("is well") + 20)
    (uneven,) = found(project, "claims")
    assert (uneven.count, uneven.origins) == (3, 2)


def test_claims_of_one_article_or_too_short_ones_are_not_told(project: Project) -> None:
    first, second = add_article(project, TEXT), add_article(project, f"{TEXT} 2")
    for article in (first, second):
        project.edit(claims.add, article, 0, 11)
    assert found(project, "claims") == []


def test_annotators_who_work_independently_see_their_own_unevenness_only(project: Project) -> None:
    from annotator.edits import labels as codebook

    article = add_article(project, TEXT)
    mark(project, article, 0, "GPE")
    project.work_as("bert")
    mark(project, article, 1, "PER")
    assert len(found(project, "labels")) == 1
    project.edit(codebook.set_property, "independent", "yes")
    assert found(project, "labels") == []
