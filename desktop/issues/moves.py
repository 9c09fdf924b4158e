"""Which dialog each move of an issue has: labels and fields as data; the verbs are those of db.services.issue_moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from core.chain import PhraseTopic
from core.i18n import N_, _
from db.queries.issue_standing import Standing, evidence_names, standing
from db.queries.names import named_agencies, named_leaders
from db.services import issue_moves as verbs
from db.services.look_back import look_back
from desktop.context import AppContext
from desktop.issues.act_dialogs import DueField
from desktop.issues.look_back_fields import HeldMove, LookWayMove, VisitMove, follow_way
from desktop.issues.move_answers import AskedMove, EvidenceMove, WayMove
from desktop.issues.move_dialog import MoveDialog
from desktop.issues.move_fields import ChoiceMove, DayMove, LineMove, MoveField, TickMove, WordsMove
from desktop.widgets import choice

Fields = list[tuple[str, MoveField]]


class Maker:
    """Makes fields for one issue: lists are read once, days begin with today.

    Args:
        ctx: The open schedule.
        issue_id: The issue.
    """

    def __init__(self, ctx: AppContext, issue_id: int) -> None:
        self.ctx, self.issue_id = ctx, issue_id
        with ctx.store.read() as session:
            self.known: Standing | None = standing(session, issue_id)
            self.proofs = evidence_names(session, issue_id)
            self._agencies = named_agencies(session)
            self._leaders = named_leaders(session)

    def day(self, name: str, day: date | None = None, *, ahead: bool = False) -> DayMove:
        """Return a day: today or earlier, or one *ahead*."""
        office, today = self.ctx.settings, self.ctx.today()
        text = "" if ahead else f"{day or today:%m-%d}"
        field = DueField(
            today, self.ctx.calendar, unit=office.default_limit_unit, roll=office.roll, text=text, past=not ahead
        )
        return DayMove(name, field)

    def unit(self, name: str, value: int | None = None) -> ChoiceMove:
        """Return one unit of the office's list."""
        return ChoiceMove(name, [choice(row.name, row.id) for row in self._agencies], value)

    def units(self, name: str, ticked: Sequence[int] = ()) -> TickMove:
        """Return several units."""
        return TickMove(name, [row.pair for row in self._agencies], ticked)

    def leader(self, name: str, value: int | None = None) -> ChoiceMove:
        """Return one county leader."""
        return ChoiceMove(name, [choice(row.name, row.id, note=row.note) for row in self._leaders], value)

    def office(self) -> str:
        """Return who checks by custom: the office itself."""
        return self.ctx.settings.office


def _assign(make: Maker) -> Fields:
    known = make.known
    passes = known is not None and known.agency_id is not None
    fields: Fields = [(_("Unit"), make.unit("agency_id"))]
    if passes:
        fields.append((_("Why it is passed on"), LineMove("reason", topic=PhraseTopic.REASON)))
    fields += [
        (_("With help from"), make.units("supporting", known.supporting if known else ())),
        (_("Leader in charge"), make.leader("case_leader_id", known.case_leader_id if known else None)),
        (_("Handed over on"), make.day("day")),
    ]
    return fields


def _receive(make: Maker) -> Fields:
    return [(_("Signed for on"), make.day("day")), (_("Signed for by"), LineMove("person"))]


def _object(make: Maker) -> Fields:
    return [
        (_("Reason"), LineMove("reason", topic=PhraseTopic.REASON)),
        (_("Said by"), LineMove("person")),
        (_("Objected on"), make.day("day")),
    ]


def _overrule(make: Maker) -> Fields:
    return [
        (_("Reason"), LineMove("reason", topic=PhraseTopic.REASON)),
        (_("Decided by"), LineMove("person", make.office())),
        (_("Decided on"), make.day("day")),
    ]


def _accept(make: Maker) -> Fields:
    return [(_("Accepted on"), make.day("day")), (_("Notes"), WordsMove("text", high=64))]


def _progress(make: Maker) -> Fields:
    return [(_("Progress"), WordsMove("text", topic=PhraseTopic.PROGRESS)), (_("Noted on"), make.day("day"))]


