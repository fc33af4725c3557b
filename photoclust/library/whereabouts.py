"""Where the photos are that a clustering remembers by content and path; for a whole library at once."""

from __future__ import annotations

from collections.abc import Sequence

from photoclust.core.photo import Fingerprint, PhotoId
from photoclust.store.album_store import StoredMember
from photoclust.store.clustering_store import whereabouts
from photoclust.store.companions import Companions
from photoclust.store.database import Database


class Whereabouts:
    """All photos of a catalog by content and by path, as it is when this is made.

    Args:
        cache: An open cache database.
    """

    def __init__(self, cache: Database) -> None:
        self._members: dict[PhotoId, StoredMember] = {}
        self._at: dict[str, PhotoId] = {}
        self._of: dict[Fingerprint, list[PhotoId]] = {}
        self._mains: dict[str, str] = {}
        self._companions: dict[str, list[str]] = {}
        for path, main in Companions(cache).mains():
            self._mains[path] = main
            self._companions.setdefault(main, []).append(path)
        for photo_id, member in whereabouts(cache):
            self._members[photo_id] = member
            self._at[member.path] = photo_id
            self._of.setdefault(member.fingerprint, []).append(photo_id)

    def members(self, ids: Sequence[PhotoId]) -> list[StoredMember]:
        """How to remember some photos; those that are no more are left out."""
        return [self._members[photo_id] for photo_id in ids if photo_id in self._members]

    def find(self, members: Sequence[StoredMember], taken: set[PhotoId]) -> list[PhotoId | None]:
        """The photos that some members are now, each photo once; by the rules of albums.

        Args:
            members: None of them twice.
            taken: Photos that are spoken for; those that are found are added.

        Returns:
            For each member its photo: its content at the path it had, else the photo that the file at this
            path belongs to, else its content elsewhere, else the edited file at its path, else the RAW file
            that was left of the shot; None if it is missing.
        """
        found: list[PhotoId | None] = [None] * len(members)
        for look in (self._same, self._joined, self._moved, self._edited, self._left):
            for place, member in enumerate(members):
                if found[place] is None:
                    photo = next((photo for photo in look(member) if photo not in taken), None)
                    if photo is not None:
                        found[place] = photo
                        taken.add(photo)
        return found

    def _same(self, member: StoredMember) -> list[PhotoId]:
        photo = self._at.get(member.path)
        return [photo] if photo is not None and self._members[photo] == member else []

    def _joined(self, member: StoredMember) -> list[PhotoId]:
        return self._at_any([self._mains.get(member.path, "")])

    def _moved(self, member: StoredMember) -> list[PhotoId]:
        return self._of.get(member.fingerprint, [])

    def _edited(self, member: StoredMember) -> list[PhotoId]:
        return self._at_any([member.path])

    def _left(self, member: StoredMember) -> list[PhotoId]:
        return self._at_any(self._companions.get(member.path, []))

    def _at_any(self, paths: Sequence[str]) -> list[PhotoId]:
        return [self._at[path] for path in paths if path in self._at]
