"""What-if copies: plans kept beside the live one, opened, compared, adopted, dropped."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from core.i18n import N_, _, day_text
from core.planner.compare import compare
from db.queries.what_ifs import KeptPlan, WhatIfRow, kept_plan, revived, what_ifs
from db.services.plans import save_options
from db.services.what_ifs import drop_what_if, keep_what_if
from desktop.actions import hint
from desktop.errors import shown_to
from desktop.rotation.compare_dialog import CompareDialog
from desktop.rotation.period_chooser import period_text
from desktop.rotation.periods import FREE, PlanPeriod
from desktop.rotation.wish import PlanWish
from desktop.widgets import ask
from desktop.widgets.form import FormDialog, TextField, such_as

if TYPE_CHECKING:
    from desktop.rotation.rotation_desk import RotationDesk


class Copies(QObject):
    """The menu of the page, and what it does.

    Attributes:
        form, comparison: What was opened last.
    """

    def __init__(self, page: RotationDesk) -> None:
        super().__init__(page)
        self._page, self._ctx = page, page.ctx
        self.menu: QMenu | None = None
        self.form: FormDialog | None = None
        self.comparison: CompareDialog | None = None

    def open_menu(self, anchor: QWidget) -> None:
        """Offer to keep the plan in sight, and each copy."""
        menu = self.menu = QMenu(anchor)
        has_plan, may_write = self._page.report is not None, not self._ctx.read_only
        keep = menu.addAction(_("Keep as a copy…"))
        keep.setEnabled(has_plan and may_write)
        keep.triggered.connect(lambda _checked=False: self.keep())
        rows = self.rows()
        if rows:
            menu.addSeparator()
        for row in rows:
            self._offer(menu, row)
        menu.addSeparator()
        rules = menu.addAction(_("Plan by these rules from now on"))
        rules.setEnabled(may_write)
        rules.triggered.connect(lambda _checked=False: self.save_rules())
        base = menu.addAction(f"{_('Base rota')}…\t{hint('rotation.base')}")
        base.triggered.connect(lambda _checked=False: self._page.open_base_rota())
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))

    def rows(self) -> list[WhatIfRow]:
        """Return the copies, the latest first."""
        with self._ctx.store.read() as session:
            return what_ifs(session)

    def keep(self) -> None:
        """Ask for a name and keep the plan in sight under it."""
        report = self._page.report
        if report is None:
            self._ctx.toast(_("There is no plan yet."))
            return
        form = self.form = FormDialog(self._page, _("Keep as a copy"), width=440)
        period = report.basis.wish.period
        name = TextField(period_text(period.first, period.last), placeholder=such_as("两会期间"), limit=60)
        form.add(_("Name of the copy"), name, hint=_("The schedule stays as it is."))

        def save() -> None:
            with self._ctx.store.write(N_("Keep a what-if copy")) as session:
                keep_what_if(
                    session,
                    name.text(),
                    period.first,
                    period.last,
                    options=report.basis.wish.options,
                    plan=report.plan,
                    today=self._ctx.today(),
                )
            self._ctx.toast(_("“{name}” is kept beside the plan.").format(name=name.text().strip()), undo=True)

        form.on_save(save)
        form.open_tall()
        name.selectAll()

    def open(self, what_if_id: int) -> None:
        """Show a copy; changing anything plans on from it."""
        kept = self._found(what_if_id)
        if kept is not None:
            self._page.show_copy(self._wish(kept), kept.visits, kept.row.name)

    def compare(self, what_if_id: int) -> None:
        """Show a copy beside the plan in sight."""
        kept, report = self._found(what_if_id), self._page.report
        if kept is None or report is None:
            return
        problem = report.basis.problem
        if (kept.row.first, kept.row.last) != (problem.first, problem.last):
            self._ctx.toast(_("“{name}” is for other days; open it first.").format(name=kept.row.name))
            return
        other = revived(problem, kept.visits).plan
        comparison = compare(problem, report.plan, other)
        self.comparison = CompareDialog(self._page, comparison, _("The plan in sight"), kept.row.name)
        self.comparison.open()

    def drop(self, row: WhatIfRow) -> None:
        """Drop a copy."""
        question = _("Drop “{name}”? The schedule stays as it is.").format(name=row.name)
        if ask(self._page, question, yes=_("Drop copy"), destructive=True):
            said = _("“{name}” was dropped.").format(name=row.name)
            self._ctx.run(N_("Drop a what-if copy"), drop_what_if, row.id, widget=self._page, said=said)

    def save_rules(self) -> None:
        """Let the office plan by these rules from now on."""
        said = _("Plans follow these rules from now on.")
        self._ctx.run(N_("Change how plans are made"), save_options, self._page.wish.options, said=said)

    def _offer(self, menu: QMenu, row: WhatIfRow) -> None:
        made = _("saved on {day}").format(day=day_text(row.made_on))
        entry = QMenu(f"{row.name}  {made}".replace("&", "&&"), menu)
        menu.addMenu(entry)
        entry.addAction(_("Open")).triggered.connect(lambda _checked=False: self.open(row.id))
        beside = entry.addAction(_("Compare with the plan in sight"))
        beside.setEnabled(self._page.report is not None)
        beside.triggered.connect(lambda _checked=False: self.compare(row.id))
        drop = entry.addAction(_("Drop copy"))
        drop.setEnabled(not self._ctx.read_only)
        drop.triggered.connect(partial(self._drop, row))

    def _drop(self, row: WhatIfRow, _checked: object = None) -> None:
        self.drop(row)

    def _found(self, what_if_id: int) -> KeptPlan | None:
        with shown_to(self._page), self._ctx.store.read() as session:
            return kept_plan(session, what_if_id)
        return None

    def _wish(self, kept: KeptPlan) -> PlanWish:
        ready = {(each.first, each.last): each for each in self._page.ready_periods()}
        period = ready.get((kept.row.first, kept.row.last)) or PlanPeriod(FREE, kept.row.first, kept.row.last)
        pins = tuple(each for each in kept.visits if each.hold == "pinned")
        return PlanWish(period, kept.options, pins)
