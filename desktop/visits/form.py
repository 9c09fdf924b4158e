"""The fields of a visit: what stands in them as typed, and as a draft once everything can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from core.clock import parse_clock
from core.errors import MissingField, NotATime, NotInTheList
from core.i18n import _
from core.visits import (
    HALF_NAMES,
    RECEPTION_FORM_NAMES,
    VISIT_STATE_NAMES,
    Half,
    ReceptionForm,
    VisitDraft,
    VisitState,
)
from db.queries.templates import templates
from db.queries.visit_form import VisitChoices
from desktop.context import AppContext
from desktop.fonts import sans
from desktop.visits.appointment_rows import AppointmentRows
from desktop.visits.kind_picker import KindPicker
from desktop.visits.tag_field import TagField
from desktop.visits.template_choice import TemplateChoice
from desktop.visits.time_fields import ClockField, DatePicker, example_times
from desktop.visits.unsaved import Typed
from desktop.widgets import PinyinCombo, PlainLabel, Segmented, choice, mark_invalid


class VisitForm(QWidget):
    """The fields. Signals: changed(): something was typed or chosen."""

    changed = Signal()

    def __init__(self, ctx: AppContext, draft: VisitDraft, choices: VisitChoices) -> None:
        super().__init__()
        self._draft, self._choices = draft, choices
        self._preset = ""  # the place that came with the township, to be replaced when another is chosen
        self.kind = KindPicker(ctx.kinds)
        self.day = DatePicker(lambda: ctx.calendar)
        self.half = Segmented([(half.value, _(HALF_NAMES[half])) for half in Half])
        self.half.choose(draft.half.value)
        self.starts, self.ends = ClockField(_("From")), ClockField(_("Until"), such_as="11:30")
        self.leader = PinyinCombo([choice(row.name, row.id, note=row.note) for row in choices.leaders])
        self.township = PinyinCombo([choice(row.name, row.id) for row in choices.townships])
        self.village = PinyinCombo(placeholder=_("Whole township"))
        self.place, self.theme_line = _line(200), _line(400)
        self.template = _template_choice(self, ctx, is_new=draft.id is None)
        self.leaders = TagField(_("Add a leader"))
        self.agencies = TagField(_("Add a unit"))
        self.form = QComboBox()
        self.state = QComboBox()
        self.unannounced = QCheckBox(_("Unannounced: stays out of every shared list"))
        self.appointments = AppointmentRows([choice(row.short_name or row.name, row.id) for row in choices.agencies])
        self.note = QPlainTextEdit()
        self._fill_lists()
        self._build()
        self.show_draft(draft)
        self._connect()

    def _fill_lists(self) -> None:
        self.leaders.set_choices([choice(row.name, row.id, note=row.note) for row in self._choices.leaders])
        self.agencies.set_choices([choice(row.short_name or row.name, row.id) for row in self._choices.agencies])
        for form in ReceptionForm:
            self.form.addItem(_(RECEPTION_FORM_NAMES[form]), form.value)
        for state in VisitState:
            self.state.addItem(_(VISIT_STATE_NAMES[state]), state.value)
        for widget in (self.form, self.state, self.note, self.unannounced):
            widget.setFont(sans(14))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(64)

    def _build(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 4, 20, 12)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, 62)
        times = QHBoxLayout()
        times.setSpacing(6)
        for widget in (self.starts, PlainLabel("—", tone="ink3"), self.ends):
            times.addWidget(widget)
        self._add(_("Kind"), self.kind)
        self._add(_("Template"), _row(self.template)).setVisible(self._draft.id is None)
        self.template.setVisible(self._draft.id is None)
        self._add(_("Date"), _row(self.day, self.half, times))
        self._add(_("Leader"), self.leader)
        self._add(_("Township"), _row(self.township, self.village, stretch=False))
        self._add(_("Place"), self.place)
        self._add(_("Theme"), self.theme_line)
        self._add(_("Leaders along"), self.leaders)
        self._add(_("Units along"), self.agencies)
        self._form_label = self._add(_("Form"), _row(self.form))
        self._people_label = self._add(_("Appointments"), self.appointments)
        self._add(_("State"), _row(self.state, self.unannounced))
        self._add(_("Note"), self.note)
        self._grid.setRowStretch(self._grid.rowCount(), 1)  # spare height goes below the fields, not between them
        _name_fields(self)

    def _add(self, words: str, field: QWidget | QLayout) -> PlainLabel:
        label = PlainLabel(words, px=13, tone="ink2", wrap=True)
        label.setMinimumHeight(32)
        at = self._grid.rowCount()
        self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(field, QWidget):
            self._grid.addWidget(field, at, 1)
        else:
            self._grid.addLayout(field, at, 1)
        return label

    def _connect(self) -> None:
        told = self.changed.emit
        self.kind.chosen.connect(self.template.on_kind)
        self.template.changed.connect(told)
        self.kind.chosen.connect(lambda _key: self._show_people())
        self.kind.chosen.connect(lambda _key: told())
        self.day.dateChanged.connect(lambda _day: told())
        self.half.chosen.connect(lambda _key: told())
        self.changed.connect(lambda: _show_examples(self))
        self.township.chosen.connect(self._on_township)
        for field in (self.leader, self.village):
            field.chosen.connect(lambda _data: told())
        for line in (self.starts, self.ends, self.leader, self.township, self.village, self.place, self.theme_line):
            line.textEdited.connect(lambda _text: told())
        for box in (self.form, self.state):
            box.activated.connect(lambda _row: told())
        self.unannounced.clicked.connect(lambda _on: told())
        self.note.textChanged.connect(told)
        for rows in (self.leaders, self.agencies, self.appointments):
            rows.changed.connect(told)

    # In and out

    def show_draft(self, draft: VisitDraft) -> None:
        """Show a visit."""
        self._draft = draft
        self.kind.set_value(draft.kind)
        self.template.offer(draft.kind)
        self.day.set_day(draft.day)
        self.half.choose(draft.half.value)
        self.starts.set_time(draft.starts_at)
        self.ends.set_time(draft.ends_at)
        _show_examples(self)
        self.leader.set_value(draft.leader_id)
        self.township.set_value(draft.township_id)
        self._offer_villages()
        self.village.set_value(draft.village_id)
        _put(self.place, draft.place)
        _put(self.theme_line, draft.theme)
        self.leaders.set_values(draft.accompanying_leaders)
        self.agencies.set_values(draft.accompanying_agencies)
        form = draft.reception_form or ReceptionForm.FIXED_POINT
        self.form.setCurrentIndex(self.form.findData(form.value))
        self.state.setCurrentIndex(self.state.findData(draft.state.value))
        self.unannounced.setChecked(draft.unannounced)
        self.appointments.show_drafts(draft.appointments)
        self.note.setPlainText(draft.note)
        if not draft.place:
            self._preset_place()
        self._show_people()

    def typed(self) -> Typed:
        """Return what stands in the fields, as typed, fit for JSON."""
        return {
            "uid": self._draft.uid, "id": self._draft.id, "version": self._draft.version, "kind": self.kind.value(),
            "day": self.day.day().isoformat(), "half": self.half.current(), "starts": self.starts.text(),
            "ends": self.ends.text(), "leader": self.leader.text(), "township": self.township.text(),
            "village": self.village.text(), "place": self.place.text(), "theme": self.theme_line.text(),
            "leaders": self.leaders.values(), "agencies": self.agencies.values(), "form": self.form.currentData(),
            "state": self.state.currentData(), "unannounced": self.unannounced.isChecked(),
            "appointments": self.appointments.typed(), "note": self.note.toPlainText(),
            "template": self.template.currentData(),
        }  # fmt: skip

    def restore(self, typed: Typed) -> None:
        """Show what was typed earlier; what has become unknown meanwhile stays as words, marked."""
        self.kind.set_value(str(typed.get("kind", "")))
        self.day.set_day(_day(typed.get("day")) or self._draft.day)
        if typed.get("half") in set(Half):
            self.half.choose(str(typed["half"]))
        lines = (("starts", self.starts), ("ends", self.ends), ("place", self.place), ("theme", self.theme_line))
        for name, line in lines:
            line.setText(str(typed.get(name, "")))
        _say(self.leader, str(typed.get("leader", "")))
        _say(self.township, str(typed.get("township", "")))
        self._offer_villages()
        _say(self.village, str(typed.get("village", "")))
        self.leaders.set_values(_ids(typed.get("leaders")))
        self.agencies.set_values(_ids(typed.get("agencies")))
        for name, box in (("form", self.form), ("state", self.state)):
            box.setCurrentIndex(max(box.findData(typed.get(name)), 0))
        self.unannounced.setChecked(bool(typed.get("unannounced")))
        rows = typed.get("appointments")
        self.appointments.restore([row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else [])
        self.note.setPlainText(str(typed.get("note", "")))
        self.template.offer(self.kind.value())
        self.template.choose(typed.get("template"))
        self._show_people()

    def draft(self) -> VisitDraft:
        """Return the visit.

        Raises:
            MissingField, NotInTheList, NotATime: a field cannot be read; it is marked and has the focus.
        """
        for combo, name in ((self.leader, _("Leader")), (self.township, _("Township")), (self.village, _("Village"))):
            _require_known(combo, name, needed=combo is not self.village)
        for tags, name in ((self.leaders, _("Leaders along")), (self.agencies, _("Units along"))):
            if not tags.is_settled():
                tags.line.setFocus()
                raise NotInTheList(field=name, text=tags.line.text())
        return replace(
            self.facts(),
            starts_at=_time_of(self.starts),
            ends_at=_time_of(self.ends),
            place=self.place.text(),
            theme=self.theme_line.text(),
            note=self.note.toPlainText(),
            appointments=self.appointments.drafts(),
        )

    def facts(self) -> VisitDraft:
        """Return what can be read now, for the check of clashes: unreadable times and names count as empty."""
        receives = self.kind.receives_people()
        return replace(
            self._draft,
            kind=self.kind.value() or self._draft.kind,
            day=self.day.day(),
            half=Half(self.half.current()),
            starts_at=_time_or_none(self.starts.text()),
            ends_at=_time_or_none(self.ends.text()),
            leader_id=_id(self.leader.value()),
            township_id=_id(self.township.value()),
            village_id=_id(self.village.value()),
            reception_form=ReceptionForm(self.form.currentData()) if receives else None,
            state=VisitState(self.state.currentData()),
            unannounced=self.unannounced.isChecked(),
            accompanying_leaders=self.leaders.values(),
            accompanying_agencies=self.agencies.values(),
        )

    def goes_along(self, agency_id: int) -> bool:
        """Return whether a unit goes along."""
        return agency_id in self.agencies.values()

    def take_along(self, agency_id: int) -> None:
        """Take a unit along that a resident's matter needs."""
        if not self.goes_along(agency_id):
            self.agencies.set_values([*self.agencies.values(), agency_id])
            self.changed.emit()

    # What follows from a choice

    def _on_township(self, _data: object) -> None:
        self.village.set_value(None)
        self._offer_villages()
        self._preset_place()
        self.changed.emit()

    def _offer_villages(self) -> None:
        row = self._choices.township(_id(self.township.value()))
        self.village.set_choices([choice(each.name, each.id) for each in row.villages] if row else [])
        self.village.setEnabled(row is not None)

    def _preset_place(self) -> None:
        """Put the township's usual place in, unless another was typed."""
        row = self._choices.township(_id(self.township.value()))
        if row is not None and self.place.text().strip() in {"", self._preset}:
            self._preset = row.place
            _put(self.place, row.place)

    def _show_people(self) -> None:
        receives = self.kind.receives_people()
        for widget in (self._form_label, self.form):
            widget.setVisible(receives)
        shown = receives or bool(self.appointments.typed())
        for part in (self._people_label, self.appointments):
            part.setVisible(shown)


