"""Days kept free under edit: from when to when, for whom, why, and whether every year again."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from core.closures import ClosureFacts
from core.errors import UserError
from core.i18n import N_, _
from db.queries.form_drafts import form_draft
from db.queries.names import named_townships
from db.queries.quotas import ClosureLine
from db.services.plan_rules import save_closure
from desktop.context import AppContext
from desktop.fonts import sans
from desktop.visits.leaving import KeptForm
from desktop.visits.unsaved import Typed
from desktop.widgets.form import DayField, NotReadable, TextField, such_as
from desktop.widgets.pinyin import PinyinCombo, choice

PREFIX: Final = "closure:"


class ClosureForm(KeptForm):
    """All of one line; what is typed survives a kill."""

    def __init__(self, ctx: AppContext, row: ClosureLine | None, parent: QWidget) -> None:
        super().__init__(ctx, parent, _("Add days kept free") if row is None else _("Edit days kept free"), width=540)
        self._row = row
        self._build(row.closure if row is not None else None)
        self.on_save(self._store)
        name = "new" if row is None else str(row.id)
        with ctx.store.read() as session:
            kept = form_draft(session, f"{PREFIX}{name}")
        self.begin(name, PREFIX, kept.fields if kept is not None else None)
        self._listen()

    def _build(self, closure: ClosureFacts | None) -> None:
        with self._ctx.store.read() as session:
            places = [choice(each.name, each.id) for each in named_townships(session)]
        today = self._ctx.today()
        self.starts = DayField(closure.starts if closure else None, today)
        self.ends = DayField(closure.ends if closure else None, today)
        self.yearly = QCheckBox(_("Every year again"))
        self.yearly.setFont(sans(14))
        self.yearly.setChecked(closure is not None and closure.yearly)
        self.township = PinyinCombo(places, placeholder=_("whole county"))
        self.township.set_value(closure.township_id if closure else None)
        self.reason = TextField(closure.reason if closure else "", placeholder=such_as("县两会"))
        self.add(_("From"), self.starts)
        self.add(_("Until"), self.ends, hint=_("Included; left empty it is the one day."))
        self.add("", self.yearly)
        self.add(_("Township"), self.township)
        self.add(_("Reason"), self.reason)

    def _listen(self) -> None:
        for line in (self.starts, self.ends, self.township, self.reason):
            line.textChanged.connect(lambda _text: self.touched())
        self.yearly.toggled.connect(lambda _on: self.touched())

    @override
    def typed(self) -> Typed:
        return {
            "starts": self.starts.text(), "ends": self.ends.text(), "yearly": self.yearly.isChecked(),
            "township": self.township.text(), "township_id": self.township.value(), "reason": self.reason.text(),
        }  # fmt: skip

    @override
    def restore(self, typed: Typed) -> None:
        for name, line in (("starts", self.starts), ("ends", self.ends), ("reason", self.reason)):
            line.setText(str(typed.get(name, "")))
        self.yearly.setChecked(typed.get("yearly") is True)
        township = typed.get("township_id")
        self.township.set_value(township if isinstance(township, int) else None)
        if self.township.value() is None:
            self.township.setText(str(typed.get("township", "")))

    @override
    def try_save(self) -> None:
        for label, field in ((_("From"), self.starts), (_("Until"), self.ends)):
            try:
                field.day()
            except (NotReadable, UserError) as error:
                self._clear()
                self.refuse_at(label, str(error))
                self.keeper.keep()
                return
        super().try_save()

    def _store(self) -> None:
        starts = self.starts.needed_day(_("From"))
        if not self.township.is_known():
            said = _("No township is called “{name}”. Choose one of the list, or leave it empty for all.")
            raise NotReadable(said.format(name=self.township.text().strip()))
        where = self.township.value()
        closure = ClosureFacts(
            starts, self.ends.day() or starts, where if isinstance(where, int) else None, self.yearly.isChecked(),
            self.reason.text(),
        )  # fmt: skip
        closure_id, version = (self._row.id, self._row.version) if self._row is not None else (None, None)
        label = N_("Edit days kept free") if self._row is not None else N_("Add days kept free")
        with self._ctx.store.write(label) as session:
            save_closure(session, closure, closure_id=closure_id, version=version)
