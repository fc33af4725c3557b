"""What the library needs of a trash. The system's own is the window's business."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


class Trash(Protocol):
    """Where files go from which a person can bring them back."""

    def put(self, path: str) -> str:
        """Moves a file there.

        Returns:
            Where it lies now, an absolute path; "" where the system does not say.

        Raises:
            UserFacingError: If it could not go; then it is where it was.
        """
        ...

    def take_out(self, where: str, path: str) -> None:
        """Moves a file back; nothing is at `path`, and its folder is there.

        Raises:
            UserFacingError: If it could not come; then it is where it was.
        """
        ...


@runtime_checkable
class SearchableTrash(Trash, Protocol):
    """A trash that knows where its files came from."""

    def find(self, path: str, size: int, mtime_ns: int) -> str | None:
        """Where a file lies that came from a path; None if there is none. Asked for after a crash."""
        ...
