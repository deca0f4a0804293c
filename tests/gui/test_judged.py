"""What "judged" means is the same in the head, the claims, the list's filter and the figures."""

from contextlib import closing
from pathlib import Path

import pytest

from annotator import rules
from annotator.edits import claims, judgements
from annotator.gui.claims.rows import Ledger
from annotator.gui.questions import PARTLY, UNJUDGED, questions
from annotator.model import NOT_APPLICABLE
from annotator.project import ANY_FIELD, UNANSWERED, Filter
from annotator.store import figures
from tests.scene import Scene

CORE = ("attribution", "credibility", "reliability", "confidence")
ALL = tuple(zip(CORE, ("person", "2", "b", "high"), strict=True))


@pytest.mark.parametrize(
    ("answers", "judged", "kinds"),
    [
        ((), False, {UNJUDGED}),
        ((("certainty", "certain"),), False, {UNJUDGED}),  # not of the core
        ((("kind", "evaluation"),), False, {UNJUDGED}),  # credibility is derived then
        ((("credibility", "2"),), True, {PARTLY}),
        ((("credibility", NOT_APPLICABLE),), True, {PARTLY}),
        ((("credibility", "6"),), True, {PARTLY}),
        (ALL, True, set()),
    ],
)
def test_a_claim_is_judged_everywhere_or_nowhere(
    tmp_path: Path, answers: tuple[tuple[str, str], ...], judged: bool, kinds: set[str]
) -> None:
    scene = Scene.new(tmp_path)
    claim = scene.do(claims.add, scene.article, 0, 4)
    for field, value in answers:
        scene.do(judgements.answer, claim, field, value)
    project, me, page = scene.project, scene.project.annotator.id, scene.page
    assert (claim in rules.judged(page, me)) is judged
    assert rules.judged(page, me, [claim]) == rules.judged(page, me)
    assert [row.judged for row in Ledger().read(page, me)] == [judged]
    asked = {row.kind for row in questions(page, me)} & {UNJUDGED, PARTLY}
    assert asked == kinds
    blank = Filter(judged=(ANY_FIELD, UNANSWERED))
    assert project.articles(blank).count == (0 if judged else 1)
    with closing(project.another_reader()) as reader:
        assert figures.read(reader, me, CORE).not_judged == (0 if judged else 1)
    assert rules.judged(page, me + 1) == set()  # what another one thinks of it
    project.close()
