"""Groups side by side, one after the other; what was marked to go is asked about once, at the end."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject

from photoclust.core.photo import PhotoId
from photoclust.gui.compare.compare_view import CompareView
from photoclust.gui.duplicates.board import OpenGroup
from photoclust.gui.duplicates.commands import DuplicateCommands
from photoclust.gui.duplicates.panel import DuplicatesPanel


class ShowPhotos(Protocol):
    """Shows photos side by side, as `MainWindow.compare_photos` does."""

    def __call__(
        self, ids: tuple[PhotoId, ...], keep: PhotoId, *, drop: list[PhotoId], group: OpenGroup
    ) -> None: ...


class Comparing(QObject):
    """Leads the comparison through the groups of a tier.

    Args:
        panel: Has the groups, and where the person is.
        view: Shows one of them.
        commands: Does what was marked.
        show: Brings the view to the front.
    """

    def __init__(
        self, panel: DuplicatesPanel, view: CompareView, commands: DuplicateCommands, show: ShowPhotos
    ) -> None:
        super().__init__(panel)
        self._panel = panel
        self._view = view
        self._commands = commands
        self._show = show
        self._to_go: dict[int, tuple[PhotoId, list[PhotoId]]] = {}
        commands.compareWanted.connect(self._begin)
        view.nextRequested.connect(lambda: self._step(1))
        view.previousRequested.connect(lambda: self._step(-1))
        view.finished.connect(self._finish)

    def _begin(self, group: OpenGroup) -> None:
        self._to_go.clear()
        self._show_group(group)

    def _show_group(self, group: OpenGroup) -> None:
        _keep, drop = self._to_go.get(group.number, (group.keep, []))
        self._show(group.members, group.keep, drop=drop, group=group)
        section = self._panel.photos.section_number(group.number)
        last = len(self._panel.photos.groups) - 1
        self._view.show_steps(section is not None and section > 0, section is not None and section < last)

    def _step(self, by: int) -> None:
        if self._note():
            self._panel.grid.step_group(by)
            group = self._panel.grid.current_group()
            if group is not None:
                self._show_group(group)

    def _finish(self) -> None:
        if self._note() and self._to_go:
            self._commands.drop(list(self._to_go.values()))
        self._to_go.clear()

    def _note(self) -> bool:
        """Takes down what is marked in the group that is left; False if it is none of ours."""
        group = self._view.group
        if not isinstance(group, OpenGroup):
            return False
        kept, dropped = self._view.kept_ids, self._view.dropped_ids
        keep = next((one for one in (*kept, group.keep, *group.members) if one not in dropped), None)
        self._to_go.pop(group.number, None)
        if keep is not None:
            self._commands.keep(group, keep)
            if dropped:
                self._to_go[group.number] = keep, dropped
        return True
