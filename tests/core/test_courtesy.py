from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from photoclust.core import courtesy as module
from photoclust.core.courtesy import Courtesy, on_battery, step_back

linux = pytest.mark.skipif(sys.platform != "linux", reason="priorities are asked for as Linux has them")


def own_nice() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def nice_after(*steps: Courtesy) -> int:
    """In a thread of its own."""
    found: list[int] = []

    def work() -> None:
        for step in steps:
            step_back(step)
        found.append(own_nice())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return found[0]


@linux
def test_one_thread_steps_back_and_the_others_do_not() -> None:
    before = own_nice()
    assert nice_after(Courtesy.NONE) == before
    assert nice_after(Courtesy.POLITE) == max(before, 5)
    assert nice_after(Courtesy.THRIFTY) == max(before, 10)
    assert own_nice() == before


@linux
def test_nobody_steps_forward() -> None:
    assert nice_after(Courtesy.THRIFTY, Courtesy.POLITE) == max(own_nice(), 10)


def test_an_unknown_system_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "plan9")
    before = own_nice()
    assert nice_after(Courtesy.THRIFTY) == before


@pytest.fixture
def supplies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "POWER_SUPPLIES", tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path


def supply(supplies: Path, name: str, **files: str) -> None:
    (supplies / name).mkdir()
    for file, word in files.items():
        (supplies / name / file).write_text(word + "\n")


def test_without_a_battery_there_is_mains_power(supplies: Path) -> None:
    assert not on_battery()
    supply(supplies, "AC", type="Mains", online="1")
    assert not on_battery()


@pytest.mark.parametrize(
    ("status", "drains"),
    [("Discharging", True), ("Charging", False), ("Full", False), ("Not charging", False), ("", False)],
)
def test_a_battery_drains_or_not(supplies: Path, status: str, drains: bool) -> None:
    supply(supplies, "BAT0", type="Battery", status=status)
    assert on_battery() is drains


def test_the_battery_of_a_mouse_is_none_of_the_computer(supplies: Path) -> None:
    supply(supplies, "hidpp_battery_0", type="Battery", scope="Device", status="Discharging")
    assert not on_battery()
    supply(supplies, "BAT1", type="Battery", scope="System", status="Discharging")
    assert on_battery()


def test_what_can_not_be_told_is_no_battery(supplies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POWER_SUPPLIES", supplies / "nothing")
    assert not on_battery()
