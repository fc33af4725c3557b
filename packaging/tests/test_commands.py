"""The same jobs by the command line, without a display in sight: the right things come of it, silently."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import commands
from household import PHOTOS, Household, checksum
from watching import Watch, findings


def test_the_jobs_by_command(
    program: Path, watch: Watch, household: Household, artifacts: Path, tmp_path: Path
) -> None:
    originals = household.originals()
    photos = sorted(map(str, household.photos.iterdir()))

    def photoclust(*words: str) -> dict[str, Any]:
        scratch = Path(mkdtemp(prefix=words[0], dir=tmp_path))
        answer = commands.run(program, household, *words, wrap=partial(watch.command, scratch=scratch))
        wrong = watch.verdict(program, household, "", scratch)
        assert not wrong, findings(wrong, scratch, artifacts, f"{watch.name} {words[0]}")
        return answer

    assert photoclust("doctor")["ok"]
    assert photoclust("index", str(household.photos))["embedded"] == PHOTOS
    clusters = photoclust("cluster", "--method", "kmeans", "--k", "3", "--min-size", "1")["clusters"]
    assert sorted(path for cluster in clusters for path in cluster["photos"]) == photos
    saved = photoclust("cluster", "--method", "auto", "--save", "Trips")["clusters"]
    assert len(saved) >= 2
    assert [found["name"] for found in photoclust("clusterings", "list")["clusterings"]] == ["Trips"]
    assert photoclust("clusterings", "show", "Trips")["clusters"] == saved
    matches = photoclust("similar", str(household.query), "--top", "3")["matches"]
    assert len(matches) == 3
    (twins,) = photoclust("duplicates", "--tier", "picture")["groups"]
    found = {Path(twins["keep"]).name, *(Path(other["path"]).name for other in twins["others"])}
    assert found == {"chelsea.jpg", "chelsea-mirrored.jpg"}
    assert photoclust("search", household.photos.name)["matches"], "photos are found by their folder's name"
    chosen = [match["path"] for match in matches]
    assert photoclust("albums", "create", "Trip", *chosen)["album"]["photos"] == chosen
    assert photoclust("albums", "export", "Trip", str(household.exports))["copied"] == 3
    assert commands.albums(program, household) == {"Trip": chosen}
    assert commands.photos_in_library(program, household) == PHOTOS
    exported = [file for file in household.exports.rglob("*") if file.is_file()]
    assert sorted(map(checksum, exported)) == sorted(checksum(Path(path)) for path in chosen)
    assert household.originals() == originals
    assert not [*household.temporary.iterdir()], "nothing temporary is left"
