"""Makes what `photoclust --self-test` compares with: a tiny picture in every format, and a vector a model.

    .venv/bin/python resources/make_selftest.py

Every picture shows the same four fields of colour. The vectors are what each bundled model says of one of
the sample photos; a model that is built anew needs new ones. HEIF is written by pillow-heif, which only
developers have: the program itself can't write it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

from photoclust.config.paths import AppPaths
from photoclust.embedding.models import find_model
from photoclust.library.selftest.models import PHOTO, embedded

RESOURCES = Path(__file__).resolve().parent
FOLDER = RESOURCES / "selftest"
SIZE = (96, 64)  # pixels
COLOURS = ((200, 40, 40), (40, 160, 60), (40, 60, 200), (240, 230, 200))
"""RGB of the fields: upper left, upper right, lower left, lower right."""

Save = Callable[[Image.Image, Path], None]


def saved(kind: str, mode: str = "RGB", **options: object) -> Save:
    """How a picture is written: Pillow's name of the format, the mode, and options of the encoder."""
    return lambda picture, path: picture.convert(mode).save(path, kind, **options)  # type: ignore[arg-type]


def few_colours(kind: str) -> Save:
    """With a palette of its own."""
    return lambda picture, path: picture.quantize(8).save(path, kind)


def animated(kind: str, **options: object) -> Save:
    """Two frames; the first is the one that counts."""

    def save(picture: Image.Image, path: Path) -> None:
        second = Image.new("RGB", SIZE, "black")
        picture.save(path, kind, save_all=True, append_images=[second], duration=100, **options)

    return save


PICTURES: dict[str, tuple[str, str, Save]] = {
    "JPEG": ("baseline.jpg", "JPEG", saved("JPEG", quality=90)),
    "JPEG, progressive": ("progressive.jpg", "JPEG", saved("JPEG", quality=90, progressive=True)),
    "JPEG, CMYK": ("cmyk.jpg", "JPEG", saved("JPEG", "CMYK", quality=90)),
    "JPEG, several pictures": ("several.mpo", "MPO", animated("MPO", quality=90)),
    "PNG": ("plain.png", "PNG", saved("PNG")),
    "PNG, palette": ("palette.png", "PNG", few_colours("PNG")),
    "PNG, animated": ("animated.png", "PNG", animated("PNG")),
    "GIF": ("animated.gif", "GIF", animated("GIF")),
    "WebP": ("lossy.webp", "WEBP", saved("WEBP", quality=90)),
    "WebP, lossless": ("lossless.webp", "WEBP", saved("WEBP", lossless=True)),
    "WebP, animated": ("animated.webp", "WEBP", animated("WEBP", lossless=True)),
    "AVIF": ("plain.avif", "AVIF", saved("AVIF", quality=90)),
    "HEIC": ("plain.heic", "HEIF", saved("HEIF", quality=90)),
    "TIFF": ("plain.tif", "TIFF", saved("TIFF")),
    "TIFF, deflate": ("deflate.tif", "TIFF", saved("TIFF", compression="tiff_adobe_deflate")),
    "TIFF, LZW": ("lzw.tif", "TIFF", saved("TIFF", compression="tiff_lzw")),
    "TIFF, JPEG": ("jpeg.tif", "TIFF", saved("TIFF", compression="jpeg", quality=90)),
    "BMP": ("palette.bmp", "BMP", few_colours("BMP")),
    "JPEG 2000": ("plain.jp2", "JPEG2000", saved("JPEG2000")),
    "TGA": ("packed.tga", "TGA", saved("TGA", compression="tga_rle")),
    "PPM": ("plain.ppm", "PPM", saved("PPM")),
}
"""Codec, as people call it -> file, Pillow's name of the format, how it is written."""


def main() -> None:
    """Writes everything in `selftest/` anew."""
    pillow_heif.register_heif_opener()
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    picture = four_fields()
    listed = []
    for codec, (file, kind, save) in PICTURES.items():
        save(picture, FOLDER / file)
        listed.append({"codec": codec, "file": file, "format": kind})
    listing = {"size": SIZE, "colours": COLOURS, "pictures": listed}
    (FOLDER / "pictures.json").write_text(json.dumps(listing, indent=1) + "\n", "utf-8")
    folders = AppPaths.default().models[-1:]
    for table in tomllib.loads((folders[0] / "manifest.toml").read_text("utf-8"))["model"]:
        if table["bundled"]:
            vector = embedded(find_model(folders, table["name"]), RESOURCES / "samples" / PHOTO)
            np.save(FOLDER / f"{table['name']}.npy", vector.astype(np.float16))


def four_fields() -> Image.Image:
    """The picture."""
    picture = Image.new("RGB", SIZE)
    width, height = SIZE[0] // 2, SIZE[1] // 2
    for number, colour in enumerate(COLOURS):
        place = ((number % 2) * width, (number // 2) * height)
        picture.paste(Image.new("RGB", (width, height), colour), place)
    return picture


if __name__ == "__main__":
    main()
