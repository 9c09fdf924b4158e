"""The townships that lie on one road with this one: minutes, kilometres, the road's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.errors import MissingField, NotInTheList, UserError
from core.i18n import _
from db.queries.templates import RoadRow
from db.services.templates import Road
from desktop.visits.line_rows import Line, LineRows, Typed, put, text_cell
from desktop.widgets import Choice, PinyinCombo, mark_invalid
from desktop.widgets.form import NotReadable, NumberField


class RoadLine(Line):
    """One neighbour."""

    def __init__(self, townships: Sequence[Choice]) -> None:
        super().__init__()
        self.township = PinyinCombo(townships)
        self.township.setAccessibleName(_("Neighbouring township"))
        self.township.setMinimumWidth(130)
        self.minutes, self.km = NumberField(width=60), NumberField(width=60)
        self.minutes.setAccessibleName(_("Travel time, minutes"))
        self.km.setAccessibleName(_("Distance, km"))
        self.road = text_cell(_("Road"), limit=60)

    @override
    def cells(self) -> Sequence[QWidget]:
        return self.township, self.minutes, self.km, self.road

    @override
    def is_empty(self) -> bool:
        return not any(field.text().strip() for field in (self.township, self.minutes, self.km, self.road))

    @override
    def connect_changes(self, told: Callable[[], object]) -> None:
        self.township.chosen.connect(lambda _data: told())
        for field in (self.township, self.minutes, self.km, self.road):
            field.textEdited.connect(lambda _text, field=field: mark_invalid(field))
            field.textEdited.connect(lambda _text: told())

    @override
    def typed(self) -> Typed:
        return {
            "township": self.township.text(), "minutes": self.minutes.text(), "km": self.km.text(),
            "road": self.road.text(),
        }  # fmt: skip

    @override
    def restore(self, typed: Typed) -> None:
        words = str(typed.get("township", ""))
        found = next((each for each in self.township.completer_list.choices() if each.text == words), None)
        self.township.set_value(found.data if found else None)
        if found is None:
            self.township.setText(words)
        for name, field in (("minutes", self.minutes), ("km", self.km), ("road", self.road)):
            put(field, typed.get(name, ""))

    def draft(self) -> Road:
        """Return the neighbour's id, minutes, kilometres and the road.

        Raises:
            NotInTheList, MissingField, NotReadable: a field cannot be read; it is marked and has the focus.
        """
        other = self.township.value()
        if not isinstance(other, int):
            name, words = _("Neighbouring township"), self.township.text().strip()
            refusal: UserError = NotInTheList(field=name, text=words) if words else MissingField(field=name)
            _mark(self.township, refusal)
            raise refusal
        return other, _whole(self.minutes), _whole(self.km), self.road.text()


class RoadRows(LineRows):
    """The neighbours of one township."""

    def __init__(self, townships: Sequence[Choice]) -> None:
        heads = (_("Township"), _("Minutes"), _("km"), _("Road"))
        name = _("Neighbouring townships")
        super().__init__(lambda: RoadLine(townships), heads, stretches={0: 3, 3: 2}, name=name)

    def show_roads(self, rows: Sequence[RoadRow]) -> None:
        """Show these neighbours."""
        self.restore(
            [
                {"township": row.other, "minutes": _words(row.minutes), "km": _words(row.distance_km), "road": row.road}
                for row in rows
            ]
        )

    def drafts(self) -> list[Road]:
        """Return the neighbours, empty lines left out.

        Raises:
            UserError, NotReadable: a field cannot be read; it is marked and has the focus.
        """
        return [line.draft() for line in self.lines() if isinstance(line, RoadLine) and not line.is_empty()]


def _whole(field: NumberField) -> int | None:
    try:
        return field.value()
    except NotReadable as error:
        _mark(field, error)
        raise


def _mark(field: QWidget, error: Exception) -> None:
    mark_invalid(field, str(error))
    field.setFocus(Qt.FocusReason.OtherFocusReason)


def _words(number: int | None) -> str:
    return "" if number is None else str(number)
