"""Names that other programs can take: types without odd characters, files named after articles."""

import re
import unicodedata
from collections.abc import Iterable

from annotator.model import Codebook, Page

_ODD = re.compile(r"[^A-Za-z0-9_-]+")
_KEY = 12  # enough hexadecimal digits to tell millions of articles apart


def plain_name(name: str) -> str:
    """A name in letters, digits, "-" and "_" alone: accents dropped, the rest underscores."""
    ascii = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _ODD.sub("_", ascii).strip("_-") or "x"


def plain_labels(codebook: Codebook, taken: Iterable[str] = ()) -> dict[int, str]:
    """A plain name for each label by id, merged ones included; two labels never share one."""
    used = set(taken)
    names: dict[int, str] = {}
    for label in sorted(codebook.labels, key=lambda each: (each.position, each.id)):
        if label.merged_into is None:
            names[label.id] = free_name(plain_name(label.name), used)
            used.add(names[label.id])
    return names | {each.id: names[codebook.label(each.id).id] for each in codebook.labels}


def free_name(name: str, used: set[str]) -> str:
    """The name, or with the first number that makes it one nobody has."""
    found, number = name, 1
    while found in used:
        number += 1
        found = f"{name}_{number}"
    return found


def file_stem(page: Page) -> str:
    """A file name for an article that stays when others come or go: date, title, content key."""
    title = plain_name(page.article.title).lower().replace("_", "-")[:40].strip("-")
    date = plain_name(page.article.published[:10])
    parts = [part for part in (date, title) if part != "x"]
    return "_".join([*parts, page.article.key[:_KEY]])


def one_line(text: str) -> str:
    """The text with every line end and tab turned into a blank."""
    return " ".join(re.split(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text)).strip()
