"""The dialog on a template: what a new visit of a kind starts with, how it is prepared, how its day runs."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import NotATime
from core.i18n import N_, _
from core.preparation import TemplateDraft
from core.visits import HALF_NAMES, Half
from db.queries.form_drafts import form_draft
from db.services.templates import delete_template, save_template
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.visits.day_plan_rows import StopRows, stop_typed
from desktop.visits.kept_dialog import line_buttons
from desktop.visits.leaving import KeptForm
from desktop.visits.line_rows import LineRows
from desktop.visits.preparation_steps import TemplateStepRows, step_typed
from desktop.visits.time_fields import ClockField
from desktop.visits.unsaved import TEMPLATE, Typed
from desktop.widgets.choices import Segmented
from desktop.widgets.form import TextField, text_area
from desktop.widgets.text import PlainLabel

_WIDE = 1040
_OPEN = "open"


class TemplateForm(KeptForm):
    """All of one template."""

    def __init__(self, ctx: AppContext, draft: TemplateDraft, parent: QWidget) -> None:
        super().__init__(ctx, parent, _("Add template") if draft.id is None else draft.name, width=_WIDE)
        self._draft = draft
        self._build_head()
        self._build_times()
        self.steps = TemplateStepRows()
        self.steps.restore([step_typed(step) for step in draft.steps])
        self.stops = StopRows(has_clock=False)
        self.stops.restore([stop_typed(stop) for stop in draft.stops])
        self.add(_("Steps"), _with_buttons(self.steps, _("Add step")))
        self.add(_("Day plan"), _with_buttons(self.stops, _("Add stop")))
        self.note = text_area(draft.note)
        self.add(_("Note"), self.note)
        self.on_save(self._store)
        self.delete_button.setVisible(draft.id is not None)
        self.deleted.connect(self._delete)
        name = "new" if draft.id is None else str(draft.id)
        with ctx.store.read() as session:
            kept = form_draft(session, f"{TEMPLATE}{name}")
        self.begin(name, TEMPLATE, kept.fields if kept is not None else None)
        self._listen()

    def _listen(self) -> None:
        for line in (self.name, self.starts, self.ends, self.theme_line):
            line.textChanged.connect(lambda _text: self.touched())
        self.kind.currentIndexChanged.connect(lambda _row: self.touched())
        self.default.toggled.connect(lambda _on: self.touched())
        self.half.chosen.connect(lambda _key: self.touched())
        self.note.textChanged.connect(self.touched)
        for rows in (self.steps, self.stops):
            rows.changed.connect(self.touched)

    # In and out

    @override
    def typed(self) -> Typed:
        return {
            "kind": self.kind.currentData(), "name": self.name.text(), "default": self.default.isChecked(),
            "half": self.half.current(), "starts": self.starts.text(), "ends": self.ends.text(),
            "theme": self.theme_line.text(), "steps": self.steps.typed(), "stops": self.stops.typed(),
            "note": self.note.toPlainText(),
        }  # fmt: skip

    @override
    def restore(self, typed: Typed) -> None:
        self.kind.setCurrentIndex(max(self.kind.findData(typed.get("kind")), 0))
        if self.default.isEnabled():
            self.default.setChecked(typed.get("default") is True)
        if typed.get("half") in self.half.names():
            self.half.choose(str(typed["half"]))
        for name, line in (
            ("name", self.name), ("starts", self.starts), ("ends", self.ends), ("theme", self.theme_line),
        ):  # fmt: skip
            line.setText(str(typed.get(name, "")))
        self.steps.restore(typed.get("steps"))
        self.stops.restore(typed.get("stops"))
        self.note.setPlainText(str(typed.get("note", "")))

    # Building

    def _build_head(self) -> None:
        draft = self._draft
        self.kind = QComboBox()
        self.kind.setFont(sans(14))
        self.kind.setFixedWidth(220)
        for kind in self._ctx.kinds:
            self.kind.addItem(_(kind.name), kind.key)
        self.kind.setCurrentIndex(max(self.kind.findData(draft.kind), 0))
        self.name = TextField(draft.name, limit=240)
        self.default = QCheckBox(_("New visits of this kind start from it"))
        self.default.setFont(sans(14))
        self.default.setChecked(draft.is_default)
        self.default.setEnabled(not draft.is_default)  # another one takes the place; none is never the answer
        self.add(_("Kind"), self.kind)
        self.add(_("Template"), self.name)
        self.add("", self.default)

    def _build_times(self) -> None:
        draft = self._draft
        halves = [(_OPEN, _("Either")), *((half.value, _(HALF_NAMES[half])) for half in Half)]
        self.half = Segmented(halves)
        self.half.choose(draft.half.value if draft.half is not None else _OPEN)
        self.starts, self.ends = ClockField(_("From")), ClockField(_("Until"), such_as="11:30")
        self.starts.set_time(draft.starts_at)
        self.ends.set_time(draft.ends_at)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.half, self.starts, PlainLabel("—", tone="ink3"), self.ends):
            row.addWidget(widget)
        row.addStretch(1)
        self.theme_line = TextField(draft.theme)
        self.add(_("Half and times"), both)
        self.add(_("Theme"), self.theme_line)

    def _store(self) -> None:
        draft = self._draft
        draft.kind, draft.name = str(self.kind.currentData()), self.name.text()
        draft.is_default = self.default.isChecked()
        draft.half = None if self.half.current() == _OPEN else Half(self.half.current())
        for field in (self.starts, self.ends):
            try:
                field.clock()
            except NotATime:
                field.setFocus()
                raise
        draft.starts_at, draft.ends_at = self.starts.clock(), self.ends.clock()
        draft.theme, draft.note = self.theme_line.text(), self.note.toPlainText()
        draft.steps, draft.stops = self.steps.drafts(), self.stops.drafts()
        label = N_("Add template") if draft.id is None else N_("Edit template")
        with self._ctx.store.write(label) as session:
            save_template(session, draft)

    def _delete(self) -> None:
        template_id = self._draft.id
        if template_id is None:
            return
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete template")) as session:
            delete_template(session, template_id)
        if outcome.ok:
            self.reject_quietly()
            self._ctx.toast(_("The template was deleted."), undo=True)


def _with_buttons(rows: LineRows, words: str) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout()
    line.setSpacing(6)
    up, down, add = line_buttons(rows, words)
    for button in (add, up, down):
        line.addWidget(button)
    line.addStretch(1)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 6)
    column.setSpacing(6)
    column.addWidget(rows)
    column.addLayout(line)
    holder.setAccessibleName(rows.accessibleName())
    return holder
