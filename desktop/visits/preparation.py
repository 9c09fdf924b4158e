"""Preparing a visit: its steps, who has been told, the residents expected; what is missing stands at the side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import N_, _, clauses, day_text, ngettext, weekday_text
from core.outing_presets import tells_somebody
from core.preparation import StepDraft, TemplateDraft
from core.readiness import AgencyFacts, ReadinessFacts, StepFacts, is_proved, readiness
from core.slots import overlapping
from core.visits import HALF_NAMES, VisitDraft, VisitState
from db.queries.preparation import StepRow, readiness_facts, steps_of
from db.queries.templates import templates
from db.queries.visit_form import VisitChoices, visit_choices
from db.queries.visits import VisitDetail, visit_detail, visit_draft
from db.services.preparation import keep_steps
from db.services.visit_told import keep_told
from db.services.visits import save_visit
from desktop.context import AppContext
from desktop.visits.appointment_rows import AppointmentRows
from desktop.visits.company_rows import TOWNSHIP, CompanyRows, Told
from desktop.visits.kept_dialog import KeptDialog, line_buttons
from desktop.visits.line_rows import Typed
from desktop.visits.preparation_steps import Around, StepRows, step_typed
from desktop.visits.readiness import LightLabel, reason_lines, steps_done_text
from desktop.visits.unsaved import PREPARATION
from desktop.visits.warnings import WarningList
from desktop.widgets import Button, PlainButton, PlainLabel, Role, SectionTitle, SmallButton, choice

_WIDE: Final = 1060
_SIDE: Final = 256


@dataclass(slots=True)
class _Stored:
    """What the schedule holds of a visit's preparation."""

    visit: VisitDraft
    detail: VisitDetail
    steps: list[StepRow]
    templates: list[TemplateDraft]
    choices: VisitChoices
    facts: ReadinessFacts


