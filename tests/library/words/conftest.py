"""What the tests of searching by words share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.made_up import TODAY, MadeUp

from photoclust.config.paths import AppPaths
from photoclust.embedding.models import Model
from photoclust.library.places import Gazetteer
from photoclust.library.session import Library
from photoclust.library.textsearch import search


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(AppPaths.default().places)


@pytest.fixture
def made_up(library_dir: Path, gazetteer: Gazetteer) -> MadeUp:
    library = Library.open(library_dir)
    library.words.gazetteer = gazetteer
    made = MadeUp(library)
    made.folder("/home/me/Pictures")
    return made


@pytest.fixture
def found(made_up: MadeUp, model: Model) -> Callable[..., list[str]]:
    """Names of what is found, best first."""

    def ask(text: str, **options: object) -> list[str]:
        answer = search(made_up.library, model, text, today=TODAY, **options)  # type: ignore[arg-type]
        return [Path(path).stem for path in made_up.paths(answer)]

    return ask
