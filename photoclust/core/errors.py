"""What the world does to us, apart from what we did wrong.

A `UserFacingError` is expected: an unreadable photo, a full disk, a missing model. It becomes one sentence
that names the file and what the person can do, and the work goes on. Anything else that is raised is a bug
of ours and belongs in the log and the crash dialog.

The sentences stand here once, as templates by code, so that the window can translate the template
(context "errors") and fill it in afterwards, and the command line prints it as it is.
"""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # photos
    "empty": "The file is empty.",
    "truncated": "The picture is cut off: the file ends too early. "
    "Try to copy it again from the camera or a backup.",
    "not-a-picture": "The file is not a picture, whatever its name says.",
    "format-refused": "Files of the format {format} are not opened.",
    "video": "The file is a video, not a photo.",
    "jpeg-depth": "JPEGs of {bits} bits a colour are not opened, only the usual ones of 8.",
    "raw-no-preview": "This RAW file holds no preview that can be shown, "
    "and PhotoClust does not develop RAW files.",
    "corrupt": "The picture can't be decoded: it is damaged, or of a rare kind.",
    "too-large": "The picture has {megapixels} megapixels; more than {limit} are not opened.",
    "file-too-large": "The file has {gigabytes} GB; files over {limit} GB are not read.",
    "not-a-file": "This is not a regular file.",
    "broken-link": "The link points to a file that does not exist.",
    "permission": "The file may not be read. Change its permissions to include it.",
    "vanished": "The file disappeared while it was being read.",
    "read-failed": "The file could not be read: {detail}.",
    "folder-offline": "The folder is not there now; its drive may be unplugged. Its photos are kept.",
    "out-of-memory": "There is not enough memory to open this picture.",
    "decoder-stopped": "PhotoClust stopped while reading this file, so it is left alone. "
    "It can be tried again by hand.",
    "decoder-hung": "This picture took longer than {seconds} seconds to decode, so it is left alone. "
    "It can be tried again by hand.",
    "no-answer": "The disk or network drive gave nothing of this file for {seconds} seconds. "
    "It is tried again next time.",
    # models
    "model-unknown": "There is no model named {name}. Known models: {known}.",
    "model-missing": "The model file {path} is missing. Put it back, or install PhotoClust again.",
    "model-not-brought": "This model does not come with PhotoClust, which never downloads anything. "
    "Get its file from {address} and put it at {path}.",
    "model-damaged": "The model file {path} is damaged or not the right one (its checksum differs). "
    "Replace it, or install PhotoClust again.",
    "model-mismatch": "The files {path} and {text} do not belong together: pictures become {pictures} "
    "numbers, words {words}. Put in the right pair, or remove {text}.",
    "model-refused": "The model file {path} can't be used: {detail}.",
    # library
    "no-library": "There is no PhotoClust library in {path}. Add a folder first.",
    "library-unwritable": "The library folder {path} can't be written. "
    "Change its permissions, or choose another one with --library.",
    "database-locked": "The library in {path} is in use by another PhotoClust. Close it and try again.",
    "database-damaged": "The file {path} is damaged. {hint}",
    "database-foreign": "The file {path} belongs to another program; PhotoClust did not touch it.",
    "database-newer": "The file {path} was written by a newer PhotoClust; it was not touched. "
    "Install the newer version again to open it.",
    "already-open": "PhotoClust is already open with this library, but its window does not answer. "
    "Close it and try again.",
    "disk-full": "The disk is full: {path} could not be written. "
    "Free some space and try again; nothing was lost.",
    "not-written": "The file {path} could not be written: {detail}.",
    "disk-error": "The disk reported an error with {path}. Check that the drive is connected and healthy.",
    # what was put right when the library was opened
    "cache-set-aside": "The file {path} was damaged and is now named {kept}. "
    "Your photos are indexed anew; albums and photos are untouched.",
    "albums-restored": "The file {path} with your albums was damaged and is now named {kept}. "
    "Its copy of {date} was put in its place.",
    "albums-lost": "The file {path} with your albums was damaged and is now named {kept}. "
    "There is no good copy of it, so the albums begin anew.",
    # settings
    "settings-stay": "The settings file {path} can't be renamed: {detail}.",
    # the trash
    "trash-read-only": "{path} can't be moved to the trash: its folder is read-only. "
    "Change its permissions and try again.",
    "trash-in-use": "{path} can't be moved to the trash: another program has it open. "
    "Close it there and try again.",
    "trash-refused": "{path} can't be moved to the trash: {detail}. "
    "Its drive may have no trash; it was left where it is.",
    "trash-nowhere": "{path} went to the trash, but the system does not say where it lies there.",
    "trash-gone": "{path} is not in the trash any more: it was emptied, or the file was taken out by hand.",
    "trash-occupied": "{path} can't be brought back: another file lies there now. Rename that one first.",
    "trash-stays": "{path} can't be brought back from the trash: {detail}.",
    # use cases
    "not-in-library": "{path} is not a photo of this library.",
    "file-missing": "The file {path} does not exist.",
    "folder-missing": "The folder {path} does not exist or can't be read.",
    "no-photos": "There are no photos to work on. Add a folder first.",
    "k-needed": "K-means needs to know how many clusters to make. Say how many, or choose another method.",
    "bad-weights": "The weights of time ({time}) and place ({place}) must be 0 or more, together 1 at most.",
    "bad-k": "{k} clusters can't be made of {photos} photos.",
    "too-many-for-linkage": "{linkage} linkage compares all pairs of photos and takes at most {most}; "
    "there are {photos}. Choose average linkage, which takes any number, or some of the folders.",
    "web-address": "PhotoClust never connects to the internet, so it can't fetch a picture from an address. "
    "Drop or paste the picture itself.",
    "bad-region": "The region lies outside the picture ({width} x {height} pixels).",
    "album-unknown": "There is no album named {name}.",
    "album-exists": "There is already an album named {name}.",
    "album-name-empty": "An album needs a name.",
    "group-gone": "That group is no more: the photos were grouped anew meanwhile. Try again.",
    "group-name-empty": "A group needs a name.",
    "clustering-unknown": "There is no saved clustering named {name}.",
    "clustering-exists": "There is already a saved clustering named {name}.",
    "clustering-name-empty": "A saved clustering needs a name.",
    "nothing-grouped": "There are no groups yet. Group the photos first.",
    "duplicates-gone": "These photos are no more in the library, or only one of them. "
    "Look for duplicates again.",
    "removal-kept": "This photo is the one that stays for others, so it stays.",
    "removal-offline": "The drive of this file is not there now.",
    "removal-outside": "This file does not lie in a folder of the library; a link leads to it.",
    "removal-changed": "This file is gone, or changed since it was looked at last. "
    "Let PhotoClust look through its folder again.",
    "removal-keeper": "The photo that shall stay is gone, changed, or can't be read, so its copies stay.",
    "removal-same-file": "This is the very file that shall stay, reached in another way.",
    "removal-underway": "PhotoClust is moving files to the trash already. Wait until that is done.",
    "removal-unknown": "There is nothing of this removal in the trash any more.",
    "restore-lost": "{path} went to the trash, but it is not there any more.",
    "restore-occupied": "Another file is at {path} now; nothing was overwritten. "
    "Move it away, and bring yours back again.",
    "export-target": "{path} can't be used as the folder to export to: {detail}.",
    "export-space": "There is not enough room in {path}: {needed} are needed, {free} are free.",
}


class UserFacingError(Exception):
    """Something outside the program went wrong; its text is for people.

    Attributes:
        code: Key of `SENTENCES`, stable, for JSON and translations.
        values: What the sentence's placeholders are filled with.
        path: The file or folder concerned, if one is.
    """

    exit_code: int = 3

    def __init__(self, code: str, *, path: str | None = None, **values: object) -> None:
        self.code = code
        self.path = path
        self.values = {**values, **({"path": path} if path is not None else {})}
        super().__init__(SENTENCES[code].format(**self.values))

    @property
    def message(self) -> str:
        return str(self)


class PhotoUnreadableError(UserFacingError):
    """One file can't be used; a run over many goes on without it."""


class UsageError(UserFacingError):
    """What was asked for makes no sense; nothing was done."""

    exit_code = 2


class ModelError(UserFacingError):
    """A model is missing, damaged or unfit."""


class LibraryError(UserFacingError):
    """The library's folder or databases can't be used."""


class ExportError(UserFacingError):
    """An export can't be carried out."""


class CancelledError(Exception):
    """The person said stop. Not an error to be shown: whoever started the work swallows it."""
