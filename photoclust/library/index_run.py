"""One run of `library.indexing.index_folders`: files in, outcomes recorded, whatever a single file does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from photoclust.core.courtesy import Courtesy, step_back
from photoclust.core.errors import CancelledError, PhotoUnreadableError
from photoclust.core.photo import PhotoFile, Unreadable
from photoclust.core.progress import CancelToken, Progress, Throttle
from photoclust.embedding.models import Model
from photoclust.library.analyzer import Analysis, Analyzer
from photoclust.library.changes import Attached, Bad, Change, Found, Gone, compare, is_attached, is_unchanged
from photoclust.library.crew import Crew, Job
from photoclust.library.events import IndexEvent, PhotoFailed, PhotosChanged
from photoclust.library.folders import is_below
from photoclust.library.guard import patience_for, quarantine
from photoclust.library.presence import Look, identity_of
from photoclust.library.recorder import Recorder
from photoclust.library.scout import Survey, in_thread
from photoclust.library.session import Library
from photoclust.library.settled import Listed, drop_what_changed, scan_library, settle
from photoclust.photos.scan import ScanEntry, Unchanged
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database
from photoclust.store.known_files import KnownFile

LOOK_AHEAD = 12  # photos a thread that are in the crew's hands at once: bounds memory
POLL = 0.05  # seconds between two looks at pause, cancel and threads that hang
GRACE = 0.2  # seconds that photos in hand get after a cancel


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to be looked at, what is known of its path, and whether nobody else may decode meanwhile."""

    file: PhotoFile
    known: KnownFile | None
    alone: bool = False


