"""What threads that decode take in turns; apart from the decoders, to be had without loading them."""

from __future__ import annotations

from photoclust.core.stopwatch import Turn

large_pictures = Turn()
"""One large picture is decoded at a time: bounds memory."""
