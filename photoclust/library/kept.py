"""Results that are kept in the cache database between starts, as arrays.

Keeping is a favour: where the database is busy or can't be written, the result is worked out again next time.
"""

from __future__ import annotations

import hashlib
import io
import logging
import zipfile
from collections.abc import Mapping
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from photoclust.core.errors import LibraryError
from photoclust.store.database import Database
from photoclust.store.results import Results

Arrays = Mapping[str, NDArray[Any]]
log = logging.getLogger(__name__)


class _BusyError(Exception):
    """Somebody else is writing to the database."""


def digest(*parts: object) -> bytes:
    """Names inputs: arrays by their bytes, everything else by how it is written."""
    sums = hashlib.blake2b(digest_size=16)
    for part in parts:
        written = part.tobytes() if isinstance(part, np.ndarray) else repr(part).encode()
        sums.update(len(written).to_bytes(8, "little") + written)
    return sums.digest()


def recall(database: Database, kind: str, inputs: bytes) -> Arrays | None:
    """The arrays that were kept under a name, if any."""
    data = Results(database).get(kind, inputs)
    if data is None:
        return None
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return dict(arrays)
    except (ValueError, OSError, EOFError, KeyError, zipfile.BadZipFile) as error:
        log.warning("kept %s can't be read, it is made anew: %s", kind, error)
        return None


def keep(database: Database, kind: str, inputs: bytes, arrays: Arrays, *, most: int) -> None:
    """Keeps arrays under a name, and of their kind the `most` used last. Never waits for long."""
    out = io.BytesIO()
    np.savez(out, **arrays)  # type: ignore[arg-type]
    _write(database, kind, lambda results: results.put(kind, inputs, out.getvalue(), keep=most))


def touch(database: Database, kind: str, inputs: bytes) -> None:
    """Says that what is kept under a name was of use."""
    _write(database, kind, lambda results: results.touch(kind, inputs))


def _write(database: Database, kind: str, work: Any) -> None:
    def give_up() -> NoReturn:
        raise _BusyError

    before, database.while_waiting = database.while_waiting, give_up
    try:
        with database.transaction():
            work(Results(database))
    except (LibraryError, _BusyError) as error:
        log.info("%s is not kept: %s", kind, error or "the database is busy")
    finally:
        database.while_waiting = before
