"""What Windows shows of the programs: their icon, and the properties of the file."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"
ICON_EDGES = (16, 24, 32, 48, 64, 128, 256)  # pixels; those Windows asks for at 100 to 400 %
LANGUAGE = (0x0409, 1200)  # English, UTF-16


def write_icon(out: Path) -> None:
    """Writes the PNGs of `resources/icons` as one .ico."""
    out.parent.mkdir(parents=True, exist_ok=True)
    images = [Image.open(ICONS / f"photoclust-{edge}.png") for edge in ICON_EDGES]
    edges = [(edge, edge) for edge in ICON_EDGES]
    # As bitmaps: small pictures as PNG are not read by everything on Windows.
    images[-1].save(out, format="ICO", sizes=edges, append_images=images[:-1], bitmap_format="bmp")


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows wants for a version: '1.2rc1' is 1.2.0.0."""
    match = re.match(r"\d+(\.\d+){0,3}", version)
    if match is None:
        raise ValueError(f"no version: {version}")
    first = [int(number) for number in match[0].split(".")]
    major, minor, micro, build = [*first, 0, 0, 0][:4]
    return major, minor, micro, build


def write_version(out: Path, version: str) -> None:
    """Writes the version resource of the programs, in the syntax of PyInstaller."""
    texts = {
        "CompanyName": "The PhotoClust developers",
        "FileDescription": "PhotoClust",  # the name in the task manager and under "open with"
        "FileVersion": version,
        "LegalCopyright": "The PhotoClust developers, Apache-2.0",
        "ProductName": "PhotoClust",
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    table = "{:04X}{:04X}".format(*LANGUAGE)
    four = numbers(version)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(
        f"""VSVersionInfo(
    ffi=FixedFileInfo(filevers={four}, prodvers={four}, mask=0x3F, OS=0x40004, fileType=1),
    kids=[
        StringFileInfo([StringTable({table!r}, [{strings}])]),
        VarFileInfo([VarStruct('Translation', {list(LANGUAGE)})]),
    ],
)
""",
        "utf-8",
    )
