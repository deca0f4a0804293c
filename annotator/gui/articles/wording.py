"""A filter in words: what each of its conditions says, and the filter without it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.gui.widgets.chip import STATUS_NAMES
from annotator.i18n import _N, _
from annotator.project import (
    ANY_FIELD,
    FINISHED,
    NO_SOURCE,
    NOT_SECRET,
    UNANSWERED,
    UNFINISHED,
    UNSAID,
    Filter,
    Project,
)
from annotator.wording import answered

STATE_NAMES = {
    UNFINISHED: _N("Not done yet"),
    **STATUS_NAMES,
    FINISHED: _N("Done, marked or not"),
}
SORT_NAMES = {
    "added": _N("As they came in"),
    "title": _N("By title"),
    "date": _N("By date"),
    "outlet": _N("By outlet"),
    "random": _N("At random"),
}
RIGHTS_NAMES = {
    NOT_SECRET: _N("All but secret"),
    UNSAID: _N("Not said"),
    "free": _N("Free to pass on"),
    "restricted": _N("Restricted"),
    "secret": _N("Secret"),
}
RIGHTS_SIGNS = {"free": "unlock", "restricted": "lock", "secret": "secret"}
VERSION_NAMES = {
    "newest": _N("Newest version"),
    "outdated": _N("A newer version is there"),
}
PLAIN = {
    "since": _N("Published from {words}"),
    "until": _N("Published until {words}"),
    "outlet": _N("Outlet: {words}"),
    "language": _N("Language: {words}"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One condition in words, and the filter that is left without it."""

    words: str
    without: Filter


def told(project: Project, wanted: Filter) -> tuple[Told, ...]:
    """The conditions of a filter but for what was typed, which stands in its field."""
    empty = Filter()
    named = [
        *_work(project, wanted), *_marks(project, wanted), *_metadata(project, wanted),
        *_order(wanted),
    ]  # fmt: skip
    return tuple(
        Told(words, replace(wanted, **{each: getattr(empty, each) for each in columns}))
        for columns, words in named
    )


def _work(project: Project, wanted: Filter) -> Iterator[tuple[tuple[str, ...], str]]:
    who = _annotator(project, wanted.whose) if wanted.whose else ""
    status = _(STATE_NAMES[wanted.status]) if wanted.status else ""
    if status and who:
        yield ("status", "whose"), _("{status}, by {name}").format(status=status, name=who)
    elif who:
        yield ("whose",), _("Begun or done by {name}").format(name=who)
    elif status:
        yield ("status",), status
    since, until = wanted.changed_since, wanted.changed_until
    if since and since == until:
        yield ("changed_since", "changed_until"), _("Set on {words}").format(words=since)
    else:
        if since:
            yield ("changed_since",), _("Set since {words}").format(words=since)
        if until:
            yield ("changed_until",), _("Set until {words}").format(words=until)


def _annotator(project: Project, id: int) -> str:
    return next((one.name for one in project.annotators if one.id == id), "?")


def _marks(project: Project, wanted: Filter) -> Iterator[tuple[tuple[str, ...], str]]:
    if wanted.label:
        label = next((one for one in project.codebook.labels if one.id == wanted.label), None)
        yield ("label",), _("Label: {words}").format(words=label.name if label else "?")
    if wanted.entity:
        yield ("entity",), _("Mentions {words}").format(words=name_of(project, wanted.entity))
    if wanted.source == NO_SOURCE:
        yield ("source",), _("A claim without source")
    elif wanted.source:
        yield ("source",), _("Source: {words}").format(words=name_of(project, wanted.source))
    if wanted.claims:
        yield ("claims",), _("With claims")
    if wanted.judged[0]:
        yield ("judged",), _judged(project, *wanted.judged)


def _metadata(project: Project, wanted: Filter) -> Iterator[tuple[tuple[str, ...], str]]:
    for column, words in PLAIN.items():
        if value := getattr(wanted, column):
            yield (column,), _(words).format(words=value)
    if wanted.rights:
        yield ("rights",), _told_rights(wanted.rights)
    if wanted.family:
        yield ("family",), _("Near-duplicates of one text")
    if wanted.version:
        yield ("version",), _(VERSION_NAMES[wanted.version])
    if wanted.assigned == project.annotator.id:
        yield ("assigned",), _("Assigned to me")
    elif wanted.assigned:
        who = _annotator(project, wanted.assigned)
        yield ("assigned",), _("Assigned to {words}").format(words=who)


def _told_rights(rights: str) -> str:
    if rights == UNSAID:
        return _("Rights not said")
    return _(RIGHTS_NAMES.get(rights, rights))


def _order(wanted: Filter) -> Iterator[tuple[tuple[str, ...], str]]:
    columns = ("sort", "down", "seed")
    if wanted.sort == "random":
        yield columns, _("At random, seed {n}").format(n=wanted.seed)
    elif wanted.sort != "added" or wanted.down:
        words = _("{order}, backwards") if wanted.down else "{order}"
        yield columns, words.format(order=_(SORT_NAMES[wanted.sort]))


def _judged(project: Project, field: str, value: str) -> str:
    if field == ANY_FIELD:
        return _("A claim not judged")
    name, told = answered(project.codebook, field, [] if value == UNANSWERED else [value])
    return _("{field}: {value}").format(field=f"{name[:1].upper()}{name[1:]}", value=told)


def name_of(project: Project, entity: int) -> str:
    """What an entity is called, also when it is gone."""
    found = project.entity(entity)
    return found.name if found is not None else "?"
