"""Makes the application's icon for macOS."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"
EDGES = (32, 64, 128, 256, 512, 1024)  # pixels; Pillow would stretch another for one that is missing


def write_icon(out: Path) -> None:
    """Writes the PNGs of `resources/icons` as one .icns."""
    out.parent.mkdir(parents=True, exist_ok=True)
    images = [Image.open(ICONS / f"photoclust-{edge}.png") for edge in EDGES]
    images[-1].save(out, format="ICNS", append_images=images[:-1])
