from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from photoclust.gui.map.camera import Camera
from photoclust.gui.map.dots import LARGEST, SMALLEST, dots_image, radius_for
from photoclust.gui.map.islands import COLORS, islands_of, no_islands, palette
from photoclust.gui.map.lasso import Lasso
from photoclust.gui.map.thumbnail_choice import EDGE, cell_edge, choose_thumbnails
from photoclust.gui.theme import theme_for

from .conftest import make_clusters, make_map

GROUND = QColor("#f6f6f4")


def picture(points: list[tuple[float, float]], colors: list[int], vivid: list[bool] | None = None):
    return dots_image(
        np.array(points, np.float32).reshape(-1, 2),
        np.array(colors, np.uint8),
        None if vivid is None else np.array(vivid),
        palette(dark=False),
        GROUND,
        (60, 40),
        3.0,
    )


def test_a_dot_is_where_it_belongs_and_round() -> None:
    image = picture([(20, 10)], [1])
    color = palette(dark=False)[1]
    assert image.pixelColor(20, 10) == color
    assert image.pixelColor(23, 10) != GROUND
    assert image.pixelColor(23, 13) == GROUND, "the corner of the square around it is free"
    assert image.pixelColor(40, 30) == GROUND


def test_dots_at_the_edge_and_beyond_do_no_harm() -> None:
    image = picture([(0, 0), (59, 39), (-500, 20), (1e7, -1e7)], [1, 2, 3, 4])
    assert {image.pixelColor(x, 20).name() for x in range(60)} == {GROUND.name()}


def test_what_is_selected_lies_above_and_the_rest_is_faded() -> None:
    image = picture([(20, 20), (20, 20), (40, 20)], [1, 2, 3], [True, False, False])
    colors = palette(dark=False)
    assert image.pixelColor(20, 20) == colors[1]
    faded = image.pixelColor(40, 20)
    assert faded not in (GROUND, colors[3])
    assert faded.lightness() > colors[3].lightness()


def test_dots_are_smaller_the_more_there_are() -> None:
    radii = [radius_for(count, 800 * 600) for count in (1, 100, 1000, 10_000, 100_000)]
    assert radii == sorted(radii, reverse=True)
    assert (radii[0], radii[-1]) == (LARGEST, SMALLEST)


@pytest.mark.parametrize("dark", [False, True])
def test_every_colour_stands_out_against_the_window(dark: bool) -> None:
    def luminance(color: QColor) -> float:
        parts = [color.redF(), color.greenF(), color.blueF()]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    ground = luminance(theme_for(dark).window)
    for color in palette(dark):
        high, low = sorted((luminance(color), ground), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 3, f"{color.name()} (WCAG 2.2, 1.4.11)"


def test_groups_have_colours_and_neighbours_differ() -> None:
    islands = islands_of(make_map(), make_clusters())
    assert [label.text for label in islands.labels] == ["Birds", "Boats", "Castles"]
    assert [set(islands.colors[part].tolist()) for part in (slice(0, 20), slice(20, 40), slice(40, 60))] == [
        {1},
        {2},
        {3},
    ]


def test_photos_in_no_group_are_grey_and_groups_of_unknown_photos_are_passed_over() -> None:
    clusters = make_clusters()
    islands = islands_of(make_map(first=21), clusters[:2])
    assert [label.text for label in islands.labels] == ["Boats"]
    assert set(islands.colors[:20].tolist()) != {0}
    assert set(islands.colors[20:].tolist()) == {0}
    assert no_islands(3).colors.tolist() == [1, 1, 1]


def test_many_groups_share_the_colours_that_are_there() -> None:
    photo_map = make_map(each=30)
    groups = make_clusters(each=3)
    islands = islands_of(photo_map, groups * 1)
    assert islands.colors.max() <= COLORS


@pytest.mark.parametrize("zoom", [1.0, 2.0, 5.0, 20.0])
def test_thumbnails_never_lie_over_each_other(zoom: float) -> None:
    points = np.random.default_rng(0).uniform(0, 50, (400, 2)).astype(np.float32)
    camera = Camera(25, 25, zoom * 10, 800, 600)
    chosen = choose_thumbnails(points, np.arange(400), np.arange(400), camera)
    middles = chosen.middles * camera.scale
    apart = np.abs(middles[:, None] - middles[None]).max(axis=2)
    np.fill_diagonal(apart, np.inf)
    assert len(chosen.rows) == 0 or apart.min() >= EDGE
    assert chosen.counts.sum() in {0, 400}


def test_too_many_photos_are_dots() -> None:
    points = np.random.default_rng(0).uniform(0, 50, (5000, 2)).astype(np.float32)
    far, near = Camera(25, 25, 10, 800, 600), Camera(25, 25, 400, 800, 600)
    rows = np.arange(5000)
    assert len(choose_thumbnails(points, rows, rows, far).rows) == 0
    assert len(choose_thumbnails(points, rows, rows, near).rows) > 1000


def test_thumbnails_stay_while_one_pans_and_comes_closer() -> None:
    points = np.random.default_rng(0).uniform(0, 50, (400, 2)).astype(np.float32)
    rows = np.arange(400)
    here = choose_thumbnails(points, rows, rows, Camera(25, 25, 20, 800, 600))
    there = choose_thumbnails(points, rows, rows, Camera(30, 20, 20, 800, 600))
    assert np.array_equal(here.rows, there.rows)
    assert cell_edge(40) == pytest.approx(cell_edge(20) / 2)
    closer = choose_thumbnails(points, rows, rows, Camera(25, 25, 40, 800, 600))
    assert set(here.rows.tolist()) <= set(closer.rows.tolist())


def test_a_lasso_catches_what_is_inside() -> None:
    lasso = Lasso(QPointF(10, 10), adds=False)
    for x, y in ((50, 10), (50, 50), (10, 50)):
        lasso.stretch(QPointF(x, y))
    assert lasso.encloses
    points = np.array([[30, 30], [60, 30], [11, 12], [-5, 30], [1e6, 30]], np.float32)
    assert lasso.catches(points, 100, 100).tolist() == [True, False, True, False, False]


def test_a_line_that_encloses_nothing_catches_nothing() -> None:
    lasso = Lasso(QPointF(10, 10), adds=False)
    lasso.stretch(QPointF(10.5, 10))
    lasso.stretch(QPointF(90, 10))
    assert not lasso.encloses
