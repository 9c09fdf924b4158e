"""The list of promises: who spoke them, where, until when, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from core.i18n import N_, _, day_text, ngettext
from core.promises import PROMISE_STATE_NAMES, STANDING, PromiseState
from db.queries.promises import PromiseRow, open_promises
from db.services.promises import drop_promise, keep_promise, reopen_promise
from desktop.context import AppContext
from desktop.fonts import sans
from desktop.widgets import FilledButton, PlainButton, PlainLabel, Segmented
from desktop.widgets.layouts import build_list_dialog, list_band, list_head
from desktop.widgets.table import Column, RowTable

_WIDTH, _HEIGHT = 1080, 620
_TONES: Final = {PromiseState.OVERDUE: "red", PromiseState.DUE_SOON: "amb", PromiseState.KEPT: "grn"}
STANDING_ONLY, ALL = "standing", "all"


def _state_text(row: PromiseRow) -> str:
    words = _(PROMISE_STATE_NAMES[row.state])
    if row.days_over:
        over = ngettext("{n} working day over", "{n} working days over", row.days_over).format(n=row.days_over)
        return f"{words}  {over}"
    if row.kept_on is not None:
        return f"{words}  {day_text(row.kept_on)}"
    return words


def _day(row: PromiseRow) -> str:
    return day_text(row.due, year=True) if row.due else _("no date given")


COLUMNS: Final = (
    Column(N_("Promise"), lambda row: row.text, bold=True),
    Column(N_("Spoken by"), lambda row: row.leader, lambda row: row.leader, width=100, wide=130),
    Column(N_("Township"), lambda row: row.township, lambda row: row.township, width=100, wide=140),
    Column(N_("Promised on"), lambda row: day_text(row.made_on, year=True), lambda row: row.made_on.toordinal(),
           width=136, wide=136, tone=lambda _row: "ink2"),
    Column(N_("Due"), _day, lambda row: row.due.toordinal() if row.due else 10**7, width=136, wide=136),
    Column(N_("State"), _state_text, lambda row: row.state.value, width=196, wide=272,
           tone=lambda row: _TONES.get(row.state, "ink2")),
)  # fmt: skip


class PromisesDialog(QDialog):
    """Promises that stand, or all; Enter calls the current one kept, Del drops it with a reason."""

    def __init__(
        self, ctx: AppContext, parent: QWidget | None, *, leader_id: int | None = None, township_id: int | None = None
    ) -> None:
        super().__init__(parent)
        self._ctx, self._leader_id, self._township_id = ctx, leader_id, township_id
        self.setWindowTitle(_("Words spoken on site"))
        self.resize(_WIDTH, _HEIGHT)
        self.table = RowTable(COLUMNS, _("Promises"))
        self.count = PlainLabel(px=13, tone="ink2")
        self.shown = Segmented([(STANDING_ONLY, _("Still standing")), (ALL, _("All"))])
        self.shown.choose(STANDING_ONLY)
        self.words = QLineEdit()
        self.words.setFont(sans(14))
        self.words.setPlaceholderText(_("How it was kept, or why it is dropped"))
        self.words.setAccessibleName(_("What came of it"))
        self.kept = FilledButton(_("Kept"), hint="Alt K")
        self.dropped = PlainButton(_("Drop"), hint="Alt D")
        self.again = PlainButton(_("Let it stand again"), hint="Alt A")
        self._build()
        self._connect()
        self._load()
        self.table.setFocus()

    def _build(self) -> None:
        foot = list_band()
        foot.addWidget(self.words, 1)
        close = PlainButton(_("Close"), hint="Esc")
        close.clicked.connect(self.reject)
        for button in (self.kept, self.dropped, self.again, close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        build_list_dialog(self, list_head(_("Words spoken on site"), self.count, self.shown), self.table, foot)

    def _connect(self) -> None:
        self.shown.chosen.connect(lambda _key: self._load())
        self.table.current_changed.connect(lambda _row: self._show_acts())
        acts: tuple[tuple[PlainButton | FilledButton, str, Callable[[], None]], ...] = (
            (self.kept, "Alt+K", self.keep),
            (self.dropped, "Alt+D", self.drop),
            (self.again, "Alt+A", self.stand_again),
        )
        for button, keys, act in acts:
            button.clicked.connect(act)
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._ctx.hub.changed.connect(self._on_changed)

    def keep(self) -> None:
        """Call the current promise kept today."""
        today = self._ctx.today()
        self._run(N_("Promise kept"), keep_promise, kept_on=today, outcome=self.words.text(), today=today)

    def drop(self) -> None:
        """Drop the current promise for the reason typed."""
        row = self._row()
        if row is not None and not self.words.text().strip():
            self.words.setPlaceholderText(_("Why is it dropped? The reason stays in the list."))
            self.words.setFocus()
            return
        self._run(N_("Promise dropped"), drop_promise, reason=self.words.text(), today=self._ctx.today())

    def stand_again(self) -> None:
        """Let a promise stand again that was called kept or dropped."""
        self._run(N_("Promise stands again"), reopen_promise)

    def _run(self, label: str, service: Callable[..., None], **facts: Any) -> None:
        row = self._row()
        if row is None or self._ctx.read_only or (row.state in STANDING) == (service is reopen_promise):
            return
        self._ctx.run(label, service, row.id, widget=self, said=_(label), **facts)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if "promise" in tables:
            self.words.clear()
            self._load(self.table.currentIndex().row())

    def _load(self, at: int = 0) -> None:
        ctx = self._ctx
        with ctx.store.read() as session:
            rows = open_promises(
                session,
                today=ctx.today(),
                calendar=ctx.calendar,
                soon=ctx.settings.due_soon_days,
                leader_id=self._leader_id,
                township_id=self._township_id,
                settled=self.shown.current() == ALL,
            )
        self.table.show_rows(rows)
        n = len([row for row in rows if row.state in STANDING])
        stand = ngettext("{n} promise stands", "{n} promises stand", n).format(n=n)
        self.count.setText(stand if rows else _("No promise stands. They are written down in the record of a visit."))
        if rows:
            self.table.setCurrentIndex(self.table.model().index(min(max(at, 0), len(rows) - 1), 0))
        self._show_acts()

    def _row(self) -> PromiseRow | None:
        row = self.table.current_row()
        return row if isinstance(row, PromiseRow) else None

    def _show_acts(self) -> None:
        row = self._row()
        stands = row is not None and row.state in STANDING
        writable = not self._ctx.read_only
        self.kept.setEnabled(writable and stands)
        self.dropped.setEnabled(writable and stands)
        self.again.setEnabled(writable and row is not None and not stands)
        self.words.setEnabled(writable and stands)
        if row is not None and row.outcome and not stands:
            self.words.setText(row.outcome)
        elif not stands:
            self.words.clear()


def show_promises(
    ctx: AppContext, parent: QWidget, *, leader_id: int | None = None, township_id: int | None = None
) -> PromisesDialog:
    """Open the list, of one leader or one township where one is given."""
    dialog = PromisesDialog(ctx, parent.window(), leader_id=leader_id, township_id=township_id)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
