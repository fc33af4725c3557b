"""A tree of many small JPEGs, each another content: `python -m benchmarks.many_photos FOLDER`."""

from __future__ import annotations

import argparse
import io
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image

PICTURES = 1_000  # that differ in their pixels; the others are one of these with other bytes behind the end
PHOTOS_A_FOLDER = 250
FOLDERS_A_YEAR = 12
SIZE = 320, 240
SMOOTH = 24, 18  # pixels of the noise that is blown up to a picture


def make_many_photos(root: Path, count: int) -> Path:
    """Makes the tree, unless it is there already, and returns its root.

    Args:
        root: Year, folder and file lie below it; about 16 kB a photo.
        count: How many.
    """
    if root.is_dir():
        return root
    print(f"making {count:,} photos in {root}", flush=True)
    part = root.with_name(root.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    chance = np.random.default_rng(0)
    pictures = [_picture(chance, number) for number in range(min(PICTURES, count))]
    for first in range(0, count, PHOTOS_A_FOLDER):
        number = first // PHOTOS_A_FOLDER
        folder = part / f"{2000 + number // FOLDERS_A_YEAR}" / f"{number % FOLDERS_A_YEAR + 1:02} outing"
        folder.mkdir(parents=True)
        for photo in range(first, min(first + PHOTOS_A_FOLDER, count)):
            # What stands behind a JPEG's end is no part of the picture, and all the same of the content.
            content = pictures[photo % len(pictures)] + photo.to_bytes(4, "big")
            (folder / f"IMG_{photo:06}.jpg").write_bytes(content)
    part.rename(root)
    return root


def _picture(chance: np.random.Generator, number: int) -> bytes:
    """A JPEG with some detail, and with the date and camera that real ones have."""
    coarse = chance.integers(0, 256, (SMOOTH[1], SMOOTH[0], 3), dtype=np.uint8)
    image = Image.fromarray(coarse).resize(SIZE, Image.Resampling.BICUBIC)
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Canon", "Canon EOS 80D"
    taken = datetime(2005, 1, 1) + timedelta(minutes=97 * number)
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken.strftime("%Y:%m:%d %H:%M:%S")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, exif=exif)
    return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    arguments = parser.parse_args()
    make_many_photos(arguments.folder, arguments.count)


if __name__ == "__main__":
    main()
