"""A page, or a piece of one, that was copied: the article of a whole page, else all its words."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import regex

from annotator.errors import BadInput
from annotator.formats import html
from annotator.formats.common.options import missing_extra
from annotator.formats.incoming import markup
from annotator.formats.incoming.proposing import Proposals, article
from annotator.formats.values import DETECT, ReadArticle, ReadOptions
from annotator.i18n import _
from annotator.model import Origin

_WHOLE = regex.compile(r"<(?:title|article|nav|header|main)\b", regex.IGNORECASE)


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle]:
    """The article that was copied."""
    raw = path.read_bytes()
    text = html.decode(raw, path).text
    if _WHOLE.search(text) and not missing_extra(html.EXTRA):
        origin = Origin(path.name, hashlib.sha256(raw).hexdigest())
        try:
            found = html.from_bytes(raw, path, origin, options, Proposals())
        except BadInput:
            pass  # no article in it: then it is the words that were wanted
        else:
            yield found
            return
    words = markup.text_of(text)
    if not words:
        raise BadInput(path, 0, _("There is no text in it."))
    yield article(words, Proposals(), Origin(extractor="rich text 1"))
