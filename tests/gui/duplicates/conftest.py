"""Groups as the library would report them, and a panel to show them in."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from made_groups import group

from photoclust.core.duplicates import DuplicateReport, Tier
from photoclust.core.progress import CancelToken
from photoclust.gui.duplicates.facts import Facts
from photoclust.library.index_options import IndexOptions
from photoclust.library.indexing import index_folders


@pytest.fixture
def report() -> DuplicateReport:
    """Two groups of files, one of pictures, one of shots, in which photo 1 comes again."""
    return DuplicateReport(
        (
            group(Tier.FILE, 1, 2, 3),
            group(Tier.FILE, 4, 5),
            group(Tier.PICTURE, 6, 7, scores=(0.98,)),
            group(Tier.SIMILAR, 1, 8, scores=(0.91,), reopened=True),
        ),
        decided=5,
        pairs=40,
        missing=3,
    )


@pytest.fixture
def facts() -> Facts:
    """Photo n has n times 100 pixels each way, and n thousand bytes."""
    ids = np.arange(1, 9)
    return Facts(ids, ids * 100, ids * 100, ids * 1000)


@pytest.fixture
def paths_of():
    """Photo n is called n.jpg."""
    return lambda ids: [f"/photos/2019/{number}.jpg" for number in ids]


@pytest.fixture
def copies(session, samples, tmp_path) -> Path:
    """A second folder of the library, with the same first three files once more."""
    folder = tmp_path / "copies"
    folder.mkdir()
    for photo in sorted(samples.rglob("*.jpg"))[:3]:
        shutil.copy2(photo, folder / f"copy of {photo.name}")
    index_folders(
        session.library,
        [str(folder)],
        session.model_finder()(),
        IndexOptions(),
        on_event=lambda _event: None,
        cancel=CancelToken(),
    )
    return folder
