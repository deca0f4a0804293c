"""Settling what is uneven on the spot: each way is one step of the history, in short turns."""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from functools import partial

from annotator.edits import entities, everywhere, judgements, links, naming
from annotator.edits.work import Work
from annotator.errors import Refused
from annotator.i18n import _NN
from annotator.jobs.longedit import TURN_S, begun
from annotator.jobs.unevenness import Uneven, scope_of
from annotator.progress import Progress
from annotator.project import Project
from annotator.store import consistency

Act = Callable[[Work], object]

_RELABEL = _NN(
    "Change {count} mention of {words} to {label}", "Change {count} mentions of {words} to {label}"
)
_MERGE = _NN("Merge {count} entity into {words}", "Merge {count} entities into {words}")
_JUDGE = _NN("Judge {count} claim of {words}: {value}", "Judge {count} claims of {words}: {value}")
_LINK = _NN("Link {count} claim: {value}", "Link {count} claims: {value}")


def relabel(project: Project, uneven: Uneven, label: int) -> Generator[Progress, None, int]:
    """Give all mentions of these words one label; returns how many changed theirs."""
    with closing(project.another_reader()) as db:
        scope = scope_of(project, db, uneven.among)
        mentions = consistency.spans_called(db, uneven.words, scope, uneven.article)
    acts = (partial(everywhere.relabel, mentions=[id], label=label) for id in mentions)
    code = project.codebook.label(label).code
    return (yield from _in_turns(project, _RELABEL, acts, words=uneven.words, label=code))


def merge(project: Project, uneven: Uneven, kept: int) -> Generator[Progress, None, int]:
    """Make one entity of those that share a name; returns how many were merged into it."""
    gone = [int(side.value) for side in uneven.sides if side.value != kept]

    def act(work: Work, id: int) -> bool:
        if naming.live(work, id)["id"] == naming.live(work, kept)["id"]:
            return False
        entities.merge(work, id, kept)
        return True

    name = next(side.name for side in uneven.sides if side.value == kept)
    acts = (partial(act, id=id) for id in gone)
    return (yield from _in_turns(project, _MERGE, acts, words=name))


def judge(project: Project, uneven: Uneven, value: str) -> Generator[Progress, None, int]:
    """Give one's answers about a source on all its claims, and on its card, one reliability."""
    with closing(project.another_reader()) as db:
        claims, has_card = consistency.graded(
            db, uneven.subject or 0, project.annotator.id, but=value,
            scope=scope_of(project, db, uneven.among),
        )  # fmt: skip

    def grade(work: Work) -> bool:
        judgements.grade(work, uneven.subject, "reliability", value)
        return False  # counted are claims

    def answer(work: Work, id: int) -> bool:
        judgements.answer(work, id, "reliability", value)
        return True

    acts: list[Act] = [grade] if has_card else []
    acts += [partial(answer, id=id) for id in claims]
    return (yield from _in_turns(project, _JUDGE, acts, words=uneven.words, value=value))


def link(project: Project, uneven: Uneven, type: str) -> Generator[Progress, None, int]:
    """Link each claim with the first one that says the same; returns how many links were made."""
    first, *others = (int(side.value) for side in uneven.sides)

    def act(work: Work, id: int) -> bool:
        try:
            links.add(work, "claim", id, first, type)
        except Refused:  # linked so already
            return False
        return True

    acts = (partial(act, id=id) for id in others)
    return (yield from _in_turns(project, _LINK, acts, value=type.replace("_", " ")))


def _in_turns(
    project: Project, name: str, acts: Iterable[Act], **told: str
) -> Generator[Progress, None, int]:
    """Do all acts as one step, as many in a turn as it has time for; counts what they changed."""
    if project.read_only:
        raise Refused(project.read_only)
    waiting, count = deque(acts), 0
    total = len(waiting)
    with begun(project, name) as entry:
        while waiting:
            began = time.perf_counter()
            with entry.turn() as work:
                while waiting and time.perf_counter() - began < TURN_S:
                    count += int(bool(waiting.popleft()(work)))
                work.told.clear()
                work.tell(count=str(count), **told)
            yield Progress(total - len(waiting), total)
    return count
