"""Questions to the planner beside the search: why a visit stands where it does, and what would meet an open duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF

from core.i18n import _
from core.planner.compare import VisitChange, compare
from core.planner.explain import Why, why
from core.planner.problem import Plan
from core.planner.relax import Relaxation, relaxations
from desktop.rotation.proposal import Chip
from desktop.rotation.search import Report
from desktop.rotation.turns import short_turns
from desktop.rotation.why_popup import WhyPopup
from desktop.tasks import Cancelled, Task

if TYPE_CHECKING:
    from desktop.rotation.rotation_desk import RotationDesk

_MOST_RELAXED = 12


class Asking(QObject):
    """Asks in threads of their own; an answer that comes too late is not shown.

    Attributes:
        popup: Why, while it is in sight.
    """

    def __init__(self, page: RotationDesk) -> None:
        super().__init__(page)
        self._page = page
        self.popup = WhyPopup()
        self.popup.leader_wanted.connect(page.send)
        self.popup.change_wanted.connect(page.apply)
        self._wanted: object = None
        self._relaxed: object = None
        self._tasks: list[Task] = []

    def why(self, chip: Chip, anchor: QRectF) -> None:
        """Say why, and let it stay until it is put away."""
        self._ask(chip, anchor, asked=True)

    def why_hovered(self, chip: Chip, anchor: QRectF) -> None:
        """Say why while the pointer rests on a chip."""
        if not (self.popup.isVisible() and self.popup.asked):
            self._ask(chip, anchor, asked=False)

    def over(self) -> None:
        """The pointer went on."""
        if not self.popup.asked:
            self._wanted = None
            self.popup.close_popup()

    def close(self) -> bool:
        """Put everything away; return whether anything was in sight."""
        was = self.popup.isVisible()
        self._wanted = None
        self.popup.asked = False
        self.popup.close_popup()
        return was

    def changes(self, report: Report, plan: Plan) -> tuple[VisitChange, ...]:
        """Return how another plan differs from the schedule."""
        return compare(report.basis.problem, report.basis.before, plan).changes

    def relax(self, report: Report) -> None:
        """Find out what would meet each open duty, one after the other, and offer it as it is found."""
        if self._relaxed is report.plan or not report.unmet:
            return
        self.stop_relaxing()
        self._relaxed = report.plan
        problem, duties, plan = report.basis.asked, report.unmet[:_MOST_RELAXED], report.progress.plan

        def work(task: Task) -> None:
            with short_turns():
                for at, duty in enumerate(duties):
                    task.step()
                    found[at] = relaxations(problem, plan, duty)
                    task.progressed.emit(at + 1, len(duties), "")

        found: dict[int, list[Relaxation]] = {}
        task = self._page.ctx.tasks.start(_("Looking for ways out"), work, failed=self._gave_up)
        self._tasks.append(task)

        def show(done: int, _all: int, _words: str) -> None:
            if self._page.report is report and done - 1 in found:
                self._page.quality.show_relaxations(done - 1, found[done - 1])

        task.progressed.connect(show)
        task.finished.connect(lambda: self._tasks.remove(task) if task in self._tasks else None)

    def stop_relaxing(self) -> None:
        """Look for ways out no longer: the plan is about to be another one."""
        self._relaxed = None
        for task in self._tasks:
            task.cancel()

    def _ask(self, chip: Chip, anchor: QRectF, *, asked: bool) -> None:
        report = self._page.report
        if report is None:
            return
        wanted = self._wanted = (chip.visit.place, report.plan)
        visit = next((each for each in report.plan if each.place == chip.visit.place), None)
        if visit is None:
            return
        if asked:
            self.popup.asked = True
        problem, plan, view = report.basis.pinned, report.plan, self._page.view

        def show(found: Why) -> None:
            if self._wanted == wanted and view.isVisible():
                self.popup.show_why(problem, found, anchor, view, asked=asked)

        def work(_task: Task) -> Why:
            return why(problem, plan, visit)

        self._page.ctx.tasks.start(_("Why this leader"), work, done=show, failed=self._gave_up)

    @staticmethod
    def _gave_up(fault: BaseException) -> None:
        if not isinstance(fault, Cancelled):
            raise fault
