"""What is done with a visit before and after its day: prepare it, plan its day, tick a step, say how it ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from core.i18n import N_, _
from core.records import Ending
from db.queries.visits import visit_draft
from db.services.preparation import tick_step
from db.services.visit_record import log_visit
from db.services.visit_told import set_agency_told
from desktop.context import AppContext
from desktop.visits.day_plan import open_day_plan
from desktop.visits.preparation import open_preparation
from desktop.visits.reason import ReasonDialog
from desktop.visits.unsaved import DAY_PLAN, PREPARATION, forget, left_behind
from desktop.widgets import tell

_NOTICES = {PREPARATION: "visit.preparation", DAY_PLAN: "visit.day_plan"}


class OutingCommands:
    """The commands; refusals are shown at *home*.

    Args:
        ctx: The open schedule.
        home: The page.
    """

    def __init__(self, ctx: AppContext, home: QWidget) -> None:
        self._ctx, self._home = ctx, home
        self.dialog: QDialog | None = None

    def prepare(self, visit_id: int) -> None:
        """Open the steps, who has been told, and the appointments: G."""
        dialog = open_preparation(self._ctx, visit_id, self._home)
        if dialog is not None:
            dialog.day_plan_wanted.connect(self.plan_day)
        self._show(dialog)

    def plan_day(self, visit_id: int) -> None:
        """Open the plan of the day: J."""
        self._show(open_day_plan(self._ctx, visit_id, self._home))

    def tick(self, visit_id: int, position: int, done: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Say that a step is done, or that it is not after all."""
        label = N_("Tick a preparation step") if done else N_("Take back a tick")
        said = _("Ticked.") if done else _("The tick is taken back.")
        day = self._ctx.today() if done else None
        who = self._ctx.store.actor if done else ""
        self._run(label, said, tick_step, visit_id, position, done_on=day, done_by=who)

    def told(self, visit_id: int, agency_id: int) -> None:
        """Say that a unit was told."""
        label = N_("Note that a unit was told")
        self._run(label, _("Noted."), set_agency_told, visit_id, agency_id, told_on=self._ctx.today())

    def ended(self, visit_id: int, ending: str) -> None:
        """Say how a visit ended; what is not as planned asks for the reason."""
        match Ending(ending):
            case Ending.TOOK_PLACE:
                self._log(visit_id, Ending.TOOK_PLACE, N_("Mark visit done"), "", _("Marked done."))
            case Ending.CUT_SHORT:
                words = (_("It was cut short"), _("The visit counts as done; its record says that it ended early."))
                self._ask(visit_id, Ending.CUT_SHORT, N_("Note a visit cut short"), words, _("Noted as cut short."))
            case Ending.MISSED:
                text = _("The visit stays on record as missed, and waits to be placed again.")
                said = _("Noted as missed; it waits to be placed again.")
                self._ask(visit_id, Ending.MISSED, N_("Note a missed visit"), (_("It was missed"), text), said)

    def offer_unsaved(self) -> None:
        """Offer what was typed in a preparation or a day plan when the program ended."""
        if self._ctx.read_only:
            return
        for prefix, words, do in (
            (PREPARATION, _("The preparation of a visit was being edited when the program ended."), self.prepare),
            (DAY_PLAN, _("The plan of a day was being edited when the program ended."), self.plan_day),
        ):
            visit_id = self._left_of(prefix)
            if visit_id is not None:
                self._offer(prefix, words, visit_id, do)

    def _left_of(self, prefix: str) -> int | None:
        """Return the visit of the latest form left behind; those of visits deleted meanwhile are forgotten."""
        for visit_id, _typed in left_behind(self._ctx.store, prefix):
            with self._ctx.store.read() as session:
                if visit_draft(session, visit_id) is not None:
                    return visit_id
            forget(self._ctx.store, f"{prefix}{visit_id}")
        return None

    def _offer(self, prefix: str, words: str, visit_id: int, do: Callable[[int], None]) -> None:
        def resume() -> None:
            self._ctx.window.drop_notice(_NOTICES[prefix])
            do(visit_id)

        self._ctx.window.notice(_NOTICES[prefix], words, icon_name="note-pencil", action=_("Go on"), do=resume)

    def _ask(self, visit_id: int, ending: Ending, label: str, words: tuple[str, str], said: str) -> None:
        def write(reason: str) -> bool:
            return self._log(visit_id, ending, label, reason, said)

        self._show(ReasonDialog.on_visit(self._ctx, visit_id, words, write, self._home))

    def _log(self, visit_id: int, ending: Ending, label: str, reason: str, said: str) -> bool:
        return self._run(label, said, log_visit, visit_id, ending, reason=reason, today=self._ctx.today())

    def _show(self, dialog: QDialog | None) -> None:
        if dialog is None:
            tell(self._home, _("This record was deleted meanwhile."))
            return
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _closed(self, _result: int) -> None:
        self.dialog = None

    def _run(self, label: str, said: str, service: Callable[..., Any], *args: Any, **fields: Any) -> bool:
        def verb(session: Any) -> bool:
            service(session, *args, **fields)
            return True

        return bool(self._ctx.run(label, verb, widget=self._home, said=said))
