"""A project is kept without a write-ahead log where such a log could be torn apart."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from annotator.store.folders import keeps_wal, type_in, uri

LINUX = """\
/dev/sda1 / ext4 rw,relatime 0 0
host:/home /mnt/net nfs4 rw 0 0
//nas/texts /mnt/our\\040texts cifs rw 0 0
/dev/sdb1 /mnt/net/stick vfat rw 0 0
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//anna@nas._smb._tcp.local/texts on /Volumes/our texts (1) (smbfs, nodev, nosuid, mounted by anna)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(
    ("mounts", "path", "kind"),
    [
        (LINUX, "/home/anna/a.annotator", "ext4"),
        (LINUX, "/mnt/net/a.annotator", "nfs4"),
        (LINUX, "/mnt/network/a.annotator", "ext4"),
        (LINUX, "/mnt/our texts/a.annotator", "cifs"),
        (LINUX, "/mnt/net/stick/a.annotator", "vfat"),
        (MACOS, "/Users/anna/a.annotator", "apfs"),
        (MACOS, "/Volumes/our texts (1)/a.annotator", "smbfs"),
        ("", "/home/anna/a.annotator", ""),
    ],
)
def test_the_deepest_mount_tells_on_what_a_file_lies(mounts: str, path: str, kind: str) -> None:
    assert type_in(mounts, Path(path)) == kind


@pytest.mark.parametrize(
    "folder",
    ["Dropbox", "OneDrive - Agency", "Library/Mobile Documents/x", "Library/CloudStorage/Box-Box"],
)
def test_a_synchronised_folder_holds_no_log(tmp_path: Path, folder: str) -> None:
    assert keeps_wal(tmp_path / "a.annotator")
    assert not keeps_wal(tmp_path / folder / "a.annotator")


def test_sqlite_is_told_of_a_share_without_a_host_which_it_would_refuse() -> None:
    share = PureWindowsPath("//nas/our texts/a#1.annotator")
    assert uri(share, mode="ro") == "file:////nas/our%20texts/a%231.annotator?mode=ro"
    assert uri(PureWindowsPath("C:/a?.annotator"), mode="rw") == "file:///C:/a%3F.annotator?mode=rw"
    assert uri(PurePosixPath("/a b"), mode="rw", immutable=1) == "file:///a%20b?mode=rw&immutable=1"
