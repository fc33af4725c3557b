from __future__ import annotations

from pathlib import Path

import pytest

from photoclust.watch import filesystems
from photoclust.watch.filesystems import kind_of, tells_changes

MOUNTS = r"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:5 / /proc rw - proc proc rw
30 22 0:40 / /mnt/nas rw,relatime shared:3 master:1 - nfs4 server:/photos rw
31 22 0:41 / /mnt/nas/inner rw - ext4 /dev/loop0 rw
32 22 0:42 / /home/me/my\040share rw - cifs //server/share rw
33 22 0:43 / /run/user/1/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
34 22 8:17 / /media/me/STICK rw - fuseblk /dev/sdb1 rw
35 22 0:44 / /auto rw - autofs systemd-1 rw
36 35 0:45 / /auto rw - nfs server:/auto rw
nonsense
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/me", "ext4"),
        ("/mnt/nas", "nfs4"),
        ("/mnt/nas/2020", "nfs4"),
        ("/mnt/nas-2", "ext4"),
        ("/mnt/nas/inner/x", "ext4"),
        ("/home/me/my share/x", "cifs"),
        ("/auto/x", "nfs"),
        ("/media/me/STICK", "fuseblk"),
    ],
)
def test_the_innermost_and_latest_mount_counts(folder: str, kind: str) -> None:
    assert kind_of(folder, MOUNTS) == kind


@pytest.mark.parametrize(
    ("folder", "tells"),
    [
        ("/home/me", True),
        ("/media/me/STICK", True),
        ("/mnt/nas/2020", False),
        ("/home/me/my share", False),
        ("/run/user/1/gvfs/smb-share", False),
    ],
)
def test_network_drives_tell_nothing(
    folder: str, tells: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(MOUNTS)
    monkeypatch.setattr(filesystems, "MOUNTS", str(table))
    monkeypatch.setattr("sys.platform", "linux")
    assert tells_changes(folder) is tells


def test_a_folder_here_tells_and_an_unknown_system_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tells_changes(str(tmp_path))
    monkeypatch.setattr("sys.platform", "plan9")
    assert not tells_changes(str(tmp_path))
