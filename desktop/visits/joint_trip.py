"""The hint that a neighbouring township lies on the same road, with a button that plans it along."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.i18n import _, day_text
from core.joint_trips import JointTrip
from core.visits import HALF_NAMES, VisitDraft
from db.queries.joint_trips import joint_trips
from db.queries.visits import visit_draft
from desktop.context import AppContext
from desktop.widgets import PlainLabel, SmallButton
from desktop.widgets.layouts import clear_layout

_SHOWN = 2


class JointTrips(QWidget):
    """What could be joined to a visit, the greatest need first. Signals: wanted(object): a JointTrip."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.setAccessibleName(_("Joint trips"))

    def show_trips(self, trips: Sequence[JointTrip]) -> None:
        """Show these; without any the whole part stays hidden."""
        clear_layout(self._column)
        self.setVisible(bool(trips))
        if trips:
            self._column.addWidget(PlainLabel(_("On the same road"), px=13, bold=True))
        for trip in trips[:_SHOWN]:
            self._column.addWidget(PlainLabel(trip.township, px=13))
            for sentence in trip.reasons:
                self._column.addWidget(PlainLabel(sentence, px=13, tone="ink2", wrap=True))
            button = SmallButton(_caption(trip), "plus" if trip.moves_visit_id is None else "arrows-clockwise")
            button.clicked.connect(lambda _on=False, trip=trip: self.wanted.emit(trip))
            self._column.addWidget(button)
            self._column.addSpacing(4)
        self.setAccessibleDescription("\n".join(sentence for trip in trips[:_SHOWN] for sentence in trip.reasons))


def _caption(trip: JointTrip) -> str:
    half = _(HALF_NAMES[trip.half])
    words = _("Plan {township}, {half}") if trip.moves_visit_id is None else _("Move {township} here, {half}")
    return words.format(township=trip.township, half=half.lower() if half.isascii() else half)


def trips_of(ctx: AppContext, visit_id: int | None) -> list[JointTrip]:
    """Return what could be joined to a visit; nothing to one that is not saved yet."""
    if visit_id is None or ctx.read_only:
        return []
    with ctx.store.read() as session:
        return joint_trips(session, visit_id, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings)


def joint_draft(ctx: AppContext, trip: JointTrip, *, kind: str) -> VisitDraft:
    """Return the second visit, filled in: a new one, or the one already planned there as it stands."""
    if trip.moves_visit_id is not None:
        with ctx.store.read() as session:
            planned = visit_draft(session, trip.moves_visit_id)
        if planned is not None:
            return planned
    return VisitDraft(
        uid=str(uuid4()),
        day=trip.day,
        half=trip.half,
        kind=kind,
        leader_id=trip.leader_id,
        township_id=trip.township_id,
    )


def joint_words(trip: JointTrip) -> str:
    """Return what is said once the second visit stands filled in."""
    return _("{township}, {day}: look at it and save.").format(township=trip.township, day=day_text(trip.day))
