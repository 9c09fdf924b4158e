"""The steps that prepare a visit, one line each: by when, what, who, and a tick once it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from core.calendar.workdays import WorkCalendar
from core.errors import MissingField, NumberOutOfRange, UserError
from core.i18n import N_, _, day_text, weekday_text
from core.preparation import LONGEST_LEAD, Proof, StepDraft
from core.readiness import working_day_before
from desktop.visits.line_rows import Line, LineRows, Typed, choice_cell, put, text_cell
from desktop.widgets import PlainLabel, mark_invalid, plain_tooltip
from desktop.widgets.form import NotReadable, NumberField

PROOF_NAMES = {
    Proof.NONE: N_("by a tick"),
    Proof.TOWNSHIP_TOLD: N_("township told"),
    Proof.AGENCIES_TOLD: N_("units told"),
    Proof.AGENCIES_CONFIRMED: N_("units answered"),
    Proof.SHEET_PRINTED: N_("sheet printed"),
}
_WHAT, _WHO = 200, 60


@dataclass(slots=True)
class Around:
    """What the lines need to know: the visit's day, today, the calendar, and who ticks."""

    day: date
    today: date
    calendar: WorkCalendar
    actor: str = ""

    def due(self, days_before: int) -> date:
        """Return the day by which something is due so many working days before the visit."""
        return working_day_before(self.calendar, self.day, days_before)


class _StepFields(Line):
    """What every step says: how many working days before, what, and who."""

    def __init__(self) -> None:
        super().__init__()
        self.days = NumberField(0, width=52)
        self.days.setAccessibleName(_("Working days before"))
        self.what = text_cell(_("Step"), limit=_WHAT)
        self.who = text_cell(_("Who does it"), limit=_WHO)

    @override
    def first(self) -> QWidget:
        return self.what

    @override
    def is_empty(self) -> bool:
        return not self.what.text().strip() and not self.who.text().strip()

    @override
    def connect_changes(self, told: Callable[[], object]) -> None:
        for field in (self.days, self.what, self.who):
            field.textEdited.connect(lambda _text, field=field: mark_invalid(field))
            field.textEdited.connect(lambda _text: told())

    @override
    def typed(self) -> Typed:
        return {"days": self.days.text(), "what": self.what.text(), "who": self.who.text()}

    @override
    def restore(self, typed: Typed) -> None:
        for name, field in (("days", self.days), ("what", self.what), ("who", self.who)):
            put(field, typed.get(name, ""))

    def step(self) -> StepDraft:
        """Return what the fields say.

        Raises:
            MissingField: it says who and when, but not what.
            NumberOutOfRange, NotReadable: the working days cannot be read; the field is marked.
        """
        if not self.what.text().strip():
            raise _refused(self.what, MissingField(field=_("Step")))
        return StepDraft(self.what.text().strip(), lead_of(self.days), self.who.text().strip())


