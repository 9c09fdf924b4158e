"""Everything a page can do with a visit: one place for the words said, the writes, and their undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtWidgets import QDialog, QWidget

from core.i18n import N_, _, day_text
from core.joint_trips import JointTrip
from core.records import Ending
from core.visits import PLANNED, VISIT_STATE_NAMES, VOID, Half, VisitDraft, VisitState
from db.queries.calendar import VisitRow, visits_between
from db.queries.visits import visit_draft
from db.services.visit_record import log_visit
from db.services.visits import (
    delete_visit,
    duplicate_visit,
    mark_notified,
    set_agency_answer,
    set_state,
)
from desktop.context import AppContext
from desktop.documents.visit_sheet_preview import preview_visit_sheet
from desktop.record_history import show_history
from desktop.visits.editor import VisitEditor
from desktop.visits.joint_trip import joint_draft, joint_words
from desktop.visits.outing_commands import OutingCommands
from desktop.visits.postpone import PostponeDialog
from desktop.visits.reason import ReasonDialog
from desktop.visits.unsaved import Typed, Unsaved, unsaved_forms
from desktop.widgets import ask, tell

if TYPE_CHECKING:
    from desktop.calendar.moves import Moves

_NOTICE = "visit.unsaved"
_WEEKS_TRIED = 12


class VisitCommands:
    """The commands; refusals are shown at *home*.

    Attributes:
        show_new: What the page does with a visit just planned; as shipped nothing.

    Args:
        ctx: The open schedule.
        home: The page.
        moves: Judges moves.
    """

    def __init__(self, ctx: AppContext, home: QWidget, moves: Moves) -> None:
        self._ctx, self._home, self._moves = ctx, home, moves
        self.outing = OutingCommands(ctx, home)
        self.dialog: QDialog | None = None
        self.show_new: Callable[[int], object] = lambda _visit_id: None

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._ctx.read_only

    def on(self, visit_id: int | None, command: Callable[[int], object]) -> None:
        """Do something with the visit chosen, or say that none is."""
        if visit_id is None:
            self._ctx.toast(_("Choose a visit first."))
        else:
            command(visit_id)

    def mark_done(self, visit_id: int) -> None:
        """Say that it took place; before its day that is refused in words."""
        if self._is_planned(visit_id):
            today, said = self._ctx.today(), _("Marked done.")
            self._run(N_("Mark visit done"), log_visit, visit_id, Ending.TOOK_PLACE, today=today, said=said)

    def restore(self, visit_id: int) -> None:
        """Let a visit stand again."""
        self._run(N_("Set visit"), set_state, visit_id, VisitState.SET, said=_("The visit stands."))

    def notified(self, visit_id: int) -> None:
        """Say that everybody was told."""
        on = self._ctx.today()
        self._run(
            N_("Note that people were told"), mark_notified, visit_id, on=on, said=_("Noted: everybody was told.")
        )

    def heard_from(self, visit_id: int, agency_id: int) -> None:
        """Say that an agency answered."""
        label = N_("Note an agency's answer")
        self._run(label, set_agency_answer, visit_id, agency_id, confirmed_on=self._ctx.today(), said=_("Noted."))

    def cancel(self, visit_id: int) -> None:
        """Call a visit off, with a reason."""
        if self._is_planned(visit_id):
            words = (_("Cancel visit"), _("The visit stays on record as cancelled."))
            self._ask_reason(visit_id, VisitState.CANCELLED, N_("Cancel visit"), words, _("The visit is cancelled."))

    def missed(self, visit_id: int) -> None:
        """Say that it did not take place, with a reason."""
        words = (_("It was missed"), _("The visit stays on record as missed; its township goes on waiting."))
        said = _("Noted as missed; it waits to be placed again.")
        self._ask_reason(visit_id, VisitState.MISSED, N_("Note a missed visit"), words, said)

    def duplicate(self, visit_id: int) -> None:
        """Plan the same outing again, in the first later week in which nothing stops it."""
        row = self._row(visit_id)
        if row is None:
            return
        days = (row.day + timedelta(7 * n) for n in range(1, _WEEKS_TRIED + 1))
        free = next((day for day in days if self._moves.judge(row, day, row.half).allowed), row.day + timedelta(7))
        said = _("Copied to {day}.").format(day=day_text(free))
        self._run(N_("Duplicate visit"), duplicate_visit, visit_id, uid=str(uuid4()), to=free, said=said)

    def delete(self, visit_id: int) -> None:
        """Delete a visit that nothing hangs on."""
        question = _("Delete this visit? Nothing hangs on it then; undo brings it back.")
        if ask(self._home, question, yes=_("Delete"), destructive=True):
            self._run(N_("Delete visit"), delete_visit, visit_id, said=_("Deleted."))

    def print_sheet(self, visit_id: int) -> None:
        """Show the visit's sheet as it will be printed."""
        self.dialog = preview_visit_sheet(self._home.window(), self._ctx.store, visit_id, today=self._ctx.today())

    def record_issues(self, visit_id: int) -> None:
        """Go to the fast entry of issues for this visit."""
        self._ctx.navigate("issues", entry_for=visit_id, back=("calendar", {"visit_id": visit_id}))

    def record_from(self, visit_id: int | None) -> None:
        """Go to the fast entry for this visit if it has come, else let the issues page ask for which one."""
        row = None if visit_id is None else self._row(visit_id)
        if row is not None and row.day <= self._ctx.today() and row.state not in VOID:
            self.record_issues(row.id)
        else:
            self._ctx.navigate("issues", record=True)

    def show_history(self, visit_id: int) -> None:
        """Show what was changed in a visit, when and by whom."""
        self.dialog = show_history(self._ctx, self._home, "visit", visit_id)

    def postpone(self, visit_id: int) -> None:
        """Ask for another day, half and the reason."""
        row = self._row(visit_id)
        if row is not None:
            self._open(PostponeDialog(self._ctx, row, self._moves, self._home))

    def edit(self, visit_id: int) -> None:
        """Open the editor on a visit."""
        with self._ctx.store.read() as session:
            draft = visit_draft(session, visit_id)
        if draft is None:
            tell(self._home, _("This record was deleted meanwhile."))
            return
        self.open_editor(draft)

    def new(self, day: date, half: Half, *, township_id: int | None = None, leader_id: int | None = None) -> None:
        """Open the editor on a new visit."""
        kind = self._ctx.kinds[0].key if self._ctx.kinds else "petition_reception"
        draft = VisitDraft(str(uuid4()), day, half, kind, leader_id=leader_id, township_id=township_id)
        self.open_editor(draft)

    def new_from_line(self, line: str, day: date) -> None:
        """Open the editor on the visit that a line describes, to be confirmed."""
        kind = self._ctx.kinds[0].key if self._ctx.kinds else "petition_reception"
        self.open_editor(VisitDraft(uid=str(uuid4()), day=day, half=Half.MORNING, kind=kind), line=line)

    def open_editor(
        self, draft: VisitDraft, *, typed: Typed | None = None, request_id: int | None = None, line: str = ""
    ) -> VisitEditor:
        """Open the editor; *typed* was entered earlier and not saved, *request_id* is what the visit answers.

        *line* describes the visit in words.
        """
        editor = VisitEditor(self._ctx, draft, typed=typed, request_id=request_id, parent=self._home)
        editor.delete_wanted.connect(self.delete)
        editor.join_wanted.connect(lambda trip: self._join(trip, draft.kind))
        for wanted, act in (
            (editor.side.prepare_wanted, self.outing.prepare),
            (editor.side.plan_wanted, self.outing.plan_day),
        ):
            wanted.connect(lambda act=act: editor.step_aside() and act(draft.id))
        if line:
            editor.one_line.read(line)
        if draft.id is None:
            editor.saved.connect(self.show_new)
        self._open(editor)
        return editor

    def _join(self, trip: JointTrip, kind: str) -> None:
        """Open the second visit of a trip, filled in."""
        editor = self.open_editor(joint_draft(self._ctx, trip, kind=kind))
        editor.form.day.set_day(trip.day)
        editor.form.half.choose(trip.half.value)
        editor.form.changed.emit()
        self._ctx.toast(joint_words(trip))

    def offer_unsaved(self) -> None:
        """Offer what was typed and not saved when the program ended."""
        if self.read_only:
            return
        self.outing.offer_unsaved()
        forms = unsaved_forms(self._ctx.store)
        if forms:
            words = _("A visit was being entered when the program ended. What was typed is still here.")
            self._notice(words, forms[0])

    def _notice(self, words: str, form: Unsaved) -> None:
        self._ctx.window.notice(
            _NOTICE, words, icon_name="note-pencil", action=_("Go on"), do=lambda: self._resume(form)
        )

    def _resume(self, form: Unsaved) -> None:
        self._ctx.window.drop_notice(_NOTICE)
        draft = None
        if form.visit_id is not None:
            with self._ctx.store.read() as session:
                draft = visit_draft(session, form.visit_id)
        fresh = VisitDraft(uid=form.uid, day=self._ctx.today(), half=Half.MORNING, kind=self._ctx.kinds[0].key)
        self.open_editor(draft or fresh, typed=form.typed)

    def _ask_reason(self, visit_id: int, state: VisitState, label: str, words: tuple[str, str], said: str) -> None:
        def write(reason: str) -> bool:
            return self._run(label, set_state, visit_id, state, reason=reason, said=said)

        self._open(ReasonDialog.on_visit(self._ctx, visit_id, words, write, self._home))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _closed(self, _result: int) -> None:
        self.dialog = None

    def _run(self, label: str, service: Callable[..., Any], *args: Any, said: str = "", **fields: Any) -> bool:
        done = False

        def verb(session: Any) -> None:
            nonlocal done
            service(session, *args, **fields)
            done = True

        before = self._ctx.store.head()
        self._ctx.run(label, verb, widget=self._home, said="")
        if done and self._ctx.store.head() != before and said:
            self._ctx.toast(said, undo=True)
        return done

    def _row(self, visit_id: int) -> VisitRow | None:
        with self._ctx.store.read() as session:
            draft = visit_draft(session, visit_id)
            if draft is None:
                return None
            rows = visits_between(session, draft.day, draft.day, today=self._ctx.today())
        return next((row for row in rows if row.id == visit_id), None)

    def _is_planned(self, visit_id: int) -> bool:
        """Return whether it is still to come; otherwise say how it stands, for no key does nothing in silence."""
        row = self._row(visit_id)
        if row is not None and row.state not in PLANNED:
            self._ctx.toast(_("This visit is “{state}” already.").format(state=_(VISIT_STATE_NAMES[row.state])))
        return row is not None and row.state in PLANNED
