"""What stands around the articles of the report: its head with the legend, its foot."""

from collections.abc import Iterable
from pathlib import Path

from annotator import paths
from annotator.formats.printed.html import SIGNS, element, family, row, text
from annotator.formats.printed.sections import role_name
from annotator.formats.values import ProjectCard
from annotator.i18n import _
from annotator.model import Codebook


def style(name: str) -> str:
    """A style sheet of the report."""
    return (_styles() / name).read_text(encoding="utf-8")


def _styles() -> Path:
    return paths.resources() / "report"


def head(project: ProjectCard) -> str:
    """The beginning of the HTML file, up to the first article."""
    title = text(project.name)
    return (
        f'<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style('screen.css')}</style>\n</head>\n<body>\n{legend(project)}\n"
    )


def foot(articles: Iterable[tuple[str, str]]) -> str:
    """The end of the HTML file: a list of the articles by anchor and title."""
    lines = [
        element("li", element("a", text(title), href=f"#{anchor}")) for anchor, title in articles
    ]
    contents = ""
    if len(lines) > 1:
        contents = element("h2", text(_("Articles")), id="contents")
        contents += element("ol", "\n".join(lines), class_="contents")
    return f"{contents}\n</body>\n</html>\n"


def legend(project: ProjectCard) -> str:
    """The project's name, and what the marks mean."""
    book = project.codebook
    people = ", ".join(each.name for each in project.annotators)
    about = text(_("Codebook {name}, version {version}").format(
        name=book.name, version=book.version))  # fmt: skip
    parts = [
        element("h1", text(project.name), dir="auto"),
        element("p", about + (f" · {text(people)}" if people else ""), class_="about"),
    ]
    if project.articles > 1:
        parts.append(element("p", element("a", text(_("Articles")), href="#contents")))
    parts += [element("h3", text(_("Mentions"))), _labels(book)]
    parts += [element("h3", text(_("Parts of claims"))), _roles()]
    return element("div", "\n".join(parts), class_="legend")


def _labels(book: Codebook) -> str:
    rows = []
    for label in book.active_labels:
        sign = element("i", "[", class_="b") + text(label.name) + element("i", "]", class_="b")
        sign += element("sub", text(label.code))
        shown = element("span", sign, **family(book, label.id))
        rows.append(row((shown, text(label.definition))))
    return element("table", "".join(rows))


def _roles() -> str:
    told = {
        "content": _("what is claimed"), "source": _("who says so"),
        "cue": _("the words that attribute it"), "hedge": _("words that weaken it"),
        "addressee": _("whom it is said to"),
    }  # fmt: skip
    rows = []
    for role, sign in SIGNS.items():
        number = element("sup", f"1{sign}")
        words = element("i", "⟨", class_="b") + number + text(told[role])
        shown = element("span", words + element("i", "⟩", class_="b"), class_=f"p r-{role}")
        rows.append(row((shown, text(role_name(role)))))
    return element("table", "".join(rows))
