"""A home of its own for a started program: photos, and the folders that it may write to."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from privacy.conduct import Bounds

PHOTOS, MORE_PHOTOS = 12, 2
LONG_AGO = 1_000_000_000  # 2001: no photo may be newer when all is done
QUERY = "picture of somebody else.png"


@dataclass(frozen=True)
class Household:
    """One home.

    Attributes:
        home: $HOME.
    """

    home: Path

    @property
    def photos(self) -> Path:
        return self.home / "Fotos 2001"

    @property
    def more_photos(self) -> Path:
        """A second folder."""
        return self.home / "More photos"

    @property
    def query(self) -> Path:
        """A picture that is not in the library."""
        return self.home / QUERY

    @property
    def exports(self) -> Path:
        return self.home / "exports"

    @property
    def temporary(self) -> Path:
        return self.home / "tmp"

    @property
    def owned(self) -> tuple[Path, ...]:
        """Where the program may write: library, settings, log, and what the system gives it for the while."""
        return (
            self.home / "data" / "photoclust",
            self.home / "config" / "photoclust",
            self.home / "state" / "photoclust",
            self.exports,
            self.temporary,
        )

    def environment(self, display: str = "") -> dict[str, str]:
        """All variables of a program that is started here: nothing of whoever runs the tests."""
        return {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "TMPDIR": str(self.temporary),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_RUNTIME_DIR": str(self.home / "run"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "PYTHONDONTWRITEBYTECODE": "1",  # for the program from source; the bundle has no use for it
        } | ({"DISPLAY": display} if display else {})

    def bounds(self, program: Path, display: str = "") -> Bounds:
        """What a run of `program` may do here."""
        socket = f"/tmp/.X11-unix/X{display.removeprefix(':')}"
        return Bounds(
            writable=tuple(str(folder) for folder in self.owned),
            sockets=(f"@{socket}", socket) if display else (),
            # Under Linux the bundle's first act is to start itself anew, with the path of its libraries set.
            programs=(str(program), os.path.realpath(program)),
            start=str(self.home),
        )

    def bring_photos(self, samples: Path) -> None:
        """Copies some photos here, as old as photos are, and the picture that is none of them."""
        other, *chosen = sorted(samples.rglob("*.jpg"))[: 1 + PHOTOS + MORE_PHOTOS]
        for number, photo in enumerate(chosen):
            folder = self.photos if number < PHOTOS else self.more_photos
            folder.mkdir(exist_ok=True)
            copy = Path(shutil.copy(photo, folder))
            os.utime(copy, (LONG_AGO, LONG_AGO))
        with Image.open(other) as picture:
            small = picture.convert("RGB")
            small.thumbnail((240, 240))  # as a whole onto the clipboard
            small.save(self.query)

    def originals(self) -> dict[str, tuple[str, int, int]]:
        """Path -> checksum, mode and time of each photo: what must not change."""
        return {
            str(photo): (checksum(photo), photo.stat().st_mode, photo.stat().st_mtime_ns)
            for folder in (self.photos, self.more_photos)
            for photo in folder.iterdir()
        }


def furnish(home: Path) -> Household:
    """Makes the folders that a session gives everybody."""
    home.mkdir(exist_ok=True)
    for name in ("run", "tmp"):
        (home / name).mkdir(mode=0o700)
    return Household(home)


def checksum(file: Path) -> str:
    """Of a file's content."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
