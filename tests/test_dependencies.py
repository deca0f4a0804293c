"""Locks, their reasons, and the faults of others that we must not install."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted(ROOT.glob("requirements*.lock"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> dict[str, list[str]]:
    """The names that pyproject.toml asks for, by the lock that pins them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {"requirements.lock": project["project"]["dependencies"]}
    for group in (project["project"]["optional-dependencies"], project["dependency-groups"]):
        asked |= {f"requirements-{name}.lock": wanted for name, wanted in group.items()}
    names = {lock: [re.match(r"[\w.-]+", each) for each in all_] for lock, all_ in asked.items()}
    return {lock: [normal(name[0]) for name in found if name] for lock, found in names.items()}


def pins(lock: Path) -> dict[str, set[str]]:
    """What a lock pins: the versions of each name (several where the Python decides)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8")):
        found.setdefault(normal(name), set()).add(version)
    return found


def test_each_extra_and_group_has_a_lock() -> None:
    assert set(declared()) == {lock.name for lock in LOCKS}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"(?m)^\s*-(?!-hash=sha256:[0-9a-f]{64}\b)", text)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_all_that_is_asked_for_by_hash(lock: Path) -> None:
    assert set(declared()[lock.name]) <= set(pins(lock))
    entries = re.split(r"(?m)^(?=\S)", lock.read_text(encoding="utf-8"))
    assert [entry for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_locks_installed_together_agree(lock: Path) -> None:
    # The peers come on top of what development has, everything else is part of it; those that
    # want other versions have an environment of their own.
    if lock.name.startswith("requirements-peer-"):
        return
    larger, smaller = pins(ROOT / "requirements-dev.lock"), pins(lock)
    if lock.name == "requirements-peers.lock":
        larger, smaller = smaller, larger
    differing = {name for name, found in smaller.items() if larger.get(name) != found}
    assert differing == set()


def test_each_dependency_has_its_reason() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    reasons = {normal(name) for name in re.findall(r"(?m)^\| `([^`]+)` \|", text)}
    assert reasons == {name for names in declared().values() for name in names}


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None has no count from Python 3.12 on")
def test_qt_loses_no_reference_to_none() -> None:
    event, thing = QEvent(QEvent.Type.User), QObject()
    before = sys.getrefcount(None)
    for _ in range(200):
        event.accept()
        thing.setObjectName("x")
        thing.parent()
    assert sys.getrefcount(None) > before - 100
