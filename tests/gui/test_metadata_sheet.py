"""The sheet of an article's metadata: there is room for all that it tells."""

from PySide6.QtWidgets import QLabel

from annotator.gui.articles.metadata import MetadataSheet
from annotator.gui.window import Window
from annotator.model import Origin
from annotator.project import Project
from tests.scene import add_article


def test_the_sheet_is_as_high_as_what_it_tells_of_where_a_text_was_read(
    window: Window, project: Project
) -> None:
    places = tuple((field, "meta tags of the page") for field in ("title", "outlet", "url"))
    origin = Origin("a.html", "", "utf-8", extractor="rich text", place="row 3", proposed=places)
    plain, long = (
        add_article(project, f"Text {n}.", title="T", origin=given)
        for n, given in enumerate((Origin("a.txt"), origin))
    )
    window.resize(1000, 900)
    heights = []
    for article in (plain, long):
        sheet = MetadataSheet(window.desk, article)
        sheet.open()
        told = [each for each in sheet.panel.findChildren(QLabel) if each.wordWrap()]
        assert all(each.height() >= each.heightForWidth(each.width()) for each in told)
        heights.append(sheet.panel.height())
        sheet.shut()
    assert heights[0] < heights[1] < window.height()
