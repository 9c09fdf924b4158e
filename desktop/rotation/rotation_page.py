"""The page that drafts a rota: rules, search, proposal, what it is worth; nothing changes until it is adopted."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import N_, _
from core.planner.changes import Change
from core.planner.compare import Difference
from core.planner.problem import Plan, PlannedVisit, Stand
from db.queries.form_drafts import form_draft
from db.queries.planner import office_options
from db.services.plans import Adopted, adopt_plan
from desktop.calendar.verdict import Verdict
from desktop.context import AppContext
from desktop.page import Page
from desktop.rotation.asking import Asking
from desktop.rotation.basis import Basis
from desktop.rotation.copies import Copies
from desktop.rotation.empty_state import EmptyState
from desktop.rotation.header import RotationHeader
from desktop.rotation.judging import judged
from desktop.rotation.legend_bar import LegendBar
from desktop.rotation.periods import PlanPeriod, ready_periods
from desktop.rotation.plan_view import PlanView
from desktop.rotation.proposal import Chip, proposal_of
from desktop.rotation.quality_panel import QualityPanel
from desktop.rotation.rule_lines import RuleLine
from desktop.rotation.rules_panel import RulesPanel
from desktop.rotation.search import Report, Search
from desktop.rotation.solve_bar import SolveBar, Stage
from desktop.rotation.wish import PlanWish
from desktop.visits.unsaved import Keeper

PREFIX = "rotation:"
PAUSE_MS = 350


class RotationPage(Page):
    """Solves as soon as it comes up, and again after every change.

    Attributes:
        wish: What is wanted of the plan.
        report: The best plan so far; None while there is none.
    """

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"visit", "visit_leader", "issue", "leader", "township", "market", "setting", "calendar_day", "announced_year"}
        | {"visit_kind", "absence", "meeting", "meeting_attendee", "backup_pair", "farm_season", "closure", "quota"}
        | {"plan_release", "township_interval", "promise", "base_rota_rule", "base_rota_turn", "recusal"}
    )

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self.today = ctx.today()
        self.wish = PlanWish(ready_periods(self.today)[0])
        self.report: Report | None = None
        self._basis: Basis | None = None
        self._head: object = None
        self._known = self._adopting = False
        self.header, self.rules, self.bar = RotationHeader(), RulesPanel(self.today), SolveBar()
        self.view, self.legend, self.quality = PlanView(), LegendBar(), QualityPanel()
        self.empty, self.search = EmptyState(), Search(ctx, self)
        self.asking, self.copies = Asking(self), Copies(self)
        self.keeper = Keeper(ctx.store, "plan", lambda: self.wish.typed(), self, prefix=PREFIX)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._start)
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
        self.search.stop()
        return True

    @override
    def scope(self) -> str:
        return "rotation"

    @override
    def panes(self) -> list[QWidget]:
        return [self.rules, self.view, self.quality, self.header]

    def ready_periods(self) -> tuple[PlanPeriod, ...]:
        """Return the periods offered."""
        return ready_periods(self.today)

    # Wishes

    def plan_period(self, period: PlanPeriod) -> None:
        """Plan other days."""
        self._wish(self.wish.with_period(period))
        self.rules.period.show_period(period)

    def change_stand(self, line: RuleLine, stand: Stand) -> None:
        """Let a rule hold more or less firmly."""
        self._wish(self.wish.with_stand(line.keys, stand))

    def change_number(self, name: str, value: int) -> None:
        """Set a limit."""
        self._wish(self.wish.with_number(name, value))

    def apply(self, change: Change) -> None:
        """Do what a link offers, and plan on."""
        self.asking.close()
        self._wish(self.wish.with_change(change))

    def take_back(self, at: int) -> None:
        """Give one thing up no longer."""
        self._wish(self.wish.without_change(at))

    def toggle_pin(self, chip: Chip) -> None:
        """Let a visit stay where it is in the next plan, or be free again."""
        pinned = chip.visit.place in self.wish.pinned_places
        self._wish(self.wish.without_pin(chip.visit) if pinned else self.wish.with_pin(chip.visit))
        self._show_board()

    def move_visit(self, visit: PlannedVisit, place: PlannedVisit) -> None:
        """Put a visit elsewhere by hand: it stays there, and the rest is planned around it."""
        self.asking.close()
        self._wish(self.wish.with_pin(place, instead_of=visit))
        if self.report is not None:
            moved = tuple(place if each.place == visit.place else each for each in self.report.plan)
            self.view.show_proposal(self._proposal(self.report, moved))
            self.view.show_visit(place)

    def send(self, visit: PlannedVisit, leader_id: int) -> None:
        """Send another leader."""
        self.move_visit(visit, visit._replace(leader_id=leader_id))

    def show_copy(self, wish: PlanWish, visits: Plan, name: str) -> None:
        """Show a plan that was kept; nothing is looked for until something is changed."""
        self._take(wish)
        self.rules.period.show_period(wish.period)
        self._head = self.ctx.store.head()
        self.search.start(wish, given=visits)
        self.ctx.toast(_("“{name}” is open; the schedule stays as it is.").format(name=name))

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
                N_("Use rota plan"), adopt_plan, problem, report.plan, today=self.today, widget=self, said=said
            )
        finally:
            self._adopting = False
        if done is None:
            self._pause.start()
            return
        self._forget()
        self.ctx.navigate("calendar", view="board", day=problem.first)

    def discard(self) -> None:
        """Leave the page without a plan: Esc."""
        self._forget()
        self.ctx.navigate("calendar")

    def next_unmet(self) -> None:
        """Show the next wish that is not met: F8."""
        words = self.quality.next_unmet()
        self.ctx.toast(words or _("Every duty is met."))

    def keep_copy(self) -> None:
        """Keep the plan as a copy."""
        self.copies.keep()

    def ask_why(self) -> None:
        """Ask why what is chosen stands where it does."""
        self.view.ask_why()

    # Searching

    def _wish(self, wish: PlanWish) -> None:
        self._take(wish)
        self.keeper.touched()
        self.search.stop()
        self._pause.start()

    def _take(self, wish: PlanWish) -> None:
        self.wish = wish
        problem = self._basis.problem if self._basis is not None else None
        given_up = [each.text(problem) for each in wish.given_up] if problem is not None else []
        self.rules.show_given_up(given_up)

    def _start(self) -> None:
        self._pause.stop()
        self._head = self.ctx.store.head()
        self.search.start(self.wish)

    def _read(self, basis: Basis) -> None:
        self._basis = basis
        self.rules.show_problem(basis.problem, basis.facts)
        hindrance = basis.hindrance()
        self.empty.show_hindrance(hindrance)
        self._middle.setCurrentWidget(self.empty if hindrance else self.view)
        if hindrance:
            self.report = None
            self.quality.show_quality(basis.problem, ())
            self.quality.show_unmet(basis.problem, ())
        self._show_stage()

    def _reported(self, report: Report) -> None:
        old, self.report = self.report, report
        if old is None or old.changes is not report.changes:
            self._show_board()
            self.quality.show_quality(report.basis.problem, report.lines)
            self.quality.show_unmet(report.basis.problem, report.unmet)
        self._show_stage()

    def _failed(self, words: str) -> None:
        self.report = None
        self.empty.say(words)
        self._middle.setCurrentWidget(self.empty)
        self._show_stage()

    def _show_board(self) -> None:
        if self.report is not None:
            data = self._proposal(self.report)
            self.view.show_proposal(data)
            self.legend.show_counts(data.counts)

    def _proposal(self, report: Report, plan: Plan | None = None) -> Any:
        changes = report.changes if plan is None else self.asking.changes(report, plan)
        basis = report.basis
        places = self.wish.pinned_places
        return proposal_of(basis.problem, changes, posts=basis.posts, away=basis.away, pins=places)

    def _show_stage(self) -> None:
        run, stage = self.search.run, self.search.stage
        seconds, limit = (run.seconds, run.limit) if run is not None else (0.0, 30.0)
        self.bar.show_stage(stage, seconds, limit)
        self.bar.show_readings(run.readings if run is not None else (), seconds, limit)
        self.header.allow_adopting(self._why_not())
        if stage in {Stage.DONE, Stage.STOPPED} and self.report is not None:
            self.asking.relax(self.report)

    def _why_not(self) -> str:
        """Return why the plan cannot be adopted, empty where it can."""
        if self.ctx.read_only:
            return _("This schedule is open for reading only.")
        if self.report is None:
            return _("There is no plan yet.")
        if self.report.basis.wish != self.wish:
            return _("The plan is being made anew; wait a moment.")
        counts = self._counts(self.report)
        if not any(counts.values()) and not self.wish.pins:
            return _("This plan is the schedule as it stands; there is nothing to adopt.")
        return ""

    @staticmethod
    def _counts(report: Report) -> dict[Difference, int]:
        kinds = (Difference.ADDED, Difference.MOVED, Difference.REMOVED)
        return {what: sum(each.what is what for each in report.changes) for what in kinds}

    def judge(self, visit: PlannedVisit, place: PlannedVisit) -> Verdict:
        """Return what the rules say of a visit at another place."""
        report = self.report
        if report is None:
            return Verdict("", ())
        return judged(report.basis.problem, report.plan, visit, place)

    # Keeping

    def _recall(self) -> None:
        """Take up what was typed before the program ended, else begin as the office plans."""
        with self.ctx.store.read() as session:
            kept = form_draft(session, f"{PREFIX}plan")
            options = office_options(session)
        wish = PlanWish.read(kept.fields, self.today) if kept is not None else None
        self.wish = wish or PlanWish(ready_periods(self.today)[0], options)
        self.rules.period.show_period(self.wish.period)

    def _forget(self) -> None:
        self.search.drop()
        self.asking.close()
        self._pause.stop()
        self.keeper.drop()
        self.report, self._known = None, False
        self.rules.show_given_up(())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not self.asking.close():
                self.discard()
            return
        super().keyPressEvent(event)

    # Building

    def _build(self) -> None:
        self._middle = QStackedWidget()
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
