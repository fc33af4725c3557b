"""Which folders lie on a file system that tells of its changes; others have to be looked at by the clock."""

from __future__ import annotations

import ctypes
import os
import sys

MOUNTS = "/proc/self/mountinfo"
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "davfs", "lustre"}
    | {"beegfs", "gpfs", "ocfs2", "gfs2", "vboxsf", "vmhgfs", "prl_fs", "virtiofs", "fuse", "drvfs"}
)
"""Linux file systems that others write to unseen by this computer's kernel. Sub-types of FUSE (`fuse.sshfs`)
count as FUSE, but for those of a local disk below."""

LOCAL_FUSE = frozenset(
    {"fuseblk", "fuse.ntfs-3g", "fuse.exfat", "fuse.mergerfs", "fuse.encfs", "fuse.gocryptfs"}
)

DRIVE_REMOTE = 4  # GetDriveTypeW
MNT_LOCAL = 0x1000  # statfs.f_flags of macOS
F_FLAGS_OFFSET, STATFS_SIZE = 64, 2168  # struct statfs of macOS with 64-bit inodes


def tells_changes(folder: str) -> bool:
    """Whether the system can be expected to tell of every change in a folder.

    Args:
        folder: Absolute path, with links resolved.
    """
    look = {"linux": _tells_on_linux, "win32": _tells_on_windows, "darwin": _tells_on_macos}.get(sys.platform)
    return look is not None and look(folder)


def _tells_on_linux(folder: str) -> bool:
    kind = kind_of(folder, _mounts())
    return kind in LOCAL_FUSE or kind.split(".")[0] not in NETWORK


def _tells_on_windows(folder: str) -> bool:
    drive = os.path.splitdrive(folder)[0]
    windows = getattr(ctypes, "windll")  # noqa: B009 - not there on other systems
    return not drive.startswith("\\\\") and windows.kernel32.GetDriveTypeW(f"{drive}\\") != DRIVE_REMOTE


def _tells_on_macos(folder: str) -> bool:
    buffer = ctypes.create_string_buffer(STATFS_SIZE)
    if ctypes.CDLL(None).statfs(os.fsencode(folder), buffer) != 0:
        return False
    flags = int.from_bytes(buffer.raw[F_FLAGS_OFFSET : F_FLAGS_OFFSET + 4], sys.byteorder)
    return bool(flags & MNT_LOCAL)


def _mounts() -> str:
    try:
        with open(MOUNTS, encoding="utf-8", errors="surrogateescape") as file:
            return file.read()
    except OSError:
        return ""


def kind_of(folder: str, mounts: str) -> str:
    """The file system's type in a table as Linux has it in /proc/self/mountinfo; "" if it is not there.

    Args:
        folder: Absolute path, with links resolved.
        mounts: The table; the later of two mounts at one place hides the earlier.
    """
    best, kind = "", ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        words = before.split(" ")
        if len(words) < 5 or not after:
            continue
        place = _unescaped(words[4])
        inside = folder == place or folder.startswith(place.rstrip("/") + "/")
        if inside and len(place) >= len(best):
            best, kind = place, after.split(" ")[0]
    return kind


def _unescaped(text: str) -> str:
    """Space, tab, newline and backslash are written as three octal digits."""
    for number in (0o40, 0o11, 0o12, 0o134):
        text = text.replace(f"\\{number:03o}", chr(number))
    return text
