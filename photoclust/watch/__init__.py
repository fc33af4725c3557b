"""Notices changes in folders; watchdog lives here only."""
