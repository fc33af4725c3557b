"""What a drag of photos carries."""

from typing import Final

MIME_PHOTO_IDS: Final = "application/x-photoclust-photo-ids"
"""JSON list of photo ids, for drops inside the window; `text/uri-list` goes with it for everybody else."""
