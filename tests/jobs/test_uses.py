"""What of a codebook is in use is counted, so that nothing in use is taken away."""

from dataclasses import replace

from annotator import jobs
from annotator.edits import judgements, labels, links
from annotator.jobs import Uses
from tests.jobs.running import finished
from tests.scene import Scene


def uses(scene: Scene) -> Uses:
    return finished(jobs.codebook_uses(scene.project))


def test_mentions_are_counted_by_the_label_that_stands_now(scene: Scene) -> None:
    scene.label("Kremlin", "FAC")
    scene.label("Monday", "DATE")
    scene.label("the Kremlin", "LOC")
    scene.do(labels.merge, scene.id_of("FAC"), scene.id_of("LOC"))
    assert uses(scene).labels == {scene.id_of("LOC"): 2, scene.id_of("DATE"): 1}


def test_a_field_a_value_and_a_link_in_use_may_not_go(scene: Scene) -> None:
    one, other = scene.claim("the Kremlin was calm"), scene.claim("Putin is well")
    scene.do(judgements.answer, one, "credibility", "3", shared=False)
    scene.do(links.add, "claim", one, other, "contradicts")
    book = scene.project.codebook
    credibility = book.field("credibility")
    fewer = replace(credibility, choices=tuple(c for c in credibility.choices if c.value != "3"))
    rest = tuple(field for field in book.fields if field is not credibility)
    found = uses(scene)
    assert list(found.lost(book, book)) == []
    assert list(found.lost(book, replace(book, fields=rest))) == [
        "“Credibility” has 1 answer, so it must stay."
    ]
    assert list(found.lost(book, replace(book, fields=(*rest, fewer)))) == [
        "“Credibility: Possibly true” has 1 answer, so it must stay."
    ]
    assert list(found.lost(book, replace(book, claim_links=()))) == [
        "“Contradicts” links 1 pair, so it must stay."
    ]


def test_what_nobody_used_may_go(scene: Scene) -> None:
    book = scene.project.codebook
    assert list(uses(scene).lost(book, replace(book, fields=(), claim_links=()))) == []
