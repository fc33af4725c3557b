"""PhotoClust: an offline photo organizer that groups look-alikes, finds similar photos and makes albums.

The way of a photo, and where to read each step:

folder -> `photos.scan` -> `photos.decode` (every byte read once) -> `embedding.embedder` -> `store`
(driven by `library.indexing`); vectors -> `analysis` (driven by `library.grouping` and `library.similar`)
-> ordered photo ids -> `gui.grid` or `cli`.
"""


def version() -> str:
    """The program's version. Reading it takes 30 ms, so it is read when it is shown."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed_version

    try:
        return installed_version("photoclust")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0+source"