def _feedback(make: Maker) -> Fields:
    return [
        (_("Answer of the unit"), WordsMove("text", topic=PhraseTopic.FEEDBACK)),
        (_("Evidence"), EvidenceMove(known=make.proofs)),
        (_("Answered on"), make.day("day")),
    ]


def _send_back(make: Maker) -> Fields:
    return [
        (_("Reason"), LineMove("reason", topic=PhraseTopic.REASON)),
        (_("Said by"), LineMove("person", make.office())),
        (_("Sent back on"), make.day("day")),
    ]


def _check(make: Maker) -> Fields:
    return [
        (_("Checked by"), LineMove("person", make.office())),
        (_("Notes"), WordsMove("text", high=64)),
        (_("Checked on"), make.day("day")),
    ]


def _reply(make: Maker) -> Fields:
    return [
        (_("Told in which way"), WayMove("way")),
        (_("What the person was told"), WordsMove("text", topic=PhraseTopic.REPLY)),
        (_("Told on"), make.day("day")),
    ]


def _call_back(make: Maker) -> Fields:
    return [
        (_("Satisfied?"), AskedMove()),
        (_("Their words"), WordsMove("text", high=64)),
        (_("Asked in which way"), WayMove("way")),
        (_("Asked on"), make.day("day")),
    ]


def _answer_on_site(_make: Maker) -> Fields:
    return [(_("Answer given"), WordsMove("result", topic=PhraseTopic.RESULT))]


def _archive(make: Maker) -> Fields:
    return [(_("Archived on"), make.day("day"))]


def _look_back(make: Maker) -> Fields:
    return [
        (_("As reported?"), HeldMove()),
        (_("How somebody looked"), LookWayMove()),
        (_("Looked on"), make.day("day")),
        (_("On which visit"), VisitMove(make.ctx, make.issue_id)),
        (_("What was found"), WordsMove("words", topic=PhraseTopic.RESULT, high=64)),
    ]


def _reopen(make: Maker) -> Fields:
    return [
        (_("New date"), make.day("due", ahead=True)),
        (_("Reason"), LineMove("reason", topic=PhraseTopic.REASON)),
        (_("Reopened on"), make.day("day")),
    ]


@dataclass(frozen=True, slots=True)
class MoveForm:
    """The dialog of one move.

    Attributes:
        verb: Called with the session, the issue's id and all values.
        said: What the toast says when it is done.
        fields: Makes its labels and fields.
        arrange: Called with the dialog: fields that depend on each other.
    """

    verb: Callable[..., Any]
    said: str
    fields: Callable[[Maker], Fields]
    arrange: Callable[[MoveDialog], None] = lambda _dialog: None


FORMS: Final[dict[str, MoveForm]] = {
    "answer_on_site": MoveForm(verbs.answer_on_site, N_("Answered on site"), _answer_on_site),
    "accept": MoveForm(verbs.accept_petition, N_("Accepted"), _accept),
    "assign": MoveForm(verbs.assign_issue, N_("Handed to the unit"), _assign),
    "receive": MoveForm(verbs.receive_issue, N_("Signed for"), _receive),
    "object": MoveForm(verbs.object_to_issue, N_("Objection noted"), _object),
    "overrule": MoveForm(verbs.overrule_objection, N_("Objection turned down"), _overrule),
    "progress": MoveForm(verbs.add_progress, N_("Noted"), _progress),
    "feedback": MoveForm(verbs.add_feedback, N_("Answer noted"), _feedback),
    "send_back": MoveForm(verbs.send_back, N_("Sent back"), _send_back),
    "check": MoveForm(verbs.check_issue, N_("Checked"), _check),
    "reply": MoveForm(verbs.reply_to_person, N_("Reply noted"), _reply),
    "call_back": MoveForm(verbs.record_satisfaction, N_("Call-back recorded"), _call_back),
    "look_back": MoveForm(look_back, N_("Looked back"), _look_back, follow_way),
    "archive": MoveForm(verbs.archive_issue, N_("Archived"), _archive),
    "reopen": MoveForm(verbs.reopen, N_("Reopened"), _reopen),
}
"""Moves with a dialog of their own; closing has the checklist of finish_dialog."""

DAYLESS: Final = frozenset({"answer_on_site"})
"""Moves whose verb takes no day."""
