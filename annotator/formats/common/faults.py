"""What a reader may raise over a file that is broken, hostile or out of reach, and its words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import BadInput, Refused
from annotator.i18n import _

FAULTS = (BadInput, Refused, OSError, ValueError, RecursionError, MemoryError)


def guarded(why: BaseException) -> str:
    """What a file did wrong, for the list of failures."""
    if isinstance(why, BadInput):
        told = _("line {line}: {why}") if why.line else "{why}"
        if why.line and why.item:
            told = _("line {line}, number {item}: {why}")
        return told.format(line=why.line, why=why.why, item=why.item)
    if isinstance(why, OSError):
        return _("It cannot be read: {why}.").format(why=why.strerror or why)
    if isinstance(why, UnicodeError):
        return _("It is no text in the encoding that it should be in ({why}).").format(why=why)
    if isinstance(why, RecursionError | MemoryError):
        return _("It is nested too deeply or too large to be read.")
    return str(why)


def odd(fault: Exception) -> str:
    """The words for what no reader should raise, but a parser did over some odd file."""
    told = _("The reader could not make sense of it ({kind}: {why}).")
    return told.format(kind=type(fault).__name__, why=fault)


@contextmanager
def blaming(path: Path) -> Iterator[None]:
    """Whatever reading raises is the fault of this file, and costs it alone."""
    try:
        yield
    except FAULTS:
        raise
    except Exception as fault:
        raise BadInput(path, 0, odd(fault)) from fault
