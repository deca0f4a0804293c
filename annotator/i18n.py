"""Translation of the words people read, by gettext; without a catalogue the words stay English."""

import gettext
from pathlib import Path

LOCALE = Path(__file__).parent.parent / "resources" / "locale"

_catalogue = gettext.translation("annotator", LOCALE, fallback=True)

_ = _catalogue.gettext
ngettext = _catalogue.ngettext


def _N(message: str) -> str:
    """Mark a sentence for translation where it is declared; it is translated where it is shown."""
    return message
