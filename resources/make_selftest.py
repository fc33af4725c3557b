"""Makes what `photoclust --self-test` compares with: a tiny picture in every format, and a vector a model.

    .venv/bin/python resources/make_selftest.py

Every picture shows the same four fields of colour. The vectors are what each bundled model says of one of
the sample photos; a model that is built anew needs new ones. HEIF is written by pillow-heif, which only
developers have: the program itself can't write it.
"""

from __future__ import annotations

import io
import json
import struct
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pillow_heif
import pylibjxl
from PIL import Image, ImageCms

from photoclust.config.paths import AppPaths
from photoclust.embedding.models import find_model
from photoclust.library.selftest.models import PHOTO, embedded
from photoclust.photos import colour

RESOURCES = Path(__file__).resolve().parent
FOLDER = RESOURCES / "selftest"
SIZE = (96, 64)  # pixels
COLOURS = ((200, 40, 40), (40, 160, 60), (40, 60, 200), (240, 230, 200))
"""RGB of the fields: upper left, upper right, lower left, lower right."""

CAMERA = "PhotoClust"  # what the EXIF of one of them says

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


def wide(picture: Image.Image, path: Path) -> None:
    """In Display P3, by its profile."""
    profile = colour.matrix_profile(colour.DISPLAY_P3)
    there = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    here = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    stored = ImageCms.profileToProfile(picture, here, there, outputMode="RGB")
    assert stored is not None
    stored.save(path, "JPEG", quality=95, icc_profile=profile)


def jxl(picture: Image.Image, path: Path) -> None:
    """With EXIF, which is packed with Brotli."""
    exif = Image.Exif()
    exif[0x0110] = CAMERA
    options = {"distance": 1.0, "exif": exif.tobytes().removeprefix(b"Exif\0\0")}
    path.write_bytes(pylibjxl.encode(np.asarray(picture), **options))


def dng(picture: Image.Image, path: Path) -> None:
    """A RAW file of nothing but a preview: one directory points to a JPEG and tells the version of DNG."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    preview = out.getvalue()
    tags = [(0x0201, 4, 1, 50), (0x0202, 4, 1, len(preview)), (0xC612, 1, 4, 0x0401)]
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    header = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)
    path.write_bytes(header + preview)


PICTURES: dict[str, tuple[str, str, Save]] = {
    "JPEG": ("baseline.jpg", "JPEG", saved("JPEG", quality=90)),
    "JPEG, progressive": ("progressive.jpg", "JPEG", saved("JPEG", quality=90, progressive=True)),
    "JPEG, CMYK": ("cmyk.jpg", "JPEG", saved("JPEG", "CMYK", quality=90)),
    "JPEG, Display P3": ("wide.jpg", "JPEG", wide),
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
    "JPEG XL": ("plain.jxl", "JXL", jxl),
    "RAW": ("preview.dng", "DNG", dng),
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
        camera = CAMERA if save is jxl else None
        listed.append({"codec": codec, "file": file, "format": kind, "camera": camera})
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
    for number, field in enumerate(COLOURS):
        place = ((number % 2) * width, (number // 2) * height)
        picture.paste(Image.new("RGB", (width, height), field), place)
    return picture


if __name__ == "__main__":
    main()
