"""Doing what a rule forbids: the tick, the reason that is kept with it, and what was accepted before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from core.clash_facts import Level
from core.conflicts import Clash, clash_text
from core.errors import ClashStops, MissingField
from core.i18n import N_, _
from db.queries.clashes import clashes_between
from db.services.clash_overrides import withdraw_acceptance
from desktop.calendar.verdict import Line, Tone
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.visits.unsaved import Typed
from desktop.widgets import SmallButton
from desktop.widgets.fields import mark_invalid
from desktop.widgets.form import TextField

Key = tuple[str, int | None, int | None]


def key_of(clash: Clash) -> Key:
    """Return the rule and the other side of a clash: what an acceptance holds for."""
    return clash.rule_key, clash.other_id, clash.leader_id


def accepted_before(ctx: AppContext, visit_id: int | None, day: Any) -> dict[Key, str]:
    """Return what of a stored visit was accepted where it stands now, with the reasons."""
    if visit_id is None:
        return {}
    with ctx.store.read() as session:
        rows = clashes_between(session, day, day, calendar=ctx.calendar, settings=ctx.settings, only=[visit_id])
    return {key_of(row.clash): row.accepted for row in rows if row.accepted is not None}


def clash_lines(found: Sequence[Clash], accepted: Mapping[Key, str]) -> list[Line]:
    """Return what is said of each clash; what was accepted says why, and stands in nobody's way."""
    lines = []
    for clash in found:
        reason = accepted.get(key_of(clash))
        if reason is not None:
            said = _("{sentence} Accepted: {reason}").format(sentence=clash_text(clash), reason=reason)
            lines.append(Line(Tone.CALM, said))
        else:
            lines.append(Line(Tone.STOP if clash.level is Level.BLOCK else Tone.WARN, clash_text(clash)))
    return lines


def withdraw(ctx: AppContext, home: QWidget, visit_id: int, found: Sequence[Clash]) -> None:
    """Open accepted clashes of a visit again, in one step of undo."""
    with shown_to(home) as outcome, ctx.store.write(N_("Withdraw acceptance")) as session:
        for clash in found:
            withdraw_acceptance(session, visit_id, clash)
    if outcome.ok:
        ctx.toast(_("What was accepted is open again."), undo=True)


class AllTheSame(QWidget):
    """A tick, the reason below it once it is ticked, and a way back for what was accepted.

    Signals: changed(): tick or reason is another. withdraw_wanted(): what was accepted is to be open again.
    """

    changed = Signal()
    withdraw_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.anyway = QCheckBox(_("Book it all the same"))
        self.anyway.setFont(sans(14))
        self.reason = TextField(placeholder=_("Why, and who agreed"), limit=800)
        self.reason.setAccessibleName(_("Reason"))
        self.reason.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.withdraw_button = SmallButton(_("Withdraw what was accepted"), "arrow-u-up-left")
        self.withdraw_button.clicked.connect(self.withdraw_wanted)
        for widget in (self.anyway, self.reason, self.withdraw_button):
            column.addWidget(widget)
        self.anyway.toggled.connect(self._on_toggled)
        self.reason.textChanged.connect(self._on_typed)

    def _on_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.reason.setVisible(on)
        if on and self.isVisible():
            self.reason.setFocus()
        self.changed.emit()

    def _on_typed(self) -> None:
        mark_invalid(self.reason)
        self.changed.emit()

    def offer(self, *, forbidden: bool, accepted: bool) -> None:
        """Show the tick where something is forbidden, and the way back where something was accepted."""
        self.anyway.setVisible(forbidden)
        self.reason.setVisible(forbidden and self.is_meant())
        self.withdraw_button.setVisible(accepted)
        self.setVisible(forbidden or accepted)

    def is_meant(self) -> bool:
        """Return whether it is ticked."""
        return self.anyway.isChecked()

    def typed(self) -> Typed:
        """Return what stands here, fit for JSON."""
        return {"anyway": self.anyway.isChecked(), "why": self.reason.text()}

    def restore(self, typed: object) -> None:
        """Show what was typed earlier."""
        if isinstance(typed, dict):
            self.reason.setText(str(typed.get("why", "")))
            self.anyway.setChecked(typed.get("anyway") is True)

    def require(self, forbidding: Sequence[Clash]) -> None:
        """Let what rules forbid pass only where it is meant and a reason stands here.

        Raises:
            ClashStops: it is not ticked.
            MissingField: there is no reason.
        """
        if not forbidding:
            return
        if not self.is_meant():
            raise ClashStops(sentence=clash_text(forbidding[0]))
        if not self.reason.text().strip():
            missing = MissingField(field=_("Reason"))
            mark_invalid(self.reason, str(missing))
            self.reason.setFocus()
            raise missing
