"""Finding and reading picture files. The only package that imports Pillow and pi-heif."""
