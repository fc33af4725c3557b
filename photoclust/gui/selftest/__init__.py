"""`photoclust --self-test`: can this installation do what it must, from a model's checksum to the window.

`run` looks at the engine first (`photoclust.library.selftest`), then imports Qt and looks at the window:
`qt` starts an application, `drawing` draws what the window draws, `window` opens one. Nothing here imports Qt
when it is imported: that Qt is missing is for the list as well.
"""

from photoclust.gui.selftest.run import run

__all__ = ["run"]
