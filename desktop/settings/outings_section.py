"""Outings: what a new visit of each kind starts with, the categories of households, and the office's numbers."""

from __future__ import annotations

from datetime import time
from typing import Any, ClassVar, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QWidget

from core.clock import clock_text
from core.errors import NumberOutOfRange
from core.i18n import N_, _, ngettext
from core.itinerary import office_hours
from core.preparation import TemplateDraft
from core.visits import HALF_NAMES
from db.queries.templates import HouseholdCategoryRow, household_categories, templates
from db.services.templates import (
    delete_household_category,
    move_household_category,
    save_household_category,
    set_household_category_active,
)
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.settings.section import Section, SectionList
from desktop.settings.template_form import TemplateForm
from desktop.widgets.buttons import PlainButton
from desktop.widgets.form import FieldNote, FormDialog, NotReadable, NumberField, TextField
from desktop.widgets.kinds import kind_of
from desktop.widgets.marks import paint_seal
from desktop.widgets.table import Column
from desktop.widgets.text import PlainLabel

RANGES: Final = {
    "households_per_village": (0, 1000),
    "agencies_with_heads": (0, 99),
    "agencies_with_others": (0, 99),
    "vehicles": (0, 99),
    "lead_days": (0, 60),
}


def _paint_seal(painter: QPainter, area: QRectF, row: TemplateDraft) -> None:
    place = QRectF(area.left(), round(area.center().y() - 10), 20, 20)
    paint_seal(painter, place, row.kind, False)  # noqa: FBT003 - the painter's own signature


def _when(row: TemplateDraft) -> str:
    half = _(HALF_NAMES[row.half]) if row.half is not None else ""
    ends = f"—{clock_text(row.ends_at)}" if row.ends_at else ""
    return f"{half} {clock_text(row.starts_at)}{ends}".strip()


def _steps(row: TemplateDraft) -> str:
    return ngettext("{n} step", "{n} steps", len(row.steps)).format(n=len(row.steps))


def _stops(row: TemplateDraft) -> str:
    return ngettext("{n} stop", "{n} stops", len(row.stops)).format(n=len(row.stops))


TEMPLATES: Final = (
    Column(N_("Seal"), lambda r: kind_of(r.kind).seal, None, 64, 64, _paint_seal),
    Column(N_("Template"), lambda r: r.name, None, 0, 0, bold=True),
    Column(N_("Half and times"), _when, None, 170, 190, tone=lambda _r: "ink2"),
    Column(N_("Steps"), _steps, None, 90, 100, tone=lambda _r: "ink2", phrase=True),
    Column(N_("Day plan"), _stops, None, 90, 100, tone=lambda _r: "ink2", phrase=True),
    Column("", lambda r: _("default") if r.is_default else "", None, 80, 90, tone=lambda _r: "ink3"),
)

CATEGORIES: Final = (
    Column(N_("Category of household"), lambda r: r.name, None, 0, 0, bold=True,
           tone=lambda r: "ink" if r.active else "ink3"),
    Column(N_("Household visits"), lambda r: str(r.used) if r.used else "", None, 130, 150, tone=lambda _r: "ink3"),
    Column("", lambda r: "" if r.active else _("set aside"), None, 110, 130, tone=lambda _r: "ink3"),
)  # fmt: skip


