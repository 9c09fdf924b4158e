"""What happened in a place, to a leader or at an agency, as lines of one story: visits, issues, households, papers.

A further sort of event is one member of Happening, its name, its words here, and a source in db.queries.chronicle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from core.i18n import N_, _, clauses, day_text, ngettext
from core.issues import CHECK_MARK_NAMES, SATISFACTION_NAMES, ActionKind, CheckMark, Satisfaction
from core.preparation import REQUEST_STATE_NAMES, RequestState
from core.visits import VISIT_STATE_NAMES, VisitState


class Happening(StrEnum):
    """A sort of event; within one day they stand in this order."""

    VISIT = "visit"
    HOUSEHOLD = "household"
    ISSUE = "issue"
    WORK = "work"
    CLOSED = "closed"
    PROMISE = "promise"
    REQUEST = "request"
    PRINT = "print"


HAPPENING_NAMES: Final = {
    Happening.VISIT: N_("Visits"),
    Happening.ISSUE: N_("Issues"),
    Happening.WORK: N_("Handling"),
    Happening.CLOSED: N_("Closed"),
    Happening.HOUSEHOLD: N_("Household visits"),
    Happening.REQUEST: N_("Requests"),
    Happening.PROMISE: N_("Promises"),
    Happening.PRINT: N_("Prints"),
}
"""The sorts as filters, in their order on the page."""

SETTLING: Final = frozenset({ActionKind.CLOSED, ActionKind.REOPENED, ActionKind.RETURN_VISIT})
"""Lines of an issue's timeline that say how it ended, or that it did not."""

UNTOLD: Final = frozenset({ActionKind.REGISTERED, ActionKind.EDITED})
"""Lines left out: the issue itself is the event of its first day, and corrections are the history's."""


@dataclass(frozen=True, slots=True)
class ChronicleRow:
    """One event.

    Attributes:
        id: Of the row in its own table.
        title: What it is about, as typed: an issue's title, a visit's theme, a promise's words.
        note: Why, or what came of it, as typed.
        seal: Of the kind of visit.
        state: Of a visit.
        visit_kind: Name of the kind of visit, a message id or the office's own words.
        unlogged: A visit whose day is over and of which nobody has said how it ended.
        issues: How many issues a visit brought back.
        agency: Whom an issue was handed to.
    """

    day: date
    kind: Happening
    id: int
    title: str = ""
    note: str = ""
    visit_id: int | None = None
    issue_id: int | None = None
    request_id: int | None = None
    leader: str = ""
    agency: str = ""
    township: str = ""
    village: str = ""
    seal: str = ""
    colour: str = ""
    visit_kind: str = ""
    state: VisitState | None = None
    cut_short: bool = False
    unlogged: bool = False
    issues: int = 0
    action: ActionKind | None = None
    mark: CheckMark | None = None
    satisfaction: Satisfaction | None = None
    due: date | None = None
    answered: bool = False
    request_state: RequestState | None = None

    @property
    def place(self) -> tuple[int, int, int]:
        """Where it stands in the story: the latest first, then by sort, then the newest row."""
        return (-self.day.toordinal(), ORDER[self.kind], -self.id)


ORDER: Final = {kind: number for number, kind in enumerate(Happening)}


def what_text(row: ChronicleRow) -> str:
    """Return what happened in a few words: 交给县水利局，11月10日前."""
    return _WHAT[row.kind](row)


def note_text(row: ChronicleRow) -> str:
    """Return what came of it, or why: 带回 3 件, 防汛."""
    if row.kind is Happening.VISIT:
        raised = ngettext("{n} raised", "{n} raised", row.issues).format(n=row.issues) if row.issues else ""
        return clauses((row.note, raised))
    if row.kind is Happening.ISSUE and row.answered:
        return _("Settled on the spot")
    return row.note


def where_text(row: ChronicleRow, *, in_township: bool = False, in_village: bool = False) -> str:
    """Return the place, as much of it as the reader does not know already."""
    if in_village:
        return ""
    return row.village if in_township else "　".join(part for part in (row.township, row.village) if part)


def _visit(row: ChronicleRow) -> str:
    return clauses((f"{row.leader}　{_(row.visit_kind)}", _state(row)))


def _state(row: ChronicleRow) -> str:
    if row.state is None or row.unlogged:
        return _("not logged yet")
    if row.state is VisitState.DONE:
        return _("Cut short") if row.cut_short else ""
    return _(VISIT_STATE_NAMES[row.state])


def _issue(_row: ChronicleRow) -> str:
    return _("Issue raised")


def _work(row: ChronicleRow) -> str:
    return _WORK[row.action](row) if row.action in _WORK else _("Progress")


def _assigned(row: ChronicleRow) -> str:
    agency = row.agency or _("the unit")
    if row.due is None:
        return _("Handed to {agency}").format(agency=agency)
    return _("Handed to {agency}, due {day}").format(agency=agency, day=day_text(row.due))


def _extended(row: ChronicleRow) -> str:
    return _("Given until {day}").format(day=day_text(row.due)) if row.due else _("Extension")


def _checked(row: ChronicleRow) -> str:
    mark = _(CHECK_MARK_NAMES[row.mark]) if row.mark else ""
    if not row.leader:
        return _("Checked on site: {mark}").format(mark=mark)
    return _("Checked on site by {leader}: {mark}").format(leader=row.leader, mark=mark)


def _answered(row: ChronicleRow) -> str:
    return _("{agency} answered").format(agency=row.agency or _("the unit"))


def _called_back(row: ChronicleRow) -> str:
    said = _(SATISFACTION_NAMES[row.satisfaction]) if row.satisfaction else ""
    return _("Called back: {satisfaction}").format(satisfaction=said)


def _reopened(row: ChronicleRow) -> str:
    return _("Reopened, due {day}").format(day=day_text(row.due)) if row.due else _("Reopened")


def _household(row: ChronicleRow) -> str:
    return _("Household called on") if not row.leader else _("{leader} called on a household").format(leader=row.leader)


def _promise(row: ChronicleRow) -> str:
    if row.due is None:
        return _("{leader} promised").format(leader=row.leader)
    return _("{leader} promised, due {day}").format(leader=row.leader, day=day_text(row.due))


def _request(row: ChronicleRow) -> str:
    state = _(REQUEST_STATE_NAMES[row.request_state]) if row.request_state else ""
    return clauses((_("Visit asked for"), state))


def _print(row: ChronicleRow) -> str:
    return _("Printed: {form}").format(form=_(row.visit_kind)) if row.visit_kind else _("Printed")


_WHAT: Final[dict[Happening, Callable[[ChronicleRow], str]]] = {
    Happening.VISIT: _visit,
    Happening.HOUSEHOLD: _household,
    Happening.ISSUE: _issue,
    Happening.WORK: _work,
    Happening.CLOSED: _work,
    Happening.PROMISE: _promise,
    Happening.REQUEST: _request,
    Happening.PRINT: _print,
}
_WORK: Final[dict[ActionKind | None, Callable[[ChronicleRow], str]]] = {
    ActionKind.ASSIGNED: _assigned,
    ActionKind.PROGRESS: lambda _row: _("Progress"),
    ActionKind.FEEDBACK: _answered,
    ActionKind.REMINDED: lambda _row: _("Chased"),
    ActionKind.EXTENDED: _extended,
    ActionKind.SUSPENDED: lambda _row: _("Clock paused"),
    ActionKind.CHECKED_ON_SITE: _checked,
    ActionKind.CLOSED: lambda _row: _("Closed"),
    ActionKind.RETURN_VISIT: _called_back,
    ActionKind.REOPENED: _reopened,
}
