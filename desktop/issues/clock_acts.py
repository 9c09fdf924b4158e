"""What can be done with the clocks of the issue shown: each act is a form, one service in one write, and a toast."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from core.chain import IssueTrack
from core.clock_errors import ExtendedAlready
from core.errors import UserError
from core.i18n import _, day_text
from db.queries.form_drafts import form_drafts
from db.queries.issue_clocks import IssueClocks, PauseRow, issue_clocks
from db.services.issue_extensions import Room, extension_room
from desktop.context import AppContext
from desktop.issues.biography_dialog import BiographyDialog
from desktop.issues.clock_dialogs import (
    EXTENSION,
    DropPauseForm,
    EndPauseForm,
    FeedbackForm,
    MeetForm,
    PetitionExtensionForm,
)
from desktop.issues.clock_section import ClockSection
from desktop.issues.pause_dialog import PREFIX, PauseDialog
from desktop.visits.unsaved import Typed
from desktop.widgets import tell
from desktop.widgets.form import FormDialog


class ClockActs:
    """Reads the clocks of the issue in sight into *section* and does what is wanted of them.

    Args:
        ctx: The open schedule.
        home: Dialogs belong to its window.
        section: Where the clocks are shown.
    """

    def __init__(self, ctx: AppContext, home: QWidget, section: ClockSection) -> None:
        self._ctx, self._home, self._section = ctx, home, section
        self.dialog: QDialog | None = None
        section.act_wanted.connect(self.act)

    def show_issue(self, issue_id: int | None) -> None:
        """Show the clocks of another issue, or of none."""
        found: IssueClocks | None = None
        if isinstance(issue_id, int):
            with self._ctx.store.read() as session:
                found = issue_clocks(session, issue_id, today=self._ctx.today(), calendar=self._ctx.calendar)
        self._section.show_clocks(found, today=self._ctx.today(), read_only=self._ctx.read_only)

    def act(self, name: str, what: object = None) -> None:
        """Do what a line, a button or a key says to the issue shown."""
        found = self._section.found
        if found is None:
            return
        if name == "biography":
            self.biography(found.issue_id)
            return
        if self._ctx.read_only:
            return
        doing: dict[str, Callable[[IssueClocks, object], None]] = {
            "pause": lambda shown, _what: self._pause(shown, None),
            "correct": self._correct,
            "end": self._end,
            "drop": self._drop,
            "meet": self._meet,
            "feedback": lambda shown, _what: self._open(
                FeedbackForm(self._ctx, shown.issue_id, shown.feedback_every, self._home)
            ),
        }
        doing[name](found, what)

    def toggle_pause(self) -> None:
        """T: let the clocks stand still, or run again."""
        found = self._section.found
        if found is not None:
            pause = found.open_pause
            self.act("pause" if pause is None else "end", None if pause is None else pause.id)

    def biography(self, issue_id: int) -> BiographyDialog:
        """Show where the dates of an issue come from."""
        dialog = BiographyDialog(self._ctx, issue_id, self._home)
        self._keep(dialog)
        dialog.open()
        return dialog

    def extend_petition(self, issue_id: int) -> bool:
        """Open the form that extends a petition; False where the issue is no petition, so another form fits."""
        ctx = self._ctx
        try:
            with ctx.store.read() as session:
                found = issue_clocks(session, issue_id, today=ctx.today(), calendar=ctx.calendar)
                if found is None or found.track is not IssueTrack.PETITION:
                    return False
                room = extension_room(
                    session, issue_id, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings
                )  # fmt: skip
        except UserError as refusal:
            tell(self._home, str(refusal))
            return True
        self._extend(found, room)
        return True

    def _extend(self, found: IssueClocks, room: Room) -> None:
        if room.extended_on is not None:
            day, due = day_text(room.extended_on, year=True), day_text(room.due, year=True)
            tell(self._home, str(ExtendedAlready(day=day, due=due)))
            return
        typed = self._left_behind(f"{EXTENSION}{found.issue_id}")
        form = PetitionExtensionForm(
            self._ctx, found.issue_id, found.title, room, typed=typed, parent=self._home
        )  # fmt: skip
        self._open(form)

    def _pause(self, found: IssueClocks, pause: PauseRow | None) -> None:
        if pause is None and not any(clock.runs for clock in found.clocks):
            tell(self._home, _("No clock of this issue runs."))
            return
        key = f"{PREFIX}{found.issue_id}:{'new' if pause is None else pause.id}"
        form = PauseDialog(
            self._ctx, found.issue_id, found.title, pause=pause, track=found.track, typed=self._left_behind(key),
            parent=self._home,
        )  # fmt: skip
        self._open(form)

    def _correct(self, found: IssueClocks, what: object) -> None:
        pause = _pause_of(found, what)
        if pause is not None:
            self._pause(found, pause)

    def _end(self, found: IssueClocks, what: object) -> None:
        pause = _pause_of(found, what)
        if pause is not None:
            self._open(EndPauseForm(self._ctx, pause, self._home))

    def _drop(self, found: IssueClocks, what: object) -> None:
        pause = _pause_of(found, what)
        if pause is not None:
            self._open(DropPauseForm(self._ctx, pause, self._home))

    def _meet(self, found: IssueClocks, what: object) -> None:
        clock = next((each for each in found.clocks if each.id == what and each.id is not None), None)
        if clock is not None:
            self._open(MeetForm(self._ctx, clock, self._home))

    def _left_behind(self, key: str) -> Typed | None:
        """Return what was typed into a form before the program ended."""
        with self._ctx.store.read() as session:
            return next((row.fields for row in form_drafts(session, key) if row.key == key), None)

    def _open(self, form: FormDialog) -> None:
        self._keep(form)
        form.open_tall()

    def _keep(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)

    def _closed(self, _result: int) -> None:
        self.dialog = None


def _pause_of(found: IssueClocks, what: object) -> PauseRow | None:
    return next((pause for pause in found.pauses if pause.id == what), None)
