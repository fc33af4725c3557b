"""The panes around the grid; each owns its own logic and speaks in signals."""
