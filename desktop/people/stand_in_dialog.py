"""Another leader goes, or two swap: who, why, who agreed."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.errors import MissingField
from core.i18n import N_, _, clauses, day_text, weekday_text
from core.planning import TAKE_OVER_NAMES, TakeOver
from core.visits import HALF_NAMES
from db.queries.calendar import VisitRow
from db.queries.free_leaders import FreeLeader, free_leaders
from db.queries.swap_partners import SwapPartner, swap_partners
from db.services.stand_ins import stand_in, swap_with
from desktop.context import AppContext
from desktop.people.take_over_form import TakeOverForm
from desktop.visits.unsaved import Typed
from desktop.widgets.choices import Segmented
from desktop.widgets.table import Column, RowTable

_HIGH: Final = 236

LEADER_COLUMNS: Final = (
    Column(N_("Name"), lambda row: row.name, None, 104, 120, bold=True),
    Column(N_("Post"), lambda row: row.post, None, 168, 168, tone=lambda _row: "ink2"),
    Column(N_("What speaks for it"), lambda row: clauses(row.reasons), None, 0, 0, tone=lambda _row: "ink2"),
)


def _where(row: SwapPartner) -> str:
    return f"{day_text(row.day)} {_(HALF_NAMES[row.half])} {row.township}"


SWAP_COLUMNS: Final = (
    Column(N_("Name"), lambda row: row.leader, None, 104, 120, bold=True),
    Column(N_("Their visit"), _where, None, 236, 252),
    Column(N_("To be thought of"), lambda row: clauses(row.reasons) or _("nothing against it"), None, 0, 0,
           tone=lambda row: "amb" if row.reasons else "ink2"),
)  # fmt: skip


class StandInDialog(TakeOverForm):
    """The best come first; arrows choose, Tab goes on to the reason, Ctrl+Enter saves."""

    def __init__(self, ctx: AppContext, visit: VisitRow, parent: QWidget | None) -> None:
        super().__init__(ctx, parent, f"{visit.leader} → {visit.township}")
        self._visit = visit
        with ctx.store.read() as session:
            free = free_leaders(session, visit.id, calendar=ctx.calendar, settings=ctx.settings)
            swaps = swap_partners(
                session, visit.id, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings
            )  # fmt: skip
        keys = (TakeOver.STAND_IN, TakeOver.SWAP)
        self.how = Segmented([(each.value, _(TAKE_OVER_NAMES[each])) for each in keys])
        self.how.choose(TakeOver.STAND_IN.value)
        self.how.chosen.connect(self._chosen)
        self.leaders = _table(LEADER_COLUMNS, _("Who goes instead"), [_FreeRow(each) for each in free])
        self.swaps = _table(SWAP_COLUMNS, _("Swap with"), swaps)
        when = f"{day_text(visit.day)} {weekday_text(visit.day)} {_(HALF_NAMES[visit.half])}"
        self.add(_("How"), self.how, hint=when)
        nobody, nothing = _("Nobody is free then."), _("No planned visit near can be swapped with.")
        self.add(_("Who goes instead"), self.leaders, hint="" if free else nobody)
        self.add(_("Swap with"), self.swaps, hint="" if swaps else nothing)
        self.add_words(visit.id)
        for table in (self.leaders, self.swaps):
            table.opened.connect(lambda _row: self.reason.setFocus())
            table.current_changed.connect(lambda _row: self.touched())
        self.on_save(self._store)
        self._show()

    def is_swap(self) -> bool:
        """Return whether the two leaders swap."""
        return self.how.current() == TakeOver.SWAP.value

    @override
    def typed(self) -> Typed:
        chosen = {"how": self.how.current(), "leader": _id_in(self.leaders), "swap": _id_in(self.swaps)}
        return super().typed() | chosen

    @override
    def restore(self, typed: Typed) -> None:
        super().restore(typed)
        if typed.get("how") in self.how.names():
            self.how.choose(str(typed["how"]))
        self.leaders.go_to(typed.get("leader"))
        self.swaps.go_to(typed.get("swap"))

    def _chosen(self, _key: str) -> None:
        self._show()
        self.touched()

    def _show(self) -> None:
        swap = self.is_swap()
        self.show_row(_("Who goes instead"), shown=not swap)
        self.show_row(_("Swap with"), shown=swap)
        self.save_button.set_caption(_("Swap") if swap else _("Let them stand in"))

    def _store(self) -> None:
        row = (self.swaps if self.is_swap() else self.leaders).current_row()
        if isinstance(row, SwapPartner):
            said = self._swap(row)
        elif isinstance(row, _FreeRow):
            said = self._stand_in(row)
        else:
            raise MissingField(field=_("Swap with") if self.is_swap() else _("Who goes instead"))
        self._ctx.toast(said, undo=True)

    def _stand_in(self, row: _FreeRow) -> str:
        ctx, visit = self._ctx, self._visit
        with ctx.store.write(N_("Stand-in for a visit")) as session:
            stand_in(
                session, visit.id, row.id, actor=ctx.store.actor, today=ctx.today(), version=visit.version,
                reason=self.reason.text(), agreed_by=self.agreed.text(),
            )  # fmt: skip
        return _("{to} goes for {leader}.").format(to=row.name, leader=visit.leader)

    def _swap(self, row: SwapPartner) -> str:
        ctx, visit = self._ctx, self._visit
        with ctx.store.write(N_("Swap two visits")) as session:
            swap_with(
                session, visit.id, row.id, actor=ctx.store.actor, today=ctx.today(),
                versions=(visit.version, row.version), reason=self.reason.text(),
                agreed_by=self.agreed.text(),
            )  # fmt: skip
        return _("{one} and {other} swap.").format(one=visit.leader, other=row.leader)


class _FreeRow:
    """Somebody who could go, as a row with an id."""

    def __init__(self, leader: FreeLeader) -> None:
        self.id, self.name, self.post, self.reasons = leader.leader_id, leader.name, leader.post, leader.reasons


def _id_in(table: RowTable) -> int | None:
    row = table.current_row()
    return None if row is None else row.id


def _table(columns: tuple[Column, ...], name: str, rows: list[_FreeRow] | list[SwapPartner]) -> RowTable:
    table = RowTable(columns, name)
    table.setFixedHeight(_HIGH)
    table.show_rows(rows)
    return table
