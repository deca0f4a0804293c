"""Edits of the filters that a project keeps: named ways to look at the list of articles."""

import json

from annotator.edits.labels import set_property
from annotator.edits.work import Work, edit
from annotator.errors import Refused
from annotator.i18n import _N, _
from annotator.store.filtering import Filter
from annotator.store.reading import property_of

PROPERTY = "filters"


@edit(_N("Keep the filter {name}"))
def keep(work: Work, name: str, wanted: Filter) -> None:
    """Keep a filter under a name; one of that name is replaced. Refused without a name."""
    name = name.strip()
    if not name:
        raise Refused(_("Give the filter a name."))
    _keep(work, {**_kept(work), name: wanted.as_json()}, name)


@edit(_N("Forget the filter {name}"))
def forget(work: Work, name: str) -> None:
    """Forget a filter that was kept."""
    _keep(work, {each: kept for each, kept in _kept(work).items() if each != name}, name)


def loaded(text: str) -> dict[str, Filter]:
    """The filters of a project by name, from its property."""
    found = json.loads(text) if text else {}
    return {name: Filter.from_json(each) for name, each in found.items()}


def _kept(work: Work) -> dict[str, str]:
    text = property_of(work.db, PROPERTY)
    return dict(json.loads(text)) if text else {}


def _keep(work: Work, kept: dict[str, str], name: str) -> None:
    set_property(work, PROPERTY, json.dumps(kept, ensure_ascii=False, sort_keys=True))
    work.tell(name=name)
