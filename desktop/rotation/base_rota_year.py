"""Drafting a year by the base rota: what would be made, what is there already, what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from core.i18n import N_, _, clauses, ngettext
from core.planner.base_year import BaseDraft
from db.queries.base_rota import TABLES, base_rota_rows, base_year
from db.services.base_rota import draft_year
from desktop.context import AppContext
from desktop.rotation.base_rota_columns import COUNTS, OBSTACLES, counts_of, obstacles_of
from desktop.rotation.base_rota_strip import Mark, YearStrip, marked
from desktop.widgets import FilledButton, IconButton, PlainButton, PlainLabel
from desktop.widgets.dialogs import resize_within
from desktop.widgets.empty_words import EmptyWords
from desktop.widgets.layouts import list_band, list_head
from desktop.widgets.table import RowTable

_WIDE, _HIGH = 960, 720
_ASKED = TABLES | {"visit", "visit_leader", "closure", "meeting", "meeting_attendee", "recusal", "setting", "quota"}


class BaseYearDialog(QDialog):
    """PgUp and PgDn choose the year, Ctrl+Enter writes the drafts. Signals: drafted(int): so many visits."""

    drafted = Signal(int)

    def __init__(self, ctx: AppContext, parent: QWidget | None, year: int) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx = ctx
        self.year = max(year, ctx.today().year)
        self.draft = BaseDraft()
        self.setWindowTitle(_("Draft a year by the base rota"))
        resize_within(self, _WIDE, _HIGH)
        self.before = IconButton("caret-left", _("Year before"), hint="PgUp")
        self.after = IconButton("caret-right", _("Year after"), hint="PgDn")
        self.title = PlainLabel("", px=19, bold=True, serifed=True)
        self.summary = PlainLabel("", px=14, wrap=True)
        self.counts = RowTable(COUNTS, _("New drafts line by line"))
        self.strip = YearStrip(self.year, ctx.today(), ctx.calendar)
        self.told = PlainLabel("", px=13, tone="ink2")
        self.obstacles = RowTable(OBSTACLES, _("What stands in the way"))
        self.empty = EmptyWords(self.obstacles)
        self.write_button = FilledButton("", "check", hint="Ctrl Enter")
        self._build()
        self._connect()
        self.reload()
        self.counts.setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(10)
        turning = QWidget()
        row = list_band()
        row.setContentsMargins(0, 0, 0, 0)
        turning.setLayout(row)
        for widget in (self.before, self.title, self.after):
            row.addWidget(widget)
        column.addLayout(list_head(_("Draft a year by the base rota"), turning))
        column.addLayout(_band(self.summary, wide=True))
        column.addWidget(self.counts, 3)
        column.addLayout(_band(self.strip))
        column.addLayout(_band(self.told, wide=True))
        column.addWidget(self.obstacles, 2)
        foot = list_band()
        note = _("Drafts change nothing that is published; the planner fills what is open and repairs what clashes.")
        foot.addWidget(PlainLabel(note, px=12, tone="ink3", wrap=True), 1)
        close = PlainButton(_("Close"), hint="Esc")
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        foot.addWidget(self.write_button)
        self.write_button.setDefault(True)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.turn(self.year - 1))
        self.after.clicked.connect(lambda: self.turn(self.year + 1))
        self.strip.turned.connect(self.turn)
        self.strip.told.connect(self.told.setText)
        self.obstacles.current_changed.connect(lambda row: self.strip.put_cursor(row.day) if row is not None else None)
        self.write_button.clicked.connect(self.write)
        for keys, step in (("PgUp", -1), ("PgDown", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self.turn(self.year + step))
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.write)
        self._ctx.hub.changed.connect(self._on_changed)

    def turn(self, year: int) -> None:
        """Look at another year; one that is over is not drafted."""
        if self._ctx.today().year <= year <= 2099 and year != self.year:
            self.year = year
            self.reload()

    def reload(self) -> None:
        """Reckon the year again."""
        ctx = self._ctx
        with ctx.store.read() as session:
            names = {row.id: row.name for row in base_rota_rows(session) if row.active}
            self.draft = base_year(
                session, self.year, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings
            )  # fmt: skip
            leaders = _leader_names(session)
        self.title.setText(str(self.year))
        self.before.setEnabled(self.year > ctx.today().year)
        self.after.setEnabled(self.year < 2099)
        self.counts.show_rows(counts_of(self.draft, names))
        obstacles = obstacles_of(self.draft)
        self.obstacles.show_rows(obstacles)
        self.empty.say("" if obstacles else _("Nothing stands in the way."))
        self.strip.show_days(self.year, marked(_marks(self.draft, leaders)))
        self.summary.setText(self._words())
        n = len(self.draft.new)
        self.write_button.set_caption(ngettext("Write {n} draft", "Write {n} drafts", n).format(n=n))
        self.write_button.setEnabled(n > 0 and not ctx.read_only)

    def write(self) -> None:
        """Write all drafts in one step of undo; what is there already is not written again."""
        ctx, year = self._ctx, self.year
        if not self.write_button.isEnabled():
            return
        self.write_button.setEnabled(False)
        around: dict[str, Any] = {"today": ctx.today(), "calendar": ctx.calendar, "settings": ctx.settings}
        made = ctx.run(N_("Draft a year by the base rota"), draft_year, year, widget=self, **around)
        if made is None:
            self.reload()
            return
        said = ngettext("{n} draft by the base rota of {year}", "{n} drafts by the base rota of {year}", len(made))
        ctx.toast(said.format(n=len(made), year=year), undo=True)
        self.drafted.emit(len(made))
        self.accept()

    def _words(self) -> str:
        draft = self.draft
        new, there, left = len(draft.new), len(draft.there), len(draft.open)
        barred, doubtful, passed = len(draft.barred), len(draft.doubtful), draft.passed
        out, past = len(draft.left_out), len(draft.past)
        parts = [
            (new, ngettext("{n} visit would be drafted", "{n} visits would be drafted", new)),
            (there, ngettext("{n} is there already", "{n} are there already", there)),
            (left, ngettext("{n} is left for the planner to choose", "{n} are left for the planner to choose", left)),
            (barred, ngettext("{n} cannot be", "{n} cannot be", barred)),
            (doubtful, ngettext("{n} will have to be moved", "{n} will have to be moved", doubtful)),
            (passed, ngettext("{n} turn is passed on", "{n} turns are passed on", passed)),
            (out, ngettext("{n} day off is left out", "{n} days off are left out", out)),
            (past, ngettext("{n} day is over", "{n} days are over", past)),
        ]
        said = [words.format(n=n) for at, (n, words) in enumerate(parts) if n or at == 0]
        return clauses(said)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & _ASKED and self.isVisible():
            self.reload()


def _marks(draft: BaseDraft, leaders: dict[int, str]) -> Iterator[tuple[date, Mark, str]]:
    """Yield what each day of the year shows."""
    for new in draft.new:
        words = clauses((new.of.line.name, leaders.get(new.visit.leader_id, ""), *([new.why] if new.why else [])))
        yield new.visit.day, Mark.MOVED if new.why else Mark.ON, words
    for barred in draft.barred:
        yield barred.of.day or barred.of.meant, Mark.BARRED, clauses((barred.of.line.name, barred.sentence))
    for days, mark, what in (
        (draft.there, Mark.THERE, _("there already")), (draft.open, Mark.OPEN, _("left for the planner")),
        (draft.left_out, Mark.OUT, _("left out: a day off")), (draft.past, Mark.OUT, _("over")),
    ):  # fmt: skip
        for each in days:
            yield each.day or each.meant, mark, clauses((each.line.name, what))


def _leader_names(session: Any) -> dict[int, str]:
    from db.queries.names import named_leaders  # noqa: PLC0415

    return {each.id: each.name for each in named_leaders(session)}


def _band(widget: QWidget, *, wide: bool = False) -> Any:
    band = list_band()
    band.addWidget(widget, 1 if wide else 0)
    if not wide:
        band.addStretch(1)
    return band
