"""The ways in which something uneven can be settled, each an edit that runs as a job."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from annotator.i18n import _, ngettext
from annotator.jobs import finding, settling, unevenness
from annotator.jobs.unevenness import Uneven
from annotator.progress import Progress
from annotator.project import Project
from annotator.wording import answered, lowered

Make = Callable[[], Generator[Progress, None, Any]]


@dataclass(frozen=True, slots=True)
class Way:
    """What a menu offers: the words, the key in it, and the job."""

    words: str
    job: Make
    key: str = ""


def ways(project: Project, one: Uneven, *, also_done: bool) -> Iterator[Way]:
    """How a finding can be settled."""
    yield from _OF[one.kind](project, one, also_done)


def _labels(project: Project, one: Uneven, _also_done: bool) -> Iterator[Way]:
    for side in one.sides:
        label = project.codebook.label(int(side.value))
        if not label.retired:
            words = _("Change all to {label}").format(label=label.code)
            yield Way(words, partial(settling.relabel, project, one, label.id), label.key)


def _unmarked(project: Project, one: Uneven, also_done: bool) -> Iterator[Way]:
    for side in one.sides:
        label = project.codebook.label(int(side.value))
        words = ngettext("Label {n} place as {label}", "Label {n} places as {label}", one.count)

        def job(id: int = label.id) -> Generator[Progress, None, Any]:
            places = unevenness.unmarked(project, one)
            return finding.label(project, places, id, also_done=also_done, total=one.count)

        yield Way(words.format(n=one.count, label=label.code), job, label.key)


def _entities(project: Project, one: Uneven, _also_done: bool) -> Iterator[Way]:
    for side in one.sides:
        code = project.codebook.label(side.label or 0).code
        words = ngettext("Merge into {name} ({label}, {n} mention)",
                         "Merge into {name} ({label}, {n} mentions)", side.count)  # fmt: skip
        words = words.format(name=side.name, label=code, n=side.count)
        yield Way(words, partial(settling.merge, project, one, int(side.value)))


def _sources(project: Project, one: Uneven, _also_done: bool) -> Iterator[Way]:
    for side in one.sides:
        _field, grade = answered(project.codebook, "reliability", [side.name])
        words = _("Judge all {value}").format(value=grade)
        yield Way(words, partial(settling.judge, project, one, str(side.value)))


def _claims(project: Project, one: Uneven, _also_done: bool) -> Iterator[Way]:
    for type in project.codebook.claim_links:
        words = _("Link with the first: {type}").format(type=lowered(type.name))
        yield Way(words, partial(settling.link, project, one, type.value), type.key)


_OF: dict[str, Callable[[Project, Uneven, bool], Iterator[Way]]] = {
    "labels": _labels,
    "unmarked": _unmarked,
    "entities": _entities,
    "sources": _sources,
    "claims": _claims,
}
