"""Who was there: ticked, typed, or laid over from a sign-in list out of Excel, WPS or a text file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QKeyCombination, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from core.attendance import Merged, as_attendees, counts, from_json, merge, to_json
from core.i18n import _, clauses, is_chinese, listed, ngettext
from core.masking import mask_numbers
from core.names import bare_unit
from core.records import RecordDraft
from core.sign_in_files import ENDINGS, ListFile, read_list
from core.sign_in_list import SignInList, list_from_text
from db.queries.names import named_agencies, named_townships
from desktop.attachments.taking import accept_copy
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.tasks import Task
from desktop.visits.record.attendance_grid import AttendanceGrid
from desktop.visits.record.attendance_model import NAME, AttendanceModel
from desktop.visits.record.sections import RecordSection
from desktop.widgets import Choice, PlainLabel, SmallButton, choice

_ALL_CAME: Final = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_A
).toCombined()
_TOLD: Final = 4
"""So many names are told; of the rest only how many there are."""


class AttendanceSection(RecordSection):
    """The table, and above it what fills it."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._loaded: list[dict[str, Any]] = []
        self._units: list[Choice] | None = None
        self._task: Task | None = None
        self.model = AttendanceModel(self)
        self.grid = AttendanceGrid(self.model, self._offers)
        self.all_came = SmallButton(_("All came"), "check", hint="Ctrl Shift A")
        self.choose = SmallButton(_("Read a sign-in list…"), "folder-open")
        self.said = PlainLabel(px=13, tone="ink2", wrap=True)
        self.setAcceptDrops(True)
        self._build()
        self.model.edited.connect(self._on_edited)
        self.grid.pasted.connect(lambda text: self.take(list_from_text(text)))
        self.grid.hinted.connect(self.hinted)
        self.grid.left_upwards.connect(self.left_upwards)
        self.grid.left_downwards.connect(self.left_downwards)
        self.all_came.clicked.connect(lambda _checked: self.tick_all())
        self.choose.clicked.connect(lambda _checked: self.ask_for_list())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(24, 8, 24, 8)
        line.setSpacing(8)
        line.addWidget(self.all_came)
        line.addWidget(self.choose)
        line.addWidget(self.said, 1)
        column.addLayout(line)
        column.addWidget(self.grid)

    @override
    def title(self) -> str:
        return _("Attendance")

    @override
    def note(self) -> str:
        came, away, waiting = counts(self.model.rows)
        if not came + away + waiting:
            return ""
        words = [
            ngettext("{n} person came", "{n} people came", came).format(n=came),
            _("{n} did not").format(n=away) if away else "",
            _("{n} not ticked yet").format(n=waiting) if waiting else "",
        ]
        return clauses(words)

    @override
    def keys(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Space", _("came or not")),
            ("Ctrl V", _("paste a list")),
            ("Ctrl Shift A", _("all came")),
            ("F2", _("correct")),
            ("Ctrl Del", _("delete the row")),
        )

    @override
    def load(self, record: RecordDraft) -> None:
        self.model.show_rows(record.attendees)
        self._loaded = to_json(self.model.rows)
        self._say("")
        self.note_changed.emit()

    @override
    def store_into(self, record: RecordDraft) -> None:
        record.attendees = as_attendees(self.model.rows)

    @override
    def typed(self) -> Any:
        rows = to_json(self.model.rows)
        return None if rows == self._loaded else rows

    @override
    def restore(self, typed: Any) -> None:
        if isinstance(typed, list):
            self.model.show_rows(from_json(typed))
            self.note_changed.emit()

    @override
    def first_field(self) -> QWidget:
        return self.grid

    @override
    def fault(self) -> tuple[QWidget, str] | None:
        self.grid.commit()
        found = self.model.first_problem()
        if found is None:
            return None
        index, why = found
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(index)
        return self.grid, _("Row {n}: {why}").format(n=index.row() + 1, why=why)

    def tick_all(self) -> None:
        """Tick everybody of whom nothing is said yet."""
        self.grid.commit()
        count = self.model.tick_all()
        words = ngettext("{n} person ticked", "{n} people ticked", count).format(n=count)
        self._say(words if count else _("Everybody is ticked or marked as absent already."))

    def ask_for_list(self) -> None:
        """Let the user choose a file with a sign-in list."""
        kinds = _("Sign-in lists ({endings});;All files (*)").format(endings=" ".join(f"*.{each}" for each in ENDINGS))
        path, _kind = QFileDialog.getOpenFileName(self, _("Read a sign-in list…"), "", kinds)
        if path:
            self.read(Path(path))

    def read(self, path: Path) -> None:
        """Read a sign-in list off the GUI thread and lay it over the rows."""
        if self._task is not None:
            return
        self._say(_("Reading {file}…").format(file=path.name))
        self._task = self._ctx.tasks.start(
            _("Read a sign-in list…"), lambda _task: read_list(path), done=self._read, widget=self
        )
        self._task.finished.connect(self._ended)

    def take(self, found: SignInList, *, sheet: str = "") -> None:
        """Lay a list over the rows and say what came of it."""
        if not found.people:
            self._say(_left_out(found) or _("No names were found in it. One name per line is enough."))
            return
        agencies = {bare_unit(each.text): each.data for each in self._offers() if isinstance(each.data, int)}
        with shown_to(self) as outcome:
            merged = merge(self.model.rows, found, agencies)
        if outcome.ok:
            self.model.show_rows(merged.attendees)
            self.grid.setCurrentIndex(self.model.index(0, NAME))
            self._say(_words_on(merged, found, sheet))
            self._on_edited()

    def _read(self, found: ListFile) -> None:
        if not isValid(self):  # the page was left meanwhile
            return
        self.take(found.listed, sheet=found.sheet)

    def _ended(self) -> None:
        self._task = None
        if self.said.text().endswith("…"):
            self._say("")

    def _say(self, words: str) -> None:
        self.said.setText(words or _("or paste a list with Ctrl+V: a table, one name per line, or names between 、"))
        self.said.set_tone("ink2" if words else "ink3")

    def _on_edited(self) -> None:
        self.changed.emit()
        self.note_changed.emit()

    def _offers(self) -> Sequence[Choice]:
        if self._units is None:
            with self._ctx.store.read() as session:
                rows, places = named_agencies(session), named_townships(session)
            self._units = [choice(each.name, each.id) for each in rows]
            self._units += [choice(each.name, None) for each in places]
        return self._units

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.keyCombination().toCombined() == _ALL_CAME:
            self.tick_all()
            return
        super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _list_in(event.mimeData().urls()) is not None:
            accept_copy(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = _list_in(event.mimeData().urls())
        if path is not None:
            accept_copy(event)
            self.read(path)


def _list_in(urls: Sequence[QUrl]) -> Path | None:
    """Return the one file that is dragged, None where it is not exactly one."""
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return paths[0] if len(paths) == 1 else None


def _words_on(merged: Merged, found: SignInList, sheet: str) -> str:
    """Return what a list did: 12 ticked, 5 added; who stands in it twice, and what was not understood."""
    parts = []
    if merged.ticked or not merged.added:
        ticked = ngettext("{n} expected person ticked", "{n} expected people ticked", merged.ticked)
        parts.append(ticked.format(n=merged.ticked))
    if merged.added:
        parts.append(ngettext("{n} person added", "{n} people added", merged.added).format(n=merged.added))
    if merged.absent:
        parts.append(ngettext("{n} person absent", "{n} people absent", merged.absent).format(n=merged.absent))
    sentences = [_("{words}.").format(words=clauses(parts))]
    if found.is_blank_form:
        sentences.append(_("Nobody has signed in this list: tick who came, or press “All came”."))
    if merged.doubles:
        sentences.append(_("More than once in the list, counted once: {names}.").format(names=_some(merged.doubles)))
    if merged.unsure:
        sentences.append(
            _("There are two of that name, tick the right one: {names}.").format(names=_some(merged.unsure))
        )
    if sheet:
        sentences.append(_("Only the sheet “{sheet}” was read.").format(sheet=sheet))
    return ("" if is_chinese() else " ").join(filter(None, (*sentences, _left_out(found))))


def _left_out(found: SignInList) -> str:
    if not found.unread:
        return ""
    return ngettext(
        "{n} line was not understood and left out: {lines}.",
        "{n} lines were not understood and left out: {lines}.",
        len(found.unread),
    ).format(n=len(found.unread), lines=_some([mask_numbers(line) for line in found.unread]))


def _some(names: Sequence[str]) -> str:
    """Return the first names, cut short, and how many more there are."""
    shown = [name if len(name) <= 20 else name[:20] + "…" for name in names[:_TOLD]]
    rest = len(names) - len(shown)
    words = listed(shown)
    return _("{names} and {n} more").format(names=words, n=rest) if rest > 0 else words
