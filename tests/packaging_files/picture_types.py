"""What Linux and macOS call the pictures that PhotoClust reads."""

JPEG = ("image/jpeg", "public.jpeg")
JPEG_2000 = ("image/jp2", "public.jpeg-2000")
TIFF = ("image/tiff", "public.tiff")
BMP = ("image/bmp", "com.microsoft.bmp")

TYPES = {
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".jpe": JPEG,
    ".jfif": JPEG,
    ".mpo": ("image/jpeg", "public.mpo-image"),
    ".png": ("image/png", "public.png"),
    ".apng": ("image/apng", "public.png"),
    ".gif": ("image/gif", "com.compuserve.gif"),
    ".webp": ("image/webp", "org.webmproject.webp"),
    ".avif": ("image/avif", "public.avif"),
    ".avifs": ("image/avif", "public.avis"),
    ".heic": ("image/heic", "public.heic"),
    ".heif": ("image/heif", "public.heif"),
    ".heics": ("image/heif", "public.heics"),
    ".heifs": ("image/heif", "public.heifs"),
    ".hif": ("image/heif", "public.heif"),
    ".tif": TIFF,
    ".tiff": TIFF,
    ".bmp": BMP,
    ".dib": BMP,
    ".jp2": JPEG_2000,
    ".j2k": ("image/x-jp2-codestream", "public.jpeg-2000"),
    ".jpf": ("image/jpx", "public.jpeg-2000"),
    ".jpx": ("image/jpx", "public.jpeg-2000"),
    ".ppm": ("image/x-portable-pixmap", "public.pbm"),
    ".pgm": ("image/x-portable-graymap", "public.pbm"),
    ".pnm": ("image/x-portable-anymap", "public.pbm"),
    ".tga": ("image/x-tga", "com.truevision.tga-image"),
}
"""MIME type and uniform type identifier of each ending."""
