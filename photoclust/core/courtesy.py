"""How much work in the background takes of the machine: priority by thread, and power."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from enum import IntEnum
from pathlib import Path

POWER_SUPPLIES = Path("/sys/class/power_supply")


class Courtesy(IntEnum):
    """How far work steps back."""

    NONE = 0
    """Somebody waits for it."""
    POLITE = 1
    """Other programs, and the window, come first."""
    THRIFTY = 2
    """Besides, it may take longer: half the threads."""


# Not more: a thread that holds Python's lock while it is kept from running makes the window wait as well.
_NICE = {Courtesy.POLITE: 5, Courtesy.THRIFTY: 10}
_WINDOWS_PRIORITY = {Courtesy.POLITE: -1, Courtesy.THRIFTY: -2}  # THREAD_PRIORITY_BELOW_NORMAL, _LOWEST
_MACOS_QOS = {Courtesy.POLITE: 0x11, Courtesy.THRIFTY: 0x09}  # QOS_CLASS_UTILITY, _BACKGROUND


def step_back(courtesy: Courtesy) -> None:
    """Lowers the priority of the calling thread, for as long as it lives. Elsewhere nothing happens."""
    if courtesy is Courtesy.NONE:
        return
    lower = {"linux": _lower_on_linux, "win32": _lower_on_windows, "darwin": _lower_on_macos}.get(
        sys.platform
    )
    if lower is not None:
        lower(courtesy)


def _lower_on_linux(courtesy: Courtesy) -> None:
    thread = threading.get_native_id()
    nice = os.getpriority(os.PRIO_PROCESS, thread)
    os.setpriority(os.PRIO_PROCESS, thread, max(nice, _NICE[courtesy]))  # less nice may not be asked for


def _lower_on_windows(courtesy: Courtesy) -> None:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - not there on other systems
    kernel.GetCurrentThread.restype = ctypes.c_void_p
    kernel.SetThreadPriority(ctypes.c_void_p(kernel.GetCurrentThread()), _WINDOWS_PRIORITY[courtesy])


def _lower_on_macos(courtesy: Courtesy) -> None:
    ctypes.CDLL(None).pthread_set_qos_class_self_np(_MACOS_QOS[courtesy], 0)


def on_battery() -> bool:
    """Whether the computer runs from its battery now; False where that can't be told (macOS)."""
    if sys.platform == "win32":
        return _on_battery_on_windows()
    return _discharging(POWER_SUPPLIES)


def _discharging(supplies: Path) -> bool:
    """Whether one of the computer's own batteries gives power, by the files of Linux."""
    try:
        found = list(supplies.iterdir())
    except OSError:
        return False
    return any(
        _word(supply / "type") == "Battery"
        and _word(supply / "scope") != "Device"  # a mouse, a headset
        and _word(supply / "status") == "Discharging"
        for supply in found
    )


def _word(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def _on_battery_on_windows() -> bool:
    status = (ctypes.c_ubyte * 12)()  # SYSTEM_POWER_STATUS; its first byte is ACLineStatus
    known = getattr(ctypes, "windll").kernel32.GetSystemPowerStatus(status)  # noqa: B009
    return bool(known) and status[0] == 0
