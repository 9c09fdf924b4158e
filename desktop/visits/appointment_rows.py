"""The residents expected at a visit, two lines each; an empty one waits at the end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from core.clock import clock_text
from core.errors import NotATime, NotInTheList, NumberOutOfRange
from core.i18n import _
from core.slots import SlotFacts, slot_text
from core.visits import AppointmentDraft
from desktop.fonts import sans
from desktop.visits.time_fields import ClockField
from desktop.widgets import Choice, IconButton, PinyinCombo, PlainLabel, Rule, mark_invalid
from desktop.widgets.form import NotReadable, NumberField

_FIELDS = ("name", "topic", "phone", "address")
LONGEST_SLOT = 720


class _Row:
    """The widgets of one resident."""

    def __init__(self, owner: AppointmentRows, agencies: Sequence[Choice]) -> None:
        self.id: int | None = None
        self.came: bool | None = None
        self.at = ClockField(_("Time"))
        self.minutes = NumberField(None, width=52)
        self.minutes.setAccessibleName(_("Minutes"))
        self.minutes.setPlaceholderText("20")
        self.name, self.topic, self.phone, self.address = (QLineEdit() for _field in _FIELDS)
        self.agency = PinyinCombo(agencies, placeholder=_("Unit to bring"))
        self.agency.setAccessibleName(_("Unit to bring"))
        words = (_("Resident"), _("Matter"), _("Phone"), _("Address"))
        for field, limit, name in zip(self.lines(), (60, 400, 60, 200), words, strict=True):
            field.setFont(sans(14))
            field.setMaxLength(limit)
            field.setAccessibleName(name)
        self.phone.setPlaceholderText(_("Phone"))
        self.address.setPlaceholderText(_("Address"))
        self.at.setFixedWidth(66)
        self.name.setFixedWidth(98)
        self.agency.setFixedWidth(176)
        self.rule = Rule("line")
        self.drop = IconButton("x", _("Take out"))
        for widget in (self.at, self.minutes, *self.lines(), self.agency):
            widget.textEdited.connect(owner.on_edited)
        self.agency.chosen.connect(lambda _data: owner.on_edited())
        self.minutes.textEdited.connect(lambda _text: mark_invalid(self.minutes))
        self.drop.clicked.connect(lambda: owner.take_out(self))

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the text fields: resident, matter, phone, address."""
        return self.name, self.topic, self.phone, self.address

    def widgets(self) -> tuple[QWidget, ...]:
        """Return all widgets in the order of the Tab key."""
        return self.at, self.minutes, self.name, self.topic, self.phone, self.address, self.agency, self.drop

    def is_empty(self) -> bool:
        """Return whether nothing stands in the lines."""
        fields = (self.at, self.minutes, *self.lines(), self.agency)
        return not any(field.text().strip() for field in fields)

    def typed(self) -> dict[str, Any]:
        """Return what stands in the lines, as typed."""
        return {
            "id": self.id, "at": self.at.text(), "minutes": self.minutes.text(), "agency": self.agency.text(),
            "came": self.came, **{n: f.text() for n, f in zip(_FIELDS, self.lines(), strict=True)},
        }  # fmt: skip

    def restore(self, typed: dict[str, Any]) -> None:
        """Show what was typed earlier."""
        found, came = typed.get("id"), typed.get("came")
        self.id = found if isinstance(found, int) else None
        self.came = came if isinstance(came, bool) else None
        self.at.setText(str(typed.get("at", "")))
        self.minutes.setText(str(typed.get("minutes", "")))
        for name, field in zip(_FIELDS, self.lines(), strict=True):
            field.setText(str(typed.get(name, "")))
            field.setCursorPosition(0)
        words = str(typed.get("agency", ""))
        known = next((each for each in self.agency.completer_list.choices() if each.text == words), None)
        self.agency.set_value(known.data if known else None)
        if known is None:
            self.agency.setText(words)

    def slot(self) -> int | None:
        """Return the minutes of the slot.

        Raises:
            NotReadable, NumberOutOfRange: they cannot be read; the field is marked and has the focus.
        """
        try:
            minutes = self.minutes.value()
            _require_slot(minutes)
        except (NotReadable, NumberOutOfRange) as error:
            mark_invalid(self.minutes, str(error))
            self.minutes.setFocus()
            raise
        return minutes

    def unit(self) -> int | None:
        """Return the unit to bring.

        Raises:
            NotInTheList: what is typed is none; the field is marked and has the focus.
        """
        if not self.agency.is_known():
            error = NotInTheList(field=_("Unit to bring"), text=self.agency.text().strip())
            mark_invalid(self.agency, error.text())
            self.agency.setFocus()
            raise error
        found = self.agency.value()
        return found if isinstance(found, int) else None


