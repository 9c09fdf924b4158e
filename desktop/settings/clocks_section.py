"""Clocks: which limit applies to which issues, in the office's order; running dates are recounted only on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from core.chain import CLOCK_NAMES, TRACK_NAMES, ClockKind, IssueTrack
from core.chain_presets import ClockPresetDraft
from core.i18n import N_, _, listed
from core.issues import SourceChannel
from db.queries.clock_presets import CHANNEL_NAMES, PresetLine, preset_lines
from db.queries.office import category_lines, rule_lines
from db.services.clock_presets import delete_preset, move_preset, restore_presets, save_preset, set_preset_active
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.settings.clock_recount import RecountDialog
from desktop.settings.rule_form import limit_text
from desktop.settings.section import Section, SectionList
from desktop.widgets import ask
from desktop.widgets.buttons import PlainButton
from desktop.widgets.form import FormDialog
from desktop.widgets.table import Column


def _tone(row: PresetLine) -> str:
    return "ink" if row.active else "ink3"


def _note(row: PresetLine) -> str:
    parts = [] if row.active else [_("set aside")]
    if row.repeats:
        parts.append(_("repeats"))
    if not row.shipped:
        parts.append(_("own"))
    return listed(parts)


COLUMNS: Final = (
    Column(N_("Which clock"), lambda r: r.clock, None, 0, 0, bold=True, tone=_tone),
    Column(N_("Applies to"), lambda r: r.applies_to, None, 0, 0, tone=_tone),
    Column(N_("Limit"), lambda r: limit_text(r.amount, r.unit), None, 120, 140, phrase=True, tone=_tone),
    Column(N_("Preset"), lambda r: r.rule, None, 0, 0, tone=lambda _r: "ink2", from_width=760),
    Column("", _note, None, 110, 130, tone=lambda _r: "ink3"),
)


class ClocksSection(Section):
    """The lines, and what one may do with them."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"clock_preset", "deadline_rule", "issue_category", "issue"})

    def build(self) -> None:
        """Make the list and its buttons."""
        self.title(
            _("Clocks of an issue"),
            below=_(
                "The line with the most conditions applies; of equal ones the upper. Without a line to finish by, "
                "the limit of the category counts. Issues already registered keep their dates."
            ),
            wide=True,
        )
        self.lines = SectionList(COLUMNS, _("Clocks of an issue"))
        self.lines.opened.connect(self.edit)
        self.lines.current_changed.connect(lambda _row: self._show_buttons())
        self.add(self.lines, wide=True)
        self._build_buttons()
        for keys, steps in (("Alt+Up", -1), ("Alt+Down", 1)):
            made = QShortcut(QKeySequence(keys), self.lines)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda steps=steps: self.move_line(steps))

    def _build_buttons(self) -> None:
        self.add_button = PlainButton(_("Add line"), "plus")
        self.add_button.clicked.connect(lambda: self.edit(None))
        self.edit_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.edit_button.clicked.connect(
            lambda: self.edit(self.lines.current_row()) if self.lines.current_row() else None
        )
        self.aside_button = PlainButton(_("Set aside"))
        self.aside_button.clicked.connect(self._toggle)
        self.up_button = PlainButton("", "arrow-up", hint="Alt ↑")
        self.down_button = PlainButton("", "arrow-down", hint="Alt ↓")
        self.up_button.setAccessibleName(_("Move up"))
        self.down_button.setAccessibleName(_("Move down"))
        self.up_button.clicked.connect(lambda: self.move_line(-1))
        self.down_button.clicked.connect(lambda: self.move_line(1))
        self.buttons(self.add_button, self.edit_button, self.aside_button, self.up_button, self.down_button)
        self.restore_button = PlainButton(_("Restore the shipped lines"), "arrow-u-up-left")
        self.restore_button.clicked.connect(self.restore)
        self.recount_button = PlainButton(_("Count running dates again…"), "arrows-clockwise")
        self.recount_button.clicked.connect(self.recount)
        self.buttons(self.restore_button, self.recount_button)

    def reload(self) -> None:
        """Read the lines."""
        with self.ctx.store.read() as session:
            rows = preset_lines(session)
        self._changed = not all(row.shipped for row in rows) or not all(row.active for row in rows)
        self.lines.show_all(rows)
        self._show_buttons()

    def edit(self, row: PresetLine | None) -> PresetForm | None:
        """Open the form on a line, None adds one."""
        if self.ctx.read_only:
            return None
        form = PresetForm(self.ctx, row, self)
        form.open_tall()
        return form

    def _edit_current(self) -> None:
        row = self.lines.current_row()
        if row is not None:
            self.edit(row)

    def move_line(self, steps: int) -> None:
        """Move the current line up or down."""
        row = self.lines.current_row()
        if row is not None and not self.ctx.read_only:
            self.ctx.run(N_("Move clock preset"), move_preset, row.id, steps=steps, widget=self)

    def restore(self) -> None:
        """Put the shipped lines back, after asking."""
        question = _("Put the lines back as they were shipped? Lines of your own go; running dates stay.")
        if ask(self, question, yes=_("Restore the shipped lines")):
            said = _("The shipped lines are back.")
            self.ctx.run(N_("Restore clock presets"), restore_presets, widget=self, said=said)

    def recount(self) -> RecountDialog:
        """Show which running dates today's limits would give otherwise."""
        dialog = RecountDialog(self.ctx, self)
        dialog.open()
        return dialog

    def _toggle(self) -> None:
        row = self.lines.current_row()
        if row is not None:
            self.ctx.run(N_("Edit clock preset"), set_preset_active, row.id, active=not row.active, widget=self)

    def _show_buttons(self) -> None:
        may, row = not self.ctx.read_only, self.lines.current_row()
        for button in (self.add_button, self.restore_button, self.recount_button):
            button.setEnabled(may)
        for button in (self.edit_button, self.aside_button, self.up_button, self.down_button):
            button.setEnabled(may and row is not None)
        self.aside_button.set_caption(_("Use again") if row is not None and not row.active else _("Set aside"))


