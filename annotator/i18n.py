"""Translation of the words people read, by gettext; without a catalogue the words stay English."""

import gettext
from collections.abc import Mapping

from annotator.paths import resources

_catalogue = gettext.translation("annotator", resources() / "locale", fallback=True)

_ = _catalogue.gettext
ngettext = _catalogue.ngettext


def _N(message: str) -> str:
    """Mark a sentence for translation where it is declared; it is translated where it is shown."""
    return message


def _NN(one: str, many: str) -> str:
    """The same of a sentence that holds a {count}: how it reads of one and of many."""
    return f"{one}\n{many}"


def filled(message: str, words: Mapping[str, object]) -> str:
    """A sentence that was declared so, translated and with its braces filled."""
    one, _parted, many = message.partition("\n")
    shown = ngettext(one, many, int(str(words["count"]))) if many else _(one)
    return shown.format_map(dict(words))
