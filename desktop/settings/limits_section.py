"""Deadlines: what issues can be about with the limit each brings, and the presets with their sources."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from core.deadline_rules import COUNTS_FROM_NAMES
from core.i18n import N_, _, listed
from db.queries.office import CategoryLine, RuleLine, category_lines, rule_lines
from db.services.clock_presets import restore_limit
from db.services.presets_edit import (
    delete_category,
    move_category,
    restore_category,
    save_category,
    set_category_active,
    set_rule_active,
)
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.settings.rule_form import LimitForm, RuleForm, limit_text
from desktop.settings.section import Section, SectionList
from desktop.widgets.buttons import PlainButton
from desktop.widgets.form import TextField
from desktop.widgets.table import Column


def _tone(row: CategoryLine | RuleLine) -> str:
    return "ink" if row.active else "ink3"


def _note(row: CategoryLine | RuleLine) -> str:
    parts = [] if row.active else [_("set aside")]
    if row.changed:
        parts.append(_("changed"))
    if isinstance(row, CategoryLine) and not row.shipped:
        parts.append(_("own"))
    if isinstance(row, RuleLine) and row.own:
        parts.append(_("own"))
    if isinstance(row, RuleLine) and not row.pausable:
        parts.append(_("never pauses"))
    if isinstance(row, RuleLine) and not row.checked:
        parts.append(_("not checked against the text"))
    return listed(parts)


CATEGORIES: Final = (
    Column(N_("Category"), lambda r: _(r.name), None, 0, 0, bold=True, tone=_tone),
    Column(N_("Limit"), lambda r: limit_text(r.amount, r.unit), None, 130, 150, phrase=True, tone=_tone),
    Column(N_("Issues"), lambda r: str(r.used) if r.used else "", None, 90, 90, tone=lambda _r: "ink3"),
    Column("", _note, None, 160, 180, tone=lambda _r: "ink3"),
)

RULES: Final = (
    Column(N_("Preset"), lambda r: _(r.name), None, 0, 0, tone=_tone),
    Column(N_("Limit"), lambda r: limit_text(r.amount, r.unit), None, 120, 140, phrase=True, tone=_tone),
    Column(N_("Counts from"), lambda r: _(dict(COUNTS_FROM_NAMES).get(r.counts_from, r.counts_from)), None, 110, 190,
           tone=lambda _r: "ink2", from_width=700),
    Column(N_("Source"), lambda r: _(r.source), None, 0, 0, tone=lambda _r: "ink2"),
    Column("", _note, None, 120, 190, tone=lambda _r: "ink3"),
)  # fmt: skip


class LimitsSection(Section):
    """Categories and presets."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"issue_category", "deadline_rule", "issue"})

    def build(self) -> None:
        """Make both lists."""
        self.title(
            _("Issue categories"),
            below=_("A new issue takes the limit of its category. Issues already registered keep their dates."),
            wide=True,
        )
        self.categories = SectionList(CATEGORIES, _("Issue categories"))
        self.categories.opened.connect(self.edit_category)
        self.categories.current_changed.connect(lambda _row: self._show_buttons())
        self.add(self.categories, wide=True)
        self._build_category_buttons()
        self.title(
            _("Deadline presets"),
            below=_("Statutory and customary limits with their sources. Change them where your rules differ."),
            wide=True,
        )
        self.rules = SectionList(RULES, _("Deadline presets"))
        self.rules.opened.connect(self.edit_rule)
        self.rules.current_changed.connect(lambda _row: self._show_buttons())
        self.add(self.rules, wide=True)
        self._build_rule_buttons()

    def _build_category_buttons(self) -> None:
        self.add_button = PlainButton(_("Add category"), "plus")
        self.add_button.clicked.connect(lambda: self.edit_category(None))
        self.edit_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.edit_button.clicked.connect(lambda: self.edit_category(self.categories.current_row()))
        self.aside_button = PlainButton(_("Set aside"))
        self.aside_button.clicked.connect(self._toggle_category)
        self.up_button = PlainButton("", "arrow-up", hint="Alt ↑")
        self.down_button = PlainButton("", "arrow-down", hint="Alt ↓")
        self.up_button.setAccessibleName(_("Move up"))
        self.down_button.setAccessibleName(_("Move down"))
        self.up_button.clicked.connect(lambda: self.move_category(-1))
        self.down_button.clicked.connect(lambda: self.move_category(1))
        self.buttons(self.add_button, self.edit_button, self.aside_button, self.up_button, self.down_button)
        for keys, steps in (("Alt+Up", -1), ("Alt+Down", 1)):
            made = QShortcut(QKeySequence(keys), self.categories)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda steps=steps: self.move_category(steps))

    def _build_rule_buttons(self) -> None:
        self.add_rule_button = PlainButton(_("Add limit"), "plus")
        self.add_rule_button.clicked.connect(lambda: self.edit_rule(None))
        self.rule_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.rule_button.clicked.connect(lambda: self.edit_rule(self.rules.current_row()))
        self.rule_aside = PlainButton(_("Set aside"))
        self.rule_aside.clicked.connect(self._toggle_rule)
        self.restore_button = PlainButton(_("Restore the shipped value"), "arrow-u-up-left")
        self.restore_button.clicked.connect(self.restore_rule)
        self.buttons(self.add_rule_button, self.rule_button, self.rule_aside, self.restore_button)

    def reload(self) -> None:
        """Read both lists."""
        with self.ctx.store.read() as session:
            categories, rules = category_lines(session), rule_lines(session)
        self.categories.show_all(categories)
        self.rules.show_all(rules)
        self._show_buttons()

    def edit_category(self, row: CategoryLine | None) -> CategoryForm | None:
        """Open the dialog on a category, None adds one."""
        if self.ctx.read_only:
            return None
        form = CategoryForm(self.ctx, row, self)
        form.open_tall()
        return form

    def edit_rule(self, row: RuleLine | None) -> RuleForm | None:
        """Open the dialog on a preset, None adds one of the office's own."""
        if self.ctx.read_only:
            return None
        form = RuleForm(self.ctx, row, self)
        form.open_tall()
        return form

    def move_category(self, steps: int) -> None:
        """Move the category that is current up or down."""
        row = self.categories.current_row()
        if row is not None and not self.ctx.read_only:
            self.ctx.run(N_("Move category"), move_category, row.key, steps=steps, widget=self)

    def restore_rule(self) -> None:
        """Give the preset that is current its shipped value back."""
        row = self.rules.current_row()
        if row is not None:
            said = _("{name} has its shipped value again.").format(name=_(row.name))
            self.ctx.run(N_("Restore deadline preset"), restore_limit, row.key, widget=self, said=said)

    def _toggle_category(self) -> None:
        row = self.categories.current_row()
        if row is not None:
            self.ctx.run(N_("Edit category"), set_category_active, row.key, active=not row.active, widget=self)

    def _toggle_rule(self) -> None:
        row = self.rules.current_row()
        if row is not None:
            self.ctx.run(N_("Edit deadline preset"), set_rule_active, row.key, active=not row.active, widget=self)

    def _show_buttons(self) -> None:
        may = not self.ctx.read_only
        category, rule = self.categories.current_row(), self.rules.current_row()
        self.add_button.setEnabled(may)
        self.add_rule_button.setEnabled(may)
        for button in (self.edit_button, self.aside_button, self.up_button, self.down_button):
            button.setEnabled(may and category is not None)
        for button in (self.rule_button, self.rule_aside):
            button.setEnabled(may and rule is not None)
        self.restore_button.setEnabled(may and rule is not None and rule.changed)
        self.aside_button.set_caption(
            _("Use again") if category is not None and not category.active else _("Set aside")
        )
        self.rule_aside.set_caption(_("Use again") if rule is not None and not rule.active else _("Set aside"))


