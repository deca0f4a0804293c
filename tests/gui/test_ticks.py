"""The overview of a page: its ticks follow every edit as if they were made anew."""

from annotator.edits import claims, judgements, spans
from annotator.gui import undoing
from annotator.gui.desk import Hits
from annotator.gui.text.ruler import Tick
from annotator.gui.ticks import Overview, tip
from annotator.gui.window import Window

CONTENTS = ((222, 236), (85, 143), (300, 340), (20, 40))


def test_ticks_carried_along_are_those_made_anew(window: Window) -> None:
    desk, kept = window.desk, Overview()
    who = desk.project.annotator.id
    article = desk.page.article.id

    def check() -> None:
        found = kept.read(desk.page, Hits(), who)
        assert found == Overview().read(desk.page, Hits(), who)

    made = []
    for start, end in CONTENTS:
        made.append(desk.edit(claims.add, article, start, end).answer)
        check()
    for edit, args in (
        (claims.put, (made[0], "source", 60, 70)),
        (judgements.answer, (made[1], "credibility", "2")),
        (claims.set_gist, (made[2], "It is so.")),
        (claims.own, (made[3],)),
        (spans.remove, (desk.page.parts(made[3], "content")[0].id,)),
    ):
        desk.edit(edit, *args)
        check()
        undoing.undo(desk)
        check()
        undoing.redo(desk)
        check()


def test_a_claim_without_source_and_judgement_has_a_sign_for_either(window: Window) -> None:
    desk = window.desk
    who = desk.project.annotator.id
    claim = desk.edit(claims.add, desk.page.article.id, 222, 236).answer
    kinds = [tick.kind for tick in Overview().read(desk.page, Hits(), who)]
    assert kinds == ["content", "sourceless", "unjudged"]
    desk.edit(claims.put, claim, "source", 60, 70)
    desk.edit(judgements.answer, claim, "credibility", "2")
    assert [tick.kind for tick in Overview().read(desk.page, Hits(), who)] == ["content"]
    ticks = Overview().read(desk.page, Hits(((5, 9),)), who)
    assert [(tick.kind, tick.point) for tick in ticks] == [("hit", 5), ("content", 222)]


def test_a_tick_says_the_number_that_its_claim_has_now_and_what_is_claimed(window: Window) -> None:
    desk = window.desk
    article, who = desk.page.article.id, desk.project.annotator.id
    later = desk.edit(claims.add, article, 222, 236).answer
    kept = Overview()
    (tick, *_) = kept.read(desk.page, Hits(), who)
    words = desk.page.parts(later, "content")[0].quote
    assert tip(desk.page, tick) == f"1 {words}"
    desk.edit(claims.add, article, 20, 40)
    desk.edit(claims.set_gist, later, "It is so.")
    assert tick in kept.read(desk.page, Hits(), who)
    assert tip(desk.page, tick) == "2 It is so."
    assert tip(desk.page, Tick(5, "hit")) == tip(None, tick) == ""