@dataclass(slots=True)
class IndexRun:
    """The state that the steps of a run share. See `index_folders` for the arguments."""

    library: Library
    database: Database
    model: Model
    on_event: Callable[[IndexEvent], None]
    cancel: CancelToken
    time_limit: float
    again: bool
    unchanged: int = 0
    done: int = 0
    written: int = 0
    gone: list[KnownFile] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    failing: set[str] = field(default_factory=set)
    postponed: list[_Task] = field(default_factory=list)
    throttle: Throttle = field(default_factory=Throttle)
    recorder: Recorder = field(init=False)
    analyzer: Analyzer = field(init=False)
    crew: Crew[_Task, Analysis] = field(init=False)
    survey: Survey = field(init=False)

    def index(self, folders: Sequence[str], jobs: int, courtesy: Courtesy) -> int:
        """Does it; returns the number of photos that are no more.

        Raises:
            CancelledError: If the person said stop. What is finished by then, or a moment later, is kept.
        """
        self.analyzer = Analyzer(
            self.library,
            self.model,
            quarantine=quarantine(self.database).all(),
            between=self.cancel.checkpoint,
        )
        self.recorder = Recorder(self.database, self.model.key, self.analyzer.committed)
        self.survey = Survey(self.library, folders, self.recorder.model_id, again=self.again, threads=jobs)
        self.crew = Crew(
            jobs,
            self._analyse,
            arrive=partial(step_back, courtesy),
            before=self.cancel.checkpoint,
            leave=self.analyzer.leave,
        )
        try:
            self._work(folders, look_ahead=LOOK_AHEAD * jobs)
        except (CancelledError, KeyboardInterrupt):
            self._save_what_is_in_hand()
            raise
        finally:
            self.crew.close(GRACE)
            self.survey.stop(GRACE)
        removed = self.recorder.remove(self.gone)
        self._report(force=True)
        if self.gone or self.written:
            self.on_event(PhotosChanged(self.written))
        self._settle()
        return removed

    def _analyse(self, task: _Task) -> Analysis:
        return self.analyzer.analyse(task.file, alone=task.alone)

    def _work(self, folders: Sequence[str], look_ahead: int) -> None:
        catalog = Catalog(self.database)
        seen: list[Look] = []
        drop_what_changed(self.database)
        for folder in folders:
            self._wait_for(folder)
            look, gone_before, listed_before = Look(catalog, folder), len(self.gone), len(self.listed)
            self._tell_offline(look.offline)
            if not look.here:
                continue
            seen.append(look)
            known = catalog.known_below(folder, self.recorder.model_id)
            with closing(in_thread(partial(self._scan, look), self._checkpoint)) as found:
                self._take_all(compare(found, known, look.offline), look_ahead)
            if not look.finish():
                del self.gone[gone_before:], self.listed[listed_before:]
        self._collect_all()
        self._try_suspects()
        for look in seen:
            self._take_all(self._stranded(look), look_ahead)
        self._collect_all()
        self._try_suspects()

    def _take_all(self, changes: Iterable[Change], look_ahead: int) -> None:
        for change in changes:
            self._checkpoint()
            self._take(change)
            while len(self.crew) >= look_ahead:
                self._collect()

    def _try_suspects(self) -> None:
        # In an order of their own, not the one in which threads put them off: every run tries them alike.
        suspects, self.postponed = sorted(self.postponed, key=lambda task: task.file.path), []
        for task in suspects:
            self._flush()  # whatever comes of it, nothing that was done is lost
            self._submit(task.file, task.known, alone=True)
            self._collect_all()
        self._flush()

    def _stranded(self, look: Look) -> Iterator[Found]:
        """RAW files whose main file can't be read: they stand for their shots, so that none is lost."""
        catalog = Catalog(self.database)
        for companion in Companions(self.database).stranded(look.folder):
            if not any(is_below(companion.path, folder) for folder in look.offline):
                yield Found(companion.file, catalog.known_at(companion.path, self.recorder.model_id))

    def _scan(self, look: Look) -> Iterator[ScanEntry]:
        return scan_library(
            self.library,
            look.folder,
            self.recorder.model_id,
            again=self.again,
            skip=look.offline,
            on_drive=look.drives.append,
            on_listed=self.listed.append,
        )

    def _settle(self) -> None:
        """What was found unchanged or is done now need not be looked at by the next run."""
        settled = [listed for listed in self.listed if listed.folder not in self.failing]
        settle(self.database, settled, self.recorder.model_id, self._checkpoint)

    def _wait_for(self, folder: str) -> None:
        """Returns once a folder answers, as a network drive may not: it is asked where a cancel is heard."""
        for _ in in_thread(lambda: iter([identity_of(folder)]), self._checkpoint):
            pass

    def _tell_offline(self, folders: Iterable[str]) -> None:
        """In these, nothing is looked for, and nothing is gone."""
        for folder in folders:
            path = os.path.join(folder, "")
            error = PhotoUnreadableError("folder-offline", path=path)
            self.recorder.unreadable.append(Unreadable(path, error.message, error.code, error.values))
            self.on_event(PhotoFailed(path, error.message))

    def _collect_all(self) -> None:
        while len(self.crew):
            self._collect()

    def _checkpoint(self) -> None:
        if self.cancel.paused:
            self._flush()
            self.cancel.checkpoint()
            self.survey.paused()
            self.crew.forget_time()
        self.cancel.checkpoint()

    def _take(self, change: Change) -> None:
        if isinstance(change, Gone):
            self.gone.append(change.known)
            return
        if isinstance(change, Attached):
            if not is_attached(change) and self.recorder.attach(change):
                self._tell_written()
            return
        if isinstance(change, Unchanged):
            self.unchanged += change.photos
            self.done += change.photos
            self._report()
            return
        if isinstance(change, Bad):
            entry = change.entry
            self.on_event(PhotoFailed(entry.path, entry.error.message))
            self.recorder.fail(PhotoFile(entry.path, 0, 0), entry.error, change.known)
        elif is_unchanged(change, again=self.again):
            known = change.known
            if known is not None and known.failure is not None:
                self.on_event(PhotoFailed(known.failure.path, known.failure.reason))
                self.failing.add(os.path.dirname(known.failure.path))
            else:
                self.unchanged += 1
        else:
            self.survey.start()
            self._submit(change.file, change.known)
            return
        self.done += 1
        self._report()

    def _submit(self, file: PhotoFile, known: KnownFile | None, *, alone: bool = False) -> None:
        self.crew.submit(_Task(file, known, alone), patience_for(file.size, self.time_limit))

    def _collect(self) -> None:
        """Takes in one outcome, in whichever order they come; waits for it."""
        while (job := self.crew.next_over(POLL)) is None:
            self._checkpoint()
            for late in self.crew.overdue():
                analysis = self.analyzer.give_up(late.item.file, late.thread, late.patience)
                self.crew.give_up(late, analysis)
        if job.error is not None:
            raise job.error
        self._record(job)

    def _record(self, job: Job[_Task, Analysis]) -> None:
        analysis, task = job.result, job.item
        assert analysis is not None
        self.survey.finished(task.file, job.watch.total)
        if analysis.postponed:
            self.postponed.append(task)
            return
        if analysis.error is not None:
            self.on_event(PhotoFailed(analysis.file.path, analysis.error.message))
        self.written += 1
        if self.recorder.add(analysis, task.known):
            self._tell_written()
        self.done += 1
        self._report()

    def _flush(self) -> None:
        if self.recorder.flush():
            self._tell_written()

    def _tell_written(self) -> None:
        self.on_event(PhotosChanged(self.written))
        self.written = 0

    def _report(self, *, force: bool = False) -> None:
        if force or self.throttle.ready():
            total = self.done if force else self.survey.total
            if total is not None:  # RAW files that stand for their shots were not counted
                total = max(total, self.done)
            self.on_event(Progress(self.done, total, self.survey.seconds_left(self.crew.under_way())))

    def _save_what_is_in_hand(self) -> None:
        """After a cancel: photos whose work is finished, or will be in a moment, are not thrown away."""
        self.crew.close(GRACE)
        while (job := self.crew.next_over(0)) is not None:
            if job.result is not None and not job.result.postponed:
                self.recorder.add(job.result, job.item.known)
                self.written += 1
        self._flush()
