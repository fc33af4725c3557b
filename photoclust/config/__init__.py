"""Where things lie, what the person prefers, and the log."""
