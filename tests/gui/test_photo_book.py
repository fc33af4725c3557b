import numpy as np
import pytest

from photoclust.core.briefs import Briefs
from photoclust.core.photo import PhotoId
from photoclust.gui.photo_book import PhotoBook


class Catalog:
    """Gives photos from 1 to 5 the path that is written now."""

    def __init__(self):
        self.folder = "old"
        self.asked = []

    def read(self, ids):
        self.asked.append(ids.tolist())
        found = [number for number in ids.tolist() if number <= 5]
        return Briefs.of(
            found, [f"/{self.folder}/{number}" for number in found], [None] * len(found), [0] * len(found)
        )


@pytest.fixture
def catalog():
    return Catalog()


@pytest.fixture
def book():
    return PhotoBook()


def test_what_is_known_is_not_read_again(book, catalog):
    book.learn([PhotoId(3), PhotoId(1), PhotoId(3)], catalog.read, book.edition)
    book.learn([PhotoId(1), PhotoId(2)], catalog.read, book.edition)
    book.learn([PhotoId(2)], catalog.read, book.edition)
    assert catalog.asked == [[1, 3], [2]]
    assert book.briefs.paths_of([1, 2, 3, 4]) == ["/old/1", "/old/2", "/old/3", ""]


def test_photos_that_are_no_more_are_asked_for_again(book, catalog):
    for _ in range(2):
        book.learn([PhotoId(1), PhotoId(9)], catalog.read, book.edition)
    assert catalog.asked == [[1, 9], [9]]
    assert book.briefs.paths_of([9]) == [""]


def test_after_a_change_all_is_known_as_it_was_until_it_is_read(book, catalog):
    book.learn([PhotoId(1), PhotoId(2)], catalog.read, book.edition)
    catalog.folder = "new"
    book.forget()
    assert book.briefs.paths_of([1, 2]) == ["/old/1", "/old/2"]
    book.learn([PhotoId(1)], catalog.read, book.edition)
    assert book.briefs.paths_of([1, 2]) == ["/new/1", "/old/2"]


def test_what_was_read_before_a_change_does_not_replace_what_was_read_since(book, catalog):
    before = book.edition

    def overtaken(ids):
        old = catalog.read(ids)
        catalog.folder = "new"
        book.forget()
        book.learn([PhotoId(1)], catalog.read, book.edition)
        return old

    book.learn([PhotoId(1), PhotoId(2)], overtaken, before)
    assert book.briefs.paths_of([1, 2]) == ["/new/1", "/old/2"]
    book.learn([PhotoId(1), PhotoId(2)], catalog.read, book.edition)
    assert book.briefs.paths_of([1, 2]) == ["/new/1", "/new/2"]


def test_two_that_read_at_once_both_count(book, catalog, monkeypatch):
    """One turns the page while the other puts the next one together."""
    updated, turned = Briefs.updated, []

    def overtaken(self, newer):
        if not turned:
            turned.append(True)
            book.learn([PhotoId(2)], catalog.read, book.edition)
        return updated(self, newer)

    monkeypatch.setattr(Briefs, "updated", overtaken)
    book.learn([PhotoId(1)], catalog.read, book.edition)
    assert book.briefs.paths_of([1, 2]) == ["/old/1", "/old/2"]
    book.learn([PhotoId(1), PhotoId(2)], catalog.read, book.edition)
    assert len(catalog.asked) == 2


def test_who_reads_keeps_the_page_it_has(book, catalog):
    page = book.briefs
    book.learn([PhotoId(1)], catalog.read, book.edition)
    assert not len(page)
    assert np.array_equal(book.briefs.ids, [1])
