"""What the tests of the commands share: the program, called in this process."""

from __future__ import annotations

from fixtures.indexed import _all_indexed, decoders_prepared_anew, indexed, model, shelf  # noqa: F401
from fixtures.program import filled, photoclust  # noqa: F401
