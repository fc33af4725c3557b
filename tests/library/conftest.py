"""What the tests of the library share."""

from __future__ import annotations

from fixtures.indexed import _all_indexed, decoders_prepared_anew, indexed, model, shelf  # noqa: F401