class StepLine(_StepFields):
    """One step of a visit.

    Args:
        around: The visit's day and the calendar.
    """

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        self._id: int | None = None
        self._proof, self._proved, self._begun = Proof.NONE, False, True
        self._done_on, self._done_by = "", ""
        self.tick = QCheckBox()
        self.due = PlainLabel(px=13, tone="ink2")
        self.due.setMinimumWidth(112)
        self.days.textChanged.connect(lambda _text: self._show_due())
        self.what.textChanged.connect(lambda _text: self._show_name())
        self.tick.clicked.connect(self._on_tick)
        self._show_due()
        self._show_name()

    @override
    def cells(self) -> Sequence[QWidget]:
        return self.tick, self.days, self.due, self.what, self.who

    @override
    def connect_changes(self, told: Callable[[], object]) -> None:
        super().connect_changes(told)
        self.tick.clicked.connect(lambda _on: told())

    @override
    def typed(self) -> Typed:
        return super().typed() | {
            "id": self._id, "proof": self._proof.value, "done_on": self._done_on, "done_by": self._done_by,
        }  # fmt: skip

    @override
    def as_copy(self) -> Typed:
        return self.typed() | {"id": None, "done_on": "", "done_by": "", "proof": ""}

    @override
    def restore(self, typed: Typed) -> None:
        found = typed.get("id")
        self._id = found if isinstance(found, int) else None
        proof = str(typed.get("proof", ""))
        self._proof = Proof(proof) if proof in set(Proof) else Proof.NONE
        self._done_on, self._done_by = str(typed.get("done_on", "")), str(typed.get("done_by", ""))
        super().restore(typed)
        self._show_tick()
        self._show_due()

    def draft(self) -> StepDraft:
        """Return the step.

        Raises:
            MissingField: it says who and when, but not what.
            NumberOutOfRange, NotReadable: the working days cannot be read; the field is marked.
        """
        done_on = _day(self._done_on)
        return replace(self.step(), id=self._id, proof=self._proof, done_on=done_on, done_by=self._done_by)

    def is_done(self) -> bool:
        """Return whether it is ticked, or seen by itself."""
        return bool(self._done_on) or self._proved

    def guess(self) -> StepDraft:
        """Return the step as far as it can be read now, for the light that follows the typing."""
        try:
            days = lead_of(self.days, marks=False)
        except (NotReadable, NumberOutOfRange):
            days = 0
        what, who = self.what.text().strip(), self.who.text().strip()
        return StepDraft(what, days, who, self._proof, _day(self._done_on), self._done_by, self._id)

    def show_state(self, *, proved: bool, begun: bool) -> None:
        """Show how the step stands.

        Args:
            proved: The schedule sees by itself that it is done.
            begun: The preparation is kept here; until then no day that has passed is an alarm.
        """
        if (proved, begun) != (self._proved, self._begun):
            self._proved, self._begun = proved, begun
            self._show_tick()
            self._show_due()

    def _on_tick(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._done_on = self._around.today.isoformat() if on else ""
        self._done_by = self._around.actor if on else ""
        self._show_tick()
        self._show_due()

    def _show_tick(self) -> None:
        self.tick.setChecked(self.is_done())
        self.tick.setEnabled(not self._proved or bool(self._done_on))
        words = ""
        if self._done_on:
            words = _("Done on {day}").format(day=day_text(_day(self._done_on) or self._around.today))
        elif self._proved:
            words = _("Done: the schedule sees it by itself ({proof}).").format(proof=_(PROOF_NAMES[self._proof]))
        elif self._proof is not Proof.NONE:
            words = _("Ticks itself: {proof}.").format(proof=_(PROOF_NAMES[self._proof]))
        plain_tooltip(self.tick, words)
        self.tick.setAccessibleDescription(words)

    def _show_due(self) -> None:
        try:
            due = self._around.due(lead_of(self.days, marks=False))
        except (NotReadable, NumberOutOfRange):
            self.due.setText("")
            return
        late = self._begun and not self.is_done() and due < self._around.today
        words = f"{day_text(due)} {weekday_text(due)}"
        self.due.setText(_("{day}, overdue").format(day=day_text(due)) if late else words)
        self.due.set_tone("red" if late else "ink3" if self.is_done() else "ink2")

    def _show_name(self) -> None:
        self.tick.setAccessibleName(_("Done: {step}").format(step=self.what.text() or _("Step")))


class TemplateStepLine(_StepFields):
    """One step of a template: no day yet, and what makes it done."""

    def __init__(self) -> None:
        super().__init__()
        self.who.setFixedWidth(112)
        self.proof = choice_cell(_("Counts as done"), [(each.value, _(words)) for each, words in PROOF_NAMES.items()])

    @override
    def cells(self) -> Sequence[QWidget]:
        return self.days, self.what, self.who, self.proof

    @override
    def connect_changes(self, told: Callable[[], object]) -> None:
        super().connect_changes(told)
        self.proof.activated.connect(lambda _row: told())

    @override
    def typed(self) -> Typed:
        return super().typed() | {"proof": self.proof.currentData()}

    @override
    def restore(self, typed: Typed) -> None:
        super().restore(typed)
        self.proof.setCurrentIndex(max(self.proof.findData(str(typed.get("proof", ""))), 0))

    def draft(self) -> StepDraft:
        """Return the step.

        Raises:
            MissingField, NumberOutOfRange, NotReadable: a field cannot be read; it is marked.
        """
        return replace(self.step(), proof=Proof(self.proof.currentData()))


class StepRows(LineRows):
    """The steps of one visit."""

    def __init__(self, around: Around) -> None:
        heads = ("", _("T minus"), _("Due"), _("Step"), _("Who does it"))
        super().__init__(lambda: StepLine(around), heads, stretches={3: 4, 4: 1}, name=_("Preparation steps"))

    def drafts(self) -> list[StepDraft]:
        """Return the steps, empty lines left out.

        Raises:
            UserError, NotReadable: a field cannot be read; it is marked and has the focus.
        """
        return [line.draft() for line in self.steps()]

    def steps(self) -> list[StepLine]:
        """Return the lines that say something."""
        return [line for line in self.lines() if isinstance(line, StepLine) and not line.is_empty()]

    def count(self) -> tuple[int, int]:
        """Return how many are done, of how many."""
        steps = self.steps()
        return sum(1 for step in steps if step.is_done()), len(steps)


class TemplateStepRows(LineRows):
    """The steps of a template."""

    def __init__(self) -> None:
        heads = (_("T minus"), _("Step"), _("Who does it"), _("Counts as done"))
        super().__init__(TemplateStepLine, heads, stretches={1: 1}, name=_("Preparation steps"))

    def drafts(self) -> list[StepDraft]:
        """Return the steps, empty lines left out.

        Raises:
            UserError, NotReadable: a field cannot be read; it is marked and has the focus.
        """
        return [line.draft() for line in self.lines() if isinstance(line, TemplateStepLine) and not line.is_empty()]


def step_typed(step: StepDraft) -> Typed:
    """Return what a line of this step shows."""
    return {
        "id": step.id, "days": str(step.days_before), "what": step.what, "who": step.who, "proof": step.proof.value,
        "done_on": step.done_on.isoformat() if step.done_on else "", "done_by": step.done_by,
    }  # fmt: skip


def lead_of(field: NumberField, *, marks: bool = True) -> int:
    """Return the working days typed; nothing means the day of the visit itself.

    Raises:
        NumberOutOfRange, NotReadable: it is no such number; the field is marked and has the focus where *marks*.
    """
    try:
        days = field.value() or 0
    except NotReadable as error:
        if marks:
            mark_invalid(field, str(error))
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        raise
    if not 0 <= days <= LONGEST_LEAD:
        beyond = NumberOutOfRange(field=_("Working days before"), low=0, high=LONGEST_LEAD)
        raise _refused(field, beyond) if marks else beyond
    return days


def _refused(field: QWidget, error: UserError) -> UserError:
    mark_invalid(field, str(error))
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    return error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
