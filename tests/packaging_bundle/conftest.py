"""The modules of packaging/bundle are no package; what they are tested on is made up here."""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
# At the end: `interpreter` is a module of the bootstrap to whoever imports it, and only a script here.
sys.path += [str(PACKAGING / "bundle"), str(PACKAGING / "bootstrap")]
