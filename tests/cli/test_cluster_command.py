"""`photoclust cluster`: the groups, for scripts, for people and as folders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fixtures.program import Program

KEYS = [
    "method",
    "k",
    "similarity",
    "clusters",
    "unclustered",
    "new",
    "elbow",
    "silhouette",
    "reason",
    "curve",
]
ALL = 41


def check_contract(found: dict[str, Any], folder: Path) -> None:
    assert list(found) == KEYS
    paths = list(found["unclustered"])
    for cluster in found["clusters"]:
        assert list(cluster) == ["name", "size", "cover", "photos", "pinned", "hidden", "suggested", "place"]
        assert cluster["size"] == len(cluster["photos"])
        assert cluster["cover"] in cluster["photos"]
        assert isinstance(cluster["name"], str)
        paths += cluster["photos"]
    assert sorted(paths) == sorted(str(path) for path in folder.glob("*.jpg"))
    sizes = [cluster["size"] for cluster in found["clusters"]]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], {"method": "auto", "elbow": None}),
        (["--method", "agglomerative", "--k", "5"], {"method": "agglomerative", "k": 5, "elbow": None}),
        (["--method", "agglomerative", "--similarity", "0.3"], {"similarity": 0.3}),
        (["--method", "kmeans", "--k", "4"], {"method": "kmeans", "k": 4, "similarity": None, "elbow": None}),
        (["--method", "elbow"], {"method": "elbow", "similarity": None}),
        (["--k", "3"], {"method": "agglomerative", "k": 3}),
        (["--similarity", "0.5"], {"method": "agglomerative", "similarity": 0.5}),
        (["--time-weight", "0.3"], {"method": "auto"}),
        (["--linkage", "ward"], {"method": "auto"}),
        (["--k", "6", "--linkage", "complete"], {"method": "agglomerative", "k": 6}),
    ],
    ids=" ".join,
)
def test_the_contract(filled: Program, samples: Path, words: list[str], expected: dict[str, Any]) -> None:
    answer = filled("cluster", *words, "--json")
    assert (answer.code, answer.err) == (0, "")
    check_contract(answer.json, samples)
    assert expected.items() <= answer.json.items()
    chose = answer.json["method"] in ("auto", "elbow")
    assert isinstance(answer.json["reason"], str) == chose
    assert answer.json["curve"] is None
    assert -1 <= answer.json["silhouette"] <= 1


def test_the_curve_of_cuts(filled: Program) -> None:
    found = filled("cluster", "--curve", "--json").json
    curve = found["curve"]
    assert 10 < len(curve) <= 60
    assert all(list(point) == ["similarity", "groups", "unclustered"] for point in curve)
    similarities = [point["similarity"] for point in curve]
    assert similarities == sorted(similarities, reverse=True)
    assert curve[0]["unclustered"] == ALL
    assert curve[-1] == {"similarity": similarities[-1], "groups": 1, "unclustered": 0}
    shown = filled("cluster", "--curve").out
    assert f"similarity {similarities[-1]:.2f}: 1 groups, 0 unclustered" in shown


def test_the_order_of_groups_and_photos(filled: Program) -> None:
    by_size = filled("cluster", "--k", "8", "--json").json["clusters"]
    by_likeness = filled("cluster", "--k", "8", "--order", "likeness", "--json").json["clusters"]
    by_time = filled("cluster", "--k", "8", "--order", "time", "--photo-order", "time", "--json").json[
        "clusters"
    ]
    for other in (by_likeness, by_time):
        assert sorted(sorted(cluster["photos"]) for cluster in other) == sorted(
            sorted(cluster["photos"]) for cluster in by_size
        )
    assert [cluster["photos"] for cluster in by_likeness] != [cluster["photos"] for cluster in by_size]


def test_the_reason_is_said(filled: Program) -> None:
    assert "where the groups stand apart best" in filled("cluster").out


def test_the_elbow_is_a_curve(filled: Program) -> None:
    curve = filled("cluster", "--method", "elbow", "--json").json["elbow"]
    assert len(curve) > 3
    assert all(list(point) == ["k", "distortion"] for point in curve)
    assert [point["k"] for point in curve] == sorted(point["k"] for point in curve)


def test_small_groups_are_left_out(filled: Program) -> None:
    found = filled("cluster", "--k", "9", "--min-size", "4", "--json").json
    assert min(cluster["size"] for cluster in found["clusters"]) >= 4
    everything = filled("cluster", "--k", "9", "--min-size", "1", "--json").json
    assert (everything["unclustered"], len(everything["clusters"])) == ([], 9)
    assert found["k"] == everything["k"] == 9
    assert len(found["clusters"]) < 9


def test_a_folder_of_the_library(filled: Program, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.jpg").write_bytes((samples / "kitten.jpg").read_bytes() + b"1")
    filled("index", tmp_path / "one")
    found = filled("cluster", "--in", tmp_path / "one", "--min-size", "1", "--json").json
    assert [cluster["photos"] for cluster in found["clusters"]] == [[str(tmp_path / "one" / "a.jpg")]]
    both = filled("cluster", "--in", tmp_path / "one", "--in", samples, "--min-size", "1", "--json").json
    assert sum(cluster["size"] for cluster in both["clusters"]) == ALL + 1
    empty = filled("cluster", "--in", "/nowhere", "--json")
    assert (empty.code, empty.error["code"]) == (3, "no-photos")


def test_for_people(filled: Program) -> None:
    answer = filled("cluster", "--k", "9")
    *groups, last = answer.out.splitlines()
    assert last.startswith(f"{len(groups)} groups, ")
    assert "agglomerative, 9 clusters, cut at similarity" in last
    assert "kitten.jpg" in answer.out


class TestExport:
    def test_a_folder_for_every_cluster(self, filled: Program, tmp_path: Path) -> None:
        out = tmp_path / "out"
        answer = filled("cluster", "--export", out, "--json")
        assert answer.code == 0
        exported = {
            folder.name: {path.name: path.read_bytes() for path in folder.iterdir()}
            for folder in out.iterdir()
        }
        assert sum(map(len, exported.values())) == sum(cluster["size"] for cluster in answer.json["clusters"])
        originals = sorted(
            sorted((Path(path).name, Path(path).read_bytes()) for path in cluster["photos"])
            for cluster in answer.json["clusters"]
        )
        assert sorted(sorted(files.items()) for files in exported.values()) == originals

    @pytest.mark.parametrize("mode", ["symlink", "hardlink"])
    def test_links(self, filled: Program, tmp_path: Path, samples: Path, mode: str) -> None:
        if mode == "hardlink" and tmp_path.stat().st_dev != samples.stat().st_dev:
            pytest.skip("the samples lie on another disk")
        answer = filled("cluster", "--k", "2", "--min-size", "1", "--export", tmp_path / "out", "--as", mode)
        assert answer.code == 0
        exported = [path for path in (tmp_path / "out").rglob("*") if not path.is_dir()]
        assert len(exported) == ALL
        assert all(path.is_symlink() == (mode == "symlink") for path in exported)
        assert all(path.samefile(samples / path.name) for path in exported)

    def test_what_can_not_be_exported_is_said(self, filled: Program, tmp_path: Path, samples: Path) -> None:
        (tmp_path / "more").mkdir()
        gone = tmp_path / "more" / "gone.jpg"
        gone.write_bytes((samples / "kitten.jpg").read_bytes() + b"2")
        filled("index", tmp_path / "more")
        gone.unlink()
        answer = filled("cluster", "--export", tmp_path / "out", "--json")
        assert answer.code == 1
        assert str(gone) in answer.err
        assert list(answer.json) == KEYS

    def test_a_target_that_is_a_file(self, filled: Program, tmp_path: Path) -> None:
        (tmp_path / "out").write_bytes(b"mine")
        answer = filled("cluster", "--export", tmp_path / "out", "--json")
        assert (answer.code, answer.error["code"]) == (3, "export-target")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--method", "kmeans"], "k-needed"),
        (["--method", "kmeans", "--k", "42"], "bad-k"),
        (["--k", "0"], "usage"),
        (["--k", "many"], "usage"),
        (["--similarity", "1.5"], "usage"),
        (["--similarity", "nan"], "usage"),
        (["--time-weight", "-0.1"], "usage"),
        (["--min-size", "0"], "usage"),
        (["--method", "magic"], "usage"),
        (["--as", "zip"], "usage"),
        (["superfluous"], "usage"),
    ],
)
def test_wrong_usage(filled: Program, words: list[str], code: str) -> None:
    answer = filled("cluster", *words, "--json")
    assert (answer.code, answer.error["code"]) == (2, code)


def test_without_a_library(photoclust: Program) -> None:
    answer = photoclust("cluster", "--json")
    assert (answer.code, answer.error["code"]) == (3, "no-library")
    assert answer.error["path"] == str(photoclust.paths.library)
    assert not photoclust.paths.library.exists()


def test_with_a_model_nothing_was_embedded_with(filled: Program) -> None:
    answer = filled("cluster", "--model", "efficientnet_lite2", "--json")
    assert (answer.code, answer.error["code"]) == (3, "no-photos")
