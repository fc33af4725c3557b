"""The scripts of packaging/ are no package: each is run from its folder."""

import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
sys.path[:0] = [str(PACKAGING / "windows"), str(PACKAGING / "macos")]
