"""What the rotation page wants of a plan and what was found: nothing here writes anything but the form itself."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from core.i18n import _
from core.planner.changes import Change
from core.planner.compare import Difference
from core.planner.problem import Plan, PlannedVisit, Stand
from db.queries.form_drafts import form_draft
from db.queries.planner import office_options
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


class RotationDesk(Page):
    """What the page wants of a plan, what it found, and how both are shown.

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
        self._middle = QStackedWidget()
        self.asking, self.copies = Asking(self), Copies(self)
        self.keeper = Keeper(ctx.store, "plan", self._typed, self, prefix=PREFIX)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._start)

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
        self.view.setFocus()

    def send(self, visit: PlannedVisit, leader_id: int) -> None:
        """Send another leader."""
        self.move_visit(visit, visit._replace(leader_id=leader_id))

    def show_copy(self, wish: PlanWish, visits: Plan, name: str) -> None:
        """Show a plan that was kept; nothing is looked for until something is changed."""
        self._take(wish)
        self._pause.stop()
        self.rules.period.show_period(wish.period)
        self._head = self.ctx.store.head()
        self.search.start(wish, given=visits)
        self.ctx.toast(_("“{name}” is open; the schedule stays as it is.").format(name=name))

    # Searching

    def _wish(self, wish: PlanWish) -> None:
        self._take(wish)
        self.keeper.touched()
        self.search.stop()
        self._pause.start()
        self._show_stage()

    def _take(self, wish: PlanWish) -> None:
        self.wish = wish
        problem = self._basis.problem if self._basis is not None else None
        given_up = [each.text(problem) for each in wish.given_up] if problem is not None else []
        self.rules.show_given_up(given_up)

    def _start(self) -> None:
        self._pause.stop()
        self.asking.stop_relaxing()
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
            QTimer.singleShot(0, self, lambda: self._show_figures(report))  # keys pressed meanwhile come first
        self._show_stage()

    def _show_figures(self, report: Report) -> None:
        if self.report is report:
            self.quality.show_quality(report.basis.problem, report.lines)
            QTimer.singleShot(0, self, lambda: self._show_unmet(report))

    def _show_unmet(self, report: Report) -> None:
        if self.report is report:
            self.quality.show_unmet(report.basis.problem, report.unmet)

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
        self.bar.show_readings(
            run.readings if run is not None else (), seconds, seconds if stage is Stage.DONE else limit
        )
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

    def _typed(self) -> dict[str, Any]:
        return self.wish.typed()

    def fresh_wish(self) -> PlanWish:
        """Return what is wanted where nobody has said anything: next month, as the office plans."""
        with self.ctx.store.read() as session:
            return PlanWish(ready_periods(self.today)[0], office_options(session))

    def _recall(self) -> None:
        """Take up what was typed before the program ended, else begin as the office plans."""
        with self.ctx.store.read() as session:
            kept = form_draft(session, f"{PREFIX}plan")
        wish = PlanWish.read(kept.fields, self.today) if kept is not None else None
        self.wish = wish or self.fresh_wish()
        self.rules.period.show_period(self.wish.period)

    def _forget(self) -> None:
        self.search.drop()
        self.asking.close()
        self._pause.stop()
        self.keeper.drop()
        self.report, self._known = None, False
        self.rules.show_given_up(())
