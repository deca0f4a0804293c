"""Formats: one module each, found by being here. Values in, values out: no SQL, no Qt.

A module of this folder with a `NAME` is a format. It declares

    NAME      the name given on the command line, such as "jsonl"
    TITLE     what menus call it
    SUMMARY   one sentence saying what it is good for
    CARRIES   what of a project survives in it, words from `CARRIED`
    SUFFIXES  the suffixes of its files, the usual one first
    FOLDER    True if the target of an export is a folder of files
    EXTRA     the optional dependency that it needs, "" if none
    GENERIC   optional: True if it takes whatever bears its suffix; formats that look into the
              file are asked before it
    APART     optional: True if its files are read in a process of their own, with limits of time
              and memory, since what parses them is large and a file may be made to break it
    SHARED    optional: True if other tools call other files so too; else a file with a suffix that
              no other format has, and which the format does not know for its own, is a broken one
    STREAMS   optional: True if it reads one article at a time out of a file of any size
    OWN       optional: True for the program's own format, which is offered first

and one or both of the two ways:

    Options                              a frozen dataclass on top of `common.options.Common`;
                                         each field's metadata has `help` and, where the values
                                         are few, `choices`
    write(pages, project, out, options)  a generator of Progress that returns a Report; streams in
                                         constant memory; nothing changes at `out` before the end,
                                         and closing the generator leaves no trace
    losses(page, options)                what the page would lose, pure, for the preview

    read(path, options)                  yields a ReadArticle each, and a BadInput for what is
                                         wrong where it can go on; raises BadInput where not
    read_project(path)                   optional: what the file says of the project, or None
    read_labels(path)                    optional: the labels that it declares beside its marks
    recognises(path)                     True if the file (or folder) looks like this format

Beside its target an export leaves `NAME.manifest.json` (versions, options, counts, hashes) and,
if anything was lost, `NAME.losses.tsv` with one line per loss. The same pages and options give
the same bytes, so there is no clock in any of them.
"""

import sys
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, cast

from annotator.discover import modules
from annotator.errors import BadInput, Refused
from annotator.formats.common.options import made, missing_extra
from annotator.formats.values import (
    DETECT,
    Dated,
    Declared,
    Lost,
    ProjectCard,
    ReadArticle,
    ReadAttribute,
    ReadClaim,
    ReadDecision,
    ReadEntity,
    ReadJudgement,
    ReadLink,
    ReadNote,
    ReadOptions,
    ReadPrediction,
    ReadProject,
    ReadSpan,
    Report,
    Unfit,
)
from annotator.i18n import _
from annotator.model import Page
from annotator.progress import Loss, Progress

CARRIED = (
    "text",
    "metadata",
    "mentions",
    "nested",
    "crossing",
    "discontinuous",
    "entities",
    "claims",
    "judgements",
    "links",
    "notes",
    "attributes",
    "statuses",
    "annotators",
    "project",
    "entity cards",  # descriptions and aliases of entities
    "entities in no article",  # of those that are written
    "suggestions",  # and what was decided on them
)

__all__ = [
    "CARRIED",
    "DETECT",
    "Dated",
    "Declared",
    "Format",
    "Lost",
    "ProjectCard",
    "ReadArticle",
    "ReadAttribute",
    "ReadClaim",
    "ReadDecision",
    "ReadEntity",
    "ReadJudgement",
    "ReadLink",
    "ReadNote",
    "ReadOptions",
    "ReadPrediction",
    "ReadProject",
    "ReadSpan",
    "Reader",
    "Report",
    "Unfit",
    "Writer",
    "everything",
    "made",
    "missing_extra",
    "reader",
    "readers",
    "recognised",
    "writer",
    "writers",
]


class Format(Protocol):
    """What every format's module declares."""

    NAME: str
    TITLE: str
    SUMMARY: str
    CARRIES: tuple[str, ...]
    SUFFIXES: tuple[str, ...]
    FOLDER: bool
    EXTRA: str


class Writer(Format, Protocol):
    """A format that can be exported to."""

    Options: type[Any]

    def write(
        self, pages: Iterable[Page], project: ProjectCard, out: Path, options: Any
    ) -> Generator[Progress, None, Report]: ...

    def losses(self, page: Page, options: Any) -> tuple[Loss, ...]: ...


class Reader(Format, Protocol):
    """A format that can be imported from."""

    def read(self, path: Path, options: ReadOptions = ...) -> Iterator[ReadArticle | BadInput]: ...

    def recognises(self, path: Path) -> bool: ...


def everything() -> tuple[Format, ...]:
    """All formats, by name."""
    found = [cast(Format, m) for m in modules(sys.modules[__name__]) if hasattr(m, "NAME")]
    return tuple(sorted(found, key=lambda each: each.NAME))


def writers() -> tuple[Writer, ...]:
    """The formats that can be exported to, by name."""
    return tuple(cast(Writer, each) for each in everything() if hasattr(each, "write"))


def readers() -> tuple[Reader, ...]:
    """The formats that can be imported from, by name."""
    return tuple(cast(Reader, each) for each in everything() if hasattr(each, "read"))


def writer(name: str) -> Writer:
    """The format to export to by that name."""
    found = next((each for each in writers() if name == each.NAME), None)
    if found is None:
        raise Refused(_unknown(name, writers()))
    return found


def reader(name: str) -> Reader:
    """The format to import from by that name."""
    found = next((each for each in readers() if name == each.NAME), None)
    if found is None:
        raise Refused(_unknown(name, readers()))
    return found


def recognised(path: Path) -> Reader | None:
    """The first format that knows the file for its own, the generic ones last."""
    asked = sorted(readers(), key=lambda each: getattr(each, "GENERIC", False))
    return next((each for each in asked if each.recognises(path)), None)


def _unknown(name: str, known: Iterable[Format]) -> str:
    names = ", ".join(each.NAME for each in known)
    return _("There is no format {name} here; there are: {names}.").format(name=name, names=names)
