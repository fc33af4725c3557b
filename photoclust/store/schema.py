"""The tables of the two databases and how they came to be, as data.

A migration is a list of SQL statements; its place in the tuple is the version it leads to. A released one is
never changed: write the next. `tests/fixtures/databases` keeps a real file of every released version.

- `cache.sqlite` holds what can be made again from the photos: catalog, embeddings, thumbnails.
- `albums.sqlite` holds what can't: the person's own work, and which folders they chose.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Schema:
    """One kind of database file.

    Attributes:
        file: Its name in the library's folder.
        application_id: SQLite's mark that says whose file this is.
        migrations: Statements by version.
        synchronous: How hard SQLite tries to get a commit to the platter.
        precious: Whether a copy is made before a migration.
    """

    file: str
    application_id: int
    migrations: tuple[tuple[str, ...], ...]
    synchronous: str
    precious: bool

    @property
    def version(self) -> int:
        return len(self.migrations)


# Paths are BLOBs: file names are bytes on most systems, and not always UTF-8. Compared byte by byte, they are
# in the order in which photos.scan finds them.
_CACHE_1 = (
    """CREATE TABLE folders (
        path BLOB PRIMARY KEY
    ) WITHOUT ROWID""",
    # A content: what a file's bytes are, wherever they lie. It stays when the last file of it is gone:
    # a photo that comes back (a drive plugged in again) costs nothing.
    """CREATE TABLE contents (
        fingerprint BLOB PRIMARY KEY,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        format TEXT NOT NULL,
        taken TEXT,
        camera TEXT,
        exposure TEXT,
        latitude REAL,
        longitude REAL,
        perceptual_hash INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE photos (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path BLOB NOT NULL UNIQUE,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        fingerprint BLOB NOT NULL REFERENCES contents (fingerprint)
    )""",
    "CREATE INDEX photos_by_fingerprint ON photos (fingerprint)",
    """CREATE TABLE failures (
        path BLOB PRIMARY KEY,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        code TEXT NOT NULL,
        detail TEXT NOT NULL,
        decoder TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE models (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE
    )""",
    # float16: half the room, and a cosine moves by less than 0.0001.
    """CREATE TABLE embeddings (
        model_id INTEGER NOT NULL REFERENCES models (id),
        fingerprint BLOB NOT NULL,
        vector BLOB NOT NULL,
        label_ids BLOB NOT NULL,
        label_probabilities BLOB NOT NULL,
        UNIQUE (model_id, fingerprint)
    )""",
    """CREATE TABLE thumbnails (
        fingerprint BLOB NOT NULL UNIQUE,
        jpeg BLOB NOT NULL
    )""",
    """CREATE TABLE state (
        name TEXT PRIMARY KEY,
        value INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "INSERT INTO state VALUES ('revision', 0)",
)

_CACHE_2 = (
    # Contents that a decoder was at when PhotoClust came to a sudden end. `code` says why one is not opened
    # any more, "" while it is only a suspect; `alone` counts those ends at which it was decoded alone.
    """CREATE TABLE quarantine (
        fingerprint BLOB PRIMARY KEY,
        code TEXT NOT NULL,
        alone INTEGER NOT NULL,
        decoder TEXT NOT NULL
    ) WITHOUT ROWID""",
)


def _touching(table: str) -> tuple[str, ...]:
    """Triggers that note each path whose row changes, as long as there is a digest that could be wrong.

    Not INSERT OR IGNORE: within a trigger, the conflict clause of the statement that fired it comes first.
    """
    sides = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    return tuple(
        f"CREATE TRIGGER {table}_touched_by_{event.lower()} AFTER {event} ON {table} "
        "WHEN EXISTS (SELECT 1 FROM folder_digests) BEGIN "
        + " ".join(
            f"INSERT INTO touched SELECT {side}.path "
            f"WHERE NOT EXISTS (SELECT 1 FROM touched WHERE path = {side}.path);"
            for side in rows
        )
        + " END"
        for event, rows in sides.items()
    )


_CACHE_3 = (
    # What takes long to work out from vectors and can be worked out again: dendrograms, maps. `inputs` is a
    # digest of all it depends on; of each kind the latest few are kept.
    """CREATE TABLE results (
        kind TEXT NOT NULL,
        inputs BLOB NOT NULL,
        used INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (kind, inputs)
    )""",
    # Files that belong to a photo, by their names: RAW files, films. `main` is that photo's path. One whose
    # main file can't be read, or is gone, is in photos as well: it stands for the shot.
    """CREATE TABLE companions (
        path BLOB PRIMARY KEY,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        main BLOB NOT NULL,
        kind INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX companions_by_main ON companions (main, kind)",
    # A folder in which all was known and nothing to do, and what was in it then, as a digest: with the same
    # digest there is still nothing to do. `photos` counts those that lie in it, not those in its subfolders.
    """CREATE TABLE folder_digests (
        folder BLOB NOT NULL,
        model_id INTEGER NOT NULL,
        digest BLOB NOT NULL,
        photos INTEGER NOT NULL,
        PRIMARY KEY (folder, model_id)
    ) WITHOUT ROWID""",
    # Whoever changes what is known of a path, the digest of its folder holds no longer.
    "CREATE TABLE touched (path BLOB PRIMARY KEY) WITHOUT ROWID",
    *_touching("photos"),
    *_touching("failures"),
    *_touching("companions"),
)

_ALBUMS_1 = (
    """CREATE TABLE albums (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE
    )""",
    # A member is a content; the path says where it was last seen, should the content change in place.
    """CREATE TABLE album_members (
        album_id INTEGER NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        fingerprint BLOB NOT NULL,
        path BLOB NOT NULL,
        PRIMARY KEY (album_id, fingerprint)
    ) WITHOUT ROWID""",
)

# The library's folders once more: the catalog has them too, and is the file that is made again when damaged.
_ALBUMS_2 = (
    """CREATE TABLE folders (
        path BLOB PRIMARY KEY
    ) WITHOUT ROWID""",
)

_ALBUMS_3 = (
    # Clusterings under the person's hand: those they saved under a name, and with the name "" the one they
    # work on in the whole library (folder "") or in one folder. `request` says how it was made, `outcome`
    # what came of it, both as JSON.
    """CREATE TABLE clusterings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        folder BLOB NOT NULL,
        title TEXT NOT NULL,
        request TEXT NOT NULL,
        outcome TEXT NOT NULL,
        touched INTEGER NOT NULL,
        changed TEXT NOT NULL,
        UNIQUE (name, folder)
    )""",
    # Some photos of a clustering: a group, what was suggested to it or refused, a mark (a name or a wish to
    # hide, and the photos it was said of), or the rest. Members as in album_members, but together: 16 bytes
    # of fingerprint each, and their paths, joined by zero bytes and compressed by zlib. Rows of their own
    # would take several times the room, in a file that is checked whole at each start.
    """CREATE TABLE clustering_groups (
        clustering_id INTEGER NOT NULL REFERENCES clusterings (id) ON DELETE CASCADE,
        role TEXT NOT NULL,
        key INTEGER NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        place TEXT NOT NULL,
        named INTEGER NOT NULL,
        pinned INTEGER NOT NULL,
        hidden INTEGER NOT NULL,
        cover INTEGER NOT NULL,
        fingerprints BLOB NOT NULL,
        paths BLOB NOT NULL,
        PRIMARY KEY (clustering_id, role, key)
    )""",
)

_ALBUMS_4 = (
    # What a person said of photos that seemed to be duplicates: of their contents, so that it holds wherever
    # the files go. `files` is how many files of a content it was said of.
    """CREATE TABLE verdicts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        decided TEXT NOT NULL
    )""",
    """CREATE TABLE verdict_members (
        verdict_id INTEGER NOT NULL REFERENCES verdicts (id) ON DELETE CASCADE,
        fingerprint BLOB NOT NULL,
        files INTEGER NOT NULL,
        PRIMARY KEY (verdict_id, fingerprint)
    ) WITHOUT ROWID""",
    # Files that went to the trash together. A row is written before its file moves (`state` 0, then 1 for the
    # one that is being moved), and says afterwards where it lies (2, `place`). `main` and `kind` are those of
    # a companion, NULL and 0 for a photo.
    """CREATE TABLE removals (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        begun TEXT NOT NULL
    )""",
    """CREATE TABLE removal_files (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        removal_id INTEGER NOT NULL REFERENCES removals (id) ON DELETE CASCADE,
        state INTEGER NOT NULL,
        path BLOB NOT NULL,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        photo_id INTEGER NOT NULL,
        fingerprint BLOB NOT NULL,
        main BLOB,
        kind INTEGER NOT NULL,
        keeper BLOB NOT NULL,
        keeper_fingerprint BLOB NOT NULL,
        place BLOB
    )""",
    "CREATE INDEX removal_files_by_removal ON removal_files (removal_id)",
    # The place in an album that a removed photo had; `replaced` if the photo that was kept has it now.
    """CREATE TABLE removal_albums (
        file_id INTEGER NOT NULL REFERENCES removal_files (id) ON DELETE CASCADE,
        album_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        fingerprint BLOB NOT NULL,
        path BLOB NOT NULL,
        replaced INTEGER NOT NULL,
        PRIMARY KEY (file_id, album_id, fingerprint)
    ) WITHOUT ROWID""",
    # In which albums a photo is, is asked for each file that goes.
    "CREATE INDEX album_members_by_content ON album_members (fingerprint)",
    "CREATE INDEX album_members_by_path ON album_members (path)",
)

CACHE = Schema(
    "cache.sqlite", 0x50686343, (_CACHE_1, _CACHE_2, _CACHE_3), synchronous="NORMAL", precious=False
)
ALBUMS = Schema(
    "albums.sqlite",
    0x50686341,
    (_ALBUMS_1, _ALBUMS_2, _ALBUMS_3, _ALBUMS_4),
    synchronous="FULL",
    precious=True,
)
