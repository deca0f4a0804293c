"""What a reader may raise over a file that is broken, hostile or out of reach, and its words."""

from annotator.errors import BadInput, Refused
from annotator.i18n import _

FAULTS = (BadInput, Refused, OSError, ValueError, RecursionError, MemoryError)


def guarded(why: BaseException) -> str:
    """What a file did wrong, for the list of failures."""
    if isinstance(why, BadInput):
        told = _("line {line}: {why}") if why.line else "{why}"
        return told.format(line=why.line, why=why.why)
    if isinstance(why, OSError):
        return _("It cannot be read: {why}.").format(why=why.strerror or why)
    if isinstance(why, UnicodeError):
        return _("It is no text in the encoding that it should be in ({why}).").format(why=why)
    if isinstance(why, RecursionError | MemoryError):
        return _("It is nested too deeply or too large to be read.")
    return str(why)
