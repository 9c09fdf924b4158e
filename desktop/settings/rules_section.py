"""Clash rules: what each means, and how grave the office takes it; drag, editor, planner and issue obey it alike."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.clash_facts import LEVEL_NAMES, Level
from core.conflicts import RULES, ClashRule
from core.errors import NumberOutOfRange
from core.i18n import N_, _
from db.queries.clashes import chosen_levels
from db.services.plan_rules import restore_levels, set_level
from desktop.settings.section import LIST_WIDE, Section
from desktop.widgets.buttons import PlainButton
from desktop.widgets.choices import Segmented
from desktop.widgets.form import NumberField
from desktop.widgets.text import PlainLabel, Rule

DAYS_APART: Final = {
    "revisit_days": N_("Between visits to one township"),
    "village_revisit_days": N_("Between visits to one village"),
    "spacing_days": N_("Between visits of one leader"),
}
_MOST_APART: Final = 365


class RulesSection(Section):
    """A line for each rule, and the numbers of days that three of them reckon with."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"setting"})

    def build(self) -> None:
        """Make the lines."""
        below = _(
            "Forbid: no visit goes there, unless a reason is written, which is kept. Forbid publishing: the plan is "
            "not published with it unless somebody accepts it. Point out: it is said and marked. Ignore: nobody looks "
            "at it."
        )
        self.title(_("Clash rules"), below=below, wide=True)
        self.levels: dict[str, Segmented] = {}
        self._changed: dict[str, PlainLabel] = {}
        self.add(self._build_rules(), wide=True)
        self.restore_button = PlainButton(_("Restore the shipped levels"), "arrow-u-up-left")
        self.restore_button.clicked.connect(self.restore)
        self.buttons(self.restore_button)
        self.title(_("Days apart"), below=_("0 asks for no days between."))
        self.fields()
        self.days: dict[str, NumberField] = {key: self._days(key, _(words)) for key, words in DAYS_APART.items()}

    def _build_rules(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for number, rule in enumerate(RULES):
            self._build_rule(grid, number * 4, rule)
        holder.setMaximumWidth(LIST_WIDE)
        return holder

    def _build_rule(self, grid: QGridLayout, at: int, rule: ClashRule) -> None:
        name = PlainLabel(_(rule.name), bold=True)
        name.setContentsMargins(0, 9, 0, 0)
        means = PlainLabel(_(rule.meaning), px=13, tone="ink2", wrap=True)
        changed = PlainLabel("", px=12, tone="ink3")
        changed.setContentsMargins(0, 2, 0, 0)
        changed.hide()
        level = Segmented([(each.value, _(words)) for each, words in LEVEL_NAMES.items()])
        level.setAccessibleName(_("{rule}: level").format(rule=_(rule.name)))
        level.setAccessibleDescription(_(rule.meaning))
        level.setDisabled(self.ctx.read_only)
        level.chosen.connect(lambda chosen, key=rule.key: self.choose(key, Level(chosen)))
        self.levels[rule.key], self._changed[rule.key] = level, changed
        grid.addWidget(name, at, 0)
        grid.addWidget(means, at + 1, 0)
        grid.addWidget(changed, at + 2, 0)
        grid.addWidget(level, at, 1, 3, 1, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        line = Rule()
        grid.setRowMinimumHeight(at + 3, 10)
        grid.addWidget(line, at + 3, 0, 1, 2, Qt.AlignmentFlag.AlignBottom)

    def _days(self, key: str, label: str) -> NumberField:
        field = NumberField(width=72)
        note = self.row(label, field, PlainLabel(_("natural days"), tone="ink2"))

        def read() -> dict[str, Any]:
            value = field.value()
            if value is None or not 0 <= value <= _MOST_APART:
                raise NumberOutOfRange(field=label, low=0, high=_MOST_APART)
            return {key: value}

        field.left.connect(lambda: self.store(field, note, read))
        return field

    def reload(self) -> None:
        """Show the levels as they are."""
        with self.ctx.store.read() as session:
            chosen = chosen_levels(session)
        for rule in RULES:
            level = chosen.get(rule.key, rule.level)
            self.levels[rule.key].choose(level.value)
            own = _(LEVEL_NAMES[rule.level])
            is_changed = level is not rule.level
            self._changed[rule.key].setText(_("As shipped: {level}").format(level=own))
            self._changed[rule.key].setVisible(is_changed)
        any_changed = any(chosen.get(rule.key, rule.level) is not rule.level for rule in RULES)
        self.restore_button.setEnabled(any_changed and not self.ctx.read_only)
        for key, field in self.days.items():
            field.show_text(str(getattr(self.ctx.settings, key)))

    def choose(self, rule_key: str, level: Level) -> None:
        """Give a rule another level, in one step of undo; a refusal shows the level that stands."""
        self.ctx.run(N_("Change clash rule"), set_level, rule_key, level, widget=self)
        self.reload()

    def restore(self) -> None:
        """Give every rule its own level again."""
        said = _("All clash rules have their shipped levels again.")
        self.ctx.run(N_("Restore clash rules"), restore_levels, widget=self, said=said)
