"""Is a folder there, or only the place where it was: an unplugged drive, an empty mount point?

A folder is known by device and inode as they were when it was looked through last. As long as it is that very
folder, what is missing in it was deleted. Once it is another one (nothing is mounted there, or another drive,
or the same drive under another number) it has to show at least one of the photos known in it; if it can't, it
is offline, and nothing in it is taken for deleted. So does a mount point always: two memory cards, put in one
after the other, may have the same numbers.

The same goes for drives that are mounted, or linked to, somewhere inside a folder of the library.
"""

from __future__ import annotations

import hashlib
import os
import stat

from photoclust.library.folders import library_folder_of
from photoclust.store.catalog import Catalog

NEAR, FAR = 20, 500  # photos that are looked for: first the nearest in the catalog, then some from everywhere


def is_here(catalog: Catalog, folder: str) -> bool:
    """Whether what lies in a folder now is what the library knows of it. Slow drives make it wait."""
    identity = identity_of(folder)
    if identity is None:
        return False
    if identity == abs(catalog.marks.get(folder) or 0) and not os.path.ismount(folder):
        return True
    known = False
    for paths in (catalog.paths_below(folder, NEAR), catalog.paths_below(folder, FAR, spread=True)):
        known = known or bool(paths)
        if any(os.path.lexists(path) for path in paths):
            return True
    return not known


def identity_of(folder: str) -> int | None:
    """A number that names a folder as long as its drive stays plugged in; None if it is not there."""
    try:
        status = os.stat(folder)
    except OSError:
        return None
    if not stat.S_ISDIR(status.st_mode):
        return None
    named = hashlib.blake2b(f"{status.st_dev} {status.st_ino}".encode(), digest_size=7)
    return int.from_bytes(named.digest())


class Look:
    """One look through a folder, from before its scan until after it.

    Args:
        catalog: Says which drives there were inside.
        folder: In the library, or inside one of its folders.

    Attributes:
        folder: As given.
        here: Whether the folder can be looked through: it is there, and so is the library folder around it.
        offline: Drives inside the folder that are not there now; the folder itself, if it is not.
        drives: Drives found inside; the scan adds them.
    """

    def __init__(self, catalog: Catalog, folder: str) -> None:
        self._catalog = catalog
        self.folder = folder
        self._identity = identity_of(folder)  # first: unplugged from here on, it is another one at the end
        self.here = is_here(catalog, library_folder_of(folder, catalog.folders()))
        inside = catalog.marks.below(folder) if self.here else []
        self.offline = [path for path in inside if not is_here(catalog, path) and not self._unlinked(path)]
        if not self.here:
            self.offline = [folder]
        self.drives: list[str] = []

    def finish(self) -> bool:
        """Keeps which folders these were; writes nothing if that is known already.

        Returns:
            False if the folder was unplugged in the middle: what was not found may be there all the same.
        """
        if identity_of(self.folder) != self._identity:
            return False
        found = {path: identity_of(path) for path in self.drives}
        if self.folder in self._catalog.folders():
            found[self.folder] = self._identity
        for path, identity in found.items():
            if identity is not None:
                self._keep(path, identity if not os.path.islink(path) else -identity)
        return True

    def _keep(self, path: str, identity: int) -> None:
        if self._catalog.marks.get(path) != identity:
            self._catalog.marks.put(path, identity)

    def _unlinked(self, path: str) -> bool:
        """Whether a link to a drive was taken away; a mount point may go with its drive, but no link does."""
        return (self._catalog.marks.get(path) or 0) < 0 and not os.path.lexists(path)
