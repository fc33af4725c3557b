"""What the tests of the library share."""

from __future__ import annotations

from fixtures.disks import drive, other_disk, small_disk  # noqa: F401
from fixtures.indexed import _all_indexed, decoders_prepared_anew, indexed, model, shelf  # noqa: F401
from fixtures.program import photoclust  # noqa: F401
