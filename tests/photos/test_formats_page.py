"""`docs/formats.md` tells people what `photos.formats` tells the program."""

from __future__ import annotations

import re
from pathlib import Path

from photoclust.photos import formats

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text("utf-8")


def test_every_ending_stands_there_once() -> None:
    table = PAGE.split("## ", 1)[0]
    cells = [row.split("|")[2] for row in table.splitlines() if row.startswith("| ")][1:]
    endings = [word for cell in cells for word in cell.split()]
    assert len(endings) == len(set(endings))
    assert set(endings) == formats.SUFFIXES


def test_the_limits_stand_there() -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("| more megapixels than"))
    limits = {formats.pixel_limit(name) // formats.MEGAPIXEL for name in ("JPEG", "JXL", "JPEG2000", "PNG")}
    assert limits | set(formats.GREEDY_DECODERS.values()) <= {int(word) for word in re.findall(r"\d+", row)}
