"""What stands beside a visit under edit: the day, what speaks against it, hints, and what is one click away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.calendar.lunar import lunar_full
from core.calendar.markets import market_rule_from_spec
from core.calendar.seasons import Season, seasons_on
from core.calendar.workdays import WorkCalendar
from core.discipline import hints
from core.i18n import _, day_text, listed, weekday_long
from core.visits import VOID, VisitDraft
from db.queries.outing_discipline import outing_facts
from db.queries.visit_form import TownshipChoice
from desktop.actions import keys_text
from desktop.calendar.verdict import Line
from desktop.context import AppContext
from desktop.visits.all_the_same import AllTheSame
from desktop.visits.joint_trip import JointTrips
from desktop.visits.warnings import WarningList
from desktop.widgets import PlainLabel, SmallButton
from desktop.widgets.layouts import clear_layout

WIDTH = 256


class EditorSide(QScrollArea):
    """The column at the right of the editor; it scrolls where there is much to say.

    Signals: anyway_toggled(): what rules forbid is meant, or not, or for another reason.
        unit_wanted(int): take this unit along.
        prepare_wanted(), plan_wanted(): go on to the preparation, to the plan of the day.

    Args:
        has_outing: The visit stands, so that it can be prepared.
    """

    anyway_toggled = Signal()
    unit_wanted = Signal(int)
    prepare_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self, *, has_outing: bool = False) -> None:
        super().__init__()
        self._has_outing = has_outing
        self.day_hint = PlainLabel(px=13, tone="ink2", wrap=True)
        self.hints = WarningList()
        self.override = AllTheSame()
        self.override.changed.connect(self.anyway_toggled)
        self.trips = JointTrips()
        self._units = QWidget()
        self._unit_column = QVBoxLayout(self._units)
        self._unit_column.setContentsMargins(0, 0, 0, 0)
        self._unit_column.setSpacing(6)
        self._shown: dict[int, str] = {}
        self._units.hide()
        self.setProperty("surface", "sunken")
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._build())

    def _build(self) -> QWidget:
        panel = QWidget()
        panel.setProperty("surface", "sunken")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(panel)
        column.setContentsMargins(18, 22, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("That day"), px=13, bold=True))
        column.addWidget(self.day_hint)
        column.addSpacing(6)
        column.addWidget(PlainLabel(_("To think of"), px=13, bold=True))
        for widget in (self.hints, self.override, self._units, self.trips):
            column.addWidget(widget)
        column.addStretch(1)
        if self._has_outing:
            self._add_outing(column)
        return panel

    def _add_outing(self, column: QVBoxLayout) -> None:
        for words, keys, wanted in (
            (_("Preparation"), "Ctrl+G", self.prepare_wanted),
            (_("Day plan"), "Ctrl+J", self.plan_wanted),
        ):
            button = SmallButton(words, hint=keys_text(keys))
            button.clicked.connect(wanted)
            QShortcut(QKeySequence(keys), self).activated.connect(wanted)
            column.addWidget(button)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show what speaks against the visit, and what is to be thought of."""
        self.hints.show_lines(lines)

    def show_units(self, units: Mapping[int, str]) -> None:
        """Offer units that a resident's matter needs and that do not go along yet."""
        if dict(units) == self._shown:
            return
        self._shown = dict(units)
        clear_layout(self._unit_column)
        for unit, name in units.items():
            said = _("{agency} is to come for an appointment and does not go along yet.").format(agency=name)
            button = SmallButton(_("Take {agency} along").format(agency=name), "plus")
            button.clicked.connect(lambda _on=False, unit=unit: self.unit_wanted.emit(unit))
            self._unit_column.addWidget(PlainLabel(said, px=13, tone="ink2", wrap=True))
            self._unit_column.addWidget(button)
        self._units.setVisible(bool(units))


def day_words(
    draft: VisitDraft, township: TownshipChoice | None, calendar: WorkCalendar, seasons: Sequence[Season] = ()
) -> str:
    """Return the day in words: weekday, lunar date, holiday, farm season, market."""
    words = [f"{day_text(draft.day)} {weekday_long(draft.day)}", lunar_full(draft.day)]
    if name := calendar.name_of(draft.day):
        words.append(name)
    if not calendar.is_settled(draft.day):
        words.append(_("The holidays of this year are not announced yet."))
    words += [each.hint() for each in seasons_on(seasons, draft.day, township.id if township else 0)]
    rules = [rule for rule in map(market_rule_from_spec, township.markets if township else ()) if rule is not None]
    if township is not None and rules:
        held = any(rule.is_market_day(draft.day) for rule in rules)
        said = _("Market day in {township}") if held else _("No market day; {township}: {rules}")
        words.append(said.format(township=township.name, rules=listed(rule.describe() for rule in rules)))
    return "\n".join(word for word in words if word)


def discipline_hints(ctx: AppContext, draft: VisitDraft) -> list[str]:
    """Return what discipline says of a visit under edit; it never stands in the way."""
    if draft.state in VOID or draft.leader_id is None:
        return []
    with ctx.store.read() as session:
        facts = outing_facts(session, draft, ctx.settings)
    # how many go along is a clash rule with a level of its own
    return [] if facts is None else hints(replace(facts, along=0), ctx.settings)
