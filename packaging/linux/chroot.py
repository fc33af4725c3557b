"""A bare Debian in a folder, to try a package in: with what a computer has, and one ordinary person.

It is made by debootstrap once, kept as a tar in `build/chroot`, and unpacked anew for each trial. Everything
is mounted in a namespace of its own, which the kernel takes away with its last process: whatever happens, no
mount outlives a trial.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from places import ROOT

CACHE = ROOT / "build" / "chroot"
ALONE = ("unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child")
"""What goes before a command that mounts: it sees the mounts of others, and nobody sees its own."""

PERSON = "/home/Jörg Müller"
USER_ID = 1000
DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
TOOLS = ("debootstrap", "chroot", "mount", "tar", "unshare", "dpkg-deb")


class TrialError(Exception):
    """Something did not do what it should; the message says what."""


def missing_tools() -> list[str]:
    """Programs of the host without which there is no trial."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def unpack(suite: str, root: Path) -> None:
    """Unpacks a bare system into an empty folder; the first time, debootstrap makes it.

    Args:
        suite: As Debian calls it: "bookworm", "trixie".
        root: The folder.

    Raises:
        subprocess.CalledProcessError: If debootstrap or tar failed; they have said why.
    """
    kept = CACHE / f"{suite}.tar"
    if kept.is_file():
        subprocess.run(["tar", "-C", root, "--numeric-owner", "-xf", kept], check=True)
        return
    make = [*ALONE, "debootstrap", "--variant=minbase", suite, str(root)]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    half = kept.with_suffix(".half")
    packages = "--exclude=./var/cache/apt/archives/*.deb"
    subprocess.run(["tar", "-C", root, "--numeric-owner", packages, "-cf", half, "."], check=True)
    half.replace(kept)


class Chroot:
    """The inside of an unpacked system. Only for a process that was started by `ALONE`.

    Attributes:
        root: The folder, as the host sees it.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def furnish(self) -> None:
        """Mounts what programs expect, lets apt find its servers, starts no service, and adds a person."""
        dev = self.root / "dev"
        self._mount("proc", "proc", "proc")
        self._mount("sysfs", "sysfs", "sys", "ro")
        self._mount("tmpfs", "tmpfs", "dev", "mode=755")
        for name in DEVICES:
            (dev / name).touch()
            subprocess.run(["mount", "--bind", f"/dev/{name}", dev / name], check=True)
        for name in ("pts", "shm"):
            (dev / name).mkdir()
        self._mount("devpts", "devpts", "dev/pts", "newinstance,ptmxmode=666")
        self._mount("tmpfs", "tmpfs", "dev/shm")
        (dev / "ptmx").symlink_to("pts/ptmx")
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            (dev / name).symlink_to(f"/proc/self/fd/{number}")
        (dev / "fd").symlink_to("/proc/self/fd")
        for name in ("hosts", "resolv.conf"):
            shutil.copyfile(Path("/etc", name), self.root / "etc" / name)
        policy = self.root / "usr/sbin/policy-rc.d"
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
        self.check(["useradd", "--uid", str(USER_ID), "--create-home", "--home-dir", PERSON, "person"])

    def _mount(self, kind: str, source: str, place: str, options: str = "") -> None:
        chosen = ["-o", options] if options else []
        words = ["mount", "-t", kind, *chosen, source, str(self.root / place)]
        subprocess.run(words, check=True)

    def run(self, words: Sequence[str], *, person: bool = False) -> subprocess.CompletedProcess[str]:
        """Runs a command inside, as root with the host's network, or as the person without any.

        Args:
            words: Program and arguments.
            person: Whether the ordinary user runs it.
        """
        alone = ["unshare", "--net"] if person else []
        who = [f"--userspec={USER_ID}:{USER_ID}"] if person else []
        command = [*alone, "chroot", *who, str(self.root), *words]
        return subprocess.run(
            command,
            env=self._environment(person),
            capture_output=True,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def check(self, words: Sequence[str], *, person: bool = False) -> str:
        """Like `run`, for what has to succeed; returns what it wrote to stdout.

        Raises:
            TrialError: If it did not; the message has the end of all that it wrote.
        """
        answer = self.run(words, person=person)
        if answer.returncode:
            said = (answer.stdout + answer.stderr).strip().splitlines()[-25:]
            raise TrialError("\n    ".join([f"{' '.join(words)}: exit code {answer.returncode}", *said]))
        return answer.stdout

    @staticmethod
    def _environment(person: bool) -> Mapping[str, str]:
        own = {"HOME": PERSON if person else "/root", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        proxies = {name: value for name, value in os.environ.items() if name.endswith("_proxy")}
        return {**own, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **({} if person else proxies)}

    def files(self) -> set[str]:
        """Every file and link of the system, from its root, without what is mounted."""
        found = set()
        for folder, folders, names in os.walk(self.root):
            if Path(folder) == self.root:
                folders[:] = set(folders) - {"proc", "sys", "dev"}
            links = [name for name in folders if Path(folder, name).is_symlink()]
            found |= {f"/{Path(folder, name).relative_to(self.root).as_posix()}" for name in [*names, *links]}
        return found
