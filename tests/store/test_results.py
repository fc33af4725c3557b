from __future__ import annotations

from pathlib import Path

from photoclust.store.database import Database
from photoclust.store.results import Results
from photoclust.store.schema import CACHE


def test_a_result_comes_back_for_the_same_inputs_only(tmp_path: Path) -> None:
    with Database(tmp_path, CACHE) as database, database.transaction():
        results = Results(database)
        results.put("dendrogram", b"one", b"\0tree", keep=2)
        assert results.get("dendrogram", b"one") == b"\0tree"
        assert results.get("dendrogram", b"two") is None
        assert results.get("map", b"one") is None


def test_a_newer_one_takes_the_place_of_the_older(tmp_path: Path) -> None:
    with Database(tmp_path, CACHE) as database, database.transaction():
        results = Results(database)
        results.put("map", b"one", b"old", keep=2)
        results.put("map", b"one", b"new", keep=2)
        assert results.get("map", b"one") == b"new"


def test_those_used_last_are_kept_and_other_kinds_left_alone(tmp_path: Path) -> None:
    with Database(tmp_path, CACHE) as database, database.transaction():
        results = Results(database)
        results.put("map", b"other", b"", keep=2)
        for name in (b"1", b"2"):
            results.put("dendrogram", name, name, keep=2)
        results.touch("dendrogram", b"1")
        results.put("dendrogram", b"3", b"3", keep=2)
        kept = [name for name in (b"1", b"2", b"3") if results.get("dendrogram", name) is not None]
        assert kept == [b"1", b"3"]
        assert results.get("map", b"other") == b""
