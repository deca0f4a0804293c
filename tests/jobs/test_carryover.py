"""Marks carried over to a newer version: those whose words still stand, and no others."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.edits import articles, claims, entities, judgements, links, spans
from annotator.edits.carryover import JUDGED_ON
from annotator.jobs import longedit
from annotator.jobs.versions import Carried, Offer, Plan, carry, compare, plan, versions
from annotator.model import Page
from annotator.project import Project
from tests.jobs.running import finished
from tests.scene import TEXT, Dump, Scene, add_article, dump

NEWER = TEXT.replace("on Monday", "on Tuesday").replace("He smiled. ", "").replace(
    "reportedly ill", "said to be ill"
)  # fmt: skip


class Pair(Scene):
    """An article, and a newer version of it without marks."""

    newer = 0

    @classmethod
    def of(cls, folder: Path, older: str = TEXT, newer: str = NEWER) -> "Pair":
        """A new project with two versions of these texts."""
        project = Project.create(folder / "test.annotator", "anna")
        made = cls(project, add_article(project, older))
        made.newer = add_article(project, newer, title="Calm", version_of=made.article)
        return made


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Pair]:
    """Two versions."""
    made = Pair.of(tmp_path)
    yield made
    made.project.close()


def planned(scene: Pair) -> Plan:
    """What of the older version can be carried over."""
    return finished(plan(scene.project, scene.article, scene.newer))


def carried(scene: Pair, **options: bool) -> tuple[Carried, Page]:
    """Carry all over that can be; the newer page then."""
    found = planned(scene)
    told = finished(carry(scene.project, found, {each.id for each in found.able}, **options))
    return told, scene.read(scene.newer)


def words(offers: tuple[Offer, ...]) -> list[str]:
    """The words of some offers."""
    return [each.words for each in offers]


def old_rows(project: Project, article: int) -> Dump:
    """All rows but for those of the newer version, in the tables that hold marks."""
    tables = dump(project.path)
    return {name: [row for row in rows if article not in row] for name, rows in tables.items()
            if name in ("articles", "entities", "aliases", "spans")}  # fmt: skip


def test_mentions_whose_words_stand_are_carried_over_and_keep_their_entity(scene: Pair) -> None:
    first = scene.label("Kremlin", "ORG")
    scene.label("Monday", "DATE")
    scene.label("He", "PER")
    scene.label("reportedly ill", "EVENT")
    scene.label("said on Monday", "EVENT")
    found = planned(scene)
    assert words(found.able) == ["Kremlin"]
    assert {each.words: each.why for each in found.left} == {
        "said on Monday": "Its words changed.",
        "Monday": "Its words are gone.",
        "He": "Its words are gone.",
        "reportedly ill": "Its words changed.",
    }
    before = old_rows(scene.project, scene.newer)
    told, newer = carried(scene)
    assert (told.mentions, told.claims) == (1, 0)
    [span] = newer.spans
    assert (span.start, span.end, span.quote) == (0, 7, "Kremlin")
    assert (span.label, span.entity, span.level) == (first.label, first.entity, first.level)
    assert old_rows(scene.project, scene.newer) == before
    assert newer.statuses == {scene.project.annotator.id: "in_progress"}


def test_a_claim_goes_with_its_parts_chain_and_mentions(scene: Pair) -> None:
    scene.label("Reuters", "ORG")
    source = scene.label("the media", "ORG")
    claim = scene.claim("the president, Vladimir Putin")
    scene.do(claims.source_from, claim, source.id)
    scene.put(claim, "cue", "wrote")
    scene.do(claims.set_gist, claim, "He is the president")
    own = scene.do(claims.add_own, scene.article, *scene.at("Putin is well"))
    scene.do(claims.set_parent, own, claim)
    scene.do(links.add, "claim", own, claim, "contradicts")
    told, newer = carried(scene)
    assert told.claims == 2
    first, second = newer.claims_in_order
    assert [(s.role, s.quote) for s in newer.parts(first.id)] == [
        (s.role, s.quote) for s in scene.page.parts(claim)
    ]
    [part] = newer.parts(first.id, "source")
    mention = newer.span(part.mention or 0)
    assert mention is not None and mention.quote == "the media"
    assert first.chain[1:] == (source.entity,) and first.gist == "He is the president"
    [author] = [e for e in newer.entities.values() if e.role == "author"]
    assert first.chain[0] == author.id and author.article == newer.article.id
    assert second.chain == (author.id,) and second.parent == first.id
    assert [(link.source, link.target) for link in newer.links] == [(second.id, first.id)]


def test_a_claim_stays_behind_with_a_part_of_it_and_says_which(scene: Pair) -> None:
    claim = scene.claim("the Kremlin was calm")
    scene.put(claim, "cue", "said on Monday")
    [offer] = planned(scene).offers
    assert offer.is_claim and not offer.places
    assert offer.why == "The cue “said on Monday”: Its words changed."


def test_judgements_go_along_only_when_asked_for_and_say_what_they_were_given_on(
    scene: Pair,
) -> None:
    claim = scene.claim("Putin is well")
    scene.do(judgements.answer, claim, "kind", "factual", shared=True)
    scene.do(judgements.answer, claim, "credibility", "3")
    [offer] = planned(scene).able
    assert offer.judged
    _told, newer = carried(scene)
    given = {one.field: one.value for one in newer.judgements if not one.derived}
    assert given == {"kind": "factual"} and not newer.attributes
    scene.project.undo()
    _told, newer = carried(scene, answers=True)
    given = {one.field: one.value for one in newer.judgements if not one.derived}
    assert given == {"kind": "factual", "credibility": "3"}
    assert [(a.name, a.value) for a in newer.attributes] == [(JUDGED_ON, scene.page.article.key)]


def test_one_undo_takes_all_of_it_back_and_redo_brings_it_again(scene: Pair) -> None:
    for each in ("Kremlin", "Reuters", "Vladimir Putin"):
        scene.label(each, "ORG")
    scene.claim("Putin is well")
    before = dump(scene.project.path)
    told, newer = carried(scene)
    assert (told.mentions, told.claims, len(newer.spans)) == (3, 1, 4)
    after = dump(scene.project.path)
    undone = scene.project.undo()
    assert undone.record is not None and undone.record.article == scene.newer
    assert dump(scene.project.path) == before
    scene.project.redo()
    assert dump(scene.project.path) == after
    entry = scene.project.next_undo
    assert entry is not None
    finished(longedit.take_back(scene.project, entry.id, "undo"))
    assert dump(scene.project.path) == before


def test_what_is_there_already_is_not_carried_again(scene: Pair) -> None:
    scene.label("Kremlin", "ORG")
    scene.claim("Putin is well")
    carried(scene)
    found = planned(scene)
    assert not found.able
    assert [each.why for each in found.left] == [
        "These words already are ORG.", "These words are a claim already.",
    ]  # fmt: skip


def test_a_finished_version_is_in_progress_again_and_that_is_told(scene: Pair) -> None:
    scene.label("Kremlin", "ORG")
    scene.project.edit(articles.set_status, scene.newer, "done")
    told, newer = carried(scene)
    assert told.reopened
    assert set(newer.statuses.values()) == {"in_progress"}


def test_marks_keep_who_made_them(scene: Pair) -> None:
    scene.label("Kremlin", "ORG")
    [anna] = [scene.project.annotator.id]
    scene.project.work_as("bert")
    _told, newer = carried(scene)
    assert [span.annotator for span in newer.spans] == [anna]


def test_of_several_such_words_none_is_guessed(tmp_path: Path) -> None:
    line = "No comment was given. "
    end = "The end of the story came soon after."
    scene = Pair.of(tmp_path, line * 3 + end, line * 2 + end)
    with scene.project:
        scene.label("comment", "EVENT", 1)
        [offer] = planned(scene).offers
        assert offer.why == "It cannot be told which of several such words it would be."


def test_versions_are_compared_and_listed(scene: Pair) -> None:
    assert [a.id for a in versions(scene.project, scene.newer)] == [
        scene.article, scene.newer,
    ]  # fmt: skip
    found = finished(compare(scene.project, scene.article, scene.newer))
    assert (found.older_text, found.newer_text, found.changes) == (TEXT, NEWER, 3)


edits = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 30),
              st.sampled_from(("", "x", " ", "Putin ", "He smiled. ", "😀", "الكرملين "))),
    min_size=1, max_size=6,
)  # fmt: skip


@given(edits, st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 20)), max_size=12))
@settings(max_examples=20)
def test_every_carried_mark_covers_the_same_characters_and_nothing_else_moves(
    changes: list[tuple[int, int, str]], marked: list[tuple[int, int]]
) -> None:
    newer = TEXT
    for place, length, put in changes:
        at = place % (len(newer) + 1)
        newer = newer[:at] + put + newer[at + length :]
    if newer == TEXT:
        return
    with tempfile.TemporaryDirectory() as folder:
        scene = Pair.of(Path(folder), TEXT, newer)
        label = scene.id_of("EVENT")
        for n, (place, length) in enumerate(marked):
            start = place % len(TEXT)
            end = min(start + length, len(TEXT))
            if n % 3 == 0 and TEXT[start:end].strip():
                scene.do(claims.add, scene.article, start, end)
            elif TEXT[start:end].strip() and not any(
                (s.start, s.end) == (start, end) for s in scene.page.mentions
            ):
                scene.do(spans.add, scene.article, start, end, label, entity=spans.NEW)
        before = old_rows(scene.project, scene.newer)
        old = scene.read(scene.article)
        found = planned(scene)
        assert {o.id for o in found.offers} == {s.id for s in old.mentions} | set(old.claims)
        _told, page = carried(scene)
        assert old_rows(scene.project, scene.newer) == before
        expected = sorted(old.span(id).quote for o in found.able for id, _start in o.places)  # type: ignore[union-attr]
        assert sorted(span.quote for span in page.spans) == expected
        assert all(newer[span.start : span.end] == span.quote for span in page.spans)
        order = [o.places[0] for o in found.able]
        starts = [start for _id, start in order]
        assert starts == sorted(starts)  # what stood before another still does
        assert scene.read(scene.article) == old
        scene.project.close()


def test_the_author_of_the_older_version_is_not_carried_as_such(scene: Pair) -> None:
    own = scene.do(claims.add_own, scene.article, *scene.at("Putin is well"))
    [author] = scene.page.claims[own].chain
    span = scene.label("Reuters", "ORG")
    scene.do(entities.assign, span.id, author)
    _told, newer = carried(scene)
    [mention] = newer.mentions
    [claim] = newer.claims.values()
    assert mention.entity == claim.chain[0] != author
