"""The overview of a page: its ticks follow every edit as if they were made anew."""

from annotator.edits import claims, judgements, spans
from annotator.gui import undoing
from annotator.gui.desk import Hits
from annotator.gui.ticks import Overview
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
