"""HTML made of values: escaped text, elements, and the marked text of an article."""

from collections.abc import Iterable, Mapping
from html import escape

from annotator.formats.printed.marking import Tag, tagged
from annotator.model import ROLES, Codebook, Page, Span

SIGNS: Mapping[str, str] = dict(zip(ROLES, ("c", "s", "u", "h", "o"), strict=True))
"""The letter of each role, as the keys that make them."""

_UNSEEN = {ord(char): f"\\u{ord(char):04x}" for char in map(chr, (*range(9), *range(14, 32), 127))}


def text(words: str) -> str:
    """Text as HTML holds it; control characters, which it cannot hold, are written out."""
    return escape(words.translate(_UNSEEN), quote=True)


def isolated(words: str) -> str:
    """A sign that leaves the order of a text from right to left around it as it is."""
    return f"\u2068{text(words)}\u2069"


def element(name: str, inner: str, **attributes: str) -> str:
    """An element around HTML; attributes without a value are left out."""
    given = "".join(f' {key.rstrip("_")}="{text(v)}"' for key, v in attributes.items() if v)
    return f"<{name}{given}>{inner}</{name}>"


def row(cells: Iterable[str], name: str = "td") -> str:
    """A row of a table; cells are HTML."""
    return element("tr", "".join(element(name, cell) for cell in cells))


def family(codebook: Codebook, label: int) -> dict[str, str]:
    """How an element shows the family of a label: a class, or a hue of the label's own."""
    found = codebook.label(label).family
    if found.startswith("#"):
        return {"class_": "m own", "style": f"border-color:{found}"}
    return {"class_": f"m f-{found}"}


def marked(page: Page) -> str:
    """The paragraphs of an article with all marks: a mention in square brackets with the code of
    its label, a part of a claim in angle brackets with the number of the claim and its role.
    """
    direction = page.article.direction or "auto"
    return "\n".join(
        element("p", each, dir=direction, lang=page.article.language, class_="text")
        for each in _paragraphs(page) if each.strip()
    )  # fmt: skip


def _paragraphs(page: Page) -> Iterable[str]:
    """The lines of the text as HTML; a line end inside a tag, as in the title of an entity whose
    name has one, is none of them.
    """
    pieces: list[str] = []
    for each in _lines(page):
        if each == "\n":
            yield "".join(pieces)
            pieces.clear()
        else:
            pieces.append(_tag(page, each) if isinstance(each, Tag) else each)
    yield "".join(pieces)


def _lines(page: Page) -> Iterable[Tag | str]:
    """Tags and escaped text; at a line end what is open is closed and opened again."""
    stack: list[Tag] = []
    for each in tagged(page.text, page.spans):
        if isinstance(each, Tag):
            if each.opens:
                stack.append(each)
            else:
                stack.pop()
            yield each
            continue
        for n, line in enumerate(each.split("\n")):
            if n:
                yield from (Tag(open_one.span, False, True) for open_one in reversed(stack))
                yield "\n"
                yield from (Tag(open_one.span, True, True) for open_one in stack)
            yield text(line)


def _tag(page: Page, tag: Tag) -> str:
    if tag.span.label is not None:
        return _mention(page, tag, tag.span.label)
    return _part(page, tag)


def _mention(page: Page, tag: Tag, label: int) -> str:
    found = page.codebook.label(label)
    if not tag.opens:
        code = (
            "" if tag.is_joint else _bracket("]") + element("sub", isolated(_code(page, tag.span)))
        )
        return f"{code}</span>"
    entity = page.entities.get(page.entity_of(tag.span) or 0)
    title = " · ".join(filter(None, (found.name, tag.span.level, entity.name if entity else "")))
    start = element("span", "", **family(page.codebook, label), title=title)
    return start.removesuffix("</span>") + ("" if tag.is_joint else _bracket("["))


def _code(page: Page, span: Span) -> str:
    label = page.codebook.label(span.label or 0)
    return (label.code or label.name) + ("…" if span.part_of is not None else "")


def _part(page: Page, tag: Tag) -> str:
    role = tag.span.role
    if not tag.opens:
        return ("" if tag.is_joint else _bracket("⟩")) + "</span>"
    number = page.number(tag.span.claim or 0)
    start = f'<span class="p r-{role}">'
    if tag.is_joint:
        return start
    return start + _bracket("⟨") + element("sup", isolated(f"{number}{SIGNS[role]}"))


def _bracket(sign: str) -> str:
    return element("i", sign, class_="b")
