"""Where PhotoClust finds what it ships, and where it may write.

Nothing else in the program knows a folder by itself: an `AppPaths` is made once, in `photoclust.app`, and
handed to whoever needs it. Tests and `--library` make one of their own.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

APP_NAME = "photoclust"


@dataclass(frozen=True, slots=True)
class AppPaths:
    """All folders of the program.

    Attributes:
        library: Default folder of the library's two databases.
        config: Folder of `settings.json`.
        logs: Folder of the log files.
        models: Folders searched for model files, the person's own before the program's.
        resources: Icons, translations, towns and sample photos that ship with the program.
    """

    library: Path
    config: Path
    logs: Path
    models: tuple[Path, ...]
    resources: Path

    @classmethod
    def default(cls) -> AppPaths:
        """The platform's usual places (XDG, AppData, Library)."""
        data = Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
        bundled = bundled_root()
        return cls(
            library=data / "library",
            config=Path(platformdirs.user_config_dir(APP_NAME, appauthor=False)),
            logs=Path(platformdirs.user_log_dir(APP_NAME, appauthor=False)),
            models=(data / "models", bundled / "models"),
            resources=bundled / "resources",
        )

    def below(self, base: Path) -> AppPaths:
        """The same program with everything it writes under `base`: for tests and for trying things out."""
        return replace(
            self,
            library=base / "library",
            config=base / "config",
            logs=base / "logs",
            models=(base / "models", *self.models[1:]),
        )

    @property
    def samples(self) -> Path:
        return self.resources / "samples"

    @property
    def licences(self) -> Path:
        """Licences of all that a bundle is made of; a source tree or a wheel has no such folder."""
        return self.resources.parent / "licenses"

    @property
    def places(self) -> Path:
        """The list of towns."""
        return self.resources / "places"

    @property
    def icons(self) -> Path:
        return self.resources / "icons"


def bundled_root() -> Path:
    """The folder that holds `models/` and `resources/`: in the bundle, the wheel or the source tree."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen)
    package = Path(__file__).resolve().parent.parent
    installed = package / "_bundled"
    return installed if installed.is_dir() else package.parent
