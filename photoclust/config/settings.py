"""What the person prefers, and how the window was left: one JSON file, typed.

A settings file that is damaged or of another version never stops the program: unknown keys are kept,
values of the wrong type fall back to the default.
"""

from __future__ import annotations

import itertools
import json
import logging
import os
import tempfile
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from photoclust.core.errors import UserFacingError

log = logging.getLogger(__name__)

FILE_NAME = "settings.json"
WHOLE_FLOATS = 2**53  # below it, every whole number is a float


@dataclass(slots=True)
class Settings:
    """All settings, with their defaults.

    Attributes:
        model: Name of the embedding model; "" is the manifest's default.
        jobs: Threads for indexing; 0 lets the program decide.
        less_power: Whether indexing saves power even while there is enough.
        watch: Whether changes in the library's folders are noticed while the window is open.
        time_limit: Seconds after which a file that does not get read or decoded is given up on; a large one
            gets more.
        theme: "system", "light" or "dark".
        thumbnail_size: Edge of a grid cell in device-independent pixels.
        view: The last view, for example "all" or "clusters".
        method: Last clustering method, a value of `core.grouping.Method`.
        k: Last number of clusters for K-means.
        similarity: Last cut of the dendrogram, in [0, 1].
        time_weight: Last weight of capture time, in [0, 1].
        time_scale: What was near in time, a value of `core.grouping.TimeScale`.
        place_weight: Last weight of the place, in [0, 1].
        place_scale: What was near in space, a value of `core.grouping.PlaceScale`.
        min_size: Smallest group that is shown as one.
        linkage: Last linkage, a value of `core.grouping.Linkage`.
        group_order: What comes first among groups, a value of `core.grouping.GroupOrder`.
        member_order: What comes first in a group, a value of `core.grouping.MemberOrder`.
        keeper_rules: What decides which of several duplicates to keep: values of `core.duplicates.KeeperRule`
            with commas between them; "" for the order as delivered.
        window_geometry: `QWidget.saveGeometry`, base64.
        splitter_sizes: Widths of left pane, grid and inspector in pixels.
        show_library_pane: Whether the left pane is open.
        show_inspector: Whether the right pane is open.
        other: Keys a newer version wrote; written back unchanged.
    """

    model: str = ""
    jobs: int = 0
    less_power: bool = False
    watch: bool = True
    time_limit: float = 60.0
    theme: str = "system"
    thumbnail_size: int = 160
    view: str = "all"
    method: str = "auto"
    k: int = 10
    similarity: float = 0.4
    time_weight: float = 0.0
    time_scale: str = "day"
    place_weight: float = 0.0
    place_scale: str = "town"
    min_size: int = 2
    linkage: str = "average"
    group_order: str = "size"
    member_order: str = "likeness"
    keeper_rules: str = ""
    window_geometry: str = ""
    splitter_sizes: list[int] = field(default_factory=list)
    show_library_pane: bool = True
    show_inspector: bool = True
    other: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Settings:
        """Reads `folder/settings.json`; missing or damaged gives the defaults."""
        path = folder / FILE_NAME
        try:
            stored = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, RecursionError) as error:
            log.info("settings in %s can't be read (%s): starting from the defaults", path, error)
            return cls()
        return cls._from_json(stored) if isinstance(stored, dict) else cls()

    @classmethod
    def _from_json(cls, stored: dict[str, Any]) -> Settings:
        settings = cls()
        known = {item.name for item in fields(cls)} - {"other"}
        for name in known & stored.keys():
            default, value = getattr(settings, name), stored[name]
            if isinstance(default, float) and type(value) is int and abs(value) < WHOLE_FLOATS:
                value = float(value)
            if type(value) is type(default) and _is_of_whole_numbers(value):
                setattr(settings, name, value)
        settings.other = {key: value for key, value in stored.items() if key not in known}
        return settings

    @staticmethod
    def set_aside(folder: Path) -> Path | None:
        """Renames `folder/settings.json` to `settings.json.old`, so that the next start has the defaults.

        What is in the file does not matter, and what was set aside before stays: then the new name has a
        number.

        Returns:
            The new path; None if there was no file.

        Raises:
            UserFacingError: If it can't be renamed.
        """
        path = folder / FILE_NAME
        names = itertools.chain([".old"], (f".old-{number}" for number in itertools.count(2)))
        target = next(
            candidate
            for candidate in (path.with_name(FILE_NAME + name) for name in names)
            if not os.path.lexists(candidate)
        )
        try:
            path.rename(target)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UserFacingError("settings-stay", path=str(path), detail=error.strerror or error) from error
        return target

    def save(self, folder: Path) -> None:
        """Writes `folder/settings.json` in one step, so that a crash leaves the old or the new file.

        Raises:
            OSError: If the folder can't be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        stored = asdict(self)
        stored.update(stored.pop("other"))
        text = json.dumps(stored, indent=2, sort_keys=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=folder, prefix=FILE_NAME, suffix=".part", delete=False
        ) as part:
            try:
                part.write(text)
                part.close()
                os.replace(part.name, folder / FILE_NAME)  # the one atomic step
            except OSError:
                Path(part.name).unlink(missing_ok=True)
                raise


def _is_of_whole_numbers(value: object) -> bool:
    """Whether a value that may be a list is no list of anything but whole numbers."""
    return not isinstance(value, list) or all(type(item) is int for item in value)
