"""Finding and reading picture files. The only package that imports Pillow, pi-heif and pylibjxl."""
