"""The page that drafts a rota: rules, search, proposal, what it is worth; nothing changes until it is adopted."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import N_, _
from db.services.plans import Adopted, adopt_plan
from desktop.context import AppContext
from desktop.rotation.periods import PlanPeriod
from desktop.rotation.rotation_desk import RotationDesk
from desktop.rotation.solve_bar import Stage
from desktop.rotation.wish import PlanWish
from desktop.widgets.toast import Further

PREFIX = "rotation:"
PAUSE_MS = 350


class RotationPage(RotationDesk):
    """Solves as soon as it comes up, and again after every change."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self._build()
        self._connect()

    # Page

    @override
    def shown(self, today: date) -> None:
        self.today = today
        if not self._known:
            self._known = True
            self._recall()
        if self.report is None or self._head != self.ctx.store.head():
            self._start()
        self.view.setFocus()

    @override
    def reload(self, tables: frozenset[str]) -> None:
        if not self._adopting and self._head != self.ctx.store.head():
            self._pause.start()

    @override
    def go(self, **target: Any) -> None:
        """Plan what is named: `first=` and `last=`."""
        if "first" in target and "last" in target:
            self.plan_period(PlanPeriod("free", target["first"], target["last"]))

    @override
    def leave(self) -> bool:
        self.asking.close()
        self._pause.stop()
        self.search.stop(for_good=True)
        return True

    @override
    def scope(self) -> str:
        return "rotation"

    @override
    def panes(self) -> list[QWidget]:
        return [self.rules, self.view, self.quality, self.header]

    # Commands of desktop/actions.py

    def solve(self) -> None:
        """Stop, go on, or plan anew where a plan was found: F5."""
        if self.search.stage is Stage.RUNNING:
            self.search.stop()
        elif self.search.stage is Stage.STOPPED:
            self.search.go_on()
        else:
            self._start()

    def adopt(self) -> None:
        """Make the schedule what the plan says: Ctrl+Enter."""
        why_not = self._why_not()
        report = self.report
        if why_not or report is None:
            self.ctx.toast(why_not)
            return
        self.search.stop()
        problem, counts = report.basis.problem, self._counts(report)
        words = _("Plan in force: {added} added, {moved} moved, {removed} taken out")
        said = words.format(**{each.value: counts[each] for each in counts})
        self._adopting = True
        try:
            done: Adopted | None = self.ctx.run(
                N_("Use rota plan"), adopt_plan, problem, report.plan, today=self.today,
                relaxed=report.basis.wish.relaxed, widget=self, said=said,
            )  # fmt: skip
        finally:
            self._adopting = False
        if done is None:
            self._pause.start()
            return
        self._forget()
        self.ctx.navigate("calendar", view="board", day=problem.first)

    def discard(self) -> None:
        """Leave the page without a plan: Esc; rules and pins that were set can be taken up again."""
        wish, fresh = self.wish, self.fresh_wish()
        self._forget()
        self.ctx.navigate("calendar")
        if wish != fresh:
            again = Further(_("Take up again"), lambda: self._take_up(wish))
            self.ctx.toast(_("The plan was discarded; the schedule is as it was."), further=again)

    def _take_up(self, wish: PlanWish) -> None:
        self.wish, self._known = wish, True
        self.rules.period.show_period(wish.period)
        self.keeper.touched()
        self.ctx.navigate("rotation")

    def next_unmet(self) -> None:
        """Show the next wish that is not met: F8."""
        words = self.quality.next_unmet()
        self.ctx.toast(words or _("Every duty is met."))

    def keep_copy(self) -> None:
        """Keep the plan as a copy."""
        self.copies.keep()

    def ask_why(self) -> None:
        """Ask why what is chosen stands where it does."""
        if self.view.current() is None:
            self.ctx.toast(_("Choose a visit first."))
        self.view.ask_why()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not self.asking.close():
                self.discard()
            return
        super().keyPressEvent(event)

    # Building

    def _build(self) -> None:
        self._middle.addWidget(self.view)
        self._middle.addWidget(self.empty)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.bar)
        middle.addWidget(self._middle, 1)
        middle.addWidget(self.legend)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.rules)
        body.addLayout(middle, 1)
        body.addWidget(self.quality)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        header, view, rules = self.header, self.view, self.rules
        header.back.clicked.connect(lambda: self.ctx.navigate("calendar"))
        header.copies.clicked.connect(lambda: self.copies.open_menu(header.copies))
        header.discard.clicked.connect(self.discard)
        header.adopt.clicked.connect(self.adopt)
        self.bar.switched.connect(self.solve)
        rules.period_chosen.connect(self.plan_period)
        rules.stand_changed.connect(self.change_stand)
        rules.number_changed.connect(self.change_number)
        rules.taken_back.connect(self.take_back)
        view.judge = self.judge
        view.pin_wanted.connect(self.toggle_pin)
        view.move_wanted.connect(self.move_visit)
        view.why_wanted.connect(self.asking.why)
        view.why_hovered.connect(self.asking.why_hovered)
        view.why_over.connect(self.asking.over)
        self.quality.fix_wanted.connect(self.apply)
        self.quality.show_wanted.connect(view.show_visit)
        self.empty.page_wanted.connect(self.ctx.navigate)
        search = self.search
        search.read.connect(self._read)
        search.reported.connect(self._reported)
        search.ticked.connect(self._show_stage)
        search.stage_changed.connect(self._show_stage)
        search.failed.connect(self._failed)
