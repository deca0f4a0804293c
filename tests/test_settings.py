"""Settings: what a file may hold, what survives, and the table for the README."""

import dataclasses
from pathlib import Path

import pytest

from annotator import paths, settings
from annotator.settings import Settings


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.toml") == Settings()


def test_saved_and_loaded_they_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    chosen = Settings(
        annotator="R. Silva 😀", theme="dark", zoom=140, snap_words=False, claims="dim",
        recent=("/a", "/b"), keys={"next_unfinished": "Ctrl+J"},
    )  # fmt: skip
    settings.save(chosen, path)
    assert settings.load(path) == chosen
    assert [p.name for p in path.parent.iterdir()] == ["settings.toml"]


def test_keys_of_a_newer_program_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('future = "yes"\ntheme = "dark"\n[later]\nx = 1\n', encoding="utf-8")
    settings.save(dataclasses.replace(settings.load(path), zoom=120), path)
    text = path.read_text(encoding="utf-8")
    assert 'future = "yes"' in text and "x = 1" in text
    assert settings.load(path) == Settings(theme="dark", zoom=120)


def test_a_choice_taken_back_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    settings.save(Settings(theme="dark"), path)
    settings.save(Settings(), path)
    assert path.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("line", ['theme = "pink"', "zoom = true", 'zoom = "big"', "keys = 3"])
def test_a_value_that_does_not_fit_keeps_the_default(tmp_path: Path, line: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(line, encoding="utf-8")
    assert settings.load(path) == Settings()


def test_a_size_out_of_bounds_is_brought_into_them(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("zoom = 9000", encoding="utf-8")
    assert settings.load(path).zoom == 200


def test_a_damaged_file_is_set_aside_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("theme = dark", encoding="utf-8")
    assert settings.load(path) == Settings()
    settings.save(Settings(zoom=110), path)
    assert (tmp_path / "settings.unreadable.toml").read_text(encoding="utf-8") == "theme = dark"
    assert settings.load(path).zoom == 110


def test_recent_projects_are_remembered_once_and_the_last_first(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    remembered = Settings(recent_count=2).remember(one).remember(two).remember(one)
    assert remembered.recent == (str(one), str(two))
    assert remembered.remember(tmp_path / "three").recent == (str(tmp_path / "three"), str(one))
    assert remembered.forget(one).recent == (str(two),)


def test_every_option_is_explained_and_its_default_is_allowed() -> None:
    for one in dataclasses.fields(Settings):
        assert one.metadata["help"].endswith(".")
        choices = one.metadata.get("choices")
        assert not choices or one.default in choices


def test_the_table_names_every_option() -> None:
    rows = settings.table().splitlines()
    assert len(rows) == 2 + len(settings.options())
    assert "| `theme` | system | system, light, dark | Light or dark window. |" in rows


def test_one_variable_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path))
    places = [paths.settings_file(), paths.data(), paths.logs(), paths.projects()]
    places.append(paths.backups(tmp_path / "x.annotator"))
    assert all(place.is_relative_to(tmp_path) for place in places)
    settings.save(Settings(theme="dark"))
    assert settings.load().theme == "dark"


def test_two_projects_of_one_name_have_backups_apart(tmp_path: Path) -> None:
    assert paths.backups(tmp_path / "a/x.annotator") != paths.backups(tmp_path / "b/x.annotator")


def test_resources_lie_where_the_program_is() -> None:
    assert (paths.resources() / "codebooks" / "news.toml").is_file()
