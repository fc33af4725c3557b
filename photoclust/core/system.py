"""What a bug report says of the computer."""

from __future__ import annotations

import platform


def system_name() -> str:
    """Name, release and machine of the system, and its C library: "Linux 6.12.1 x86_64 glibc 2.36".

    Not `platform.platform()`, which starts the program uname to ask for the processor.
    """
    parts = (platform.system(), platform.release(), platform.mac_ver()[0], platform.machine())
    return " ".join(part for part in (*parts, *platform.libc_ver()) if part)
