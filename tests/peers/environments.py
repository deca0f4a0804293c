"""Environments of their own for peers that want other versions than ours, each from its own lock.

Made once, under `.venv`, and anew when the lock changed; plain pip, everything by hash.
"""

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_BUILDERS = ("setuptools", "wheel")


def programs(name: str) -> Path:
    """The folder of a peer's programs, `python` among them; the test is skipped, and says why,
    where it cannot be installed.
    """
    lock, folder = ROOT / f"requirements-peer-{name}.lock", folder_of(name)
    home = folder.parent
    ready = home / lock.name
    if not (ready.is_file() and filecmp.cmp(ready, lock, shallow=False)):
        shutil.rmtree(home, ignore_errors=True)
        if why := _make(home, folder / "python", lock):
            pytest.skip(f"{name} could not be installed here (a peer): {why}")
        shutil.copyfile(lock, ready)
    return folder


def folder_of(name: str) -> Path:
    """Where the programs of a peer lie once it is set up."""
    return ROOT / ".venv" / "peers" / name / ("Scripts" if os.name == "nt" else "bin")


def _make(home: Path, python: Path, lock: Path) -> str:
    """Make the environment; why it cannot be, where it cannot."""
    print(f"Setting up {lock.name}: some hundred megabytes are downloaded, once.", flush=True)
    builders = home.with_name(f"{home.name}.builders")
    install = [
        python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
        "--no-deps", "--require-hashes", "--no-build-isolation", "--requirement",
    ]  # fmt: skip
    home.parent.mkdir(parents=True, exist_ok=True)
    builders.write_text(_pins(lock), "utf-8")
    try:
        # What comes as source alone is built by what the lock pins.
        for command in ([sys.executable, "-m", "venv", home], [*install, builders],
                        [*install, lock]):  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                told = [line for line in done.stderr.split("\n") if line.startswith("ERROR")]
                return "; ".join(told[-2:]) or done.stderr[-300:]
    finally:
        builders.unlink(missing_ok=True)
    return ""


def _pins(lock: Path) -> str:
    """The entries of a lock that build others."""
    entries = lock.read_text("utf-8").replace("\\\n", "\\\0").split("\n")
    found = [each for each in entries if each.partition("==")[0] in _BUILDERS]
    return "\n".join(found).replace("\0", "\n") + "\n"
