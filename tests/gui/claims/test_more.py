"""The further fields of the form, and that the form fits, speaks and refuses."""

from pathlib import Path

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton

from annotator.gui.choosing import choose_claim
from annotator.gui.claims.values import Grades, Values
from annotator.gui.panels.claims import ClaimsPanel
from annotator.gui.theme import px
from tests.gui.claims.goldhand import click, open_claim, page_on_disk, said, shown, values
from tests.gui.hand import Hand


def test_more_names_what_is_set_inside_and_opens_for_a_waiting_field(
    panel: ClaimsPanel, hand: Hand
) -> None:
    open_claim(panel, 18)
    more = panel.form.more
    assert more.fold.inside.startswith("named · second hand")
    assert not more.fold.isChecked()
    panel.list.setFocus()
    hand.press("m")
    assert more.fold.isChecked() and more.questions["mode"].is_open
    hand.press("i")
    assert values(panel, 18, "mode") == ("indirect",)
    assert panel.desk.focus.field == ""


def test_a_further_value_is_clicked(panel: ClaimsPanel) -> None:
    open_claim(panel, 18)
    click(panel.form.more.fold)
    question = panel.form.more.questions["basis"]
    assert isinstance(question.value, Values)
    panel.area.ensureWidgetVisible(question)
    (button,) = [
        one for one in shown(question, QAbstractButton) if one.accessibleName() == "External"
    ]
    click(button)
    assert values(panel, 18, "basis") == ("external",)
    assert question.value.accessibleDescription() == "external"


def test_every_field_of_the_codebook_has_its_place_in_the_form(panel: ClaimsPanel) -> None:
    open_claim(panel, 18)
    click(panel.form.more.fold)
    shown_fields = {*panel.form.judgement.questions, *panel.form.more.questions}
    assert shown_fields == {field.id for field in page_on_disk(panel).codebook.fields}


def test_with_no_claim_open_the_form_says_what_to_do(panel: ClaimsPanel) -> None:
    open_claim(panel, 18)
    choose_claim(panel.desk, None)
    assert panel.form.nothing.isVisible() and not panel.form.gist.isVisible()
    assert panel.form.nothing.words.startswith("No claim is open.")


def test_where_room_lacks_the_words_go_into_the_tip(panel: ClaimsPanel) -> None:
    open_claim(panel, 21)
    scale = panel.form.judgement.questions["credibility"].value
    assert isinstance(scale, Grades)
    scale.resize(px(260), scale.height())
    assert scale.says_wording
    scale.resize(px(150), scale.height())
    assert not scale.says_wording
    assert "probably true" in scale.toolTip()


def test_a_narrow_form_needs_no_more_than_the_column_is_wide(panel: ClaimsPanel) -> None:
    open_claim(panel, 18)
    click(panel.form.more.fold)
    assert panel.form.minimumSizeHint().width() <= px(300)


def test_everything_that_is_clicked_has_a_name_and_a_tip(panel: ClaimsPanel) -> None:
    open_claim(panel, 4)
    click(panel.form.more.fold)
    for button in shown(panel, QAbstractButton):
        told = QAccessible.queryAccessibleInterface(button)
        assert told.text(QAccessible.Text.Name), button
        assert button.toolTip(), button


def test_the_form_works_without_a_way_to_write(panel: ClaimsPanel, tmp_path: Path) -> None:
    assert panel.desk.project is not None
    path = panel.desk.project.path
    panel.desk.put(None)
    panel.desk.open(path, read_only=True)
    project = panel.desk.project
    assert project is not None
    panel.desk.open_article(project.articles().page(limit=1)[0].id)
    open_claim(panel, 18)
    assert panel.form.gist.isReadOnly()
    words = said(panel)
    scale = panel.form.judgement.questions["credibility"].value
    assert isinstance(scale, Grades)
    click(scale.cells[0])
    assert words == ["Opened for reading."]
