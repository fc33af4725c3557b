"""Is everything all right? Versions, model, databases, folders."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from photoclust.core.errors import UserFacingError
from photoclust.core.system import system_name
from photoclust.embedding.models import find_model, list_models
from photoclust.library.guard import quarantine
from photoclust.library.presence import is_here
from photoclust.library.session import Library, has_library
from photoclust.store import backups
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import SQLITE_VERSION, Database
from photoclust.store.embedding_cache import EmbeddingCache
from photoclust.store.schema import ALBUMS

LIBRARIES = (
    *("photoclust", "mediapipe", "PySide6-Essentials", "numpy", "scikit-learn"),
    *("pillow", "pi-heif", "pylibjxl", "xxhash", "watchdog"),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str


def examine(directory: Path, model_folders: Sequence[Path], model_name: str = "") -> list[Check]:
    """Looks at everything that can be wrong; changes nothing.

    Args:
        directory: Of the library; there may be none yet.
        model_folders: `AppPaths.models`.
        model_name: The model in use; "" is the default one.
    """
    checks = [Check("versions", True, versions())]
    checks += [_attempt("model", lambda: _model(model_folders, model_name))]
    checks += [_attempt("models", lambda: _models(model_folders))]
    if not has_library(directory):
        return [*checks, Check("library", True, f"none yet in {directory}")]
    library = Library(directory)
    checks.append(_attempt("library", lambda: _library(library)))
    checks.append(_attempt("cache database", lambda: _database(library.cache)))
    checks.append(_attempt("albums database", lambda: _albums(library)))
    checks.append(_backups(library))
    if all(check.ok for check in checks):
        checks.append(_attempt("photos", lambda: _photos(library, model_folders, model_name)))
        checks.append(_attempt("shots", lambda: _shots(library)))
        checks.append(_attempt("quarantine", lambda: _quarantine(library)))
        checks += _folders(library)
    return checks


def _attempt(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except UserFacingError as error:
        return Check(name, False, error.message)


def versions() -> str:
    """Of the program, the libraries it stands on, and the system."""
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} (unknown version)")
    return ", ".join(
        [*found, f"SQLite {SQLITE_VERSION}", f"Python {platform.python_version()}", system_name()]
    )


def _model(folders: Sequence[Path], name: str) -> Check:
    model = find_model(folders, name)
    model.load()
    return Check("model", True, f"{model.name}: {model.path}, checksum right")


def _models(folders: Sequence[Path]) -> Check:
    parts = [f"{model.name}: {model.path or 'not installed'}" for model in list_models(folders)]
    return Check("models", True, "; ".join(parts))


def _library(library: Library) -> Check:
    free = shutil.disk_usage(library.directory).free
    writable = os.access(library.directory, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    detail = f"{library.directory}, {free / 1e9:.1f} GB free"
    return Check("library", writable, detail if writable else f"{library.directory} can't be written")


def _database(connect: Callable[[], Database]) -> Check:
    with connect() as database:
        faults = database.check()
        name = f"{database.path.name} of version {database.version}"
        kind = "cache database" if database.path.name.startswith("cache") else "albums database"
        return Check(kind, not faults, "; ".join(faults[:5]) if faults else f"{name} is sound")


def _albums(library: Library) -> Check:
    path = library.directory / ALBUMS.file
    if not path.is_file():  # opening it would make it
        return Check("albums database", True, f"no {path.name} yet")
    return _database(library.albums)


def _backups(library: Library) -> Check:
    found = backups.copies(library.directory, ALBUMS)
    if not found:
        return Check("backups", True, "none yet; there are no albums")
    bad = [copy.name for copy in found if not backups.is_sound(copy, ALBUMS)]
    if bad:
        return Check("backups", False, f"damaged copies of the albums: {', '.join(bad)}")
    date = datetime.fromtimestamp(found[0].stat().st_mtime)
    detail = f"{len(found)} sound copies of the albums, the newest of {date:%Y-%m-%d %H:%M}"
    return Check("backups", True, detail)


def _quarantine(library: Library) -> Check:
    with library.cache() as database:
        held = list(quarantine(database).all().values())
    suspects = held.count("")
    parts = []
    if len(held) > suspects:
        parts.append(f"left alone because PhotoClust stopped or hung at them: {len(held) - suspects}")
    if suspects:
        parts.append(f"to be tried with care: {suspects}")
    return Check("quarantine", True, "; ".join(parts) or "empty")


def _photos(library: Library, folders: Sequence[Path], name: str) -> Check:
    model = find_model(folders, name)
    with library.cache() as database:
        cache, catalog = EmbeddingCache(database), Catalog(database)
        number = cache.model_id(model.key)
        vectors = cache.count(number) if number is not None else 0
        count, failed = catalog.count(), len(catalog.unreadable())
    detail = f"{count} photos, {vectors} of them embedded with {model.name}, {failed} files unreadable"
    return Check("photos", True, detail)


def _shots(library: Library) -> Check:
    with library.cache() as database:
        companions = Companions(database)
        count, torn = companions.count(), companions.torn()
    if torn:
        files = "1 RAW file is" if torn == 1 else f"{torn} RAW files are"
        detail = f"{files} listed beside the photo of the same shot; index the folder again"
        return Check("shots", False, detail)
    return Check("shots", True, f"RAW files and films that belong to photos: {count}")


def _folders(library: Library) -> Iterator[Check]:
    with library.cache() as database:
        catalog = Catalog(database)
        online = {path: is_here(catalog, path) for path in catalog.folders()}
    for path, here in online.items():
        yield Check("folder", True, path if here else f"{path} is offline")
