"""Contents that are one picture: found, kept, and the same as if nothing had been kept."""

from __future__ import annotations

import shutil
import threading
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from fixtures.edits import EDITS, grey_of
from fixtures.indexed import Shelf
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photoclust.core.errors import CancelledError
from photoclust.core.photo import Match, PhotoId
from photoclust.core.progress import CancelToken, Progress
from photoclust.library import browse, looking, pair_search
from photoclust.library.looked_at import KIND
from photoclust.library.second_look import Looked, Sight, find_same_pictures, rerank, see

SAME = ("chelsea", "chelsea-mirrored"), ("kingfisher", "kingfisher-bright"), ("kitten", "kitten-cropped")


def search(shelf: Shelf) -> Looked:
    return find_same_pictures(shelf.library, shelf.model)


def names(shelf: Shelf, looked: Looked) -> set[tuple[str, ...]]:
    photos = browse.photos(shelf.library, browse.photo_ids(shelf.library))
    name_of = {photo.fingerprint: Path(photo.path).stem for photo in photos}
    return {tuple(sorted((name_of[pair.first], name_of[pair.second]))) for pair in looked.pairs}


def from_scratch(shelf: Shelf) -> Looked:
    with shelf.library.cache() as database, database.transaction():
        database.execute("DELETE FROM results WHERE kind = ?", [KIND])
    return search(shelf)


def save(shelf: Shelf, picture: Image.Image, name: str) -> None:
    picture.save(shelf.folder / f"{name}.jpg", quality=90)


@pytest.fixture
def edited(shelf: Shelf) -> Shelf:
    """A few photos, and edited copies of two of them."""
    for name in ("dahlia", "horses"):
        original = Image.open(shelf.folder / f"{name}.jpg").convert("RGB")
        for kind in ("half", "crop", "mirror", "grey"):
            save(shelf, EDITS[kind](original), f"{name} {kind}")
    shelf.index()
    return shelf


def test_copies_among_the_samples_are_found_and_nothing_else(indexed: Shelf) -> None:
    looked = search(indexed)
    found = names(indexed, looked)
    assert found == {*SAME, ("neuschwanstein", "neuschwanstein-small")}
    assert looked.looked_at == looked.proposed >= len(found)
    assert not looked.missing
    assert all(pair.first < pair.second and 0.8 <= pair.score <= 1 for pair in looked.pairs)


def test_edited_copies_are_found_and_nothing_else(edited: Shelf) -> None:
    kinds = ("half", "crop", "mirror", "grey")
    expected = {("chelsea", "chelsea-mirrored")}
    for name in ("dahlia", "horses"):
        expected |= set(combinations(sorted([name, *(f"{name} {kind}" for kind in kinds)]), 2))
    assert names(edited, search(edited)) == expected


def test_an_unchanged_library_is_not_looked_at_again(indexed: Shelf) -> None:
    first, again = search(indexed), search(indexed)
    assert again.looked_at == 0
    assert (again.pairs, again.proposed) == (first.pairs, first.proposed)


def test_after_new_photos_only_they_are_looked_at(edited: Shelf) -> None:
    search(edited)
    kitten = Image.open(edited.folder / "kitten.jpg").convert("RGB")
    save(edited, EDITS["caption"](kitten), "kitten caption")
    (edited.folder / "horses grey.jpg").unlink()
    edited.index()
    looked = search(edited)
    assert ("kitten", "kitten caption") in names(edited, looked)
    assert not any("horses grey" in pair for pair in names(edited, looked))
    assert 0 < looked.looked_at < looked.proposed / 2
    assert from_scratch(edited).pairs == looked.pairs


def test_photos_that_come_back_are_known(edited: Shelf, tmp_path: Path) -> None:
    before = search(edited)
    away = shutil.move(edited.folder / "dahlia crop.jpg", tmp_path)
    edited.index()
    without = search(edited)
    assert len(without.pairs) == len(before.pairs) - 4
    shutil.move(away, edited.folder)
    edited.index()
    assert search(edited).pairs == before.pairs


