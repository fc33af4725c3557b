"""Decodes damaged pictures and tells what decoders die of: `python -m benchmarks fuzz --count 9999 --seed 1`.

Every try has a number, and the number alone says which sample is damaged and how (as long as the samples stay
the same): `--seed NUMBER --count 1` does it again, `--keep FOLDER` saves the file. Decoding happens in child
processes; one that dies or takes too long is reported and replaced. Exit code 1 if there was any.
"""

from __future__ import annotations

import argparse
import os
import queue
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.photos import ROOT, shared
from photoclust.photos.formats import is_candidate

SAMPLE_LIMIT = 400_000  # bytes; larger files are slow and teach nothing more
PATIENCE = 30.0  # seconds for one picture
EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def samples(folders: list[Path]) -> list[Path]:
    """All small files below some folders, in a stable order."""
    found = (path for folder in folders for path in sorted(folder.rglob("*")) if is_candidate(path.name))
    return [path for path in found if path.is_file() and 0 < path.stat().st_size <= SAMPLE_LIMIT]


def mutated(paths: list[Path], number: int) -> tuple[Path, bytes]:
    """The damaged file of a number, and the sample it was made of."""
    chance = random.Random(number)
    kinds = sorted({path.suffix.lower() for path in paths})
    kind = chance.choice(kinds)  # every format as often as another
    path = chance.choice([path for path in paths if path.suffix.lower() == kind])
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 1, 2, 4, 8, 32))):
        # Headers decide, so half of the damage is done there.
        reach = min(len(data), chance.choice((64, 1024, 8192, len(data))))
        if reach:
            _damage(data, chance.randrange(reach), chance)
    return path, bytes(data)


def _damage(data: bytearray, place: int, chance: random.Random) -> None:
    kind = chance.randrange(7)
    length = chance.choice((1, 2, 4, 16, 256))
    if kind == 0:
        data[place] ^= 1 << chance.randrange(8)
    elif kind == 1:
        data[place] = chance.randrange(256)
    elif kind == 2:
        size = chance.choice((1, 2, 4))
        value = chance.choice(EXTREMES) % (1 << 8 * size)
        data[place : place + size] = value.to_bytes(size, chance.choice(("big", "little")))
    elif kind == 3:
        del data[place : place + length]
    elif kind == 4:
        data[place:place] = data[place : place + length]
    elif kind == 5:
        other = chance.randrange(len(data))
        data[place : place + length] = data[other : other + length]
    elif chance.random() < 0.3:
        del data[place:]


def child(folders: list[Path]) -> None:
    """Reads numbers from stdin and answers each with a line: the outcome."""
    from photoclust.core.errors import PhotoUnreadableError
    from photoclust.photos.decode import decode

    paths = samples(folders)
    for line in sys.stdin:
        path, data = mutated(paths, int(line))
        try:
            outcome = f"decoded {decode(str(path), data, 224).metadata.format}" if data else "empty"
        except PhotoUnreadableError as error:
            outcome = error.code
        print(outcome, flush=True)


class Child:
    """A process that decodes; see `child`."""

    def __init__(self, folders: list[Path]) -> None:
        command = [
            sys.executable,
            "-X",
            "faulthandler",
            "-m",
            "benchmarks.fuzz",
            "--child",
            *map(str, folders),
        ]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
        )
        self._answers: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._answers.put(line.strip())
        self._answers.put("")  # it ended

    def ask(self, number: int) -> str:
        """The outcome of a number; one that begins with "!" is the end of this child."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{number}\n")
        self._process.stdin.flush()
        try:
            answer = self._answers.get(timeout=PATIENCE)
        except queue.Empty:
            self.end()
            return f"! took over {PATIENCE:.0f} s"
        return answer or f"! died, exit code {self._process.wait()}"

    def megabytes(self) -> float:
        """The most memory it has had so far (Linux; 0 elsewhere)."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
        except OSError:
            return 0.0
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


def tried(folders: list[Path], numbers: range, seconds: float) -> Iterator[tuple[int, str, float]]:
    """Each number with its outcome and the memory its child has taken so far, until the time is up."""
    until = time.monotonic() + seconds
    one = Child(folders)
    try:
        for number in numbers:
            if time.monotonic() > until:
                return
            outcome = one.ask(number)
            yield number, outcome, one.megabytes()
            if outcome.startswith("!"):
                one.end()
                one = Child(folders)
    finally:
        one.end()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="of samples; by default those of the self-test")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0, help="the first number")
    parser.add_argument("--seconds", type=float, default=600.0, help="end then, whatever the count")
    parser.add_argument("--keep", type=Path, help="save the files that a decoder died of here")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    beside = shared()
    default = [ROOT / "resources" / "selftest"]
    default += [beside / name for name in ("formats-phone-raw", "nasty")] if beside else []
    folders = [folder.resolve() for folder in arguments.folders] or default
    if arguments.child:
        child(folders)
        return 0
    paths = samples(folders)
    numbers = range(arguments.seed, arguments.seed + arguments.count)
    print(f"{len(paths)} samples, numbers {numbers.start} to {numbers.stop - 1}", flush=True)
    counts: Counter[str] = Counter()
    peak, greediest = 0.0, numbers.start
    for number, outcome, megabytes in tried(folders, numbers, arguments.seconds):
        counts[outcome] += 1
        if megabytes > peak:
            peak, greediest = megabytes, number
        if outcome.startswith("!"):
            path, data = mutated(paths, number)
            print(f"{number}: {path.name}: {outcome[2:]}", flush=True)
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{number}-{path.name}").write_bytes(data)
    for outcome, count in counts.most_common():
        print(f"{count:7} {outcome}")
    bad = sum(count for outcome, count in counts.items() if outcome.startswith("!"))
    print(f"{sum(counts.values())} tries, {bad} of them bad, {peak:.0f} MB at most (number {greediest})")
    return int(bad > 0)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    sys.exit(main())
