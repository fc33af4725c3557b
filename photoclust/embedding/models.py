"""Which embedding models there are, where their files lie, and whether a file is what it claims to be.

`models/manifest.toml` lists the models PhotoClust knows. A file in one of the model folders that is named in
the manifest must have the checksum that stands there; any other `.tflite` file is offered under its own name
("bring your own"), as long as MediaPipe can run it. Beside `NAME.tflite` may lie `NAME.text.tflite`: half of
an image-and-text model (as CLIP is one) that takes words to where the pictures they describe are.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photoclust.core.errors import ModelError
from photoclust.core.kinds import Kind, parse_kinds
from photoclust.embedding.tflite_header import TfliteHeaderError, input_edge

MANIFEST = "manifest.toml"
TEXT_SUFFIX = ".text.tflite"
PREPROCESSING = 2
"""Part of every vector's key: raised when the way a photo becomes model input changes."""


@dataclass(frozen=True, slots=True)
class Model:
    """An embedding model.

    Attributes:
        name: Short and stable, as on the command line.
        title: For people.
        path: The file, None if it lies in no model folder.
        file: Its name.
        sha256: What the file's checksum must be; None for a model that the manifest does not know.
        input_edge: Edge of the square input, pixels; 0 while unknown (no file).
        labels: The file of the class names of its second head, or None.
        broader: The file of the broader words over these classes, or None.
        text: The file that embeds words among the pictures, or None.
        licence: SPDX name, "" if unknown.
        source: Where the weights come from, for people.
        address: Where a person gets the file, for models that are not shipped.
        default: Whether it is used when nobody says which.
        bundled: Whether it comes with the program.
        folders: Where its file was looked for.
    """

    name: str
    title: str
    path: Path | None
    file: str
    sha256: str | None
    input_edge: int
    labels: Path | None = None
    broader: Path | None = None
    text: Path | None = None
    licence: str = ""
    source: str = ""
    address: str = ""
    default: bool = False
    bundled: bool = False
    folders: tuple[Path, ...] = ()

    @property
    def installed(self) -> bool:
        return self.path is not None

    def require_file(self) -> Path:
        """The model's file.

        Raises:
            ModelError: If it lies nowhere.
        """
        if self.path is not None:
            return self.path
        place = str(self.folders[0] / self.file)
        if self.address:
            raise ModelError("model-not-brought", path=place, address=self.address)
        raise ModelError("model-missing", path=place)

    @property
    def key(self) -> str:
        """Names the vectors this model makes: two files of the same name never share any.

        Raises:
            ModelError: If the model is known by its file only and the file is gone.
        """
        checksum = self.sha256 or sha256_of(self.require_file())
        return f"{self.name}/{checksum[:12]}/{PREPROCESSING}"

    def load(self) -> bytes:
        """Reads the file and checks that it is the right one.

        Raises:
            ModelError: If it is missing, unreadable, damaged or another file.
        """
        path = self.require_file()
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:  # it was there when it was looked for
            raise ModelError("model-missing", path=str(path)) from error
        except OSError as error:
            raise ModelError("model-refused", path=str(path), detail=error.strerror or error) from error
        if self.sha256 is not None and hashlib.sha256(content).hexdigest() != self.sha256:
            raise ModelError("model-damaged", path=str(path))
        return content

    def words(self) -> list[str]:
        """Class names of the second head, in its order; empty for models without one."""
        return self.labels.read_text("utf-8").splitlines() if self.labels is not None else []

    def kinds(self) -> list[Kind]:
        """Broader words over these classes; empty for models without them.

        Raises:
            ModelError: If the file of them is damaged.
        """
        return _kinds(self.broader) if self.broader is not None else []

    def translated_words(self) -> list[list[str]]:
        """Class names in other languages, where somebody put them beside: `imagenet_labels.de.txt`.

        Raises:
            ModelError: If a file of them can't be read.
        """
        return [_lines(path) for path in self._translations(self.labels)]

    def translated_kinds(self) -> list[list[Kind]]:
        """Broader words in other languages: `imagenet_kinds.de.txt`.

        Raises:
            ModelError: If a file of them is damaged.
        """
        return [_kinds(path) for path in self._translations(self.broader)]

    def _translations(self, english: Path | None) -> list[Path]:
        """The files of the same name with a language before the ending, the first of each in the folders."""
        if english is None:
            return []
        pattern = f"{english.stem}.*{english.suffix}"
        found = {path.name: path for folder in reversed(self.folders) for path in folder.glob(pattern)}
        return [found[name] for name in sorted(found)]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise ModelError("model-damaged", path=str(path)) from error


def _kinds(path: Path) -> list[Kind]:
    try:
        return parse_kinds(_lines(path))
    except ValueError as error:
        raise ModelError("model-damaged", path=str(path)) from error


def sha256_of(path: Path) -> str:
    """Checksum of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def list_models(folders: Sequence[Path]) -> list[Model]:
    """All models: those of the manifests, then any other model file in the folders.

    Args:
        folders: Searched in order; the first file of a name wins. Folders that do not exist are no error.

    Raises:
        ModelError: If no folder has a manifest, or one is damaged: the installation is broken.
    """
    models = _manifest_models(folders)
    known = {model.file for model in models}
    for folder in folders:
        for path in sorted(folder.glob("*.tflite")):
            if path.name not in known and not path.name.endswith(TEXT_SUFFIX):
                known.add(path.name)
                models.append(_from_file(path))
    return models


def find_model(folders: Sequence[Path], name: str = "") -> Model:
    """The model of that name, or the default one for "".

    Raises:
        ModelError: If there is none, or its file is missing.
    """
    models = list_models(folders)
    for model in models:
        if model.name == name or (not name and model.default):
            model.require_file()
            return model
    known = ", ".join(model.name for model in models)
    raise ModelError("model-unknown", name=name or "(default)", known=known)


def _manifest_models(folders: Sequence[Path]) -> list[Model]:
    for folder in reversed(folders):  # the program's own manifest is the authority
        path = folder / MANIFEST
        try:
            tables = tomllib.loads(path.read_text("utf-8"))["model"]
            return [_from_table(table, folders) for table in tables]
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError("model-damaged", path=str(path)) from error
    raise ModelError("model-missing", path=str(folders[-1] / MANIFEST))


def _find(folders: Sequence[Path], name: str) -> Path | None:
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def _from_table(table: dict[str, Any], folders: Sequence[Path]) -> Model:
    return Model(
        name=table["name"],
        title=table.get("title", table["name"]),
        path=_find(folders, table["file"]),
        file=table["file"],
        sha256=table["sha256"],
        input_edge=table["input_size"],
        labels=_find(folders, table["labels"]) if "labels" in table else None,
        broader=_find(folders, table["kinds"]) if "kinds" in table else None,
        text=_find(folders, Path(table["file"]).stem + TEXT_SUFFIX),
        licence=table.get("licence", ""),
        source=table.get("source", ""),
        address=table.get("address", ""),
        default=table.get("default", False),
        bundled=table.get("bundled", False),
        folders=tuple(folders),
    )


def _from_file(path: Path) -> Model:
    try:
        edge = input_edge(path.read_bytes())
    except (TfliteHeaderError, OSError):
        edge = 0  # listed all the same; using it says why it can't be used
    return Model(
        name=path.stem,
        title=path.stem,
        path=path,
        file=path.name,
        sha256=None,
        input_edge=edge,
        text=_find([path.parent], path.stem + TEXT_SUFFIX),
        folders=(path.parent,),
    )
