"""Every figure the README states, as a command: `make bench`, or `python -m benchmarks.NAME`."""
