"""The papers of a published plan: the rota (安排表), the change notice (变更通知), the phone list (电话通知单).

They are made from frozen rows, in which nobody's personal data and no unannounced visit ever stood; lines are
numbered on the paper itself, so that no number can show a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core.documents.visit_sheet import padded_name, plain
from core.i18n import _, clauses, day_text, is_chinese, listed, statements, weekday_long
from core.plan_rows import (
    SIDE_BY_SIDE,
    PlanRow,
    issue_name,
    kind_words,
    place_words,
    stretch_words,
    time_words,
    visit_words,
)
from core.planning import CALL_ANSWER_NAMES, PARTY_NAMES, CallAnswer, Party
from core.releases import CHANGE_NAMES, Change, ChangeKind


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What every paper of an issue says at its head; frozen with it.

    Attributes:
        title: Of the rota.
        reason: Why it was issued again.
        replaces: The issue before, such as 2026年第2期.
        watermark: One line; empty leaves it out.
    """

    year: int
    number: int
    first: date
    last: date
    issued_on: date
    title: str = ""
    county: str = ""
    office: str = ""
    reason: str = ""
    replaces: str = ""
    watermark: str = ""

    @property
    def name(self) -> str:
        """Its name, such as 2026年第3期."""
        return issue_name(self.year, self.number)


@dataclass(frozen=True, slots=True)
class RotaFacts:
    """The rota of an issue: its rows in order."""

    issue: IssueFacts
    rows: Sequence[PlanRow] = ()


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """The change notice of an issue: exactly what differs, old > new."""

    issue: IssueFacts
    changes: Sequence[Change] = ()


@dataclass(frozen=True, slots=True)
class CallFacts:
    """One line of the phone list."""

    party: Party
    name: str
    phone: str
    words: str
    answer: CallAnswer = CallAnswer.OPEN
    answered_at: datetime | None = None
    call_again_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PhoneListFacts:
    """The phone list of an issue, as far as it has been worked off."""

    issue: IssueFacts
    calls: Sequence[CallFacts] = field(default_factory=tuple)


def rota_title(county: str, first: date, last: date) -> str:
    """Return 云岭县领导下基层安排表（2026年12月）."""
    return (
        _("{county} outings of the county's leaders, {stretch}")
        .format(county=plain(county), stretch=stretch_words(first, last))
        .strip()
    )


def rota_fields(facts: RotaFacts) -> dict[str, Any]:
    """Return what resources/forms/rota.typ shows."""
    issue = facts.issue
    paper = _paper(issue, _("Rota")) | {
        "title": plain(issue.title) or rota_title(issue.county, issue.first, issue.last),
        "heads": [
            _("No."), _("Date"), _("Time"), _("Leader and post"), _("Portfolio"), _("Place"), _("Kind"),
            _("Going along"), _("Theme"),
        ],
        "items": [_rota_row(place, row) for place, row in enumerate(facts.rows, 1)],
        "none": _("No visits on these days."),
        "comma": _(", "),
    }  # fmt: skip
    return _whole(issue, paper)


def _rota_row(place: int, row: PlanRow) -> dict[str, Any]:
    return {
        "no": str(place),
        "day": day_text(row.day),
        "weekday": f"（{weekday_long(row.day)}）" if is_chinese() else weekday_long(row.day),
        "time": plain(time_words(row)),
        "leader": padded_name(row.leader),
        "post": plain(row.post),
        "portfolio": plain(row.portfolio),
        "place": plain(place_words(row)),
        "kind": plain(kind_words(row)),
        "along": [
            [plain(name) for name in names.split(SIDE_BY_SIDE)] for names in (row.companions, row.agencies) if names
        ],
        "theme": plain(row.theme),
    }