def test_copies_of_a_file_are_one_content(edited: Shelf) -> None:
    before = search(edited)
    shutil.copy2(edited.folder / "dahlia.jpg", edited.folder / "dahlia again.jpg")
    edited.index()
    assert search(edited).pairs == before.pairs


def test_a_cancelled_search_leaves_what_it_found(edited: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_search, "_PAIRS", 5)
    token, told = CancelToken(), list[Progress]()

    def stop_soon(progress: Progress) -> None:
        told.append(progress)
        if progress.done >= 10:
            token.cancel()

    with pytest.raises(CancelledError):
        find_same_pictures(edited.library, edited.model, on_progress=stop_soon, cancel=token)
    looked = search(edited)
    assert 0 < looked.looked_at <= looked.proposed - told[-1].done
    assert looked.pairs == from_scratch(edited).pairs


def test_progress_counts_pairs(edited: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_search, "_PAIRS", 5)
    told: list[Progress] = []
    looked = find_same_pictures(edited.library, edited.model, on_progress=told.append)
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert (told[-1].done, told[-1].total) == (looked.looked_at, looked.looked_at)
    assert told[-1].seconds_left == 0


def test_a_pause_holds_it(edited: Shelf) -> None:
    token = CancelToken()
    token.pause()
    found: list[Looked] = []
    thread = threading.Thread(
        target=lambda: found.append(find_same_pictures(edited.library, edited.model, cancel=token))
    )
    thread.start()
    thread.join(0.5)
    assert thread.is_alive()
    assert not found
    token.resume()
    thread.join(60)
    assert found[0].pairs == search(edited).pairs


@pytest.fixture
def short_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "KEPT", 2)
    monkeypatch.setattr(pair_search, "KEPT", 2)
    monkeypatch.setattr(looking, "_GREYS", 1)
    monkeypatch.setattr(pair_search, "_PAIRS", 4)
    monkeypatch.setattr(pair_search, "_PICTURES", 3)


@pytest.mark.usefixtures("short_of_memory")
def test_with_little_memory_the_same_is_found(edited: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    found = search(edited)
    monkeypatch.undo()
    assert from_scratch(edited).pairs == found.pairs


def test_what_has_no_thumbnail_or_vector_yet_is_missing_and_looked_at_later(edited: Shelf) -> None:
    every = search(edited)
    photos = {
        Path(photo.path).stem: photo for photo in browse.photos(edited.library, list(edited.ids().values()))
    }
    gone = photos["dahlia half"].fingerprint
    with edited.library.cache() as database:
        (jpeg,) = database.rows("SELECT jpeg FROM thumbnails WHERE fingerprint = ?", [gone])[0]
        with database.transaction():
            database.execute("DELETE FROM thumbnails WHERE fingerprint = ?", [gone])
    without = from_scratch(edited)
    assert without.missing == (gone,)
    assert not any(gone in (pair.first, pair.second) for pair in without.pairs)
    assert len(without.pairs) == len(every.pairs) - 4
    with edited.library.cache() as database, database.transaction():
        database.execute("INSERT INTO thumbnails VALUES (?, ?)", [gone, jpeg])
    assert search(edited).pairs == every.pairs


def test_a_damaged_thumbnail_is_passed_over(edited: Shelf) -> None:
    photo = browse.photos(edited.library, [edited.id_of("dahlia half.jpg")])[0]
    with edited.library.cache() as database, database.transaction():
        database.execute("UPDATE thumbnails SET jpeg = x'00' WHERE fingerprint = ?", [photo.fingerprint])
    pairs = search(edited).pairs
    assert pairs
    assert not any(photo.fingerprint in (pair.first, pair.second) for pair in pairs)


@pytest.mark.parametrize("count", [0, 1])
def test_a_library_of_nothing_or_one(shelf: Shelf, count: int) -> None:
    for path in sorted(shelf.folder.iterdir())[count:]:
        path.unlink()
    shelf.index()
    assert search(shelf) == Looked((), 0, (), 0)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=80),
    st.integers(1, 9),
    st.integers(2, 9),
)
def test_parts_are_all_of_the_pairs_in_order_and_none_is_too_large(
    pairs: list[tuple[int, int]], most_pairs: int, most_pictures: int
) -> None:
    given_pairs = np.array(pairs, np.int32).reshape(-1, 2)
    before: set[int] = set()
    rows: list[int] = []
    for part in looking.in_parts(given_pairs, most_pairs, most_pictures):
        pictures = set(given_pairs[part].ravel().tolist())
        assert len(part) <= most_pairs
        assert len(pictures - before) <= most_pictures + 1  # the last pair may bring two
        before = pictures
        rows += part.tolist()
    assert rows == list(range(len(pairs)))


