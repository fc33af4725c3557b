"""The window. With app.py the only place for PySide6."""
