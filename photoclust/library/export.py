"""Albums and clusters leave the program as plain folders; originals are only ever read.

First a plan (what goes where, how much room it takes), which a person can look at; then the run. Each file is
written under a temporary name, flushed to the disk, then renamed, and nothing that is already there is
overwritten: a crash leaves whole files and at most one `.part`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from photoclust.core.errors import ExportError
from photoclust.core.photo import PhotoId
from photoclust.library.export_names import NameGiver, folder_name
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions

RESERVE = 16 << 20  # bytes that an export leaves free


class ExportMode(StrEnum):
    """How a photo gets into the exported folder."""

    COPY = "copy"
    HARDLINK = "hardlink"
    SYMLINK = "symlink"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class ExportFolder:
    """Photos that go into one folder.

    Attributes:
        name: Of the folder below the target; None puts the photos into the target itself.
        photo_ids: In order.
        missing: Paths that are known to be gone, to be reported.
    """

    name: str | None
    photo_ids: Sequence[PhotoId]
    missing: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ExportEntry:
    """One file to be written.

    Attributes:
        source: The original.
        target: Path relative to the plan's target folder (or inside its zip file).
        size: Bytes.
    """

    source: str
    target: str
    size: int


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What an export would do.

    Attributes:
        target: Folder to export to; for zip the file to be made.
        mode: How.
        entries: What is written.
        present: Originals that lie in the target already, unchanged; they are left alone.
        missing: Originals that are gone.
        companions: How many RAW files and films belong to the photos, whether they are in the plan or not.
    """

    target: str
    mode: ExportMode
    entries: tuple[ExportEntry, ...]
    present: tuple[str, ...]
    missing: tuple[str, ...]
    companions: int = 0

    @property
    def bytes(self) -> int:
        """Room that the export takes; links take none."""
        if self.mode in {ExportMode.HARDLINK, ExportMode.SYMLINK}:
            return 0
        return sum(entry.size for entry in self.entries)


def plan_export(
    library: Library,
    folders: Sequence[ExportFolder],
    target: str,
    mode: ExportMode = ExportMode.COPY,
    *,
    with_companions: bool = False,
) -> ExportPlan:
    """Plans an export; writes nothing.

    Args:
        library: Read only.
        folders: What to export.
        target: Folder to export to; made by the run if need be. A zip file is made inside it.
        mode: Copies, links or one zip file.
        with_companions: Take along the RAW files and films that belong to the photos.

    Raises:
        ExportError: If the target is no folder, or has too little room.
        LibraryError: If the library can't be read.
    """
    target = os.path.abspath(target)
    if os.path.lexists(target) and not os.path.isdir(target):
        raise ExportError("export-target", path=target, detail="it is not a folder")
    zipped = mode is ExportMode.ZIP
    names = NameGiver("" if zipped else target)
    entries: list[ExportEntry] = []
    present: list[str] = []
    missing: list[str] = []
    count = 0
    with library.cache() as database:
        catalog, companions = Catalog(database), Companions(database)
        any_companions = companions.any()
        for folder in folders:
            below = names.folder(folder_name(folder.name)) if folder.name is not None else ""
            missing.extend(folder.missing)
            for photo in catalog.photos(folder.photo_ids):
                others = [one.file for one in companions.of(photo.path)] if any_companions else []
                count += len(others)
                files = [photo.file, *others] if with_companions else [photo.file]
                there = [file for file in files if os.path.isfile(file.path)]
                missing.extend(file.path for file in files if file not in there)
                for file, name in zip(there, names.shot(below, [file.path for file in there]), strict=True):
                    if name is None:
                        present.append(file.path)
                    else:
                        entries.append(ExportEntry(file.path, name, file.size))
    if zipped:
        target = os.path.join(target, NameGiver(target).free(_zip_name(folders)))
    plan = ExportPlan(target, mode, tuple(entries), tuple(present), tuple(missing), count)
    _check_room(plan)
    return plan


def _zip_name(folders: Sequence[ExportFolder]) -> str:
    only = folders[0].name if len(folders) == 1 else None
    return f"{folder_name(only or 'Photos')}.zip"


def _check_room(plan: ExportPlan) -> None:
    existing = plan.target
    while not os.path.isdir(existing):
        if os.path.dirname(existing) == existing:
            raise ExportError("export-target", path=plan.target, detail="there is no such drive")
        existing = os.path.dirname(existing)
    free = shutil.disk_usage(existing).free
    if plan.bytes and plan.bytes + RESERVE > free:
        raise ExportError("export-space", path=existing, needed=_megabytes(plan.bytes), free=_megabytes(free))


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.0f} MB"
