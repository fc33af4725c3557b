"""The build script is no package: it lies in models/ and is run from there."""

import sys
from pathlib import Path

MODELS = Path(__file__).resolve().parents[2] / "models"

sys.path.insert(0, str(MODELS))
