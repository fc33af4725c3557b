"""The heart of the window: a virtual grid of photos under section headers."""
