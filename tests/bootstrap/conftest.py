"""The bootstrap is no package: it lies in packaging/bootstrap and is run from there."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging" / "bootstrap"))