class AppointmentRows(QWidget):
    """The residents. Signals: changed().

    Args:
        agencies: The units that can be asked along for a resident's matter.
        parent: Qt's parent.
    """

    changed = Signal()

    def __init__(self, agencies: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agencies = agencies
        self._rows: list[_Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(3, 1)
        self.said = PlainLabel(px=13, tone="red", wrap=True)
        self.said.hide()
        self._grid.addWidget(self.said, 1, 0, 1, 6)
        for column, words in enumerate((_("Time"), _("Minutes"), _("Resident"), _("Matter"))):
            self._grid.addWidget(PlainLabel(words, px=12, tone="ink3"), 0, column)
        self._append()

    def show_drafts(self, drafts: list[AppointmentDraft]) -> None:
        """Show these residents."""
        units = {each.data: each.text for each in self._agencies}
        self.restore(
            [
                {
                    "id": d.id, "at": clock_text(d.at), "minutes": "" if d.minutes is None else str(d.minutes),
                    "agency": units.get(d.agency_id, "") if d.agency_id is not None else "", "came": d.came,
                    **{name: getattr(d, name) for name in _FIELDS},
                }
                for d in drafts
            ]
        )  # fmt: skip

    def typed(self) -> list[dict[str, Any]]:
        """Return what stands in the lines, as typed."""
        return [row.typed() for row in self._rows if not row.is_empty()]

    def restore(self, typed: list[dict[str, Any]]) -> None:
        """Show what was typed earlier."""
        for row in list(self._rows):
            self._remove(row)
        for entry in typed:
            self._append().restore(entry)
        self._append()

    def drafts(self) -> list[AppointmentDraft]:
        """Return the residents.

        Raises:
            NotATime, NotReadable, NumberOutOfRange, NotInTheList: a field cannot be read; it is marked and has the
                focus.
        """
        found = []
        for row in self._rows:
            if row.is_empty():
                continue
            try:
                at = row.at.clock()
            except NotATime:
                row.at.setFocus()
                raise
            texts = {name: field.text() for name, field in zip(_FIELDS, row.lines(), strict=True)}
            slot, unit = row.slot(), row.unit()
            found.append(AppointmentDraft(id=row.id, at=at, minutes=slot, agency_id=unit, came=row.came, **texts))
        return found

    def units(self) -> dict[int, str]:
        """Return the units that are to come for a resident, by id with their names."""
        found = {}
        for row in self._rows:
            unit = row.agency.value()
            if isinstance(unit, int):
                found[unit] = row.agency.text()
        return found

    def slots(self) -> list[SlotFacts]:
        """Return the slots as far as they can be read now, for the checks while typing."""
        found = []
        for row in self._rows:
            try:
                minutes = row.minutes.value()
            except NotReadable:
                minutes = None
            unit = row.agency.value()
            known = unit if isinstance(unit, int) else None
            if not row.is_empty():
                found.append(SlotFacts(row.at.peek(), minutes, known, row.agency.text()))
        return found

    def mark_slots(self, pairs: Sequence[tuple[SlotFacts, SlotFacts]]) -> None:
        """Say in place which times meet; the others lose their mark."""
        meeting = {each.at: pair for pair in pairs for each in pair}
        self.said.setText("\n".join(overlap_text(*pair) for pair in pairs))
        self.said.setVisible(bool(pairs))
        for row in self._rows:
            at = row.at.peek()
            if at is not None:
                mark_invalid(row.at, overlap_text(*meeting[at]) if at in meeting else "")

    def on_edited(self, _text: str = "") -> None:
        """Keep an empty line at the end."""
        if not self._rows[-1].is_empty():
            self._append()
        self.changed.emit()

    def take_out(self, row: _Row) -> None:
        """Take a resident out."""
        self._remove(row)
        if not self._rows or not self._rows[-1].is_empty():
            self._append()
        self._rows[-1].name.setFocus()
        self.changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            focus = self.focusWidget()
            at = next((n for n, row in enumerate(self._rows) if focus in row.widgets()), None)
            if at is not None and at + 1 < len(self._rows):
                self._rows[at + 1].at.setFocus()
                return
        super().keyPressEvent(event)

    def _append(self) -> _Row:
        row = _Row(self, self._agencies)
        line = self._grid.rowCount()
        self._grid.addWidget(row.rule, line, 0, 1, 6)
        for column, widget in enumerate((row.at, row.minutes, row.name)):
            self._grid.addWidget(widget, line + 1, column)
        self._grid.addWidget(row.topic, line + 1, 3, 1, 2)
        self._grid.addWidget(row.drop, line + 1, 5)
        self._grid.addWidget(row.phone, line + 2, 0, 1, 2)
        self._grid.addWidget(row.address, line + 2, 2, 1, 2)
        self._grid.addWidget(row.agency, line + 2, 4)
        previous = self._rows[-1].drop if self._rows else None
        self._rows.append(row)
        chain = [previous, *row.widgets()] if previous is not None else list(row.widgets())
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        return row

    def _remove(self, row: _Row) -> None:
        self._rows.remove(row)
        for widget in (row.rule, *row.widgets()):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()


def overlap_text(one: SlotFacts, other: SlotFacts) -> str:
    """Return the sentence on two residents who would be received at once."""
    return _("The appointments at {one} and at {other} overlap.").format(one=slot_text(one), other=slot_text(other))


def _require_slot(minutes: int | None) -> None:
    if minutes is not None and not 1 <= minutes <= LONGEST_SLOT:
        raise NumberOutOfRange(field=_("Minutes"), low=1, high=LONGEST_SLOT)
