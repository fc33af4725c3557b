"""A first visit from beginning to end: everything works, the right things come of it, and all is silent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import commands
import pytest
from household import MORE_PHOTOS, PHOTOS, Household, checksum
from person import Person
from visit import Visit
from watching import Run, Watch, findings, started
from Xlib import Xatom

PATIENCE = 60  # seconds until a closed window's program has ended
LONGEST = 900  # seconds of a test, where many others want the processor, too


@contextmanager
def evidence(person: Person, run: Run, artifacts: Path, name: str) -> Iterator[None]:
    """When something fails: leaves what could be seen, and says where."""
    try:
        yield
    except AssertionError as error:
        picture = artifacts / f"failed {name}.png"
        person.save_picture(picture)
        seen = [str(error), f"(the screen: {picture})"]
        raise AssertionError(findings(seen, run.scratch, artifacts, name)) from error


@pytest.mark.timeout(LONGEST)
def test_a_visit(
    program: Path,
    watch: Watch,
    household: Household,
    person: Person,
    display: str,
    artifacts: Path,
    tmp_path: Path,
) -> None:
    originals = household.originals()
    visit = Visit(person, display, program, household)
    with started(watch, [str(program)], household, display, tmp_path / "watch") as run:
        with evidence(person, run, artifacts, watch.name):
            visit.arrive()
            look_at_window(person, artifacts / f"window {watch.name}.png")
            place = visit.collect("Best of 2001")
            visit.export(place, household.exports)
            visit.group("Groups")
            visit.look_at_similar("Alike")
            visit.search_by_picture("Found")
            visit.open_and_close_dialogs()
            person.press("Ctrl+q")
            assert run.process.wait(PATIENCE) == 0
        assert run.complaints.read_text() == ""
        wrong = watch.verdict(program, household, display, run.scratch)
        assert not wrong, findings(wrong, run.scratch, artifacts, watch.name)
    assert household.originals() == originals
    look_at_albums(program, household)
    look_at_export(household, commands.albums(program, household)["Best of 2001"])
    assert not [*household.temporary.iterdir()], "nothing temporary is left"


@pytest.mark.timeout(LONGEST)
def test_a_second_start_hands_its_folder_to_the_window(
    program: Path,
    watch: Watch,
    household: Household,
    person: Person,
    display: str,
    artifacts: Path,
    tmp_path: Path,
) -> None:
    """Both are started with a folder on the command line; both are watched."""
    originals = household.originals()
    visit = Visit(person, display, program, household)
    first, second = ([str(program), str(folder)] for folder in (household.photos, household.more_photos))
    with started(watch, first, household, display, tmp_path / "first") as window:
        with evidence(person, window, artifacts, f"{watch.name} first"):
            person.wait_for("PhotoClust")
            visit.wait_for_photos(PHOTOS)
        with (
            started(watch, second, household, display, tmp_path / "second") as guest,
            evidence(person, guest, artifacts, f"{watch.name} second"),
        ):
            assert guest.process.wait(PATIENCE) == 0
            visit.wait_for_photos(PHOTOS + MORE_PHOTOS)
            assert len(person.windows()) == 1, "there is one window"
            person.wait_for("PhotoClust")
            person.press("Ctrl+q")
            assert window.process.wait(PATIENCE) == 0
    for run in (window, guest):
        assert run.complaints.read_text() == ""
        wrong = watch.verdict(program, household, display, run.scratch)
        assert not wrong, findings(wrong, run.scratch, artifacts, f"{watch.name} {run.scratch.name}")
    assert household.originals() == originals
    assert not [*household.temporary.iterdir()], "nothing temporary is left"


def look_at_window(person: Person, picture: Path) -> None:
    """The window is known for what it is: name, icon, class."""
    window = person.wait_for("PhotoClust")
    assert person.text_of(window, "_NET_WM_NAME") == "PhotoClust"
    assert bytes(window.get_full_property(Xatom.WM_CLASS, Xatom.STRING).value).split(b"\0")[:2] == [
        b"photoclust",
        b"photoclust",
    ]
    icon = person.property_of(window, "_NET_WM_ICON")
    assert icon is not None, "there is an icon"
    assert max(icon[0], icon[1]) >= 16
    person.save_picture(picture)


def look_at_albums(program: Path, household: Household) -> None:
    """The albums hold what the command line finds."""
    albums = commands.albums(program, household)
    assert set(albums) == {"Best of 2001", "Groups", "Alike", "Found"}
    clusters = commands.run(program, household, "cluster")["clusters"]
    assert len(clusters) >= 2
    assert sorted(albums["Groups"]) == sorted(path for cluster in clusters for path in cluster["photos"])
    query, *alike = albums["Alike"]
    look_at_matches(alike, similar_to(program, household, query))
    look_at_matches(albums["Found"], similar_to(program, household, str(household.query)))


def look_at_matches(shown: list[str], all_by_likeness: list[str]) -> None:
    """The window shows the likest, and leaves out what looks like nothing of the kind."""
    assert shown
    assert shown == all_by_likeness[: len(shown)]


def similar_to(program: Path, household: Household, query: str) -> list[str]:
    """Paths of what looks like a picture."""
    matches = commands.run(program, household, "similar", query, "--top", "100")["matches"]
    return [match["path"] for match in matches]


def look_at_export(household: Household, photos: list[str]) -> None:
    """The exported files are the photos, byte for byte."""
    exported = sorted(household.exports.rglob("*.jpg"))
    assert len(exported) == len(photos) == 2
    assert sorted(map(checksum, exported)) == sorted(checksum(Path(photo)) for photo in photos)
