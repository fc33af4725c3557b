"""Which embedding models a person can choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from photoclust.embedding.models import Model, find_model, list_models

__all__ = ["Model", "ModelInfo", "available_models", "find_model"]


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model, for people.

    Attributes:
        name: As on the command line.
        title: For example "Standard".
        installed: Whether its file lies in a models folder.
        default: Whether it is used when nobody says which.
        licence: SPDX name, "" if unknown.
        source: Where it comes from.
        address: Where its file can be had, for models that are not shipped.
    """

    name: str
    title: str
    installed: bool
    default: bool
    licence: str
    source: str
    address: str


def available_models(folders: Sequence[Path]) -> list[ModelInfo]:
    """All models, also those whose file a person would have to bring.

    Args:
        folders: `AppPaths.models`.

    Raises:
        ModelError: If the installation has no manifest.
    """
    return [
        ModelInfo(
            model.name,
            model.title,
            model.installed,
            model.default,
            model.licence,
            model.source,
            model.address,
        )
        for model in list_models(folders)
    ]
