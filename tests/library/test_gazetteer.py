from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from photoclust.analysis.kernel_features import EARTH_RADIUS, on_sphere
from photoclust.config.paths import AppPaths
from photoclust.library.places import FAR, NEAR, Gazetteer, Place

LISBON, PORTO, SINTRA, TOKYO = (38.7100, -9.1300), (41.1500, -8.6100), (38.80, -9.38), (35.6800, 139.6900)
ATLANTIC, DESERT = (30.0, -45.0), (27.0, 2.0)
UNKNOWN = (np.nan, np.nan)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(AppPaths.default().places)


def name(gazetteer: Gazetteer, *spots: tuple[float, float]) -> str:
    north, east = np.array(spots, np.float64).reshape(-1, 2).T
    return gazetteer.name_of(north, east)


def test_a_place_has_the_name_of_the_nearest_town(gazetteer: Gazetteer) -> None:
    north, east = np.array([LISBON, UNKNOWN, TOKYO, ATLANTIC]).T
    assert gazetteer.places(north, east) == [
        Place("Lisbon", "Portugal"),
        None,
        Place("Tokyo", "Japan"),
        None,
    ]


def test_a_suburb_is_called_after_its_town(gazetteer: Gazetteer) -> None:
    graca = (38.7176, -9.1295)
    assert name(gazetteer, graca) == "Lisbon, Portugal"


def test_far_from_any_town_only_the_country_is_known(gazetteer: Gazetteer) -> None:
    (place,) = gazetteer.places(np.array([DESERT[0]]), np.array([DESERT[1]]))
    assert place == Place("", "Algeria")
    assert str(place) == "Algeria"


def test_most_of_a_group_decide(gazetteer: Gazetteer) -> None:
    assert name(gazetteer, LISBON, LISBON, PORTO) == "Lisbon, Portugal"
    assert name(gazetteer, LISBON, PORTO, SINTRA) == "Portugal"
    assert name(gazetteer, LISBON, TOKYO) == ""


def test_half_of_a_group_must_have_a_place(gazetteer: Gazetteer) -> None:
    assert name(gazetteer, LISBON, UNKNOWN) == "Lisbon, Portugal"
    assert name(gazetteer, LISBON, UNKNOWN, UNKNOWN) == ""
    assert name(gazetteer, UNKNOWN) == ""
    assert name(gazetteer) == ""


def test_the_date_line_parts_nobody(gazetteer: Gazetteer) -> None:
    taveuni = (-16.80, 179.99)
    beyond = (-16.80, -179.99)
    assert name(gazetteer, taveuni, beyond).endswith("Fiji")


def test_without_the_list_no_place_has_a_name(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert name(Gazetteer(tmp_path), LISBON) == ""
    assert "list of towns" in caplog.text
    caplog.clear()


def test_it_finds_what_a_look_at_all_towns_finds(gazetteer: Gazetteer) -> None:
    """Only a band of the world is looked at; the nearest town of all lies in it, or none is near."""
    chance = np.random.default_rng(3)
    north, east = chance.uniform(-90, 90, 700), chance.uniform(-180, 180, 700)
    north[:200], east[:200] = chance.uniform(35, 60, 200), chance.uniform(-10, 30, 200)
    found = gazetteer.places(north, east)
    towns = gazetteer._load()
    points = on_sphere(north.round(2), east.round(2))
    for place, point in zip(found, points, strict=True):
        apart = np.linalg.norm(towns - point, axis=1) * EARTH_RADIUS
        nearest = apart.min()
        names = {gazetteer._towns[row] for row in np.flatnonzero(apart < nearest + 1).tolist()}
        towns_there = {Place(town, gazetteer._countries[code]) for code, town in names}
        if nearest > FAR:
            assert place is None
        elif nearest <= NEAR:
            assert place in towns_there
        else:
            assert place in {Place("", one.country) for one in towns_there}
