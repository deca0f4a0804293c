"""Makes the private environment `.venv` from the locks, then starts the program or the checks.

Runs before anything is installed, so it knows the standard library and nothing of the program.
"""

from __future__ import annotations

import contextlib
import filecmp
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - the file is started with whatever Python there is
    sys.exit("Annotator needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools import system  # noqa: E402

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# Copies of the locks that stand installed, the Python they were installed for, and markers of
# the system packages looked at. `run` compares them, and starts without us when all are equal.
READY = VENV / "ready"

CORE = "requirements.lock"
BUILD = "requirements-build.lock"
DEV = "requirements-dev.lock"
PEERS = "requirements-peers.lock"
# Peers that want other versions than ours; the tests of each make an environment for it.
APART = {"requirements-peer-doccano.lock", "requirements-peer-label-studio.lock"}
OURS = {BUILD, DEV, PEERS, *APART}  # no extras for a user
# Extras that every set-up brings, unless its first start says `--bare`.
EVERYDAY = ("requirements-html.lock", "requirements-pdf.lock")
BARE = VENV / "bare"


class Failed(Exception):
    """The set-up cannot go on; the message says what to do."""


def main(arguments: Sequence[str]) -> int:
    """`run [--bare] [--with EXTRA]... ARGS` or `check ARGS`: set up, then hand over."""
    task, *rest = arguments
    try:
        if task == "run":
            bare = rest[:1] == ["--bare"] or BARE.exists()
            extras, rest = split_extras(rest[1:] if rest[:1] == ["--bare"] else rest)
            everyday = [] if bare else [lock for lock in EVERYDAY if (ROOT / lock).is_file()]
            fresh = prepare([CORE, *everyday, *map(lock_of, extras)])
            if bare:
                BARE.touch()
            with_screen(fresh)
            return start("main.py", rest)
        prepare([DEV, *peers(rest)])
        with_tests()
        return start("tools/check.py", rest)
    except Failed as failure:
        say(str(failure))
        return 1


def split_extras(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """The extras asked for by leading `--with NAME` or `--with=NAME`, and the other arguments."""
    extras, rest = [], list(arguments)
    while rest and (rest[0] == "--with" or rest[0].startswith("--with=")):
        option, _, name = rest.pop(0).partition("=")
        if not name and not rest:
            raise Failed(f"{option} needs the name of an extra: {known_extras()}.")
        extras.append(name or rest.pop(0))
    return extras, rest


def lock_of(extra: str) -> str:
    """The lock of an extra, such as `requirements-spacy.lock`."""
    name = f"requirements-{extra}.lock"
    if not re.fullmatch(r"[a-z0-9]+", extra) or not (ROOT / name).is_file() or name in OURS:
        raise Failed(f"There is no extra “{extra}”. There is: {known_extras()}.")
    return name


def known_extras() -> str:
    """The names that `--with` takes."""
    names = {path.name for path in ROOT.glob("requirements-*.lock")} - OURS
    return ", ".join(sorted(name[len("requirements-") : -len(".lock")] for name in names))


def peers(arguments: Sequence[str]) -> list[str]:
    """The lock with the peers' readers, where it is asked for and there is one."""
    return [PEERS] if "--peers" in arguments and (ROOT / PEERS).is_file() else []


def prepare(wanted: Sequence[str]) -> bool:
    """Make or update `.venv`, so that every wanted lock and every one installed before stands.

    Tells whether there was anything to do.
    """
    with alone():
        kept = {path.name for path in READY.glob("*.lock") if (ROOT / path.name).is_file()}
        locks = sorted(kept.union(wanted))
        version = python_version()
        if version and all(installed(lock) for lock in locks) and made_for(version):
            return False
        if not version or not made_for(version):
            version = make()
        forget()
        install(locks)
        for lock in locks:
            shutil.copyfile(ROOT / lock, READY / lock)
        (READY / "python").write_text(version + "\n", encoding="utf-8")
        say("Set up. From now on it starts at once.")
        return True


def installed(lock: str) -> bool:
    """Whether this lock, as it reads now, is what was installed."""
    done = READY / lock
    return done.is_file() and filecmp.cmp(done, ROOT / lock, shallow=False)


def made_for(version: str) -> bool:
    """Whether `.venv` was made for the Python that it holds; a system upgrade swaps it."""
    done = READY / "python"
    return done.is_file() and done.read_text(encoding="utf-8").strip() == version


def python_version() -> str:
    """What the Python of `.venv` says of itself, or nothing if there is none that runs."""
    with contextlib.suppress(OSError):
        answer = subprocess.run([PYTHON, "-V"], capture_output=True, text=True, check=False)
        return answer.stdout.strip() if answer.returncode == 0 else ""
    return ""


def forget() -> None:
    """From here on `.venv` counts as unfinished, whatever interrupts us."""
    shutil.rmtree(READY, ignore_errors=True)
    READY.mkdir()


def make() -> str:
    """An empty environment in the place of any that was there; returns its Python's version."""
    if not importlib.util.find_spec("ensurepip"):
        need_ensurepip()
    clear()
    say("Setting up Annotator in .venv, once: some hundred megabytes are downloaded.")
    call([sys.executable, "-m", "venv", str(VENV)])
    return python_version()


def clear() -> None:
    """Take the environment away; Windows lets none go that a program runs from, nor half of it."""
    gone = VENV
    if os.name == "nt" and VENV.exists():
        gone = VENV.with_name(".venv-old")
        try:
            VENV.rename(gone)
        except OSError:
            raise Failed("It must be set up anew. Close Annotator first, then try again.") from None
    shutil.rmtree(gone, ignore_errors=True)


def need_ensurepip() -> None:
    """Debian and its kin keep this part of Python in a package of its own."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not system.install([package]):
        raise Failed(f"Python lacks its venv module. {system.advice([package])}")
    importlib.invalidate_caches()


def install(locks: Sequence[str]) -> None:
    """Bring `.venv` to exactly what the locks say, by hash; uv where it is, pip else."""
    building = DEV in locks
    if shutil.which("uv") and with_uv(locks, building):
        return
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    fetch = [*pip, "install", *quiet, "--require-hashes", "--no-deps"]
    if building:
        call([*fetch, "--only-binary", ":all:", "--requirement", str(ROOT / BUILD)])
    how = ["--no-build-isolation"] if building else ["--only-binary", ":all:"]
    call([*fetch, *how, *requirement_options(locks)])
    listed = json.loads(subprocess.check_output([*pip, "list", "--format", "json"], text=True))
    if leftovers := sorted({normal(each["name"]) for each in listed} - pinned(locks)):
        call([*pip, "uninstall", *quiet, "--yes", *leftovers])


def with_uv(locks: Sequence[str], building: bool) -> bool:
    """The same with uv, several times faster; false where it fails (it reads no pip settings)."""
    uv = ["uv", "pip", "sync", "--quiet", "--python", str(PYTHON), "--require-hashes"]
    try:
        if building:
            call([*uv, "--only-binary", ":all:", str(ROOT / BUILD)])
        how = ["--no-build-isolation"] if building else ["--only-binary", ":all:"]
        call([*uv, *how, *(str(ROOT / lock) for lock in locks)])
    except Failed:
        say("uv could not do it; trying pip.")
        call([sys.executable, "-m", "venv", "--clear", str(VENV)])
        READY.mkdir(exist_ok=True)
        return False
    return True


def requirement_options(locks: Sequence[str]) -> list[str]:
    """The locks as pip wants to be told of them."""
    return [part for lock in locks for part in ("--requirement", str(ROOT / lock))]


def pinned(locks: Sequence[str]) -> set[str]:
    """The names of all that the locks pin, and of pip, which brings it."""
    texts = [(ROOT / lock).read_text(encoding="utf-8") for lock in locks]
    return {"pip"}.union(*(map(normal, re.findall(r"(?m)^([\w.-]+)==", each)) for each in texts))


def normal(name: str) -> str:
    """The one spelling of a package's name: pydantic_core and Pydantic.Core are pydantic-core."""
    return re.sub(r"[-_.]+", "-", name).lower()


def with_screen(fresh: bool) -> None:
    """What Qt needs of the system to open a window, installed where we may, else told."""
    if (READY / "screen").exists():
        return
    missing = system.missing_for_qt(VENV)
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not obtained("screen", missing) and (fresh or screen):
        # The command line works without, so where there is no screen it is said only once.
        say(f"For its window Annotator needs more of the system. {system.advice(missing)}")


def with_tests() -> None:
    """What the tests need of the system: Qt's libraries, fonts, and a virtual screen."""
    if (READY / "tests").exists():
        return
    missing = system.missing_for_tests(VENV)
    if obtained("tests", missing):
        return
    if system.missing_for_qt(VENV, screen=False):
        raise Failed(f"The tests need more of the system. {system.advice(missing)}")
    say(f"Some tests will be skipped. {system.advice(missing)}")


def obtained(purpose: str, packages: Sequence[str]) -> bool:
    """Whether nothing is missing any more. Installing is tried once: it may be slow to fail."""
    tried = READY / f"{purpose}-tried"
    if packages and not tried.exists():
        tried.touch()
        packages = [] if system.install(packages) else packages
    if not packages:
        (READY / purpose).touch()
    return not packages


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One set-up at a time: a second one started meanwhile waits, where the system can do that."""
    with open(ROOT / CORE, encoding="utf-8") as file:
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def start(script: str, arguments: Sequence[str]) -> int:
    """Hand over to a script of ours inside `.venv`."""
    command = [str(PYTHON), str(ROOT / script), *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    with subprocess.Popen(command) as program:
        while True:
            # Ctrl+C reaches the program as well; what it makes of it is its to say.
            with contextlib.suppress(KeyboardInterrupt):
                return program.wait()


def call(command: Sequence[str]) -> None:
    """Run a command with its output on stderr: stdout belongs to the program."""
    environment = {**os.environ, "PIP_USER": "0"}
    if subprocess.call(command, stdout=sys.stderr, env=environment) != 0:
        raise Failed("Setting up failed; the lines above say why. Nothing but .venv was touched.")


def say(sentence: str) -> None:
    """Tell the user, on stderr."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
