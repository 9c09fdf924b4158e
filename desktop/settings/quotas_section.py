"""Quotas and days kept free: how often leaders go out, and when nobody does."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from core.i18n import N_, _, day_text
from core.organisation import BODY_NAMES
from core.planning import QUOTA_SPAN_NAMES
from db.queries.quotas import ClosureLine, QuotaLine, closure_lines, quota_lines
from db.services.plan_rules import delete_closure, delete_quota, set_quota_active
from desktop.settings.closure_form import ClosureForm
from desktop.settings.quota_form import QuotaForm
from desktop.settings.section import Section, SectionList
from desktop.widgets.buttons import PlainButton
from desktop.widgets.table import Column

NO_QUOTAS: Final = N_("How many visits each leader owes or may make goes here, such as two a month; Ins adds a line.")
NO_CLOSURES: Final = N_("Days on which nobody goes out go here, such as an assembly; Ins adds some.")


def _tone(row: QuotaLine) -> str:
    return "ink" if row.active else "ink3"


def who_text(row: QuotaLine) -> str:
    """Return for whom a quota is."""
    return row.leader or (_(BODY_NAMES[row.body]) if row.body else _("all leaders"))


QUOTAS: Final = (
    Column(N_("For whom"), who_text, None, 130, 150, bold=True, tone=_tone),
    Column(N_("Kind"), lambda r: _(r.kind_name) if r.kind_name else _("all kinds"), None, 130, 150, tone=_tone),
    Column(N_("Span"), lambda r: _(QUOTA_SPAN_NAMES[r.span]), None, 90, 110, tone=_tone),
    Column(N_("At least"), lambda r: "" if r.least is None else str(r.least), None, 80, 90, phrase=True, tone=_tone),
    Column(N_("At most"), lambda r: "" if r.most is None else str(r.most), None, 80, 90, phrase=True, tone=_tone),
    Column(N_("Note"), lambda r: r.note, None, 0, 0, tone=lambda _r: "ink2"),
    Column("", lambda r: "" if r.active else _("set aside"), None, 80, 90, tone=lambda _r: "ink3"),
)


def _day(row: ClosureLine, *, last: bool) -> str:
    day = row.closure.ends if last else row.closure.starts
    return day_text(day, year=not row.closure.yearly)


CLOSURES: Final = (
    Column(N_("From"), lambda r: _day(r, last=False), None, 130, 130, phrase=True),
    Column(N_("Until"), lambda r: _day(r, last=True), None, 130, 130, phrase=True),
    Column(N_("Township"), lambda r: r.township or _("whole county"), None, 120, 140,
           tone=lambda r: "ink" if r.township else "ink3"),
    Column(N_("Reason"), lambda r: r.closure.reason, None, 0, 0, bold=True),
    Column("", lambda r: _("every year") if r.closure.yearly else "", None, 90, 100, tone=lambda _r: "ink3"),
)  # fmt: skip


class QuotasSection(Section):
    """Both lists; Enter edits, Ins adds, Del deletes."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"quota", "closure", "leader", "township", "visit_kind"})

    def build(self) -> None:
        """Make both lists."""
        below = _(
            "A leader's own line stands in place of his body's, and that in place of the one for all. Visits count for "
            "who leads them. What is owed at least goes by the share of duty."
        )
        self.title(_("Quotas"), below=below, wide=True)
        self.quotas = SectionList(QUOTAS, _("Quotas"), empty=_(NO_QUOTAS))
        self.quotas.opened.connect(self.edit_quota)
        self.quotas.current_changed.connect(lambda _row: self._show_buttons())
        self.add(self.quotas, wide=True)
        self._build_quota_buttons()
        self.title(
            _("Days kept free"),
            below=_("On these days nobody is sent out: assemblies, floods, examinations. For one township or for all."),
            wide=True,
        )
        self.closures = SectionList(CLOSURES, _("Days kept free"), empty=_(NO_CLOSURES))
        self.closures.opened.connect(self.edit_closure)
        self.closures.current_changed.connect(lambda _row: self._show_buttons())
        self.add(self.closures, wide=True)
        self._build_closure_buttons()

    def _build_quota_buttons(self) -> None:
        self.add_quota = self._button(_("Add quota"), "plus", "Ins", lambda: self.edit_quota(None))
        self.change_quota = self._button(_("Edit"), "note-pencil", "Enter", self._edit_current_quota)
        self.aside_quota = self._button(_("Set aside"), "", "", self.toggle_quota)
        self.drop_quota = self._button(_("Delete"), "trash", "Del", self.delete_quota)
        self.buttons(self.add_quota, self.change_quota, self.aside_quota, self.drop_quota)
        self._key(self.quotas, "Insert", lambda: self.edit_quota(None))
        self._key(self.quotas, "Delete", self.delete_quota)

    def _build_closure_buttons(self) -> None:
        self.add_closure = self._button(_("Add days"), "plus", "Ins", lambda: self.edit_closure(None))
        self.change_closure = self._button(_("Edit"), "note-pencil", "Enter", self._edit_current_closure)
        self.drop_closure = self._button(_("Delete"), "trash", "Del", self.delete_closure)
        self.buttons(self.add_closure, self.change_closure, self.drop_closure)
        self._key(self.closures, "Insert", lambda: self.edit_closure(None))
        self._key(self.closures, "Delete", self.delete_closure)

    @staticmethod
    def _button(words: str, icon: str, keys: str, act: Callable[[], object]) -> PlainButton:
        made = PlainButton(words, icon, hint=keys)
        made.clicked.connect(lambda _on=False: act())
        return made

    @staticmethod
    def _key(home: QWidget, keys: str, act: Callable[[], object]) -> None:
        made = QShortcut(QKeySequence(keys), home)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(act)

    def reload(self) -> None:
        """Read both lists."""
        with self.ctx.store.read() as session:
            quotas, closures = quota_lines(session), closure_lines(session)
        self.quotas.show_all(quotas)
        self.closures.show_all(closures)
        self._show_buttons()

    def edit_quota(self, row: QuotaLine | None) -> QuotaForm | None:
        """Open the dialog on a quota, None adds one."""
        if self.ctx.read_only:
            return None
        form = QuotaForm(self.ctx, row, self)
        form.open_tall()
        return form

    def edit_closure(self, row: ClosureLine | None) -> ClosureForm | None:
        """Open the dialog on days kept free, None adds some."""
        if self.ctx.read_only:
            return None
        form = ClosureForm(self.ctx, row, self)
        form.open_tall()
        return form

    def _edit_current_quota(self) -> None:
        if (row := self.quotas.current_row()) is not None:
            self.edit_quota(row)

    def _edit_current_closure(self) -> None:
        if (row := self.closures.current_row()) is not None:
            self.edit_closure(row)

    def toggle_quota(self) -> None:
        """Set the current quota aside, or use it again."""
        row = self.quotas.current_row()
        if row is not None and not self.ctx.read_only:
            self.ctx.run(N_("Edit quota"), set_quota_active, row.id, active=not row.active, widget=self)

    def delete_quota(self) -> None:
        """Delete the current quota; it can be undone."""
        row = self.quotas.current_row()
        if row is not None and not self.ctx.read_only:
            self.ctx.run(N_("Delete quota"), delete_quota, row.id, widget=self, said=_("The quota was deleted."))

    def delete_closure(self) -> None:
        """Free the current days again; it can be undone."""
        row = self.closures.current_row()
        if row is not None and not self.ctx.read_only:
            said = _("These days are free again.")
            self.ctx.run(N_("Delete days kept free"), delete_closure, row.id, widget=self, said=said)

    def _show_buttons(self) -> None:
        may = not self.ctx.read_only
        quota, closure = self.quotas.current_row(), self.closures.current_row()
        for button in (self.add_quota, self.add_closure):
            button.setEnabled(may)
        for button in (self.change_quota, self.aside_quota, self.drop_quota):
            button.setEnabled(may and quota is not None)
        for button in (self.change_closure, self.drop_closure):
            button.setEnabled(may and closure is not None)
        self.aside_quota.set_caption(_("Use again") if quota is not None and not quota.active else _("Set aside"))
