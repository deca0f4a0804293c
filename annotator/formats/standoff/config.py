"""annotation.conf: what brat must know to show the files of a folder without a complaint."""

from collections.abc import Iterable

from annotator.formats.standoff.sheet import Used
from annotator.formats.standoff.words import EVENTS, NESTED, PARTS, link_types
from annotator.model import Codebook

_OVERLAP = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
_HELD = "Source*:Source, Cue*:Cue, Content*:Content, Hedge*:Hedge, Addressee*:Addressee"


def configuration(codebook: Codebook, types: Iterable[str], used: Used) -> str:
    """The file's text: labels, parts of claims, link types, events, attributes with values."""
    relations = {plain: {"<EVENT>"} for plain in (NESTED, *link_types(codebook))} | used.relations
    lines = [
        "[entities]",
        *sorted(set(types)),
        *PARTS,
        "",
        "[relations]",
        _OVERLAP,
        *(_relation(name, joins) for name, joins in sorted(relations.items())),
        "",
        "[events]",
        *(f"{event}\t{_HELD}" for event in EVENTS),
        "",
        "[attributes]",
        *(_attribute(name, used) for name in sorted(used.values)),
    ]
    return "\n".join(lines) + "\n"


def _relation(name: str, joins: set[str]) -> str:
    ends = "|".join(sorted(joins))
    return f"{name}\tArg1:{ends}, Arg2:{ends}"


def _attribute(name: str, used: Used) -> str:
    targets, values = sorted(used.targets[name]), sorted(used.values[name])
    return f"{name}\tArg:{'|'.join(targets)}" + (f", Value:{'|'.join(values)}" if values else "")
