"""Translation of the words people read, by gettext; without a catalogue the words stay English."""

import gettext

from annotator.paths import resources

_catalogue = gettext.translation("annotator", resources() / "locale", fallback=True)

_ = _catalogue.gettext
ngettext = _catalogue.ngettext


def _N(message: str) -> str:
    """Mark a sentence for translation where it is declared; it is translated where it is shown."""
    return message
