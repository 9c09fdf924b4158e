"""Looking for a plan beside the window: one thread reads, plans and judges; the window is told five times a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import UserError
from core.i18n import _
from core.planner.bounds import Bound, gap_of
from core.planner.compare import VisitChange, compare
from core.planner.keeping import released
from core.planner.problem import Plan
from core.planner.quality import QualityLine, quality
from core.planner.scoring import score
from core.planner.solve import Progress, improve
from core.planner.unmet import Unmet, unmet
from db.queries.what_ifs import revived
from desktop.context import AppContext
from desktop.rotation.basis import Basis, Office, read_basis
from desktop.rotation.readings import Reading, reading_of
from desktop.rotation.solve_bar import Stage
from desktop.rotation.turns import short_turns
from desktop.rotation.wish import PlanWish
from desktop.tasks import Cancelled, Task

LIMIT: Final = 30.0
FIRST_MS: Final = 40
"""How often is looked until there is a plan at all."""
TICK_MS: Final = 200
_BETWEEN: Final = 0.4
_MOST_OF_TIME: Final = 3
"""Judging for the screen takes a quarter of the time at most."""


@dataclass(frozen=True)
class Report:
    """The best plan so far, judged for the screen."""

    basis: Basis
    progress: Progress
    changes: tuple[VisitChange, ...]
    lines: tuple[QualityLine, ...]
    unmet: tuple[Unmet, ...]

    @cached_property
    def plan(self) -> Plan:
        """All visits of the period."""
        return released(self.progress.plan)


class Run:
    """One search, as the thread leads it; the window only reads from it, and asks it to halt.

    Attributes:
        given: A plan to show, in place of looking for one: a copy that was kept.
        lost: Visits of that copy that cannot stand any more.
        limit: Seconds after which it halts by itself.
    """

    def __init__(self, office: Office, wish: PlanWish, *, given: Plan | None = None) -> None:
        self.wish, self.given = wish, given
        self.basis: Basis | None = None
        self.report: Report | None = None
        self.readings: tuple[Reading, ...] = ()
        self.lost: Plan = ()
        self.used, self.limit, self.ended = 0.0, LIMIT, False
        self._office = office
        self._steps: Iterator[Progress] | None = None
        self._halt, self._given_up = threading.Event(), threading.Event()
        self._began: float | None = None
        self._last: Progress | None = None
        self._judged_at, self._cost = 0.0, 0.0

    @property
    def seconds(self) -> float:
        """How long it has been looking."""
        began = self._began
        return self.used + (time.monotonic() - began if began is not None else 0.0)

    def halt(self, *, for_good: bool = False) -> None:
        """Ask it to stop at its next step; *for_good* also in the middle of one, after which it cannot go on."""
        self._halt.set()
        if for_good:
            self._given_up.set()

    @property
    def can_go_on(self) -> bool:
        """Whether it can be taken up where it was left."""
        return not self._given_up.is_set()

    def work(self, task: Task) -> None:
        """Look for a plan until the end, the limit, or a wish to stop; a further call goes on where it was left."""
        with short_turns():
            self._work(task)

    def _work(self, task: Task) -> None:
        self._halt.clear()
        if self.basis is None:
            self.basis = read_basis(self._office, self.wish)
        if self.basis.hindrance():
            self.ended = True
            return
        self._began = time.monotonic()
        try:
            if self.given is not None and self._steps is None and self.report is None:
                self._show_given(self.basis, self.given)
            else:
                self._look(task, self.basis)
        finally:
            self.used, self._began = self.seconds, None

    def _show_given(self, basis: Basis, visits: Plan) -> None:
        found = revived(basis.problem, visits)
        self.lost = found.lost
        worth = score(basis.pinned, found.plan)
        bound = Bound()
        self._last = Progress(found.plan, worth, bound, gap_of(basis.pinned, worth, bound), "kept", 0)
        self._judge(basis)

    def _look(self, task: Task, basis: Basis) -> None:
        if self._steps is None:
            self._steps = improve(basis.asked, should_stop=self._given_up.is_set)
        try:
            while not self._halt.is_set() and self.seconds < self.limit:
                task.step()
                progress = next(self._steps, None)
                if progress is None:
                    self.ended = self.can_go_on
                    break
                self._last = progress
                self.readings = (*self.readings, reading_of(progress, self.seconds))
                if time.monotonic() - self._judged_at > max(_BETWEEN, _MOST_OF_TIME * self._cost):
                    self._judge(basis)
        except Cancelled:
            if not self._halt.is_set():
                raise  # the window closes: nothing is left to judge for
        self._judge(basis)

    def _judge(self, basis: Basis) -> None:
        """Judge the best plan for the screen, unless that was done."""
        found = self._last
        if found is None or (self.report is not None and self.report.progress is found):
            return
        began = time.monotonic()
        plan = released(found.plan)
        if self.report is not None and self.report.plan == plan:
            old = self.report
            self.report = Report(basis, found, old.changes, old.lines, old.unmet)
        else:
            problem, before = basis.problem, basis.before
            self.report = Report(
                basis,
                found,
                compare(problem, before, plan).changes,
                tuple(quality(problem, before, plan)),
                tuple(unmet(problem, plan)),
            )
        self._judged_at = time.monotonic()
        self._cost = self._judged_at - began


class Search(QObject):
    """The search of one page. All of it runs in `ctx.tasks`; nothing is written.

    Signals: read(object): the Basis; reported(object): a Report; ticked(): time went on; stage_changed();
    failed(str): why no plan can be made.
    """

    read = Signal(object)
    reported = Signal(object)
    ticked = Signal()
    stage_changed = Signal()
    failed = Signal(str)

    def __init__(self, ctx: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.run: Run | None = None
        self.stage = Stage.IDLE
        self._told: tuple[object, object] = (None, None)
        self._task: Task | None = None
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tell)

    def start(self, wish: PlanWish, *, given: Plan | None = None) -> None:
        """Look for a plan; what is looked for now is let go of."""
        self.drop()
        office = Office(self._ctx.store, self._ctx.today(), self._ctx.calendar, self._ctx.settings)
        self.run = Run(office, wish, given=given)
        self._told = (None, None)
        self._go()

    def stop(self, *, for_good: bool = False) -> None:
        """Stop; the plan stays as it is, and the search can go on, or be begun anew where it was *for_good*."""
        if self.run is not None and self.stage is Stage.RUNNING:
            self.run.halt(for_good=for_good)
            self._enter(Stage.STOPPED)

    def go_on(self) -> None:
        """Go on where it was stopped, for as long again where the time was up."""
        run = self.run
        if run is None or self.stage is not Stage.STOPPED:
            return
        if not run.can_go_on:
            self.start(run.wish)
            return
        if self._task is not None:
            QTimer.singleShot(TICK_MS, self, self.go_on)  # it is about to halt
            return
        if run.seconds >= run.limit - 1:
            run.limit = run.seconds + LIMIT
        self._go()

    def drop(self) -> None:
        """Stop and forget it: another one begins, or the page is left."""
        if self.run is not None:
            self.run.halt(for_good=True)
        if self._task is not None:
            self._task.cancel()
        self._task, self.run = None, None
        self._timer.stop()
        self.stage = Stage.IDLE

    def _go(self) -> None:
        run = self.run
        if run is None:
            return
        self._task = self._ctx.tasks.start(
            _("Auto rota"),
            run.work,
            done=lambda _none: self._ended(run),
            failed=lambda fault: self._failed(run, fault),
        )
        self._timer.start(FIRST_MS if run.report is None else TICK_MS)
        self._enter(Stage.RUNNING)

    def _ended(self, run: Run) -> None:
        if run is not self.run:
            return
        self._task = None
        self._timer.stop()
        self._tell()
        self._enter(Stage.DONE if run.ended else Stage.STOPPED)

    def _failed(self, run: Run, fault: BaseException) -> None:
        if run is not self.run or isinstance(fault, Cancelled):
            return
        self._task = None
        self._timer.stop()
        self._enter(Stage.IDLE)
        if not isinstance(fault, (UserError, OSError)):
            raise fault  # reaches sys.excepthook, which shows a number and logs it
        self.failed.emit(str(fault))

    def _tell(self) -> None:
        """Tell the window what is new."""
        run = self.run
        if run is None:
            return
        basis, report = run.basis, run.report
        old_basis, old_report = self._told
        self._told = (basis, report)
        self._timer.setInterval(TICK_MS if report is not None else FIRST_MS)
        if basis is not None and basis is not old_basis:
            self.read.emit(basis)
        if report is not None and report is not old_report:
            self.reported.emit(report)
        self.ticked.emit()

    def _enter(self, stage: Stage) -> None:
        if stage is not self.stage:
            self.stage = stage
            self.stage_changed.emit()
