"""What a Linux system must have beside Python: found by asking the loader, installed by apt.

Standard library only; on macOS and Windows Qt brings all it needs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

# The libraries that Qt's wheels leave to the system, and the Debian package of each.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}
# Text of many scripts must have a width in the tests, and the layout of keys needs a real screen.
TEST_FILES = {
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf": "fonts-dejavu-core",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf": "fonts-noto-core",
}
TEST_COMMANDS = {"Xvfb": "xvfb", "xauth": "xauth", "xdotool": "xdotool"}

OFFSCREEN = ("lib/libQt6Widgets.so.6", "lib/libQt6Svg.so.6", "plugins/platforms/libqoffscreen.so")
X11 = ("plugins/platforms/libqxcb.so",)
WAYLAND = ("plugins/platforms/libqwayland.so",)


def missing_for_qt(venv: Path, *, screen: bool = True) -> list[str]:
    """The packages that Qt in this environment lacks: to draw at all, and to do so on a screen."""
    if not sys.platform.startswith("linux"):
        return []
    parts = [*OFFSCREEN]
    if screen:
        parts += X11
    if screen and os.environ.get("WAYLAND_DISPLAY"):
        parts += WAYLAND
    found = sorted(venv.glob("lib/python3*/site-packages/PySide6/Qt"))
    files = [qt / part for qt in found for part in parts]
    return packages_of(unresolved([file for file in files if file.exists()]))


def missing_for_tests(venv: Path) -> list[str]:
    """The packages that the tests lack: Qt's, and on Debian and its kin fonts and a screen."""
    missing = missing_for_qt(venv)
    if not shutil.which("apt-get"):
        return missing
    missing += [package for file, package in TEST_FILES.items() if not Path(file).exists()]
    missing += [package for name, package in TEST_COMMANDS.items() if not shutil.which(name)]
    return missing


def unresolved(files: Sequence[Path]) -> list[str]:
    """The names of libraries that the loader does not find for these files."""
    if not files or not shutil.which("ldd"):
        return []
    answer = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False)
    return re.findall(r"(?m)^\s*(\S+) => not found", answer.stdout)


def packages_of(libraries: Iterable[str]) -> list[str]:
    """The Debian packages of libraries; a library we do not know stands for itself."""
    return sorted({PACKAGES.get(library, library) for library in libraries})


def install(packages: Sequence[str]) -> bool:
    """Install packages if we may do so without asking for a password; whether it worked."""
    prefix = authority()
    if prefix is None:
        return False
    print("Installing from the system: " + " ".join(packages), file=sys.stderr, flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    options = ["-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]
    wanted = [*apt, *options, "install", "--yes", "--no-install-recommends", *packages]
    # The lists of packages may be missing or old; they are fetched only when that shows.
    return quietly(wanted) or (quietly([*apt, *options, "update"]) and loudly(wanted))


def authority() -> list[str] | None:
    """What to write before `apt-get`: nothing for root, sudo where it asks for no password."""
    if os.name == "nt" or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and quietly(["sudo", "-n", "true"]) else None


def advice(packages: Sequence[str]) -> str:
    """The sentence that tells a person what to type."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        return f"Install what your system calls these Debian packages: {names}"
    command = f"apt-get install --no-install-recommends {names}"
    if os.geteuid() == 0:
        return f"Install it with: {command}"
    if shutil.which("sudo"):
        return f"Install it with: sudo {command}"
    return f"Let the administrator install it with: {command}"


def quietly(command: Sequence[str]) -> bool:
    """Whether a command succeeds, with nothing shown."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def loudly(command: Sequence[str]) -> bool:
    """Whether a command succeeds, with its output on stderr."""
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0
