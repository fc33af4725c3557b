"""What the person's hand does to the groups that are shown, each of it undoable and kept at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from photoclust.core.errors import UsageError, UserFacingError
from photoclust.core.grouping import Cluster
from photoclust.core.photo import PhotoId
from photoclust.gui import wording
from photoclust.gui.background import WorkToken
from photoclust.gui.changes import Changes
from photoclust.gui.grouper import Grouper
from photoclust.gui.session import LibrarySession
from photoclust.library import clusterings, hand
from photoclust.library.clustering import Clustering
from photoclust.library.regrouping import names_for, split_parts
from photoclust.library.session import Library

LANE = "split"
REST_MS = 700
"""The slider may be moving: groups are written down when it rests."""

Operation = Callable[[Library, Clustering], Clustering]
Outcome = tuple[Clustering, Clustering] | UserFacingError | None
"""What was there before and after; why it could not be done; None where there was nothing to do."""
Within = tuple[str, ...]


class GroupEditor(QObject):
    """The one way to change groups by hand.

    Args:
        session: The library.
        grouper: Whose groups are changed.
        changes: What makes it undoable.
        within: Which groups are shown: the folders they are limited to.

    Attributes:
        within: As given.

    Signals:
        started: A split is worked out, which may take a while.
        progressed(Progress): How far it is.
        stopped: It is done, was stopped, or could not be done.
        groupMade(int): A group was made of some photos; it has that key.
        restored(GroupingRequest): Groups are shown again that were made that way.
    """

    started = Signal()
    progressed = Signal(object)
    stopped = Signal()
    groupMade = Signal(int)
    restored = Signal(object)

    def __init__(
        self, session: LibrarySession, grouper: Grouper, changes: Changes, within: Callable[[], Within]
    ) -> None:
        super().__init__(changes)
        self._session = session
        self._grouper = grouper
        self._changes = changes
        self.within = within
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.keep)
        grouper.made.connect(self._made)

    # Operations

    def merge(self, keys: Sequence[int]) -> None:
        """Makes one group of several."""
        if len(keys) > 1:
            groups = wording.counted(len(keys), "group")
            text, said = self.tr("Merge {groups}"), self.tr("{groups} merged.")
            self.edit(
                text.format(groups=groups),
                lambda _library, now: hand.merge(now, keys),
                said.format(groups=groups),
            )

    def rename(self, key: int, name: str) -> None:
        """Gives a group a name that sticks."""
        self.edit(self.tr("Rename group"), lambda _library, now: hand.rename(now, key, name))

    def pin(self, keys: Sequence[int], pinned: bool) -> None:
        """Grouping again leaves groups alone, or not any more."""
        text = self.tr("Pin group") if pinned else self.tr("Unpin group")
        self.edit(text, lambda _library, now: hand.pin(now, keys, pinned))

    def hide(self, keys: Sequence[int], hidden: bool) -> None:
        """Groups are not to be seen, or are again."""
        text = self.tr("Hide group") if hidden else self.tr("Show group again")
        count = wording.counted(len(keys), "group")
        said = self.tr("{groups} hidden.").format(groups=count) if hidden else ""
        self.edit(text, lambda _library, now: hand.hide(now, keys, hidden), said)

    def dissolve(self, keys: Sequence[int]) -> None:
        """Groups are no more; their photos are in none."""
        self.edit(self.tr("Dissolve group"), lambda _library, now: hand.dissolve(now, keys))

    def move(self, ids: Sequence[PhotoId], target: int | None) -> None:
        """Puts photos into a group, or into none. Groups of which nothing is left are gone."""
        photos = wording.counted(len(ids), "photo")
        text, said = self.tr("Move {photos}"), self.tr("{photos} moved.")
        self.edit(
            text.format(photos=photos),
            lambda _library, now: hand.move(now, ids, target),
            said.format(photos=photos),
        )

    def new_group(self, ids: Sequence[PhotoId]) -> None:
        """Makes a group of photos; `groupMade` follows."""
        find_model = self._session.model_finder()

        def make(library: Library, now: Clustering) -> Clustering:
            return hand.new_group(now, ids, names_for(library, find_model(), now, [ids])[0])

        def made(before: Clustering, _after: Clustering) -> None:
            self.groupMade.emit(before.next_key)

        self.edit(self.tr("New group"), make, done=made)

    def accept(self, key: int) -> None:
        """What was suggested to a group belongs to it."""
        self.edit(self.tr("Add suggested photos"), lambda _library, now: hand.accept(now, key))

    def refuse(self, key: int) -> None:
        """What was suggested to a group does not belong to it."""
        self.edit(self.tr("Refuse suggested photos"), lambda _library, now: hand.refuse(now, key))

    def split(self, key: int, parts: int = 2) -> None:
        """Splits a group by its own dendrogram."""
        find_model = self._session.model_finder()
        clustering = self._grouper.clustering_of(self.within())
        if clustering is None:
            return
        name = next((group.name for group in clustering.clusters if group.key == key), "")

        def work(library: Library, token: WorkToken) -> tuple[list[list[PhotoId]], list[str]]:
            return split_parts(
                library, find_model(), clustering, key, parts, on_progress=token.report, cancel=token
            )

        def found(result: tuple[list[list[PhotoId]], list[str]]) -> None:
            made, names = result
            self.stopped.emit()
            said = self.tr("“{name}” was split into {groups}.")
            self.edit(
                self.tr("Split group"),
                lambda _library, now: hand.split(now, key, made, names),
                said.format(name=name, groups=wording.counted(len(made), "group")),
            )

        self._session.ask(work, found, self._failed, lane=LANE, on_progress=self.progressed.emit)
        self.started.emit()

    def group_again(self) -> None:
        """Groups the photos anew as they were grouped."""
        clustering = self._grouper.clustering_of(self.within())
        if clustering is not None:
            self._grouper.group(clustering.request)

    def is_pinned(self, key: int) -> bool:
        """Whether a group that is shown is pinned."""
        return any(group.key == key and group.pinned for group in self._groups())

    def is_hidden(self, key: int) -> bool:
        """Whether a group that is shown is hidden."""
        return any(group.key == key and group.hidden for group in self._groups())

    def _groups(self) -> tuple[Cluster, ...]:
        clustering = self._grouper.clustering_of(self.within())
        return clustering.clusters if clustering is not None else ()

    def stop(self) -> None:
        """Stops a split that is worked out."""
        if self._session.background.busy(LANE):
            self._session.background.cancel(LANE)
            self.stopped.emit()

    def edit(
        self,
        text: str,
        operation: Operation,
        said: str = "",
        done: Callable[[Clustering, Clustering], None] = lambda _before, _after: None,
    ) -> None:
        """Makes a change to the groups that are shown, keeps it, and pushes the way back.

        Args:
            text: What is done, for the menu.
            operation: Off the GUI thread; may raise `UsageError`.
            said: A sentence for when it is done; "" for none.
            done: Called on the GUI thread with what was shown before and after.
        """
        within = self.within()

        def work(library: Library) -> Outcome:
            before = self._grouper.clustering_of(within)
            if before is None:
                return UsageError("nothing-grouped")
            try:
                after = operation(library, before)
            except UsageError as error:  # of this change alone: what is on the stack holds
                return error
            if after == before:
                return None
            clusterings.keep_working(library, after)
            return before, after

        def made(result: Outcome) -> None:
            if isinstance(result, UserFacingError):
                self._session.failed.emit(result)
            elif result is not None:
                before, after = result
                if self._grouper.clustering_of(within) is not before:  # it was grouped anew meanwhile
                    self.edit(text, operation, said, done)
                    return
                self._grouper.show(after)
                self._push(text, before, after)
                if said:
                    self._changes.said.emit(said)
                done(before, after)

        self._changes.make(work, made)

    # How

    def keep(self) -> None:
        """Writes down what was grouped lately; to be called before the session is closed."""
        self._rest.stop()
        for within in self._grouper.unkept:
            self._changes.make(partial(self._keep, within), self._kept)

    def _keep(self, within: Within, library: Library) -> Clustering | None:
        unkept = self._grouper.unkept.get(within)
        clustering = self._grouper.clustering_of(within) or unkept
        if clustering is not None:
            clusterings.keep_working(library, clustering)
        return unkept

    def _kept(self, kept: Clustering | None) -> None:
        """It is written down, unless photos were grouped once more meanwhile."""
        if kept is not None and self._grouper.unkept.get(kept.request.within) is kept:
            del self._grouper.unkept[kept.request.within]

    def _made(self, before: Clustering | None, after: Clustering) -> None:
        within = tuple(after.request.within)
        self._rest.start()
        if before is not None:
            self._push(self.tr("Group photos"), before, after, joins=hash(("group", within)) & 0x7FFFFFFF)

    def _push(self, text: str, before: Clustering, after: Clustering, joins: int = -1) -> None:
        shown: list[Clustering] = []

        def show() -> None:
            clustering = shown.pop()
            self._grouper.show(clustering)
            self.restored.emit(clustering.request)

        self._changes.push(
            text,
            undo=lambda library: shown.append(clusterings.put_back(library, before)),
            redo=lambda library: shown.append(clusterings.put_back(library, after)),
            after=show,
            joins=joins,
        )

    def _failed(self, error: UserFacingError) -> None:
        self.stopped.emit()
        self._session.failed.emit(error)
