"""What the page of leaders does with a leader beyond editing him: absences, the burden ledger, the hand-over."""

from __future__ import annotations

from core.directory import AbsenceDraft
from core.i18n import _
from db.queries.leader_detail import LeaderRow, absence_draft
from desktop.page import Page
from desktop.people.absence_form import AbsenceForm
from desktop.people.burden_dialog import BurdenDialog
from desktop.people.hand_over_dialog import HandOverDialog
from desktop.widgets.table import RowTable


class PeopleActions(Page):
    """A page with a list of leaders in `table`."""

    table: RowTable
    burden: BurdenDialog | None = None
    handing: HandOverDialog | None = None

    def add_absence(self) -> AbsenceForm | None:
        """Open the dialog on a new absence of the leader in hand: A."""
        row = self.leader_in_hand()
        return None if row is None else self._open_absence(AbsenceDraft(row.id), row.name)

    def edit_absence(self, absence_id: int) -> AbsenceForm | None:
        """Open the dialog on an absence."""
        with self.ctx.store.read() as session:
            draft = absence_draft(session, absence_id)
        row = self.leader_in_hand()
        return None if draft is None or row is None else self._open_absence(draft, row.name)

    def show_burden(self) -> BurdenDialog:
        """Open the burden ledger on the leader in hand: B."""
        row = self.table.current_row()
        self.burden = BurdenDialog(self.ctx, self, None if row is None else row.id)
        self.burden.finished.connect(self.burden.deleteLater)
        self.burden.finished.connect(self._burden_closed)
        self.burden.open()
        return self.burden

    def hand_over(self) -> HandOverDialog | None:
        """Hand over from the leader in hand to a successor: H."""
        row = self.leader_in_hand()
        if row is None:
            return None
        self.handing = HandOverDialog(self.ctx, self, row.id)
        self.handing.finished.connect(self.handing.deleteLater)
        self.handing.finished.connect(self._handing_closed)
        self.handing.open()
        return self.handing

    def leader_in_hand(self) -> LeaderRow | None:
        """Return the leader to change; where there is none, say so, and None while nothing can be saved."""
        row = self.table.current_row() if self.table.isVisible() else None
        if row is None:
            self.ctx.toast(_("Choose a leader first."))
        return None if self.ctx.read_only or not isinstance(row, LeaderRow) else row

    def _open_absence(self, draft: AbsenceDraft, leader: str) -> AbsenceForm:
        form = AbsenceForm(self.ctx, draft, self, leader=leader)
        form.open_tall()
        return form

    def _burden_closed(self, _result: int) -> None:
        self.burden = None

    def _handing_closed(self, _result: int) -> None:
        self.handing = None
