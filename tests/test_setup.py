"""`./run` sets up once, from locks and by hash, and costs next to nothing afterwards."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import PySide6
import pytest

from tools import system

pytestmark = pytest.mark.skipif(os.name == "nt", reason="run is for sh; run.cmd does its work")

ROOT = Path(__file__).resolve().parents[1]

# Tells what it was started with and what stands installed.
MAIN = """
import importlib.metadata, json, os, sys
found = {each.name: each.version for each in importlib.metadata.distributions()}
ours = {name: found[name] for name in ("other", "spice", "thing") if name in found}
print(json.dumps([sys.argv[1:], os.getcwd(), ours]))
"""


class Checkout:
    """A checkout of a program as small as can be, with the real `run`, and its own index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def wheels(self) -> Path:
        return self.folder / "wheels"

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    def fill(self) -> None:
        self.wheels.mkdir(parents=True)
        for name in ("run", "tools/python.sh", "tools/environment.py", "tools/system.py"):
            (self.folder / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, self.folder / name)
        (self.folder / "main.py").write_text(MAIN, encoding="utf-8")
        self.lock("requirements.lock", thing="1.0", other="1.0")
        self.lock("requirements-spice.lock", thing="1.0", other="1.0", spice="1.0")

    def lock(self, file: str, **versions: str) -> None:
        """Write a lock that pins these, and the wheels that go with it."""
        lines = [
            f"{name}=={version} \\\n    --hash=sha256:{self.wheel(name, version)}\n"
            for name, version in versions.items()
        ]
        (self.folder / file).write_text("".join(lines), encoding="utf-8")

    def wheel(self, name: str, version: str) -> str:
        """Make a wheel with nothing in it; its hash."""
        path = self.wheels / f"{name}-{version}-py3-none-any.whl"
        home = f"{name}-{version}.dist-info"
        files = {
            f"{home}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{home}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        record = "".join(f"{file},,\n" for file in (*files, f"{home}/RECORD"))
        if not path.exists():
            with zipfile.ZipFile(path, "w") as archive:
                for file, text in {**files, f"{home}/RECORD": record}.items():
                    archive.writestr(file, text)
        return hashlib.sha256(path.read_bytes()).hexdigest()

    def environment(self) -> Mapping[str, str]:
        return {
            "HOME": str(self.folder),
            "PATH": f"{sys.base_prefix}/bin:/usr/bin:/bin",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "UV_NO_INDEX": "1",
            "UV_FIND_LINKS": str(self.wheels),
        }

    def run(
        self, *arguments: str, start: Path | None = None, cwd: Path | None = None, **more: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [start or self.folder / "run", *arguments],
            cwd=cwd or self.folder,
            env={**self.environment(), **more},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout that was started once."""
    checkout = Checkout(tmp_path_factory.mktemp("made") / "checkout")
    checkout.fill()
    first = checkout.run("list", "two words", "--flag")
    assert first.returncode == 0, first.stderr
    assert answer(first) == [["list", "two words", "--flag"], str(checkout.folder), CORE]
    assert "Setting up" in first.stderr
    return checkout


@pytest.fixture
def checkout(made: Checkout, tmp_path: Path) -> Checkout:
    """The same, free to be changed: the environment may be moved along with its checkout."""
    copy = Checkout(tmp_path / "checkout")
    shutil.copytree(made.folder, copy.folder, symlinks=True, copy_function=copied)
    return copy


def copied(source: str, target: str) -> None:
    """Packages are shared, which saves seconds: pip replaces files, and never writes into them."""
    (os.link if "site-packages" in source else shutil.copy2)(source, target)


CORE = {"other": "1.0", "thing": "1.0"}
NOWHERE = {"PATH": "/usr/bin:/bin", "PIP_FIND_LINKS": "/nowhere", "UV_FIND_LINKS": "/nowhere"}


def answer(done: subprocess.CompletedProcess[str]) -> object:
    return json.loads(done.stdout)


def test_a_second_start_is_quiet_and_asks_no_index(checkout: Checkout) -> None:
    again = checkout.run("--help", **NOWHERE)
    assert (answer(again), again.stderr) == ([["--help"], str(checkout.folder), CORE], "")


def test_a_second_start_costs_next_to_nothing(checkout: Checkout) -> None:
    def fastest(*command: str | Path) -> float:
        spans = []
        for _ in range(7):
            begun = time.perf_counter()
            subprocess.run(command, cwd=checkout.folder, capture_output=True, check=True)
            spans.append(time.perf_counter() - begun)
        return min(spans)

    bare = fastest(checkout.venv / "bin" / "python", checkout.folder / "main.py")
    assert fastest(checkout.folder / "run") - bare < 0.05


def test_it_starts_from_another_folder_and_through_a_link(
    checkout: Checkout, tmp_path: Path
) -> None:
    link = tmp_path / "annotator"
    link.symlink_to(checkout.folder / "run")
    done = checkout.run("a.txt", start=link, cwd=tmp_path, **NOWHERE)
    assert answer(done) == [["a.txt"], str(tmp_path), CORE]


def test_a_changed_lock_is_installed_and_what_left_it_is_gone(checkout: Checkout) -> None:
    checkout.lock("requirements.lock", thing="2.0")
    done = checkout.run()
    assert answer(done) == [[], str(checkout.folder), {"thing": "2.0"}]
    assert checkout.run(**NOWHERE).stderr == ""


def test_what_has_another_hash_is_refused_and_a_broken_set_up_taken_up_again(
    checkout: Checkout,
) -> None:
    checkout.lock("requirements.lock", thing="2.0")
    lock = checkout.folder / "requirements.lock"
    right = lock.read_text()
    lock.write_text(re.sub("sha256:[0-9a-f]{64}", "sha256:" + "0" * 64, right))
    refused = checkout.run()
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Setting up failed" in refused.stderr
    lock.write_text(right)
    assert answer(checkout.run())[2] == {"thing": "2.0"}


def test_another_python_makes_another_environment(checkout: Checkout) -> None:
    (checkout.venv / "ready" / "python").write_text("Python 3.10.2\n")
    (checkout.venv / "old").touch()
    assert answer(checkout.run()) == [[], str(checkout.folder), CORE]
    assert not (checkout.venv / "old").exists()


def test_an_extra_comes_from_its_own_lock_and_stays(checkout: Checkout) -> None:
    with_spice = {**CORE, "spice": "1.0"}
    done = checkout.run("--with", "spice", "list", "--with", "x")
    assert answer(done) == [["list", "--with", "x"], str(checkout.folder), with_spice]
    assert answer(checkout.run("--with=spice", **NOWHERE))[2] == with_spice
    checkout.lock("requirements.lock", thing="1.0", other="1.0", spice="1.0")
    assert answer(checkout.run())[2] == with_spice


def test_everyday_extras_come_unasked_unless_the_first_start_says_bare(checkout: Checkout) -> None:
    checkout.lock("requirements.lock", thing="1.0", other="1.1")
    checkout.lock("requirements-html.lock", thing="1.0", other="1.1", spice="1.0")
    assert answer(checkout.run())[2] == {"thing": "1.0", "other": "1.1", "spice": "1.0"}
    shutil.rmtree(checkout.venv)
    assert answer(checkout.run("--bare", "list"))[::2] == [
        ["list"],
        {"thing": "1.0", "other": "1.1"},
    ]
    assert answer(checkout.run("list"))[2] == {"thing": "1.0", "other": "1.1"}


@pytest.mark.parametrize("asked", [["--with", "salt"], ["--with=../x"], ["--with"]])
def test_an_unknown_extra_is_refused_with_the_known_ones(
    checkout: Checkout, asked: list[str]
) -> None:
    refused = checkout.run(*asked)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "spice" in refused.stderr


BARE = """\
\tlinux-vdso.so.1 (0x00007ffd5d5fe000)
\tlibEGL.so.1 => not found
\tlibglib-2.0.so.0 => not found
\tlibgthread-2.0.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f0b2a400000)
\tlibnew.so.9 => not found
"""


@pytest.fixture
def bare(checkout: Checkout) -> Checkout:
    """A checkout on a system that lacks libraries of Qt, by the word of its loader."""
    (checkout.venv / "ready" / "screen").unlink()
    packages = next(checkout.venv.glob("lib/python3*/site-packages"))
    library = packages / "PySide6" / "Qt" / "lib" / "libQt6Widgets.so.6"
    library.parent.mkdir(parents=True)
    library.touch()
    tool(checkout, "ldd", f"cat <<'END'\n{BARE}END")
    return checkout


def tool(checkout: Checkout, name: str, script: str) -> None:
    """Put a command of the system's in the place of the real one."""
    path = checkout.folder / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def own_path(checkout: Checkout) -> dict[str, str]:
    return {"PATH": f"{checkout.folder}/bin:{checkout.environment()['PATH']}"}


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks them")


@linux
def test_libraries_of_qt_are_installed_where_that_is_allowed(bare: Checkout) -> None:
    log = bare.folder / "apt.log"
    tool(bare, "apt-get", f'echo "$@" >>"{log}"')
    tool(bare, "sudo", '[ "$1" = -n ] && shift && exec "$@"')
    done = bare.run(**own_path(bare))
    assert answer(done)[0] == []
    (command,) = log.read_text().splitlines()
    assert command.endswith("--no-install-recommends libegl1 libglib2.0-0 libnew.so.9")
    assert bare.run(**own_path(bare)).stderr == ""


@linux
def test_libraries_of_qt_are_told_where_it_is_not(bare: Checkout) -> None:
    tool(bare, "apt-get", "exit 100")
    tool(bare, "sudo", "exit 1")
    done = bare.run("list", **own_path(bare), DISPLAY=":99")
    assert answer(done)[0] == ["list"]
    assert "apt-get install --no-install-recommends libegl1 libglib2.0-0" in done.stderr
    assert bare.run("list", **own_path(bare)).stderr == ""


@linux
def test_each_library_that_qt_here_wants_has_a_known_package() -> None:
    qt = Path(PySide6.__file__).parent / "Qt"
    files = [qt / part for part in (*system.OFFSCREEN, *system.X11, *system.WAYLAND)]
    listed = subprocess.run(["ldd", *files], capture_output=True, text=True, check=True).stdout
    needed = set(re.findall(r"(?m)^\s*(lib(?:X|xcb|xkb|EGL|GL\.|wayland)\S+)", listed))
    indirect = {"libXau.so.6", "libXdmcp.so.6", "libGLX.so.0", "libGLdispatch.so.0"}
    assert needed - indirect <= set(system.PACKAGES)
