"""What an import did, to be told."""

from dataclasses import dataclass
from pathlib import Path

from annotator.formats import Unfit
from annotator.jobs import mapping
from annotator.jobs.arrivals import Arrival
from annotator.jobs.filling import Differing
from annotator.jobs.sources import Failure


@dataclass(frozen=True, slots=True)
class Misfit:
    """A mark that was left out: of which file and article, and what the file says of it."""

    path: Path
    title: str
    mark: Unfit

    def __str__(self) -> str:
        return mapping.misfit(self.title, self.mark)


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that was here and that a file says otherwise: it stays as it is. `title` is that of
    the article it was said with, "" where it is of the project.
    """

    path: Path
    title: str
    what: Differing

    def __str__(self) -> str:
        return f"{self.title}: {self.what}" if self.title else str(self.what)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    `new` articles came in, `near` of them share passages with others of their family, `versions`
    are new versions of ones that were there or came in with them; `back` were removed ones that
    came back, `already` were there already, with `marks_left` marks, answers and remarks on them
    that were not taken, or `marks_added` that were, with `answers_added` to questions and
    `remarks_added` about marks and articles; `kept` is what the files say otherwise than it is
    here. `skipped` files in folders were none to read. `predictions` came in as suggestions.
    `unfit` marks fit no way of counting and stayed out; `counted` says how files count where that
    had to be found out. `arrivals` lists what became of each article and file. `first` is the
    first article of the files, to be opened; `edit` the entry in the history; `stopped` says why
    it ended early.
    """

    new: int = 0
    near: int = 0
    versions: int = 0
    back: int = 0
    already: int = 0
    marks_left: int = 0
    marks_added: int = 0
    answers_added: int = 0
    remarks_added: int = 0
    skipped: int = 0
    predictions: int = 0
    failed: tuple[Failure, ...] = ()
    unfit: tuple[Misfit, ...] = ()
    kept: tuple[Kept, ...] = ()
    counted: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    first: int | None = None
    edit: int | None = None
    stopped: str = ""
