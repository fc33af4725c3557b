"""The virtual photo grid: model, view, thumbnails."""
