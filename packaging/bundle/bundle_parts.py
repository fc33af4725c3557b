"""What goes into the bundle besides the modules that PyInstaller finds by itself."""

from __future__ import annotations

from pathlib import Path

from photoclust.cli.main import COMMANDS

INTERPRETER = Path(__file__).parent / "interpreter.py"
"""The bundle as a Python of its own, for tests."""

DATA = (
    ("models/*.tflite", "models"),
    ("models/manifest.toml", "models"),
    ("models/imagenet_kinds.txt", "models"),
    ("models/imagenet_labels.txt", "models"),
    ("models/licenses", "models/licenses"),
    ("resources/icons", "resources/icons"),
    ("resources/theme", "resources/theme"),
    ("resources/places", "resources/places"),
    ("resources/samples", "resources/samples"),
    ("resources/selftest", "resources/selftest"),
    ("LICENSE", "."),
    ("NOTICE", "."),
)
"""Files of the project, and where `config.paths.bundled_root` looks for them."""

HIDDEN = (
    # Commands are imported by their names.
    *(f"photoclust.cli.{name}" for name in COMMANDS),
    # PyInstaller takes it as a script, under another name; tests run it by its own.
    "photoclust.__main__",
    # The C library that runs the models is found by MediaPipe as a resource of this package.
    "mediapipe.tasks.c",
)

METADATA = (
    *("photoclust", "mediapipe", "PySide6-Essentials", "numpy", "scipy", "scikit-learn", "pillow"),
    *("pi-heif", "pylibjxl", "brotli", "xxhash", "platformdirs", "threadpoolctl"),
    *("flatbuffers", "watchdog"),
)
"""Distributions whose version the program tells (`doctor`, about)."""
