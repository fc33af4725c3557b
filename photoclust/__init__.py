"""PhotoClust: an offline photo organizer that groups look-alikes, finds similar photos and makes albums.

The way of a photo, and where to read each step:

folder -> `photos.scan` -> `photos.decode` (every byte read once) -> `embedding.embedder` -> `store`
(driven by `library.indexing`); vectors -> `analysis` (driven by `library.grouping` and `library.similar`)
-> ordered photo ids -> `gui.grid` or `cli`.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("photoclust")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+source"