class CategoryForm(LimitForm):
    """Name and limit of a category."""

    def __init__(self, ctx: AppContext, row: CategoryLine | None, parent: QWidget) -> None:
        super().__init__(parent, _("Add category") if row is None else _(row.name))
        self._ctx, self._key = ctx, "" if row is None else row.key
        self.name = TextField("" if row is None else _(row.name))
        self.add(_("Category"), self.name)
        self.add_limit(10 if row is None else row.amount, "working" if row is None else row.unit)
        self.on_save(self._store)
        self.delete_button.setVisible(row is not None)
        self.deleted.connect(self._delete)
        if row is not None and row.shipped and row.changed:
            back = PlainButton(_("Restore the shipped value"), "arrow-u-up-left")
            back.clicked.connect(self._restore)
            self.add("", back)

    def _store(self) -> None:
        label = N_("Edit category") if self._key else N_("Add category")
        limit = self.limit()
        with self._ctx.store.write(label) as session:
            save_category(session, self._key, name=self.name.text(), limit=limit)

    def _restore(self) -> None:
        with shown_to(self) as outcome, self._ctx.store.write(N_("Edit category")) as session:
            restore_category(session, self._key)
        if outcome.ok:
            self.accept()

    def _delete(self) -> None:
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete category")) as session:
            delete_category(session, self._key)
        if outcome.ok:
            self.reject()
            self._ctx.toast(_("The category was deleted."), undo=True)
