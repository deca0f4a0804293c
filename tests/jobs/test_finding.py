"""Labelling all over the corpus: one step, in short turns, taken back in short turns."""

import pytest

from annotator.edits import articles, claims, spans
from annotator.errors import Refused
from annotator.jobs import finding, longedit
from annotator.jobs.finding import Tally, Ticks, asked
from annotator.project import Project, told
from tests.jobs.running import finished
from tests.scene import add_article, dump

TEXT = "The Kremlin denied it, the Kremlin said. In Kremlin circles 😀 nobody knew."
PLACES = ((4, 11), (27, 34), (44, 51))


def org(project: Project) -> int:
    found = project.codebook.label_named("ORG")
    assert found is not None
    return found.id


def mentions(project: Project, article: int) -> list[tuple[int, int]]:
    page = project.page(article)
    assert page is not None
    return [(span.start, span.end) for span in page.mentions if span.label == org(project)]


def label(project: Project, ticks: Ticks, **more: bool) -> finding.Labelled:
    places = finding.ticked(project, asked("kremlin"), ticks)
    return finished(finding.label(project, places, org(project), **more))


def take_back(project: Project) -> str:
    entry = project.next_undo
    assert entry is not None
    return str(finished(longedit.take_back(project, entry.id, "undo")))


def test_all_hits_of_all_articles_are_one_step_and_one_entity(project: Project) -> None:
    before = dump(project.path)
    ids = [add_article(project, f"{TEXT} {n}") for n in range(30)]
    bare = dump(project.path)
    assert label(project, Ticks(everything=True)) == finding.Labelled(90, 0, 30, 0)
    assert all(mentions(project, article) == list(PLACES) for article in ids)
    pages = [project.page(article) for article in ids]
    assert len({span.entity for page in pages if page for span in page.mentions}) == 1
    assert [told(one) for one in project.history()] == ["Label 90 places as ORG"]
    project.undo()
    after = dump(project.path)
    assert {**after, "annotators": bare["annotators"]} == bare != before


def test_a_large_step_is_taken_back_and_brought_again_in_turns(project: Project) -> None:
    for n in range(200):
        add_article(project, f"{TEXT} {n}")
    bare = dump(project.path)
    label(project, Ticks(everything=True))
    full = dump(project.path)
    entry = project.next_undo
    assert entry is not None and longedit.is_large(project, entry)
    assert take_back(project) == "Label 600 places as ORG"
    assert dump(project.path) == bare
    again = project.next_redo
    assert again is not None and project.next_undo is None
    finished(longedit.take_back(project, again.id, "redo"))
    assert dump(project.path) == full
    assert [one.kind for one in project.history()] == ["redo", "undo", "do"]


def test_only_the_ticked_are_labelled(project: Project) -> None:
    first, second = add_article(project, TEXT), add_article(project, f"{TEXT} 2")
    ticks = Ticks().turned([(first, 4, 11), (second, 44, 51)], on=True)
    assert label(project, ticks).made == 2
    assert (mentions(project, first), mentions(project, second)) == ([(4, 11)], [(44, 51)])
    all_but_one = Ticks(everything=True).turned([(first, 27, 34)], on=False)
    assert label(project, all_but_one) == finding.Labelled(made=3, there=2, articles=2)
    assert mentions(project, first) == [(4, 11), (44, 51)]


def test_articles_that_are_done_are_passed_over_unless_asked(project: Project) -> None:
    done, other = add_article(project, TEXT), add_article(project, f"{TEXT} 2")
    project.edit(articles.set_status, done, "done")
    assert label(project, Ticks(everything=True)) == finding.Labelled(3, 0, 1, done=1)
    assert mentions(project, done) == []
    assert label(project, Ticks(everything=True), also_done=True).made == 3
    assert mentions(project, done) == mentions(project, other) == list(PLACES)


