"""HTML that is all text (a message, a chapter, a pasted piece) read with nothing but Python.

A page with menus and advertisements goes to the format `html`, which finds the article in it.
"""

from html.parser import HTMLParser

from annotator.formats.incoming.flow import LINE, PARAGRAPH, Flow

_PARAGRAPHS = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "table",
    "figure", "hr", "fieldset", "article",
))  # fmt: skip
_LINES = frozenset((
    "div", "li", "tr", "dt", "dd", "section", "header", "footer", "main", "aside", "nav",
    "address", "form", "figcaption", "caption", "center", "body", "html", "thead", "tbody",
    "tfoot", "details", "summary", "hgroup", "option",
))  # fmt: skip
_SILENT = frozenset((
    "script", "style", "head", "template", "noscript", "iframe", "object", "svg", "math",
    "select", "textarea", "audio", "video", "canvas", "map", "noembed", "noframes", "rt", "rp",
))  # fmt: skip
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
))  # fmt: skip
_DEEPEST = 2000


def text_of(html: str) -> str:
    """The words of a piece of HTML; paragraphs parted by blank lines, cells by tabs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.flow.text()


class _Reader(HTMLParser):
    """Walks the tags and lets their words flow; what a reader does not see is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.flow = Flow()
        self._silent: list[str] = []  # open tags inside one that is not seen, that one first
        self._kept = 0  # how many <pre> are open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent[:1] == ["p"] and (tag in _PARAGRAPHS or tag in _LINES):
            self._silent = []  # a paragraph that was left open ends here
        if self._silent:
            if tag not in _VOID and len(self._silent) < _DEEPEST:
                self._silent.append(tag)
            return
        if tag not in _VOID and (tag in _SILENT or _is_hidden(dict(attrs))):
            self._silent.append(tag)
            return
        if tag == "br":
            self.flow.newline()
        elif tag in ("td", "th") and not self.flow.is_empty:
            self.flow.cell()
        else:
            self._part(tag)
        self._kept += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:  # tags left open inside end with it
                del self._silent[len(self._silent) - 1 - self._silent[::-1].index(tag) :]
            return
        self._part(tag)
        if tag == "pre" and self._kept:
            self._kept -= 1

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._kept:
            self.flow.verbatim(data)
        else:
            self.flow.words(data)

    def _part(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.flow.part(PARAGRAPH)
        elif tag in _LINES:
            self.flow.part(LINE)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or "visibility:hidden" in style
