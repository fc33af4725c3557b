"""Installs the Debian package on a bare Debian, uses it as a person does, and looks at what stays behind.

    sudo python3 packaging/linux/try_in_chroot.py dist/photoclust_*_amd64.deb bookworm

Needs root, debootstrap and a network (for apt; the person's commands run without one). Prints a line a step;
the exit code is 1 if one of them failed. Used by hand and by the release workflow.
"""

from __future__ import annotations

import argparse
import filecmp
import fnmatch
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[1:1] = [str(Path(__file__).resolve().parents[1] / "bundle")]

import chroot
from chroot import PERSON, Chroot, TrialError
from places import ROOT

SAMPLES = ROOT / "resources" / "samples"
PROGRAM = "/usr/lib/photoclust"
PHOTOS = f"{PERSON}/Fotos & Bilder"
ALBUM = "Städte"
MARK = "/usr/share/doc/photoclust/only-in-the-newer"
"""A file that only the made-up newer version has."""

PERSONS_OWN = tuple(
    f"{PERSON}/{place}/*" for place in (".local/share/photoclust", ".config/photoclust", ".local/state")
)
EXPORTED = tuple(f"{PERSON}/{folder}/*" for folder in ("groups", "out"))
OF_OTHERS = (
    *("/var/lib/dpkg/*", "/var/lib/apt/*", "/var/cache/*", "/var/log/*"),
    f"{PERSON}/.cache/fontconfig/*",  # every program that shows text leaves it
)
"""Where apt, dpkg and the triggers of other packages keep notes."""


class Trial:
    """The steps, in the order of `steps`; each returns a few words on what it saw, or raises TrialError."""

    def __init__(self, place: Chroot, deb: Path) -> None:
        self.place = place
        self.deb = deb
        self.version = _field(deb, "Version")
        self.samples = sorted(path.name for path in SAMPLES.glob("*.jpg"))
        self.bare: set[str] = set()
        self.others: set[str] = set()

    def steps(self) -> list[Callable[[], str]]:
        """In the order in which a person would."""
        using = [self.self_test, self.index, self.cluster, self.similar, self.albums]
        changing = [self.upgrade, self.downgrade, self.remove, self.install_again, self.purge]
        return [
            self.install,
            self.check_files,
            self.find_libraries,
            *using,
            *changing,
            self.look_what_is_left,
        ]

    def install(self) -> str:
        self.place.check(["apt-get", "-q", "update"])
        photos = self.place.root / PHOTOS.lstrip("/")
        shutil.copytree(SAMPLES, photos)
        self.place.check(["chown", "-R", "person:", PHOTOS])
        self.bare = self.place.files()
        seen = self._apt(self.deb)
        # The package runs no script of its own: what is there and not in it, others brought.
        self.others = self.place.files() - set(self._listed())
        return seen

    def check_files(self) -> str:
        self.place.check(["dpkg", "--verify", "photoclust"])
        strange = self.place.check(
            ["find", PROGRAM, "-not", "-user", "root", "-o", "-perm", "/022", "-not", "-type", "l"]
        )
        _expect(not strange, f"not root's, or to be written by others: {strange}")
        return f"{len(self._listed())} files and folders, root's own"

    def find_libraries(self) -> str:
        find = f"find {PROGRAM} -type f -name '*.so*' -not -name libqgtk3.so -exec ldd {{}} + 2>/dev/null"
        search = f"LD_LIBRARY_PATH={PROGRAM}/_internal; export LD_LIBRARY_PATH; {find} || :"
        said = self.place.check(["sh", "-c", search])
        lacking = re.finditer(r"\S+(?= => not found)|version `\S+' not found", said)
        missing = sorted({found.group() for found in lacking})
        _expect(not missing, f"libraries that are not there: {missing}")
        used = set(re.findall(r"=> ((?:/usr)?/lib/x86_64\S+)", said))
        return f"{len(used)} of the system are used"

    def self_test(self) -> str:
        checks = self._photoclust("--self-test")["checks"]
        wrong = [check for check in checks if not check["ok"]]
        _expect(not wrong, str(wrong))
        return f"{len(checks)} checks"

    def index(self) -> str:
        told = self._photoclust("index", PHOTOS)
        _expect(told["embedded"] == told["photos"] == len(self.samples), str(told))
        _expect(not told["unreadable"], str(told["unreadable"]))
        return f"{told['photos']} photos"

    def cluster(self) -> str:
        told = self._photoclust("cluster", "--export", f"{PERSON}/groups", "--as", "hardlink")
        sizes = [cluster["size"] for cluster in told["clusters"]]
        _expect(sizes and sum(sizes) + len(told["unclustered"]) == len(self.samples), str(told))
        return f"{told['method']}: {len(sizes)} groups, exported"

    def similar(self) -> str:
        matches = self._photoclust("similar", self._photo(0), "--top", "5")["matches"]
        _expect(len(matches) == 5, str(matches))
        return f"best {matches[0]['score']:.2f}"

    def albums(self) -> str:
        self._photoclust("albums", "create", ALBUM, self._photo(0), self._photo(1))
        told = self._photoclust("albums", "export", ALBUM, f"{PERSON}/out")
        _expect(told["copied"] == 2, str(told))
        return self._look_at_album()

    def upgrade(self) -> str:
        said = self._apt(_newer(self.deb, self.place.root / "tmp", f"{self.version}+1"))
        _expect(self._is_there(MARK), f"{MARK} did not come")
        return f"{said}; {self._look_at_album()}"

    def downgrade(self) -> str:
        said = self._apt(self.deb, "--allow-downgrades")
        _expect(not self._is_there(MARK), f"{MARK} is still there")
        return f"{said}; {self._look_at_album()}"

    def remove(self) -> str:
        self.place.check(["apt-get", "-q", "-y", "remove", "photoclust"])
        _expect(not self._is_there(PROGRAM), f"{PROGRAM} is still there")
        return "the program is gone"

    def install_again(self) -> str:
        return f"{self._apt(self.deb)}; {self._look_at_album()}"

    def purge(self) -> str:
        self.place.check(["apt-get", "-q", "-y", "purge", "photoclust"])
        return "done"

    def look_what_is_left(self) -> str:
        after = self.place.files()
        lost = [name for name in self.bare - after if not name.startswith("/var/cache/apt/")]
        _expect(not lost, f"these were there before: {sorted(lost)}")
        new = {name for name in after - self.bare - self.others if not _fits(name, OF_OTHERS)}
        own = {name for name in new if _fits(name, PERSONS_OWN)}
        strange = sorted(name for name in new - own if not _fits(name, EXPORTED))
        _expect(not strange, f"left behind: {strange}")
        _expect(any(name.endswith("/albums.sqlite") for name in own), "the albums are gone")
        photos = self.place.root / PHOTOS.lstrip("/")
        _, changed, unread = filecmp.cmpfiles(SAMPLES, photos, self.samples, shallow=False)
        _expect(not changed + unread, f"photos are not what they were: {changed + unread}")
        return "\n    ".join(["the person's own, and what was exported:", *sorted(own)])

    def _apt(self, deb: Path, *options: str) -> str:
        """Installs a file as a person types it; returns the version that is there then."""
        version = _field(deb, "Version")
        target = self.place.root / "tmp" / deb.name
        if target != deb:
            shutil.copyfile(deb, target)
        self.place.check(["apt-get", "-q", "-y", *options, "install", f"/tmp/{deb.name}"])
        target.unlink()
        there = self.place.check(["dpkg-query", "-W", "-f", "${Status} ${Version}", "photoclust"])
        _expect(there == f"install ok installed {version}", there)
        return f"version {version}"

    def _photoclust(self, *words: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.place.check(["photoclust", *words, "--json"], person=True))
        return told

    def _photo(self, number: int) -> str:
        return f"{PHOTOS}/{self.samples[number]}"

    def _look_at_album(self) -> str:
        (album,) = self._photoclust("albums", "list")["albums"]
        _expect((album["name"], len(album["photos"]), album["missing"]) == (ALBUM, 2, []), str(album))
        return f"album {ALBUM} has 2 photos"

    def _listed(self) -> list[str]:
        return self.place.check(["dpkg", "-L", "photoclust"]).splitlines()

    def _is_there(self, place: str) -> bool:
        return os.path.lexists(self.place.root / place.lstrip("/"))


