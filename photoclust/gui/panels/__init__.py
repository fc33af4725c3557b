"""The panes around the grid. Each owns its own logic and speaks in signals."""
