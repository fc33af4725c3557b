"""The two SQLite files of a library. The only package that imports sqlite3."""