def matches(shelf: Shelf, *stems: str) -> list[Match]:
    return [Match(shelf.id_of(f"{stem}.jpg"), 0.9 - place / 100) for place, stem in enumerate(stems)]


class TestReranking:
    def test_the_photo_that_a_part_was_cut_from_comes_first(self, indexed: Shelf) -> None:
        given = matches(indexed, "pig", "sheep", "cow", "horses", "bison", "kitten")
        original = Image.open(indexed.folder / "horses.jpg").convert("RGB")
        part = np.asarray(EDITS["crop"](original).convert("L"))
        ranked = rerank(indexed.library, part, given)
        assert ranked == [given[3], *given[:3], *given[4:]]

    def test_what_shares_much_comes_before_what_shares_nothing(self, indexed: Shelf) -> None:
        """Half of each of two photos: it lies in neither, and neither lies in it."""
        given = matches(indexed, "pig", "sheep", "horses", "cow", "chambord")
        halves = [grey_of(Image.open(indexed.folder / f"{name}.jpg")) for name in ("horses", "chambord")]
        height, width = np.min([half.shape for half in halves], axis=0)
        collage = np.hstack([halves[0][:height, : width // 2], halves[1][:height, -(width // 2) :]])
        sights = dict(zip("pshcb", see(indexed.library, collage, given), strict=True))
        assert sights["p"] is sights["s"] is sights["c"] is Sight.OTHER
        assert Sight.OTHER not in (sights["h"], sights["b"])
        assert rerank(indexed.library, collage, given)[:2] == sorted(
            (given[2], given[4]), key=lambda match: sights["h" if match is given[2] else "b"]
        )

    def test_only_the_first_few_are_looked_at(self, indexed: Shelf) -> None:
        given = matches(indexed, "pig", "sheep", "horses")
        part = grey_of(Image.open(indexed.folder / "horses.jpg"))
        assert rerank(indexed.library, part, given, most=2) == given
        assert rerank(indexed.library, part, given, most=3)[0] == given[2]

    def test_where_it_is_nowhere_the_order_stays(self, indexed: Shelf) -> None:
        given = matches(indexed, "pig", "sheep", "cow")
        part = grey_of(Image.open(indexed.folder / "planet-mars.jpg"))
        assert rerank(indexed.library, part, given) == given
        assert rerank(indexed.library, part[:1], given) == given
        assert rerank(indexed.library, part, []) == []

    def test_a_photo_that_is_gone_stays_behind(self, indexed: Shelf) -> None:
        given = [Match(PhotoId(10**6), 0.95), *matches(indexed, "pig")]
        part = grey_of(Image.open(indexed.folder / "pig.jpg"))
        assert rerank(indexed.library, part, given) == given[::-1]

    def test_it_can_be_stopped(self, indexed: Shelf) -> None:
        token = CancelToken()
        token.cancel()
        with pytest.raises(CancelledError):
            rerank(indexed.library, np.zeros((90, 90), np.uint8), matches(indexed, "pig"), cancel=token)