class PresetForm(FormDialog):
    """One line: which clock, which limit, for which issues."""

    def __init__(self, ctx: AppContext, row: PresetLine | None, parent: QWidget) -> None:
        super().__init__(parent, _("Add line") if row is None else row.clock, width=560)
        self._ctx, self._id = ctx, None if row is None else row.id
        with ctx.store.read() as session:
            rules = [
                (rule.key, f"{_(rule.name)}  {limit_text(rule.amount, rule.unit)}") for rule in rule_lines(session)
            ]
            categories = [(line.key, _(line.name)) for line in category_lines(session)]
        self.kind = _choices([(kind.value, _(name)) for kind, name in CLOCK_NAMES.items()])
        self.rule = _choices(rules)
        anything: list[tuple[str, str]] = [("", _("any"))]
        self.track = _choices(anything + [(track.value, _(name)) for track, name in TRACK_NAMES.items()])
        self.category = _choices(anything + categories)
        self.channel = _choices(anything + [(each.value, _(name)) for each, name in CHANNEL_NAMES.items()])
        self.repeats = QCheckBox(_("Starts anew each time it is met"))
        self.repeats.setFont(sans(14))
        self.add(_("Which clock"), self.kind)
        self.add(_("Limit"), self.rule)
        self.add(_("Sort of matter"), self.track)
        self.add(_("Category"), self.category)
        self.add(_("Source"), self.channel)
        self.add(_("Repeats"), self.repeats)
        if row is None:
            _choose(self.kind, ClockKind.FINISH.value)
        else:
            self._show(row)
        self.on_save(self._store)
        self.delete_button.setVisible(row is not None)
        self.deleted.connect(self._delete)

    def _show(self, row: PresetLine) -> None:
        for combo, value in (
            (self.kind, row.kind), (self.rule, row.rule_key), (self.track, row.track or ""),
            (self.category, row.category or ""), (self.channel, row.channel or ""),
        ):  # fmt: skip
            _choose(combo, str(value))
        self.repeats.setChecked(row.repeats)

    def draft(self) -> ClockPresetDraft:
        """Return the line as it stands in the form."""
        track, category, channel = (_value(each) for each in (self.track, self.category, self.channel))
        return ClockPresetDraft(
            ClockKind(_value(self.kind)),
            _value(self.rule),
            IssueTrack(track) if track else None,
            category or None,
            SourceChannel(channel) if channel else None,
            self.repeats.isChecked(),
        )

    def _store(self) -> None:
        label = N_("Edit clock preset") if self._id is not None else N_("Add clock preset")
        with self._ctx.store.write(label) as session:
            save_preset(session, self._id, self.draft())

    def _delete(self) -> None:
        if self._id is None:
            return
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete clock preset")) as session:
            delete_preset(session, self._id)
        if outcome.ok:
            self.reject()
            self._ctx.toast(_("The line was deleted."), undo=True)


def _choices(pairs: Sequence[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setFont(sans(14))
    for value, words in pairs:
        made.addItem(words, value)
    return made


def _choose(combo: QComboBox, value: str) -> None:
    combo.setCurrentIndex(max(combo.findData(value), 0))


def _value(combo: QComboBox) -> str:
    found: Any = combo.currentData()
    return str(found)
