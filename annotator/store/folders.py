"""What kind of folder a project lies in: a write-ahead log is safe on local disks only."""

import ctypes
import subprocess
import sys
from pathlib import Path, PurePath

_SYNCHRONISED = (
    "dropbox", "onedrive", "google drive", "googledrive", "icloud drive", "mobile documents",
    "nextcloud", "owncloud", "syncthing", "pcloud", "cloudstorage",
)  # fmt: skip
_REMOTE = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afpfs", "webdav", "davfs")


def keeps_wal(path: Path) -> bool:
    """False on network and synchronised folders, where a write-ahead log can be torn apart."""
    folders = [part.lower() for part in path.absolute().parent.parts]
    if any(folder.startswith(_SYNCHRONISED) for folder in folders):
        return False
    if sys.platform == "win32":
        return not _is_remote_drive(path.absolute().drive)
    return type_in(_mounts(), path.absolute()) not in _REMOTE


def uri(path: PurePath, **options: object) -> str:
    """A file, by its whole path, as SQLite wants to be told of it, with options (mode="ro")."""
    words = path.as_uri()
    if not words.startswith("file:///"):  # a share of Windows: SQLite knows no hosts
        words = words.replace("file://", "file:////", 1)
    return words + "?" + "&".join(f"{name}={value}" for name, value in options.items())


def _is_remote_drive(drive: str) -> bool:
    """Whether a drive of Windows, or a share, is on another machine."""
    remote, windows = 4, getattr(ctypes, "windll", None)
    is_share = drive.startswith("\\\\")
    return is_share or bool(windows and windows.kernel32.GetDriveTypeW(f"{drive}\\") == remote)


def _mounts() -> str:
    """What is mounted where, in lines of `WHAT WHERE TYPE ...` (Linux), `WHAT on WHERE (TYPE, ...)`
    (macOS), or nothing.
    """
    try:
        if sys.platform == "darwin":
            return subprocess.run(["/sbin/mount"], capture_output=True, check=True).stdout.decode()
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""


def type_in(mounts: str, path: Path) -> str:
    """The type of the deepest of these mounts that holds the path."""
    best, kind = "", ""
    for line in mounts.split("\n"):
        where, of = _mount(line)
        if len(where) >= max(len(best), 1) and path.is_relative_to(where):
            best, kind = where, of
    return kind


def _mount(line: str) -> tuple[str, str]:
    """Where something is mounted, and its type."""
    if line.endswith(")") and " on /" in line:
        where, _parted, rest = line.partition(" on /")[2].rpartition(" (")
        return "/" + where, rest.rstrip(")").split(",")[0]
    fields = line.split(" ")
    return (fields[1].replace("\\040", " "), fields[2]) if len(fields) > 2 else ("", "")
