"""Pure functions on arrays: no file, no database, no clock."""
