"""The FlatBuffer schemas of TFLite and of its metadata, borrowed from the installed MediaPipe.

MediaPipe ships the generated modules but 0.10.31 can't import them through its packages, and
`import mediapipe` would load its native library. So they are loaded by their path.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType


def _load(name: str) -> ModuleType:
    package = importlib.util.find_spec("mediapipe")  # finds, does not import
    if package is None or package.origin is None:
        raise ImportError("mediapipe is not installed; the converter needs its schema modules")
    path = Path(package.origin).parent / "tasks" / "metadata" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} can't be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TFLITE = _load("schema_py_generated")
"""The model: https://github.com/tensorflow/tensorflow/blob/master/tensorflow/lite/schema/schema.fbs."""

METADATA = _load("metadata_schema_py_generated")
"""What the tensors mean: metadata_schema.fbs of TFLite Support."""