def _name_fields(form: VisitForm) -> None:
    """Say what each field is to screen readers."""
    for field, name in (
        (form.leader, _("Leader")), (form.township, _("Township")), (form.village, _("Village")),
        (form.place, _("Place")), (form.theme_line, _("Theme")), (form.day, _("Date")),
        (form.form, _("Reception form")), (form.state, _("State")), (form.note, _("Note")),
    ):  # fmt: skip
        field.setAccessibleName(name)


def _show_examples(form: VisitForm) -> None:
    for field, text in zip((form.starts, form.ends), example_times(Half(form.half.current())), strict=True):
        field.setPlaceholderText(text)


def _template_choice(form: VisitForm, ctx: AppContext, *, is_new: bool) -> TemplateChoice:
    found = []
    if is_new:
        with ctx.store.read() as session:
            found = templates(session)
    return TemplateChoice(found, form.half, starts=form.starts, ends=form.ends, theme=form.theme_line)


def _line(limit: int) -> QLineEdit:
    made = QLineEdit()
    made.setFont(sans(14))
    made.setMaxLength(max(limit * 4, 1000))  # longer words are refused with their number, never cut while typed
    return made


def _put(line: QLineEdit, text: str) -> None:
    line.setText(text)
    line.setCursorPosition(0)


def _row(*fields: QWidget | QLayout, stretch: bool = True) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for field in fields:
        if isinstance(field, QWidget):
            row.addWidget(field)
        else:
            row.addLayout(field)
    if stretch:
        row.addStretch(1)
    return row


def _require_known(combo: PinyinCombo, name: str, *, needed: bool) -> None:
    if not combo.is_known():
        error = NotInTheList(field=name, text=combo.text().strip())
        mark_invalid(combo, error.text())
        combo.setFocus()
        raise error
    if needed and combo.value() is None:
        missing = MissingField(field=name)
        mark_invalid(combo, missing.text())
        combo.setFocus()
        raise missing


def _say(combo: PinyinCombo, words: str) -> None:
    """Choose by name; words that meet nothing stay as they are."""
    found = next((each for each in combo.completer_list.choices() if each.text == words), None)
    combo.set_value(found.data if found else None)
    if found is None:
        combo.setText(words)


def _time_of(field: ClockField) -> time | None:
    try:
        return field.clock()
    except NotATime:
        field.setFocus()
        raise


def _time_or_none(text: str) -> time | None:
    try:
        return parse_clock(text)
    except NotATime:
        return None


def _id(data: object) -> int | None:
    return data if isinstance(data, int) else None


def _ids(found: Any) -> list[int]:
    return [each for each in found if isinstance(each, int)] if isinstance(found, list) else []


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
