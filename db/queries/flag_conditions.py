"""The rules of core.flags as SQL conditions, on either database; tests/db/test_flags.py holds the two together."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Exists,
    ScalarSelect,
    and_,
    case,
    exists,
    extract,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from core.chain import NoticeLevel
from core.flags import LEAST_PHONE, NOBODY, NOT_SIGNED, Flag, FlagLimits
from core.issues import OPEN, SETTLED, ActionKind, IssueState
from db.models import Issue, IssueAction, Petitioner, Suspension

PRESSED = (ActionKind.REMINDED, ActionKind.NOTICE)
MOBILE = 11
"""Digits of a mobile number."""
_BREAK = 32
"""Longer than a month has days, so that days and months make one number that can be compared."""


def flag_condition(flag: Flag, limits: FlagLimits) -> ColumnElement[bool]:
    """Return the condition under which an issue has *flag*."""
    today = limits.today
    match flag:
        case Flag.OVERDUE:
            return _open(Issue.due < today)
        case Flag.DUE_SOON:
            return _open(Issue.due >= today, Issue.due <= limits.soon)
        case Flag.STUCK:
            still = (or_(each.is_(None), each <= limits.still) for each in (Issue.moved_on, Issue.assigned_on))
            return _open(Issue.raised_on <= limits.still, *still, ~is_paused(today))
        case Flag.HALF_TIME:
            return _open(_half_gone(today), ~is_paused(today))
        case Flag.BOUNCING:
            return _open(Issue.pass_count >= limits.bounces)
        case Flag.NOT_ACCEPTED:
            return and_(Issue.state.in_(NOT_SIGNED), _clock_since() <= limits.handed)
        case Flag.REPEAT:
            return _open(came_before(limits.months))
        case Flag.NOTICE_DUE:
            return _open(Issue.due < today, _notice_due(limits), ~is_paused(today))
        case Flag.LOOK_BACK:
            return look_back_due()


def look_back_due() -> ColumnElement[bool]:
    """Return the condition: drawn by lot, and nobody has looked since it was settled last."""
    failed = and_(Issue.look_back_held.is_not(True), Issue.closed_on > Issue.look_back_on)
    return and_(
        Issue.drawn_on.is_not(None),
        Issue.state.in_(SETTLED - {IssueState.ARCHIVED}),
        or_(Issue.look_back_on.is_(None), failed),
    )


def is_paused(today: date) -> Exists:
    """Return whether a clock of the issue stands still on *today*."""
    return exists().where(
        Suspension.issue_id == Issue.id,
        Suspension.starts <= today,
        or_(Suspension.ends.is_(None), Suspension.ends >= today),
    )


def pressed_on() -> ScalarSelect[date]:
    """Return when the unit was pressed last."""
    pressed = select(func.max(IssueAction.day)).where(IssueAction.issue_id == Issue.id, IssueAction.kind.in_(PRESSED))
    return pressed.correlate(Issue).scalar_subquery()


def came_before(months: int) -> ColumnElement[bool]:
    """Return whether the same phone, or the same name in the same village, raised something earlier.

    What was raised on the same day came along on the same errand and is no return. The other spellings of a
    phone are asked for one by one, so that its index finds them; what a match must be besides is asked of it alone.
    """
    person, other, earlier = aliased(Petitioner), aliased(Petitioner), aliased(Issue)
    before = and_(
        earlier.petitioner_id == other.id,
        earlier.raised_on < Issue.raised_on,
        _months(earlier.raised_on) >= _months(Issue.raised_on) - months * _BREAK,
    )
    same_phone = exists().where(
        person.id == Issue.petitioner_id,
        func.length(person.phone) >= LEAST_PHONE,
        other.phone.in_(_spellings(person.phone)),
        func.length(digits_of(other.phone)) >= LEAST_PHONE,
        before,
    )
    same_name = exists().where(
        person.id == Issue.petitioner_id,
        Issue.village_id.is_not(None),
        person.name != "",
        other.name == person.name,
        *(~other.name.endswith(nobody) for nobody in NOBODY),
        or_(earlier.village_id == Issue.village_id, other.village_id == Issue.village_id),
        before,
    )
    return and_(Issue.petitioner_id.is_not(None), or_(same_phone.correlate(Issue), same_name.correlate(Issue)))


def digits_of(phone: Any) -> Any:
    """Return a phone without what people put between its digits."""
    for sign in (" ", "-", "—", "\u3000"):
        phone = func.replace(phone, sign, "")
    return phone


def _open(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(Issue.state.in_(OPEN), *conditions)


def _clock_since() -> ColumnElement[Any]:
    return func.coalesce(Issue.assigned_on, Issue.raised_on)


def _half_gone(today: date) -> ColumnElement[bool]:
    start = _clock_since()
    gone = literal(2 * _seconds(today), BigInteger) >= _epoch(start) + _epoch(Issue.due)
    silent = or_(Issue.noted_on.is_(None), Issue.noted_on < start)
    return and_(Issue.due >= today, Issue.due > start, silent, gone)


def _notice_due(limits: FlagLimits) -> ColumnElement[bool]:
    """The unit was pressed long enough ago, below the sharpest level, and nothing has moved since."""
    last = pressed_on()
    known = Issue.notice_level != NoticeLevel.REPORT
    return and_(known, last <= limits.pressed, or_(Issue.moved_on.is_(None), Issue.moved_on <= last))


def _spellings(phone: Any) -> list[Any]:
    digits = case((func.length(phone) == MOBILE, phone), else_=digits_of(phone))  # most are written without gaps
    parts = (func.substr(digits, 1, 3), func.substr(digits, 4, 4), func.substr(digits, 8))
    return [phone, digits, parts[0] + " " + parts[1] + " " + parts[2], parts[0] + "-" + parts[1] + "-" + parts[2]]


def _epoch(day: Any) -> Any:
    return extract("epoch", day)


def _seconds(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86400


def _months(day: Any) -> Any:
    return (extract("year", day) * 12 + extract("month", day)) * _BREAK + extract("day", day)
