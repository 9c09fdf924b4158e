"""What one run of the wizard holds: the files, what people have decided, the plan; all slow work is started here.

The plan is made anew in a thread after every decision; nothing is written before `carry_out`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from core.classified import SecretMark, marks_in, places_of
from core.errors import UserError
from core.i18n import N_, _
from core.imports.cells import Sheet, Workbook
from core.imports.headers import UNUSED, HeadedColumn, Table
from core.imports.plan import ImportPlan, SheetPlan
from core.imports.planning import Choices
from core.imports.sheet_kinds import header_key
from core.imports.workbook import read_workbook
from db.services.imports import ImportResult, import_books, plan_import
from desktop.context import AppContext
from desktop.errors import show_refusal, system_words
from desktop.tasks import Cancelled, Task

SETTLE_MS = 120
"""Decisions made in one go are planned together."""


class FileState(StrEnum):
    """Where a file stands."""

    READING = "reading"
    READ = "read"
    REFUSED = "refused"


@dataclass(eq=False)
class Source:
    """One file that was chosen.

    Attributes:
        refusal: Why it cannot be read, a whole sentence.
        secret_marks: Where something looks like a state secret.
    """

    path: Path
    size: int
    state: FileState = FileState.READING
    book: Workbook | None = None
    refusal: str = ""
    secret_marks: list[SecretMark] = field(default_factory=list)
    task: Task | None = field(default=None, repr=False)


class ImportSession(QObject):
    """The state behind the wizard's pages.

    Signals:

    files_changed(): a file came, went, was read or refused.
    plan_changed(): there is another plan, or none.
    busy_changed(): reading, planning or importing began or ended.
    progressed(int, int): rows written, of all.
    imported(object): the ImportResult of a finished import.
    stopped(): the import was cancelled or refused; nothing was changed.
    """

    files_changed = Signal()
    plan_changed = Signal()
    busy_changed = Signal()
    progressed = Signal(int, int)
    imported = Signal(object)
    stopped = Signal()

    def __init__(self, ctx: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.sources: list[Source] = []
        self.choices = Choices()
        self.plan: ImportPlan | None = None
        self.decided = False
        self._over = False
        self._sheets: dict[tuple[str, str], Sheet] = {}
        self._planning: Task | None = None
        self._importing: Task | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._start_planning)

    # files

    def add(self, paths: Iterable[Path]) -> int:
        """Take files in and read them; return how many were not in the list yet."""
        known = {source.path for source in self.sources}
        fresh = [path for path in dict.fromkeys(path.absolute() for path in paths) if path not in known]
        for path in fresh:
            source = Source(path, path.stat().st_size if path.is_file() else 0)
            self.sources.append(source)
            self._read(source)
        self.files_changed.emit()
        self.busy_changed.emit()
        return len(fresh)

    def remove(self, source: Source) -> None:
        """Take a file out again, stopping its reading."""
        if source.task is not None:
            source.task.cancel()
        self.sources.remove(source)
        self.files_changed.emit()
        self.replan()

    def sheet_of(self, plan: SheetPlan) -> Sheet | None:
        """Return the cells of a sheet as read."""
        return self._sheets.get((plan.path, plan.name))

    def sheets_in(self, source: Source) -> list[SheetPlan]:
        """Return what the plan says of a file's sheets, in the order of the file."""
        if self.plan is None or source.book is None:
            return []
        found = {plan.name: plan for plan in self.plan.sheets if plan.path == source.book.path}
        return [found[sheet.name] for sheet in source.book.sheets if sheet.name in found]

    @property
    def books(self) -> list[Workbook]:
        """The files that could be read."""
        return [source.book for source in self.sources if source.book is not None]

    @property
    def reading(self) -> bool:
        """Whether a file is being read."""
        return any(source.state is FileState.READING for source in self.sources)

    @property
    def planning(self) -> bool:
        """Whether a plan is being made or about to be."""
        return self._planning is not None or self._settle.isActive()

    @property
    def importing(self) -> bool:
        """Whether the import is being carried out."""
        return self._importing is not None

    # decisions

    def answer(self, question: str, answer: str) -> None:
        """Answer a question for all rows; "" takes the answer back."""
        self._decide(lambda: _put(self.choices.answers, question, answer))

    def set_meaning(self, plan: SheetPlan, answer: str) -> None:
        """Say what a sheet holds: `kind:<kind>` or `skip`."""
        self.answer(f"sheet:{plan.file}/{plan.name}", answer)

    def set_header_row(self, plan: SheetPlan, row: int) -> None:
        """Say which row holds the headers."""
        self.answer(f"header:{plan.file}/{plan.name}", str(row))

    def set_field(self, table: Table, column: HeadedColumn, name: str | None) -> None:
        """Let a column mean a field in every sheet with these headers; UNUSED waves it through, None asks again."""

        def change() -> None:
            mapping = self.choices.mappings.setdefault(table.signature, {})
            key = header_key(column.header)
            self.choices.answers.pop(f"column:{table.kind.key}/{key}", None)
            for other, known in [*mapping.items()]:
                if name and known == name and other != key:
                    del mapping[other]
            if name is None:
                mapping.pop(key, None)
            else:
                mapping[key] = name

        self._decide(change)

    def wave_through(self, table: Table, columns: Iterable[HeadedColumn]) -> None:
        """Leave several columns out."""
        for column in columns:
            self.set_field(table, column, UNUSED)

    # the plan

    def replan(self) -> None:
        """Make the plan anew, soon."""
        if self._planning is not None:
            self._planning.cancel()
        if not self.reading:  # the last file read starts it
            self._settle.start()
        self.busy_changed.emit()

    def carry_out(self) -> None:
        """Import what the plan shows, in a thread and as one change."""
        store, books, choices, today = self.ctx.store, self.books, self._copied(), self.ctx.today()

        def work(task: Task) -> ImportResult:
            return import_books(store, books, choices, today=today, progress=task.step)

        self._importing = self.ctx.tasks.start(_("Importing"), work, done=self._on_imported, failed=self._on_failed)
        self._importing.progressed.connect(lambda done, total, _words: self.progressed.emit(done, total))
        self.busy_changed.emit()

    def stop(self) -> None:
        """Stop whatever is going on; an import that is under way is rolled back."""
        self._settle.stop()
        for task in (self._planning, self._importing, *(source.task for source in self.sources)):
            if task is not None:
                task.cancel()

    def close(self) -> None:
        """Stop for good; what still comes back from the threads is dropped."""
        self._over = True
        self.stop()

    def _decide(self, change: Callable[[], None]) -> None:
        change()
        self.decided = True
        self.replan()

    def _copied(self) -> Choices:
        mappings = {key: dict(fields) for key, fields in self.choices.mappings.items()}
        return Choices(dict(self.choices.answers), mappings)

    def _read(self, source: Source) -> None:
        def done(book: Workbook) -> None:
            if self._over:
                return
            source.state, source.book = FileState.READ, book
            self._sheets |= {(book.path, sheet.name): sheet for sheet in book.sheets}
            ended()

        def failed(fault: BaseException) -> None:
            if self._over or isinstance(fault, Cancelled):
                return
            if not isinstance(fault, (UserError, OSError)):
                raise fault
            source.state = FileState.REFUSED
            source.refusal = str(fault) if isinstance(fault, UserError) else system_words(fault)
            ended()

        def ended() -> None:
            source.task = None
            self.files_changed.emit()
            self.replan()

        def work(task: Task) -> Workbook:
            book = read_workbook(source.path)
            source.secret_marks = marks_in(places_of(book))
            task.step()
            return book

        source.task = self.ctx.tasks.start(N_("Reading the files"), work, done=done, failed=failed)

    def _start_planning(self) -> None:
        if self._planning is not None:  # the one under way was cancelled; its end starts the next
            return
        store, books, choices, today = self.ctx.store, self.books, self._copied(), self.ctx.today()

        def work(task: Task) -> ImportPlan:
            with store.read() as session:
                plan = plan_import(session, books, choices, today=today)
            task.step()
            return plan

        def done(plan: ImportPlan) -> None:
            if self._over:
                return
            self._planning = None
            self.plan = plan if books else None
            self.plan_changed.emit()
            self.busy_changed.emit()

        def failed(fault: BaseException) -> None:
            if self._over:
                return
            self._planning = None
            if isinstance(fault, Cancelled):
                self._settle.start()
                return
            self.busy_changed.emit()
            raise fault

        self._planning = self.ctx.tasks.start(_("Checking the rows"), work, done=done, failed=failed)

    def _on_imported(self, result: ImportResult) -> None:
        self._importing = None
        self.busy_changed.emit()
        self.imported.emit(result)

    def _on_failed(self, fault: BaseException) -> None:
        self._importing = None
        self.busy_changed.emit()
        self.stopped.emit()
        if isinstance(fault, (UserError, OSError)):
            show_refusal(self.ctx.window, fault)
        elif not isinstance(fault, Cancelled):
            raise fault


def _put(answers: dict[str, str], question: str, answer: str) -> None:
    if answer:
        answers[question] = answer
    else:
        answers.pop(question, None)
