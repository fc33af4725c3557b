"""The system's trash: what goes there can be taken out again.

Qt moves files into it (`QFile.moveToTrash`): on Linux by the trash specification of freedesktop.org, with a
note of the name and place beside each file; on Windows into the recycle bin; on macOS by the Finder's rules.
Qt does not take out again, so that is done here, with the note put away too.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QFile

from photoclust.core.errors import UserFacingError
from photoclust.gui import wording

_FREEDESKTOP = sys.platform not in {"win32", "darwin"}

PART = ".photoclust-part"
"""Behind the name of a file that is on its way back from another drive."""


class SystemTrash:
    """Puts files into the trash and takes them out; any thread may ask. A `library.removal.Trash`."""

    def put(self, path: str) -> str:
        """Moves a file into the trash.

        Args:
            path: Absolute path.

        Returns:
            Where it lies now.

        Raises:
            UserFacingError: If it is where it was, or went without the system saying where.
        """
        if not os.path.lexists(path):
            raise UserFacingError("file-missing", path=path)
        if _FREEDESKTOP:
            with contextlib.suppress(OSError):
                os.makedirs(_data_folder(), exist_ok=True)  # Qt makes the trash in it, but not the folder
        named = _named_as_text(path)
        file = QFile(named)
        moved = file.moveToTrash()
        where = file.fileName() if file.fileName() != named else ""
        if moved and os.path.lexists(named):
            # Where it may not be renamed, Qt copies it, and is content when the original can't be deleted.
            moved = False
            if where:
                Path(where).unlink(missing_ok=True)
                _drop_note(where)
        if not moved:
            if named != path:
                os.rename(named, path)
            raise _refusal(path, file.errorString())
        if not where:
            raise UserFacingError("trash-nowhere", path=path)
        return where

    def take_out(self, where: str, path: str) -> None:
        """Moves a file back out of the trash; never over another one.

        Args:
            where: As `put` answered.
            path: Where it was; its folder is made anew if it is gone.

        Raises:
            UserFacingError: If it is still in the trash, or not there any more.
        """
        if not os.path.lexists(where):
            raise UserFacingError("trash-gone", path=path)
        if os.path.lexists(path):
            raise UserFacingError("trash-occupied", path=path)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _move(where, path)
        except OSError as error:
            raise UserFacingError("trash-stays", path=path, detail=error.strerror or error) from error
        _drop_note(where)

    def find(self, path: str, size: int, mtime_ns: int) -> str | None:
        """Where a file lies in the trash, after a crash before that was written down.

        Args:
            path: Where it was.
            size: Its bytes.
            mtime_ns: When it was changed, as in `PhotoFile`.

        Returns:
            None if it is not found. Only the notes of freedesktop.org's trash are read.
        """
        if not _FREEDESKTOP:
            return None
        for trash, top in _trashes_for(path):
            for note in (trash / "info").glob("*.trashinfo"):
                lies = trash / "files" / note.stem
                if os.path.join(top, _noted_place(note)) == path and _is_as_it_was(lies, size, mtime_ns):
                    return str(lies)
        return None


def _is_as_it_was(lies: Path, size: int, mtime_ns: int) -> bool:
    try:
        found = lies.lstat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (size, mtime_ns)


def _data_folder() -> str:
    return os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")


def _trashes_for(path: str) -> Iterator[tuple[Path, str]]:
    """Where freedesktop.org's trash may be for a file, and what the places noted there begin at."""
    yield Path(_data_folder()) / "Trash", "/"
    for top in Path(path).parents:  # one of them is the root of the drive
        yield top / ".Trash" / str(os.getuid()), str(top)
        yield top / f".Trash-{os.getuid()}", str(top)


def _noted_place(note: Path) -> str:
    """The path in a note beside a file in the trash, absolute or from the root of its drive; "" if none."""
    with contextlib.suppress(OSError):
        for line in note.read_bytes().splitlines():
            if line.startswith(b"Path="):
                return os.fsdecode(unquote_to_bytes(line[5:]))
    return ""


def _named_as_text(path: str) -> str:
    """A name by which Qt can find a file. One whose bytes are no text has to be renamed for that."""
    name = wording.name_of(path)
    if os.path.basename(path) == name:
        return path
    named = _free(os.path.join(os.path.dirname(path), name))
    try:
        os.rename(path, named)
    except OSError as error:
        raise _refusal(path, error.strerror or str(error)) from error
    return named


def _free(path: str) -> str:
    """A path, or that path with a number, where nothing lies."""
    base, ending = os.path.splitext(path)
    names = (path, *(f"{base} {number}{ending}" for number in range(2, 1000)))
    return next(name for name in names if not os.path.lexists(name))


def _refusal(path: str, detail: str) -> UserFacingError:
    """Why a file did not go, as far as that can be told from outside."""
    folder = os.path.dirname(path)
    if not os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        return UserFacingError("trash-read-only", path=path)
    if os.name == "nt" and os.path.lexists(path):
        return UserFacingError("trash-in-use", path=path)
    return UserFacingError("trash-refused", path=path, detail=detail)


def _move(source: str, target: str) -> None:
    """Moves a file within a drive or to another one; what is half copied has another name.

    Raises:
        OSError: If it can't be moved; it is where it was then.
    """
    try:
        os.rename(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        try:
            shutil.copy2(source, target + PART)
            os.rename(target + PART, target)
        except OSError:
            Path(target + PART).unlink(missing_ok=True)
            raise
        os.unlink(source)


def _drop_note(where: str) -> None:
    """Puts away what the system noted of a file that is not in the trash any more."""
    lay = Path(where)
    if lay.parent.name == "files":  # freedesktop.org's: files/NAME and info/NAME.trashinfo
        note = lay.parent.parent / "info" / f"{lay.name}.trashinfo"
    elif lay.name.startswith("$R"):  # Windows': $Rxxxxxx.jpg and $Ixxxxxx.jpg
        note = lay.with_name(f"$I{lay.name[2:]}")
    else:
        return
    note.unlink(missing_ok=True)