class OutingsSection(Section):
    """Templates, categories, numbers."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"setting", "visit_template", "visit_kind", "household_category", "household_visit"}
    )

    def build(self) -> None:
        """Make the lists and the fields."""
        self._build_templates()
        self._build_categories()
        self._build_numbers()

    def _build_templates(self) -> None:
        below = _("What a new visit starts with: half, times, steps before it and the plan of its day.")
        self.title(_("Templates"), below=below, wide=True)
        self.templates = SectionList(TEMPLATES, _("Templates"))
        self.templates.opened.connect(self.edit_template)
        self.templates.current_changed.connect(lambda _row: self._show_buttons())
        self.add(self.templates, wide=True)
        self.add_template = PlainButton(_("Add template"), "plus")
        self.add_template.clicked.connect(lambda: self.edit_template(None))
        self.edit_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.edit_button.clicked.connect(self._edit_current)
        self.buttons(self.add_template, self.edit_button)

    def _build_categories(self) -> None:
        self.title(_("Categories of households"), wide=True)
        self.categories = SectionList(CATEGORIES, _("Categories of households"))
        self.categories.opened.connect(self.edit_category)
        self.categories.current_changed.connect(lambda _row: self._show_buttons())
        self.add(self.categories, wide=True)
        self.add_category = PlainButton(_("Add category"), "plus")
        self.add_category.clicked.connect(lambda: self.edit_category(None))
        self.rename_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.rename_button.clicked.connect(lambda: self.edit_category(self.categories.current_row()))
        self.aside_button = PlainButton(_("Set aside"))
        self.aside_button.clicked.connect(self._toggle_category)
        self.up_button, self.down_button = (
            PlainButton("", "arrow-up", hint="Alt ↑"),
            PlainButton("", "arrow-down", hint="Alt ↓"),
        )
        for button, name, steps, keys in (
            (self.up_button, _("Move up"), -1, "Alt+Up"),
            (self.down_button, _("Move down"), 1, "Alt+Down"),
        ):
            button.setAccessibleName(name)
            button.clicked.connect(lambda _on=False, steps=steps: self.move_category(steps))
            made = QShortcut(QKeySequence(keys), self.categories)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda steps=steps: self.move_category(steps))
        self.buttons(self.add_category, self.rename_button, self.aside_button, self.up_button, self.down_button)

    def _build_numbers(self) -> None:
        self.title(_("Rules for outings"))
        self.fields()
        self.numbers: dict[str, NumberField] = {}
        self.hours: dict[str, TextField] = {}
        self._hours("morning", _("Morning hours"))
        self._hours("afternoon", _("Afternoon hours"))
        self._number("households_per_village", _("Households per village"), _("in the year, at least"))
        units = _("units along on research, at most")
        self._number("agencies_with_heads", _("With the county's two heads"), units, hint=_("A hint, never a bar."))
        self._number("agencies_with_others", _("With other leaders"), units)
        self._number("vehicles", _("Vehicles"), _("on research, at most"))
        self._number("lead_days", _("Plan published"), _("working days before a visit, at least"))

    def reload(self) -> None:
        """Read the lists; a field that is being typed in keeps its words."""
        with self.ctx.store.read() as session:
            found, categories = templates(session), household_categories(session)
        self.templates.show_all(found)
        self.categories.show_all(categories)
        for key, field in (*self.numbers.items(), *self.hours.items()):
            field.show_text(str(getattr(self.ctx.settings, key)))
        self._show_buttons()

    def edit_template(self, row: TemplateDraft | None) -> TemplateForm | None:
        """Open the dialog on a template, None adds one."""
        if self.ctx.read_only:
            return None
        kind = self.ctx.kinds[0].key if self.ctx.kinds else ""
        form = TemplateForm(self.ctx, row or TemplateDraft(kind, ""), self)
        form.open_tall()
        return form

    def edit_category(self, row: HouseholdCategoryRow | None) -> HouseholdCategoryForm | None:
        """Open the dialog on a category, None adds one."""
        if self.ctx.read_only:
            return None
        form = HouseholdCategoryForm(self.ctx, row, self)
        form.open_tall()
        return form

    def move_category(self, steps: int) -> None:
        """Move the category that is current up or down."""
        row = self.categories.current_row()
        if row is not None and not self.ctx.read_only:
            self.ctx.run(N_("Move category"), move_household_category, row.key, steps=steps, widget=self)

    def _edit_current(self) -> None:
        if (row := self.templates.current_row()) is not None:
            self.edit_template(row)

    def _toggle_category(self) -> None:
        row = self.categories.current_row()
        if row is not None:
            act = set_household_category_active
            self.ctx.run(N_("Edit category"), act, row.key, active=not row.active, widget=self)

    def _number(self, key: str, label: str, unit: str, *, hint: str = "") -> None:
        field = self.numbers[key] = NumberField(width=72)
        note = self.row(label, field, PlainLabel(unit, tone="ink2"), hint=hint)

        def read() -> dict[str, Any]:
            low, high = RANGES[key]
            value = field.value()
            if value is None or not low <= value <= high:
                raise NumberOutOfRange(field=label, low=low, high=high)
            return {key: value}

        field.left.connect(lambda: self.store(field, note, read))

    def _hours(self, key: str, label: str) -> None:
        field = self.hours[key] = TextField(width=140, limit=40)
        note: FieldNote = self.row(label, field, hint=_("Such as {example}.").format(example="08:30-12:00"))

        def read() -> dict[str, Any]:
            return {key: read_hours(field.text())}

        field.left.connect(lambda: self.store(field, note, read))

    def _show_buttons(self) -> None:
        may, row = not self.ctx.read_only, self.categories.current_row()
        self.add_template.setEnabled(may)
        self.edit_button.setEnabled(may and self.templates.current_row() is not None)
        self.add_category.setEnabled(may)
        for button in (self.rename_button, self.aside_button, self.up_button, self.down_button):
            button.setEnabled(may and row is not None)
        self.aside_button.set_caption(_("Use again") if row is not None and not row.active else _("Set aside"))


def read_hours(words: str) -> str:
    """Return office hours as they are stored, 08:30-12:00.

    Raises:
        NotReadable: the words are no stretch of a day.
    """
    first, last = office_hours(words, (time(), time()))
    if first == last:
        said = _("“{text}” are no hours. Type them such as {example}.")
        raise NotReadable(said.format(text=words.strip(), example="08:30-12:00"))
    return f"{first:%H:%M}-{last:%H:%M}"


class HouseholdCategoryForm(FormDialog):
    """The name of a category."""

    def __init__(self, ctx: AppContext, row: HouseholdCategoryRow | None, parent: QWidget) -> None:
        super().__init__(parent, _("Add category") if row is None else row.name, width=460)
        self._ctx, self._key = ctx, "" if row is None else row.key
        self.name = TextField("" if row is None else row.name, limit=240)
        self.add(_("Category"), self.name)
        self.on_save(self._store)
        self.delete_button.setVisible(row is not None)
        self.deleted.connect(self._delete)

    def _store(self) -> None:
        with self._ctx.store.write(N_("Edit category") if self._key else N_("Add category")) as session:
            save_household_category(session, self._key, name=self.name.text())

    def _delete(self) -> None:
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete category")) as session:
            delete_household_category(session, self._key)
        if outcome.ok:
            self.reject()
            self._ctx.toast(_("The category was deleted."), undo=True)
