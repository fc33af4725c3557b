"""What the tests of photos share."""

from __future__ import annotations

import pytest
from fixtures.disks import other_disk  # noqa: F401

from photoclust.photos import formats


@pytest.fixture(autouse=True)
def decoders_prepared_anew() -> None:
    """pytest takes back the warning filters after each test, so each has to set them again."""
    formats.prepare_decoders.cache_clear()
