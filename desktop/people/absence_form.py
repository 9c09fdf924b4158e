"""Editing an absence; visits that fall into it are named while the days are typed, and answered when it is saved."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from core.calendar.recurrence import parse_recurrence
from core.directory import AbsenceDraft
from core.i18n import N_, _, day_text, listed
from db.queries.leader_detail import absence_draft, visits_within
from db.services.leaders import delete_absence, save_absence
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.people.lines_form import LinesForm
from desktop.people.repair_dialog import PREFIX as ANSWERS
from desktop.people.repair_dialog import RepairDialog
from desktop.visits.unsaved import forget
from desktop.widgets.form import DayField, NotReadable, TextField, such_as

PREFIX: Final = "absence:"


class _HitsVisits(Exception):
    """The absence is sound, and visits fall into it."""


class AbsenceForm(LinesForm):
    """Days and reason of an absence.

    Attributes:
        repair: What is asked about the visits in these days, while it is in sight.
    """

    def __init__(self, ctx: AppContext, draft: AbsenceDraft, parent: QWidget, *, leader: str) -> None:
        super().__init__(ctx, parent, _("Absence of {leader}").format(leader=leader), width=480)
        self._draft, self._leader = draft, leader
        self._answered_days = _days_of(draft) if draft.id is not None else None
        self.repair: RepairDialog | None = None
        self.first, self.last = DayField(draft.starts, ctx.today()), DayField(draft.ends, ctx.today())
        self.reason = TextField(draft.reason, placeholder=such_as("省委党校学习"))
        self._warning = self.add_pair(_("First day"), self.first, _("Last day"), self.last)
        self.add(_("Reason"), self.reason)
        for field in (self.first, self.last):
            field.textEdited.connect(self._warn)
        self.on_save(self._store)
        self.delete_button.setVisible(draft.id is not None)
        self.deleted.connect(self._delete)
        self._uid = f"leader-{draft.leader_id}" if draft.id is None else str(draft.id)
        self.keep_lines(PREFIX, self._uid, {"first": self.first, "last": self.last, "reason": self.reason})
        self._warn()

    def warning(self) -> str:
        """Return what is said about visits in these days."""
        return self._warning.text()

    @override
    def try_save(self) -> None:
        try:
            super().try_save()
        except _HitsVisits:
            self.keeper.keep()
            self._ask()

    @override
    def accept(self) -> None:
        forget(self._ctx.store, f"{ANSWERS}{self._uid}")
        super().accept()

    @override
    def reject_quietly(self) -> None:
        """Close, and forget what was typed and what was answered."""
        forget(self._ctx.store, f"{ANSWERS}{self._uid}")
        super().reject_quietly()

    def _days(self) -> tuple[date, date] | None:
        try:
            first, last = self.first.day(), self.last.day()
        except NotReadable:
            return None
        return (first, last or first) if first is not None else None

    def _warn(self) -> None:
        days = self._days()
        if days is None or days[1] < days[0] or days == self._answered_days:
            self._warning.say("")
            return
        with self._ctx.store.read() as session:
            hit = visits_within(session, self._draft.leader_id, *days)
        named = listed(f"{day_text(visit.day)} {visit.township}" for visit in hit)
        words = _("Visits fall into these days: {visits}. Saving asks what becomes of each.")
        self._warning.say(words.format(visits=named) if hit else "", "amb")

    def _store(self) -> None:
        draft = self._draft
        for field in (self.first, self.last):
            _require_single(field)
        draft.starts, draft.ends, draft.reason = self.first.day(), self.last.day(), self.reason.text()
        with self._ctx.store.write(self._label()) as session:
            before = absence_draft(session, draft.id) if draft.id is not None else None
            save_absence(session, draft)
            days = (draft.starts, draft.ends or draft.starts)
            if before is not None and _days_of(before) == days:
                return  # only the reason: what becomes of the visits was answered
            if days[0] and days[1] and visits_within(session, draft.leader_id, days[0], days[1]):
                raise _HitsVisits  # nothing is written before each visit has its answer

    def _ask(self) -> None:
        self.repair = RepairDialog(
            self._ctx, self._draft, self, leader=self._leader, label=self._label(), about=self._uid
        )
        self.repair.finished.connect(self._answered)
        self.repair.open_tall()

    def _answered(self, result: int) -> None:
        self.repair = None
        if result == QDialog.DialogCode.Accepted:
            self.accept()

    def _label(self) -> str:
        return N_("Add absence") if self._draft.id is None else N_("Edit absence")

    def _delete(self) -> None:
        if self._draft.id is None:
            return
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete absence")) as session:
            delete_absence(session, self._draft.id)
        if outcome.ok:
            self.reject_quietly()
            self._ctx.toast(_("The absence was deleted."), undo=True)


def _days_of(draft: AbsenceDraft) -> tuple[date | None, date | None]:
    return draft.starts, draft.ends or draft.starts


def _require_single(field: DayField) -> None:
    """Refuse what comes back again and again: an absence has an end.

    Raises:
        NotReadable: the field says every Wednesday, or the like.
    """
    try:
        field.day()
    except NotReadable:
        if parse_recurrence(field.text().strip()) is None:
            raise
        words = _(
            "“{text}” comes back without end. An absence has a first and a last day; what recurs is a fixed meeting."
        )
        raise NotReadable(words.format(text=field.text().strip())) from None
