"""Whether looking for duplicates would be quick, since most of it was done before."""

from __future__ import annotations

from photoclust.embedding.models import Model
from photoclust.library.looked_at import recall_findings
from photoclust.library.session import Library


def looked_before(library: Library, model: Model) -> bool:
    """Whether a search for duplicates came to its end in this library, so that only new pairs are looked at.

    Raises:
        LibraryError: If the library can't be read.
    """
    with library.cache() as cache:
        return bool(recall_findings(cache, model.key).identity)
