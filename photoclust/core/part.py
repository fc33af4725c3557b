"""A part of a picture, told without pixels: the same part of a small copy and of the original."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A rectangle in shares of an upright picture's width and height, each in [0, 1]."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, other: Part, slack: float = 1e-9) -> bool:
        """Whether the other part lies in this one."""
        return (
            self.left <= other.left + slack
            and self.top <= other.top + slack
            and self.right >= other.right - slack
            and self.bottom >= other.bottom - slack
        )


WHOLE = Part()
"""All of a picture."""