def notice_fields(facts: NoticeFacts) -> dict[str, Any]:
    """Return what resources/forms/change_notice.typ shows."""
    issue = facts.issue
    stretch = stretch_words(issue.first, issue.last)
    paper = _paper(issue, _("Change notice")) | {
        "title": _("Notice of changes in the rota"),
        "to": _("To all townships and units concerned:"),
        "body": _("For the reason given below, the rota of {stretch} ({before}) is changed as follows.").format(
            stretch=stretch, before=issue.replaces or issue.name
        ),
        "reason": _("Reason: {reason}").format(reason=plain(issue.reason)) if issue.reason else "",
        "heads": [_("No."), _("As published"), _("What changes"), _("As it is now")],
        "items": [_change_row(place, change) for place, change in enumerate(facts.changes, 1)],
        "none": _("Nothing published was changed."),
        "close": _("Everything else stays as published. Please tell everybody concerned."),
    }
    return _whole(issue, paper)


def _change_row(place: int, change: Change) -> dict[str, Any]:
    what = [plain(part.text()) for part in change.parts]
    if change.why:
        what.append(plain(_("Reason: {reason}").format(reason=statements(change.why))))
    return {
        "no": str(place),
        "kind": _(CHANGE_NAMES[change.kind]),
        "old": plain(visit_words(change.old)) if change.old is not None else "—",
        "what": what if change.kind is ChangeKind.CHANGED else [],
        "new": plain(visit_words(change.new)) if change.new is not None else "—",
    }


def phone_list_fields(facts: PhoneListFacts) -> dict[str, Any]:
    """Return what resources/forms/phone_list.typ shows."""
    issue = facts.issue
    paper = _paper(issue, _("Phone list")) | {
        "title": _("Phone list on the rota"),
        "about": clauses((issue.name, stretch_words(issue.first, issue.last))),
        "heads": [_("No."), _("To be phoned"), _("Telephone"), _("What to say"), _("Outcome of the call")],
        "items": [_call_row(place, call) for place, call in enumerate(facts.calls, 1)],
        "none": _("Nobody has to be phoned."),
        "boxes": [_(CALL_ANSWER_NAMES[one]) for one in CallAnswer if one is not CallAnswer.OPEN],
        "sign": [_("Phoned by:"), _("Date:")],
    }
    return _whole(issue, paper, mark=_("Internal copy, keep it in the office"))


def _call_row(place: int, call: CallFacts) -> dict[str, Any]:
    marked = [one is call.answer for one in CallAnswer if one is not CallAnswer.OPEN]
    at = call.call_again_at if call.answer is CallAnswer.CALL_BACK else call.answered_at
    return {
        "no": str(place),
        "who": plain(call.name),
        "party": _(PARTY_NAMES[call.party]),
        "phone": plain(call.phone),
        "words": [plain(line) for line in call.words.splitlines()],
        "ticked": marked,
        "at": moment_words(at) if at is not None else "",
        "note": plain(call.note),
    }


def moment_words(at: datetime) -> str:
    """Return 11月23日 15:40 by the clock on the wall."""
    here = at.astimezone()
    return f"{day_text(here.date())} {here:%H:%M}"


def _paper(issue: IssueFacts, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "number": plain(issue.name),
        "running": _("{title} (continued)").format(title=name),
        "date": day_text(issue.issued_on, year=True),
        "issued": _("issued on {day}").format(day=day_text(issue.issued_on, year=True)),
        "stretch": stretch_words(issue.first, issue.last),
        "office": plain(issue.office or issue.county),
    }


def _whole(issue: IssueFacts, paper: dict[str, Any], *, mark: str = "") -> dict[str, Any]:
    return {
        "lang": "zh" if is_chinese() else "en",
        "region": "CN" if is_chinese() else "GB",
        "watermark": plain(issue.watermark),
        "mark": mark,
        "papers": [paper],
    }


def release_stem(name: str, issue: IssueFacts) -> str:
    """Return the suggested file name without its ending: 安排表-2026年第3期."""
    return f"{name}-{issue.name}"


def parties_text(names: Sequence[str], *, most: int = 5) -> str:
    """Return who, the first few by name."""
    shown = listed(name.replace("\u3000", " ") for name in names[:most])
    rest = len(names) - most
    return shown if rest <= 0 else _("{names} and {n} more").format(names=shown, n=rest)
