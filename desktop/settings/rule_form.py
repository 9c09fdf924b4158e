"""The forms of limits: days and what they count; of a preset also its roll, its start, and whether it pauses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from core.deadline_rules import COUNTS_FROM_NAMES, ROLL_NAMES, UNIT_NAMES, CountsFrom, Roll, Unit
from core.i18n import N_, _, ngettext
from db.queries.office import RuleLine
from db.services.clock_presets import RuleDraft, delete_limit, save_limit
from db.services.presets_edit import Limit
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.widgets.choices import Segmented
from desktop.widgets.form import FormDialog, NotReadable, NumberField, TextField
from desktop.widgets.text import PlainLabel


def limit_text(amount: int, unit: str) -> str:
    """Return 15 个工作日."""
    if unit == Unit.WORKING:
        return ngettext("{n} working day", "{n} working days", amount).format(n=amount)
    return ngettext("{n} natural day", "{n} natural days", amount).format(n=amount)


class LimitForm(FormDialog):
    """A number of days and what they count."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, title, width=500)

    def add_limit(self, amount: int, unit: str) -> None:
        """Add the two fields."""
        self.amount = NumberField(amount, width=72)
        self.unit = Segmented([(each.value, _(name)) for each, name in UNIT_NAMES.items()])
        self.unit.choose(unit)
        self.add_pair(_("Limit"), self.amount, "", self.unit)

    def limit(self) -> Limit:
        """Return what stands in the two fields.

        Raises:
            NotReadable: there is no number.
        """
        amount = self.amount.value()
        if amount is None:
            raise NotReadable(_("Type a number of days."))
        return Limit(amount, self.unit.current())


class RuleForm(LimitForm):
    """A deadline preset; of a shipped one name and source stand as they are, None makes one of the office's own."""

    def __init__(self, ctx: AppContext, row: RuleLine | None, parent: QWidget) -> None:
        super().__init__(parent, _("Add limit") if row is None else _(row.name))
        self._ctx, self._key = ctx, "" if row is None else row.key
        own = row is None or row.own
        self.name = TextField("" if row is None else _(row.name))
        if own:
            self.add(_("Name"), self.name)
        self.add_limit(10 if row is None else row.amount, "working" if row is None else row.unit)
        self.roll = _combo(ROLL_NAMES, "next" if row is None else row.roll)
        self.add(_("A due date on a day off"), self.roll)
        self.counts_from = _combo(COUNTS_FROM_NAMES, "raised" if row is None else row.counts_from)
        self.add(_("Counts from"), self.counts_from)
        self.pausable = QCheckBox(_("A hearing or missing papers stop this clock"))
        self.pausable.setFont(sans(14))
        self.pausable.setChecked(row is None or row.pausable)
        self.add(_("Pauses"), self.pausable)
        self.source = TextField("" if row is None else _(row.source))
        self.add(_("Source"), self.source if own else PlainLabel(_(row.source) if row else "", tone="ink2", wrap=True))
        self.on_save(self._store)
        self.delete_button.setVisible(row is not None and row.own)
        self.deleted.connect(self._delete)

    def _store(self) -> None:
        draft = RuleDraft(
            limit=self.limit(),
            roll=str(Roll(self.roll.currentData())),
            name=self.name.text(),
            counts_from=CountsFrom(self.counts_from.currentData()),
            pausable=self.pausable.isChecked(),
            source=self.source.text(),
        )
        with self._ctx.store.write(N_("Edit deadline preset")) as session:
            save_limit(session, self._key, draft)

    def _delete(self) -> None:
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete limit")) as session:
            delete_limit(session, self._key)
        if outcome.ok:
            self.reject()
            self._ctx.toast(_("The limit was deleted."), undo=True)


def _combo(names: Mapping[Any, str], current: str) -> QComboBox:
    """Return a list of choices by their values."""
    made = QComboBox()
    made.setFont(sans(14))
    for value, words in names.items():
        made.addItem(_(words), value.value)
    made.setCurrentIndex(max(made.findData(current), 0))
    return made
