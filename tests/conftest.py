"""What all tests share: no screen, no one's own settings, and the corpora where they are."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import showing
from tests.scene import Scene

# Before anything imports Qt or asks for folders.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "en"

# The same examples in every run, so that a change is judged by what it changed; new ones are
# looked for by `./check -m hypothesis --hypothesis-profile=random`.
settings.register_profile("annotator", deadline=None, derandomize=True)
settings.register_profile("random", deadline=None, print_blob=True)
settings.load_profile("annotator")

HOMES = itertools.count()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Called by pytest at the end of a run: what tests have to show."""
    for line in showing.shown(terminalreporter.config):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds a home for each test."""
    folder = tmp_path_factory.mktemp("homes")
    os.environ["ANNOTATOR_HOME"] = str(folder / "session")
    return folder


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home: settings, recent projects, backups and logs of this test alone."""
    folder = homes / str(next(HOMES))
    monkeypatch.setenv("ANNOTATOR_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real corpora, which lies beside the checkout; without it the test is skipped.

    `ANNOTATOR_TEST_DATA` names another place.
    """
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("ANNOTATOR_TEST_DATA", beside))
    if not folder.is_dir():
        pytest.skip("needs ../shared/data")
    return folder


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """A new project with one article."""
    made = Scene.new(tmp_path)
    yield made
    made.project.close()
