"""The map of the sample photos: made, kept, and kept up with the photos."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from fixtures.indexed import Shelf
from fixtures.pictures import same_look_other_content

from photoclust.core.errors import CancelledError
from photoclust.core.progress import CancelToken, Progress, ignore_progress
from photoclust.library import mapping
from photoclust.library.mapping import MapProgress, PhotoMap, make_map
from photoclust.store.results import Results

ALL = 41


class Making:
    """Makes maps, and counts how often one was made anew."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        project = mapping.project

        def counted(*arguments: object, **options: object) -> object:
            self.count += 1
            return project(*arguments, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(mapping, "project", counted)

    def __call__(self, shelf: Shelf, *, anew: bool = False) -> PhotoMap:
        return make_map(
            shelf.library, shelf.model, anew=anew, on_progress=ignore_progress, cancel=CancelToken()
        )


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Making:
    return Making(monkeypatch)


def spot(shelf: Shelf, photo_map: PhotoMap, path: str | Path) -> np.ndarray:
    return photo_map.points[photo_map.ids.tolist().index(shelf.id_of(path))]


def test_every_photo_has_a_place_among_its_like(indexed: Shelf, make: Making) -> None:
    made = make(indexed)
    assert len(made) == ALL
    assert np.isfinite(made.points).all()
    assert made.later == 0
    assert made.trustworthiness is not None
    assert made.trustworthiness > 0.8
    names = ("neuschwanstein.jpg", "neuschwanstein-small.jpg", "kingfisher.jpg")
    castle, small, bird = (spot(indexed, made, name) for name in names)
    assert np.linalg.norm(castle - small) < np.linalg.norm(castle - bird)


def test_it_is_kept_and_made_anew_when_asked(indexed: Shelf, make: Making) -> None:
    first, again = make(indexed), make(indexed)
    assert make.count == 1
    assert np.array_equal(again.points, first.points)
    assert again.trustworthiness == first.trustworthiness
    anew = make(indexed, anew=True)
    assert make.count == 2
    assert np.array_equal(anew.points, first.points), "the same photos make the same map"


def test_a_photo_that_comes_goes_to_its_like_and_the_others_stay(
    indexed: Shelf, make: Making, samples: Path, tmp_path: Path
) -> None:
    before = make(indexed)
    came = tmp_path / "came"
    came.mkdir()
    (came / "again.jpg").write_bytes(same_look_other_content((samples / "chambord.jpg").read_bytes(), 1))
    indexed.index(came)
    after = make(indexed)
    assert make.count == 1
    assert (len(after), after.later) == (ALL + 1, 1)
    kept = np.isin(after.ids, before.ids)
    assert np.array_equal(after.points[kept], before.points)
    away = np.linalg.norm(after.points - spot(indexed, after, came / "again.jpg"), axis=1)
    nearest = after.ids[np.argsort(away)[1:6]].tolist()
    assert indexed.id_of("chambord.jpg") in nearest
    assert np.array_equal(make(indexed).points, after.points), "it keeps the place it was given"


def test_many_new_photos_make_a_new_map(indexed: Shelf, make: Making, samples: Path, tmp_path: Path) -> None:
    make(indexed)
    came = tmp_path / "came"
    came.mkdir()
    for photo in sorted(samples.glob("*.jpg"))[:12]:
        (came / photo.name).write_bytes(same_look_other_content(photo.read_bytes(), 1))
    indexed.index(came)
    after = make(indexed)
    assert make.count == 2
    assert (len(after), after.later) == (ALL + 12, 0)


def test_a_copy_lies_where_its_original_lies(
    indexed: Shelf, make: Making, samples: Path, tmp_path: Path
) -> None:
    make(indexed)
    came = tmp_path / "came"
    came.mkdir()
    shutil.copy2(samples / "rocket.jpg", came)
    indexed.index(came)
    after = make(indexed)
    assert (make.count, after.later) == (1, 0)
    assert np.array_equal(spot(indexed, after, came / "rocket.jpg"), spot(indexed, after, "rocket.jpg"))


def test_so_few_photos_are_shown_without_a_map_being_kept(shelf: Shelf, make: Making) -> None:
    shelf.index()
    made = make(shelf)
    assert len(made) == 6 < mapping.FEWEST
    assert made.trustworthiness is None
    make(shelf)
    assert make.count == 2


def test_an_empty_library_has_an_empty_map(shelf: Shelf, make: Making) -> None:
    assert len(make(shelf)) == 0


@pytest.mark.parametrize("damage", [b"", b"\0" * 7, b"\0" * 12, b"\xff" * 8 + b"\xff" * 25 * ALL])
def test_a_kept_map_that_can_not_be_understood_is_made_anew(
    indexed: Shelf, make: Making, damage: bytes
) -> None:
    make(indexed)
    with indexed.library.cache() as database, database.transaction():
        database.execute("UPDATE results SET data = ? WHERE kind = 'map'", [damage])
    assert len(make(indexed)) == ALL
    assert make.count == 2


def test_progress_carries_pictures_and_ends(indexed: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "FRAME_SECONDS", 0.0)
    told: list[Progress] = []
    made = make_map(indexed.library, indexed.model, on_progress=told.append, cancel=CancelToken())
    assert all(isinstance(progress, MapProgress) for progress in told)
    pictures = [progress.picture for progress in told if isinstance(progress, MapProgress)]
    assert told[0].done == 0
    assert told[-1].done == told[-1].total
    first, last = pictures[0], pictures[-1]
    assert first is not None
    assert last is not None
    assert np.array_equal(first.ids, made.ids)
    assert not np.array_equal(first.points, last.points)
    assert np.array_equal(last.points, made.points)
    assert (told[-2].seconds_left or 0) < 60


def test_it_can_be_stopped_and_then_nothing_is_kept(indexed: Shelf) -> None:
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.done > 300:
            cancel.cancel()

    with pytest.raises(CancelledError):
        make_map(indexed.library, indexed.model, on_progress=stop, cancel=cancel)
    with indexed.library.cache() as database:
        assert database.rows("SELECT count(*) FROM results WHERE kind = 'map'")[0][0] == 0
        assert Results(database).get("map", b"") is None


def test_it_can_be_paused(indexed: Shelf) -> None:
    cancel, reached, done = CancelToken(), threading.Event(), threading.Event()

    def pause(progress: Progress) -> None:
        if progress.done > 300 and not reached.is_set():
            cancel.pause()
            reached.set()

    def work() -> None:
        make_map(indexed.library, indexed.model, on_progress=pause, cancel=cancel)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    assert reached.wait(30)
    assert not done.wait(0.3)
    cancel.resume()
    thread.join(60)
    assert done.is_set()