def _fits(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def _expect(condition: object, otherwise: str) -> None:
    if not condition:
        raise TrialError(otherwise)


def _field(deb: Path, name: str) -> str:
    return subprocess.run(
        ["dpkg-deb", "-f", deb, name], capture_output=True, text=True, check=True
    ).stdout.strip()


def _newer(deb: Path, folder: Path, version: str) -> Path:
    """The same package with a higher version, and one file more."""
    tree = folder / "newer"
    subprocess.run(["dpkg-deb", "-R", deb, tree], check=True)
    control = tree / "DEBIAN" / "control"
    control.write_text(
        re.sub(r"(?m)^Version: .*", f"Version: {version}", control.read_text("utf-8")), "utf-8"
    )
    (tree / MARK.lstrip("/")).touch()
    out = folder / "photoclust_newer_amd64.deb"
    pack = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree), str(out)]
    subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return out


def inside(root: Path, deb: Path) -> int:
    """Goes through the steps up to the first that fails, and says so; returns the exit code."""
    place = Chroot(root)
    place.furnish()
    for step in Trial(place, deb).steps():
        start = time.monotonic()
        name = step.__name__.replace("_", " ")
        try:
            seen = step()
        except TrialError as error:
            print(f"FAILED  {name}: {error}", flush=True)
            return 1
        print(f"ok  {name}: {seen} ({time.monotonic() - start:.0f} s)", flush=True)
    return 0


def main() -> int:
    """Unpacks the system, goes into it, and removes it again; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="packaging/linux/try_in_chroot.py", description="Try the Debian package."
    )
    parser.add_argument("deb", type=Path)
    parser.add_argument("suite", help="bookworm, trixie, ...")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        return inside(arguments.inside, arguments.deb)
    if os.geteuid() != 0:
        parser.error("only root may do this")
    missing = chroot.missing_tools()
    if missing:
        parser.error(f"please install {', '.join(missing)}")
    if not arguments.deb.is_file():
        parser.error(f"{arguments.deb} is not there; `make package` makes it")
    # So that a "terminate" takes the folder away as an interrupt from the keyboard does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    chroot.CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=chroot.CACHE, prefix=f"{arguments.suite}-") as folder:
        chroot.unpack(arguments.suite, Path(folder))
        Path(folder).chmod(0o755)
        words = [__file__, str(arguments.deb.resolve()), arguments.suite, "--inside", folder]
        return subprocess.call([*chroot.ALONE, sys.executable, *words])


if __name__ == "__main__":
    sys.exit(main())
