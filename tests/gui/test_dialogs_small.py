"""Settings, backups, about: small sheets, real files."""

from datetime import datetime

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from annotator import jobs, settings
from annotator.gui.dialogs.about import AboutSheet
from annotator.gui.dialogs.backups import BackupSheet, when
from annotator.gui.dialogs.settings import SettingsSheet
from annotator.gui.theme import theme_of
from annotator.gui.window import Window
from tests.gui.conftest import through
from tests.gui.hand import Hand


def press(sheet: object, words: str) -> None:
    buttons = sheet.findChildren(QPushButton)
    next(button for button in buttons if button.text() == words).click()
    QApplication.processEvents()


def test_a_setting_is_on_the_disk_the_moment_it_is_changed(window: Window) -> None:
    sheet = SettingsSheet(window.desk)
    sheet.open()
    sheet.fields["zoom"].setValue(150)
    assert settings.load().zoom == 150
    assert window.status.zoom.text() == "150 %"
    press(sheet, "As they were at first")
    assert settings.load().zoom == 100
    assert sheet.fields["zoom"].value() == 100


def test_a_name_is_kept_after_a_pause_and_names_what_is_marked_from_then_on(
    hand: Hand, window: Window
) -> None:
    hand.press("Ctrl+,")
    (sheet,) = window.findChildren(SettingsSheet)
    assert sheet.fields["annotator"].hasFocus()
    hand.type("R. Silva ")
    assert settings.load().annotator == ""
    hand.press("Tab")
    assert settings.load().annotator == "R. Silva"
    assert window.desk.project.annotator.name == "R. Silva"


def test_esc_keeps_what_was_typed(hand: Hand, window: Window) -> None:
    hand.press("Ctrl+,", "Tab", "Tab")
    hand.type("Noto Serif")
    hand.press("Esc", "Esc")
    assert settings.load().reading_family == "Noto Serif"


def test_every_setting_has_a_named_field_and_tab_reaches_it(hand: Hand, window: Window) -> None:
    hand.press("Ctrl+,")
    (sheet,) = window.findChildren(SettingsSheet)
    assert list(sheet.fields) == [one.name for one in settings.options()]
    for field in list(sheet.fields.values())[1:]:
        hand.press("Tab")
        assert field.hasFocus() and field.accessibleName()
        assert not field.visibleRegion().isEmpty()


def test_a_theme_is_worn_at_once(window: Window) -> None:
    sheet = SettingsSheet(window.desk)
    sheet.open()
    box = sheet.fields["theme"]
    box.activated.emit(box.findData("dark"))
    QApplication.processEvents()
    assert theme_of(window).name == "dark"


def test_where_restoring_fails_the_project_opens_again_as_it_was(
    hand: Hand, window: Window, qtbot: QtBot
) -> None:
    path = window.desk.project.path
    hand.drag(222, 236)
    hand.press("1")
    copy = through(jobs.backup(path))
    window.commands.run(window.commands.named("file.restore"))
    copy.unlink()
    said = []
    window.desk.said.connect(said.append)
    hand.press("Enter")
    qtbot.waitUntil(lambda: window.desk.page is not None and not window.desk.tasks.busy)
    assert [mention.quote for mention in window.desk.page.mentions] == ["Vladimir Putin"]
    assert [one.words.split(":")[0] for one in said if one.kind == "bad"] == [
        "No backup was put back"
    ]


def test_times_of_backups_are_told_as_people_do() -> None:
    assert when(datetime.now().replace(hour=12, minute=4)) == "today, 12:04"
    assert when(datetime(2024, 3, 31, 9, 5)).endswith("2024, 09:05")


def test_a_backup_takes_the_projects_place_and_keeps_what_stood_there(
    hand: Hand, window: Window, qtbot: QtBot
) -> None:
    path = window.desk.project.path
    hand.drag(222, 236)
    hand.press("1")
    assert through(jobs.backup(path)) is not None
    hand.drag(85, 143)
    hand.press("n")
    sheet = BackupSheet(window.desk, window.desk.project.path)
    sheet.open()
    hand.press("Enter", on=sheet.list)
    qtbot.waitUntil(lambda: window.desk.page is not None and not window.desk.tasks.busy)
    assert [mention.quote for mention in window.desk.page.mentions] == ["Vladimir Putin"]
    assert not window.desk.page.claims
    assert (path.parent / "week before restoring.annotator").exists()


def test_about_tells_versions_and_where_files_lie_and_copies_them(window: Window) -> None:
    sheet = AboutSheet(window.desk)
    sheet.open()
    press(sheet, "Copy")
    words = QApplication.clipboard().text()
    assert "SQLite: 3." in words
    assert "Settings: " in words
