"""The conditions of the window's filter as options: which articles a command is about."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from annotator.errors import Refused
from annotator.i18n import _
from annotator.model import RIGHTS, STATUSES, Label

if TYPE_CHECKING:
    from annotator.project import Filter, Project

STATES = (*STATUSES, "unfinished", "finished")
VERSIONS = ("newest", "outdated")
RIGHTS_ASKED = ("not_secret", *RIGHTS, "unsaid")
NONE, ANY = "none", "any"

_OPTIONS = (
    click.option("--status", type=click.Choice(STATES), help=_("Only articles in this state.")),
    click.option("--whose", metavar="NAME", help=_(
        "Whose status is meant, in place of yours; alone: what this annotator set any of.")),
    click.option("--changed-since", metavar="DAY", help=_(
        "Only where that status was set on this day or later: 2024, 2024-03, 2024-03-31.")),
    click.option("--changed-until", metavar="DAY", help=_(
        "Only where it was set on this day or before.")),
    click.option("--find", "text", help=_("Only articles that hold these words.")),
    click.option("--label", help=_("Only with a mention of this label (its name or code).")),
    click.option("--entity", help=_("Only where this entity is mentioned (its name).")),
    click.option("--source", help=_("Only with a claim from this source (its name), or from none: "
                                    "“none”.")),
    click.option("--claims", is_flag=True, help=_("Only with a claim.")),
    click.option("--judged", metavar="FIELD=VALUE", help=_(
        "Only with a claim that you answered so; FIELD=? is not answered, any=? not judged.")),
    click.option("--since", help=_("Only from this date on, as far as it goes: 2024, 2024-03.")),
    click.option("--until", help=_("Only up to this date, included.")),
    click.option("--outlet", help=_("Only of this outlet.")),
    click.option("--language", help=_("Only in this language, such as en or ar.")),
    click.option("--rights", type=click.Choice(RIGHTS_ASKED), help=_(
        "Only with these rights; all but secret ones; or where nothing was said.")),
    click.option("--version", type=click.Choice(VERSIONS), help=_(
        "Only the newest versions of articles, or only those of which a newer one is there.")),
    click.option("--family", metavar="ARTICLE", help=_(
        "Only near-duplicates of this article (its id), and itself.")),
    click.option("--assigned", metavar="NAME", help=_("Only what this annotator is to do.")),
    click.option("--filter", "kept", metavar="NAME", help=_(
        "A filter that the project keeps; other options add to it.")),
)  # fmt: skip


def conditions(run: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each condition, in the order they are declared."""
    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def wanted(source: "Project", asked: Mapping[str, Any]) -> "Filter":
    """The filter that the options ask for, on top of the one that is kept under a name."""
    from annotator.edits.filters import PROPERTY, loaded
    from annotator.project import Filter

    asked = dict(asked)
    kept, filters = asked.pop("kept"), loaded(source.property_named(PROPERTY))
    if kept is not None and kept not in filters:
        told = _("The project keeps no filter {name}. It keeps: {names}")
        raise Refused(told.format(name=kept, names=", ".join(filters) or _("none")))
    given = {column: value for column, value in asked.items() if value}
    meant = {
        "label": _label_id, "entity": _entity, "source": _source, "judged": _judged,
        "assigned": _annotator, "whose": _annotator, "family": _family,
    }  # fmt: skip
    for column, find in meant.items():
        if column in given:
            given[column] = find(source, given[column])
    return replace(filters[kept] if kept is not None else Filter(), **given)


def _label_id(source: "Project", name: str) -> int:
    return label_named(source, name).id


def label_named(source: "Project", name: str) -> Label:
    """A label by its name or code. Refused where there is none."""
    fold = name.casefold()
    for label in source.codebook.labels:
        if fold in (label.name.casefold(), label.code.casefold()):
            return label
    names = ", ".join(label.name for label in source.codebook.active_labels)
    raise Refused(_("There is no label {name}. There are: {names}").format(name=name, names=names))


def _entity(source: "Project", name: str) -> int:
    found = source.entities_like(name)
    fold = name.casefold()
    exact = [one for one in found if fold in map(str.casefold, (one.name, *one.aliases, one.qid))]
    if not exact and len(found) != 1:
        if not found:
            raise Refused(_("There is no entity {name}.").format(name=name))
        names = ", ".join(one.name for one in found)
        raise Refused(_("{name} may be one of: {names}").format(name=name, names=names))
    return (exact or list(found))[0].id


def _source(source: "Project", name: str) -> int:
    from annotator.project import NO_SOURCE

    return NO_SOURCE if name == NONE else _entity(source, name)


def _judged(source: "Project", asked: str) -> tuple[str, str]:
    from annotator.project import ANY_FIELD, UNANSWERED

    field, equals, value = asked.partition("=")
    if not equals or not value:
        raise Refused(_("Write --judged as FIELD=VALUE, such as credibility=3."))
    if field == ANY:
        if value != UNANSWERED:
            raise Refused(_("any goes with ? alone: any=?"))
        return ANY_FIELD, UNANSWERED
    if field not in {one.id for one in source.codebook.fields}:
        names = ", ".join(one.id for one in source.codebook.fields)
        told = _("There is no field {name}. There are: {names}")
        raise Refused(told.format(name=field, names=names))
    return field, value


def _annotator(source: "Project", name: str) -> int:
    for one in source.annotators:
        if one.name == name:
            return one.id
    names = ", ".join(one.name for one in source.annotators)
    raise Refused(_("Nobody called {name} worked here. There are: {names}").format(
        name=name, names=names))  # fmt: skip


def _family(source: "Project", article: str) -> str:
    found = source.article(int(article)) if article.isdecimal() else None
    if found is None or not found.family:
        raise Refused(_("There is no article {id} with near-duplicates.").format(id=article))
    return found.family
