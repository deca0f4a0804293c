"""The keys that are pressed, not the letters they write: real keyboards of four countries; and a
window on a small screen.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project import Project

CROCUS = Path(__file__).parents[1] / "data" / "crocus" / "article.txt"
MAIN = Path(__file__).parents[2] / "main.py"
NEEDED = ("Xvfb", "xdotool", "setxkbmap")
DIGIT_1, DIGIT_2, LETTER_C, LETTER_N = 10, 11, 54, 57
LEFT_BRACKET = 34
_WAIT_TENTHS = 400  # a machine that does other work starts the program slowly

pytestmark = pytest.mark.skipif(
    any(shutil.which(program) is None for program in NEEDED),
    reason="needs Xvfb, xdotool and setxkbmap",
)


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A virtual screen of its own."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as said:
        number = said.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


class Keyboard:
    """The program on a virtual screen, and a keyboard of one country before it."""

    def __init__(
        self, screen: str, layout: str, project: Path, home: Path, scale: str = "1"
    ) -> None:
        self.environment = {
            **os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "ANNOTATOR_HOME": str(home),
            "QT_SCALE_FACTOR": scale,
        }  # fmt: skip
        self._run("setxkbmap", layout)
        self.program = subprocess.Popen(
            [sys.executable, str(MAIN), str(project)], env=self.environment
        )
        self.window = self._wait_for_window()
        self._run("xdotool", "windowfocus", "--sync", self.window)

    def press(self, *keys: str | int) -> None:
        """Press keys by their place (a number) or their name, slowly enough for a person."""
        for key in keys:
            self._run("xdotool", "key", "--clearmodifiers", str(key))
            time.sleep(0.15)

    def size(self) -> tuple[int, int]:
        """The size of the window in pixels of the screen."""
        told = subprocess.run(
            ["xdotool", "getwindowgeometry", "--shell", self.window],
            env=self.environment, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        found = dict(line.split("=") for line in told.split())
        return int(found["WIDTH"]), int(found["HEIGHT"])

    def close(self) -> None:
        """Close the window as a person does."""
        self.press("ctrl+q")
        try:
            self.program.wait(10)
        except subprocess.TimeoutExpired:
            self.program.kill()
            raise

    def _wait_for_window(self) -> str:
        for _attempt in range(_WAIT_TENTHS):
            found = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", "Annotator"],
                env=self.environment, capture_output=True, text=True, check=False,
            ).stdout.split()  # fmt: skip
            if found:
                time.sleep(1)
                return found[0]
            time.sleep(0.1)
        self.program.send_signal(signal.SIGABRT)
        self.program.wait()
        crashes = sorted(Path(self.environment["ANNOTATOR_HOME"]).rglob("*.crash"))
        raise AssertionError("no window came up", [path.read_text() for path in crashes])

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, timeout=20)


@pytest.mark.parametrize("layout", ["us", "ru", "fr", "de"])
def test_the_same_keys_mark_on_every_keyboard(layout: str, screen: str, tmp_path: Path) -> None:
    path = tmp_path / "week.annotator"
    with Project.create(path, "analyst-1") as project:
        through_import(project)
    keyboard = Keyboard(screen, layout, path, tmp_path / "home")
    keyboard.press("ctrl+shift+Right", DIGIT_1)
    keyboard.press("Right", "ctrl+Right", "ctrl+Right", "ctrl+Right", "ctrl+shift+Right", DIGIT_2)
    keyboard.press(LEFT_BRACKET)
    keyboard.press("ctrl+Right", "ctrl+shift+Right", LETTER_C)
    keyboard.close()
    with Project.open(path, read_only=True) as project:
        listed = project.articles().page()[0]
        page = project.page(listed.id)
        assert page is not None
        codes = [page.codebook.label(m.label).code for m in page.mentions if m.label]
        assert sorted(codes) == ["ORG", "PER"]
        assert len(page.claims) == 1


def test_the_window_fits_a_small_screen_at_twice_the_size(screen: str, tmp_path: Path) -> None:
    path = tmp_path / "week.annotator"
    with Project.create(path, "analyst-1") as project:
        through_import(project)
    keyboard = Keyboard(screen, "us", path, tmp_path / "home", scale="2")
    width, height = keyboard.size()
    keyboard.close()
    assert width <= 1280 and height <= 900


def through_import(project: Project) -> None:
    """Bring the crocus article in."""
    from annotator import jobs

    for _progress in jobs.import_files(project, [CROCUS]):
        pass
