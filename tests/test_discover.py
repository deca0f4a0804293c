"""The folder is the register: also inside a zip."""

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import discover


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package of two modules and a private one, on the path as a zip."""
    place = tmp_path / "packed.zip"
    with zipfile.ZipFile(place, "w") as out:
        for name in ("__init__", "zebra", "ant", "_private"):
            out.writestr(f"parade/{name}.py", f"NAME = {name!r}\n")
    monkeypatch.syspath_prepend(place)
    yield "parade"
    for name in [name for name in sys.modules if name.split(".")[0] == "parade"]:
        del sys.modules[name]


def test_modules_come_sorted_and_without_private_ones(package: str) -> None:
    assert [module.NAME for module in discover.modules(package)] == ["ant", "zebra"]


def test_names_are_told_without_importing(package: str) -> None:
    import parade  # type: ignore[import-not-found]

    assert discover.names(parade) == ("ant", "zebra")
    assert "parade.ant" not in sys.modules
