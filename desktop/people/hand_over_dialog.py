"""The hand-over to a successor (班子调整): everything listed with a tick, one write, one undo."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from core.hand_over import PASSING_NAMES, Passing, PassingItem
from core.i18n import N_, _, ngettext
from db.queries.form_drafts import form_draft
from db.queries.hand_over import hand_over_items
from db.queries.names import named_leaders
from db.services.hand_over import Passage, hand_over
from desktop.context import AppContext
from desktop.papers.tick_table import TickTable
from desktop.visits.leaving import TypedDialog
from desktop.visits.unsaved import Keeper, Typed
from desktop.widgets import FilledButton, PlainButton, PlainLabel
from desktop.widgets.dialogs import resize_within
from desktop.widgets.fields import mark_invalid
from desktop.widgets.form import DayField, NotReadable, TextField, such_as
from desktop.widgets.pinyin import PinyinCombo, choice
from desktop.widgets.table import Column

PREFIX: Final = "hand-over:"
_WIDE, _HIGH = 980, 680

COLUMNS: Final = (
    Column(N_("What passes"), lambda row: _(PASSING_NAMES[row.kind]), None, 100, 130, tone=lambda _row: "ink2"),
    Column(N_("Item"), lambda row: row.text, None, 0, 0, bold=True),
    Column(N_("What becomes of it"), lambda row: row.against or row.becomes, None, 236, 268,
           tone=lambda row: "red" if row.against else "ink"),
    Column(N_("To be thought of"), lambda row: row.hint, None, 148, 160, tone=lambda _row: "amb"),
)  # fmt: skip


class HandOverDialog(TypedDialog):
    """Space ticks a row, Ctrl+A all or none, Ctrl+Enter hands over what is ticked; the rest stays where it is."""

    def __init__(self, ctx: AppContext, parent: QWidget | None, leader_id: int) -> None:
        super().__init__(ctx, parent)
        self._leader_id = leader_id
        self._shown: tuple[int | None, date | None] | None = None
        with ctx.store.read() as session:
            leaders = named_leaders(session)
        self.name = next((each.name for each in leaders if each.id == leader_id), "")
        others = [choice(each.name, each.id, note=each.note) for each in leaders if each.id != leader_id]
        title = _("Hand over from {leader}").format(leader=self.name)
        self.setWindowTitle(title)
        resize_within(self, _WIDE, _HIGH)
        self.to = PinyinCombo(others, placeholder=_("nobody follows"))
        self.on = DayField(ctx.today(), ctx.today(), width=118)
        self.reason = TextField(limit=400, placeholder=such_as("县委常委会分工调整"))
        self.agreed = TextField(limit=200, width=180)
        self.items = TickTable(COLUMNS, _("What passes"), lambda row: not row.against)
        self.said = PlainLabel("", px=13, tone="red", wrap=True)
        self.said.hide()
        self.restored = PlainLabel(px=13, tone="ink2", wrap=True)
        self.restored.hide()
        self.count = PlainLabel(px=13, tone="ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(10)
        column.addLayout(_band(PlainLabel(title, px=19, bold=True, serifed=True), None))
        column.addLayout(_band(self.restored))
        column.addLayout(self._build_fields())
        column.addWidget(self.items, 1)
        column.addLayout(_band(self.said))
        column.addLayout(self._build_foot())
        self._connect()
        self.reload()
        self._keep()
        self.to.setFocus()

    def _build_fields(self) -> QVBoxLayout:
        named = ((self.to, _("Successor")), (self.on, _("From day")), (self.agreed, _("Agreed by")))
        self.to.setFixedWidth(200)
        first: list[QWidget | None] = []
        for field, words in named:
            field.setAccessibleName(words)
            first += [PlainLabel(words, tone="ink2"), field]
        self.reason.setAccessibleName(_("Reason"))
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(_band(*first, None))
        column.addLayout(_band(PlainLabel(_("Reason"), tone="ink2"), self.reason))
        return column

    def _build_foot(self) -> QHBoxLayout:
        back = PlainButton(_("Cancel"), hint="Esc")
        back.clicked.connect(self.reject)
        self.save_button = FilledButton(_("Hand over work"), "check", hint="Ctrl Enter")
        self.save_button.clicked.connect(self.save)
        for button in (back, self.save_button):
            button.setAutoDefault(False)
        return _band(self.count, None, back, self.save_button)

    def _connect(self) -> None:
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.save)
        self.to.chosen.connect(lambda _data: self.reload())
        self.to.editingFinished.connect(self.reload)
        self.on.left.connect(self.reload)
        self.items.ticks_changed.connect(self._show_count)

    def _keep(self) -> None:
        """Keep what is typed and ticked from here on, and show what stood here before the program ended."""
        self._start = self.typed()
        self.keeper = Keeper(self._ctx.store, str(self._leader_id), self.typed, self, prefix=PREFIX)
        with self._ctx.store.read() as session:
            kept = form_draft(session, f"{PREFIX}{self._leader_id}")
        if kept is not None:
            self.restore(kept.fields)
            self.restored.setText(_("What you typed before the program ended is here again. It is not saved yet."))
            self.restored.show()
        for field in (self.to, self.on, self.reason, self.agreed):
            field.textChanged.connect(lambda _text: self._touched())
        self.items.ticks_changed.connect(self._touched)

    def _touched(self) -> None:
        if self.is_changed():
            self.keeper.touched()

    def typed(self) -> Typed:
        """Return what stands in the fields and is ticked, fit for JSON."""
        lines = {"to": self.to.text(), "on": self.on.text(), "reason": self.reason.text(), "agreed": self.agreed.text()}
        return lines | {"follower": self._follower(), "ticked": [_tick(row) for row in self.items.ticked()]}

    def restore(self, typed: Typed) -> None:
        """Show what was typed and ticked earlier; a name that is in the list no more stays as typed."""
        self.to.set_value(typed.get("follower"))
        if self._follower() is None:
            self.to.setText(str(typed.get("to", "")))
        for name, field in (("on", self.on), ("reason", self.reason), ("agreed", self.agreed)):
            field.setText(str(typed.get(name, field.text())))
        self.reload()
        ticked = typed.get("ticked", [])
        self.items.tick(row.key for row in self.items.rows.rows() if _tick(row) in ticked)

    @override
    def is_changed(self) -> bool:
        return self.typed() != self._start

    def reload(self) -> None:
        """List what would pass to the leader chosen on the day typed; all but the term of office is ticked anew."""
        try:
            day = self.on.day()
        except NotReadable as error:
            self._shown = None
            self._say(str(error), self.on)
            return
        if day is None or not self.to.is_known():
            self._shown = None
            unknown = _("“{name}” is no leader of the list.").format(name=self.to.text())
            self._say(_("Type the first day of the one who follows.") if day is None else unknown)
            return
        if self._shown == (self._follower(), day):
            return
        self._say("")
        mark_invalid(self.on)
        self._shown = (self._follower(), day)
        with self._ctx.store.read() as session:
            rows = hand_over_items(session, self._leader_id, self._follower(), on=day)
        self.items.show_rows([_Row(row) for row in rows])
        self.items.tick(row.key for row in rows if row.kind is not Passing.TERM)  # whoever leaves is told so by hand
        self._show_count()

    def save(self) -> None:
        """Hand over what is ticked; a refusal leaves everything as it is."""
        self.reload()
        if self._shown is None:
            return
        self._say("")
        mark_invalid(self.reason)
        ctx, ticked = self._ctx, [row.key for row in self.items.ticked()]
        passage = Passage(
            self._leader_id, self._follower(), self._shown[1], self.reason.text(),
            ctx.store.actor, ctx.today(), self.agreed.text(),
        )  # fmt: skip
        try:
            with ctx.store.write(N_("Hand over to a successor")) as session:
                n = hand_over(session, passage, ticked)
        except UserError as error:
            empty = not self.reason.text().strip()
            self._say(str(error), self.reason if ticked and empty else None)
            self.keeper.keep()
            return
        said = ngettext("{n} thing handed over.", "{n} things handed over.", n).format(n=n)
        self.keeper.drop()
        self.accept()
        ctx.toast(said, undo=True)

    def _follower(self) -> int | None:
        value = self.to.value()
        return value if isinstance(value, int) else None

    def _say(self, words: str, field: QWidget | None = None) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
        if field is not None:
            mark_invalid(field, words)
            field.setFocus()

    def _show_count(self) -> None:
        rows = self.items.rows.rows()
        stays = sum(1 for row in rows if row.against)
        ticked = len(self.items.ticked())
        said = _("{ticked} of {all} ticked, {stays} cannot pass") if stays else _("{ticked} of {all} ticked")
        words = said.format(ticked=ticked, all=len(rows), stays=stays)
        self.count.setText(words if rows else _("Nothing to hand over from this day on."))
        self.save_button.setEnabled(bool(ticked) and not self._ctx.read_only)


class _Row:
    """An item under an id that the list tells rows apart by."""

    def __init__(self, item: PassingItem) -> None:
        self.id = self.key = item.key
        self.kind, self.text, self.becomes = item.kind, item.text, item.becomes
        self.against, self.hint = item.against, item.hint


def _tick(row: _Row) -> str:
    return f"{row.kind.value}:{row.key[1]}"


def _band(*widgets: QWidget | None) -> QHBoxLayout:
    """Return a row with margins; None is where it stretches."""
    row = QHBoxLayout()
    row.setContentsMargins(24, 0, 24, 0)
    row.setSpacing(10)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
