"""What macOS is told of the application: the keys of Info.plist that PyInstaller does not write itself."""

from __future__ import annotations

from typing import Any

MINIMUM = "14.0"
"""NumPy's and SciPy's wheels for this system and later, which pip prefers, use its Accelerate."""

PICTURES = (
    *("public.jpeg", "public.mpo-image", "public.png", "com.compuserve.gif", "org.webmproject.webp"),
    *("public.avif", "public.avis", "public.heic", "public.heif", "public.heics", "public.heifs"),
    *("public.tiff", "com.microsoft.bmp", "public.jpeg-2000", "public.pbm", "com.truevision.tga-image"),
    *("public.jpeg-xl", "public.camera-raw-image"),
)
"""Uniform type identifiers of the pictures that `photoclust.photos.formats` names, as macOS has them."""

LOOKING = "PhotoClust looks for photos in the folders that you add. They are only ever read."


def info_plist(version: str) -> dict[str, Any]:
    """The keys and their values.

    Args:
        version: Of the program.
    """
    return {
        "CFBundleDisplayName": "PhotoClust",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "LSApplicationCategoryType": "public.app-category.photography",
        "LSMinimumSystemVersion": MINIMUM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "The PhotoClust developers, Apache-2.0",
        "NSRequiresAquaSystemAppearance": False,  # dark where the person wants it dark
        "CFBundleDocumentTypes": [
            _opens("Pictures", PICTURES),
            _opens("Folders", ("public.folder",)),  # so that one can be dropped on the Dock
        ],
        # macOS asks the person once before such a folder is read, and shows these words. There is no question
        # for ~/Pictures, but one for the library of Photos in it.
        "NSDesktopFolderUsageDescription": LOOKING,
        "NSDocumentsFolderUsageDescription": LOOKING,
        "NSDownloadsFolderUsageDescription": LOOKING,
        "NSRemovableVolumesUsageDescription": LOOKING,
        "NSNetworkVolumesUsageDescription": LOOKING,
        "NSPhotoLibraryUsageDescription": LOOKING,
    }


def _opens(name: str, types: tuple[str, ...]) -> dict[str, Any]:
    """Something that can be opened with PhotoClust, and by default never is."""
    return {
        "CFBundleTypeName": name,
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Alternate",
        "LSItemContentTypes": list(types),
    }
