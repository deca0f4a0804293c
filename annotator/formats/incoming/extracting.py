"""The article in a web page: found by trafilatura, told apart from menus, comments and the like."""

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from annotator.errors import BadInput
from annotator.formats.incoming import pagehead
from annotator.formats.incoming.flow import LINE, PARAGRAPH, Flow, joined
from annotator.formats.incoming.proposing import IN_TEXT, Proposals, article
from annotator.formats.values import ReadArticle, ReadOptions
from annotator.i18n import _
from annotator.model import Origin
from annotator.text import clean

_PARAGRAPHS = frozenset(("p", "head", "quote", "list", "table", "code", "fw", "div"))
_LINES = frozenset(("item", "row"))
_SHORTEST = 20  # what is shorter is a word left over from a menu
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def extracted(
    html: str, path: Path, origin: Origin, options: ReadOptions, proposals: Proposals
) -> ReadArticle:
    """The article in a page. BadInput where there is none. `proposals` go before the page's own."""
    page = _tree(html, path)
    pagehead.offer(page, proposals)
    found = _found(page, proposals)
    body = _text(found.body) if found is not None and found.body is not None else ""
    if len(body) < _SHORTEST:
        raise BadInput(path, 0, _("There is no article text in this page."))
    for name, value in (("title", found.title), ("byline", found.author), ("url", found.url),
                        ("published", found.date), ("outlet", found.sitename)):  # fmt: skip
        proposals.offer(name, _listed(value) if name == "byline" else value, IN_TEXT)
    title = proposals.value("title")
    body = _below_headline(body, title) if title else body
    how = "headline" if options.headline else "no headline"
    named = f"trafilatura {version('trafilatura')} ({how}, tables, no comments)"
    text = joined(title, body) if options.headline else body
    made = Origin(origin.file, origin.sha256, origin.encoding, extractor=named, place=origin.place)
    return article(text, proposals, made)


def _below_headline(body: str, title: str) -> str:
    """What stands below the headline; before it old pages have menus. All where there is none."""
    lines = body.split("\n")
    wanted = title.casefold()
    place = next((n for n, e in enumerate(lines) if " ".join(e.split()).casefold() == wanted), -1)
    below = "\n".join(lines[place + 1 :]).lstrip("\n")
    return below if len(below) * 2 > len(body) else body


def _listed(names: str | None) -> str | None:
    return names.replace("; ", ", ") if names else names


def _tree(html: str, path: Path) -> HtmlElement:
    """The page as a tree; scripts do not run and nothing it points to is fetched."""
    text = _CONTROLS.sub(" ", _DECLARED.sub("", clean(html).text))
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        page = document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise BadInput(path, 0, _("There is no article text in this page.")) from None
    if any("Excessive depth" in each.message for each in parser.error_log):
        raise BadInput(path, 0, _("It is nested too deeply."))
    return page


def _found(page: HtmlElement, proposals: Proposals) -> Any:
    from trafilatura import bare_extraction

    # Without an extensive search a date that is only guessed stays unknown.
    dates = {"extensive_search": False, "original_date": True}
    address = proposals.value("url") or None
    return bare_extraction(
        page, url=address, include_comments=False, include_tables=True, with_metadata=True,
        date_extraction_params=dates,
    )  # fmt: skip


def _text(body: Any) -> str:
    """The text of the tree that trafilatura gives, its blocks parted as a reader sees them."""
    flow = Flow()
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            _enter(flow, element)
            flow.words(element.text or "")
        elif element is not body:
            _part(flow, element.tag)
            flow.words(element.tail or "")
    return flow.text()


def _enter(flow: Flow, element: Any) -> None:
    if element.tag == "lb":
        flow.newline()
    elif element.tag == "cell" and element.getprevious() is not None:
        flow.cell()
    else:
        _part(flow, element.tag)


def _part(flow: Flow, tag: str) -> None:
    if tag in _PARAGRAPHS:
        flow.part(PARAGRAPH)
    elif tag in _LINES:
        flow.part(LINE)
