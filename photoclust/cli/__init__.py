"""The command line: one module a command; JSON for scripts, sentences for people."""
