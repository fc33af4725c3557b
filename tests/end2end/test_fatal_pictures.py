"""A picture that ends the whole process: the next start knows which it was, and goes on without it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from fixtures.faults import run_with_fatal_decoder, spoil

from photoclust.config.paths import AppPaths
from photoclust.library.doctor import examine
from photoclust.library.session import Library
from photoclust.store.journal import PREFIX

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")
FATAL = "kitten.jpg"


class Person:
    """Somebody with a few photos, one of which is fatal."""

    def __init__(self, tmp_path: Path, home: Path, samples: Path) -> None:
        self.photos, self.library, self.home = tmp_path / "photos", tmp_path / "library", home
        self.photos.mkdir()
        for path in sorted(samples.glob("*.jpg"))[:12]:
            shutil.copy(path, self.photos)
        shutil.copy(samples / FATAL, self.photos)
        spoil(self.photos / FATAL)
        self.count = len(list(self.photos.iterdir()))

    def index(self, way: str, *words: str, jobs: int = 3) -> int:
        """The exit code; negative is the signal that ended it."""
        place = ("--library", str(self.library), "--jobs", str(jobs), "--json")
        ran = run_with_fatal_decoder(way, self.home, "index", self.photos, *place, *words)
        self.said: dict[str, Any] = json.loads(ran.stdout) if ran.stdout else {}
        return ran.returncode

    def runs_until_it_ends_well(self, way: str) -> int:
        """How often it is started until it comes to its own end."""
        for number in range(1, 10):
            if self.index(way) >= 0:
                return number
        raise AssertionError("it dies for ever")

    def unreadable(self) -> dict[str, str]:
        return {Path(item["path"]).name: item["reason"] for item in self.said["unreadable"]}


@pytest.fixture
def person(tmp_path: Path, home: Path, samples: Path) -> Person:
    return Person(tmp_path, home, samples)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["segfault", "abort"])
def test_a_native_crash_names_its_picture_at_once(person: Person, way: str) -> None:
    assert person.index(way) < 0
    assert person.index(way) == 1
    assert list(person.unreadable()) == [FATAL]
    assert "PhotoClust stopped while reading this file" in person.unreadable()[FATAL]
    assert person.said["photos"] == person.count - 1
    assert list(person.library.glob(f"{PREFIX}*")) == []


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 3])
def test_where_nothing_is_said_it_is_found_by_trying_suspects_alone(person: Person, jobs: int) -> None:
    died = 0
    while person.index("kill", jobs=jobs) < 0:
        died += 1
        assert died <= 3
        if died > 1:  # everything else is done before suspects are tried
            with Library(person.library).cache() as database:
                assert database.rows("SELECT count(*) FROM photos")[0][0] == person.count - 1
    assert list(person.unreadable()) == [FATAL], "no innocent one is listed"
    assert person.said["photos"] == person.count - 1
    ill = [check for check in examine(person.library, AppPaths.default().models) if not check.ok]
    assert ill == []
    details = {check.name: check.detail for check in examine(person.library, AppPaths.default().models)}
    assert details["quarantine"].endswith("hung at them: 1")


@pytest.mark.slow
def test_it_follows_the_content_and_can_be_tried_again(person: Person) -> None:
    person.runs_until_it_ends_well("segfault")
    (person.photos / FATAL).rename(person.photos / "renamed.jpg")
    shutil.copy(person.photos / "renamed.jpg", person.photos / "copy.jpg")
    assert person.index("segfault") == 1
    assert set(person.unreadable()) == {"renamed.jpg", "copy.jpg"}
    assert person.index("segfault", "--again") < 0  # it is as bad as it was
    assert person.index("segfault") == 1
    assert set(person.unreadable()) == {"renamed.jpg", "copy.jpg"}
    good = person.photos / "copy.jpg"
    good.write_bytes(good.read_bytes() + b"!")  # another content: the mark is not at its end any more
    assert person.index("segfault") == 1
    assert set(person.unreadable()) == {"renamed.jpg"}


@pytest.mark.slow
def test_a_killed_program_leaves_no_innocent_picture_out(person: Person) -> None:
    """Somebody's kill looks like a fatal picture, until the suspect is decoded well."""
    person.index("kill")
    for _ in range(3):
        person.index("kill")
    fine = person.photos / FATAL
    fine.write_bytes(fine.read_bytes() + b"!")
    assert person.index("kill") == 0
    assert person.said["photos"] == person.count


@pytest.mark.slow
def test_the_program_can_end_while_a_decoder_hangs(tmp_path: Path, home: Path, samples: Path) -> None:
    person = Person(tmp_path, home, samples)
    settings = home / ".config" / "photoclust"
    settings.mkdir(parents=True)
    (settings / "settings.json").write_text('{"time_limit": 2.0}')
    assert person.index("hang") == 1
    assert list(person.unreadable()) == [FATAL]
    assert "took longer than 2 seconds" in person.unreadable()[FATAL]
    assert person.said["photos"] == person.count - 1
    assert list(person.library.glob(f"{PREFIX}*")) == []
    assert person.index("hang") == 1


@pytest.mark.slow
def test_ctrl_c_does_not_wait_for_a_decoder_that_hangs(tmp_path: Path, home: Path, samples: Path) -> None:
    person = Person(tmp_path, home, samples)
    assert person.index("hang and interrupt") == 130
    assert person.index("none") == 0, "nothing is held against the picture"
