"""Settings, backups, about: small sheets, real files."""

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from annotator import jobs, settings
from annotator.gui.dialogs.about import AboutSheet
from annotator.gui.dialogs.backups import BackupSheet
from annotator.gui.dialogs.settings import SettingsSheet
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