class PreparationDialog(KeptDialog):
    """Steps, told, appointments; everything is saved in one step.

    Signals: day_plan_wanted(int): the visit's plan of the day.
    """

    day_plan_wanted = Signal(int)
    LABEL = N_("Prepare visit")
    SAID = N_("Preparation saved.")

    def __init__(self, ctx: AppContext, stored: _Stored, parent: QWidget | None) -> None:
        visit_id = stored.detail.id
        super().__init__(ctx, visit_id, PREPARATION, parent)
        self._stored = stored
        around = Around(stored.visit.day, ctx.today(), ctx.calendar, ctx.store.actor)
        self.steps = StepRows(around)
        self.company = CompanyRows(ctx.today())
        units = stored.choices.agencies
        self.appointments = AppointmentRows([choice(row.short_name or row.name, row.id) for row in units])
        self._fill()
        words = (detail_title(stored.detail), detail_note(stored.detail))
        self.build(*words, self._build_body(), self._build_side(), wide=_WIDE)
        self.begin()
        for rows in (self.steps, self.company, self.appointments):
            rows.changed.connect(self.on_changed)
        self.look()
        todo = next((line.tick for line in self.steps.steps() if not line.is_done()), None)
        self.setProperty("ringed", "yes")  # the ring shows what Space will tick
        (self.add_button if todo is None else todo).setFocus(Qt.FocusReason.TabFocusReason)

    # Building

    def _fill(self) -> None:
        stored, detail = self._stored, self._stored.detail
        self.steps.restore([step_typed(row.draft) for row in stored.steps])
        told_on = self._ctx.today() if detail.state is VisitState.NOTIFIED else None
        rows = [Told(TOWNSHIP, detail.township, told_on)]
        rows += [Told(unit.agency_id, unit.name, unit.notified_on, unit.confirmed_on) for unit in detail.agencies]
        self.company.show_rows(rows)
        self.appointments.show_drafts(stored.visit.appointments)

    def _build_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 10, 20, 16)
        column.setSpacing(10)
        self.steps_title = SectionTitle(_("Steps"))
        self.template_button = Button(
            _("Take the template again"), "arrows-clockwise", role=Role.SMALL, caret=self._has_several()
        )
        self.template_button.clicked.connect(self._offer_templates)
        self.template_button.setEnabled(bool(self._stored.templates))
        up, down, self.add_button = line_buttons(self.steps, _("Add step"))
        for button in (up, down, self.template_button, self.add_button):
            self.steps_title.add(button)
        told = SmallButton(_("Everybody was told"), "check")
        told.clicked.connect(self.company.tell_all)
        told_title = SectionTitle(_("Who has been told"))
        told_title.add(told)
        self.people_title = SectionTitle(_("Appointments"))
        for widget in (
            self.steps_title, self.steps, told_title, self.company, self.people_title, self.appointments,
        ):  # fmt: skip
            if isinstance(widget, SectionTitle) and column.count():
                column.addSpacing(8)
            column.addWidget(widget)
        column.addStretch(1)
        return body

    def _build_side(self) -> QWidget:
        panel = QWidget()
        panel.setProperty("surface", "sunken")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        panel.setFixedWidth(_SIDE)
        self.light = LightLabel(px=15)
        self.done_words = PlainLabel(px=13, tone="ink2")
        self.reasons = WarningList()
        self.calm = PlainLabel(px=13, tone="ink2", wrap=True)
        plan = PlainButton(_("Day plan"), "clock", hint="Ctrl J")
        plan.clicked.connect(self._to_day_plan)
        QShortcut(QKeySequence("Ctrl+J"), self).activated.connect(self._to_day_plan)
        column = QVBoxLayout(panel)
        column.setContentsMargins(18, 22, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("Readiness"), px=13, bold=True))
        for widget in (self.light, self.done_words, self.reasons, self.calm):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(plan, 0, Qt.AlignmentFlag.AlignLeft)
        return panel

    # Looking

    def look(self) -> None:
        """Say how the visit stands as it is typed and ticked now."""
        facts = self.facts()
        for line in self.steps.steps():
            line.show_state(proved=is_proved(line.guess().proof, facts), begun=facts.begun)
        done, total = self.steps.count()
        self.steps_title.set_note(steps_done_text(done, total))
        people = len(self.appointments.typed())
        self.people_title.set_note(ngettext("{n} person", "{n} people", people).format(n=people) if people else "")
        self._look_at_slots(facts)
        found = readiness(facts, today=self._ctx.today(), calendar=self._ctx.calendar)
        self.light.setVisible(found is not None)
        self.reasons.setVisible(found is not None)
        self.calm.setVisible(found is None or not found.reasons)
        self.done_words.setText(steps_done_text(done, total))
        if found is None:
            ahead = _("The light comes on seven working days before the visit.")
            self.calm.setText(ahead if facts.day >= self._ctx.today() else _("The day of this visit is over."))
            return
        self.light.show_light(found.light)
        self.reasons.show_lines(reason_lines(found))
        self.calm.setText(_("Nothing is missing."))

    def facts(self) -> ReadinessFacts:
        """Return what the light depends on, as it is typed and ticked now."""
        told = {row.agency_id: row for row in self.company.rows()}
        units = [row for row in told.values() if row.agency_id != TOWNSHIP]
        return replace(
            self._stored.facts,
            begun=self._stored.facts.begun or self.steps.typed() != self.started_with("steps"),
            township_told=told[TOWNSHIP].told_on is not None,
            agencies=[
                AgencyFacts(row.agency_id, row.name, row.told_on is not None, row.answered_on is not None)
                for row in units
            ],
            steps=[_step_facts(line.guess()) for line in self.steps.steps()],
            slots=self.appointments.slots(),
        )

    def _look_at_slots(self, facts: ReadinessFacts) -> None:
        """Mark times that meet, in place."""
        self.appointments.mark_slots(list(overlapping(list(facts.slots))))

    @override
    def on_changed(self) -> None:
        super().on_changed()
        self.look()

    # Templates

    def _has_several(self) -> bool:
        return len(self._stored.templates) > 1

    def _offer_templates(self) -> None:
        if not self._has_several():
            self.take_template(self._stored.templates[0])
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for template in self._stored.templates:
            menu.addAction(template.name.replace("&", "&&")).triggered.connect(
                lambda _on=False, template=template: self.take_template(template)
            )
        menu.popup(self.template_button.mapToGlobal(self.template_button.rect().bottomLeft()))

    def take_template(self, template: TemplateDraft) -> None:
        """Put the template's steps in place of those here; what was done already stays done."""
        if not self.may_replace("steps"):
            return
        before = {str(each.get("what")): each for each in self.steps.typed()}
        fresh = []
        for step in template.steps:
            known = before.get(step.what, {})
            kept = {key: known[key] for key in ("id", "done_on", "done_by") if key in known}
            fresh.append(step_typed(step) | kept)
        self.steps.restore(fresh)
        self.on_changed()

    # In and out

    @override
    def typed(self) -> Typed:
        return {
            "steps": self.steps.typed(),
            "told": self.company.typed(),
            "appointments": self.appointments.typed(),
        }

    @override
    def restore(self, typed: Typed) -> None:
        self.steps.restore(typed.get("steps"))
        self.company.restore(typed.get("told"))
        rows = typed.get("appointments")
        self.appointments.restore([row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else [])

    @override
    def write(self) -> None:
        steps, people = self.steps.drafts(), self.appointments.drafts()
        now = self.typed()
        changed = {key for key, value in now.items() if value != self.started_with(key)}
        if not changed:
            return
        told = self.company.rows()
        with self._ctx.store.write(self.LABEL) as session:
            if "appointments" in changed:
                save_visit(session, replace(self._stored.visit, appointments=people))
            if "steps" in changed:
                keep_steps(session, self.visit_id, steps)
            if "told" in changed:
                units = [(row.agency_id, row.told_on, row.answered_on) for row in told if row.agency_id != TOWNSHIP]
                township = next(row for row in told if row.agency_id == TOWNSHIP)
                keep_told(session, self.visit_id, units, township_told=township.told_on is not None)

    def _to_day_plan(self) -> None:
        if self.is_changed():
            self.save()
            if self.isVisible():
                return  # refused: said at the foot
        else:
            self.reject_quietly()
        self.day_plan_wanted.emit(self.visit_id)


def open_preparation(ctx: AppContext, visit_id: int, parent: QWidget | None) -> PreparationDialog | None:
    """Return the dialog on a visit, None if the visit was deleted."""
    today, calendar = ctx.today(), ctx.calendar
    with ctx.store.read() as session:
        visit = visit_draft(session, visit_id)
        detail = visit_detail(session, visit_id, today=today, calendar=calendar)
        facts = readiness_facts(session, visit_id, settings=ctx.settings)
        if visit is None or detail is None or facts is None:
            return None
        stored = _Stored(
            visit,
            detail,
            steps_of(session, visit_id, calendar=calendar),
            templates(session, visit.kind),
            visit_choices(session, on=visit.day),
            facts,
        )
    return PreparationDialog(ctx, stored, parent)


def detail_title(detail: VisitDetail) -> str:
    """Return 陈雨桐 → 青石镇."""
    return f"{detail.leader} → {detail.township}"


def detail_note(detail: VisitDetail) -> str:
    """Return when and what kind, as the line under the title."""
    return clauses(
        (f"{day_text(detail.day)} {weekday_text(detail.day)}", _(HALF_NAMES[detail.half]), _(detail.kind_name))
    )


def _step_facts(step: StepDraft) -> StepFacts:
    done = step.done_on is not None
    return StepFacts(step.what, step.who, step.days_before, step.proof, done, tells_somebody(step))
