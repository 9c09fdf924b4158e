"""The small forms about clocks: a pause ended or taken back, something done, periodic feedback, a petition extended."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.errors import UserError
from core.i18n import N_, _, day_text, ngettext
from db.queries.issue_clocks import ClockRow, PauseRow, pause_text
from db.services.issue_clocks import ask_feedback_every, meet_clock
from db.services.issue_extensions import Room, due_after, extend_issue
from db.services.pauses import drop_pause, end_pause
from desktop.context import AppContext
from desktop.visits.leaving import KeptForm
from desktop.visits.unsaved import Typed
from desktop.widgets import PlainLabel
from desktop.widgets.form import DayField, FormDialog, NotReadable, NumberField, TextField

EXTENSION: Final = "extension:"


class EndPauseForm(FormDialog):
    """The last day that did not count."""

    def __init__(self, ctx: AppContext, pause: PauseRow, parent: QWidget | None) -> None:
        super().__init__(parent, _("End this pause"), width=520)
        self._ctx, self._pause = ctx, pause
        self.add(_("Pause"), PlainLabel(pause_text(pause), tone="ink2", wrap=True))
        self.ends = DayField(ctx.today(), ctx.today(), width=130)
        self.add(
            _("Last day of the pause"), self.ends, hint=_("The day after it counts again.")
        )  # fmt: skip
        self.on_save(self._store)

    def _store(self) -> None:
        ctx, ends = self._ctx, self.ends.needed_day(_("Last day of the pause"))
        with ctx.store.write(N_("End pause")) as session:
            end_pause(
                session, self._pause.id, ends=ends, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings
            )  # fmt: skip
        ctx.toast(_("The clocks run again"), undo=True)


class DropPauseForm(FormDialog):
    """Why a pause should never have been written down."""

    def __init__(self, ctx: AppContext, pause: PauseRow, parent: QWidget | None) -> None:
        super().__init__(parent, _("Take this pause back"), width=520)
        self._ctx, self._pause = ctx, pause
        self.add(_("Pause"), PlainLabel(pause_text(pause), tone="ink2", wrap=True))
        self.reason = TextField()
        self.add(_("Reason"), self.reason, hint=_("The timeline keeps that it was taken back, and why."))
        self.on_save(self._store)

    def _store(self) -> None:
        ctx = self._ctx
        with ctx.store.write(N_("Take pause back")) as session:
            drop_pause(
                session, self._pause.id, reason=self.reason.text(), today=ctx.today(), calendar=ctx.calendar,
                settings=ctx.settings,
            )  # fmt: skip
        ctx.toast(_("Pause taken back"), undo=True)


class MeetForm(FormDialog):
    """The day on which something was done."""

    def __init__(self, ctx: AppContext, clock: ClockRow, parent: QWidget | None) -> None:
        super().__init__(parent, clock.name, width=480)
        self._ctx, self._clock = ctx, clock
        self.day = DayField(clock.met_on or ctx.today(), ctx.today(), width=130)
        self.add(_("Done on"), self.day, hint=_("Due {day}").format(day=day_text(clock.due, year=True)))
        self.on_save(self._store)

    def _store(self) -> None:
        ctx, day = self._ctx, self.day.needed_day(_("Done on"))
        if self._clock.id is None:
            return
        with ctx.store.write(N_("Tick off a clock")) as session:
            meet_clock(
                session, self._clock.id, day=day, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings
            )  # fmt: skip
        ctx.toast(_("Noted"), undo=True)


class FeedbackForm(FormDialog):
    """Every how many days the unit is to report; nothing asks for no reports."""

    MOST = 366

    def __init__(self, ctx: AppContext, issue_id: int, every: int | None, parent: QWidget | None) -> None:
        super().__init__(parent, _("Periodic feedback"), width=520)
        self._ctx, self._issue_id = ctx, issue_id
        self.every = NumberField(every, width=72)
        self.add_pair(
            _("Report every"), self.every, _("natural days"), QWidget(),
            hint=_("Each report starts the next period. Leave it empty to ask for none."),
        )  # fmt: skip
        self.on_save(self._store)

    def _store(self) -> None:
        ctx, every = self._ctx, self.every.value()
        if every is not None and not 1 <= every <= self.MOST:
            raise NotReadable(_("Type a number of days from 1 to {most}.").format(most=self.MOST))
        with ctx.store.write(N_("Ask for periodic feedback")) as session:
            ask_feedback_every(session, self._issue_id, every=every, today=ctx.today(), calendar=ctx.calendar)
        ctx.toast(_("Noted"), undo=True)


class PetitionExtensionForm(KeptForm):
    """More time for a petition: once, at most thirty natural days, approved, numbered, and the petitioner told.

    Args:
        ctx: The open schedule.
        issue_id: The petition.
        about: Its words.
        room: What may be given.
        typed: What was typed earlier and not saved.
        parent: Qt's parent.
    """

    def __init__(
        self,
        ctx: AppContext,
        issue_id: int,
        about: str,
        room: Room,
        *,
        typed: Typed | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ctx, parent, _("Extend a petition matter"), width=620)
        self._issue_id, self._room = issue_id, room
        self.add(_("Issue"), PlainLabel(about, tone="ink2", wrap=True))
        now = PlainLabel(day_text(room.due, year=True), tone="red" if room.late else "ink2")
        late = _("The date has passed: the extension will stay marked as asked for too late.") if room.late else ""
        self.add(_("Due now"), now).say(late)
        self.days = NumberField(room.days, width=72)
        most = room.days or 0
        hint = ngettext("At most {n} natural day, once (Art. 34)", "At most {n} natural days, once (Art. 34)", most)
        self.new_date = PlainLabel(tone="ink2")
        self.days_note = self.add_pair(_("Natural days"), self.days, "", self.new_date, hint=hint.format(n=most))
        self.reason, self.approver, self.number = TextField(), TextField(), TextField()
        self.add(_("Reason"), self.reason)
        self.add(_("Approved by"), self.approver, hint=_("The head of the unit that handles it."))
        self.add(_("Document number"), self.number)
        self.told_on = DayField(None, ctx.today(), width=130)
        self.add(_("Petitioner told on"), self.told_on, hint=_("The petitioner must be told why it takes longer."))
        self.on_save(self._store)
        self.save_button.setDisabled(ctx.read_only)
        self.begin(str(issue_id), EXTENSION, typed)
        for field in (self.days, self.reason, self.approver, self.number, self.told_on):
            field.textChanged.connect(self._on_changed)
        self._tell()

    def _on_changed(self, _text: str) -> None:
        self.touched()
        self._tell()

    def _tell(self) -> None:
        """Say which day the days typed lead to."""
        found = self._due_after()
        self.new_date.setText("→ " + day_text(found, year=True) if found is not None else "")

    def _due_after(self) -> date | None:
        ctx = self._ctx
        try:
            days = self.days.value()
            if days is None or not 1 <= days <= (self._room.days or 0):
                return None
            with ctx.store.read() as session:
                return due_after(
                    session, self._issue_id, days=days, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings
                )  # fmt: skip
        except (NotReadable, UserError):
            return None

    @override
    def typed(self) -> Typed:
        return {
            "days": self.days.text(),
            "reason": self.reason.text(),
            "approver": self.approver.text(),
            "number": self.number.text(),
            "told_on": self.told_on.text(),
            "issue_id": self._issue_id,
        }

    @override
    def restore(self, typed: Typed) -> None:
        for name, field in (
            ("days", self.days), ("reason", self.reason), ("approver", self.approver), ("number", self.number),
            ("told_on", self.told_on),
        ):  # fmt: skip
            field.setText(str(typed.get(name, "")))

    def _store(self) -> None:
        ctx = self._ctx
        days, told_on = self.days.value(), self.told_on.day()
        with ctx.store.write(N_("Extend")) as session:
            extend_issue(
                session, self._issue_id, days=days, told_on=told_on, reason=self.reason.text(),
                approver=self.approver.text(), document_number=self.number.text(), today=ctx.today(),
                calendar=ctx.calendar, settings=ctx.settings,
            )  # fmt: skip
        ctx.toast(_("Deadline extended"), undo=True)
