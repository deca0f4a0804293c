"""What kind of folder a project lies in: a write-ahead log is safe on local disks only."""

from pathlib import Path

_SYNCHRONISED = (
    "dropbox", "onedrive", "google drive", "googledrive", "icloud drive", "mobile documents",
    "nextcloud", "owncloud", "syncthing", "pcloud",
)  # fmt: skip
_REMOTE = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afpfs", "webdav", "davfs")


def keeps_wal(path: Path) -> bool:
    """False on network and synchronised folders, where a write-ahead log can be torn apart."""
    folders = [part.lower() for part in path.absolute().parent.parts]
    if str(path.absolute()).startswith("\\\\"):
        return False
    if any(folder.startswith(_SYNCHRONISED) for folder in folders):
        return False
    return _file_system(path) not in _REMOTE


def _file_system(path: Path) -> str:
    """The type of the file system a path lies on, where the system tells (Linux), else ""."""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").split("\n"):
        fields = line.split(" ")
        if len(fields) > 2 and len(fields[1]) >= len(best):
            point = Path(fields[1].replace("\\040", " "))
            if path.absolute().is_relative_to(point):
                best, kind = fields[1], fields[2]
    return kind
