"""The files by which a Linux desktop knows the program; the same in the package and in the archive."""

from __future__ import annotations

from pathlib import Path

from places import ROOT

EDGES = (16, 24, 32, 48, 64, 128, 256, 512)


def files() -> dict[str, Path]:
    """Source of each file, by its place below a prefix such as /usr."""
    linux, icons = ROOT / "packaging" / "linux", ROOT / "resources" / "icons"
    found = {
        "share/applications/photoclust.desktop": linux / "photoclust.desktop",
        "share/metainfo/photoclust.metainfo.xml": linux / "photoclust.metainfo.xml",
        "share/icons/hicolor/scalable/apps/photoclust.svg": icons / "photoclust.svg",
    }
    for edge in EDGES:
        place = f"share/icons/hicolor/{edge}x{edge}/apps/photoclust.png"
        found[place] = icons / f"photoclust-{edge}.png"
    return found
