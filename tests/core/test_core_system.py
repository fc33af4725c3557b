from __future__ import annotations

import platform
import subprocess
import sys

from photoclust.core.system import system_name


def test_the_system_is_named() -> None:
    words = system_name().split()
    assert platform.release() in words
    assert platform.machine() in words


def test_no_program_is_started() -> None:
    """In a fresh interpreter: the module platform asks once a process."""
    script = """
import sys

def refuse(event, _values):
    assert event not in {"subprocess.Popen", "os.posix_spawn", "os.exec", "os.fork"}, event

sys.addaudithook(refuse)
from photoclust.core.system import system_name
print(system_name())
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == system_name()
