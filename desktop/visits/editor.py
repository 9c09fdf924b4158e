"""The visit editor: fields at the left, live hints at the right; nothing typed is lost by an error or a kill."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.clash_facts import ClashContext, Level, VisitFacts
from core.conflicts import Clash, clashes
from core.errors import UserError
from core.i18n import N_, _, day_text
from core.joint_trips import JointTrip
from core.preparation import TemplateDraft
from core.record_errors import VisitStillAhead
from core.slots import overlapping
from core.visits import VOID, VisitDraft, VisitState
from db.queries.clashes import clash_context
from db.queries.visit_form import VisitChoices, visit_choices
from db.services.clash_overrides import accept_forbidden
from db.services.preparation import keep_steps, keep_stops
from db.services.requests import place_request
from db.services.visits import save_visit
from desktop.actions import hint as keys_of
from desktop.calendar.verdict import Line, Tone
from desktop.context import AppContext
from desktop.errors import show_refusal
from desktop.people.take_over_dialog import TakeOverDialog, Words
from desktop.record_history import show_history
from desktop.visits.all_the_same import Key, accepted_before, clash_lines, key_of, withdraw
from desktop.visits.editor_side import WIDTH, EditorSide, day_words, discipline_hints
from desktop.visits.form import VisitForm
from desktop.visits.joint_trip import trips_of
from desktop.visits.leaving import TypedDialog, scrolled
from desktop.visits.new_leader import keep_words, taken_by_edit
from desktop.visits.one_line_field import OneLineField
from desktop.visits.unsaved import Keeper, Typed
from desktop.widgets import DestructiveButton, PlainButton, PlainLabel
from desktop.widgets.form import NotReadable

_LOOK_MS = 120
_WIDTH, _HEIGHT = 1000, 690


class VisitEditor(TypedDialog):
    """One visit. Ctrl+Enter or Ctrl+S saves; Esc asks where something was typed.

    Signals: saved(int): the visit's id. delete_wanted(int). join_wanted(object): a JointTrip to plan along.

    Args:
        ctx: The open schedule.
        draft: The visit as it is, or a new one.
        typed: What was typed earlier and not saved.
        request_id: The request that this visit answers; saving it places the request in the same write.
        parent: Qt's parent.
    """

    saved = Signal(int)
    delete_wanted = Signal(int)
    join_wanted = Signal(object)

    def __init__(
        self, ctx: AppContext, draft: VisitDraft, *, typed: Typed | None = None, request_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ctx, parent)
        self._loaded = draft
        self._request: int | None = request_id if typed is None else typed.get("request")
        self._context: tuple[date, ClashContext] | None = None
        self._found: Sequence[Clash] = ()
        with ctx.store.read() as session:
            self._choices: VisitChoices = visit_choices(session, on=draft.day)
        self.form = VisitForm(ctx, draft, self._choices)
        if request_id is not None:
            self.form.template.choose_default()
        self.one_line = OneLineField(ctx, self.form)
        self.side = EditorSide(has_outing=draft.id is not None and not ctx.read_only)
        self.hints, self.override, self.day_hint = self.side.hints, self.side.override, self.side.day_hint
        self._accepted = accepted_before(ctx, draft.id, draft.day)
        self._start = self._typed()
        self.keeper = Keeper(ctx.store, draft.uid, self._typed, self)
        if typed is not None:
            self.form.restore(typed)
            self.one_line.restore(typed.get("one_line"))
            self.override.restore(typed.get("override"))
        self.side.anyway_toggled.connect(self._on_changed)
        self.override.withdraw_wanted.connect(self._withdraw)
        self.side.unit_wanted.connect(self.form.take_along)
        self.side.trips.wanted.connect(self._join)
        self._build()
        self._look_soon = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._look_soon.timeout.connect(self.look)
        self.form.changed.connect(self._on_changed)
        self.one_line.changed.connect(self._on_changed)
        self.side.trips.show_trips(trips_of(self._ctx, self._loaded.id))
        self.look()

    def _build(self) -> None:
        new = self._loaded.id is None
        self.setWindowTitle(_("New visit") if new else _("Edit visit"))
        screen = self.screen().availableGeometry() if self.screen() else None
        wide = max(_WIDTH, self.form.minimumSizeHint().width() + WIDTH + 20)  # English needs more
        self.resize(wide, min(_HEIGHT, screen.height() - 60) if screen is not None else _HEIGHT)
        left = QVBoxLayout()
        left.setContentsMargins(0, 18, 0, 0)
        left.setSpacing(8)
        title = QHBoxLayout()
        title.setContentsMargins(24, 0, 20, 2)
        title.addWidget(PlainLabel(self.windowTitle(), px=19, bold=True, serifed=True))
        left.addLayout(title)
        left.addWidget(self.one_line)
        self.one_line.setVisible(new)
        left.addWidget(scrolled(self.form), 1)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addLayout(left, 1)
        top.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top, 1)
        column.addWidget(self._build_foot())
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        (self.form.leader if self._loaded.leader_id is None else self.form.place).setFocus()

    def _build_foot(self) -> QWidget:
        left: list[QWidget] = []
        if self._loaded.id is not None:
            past = PlainButton(_("Change history"), "clock", hint=keys_of("history"))
            past.clicked.connect(self.show_history)
            QShortcut(QKeySequence("Ctrl+H"), self).activated.connect(self.show_history)
            left.append(past)
        if self._loaded.id is not None and not self._ctx.read_only:
            gone = DestructiveButton(_("Delete visit"), "trash")
            gone.clicked.connect(self._delete)
            left.append(gone)
        self.refusal = PlainLabel(px=13, tone="red", wrap=True)
        return self.build_foot(_("Save"), self.save, self.refusal, *left)

    def show_history(self) -> None:
        """Show what was changed in this visit: Ctrl+H."""
        if self._loaded.id is not None:
            show_history(self._ctx, self, "visit", self._loaded.id)

    # Looking

    def _on_changed(self) -> None:
        self.refusal.setText("")
        self._look_soon.start()
        if self.is_changed():
            self.keeper.touched()

    @override
    def is_changed(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> Typed:
        return {
            **self.form.typed(),
            "one_line": self.one_line.typed(),
            "request": self._request,
            "override": self.override.typed(),
        }

    def look(self) -> None:
        """Say what stands against the visit as it is now."""
        draft = self.form.facts()
        township, seasons = self._choices.township(draft.township_id), self._choices.seasons
        self.day_hint.setText(day_words(draft, township, self._ctx.calendar, seasons))
        self._found = clashes(_facts(draft), self._around(draft.day)) if draft.state not in VOID else ()
        lines = clash_lines(self._found, self._standing(draft))
        if not lines and draft.leader_id is not None:
            lines = [Line(Tone.FREE, _("The leader is free then."))]
        self.side.show_lines([*lines, *(Line(Tone.WARN, words) for words in discipline_hints(self._ctx, draft))])
        may = not self._ctx.read_only
        self.override.offer(forbidden=may and bool(self._forbidding()), accepted=may and bool(self._settled()))
        rows = self.form.appointments
        rows.mark_slots(list(overlapping(rows.slots())))
        self.side.show_units({unit: name for unit, name in rows.units().items() if not self.form.goes_along(unit)})

    def _around(self, day: date) -> ClashContext:
        if self._context is None or self._context[0] != day:
            with self._ctx.store.read() as session:
                found = clash_context(session, day, day, calendar=self._ctx.calendar, settings=self._ctx.settings)
            self._context = (day, found)
        return self._context[1]

    # Saving

    def save(self) -> None:
        """Save; a refusal is said here, at the field, and everything typed stays."""
        if self._ctx.read_only:
            return
        self.look()
        try:
            self.one_line.require_settled()
            draft = self.form.draft()
            draft.overlap_confirmed = self._confirmed()
            self._require_allowed(draft)
            taken = taken_by_edit(self._ctx, self._loaded, draft, self._choices)
            if taken is not None:
                TakeOverDialog(self._ctx, self, taken, partial(self._store, draft)).open()
                return
            self._store(draft)
        except (UserError, NotReadable) as error:
            self._refused(error)
        except OSError as error:
            show_refusal(self, error)

    def _store(self, draft: VisitDraft, words: Words | None = None) -> None:
        """Write *draft*, and *words* where people were told of another leader; all in one step."""
        before = self._ctx.store.head()
        with self._ctx.store.write(N_("New visit") if draft.id is None else N_("Edit visit")) as session:
            visit_id = save_visit(session, draft)
            _keep_template(session, visit_id, self.form.template.chosen() if self._loaded.id is None else None)
            self._keep_reason(session, visit_id)
            if self._request is not None:
                place_request(session, self._request, visit_id, self._ctx.today())
            keep_words(self._ctx, session, visit_id, self._loaded, words)
        self.keeper.drop()
        self._start = self._typed()
        self.saved.emit(visit_id)
        self._ctx.toast(_("Visit saved."), undo=self._ctx.wrote_since(before))
        self.accept()

    def step_aside(self) -> bool:
        """Close, saved; return whether it closed, else it was refused and says so at the foot."""
        self.save() if self.is_changed() else self.reject_quietly()
        return not self.isVisible()

    def _join(self, trip: JointTrip) -> None:
        """Close this visit, saved, and wish for the second one of the trip."""
        if self.step_aside():
            self.join_wanted.emit(trip)

    def _standing(self, draft: VisitDraft) -> dict[Key, str]:
        """Return what was accepted of the visit and holds for *draft*: on another day the question is open again."""
        return self._accepted if draft.day == self._loaded.day else {}

    def _settled(self) -> list[Clash]:
        known = self._standing(self.form.facts())
        return [clash for clash in self._found if key_of(clash) in known]

    def _withdraw(self) -> None:
        """Open again what was accepted of the visit as it is stored."""
        if self._loaded.id is not None:
            withdraw(self._ctx, self, self._loaded.id, self._settled())
            self._accepted = accepted_before(self._ctx, self._loaded.id, self._loaded.day)
            self.look()

    def _forbidding(self) -> list[Clash]:
        """Return what newly forbids the visit; an older clash does not hinder a note, nor does an accepted one."""
        known = self._standing(self.form.facts())
        forbids = [clash for clash in self._found if clash.level is Level.BLOCK and key_of(clash) not in known]
        return forbids if self._moved() else []

    def _confirmed(self) -> bool:
        """Whether the office says that the double booking is meant."""
        doubled = [clash for clash in self._found if clash.rule_key == "double_booking"]
        return bool(doubled) and (self.override.is_meant() or not any(each in self._forbidding() for each in doubled))

    def _moved(self) -> bool:
        return self._loaded.id is None or _booked(self.form.facts()) != _booked(self._loaded)

    def _keep_reason(self, session: Any, visit_id: int) -> None:
        """Keep why the visit stands where a rule forbids it."""
        if self._forbidding():
            accept_forbidden(
                session, visit_id, reason=self.override.reason.text(), calendar=self._ctx.calendar,
                settings=self._ctx.settings, actor=self._ctx.store.actor, today=self._ctx.today(),
            )  # fmt: skip

    def _require_allowed(self, draft: VisitDraft) -> None:
        """Refuse what the office's rules stop and nobody gave a reason for.

        Raises:
            ClashStops: with the sentence of the rule.
            MissingField: it is meant, but nobody says why.
            VisitStillAhead: it is said to be over before its day.
        """
        today = self._ctx.today()
        if draft.state in {VisitState.DONE, VisitState.MISSED} and draft.day > today:
            raise VisitStillAhead(day=day_text(draft.day, year=draft.day.year != today.year))
        self.override.require(self._forbidding())

    def _refused(self, error: Exception) -> None:
        self.refusal.setText(str(error))
        self.keeper.keep()

    def _delete(self) -> None:
        if self._loaded.id is not None:
            self.reject_quietly()
            self.delete_wanted.emit(self._loaded.id)


def _keep_template(session: Any, visit_id: int, template: TemplateDraft | None) -> None:
    """Keep the steps and stops of a template that is not its kind's own, for nothing else remembers it."""
    if template is not None and not template.is_default:
        keep_steps(session, visit_id, template.steps)
        keep_stops(session, visit_id, template.stops)


def _facts(draft: VisitDraft) -> VisitFacts:
    leaders = () if draft.leader_id is None else (draft.leader_id,)
    along = tuple(leader for leader in draft.accompanying_leaders if leader not in leaders)
    return VisitFacts(
        draft.id, draft.day, draft.half, (*leaders, *along), draft.township_id, draft.village_id, draft.kind,
        draft.starts_at, draft.ends_at, tuple(draft.accompanying_agencies),
    )  # fmt: skip


def _booked(draft: VisitDraft) -> tuple[object, ...]:
    """Return what rules look at: who is where, when, with whom."""
    along = tuple(draft.accompanying_leaders), tuple(draft.accompanying_agencies)
    place = draft.township_id, draft.village_id, draft.kind
    return draft.day, draft.half, draft.starts_at, draft.ends_at, draft.leader_id, draft.state in VOID, place, along