def test_places_that_have_the_label_are_counted_and_leave_no_trace(project: Project) -> None:
    article = add_article(project, TEXT)
    label(project, Ticks(everything=True))
    before = dump(project.path)
    assert label(project, Ticks(everything=True)) == finding.Labelled(made=0, there=3)
    assert dump(project.path) == before
    assert len(project.history()) == 1
    assert mentions(project, article) == list(PLACES)


def test_a_source_marked_before_lies_on_the_new_mention(project: Project) -> None:
    article = add_article(project, TEXT)
    claim = project.edit(claims.add, article, 12, 21).answer
    project.edit(claims.put, claim, "source", 4, 11)
    label(project, Ticks(everything=True))
    page = project.page(article)
    assert page is not None
    (source,) = page.parts(claim, "source")
    assert page.claims[claim].source == next(page.mentions).entity is not None
    assert source.mention == next(page.mentions).id


def test_a_stopped_one_stays_as_far_as_it_came_and_one_undo_takes_it_back(
    project: Project,
) -> None:
    for n in range(300):
        add_article(project, f"{TEXT} {n}")
    bare = dump(project.path)
    places = finding.ticked(project, asked("kremlin"), Ticks(everything=True))
    job = finding.label(project, places, org(project))
    made = next(job).done
    with pytest.raises(Refused, match="still being done"):
        project.undo()
    job.close()
    assert 0 < made < 900
    assert [told(one) for one in project.history()] == [f"Label {made} places as ORG"]
    project.undo()
    assert dump(project.path) == bare


def test_an_edit_may_come_between_and_undo_takes_that_one_first(project: Project) -> None:
    ids = [add_article(project, f"{TEXT} {n}") for n in range(300)]
    places = finding.ticked(project, asked("kremlin"), Ticks(everything=True))
    job = finding.label(project, places, org(project))
    next(job)
    project.edit(articles.set_status, ids[-1], "review")
    for _step in job:
        pass
    newest = project.next_undo
    assert newest is not None and newest.article == ids[-1]
    project.undo()
    assert take_back(project) == "Label 900 places as ORG"


def test_what_was_changed_since_is_not_taken_back_and_nothing_is_half_done(
    project: Project,
) -> None:
    ids = [add_article(project, f"{TEXT} {n}") for n in range(10)]
    label(project, Ticks(everything=True))
    project.work_as("bert")
    page = project.page(ids[0])
    assert page is not None
    project.edit(spans.move, next(page.mentions).id, 0, 11)
    project.work_as("ana")
    before = dump(project.path)
    with pytest.raises(Refused, match="changed again since"):
        take_back(project)
    assert dump(project.path) == before
    assert project.unfinished == 0


def test_a_project_open_for_reading_is_refused(project: Project) -> None:
    add_article(project, TEXT)
    with Project.open(project.path, "ana", read_only=True) as other:
        places = finding.ticked(other, asked("kremlin"), Ticks(everything=True))
        with pytest.raises(Refused):
            finished(finding.label(other, places, org(other)))


def test_hits_come_page_by_page_with_their_labels_and_the_count_beside(project: Project) -> None:
    ids = [add_article(project, f"{TEXT} {n}", title=f"Title {n}") for n in range(90)]
    project.edit(spans.add, ids[0], 4, 11, org(project))
    first = finished(finding.hits(project, asked("kremlin"), least=100))
    assert not first.is_last and sum(len(one.hits) for one in first.found) >= 100
    assert [hit.label for hit in first.found[0].hits] == [org(project), None, None]
    assert (first.found[0].title, first.found[0].status) == ("Title 0", "in_progress")
    rest = finished(finding.hits(project, asked("kremlin"), first.after, least=1000))
    assert rest.is_last
    assert [one.article for one in (*first.found, *rest.found)] == ids
    tally = finished(finding.count(project, asked("kremlin"), Tally()))
    assert (tally.hits, tally.articles, tally.is_whole) == (270, 90, True)
    project.edit(spans.add, ids[1], 4, 11, org(project))
    fresh = finished(finding.again(project, first.found))
    assert fresh[1].hits[0].label == org(project) and fresh[1].status == "in_progress"
