"""Columns of the lists about issues of the plan: checks, changes, issues, phone calls."""

from __future__ import annotations

from typing import Final

from core.clash_facts import Level
from core.documents.release_forms import moment_words
from core.i18n import N_, _, clauses, day_text, statements
from core.plan_rows import stretch_words, visit_words
from core.planning import CALL_ANSWER_NAMES, PARTY_NAMES, RELEASE_STATE_NAMES, CallAnswer, ReleaseState
from core.release_check import CHECK_NAMES, CheckItem
from core.releases import CHANGE_NAMES, Change, ChangeKind
from db.queries.releases import CallRow, ReleaseInfoRow
from desktop.widgets.table import Column

_CHANGE_TONES: Final = {ChangeKind.CALLED_OFF: "red", ChangeKind.ADDED: "grn", ChangeKind.CHANGED: "amb"}
_CALL_TONES: Final = {
    CallAnswer.OPEN: "ink2", CallAnswer.CALLED: "ink", CallAnswer.AGREED: "grn", CallAnswer.CALL_BACK: "red",
}  # fmt: skip


def check_standing(item: CheckItem) -> str:
    """Return what a line of the check list means for publishing."""
    if item.stops:
        return _("stops the issue")
    if item.accepted is not None:
        return _("accepted: {reason}").format(reason=item.accepted)
    return _("for your information") if item.level is Level.IGNORE else _("pointed out")


def _check_tone(item: CheckItem) -> str:
    if item.stops:
        return "red"
    return "ink2" if item.accepted is not None or item.level is Level.IGNORE else "amb"


def _answered(row: CallRow) -> str:
    if row.answer is CallAnswer.CALL_BACK and row.call_again_at is not None:
        return _("again {when}").format(when=moment_words(row.call_again_at))
    return moment_words(row.answered_at) if row.answered_at is not None else ""


def _said(row: CallRow) -> str:
    return clauses(filter(None, (row.warning, row.words.replace("\n", " "))))


def release_standing(row: ReleaseInfoRow) -> str:
    """Return how far an issue is."""
    if row.state is ReleaseState.CONFIRMED and row.confirmed_on is not None:
        return clauses((_(RELEASE_STATE_NAMES[row.state]), day_text(row.confirmed_on)))
    if row.waiting:
        return _("{n} of {total} not reached").format(n=row.waiting, total=row.calls)
    return _(RELEASE_STATE_NAMES[row.state])


def _old_new(change: Change) -> str:
    why = _("Reason: {reason}").format(reason=statements(change.why)) if change.why else ""
    return clauses((change.text(), why)) if change.parts else _(CHANGE_NAMES[change.kind])


CHECKS: Final = (
    Column(N_("Check"), lambda item: _(CHECK_NAMES[item.kind]), None, 92, 110, tone=_check_tone, bold=True),
    Column(N_("Visit"), lambda item: item.about, lambda item: item.day, 216, 240),
    Column(N_("Problem"), lambda item: item.sentence, None, tone=lambda item: "ink" if item.stops else "ink2"),
    Column(N_("Standing"), check_standing, None, 176, 190, tone=_check_tone),
)  # fmt: skip

CHANGES: Final = (
    Column(N_("Kind of change"), lambda row: _(CHANGE_NAMES[row.kind]), None, 92, 136,
           tone=lambda row: _CHANGE_TONES[row.kind], bold=True),
    Column(N_("Visit"), lambda row: visit_words(row.old or row.row), lambda row: row.row.day, 0, 0),
    Column(N_("Old > new"), _old_new, None, 0, 0),
)  # fmt: skip


RELEASES: Final = (
    Column(N_("Issue of the plan"), lambda row: row.name, lambda row: row.id, 128, 152, bold=True),
    Column(N_("Stretch of days"), lambda row: stretch_words(row.first, row.last), lambda row: row.first, 224, 230),
    Column(N_("Issued on"), lambda row: day_text(row.issued_on), lambda row: row.issued_on, 92, 92,
           tone=lambda _row: "ink2"),
    Column(N_("Visits"), lambda row: str(row.visits), lambda row: row.visits, 60, 60, tone=lambda _row: "ink2"),
    Column(N_("Replaces"), lambda row: row.replaces, None, 128, 120, tone=lambda _row: "ink2"),
    Column(N_("Reason"), lambda row: row.reason, None, 0, 0, tone=lambda _row: "ink2"),
    Column(N_("Standing"), release_standing, lambda row: row.waiting, 196, 176,
           tone=lambda row: "grn" if row.state is ReleaseState.CONFIRMED else "red" if row.waiting else "ink2"),
)  # fmt: skip

CALLS: Final = (
    Column(N_("Whom"), lambda row: _(PARTY_NAMES[row.party]), lambda row: row.party.value, 76, 96,
           tone=lambda _row: "ink2"),
    Column(N_("Name"), lambda row: row.name, None, 168, 180, bold=True),
    Column(N_("Telephone"), lambda row: row.phone or _("no number"), None, 124, 124,
           tone=lambda row: "ink" if row.phone else "red"),
    Column(N_("What to say"), _said, None, 0, 0, tone=lambda row: "red" if row.changed_by else "ink2"),
    Column(N_("Answer"), lambda row: _(CALL_ANSWER_NAMES[row.answer]), lambda row: row.answer.value, 104, 112,
           tone=lambda row: _CALL_TONES[row.answer]),
    Column(N_("Time of the call"), _answered, None, 156, 156, tone=lambda _row: "ink2"),
)  # fmt: skip
