"""One visit as it stands in an issue of the plan, in words.

Unannounced visits (四不两直) never become a row, so nothing made from rows can tell of them: rows carry no visit
number (a gap would show one), and no list counts anything but its own rows.
"""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any, Final

from core.clock import clock_text
from core.i18n import _, day_text, is_chinese, listed, month_text, weekday_long
from core.visits import HALF_NAMES, RECEPTION_FORM_NAMES, Half, ReceptionForm

SIDE_BY_SIDE: Final = "、"
"""Between names that stand in one field, whatever language is spoken."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One visit as the plan shows it, in words; its ids only tell who is meant.

    Attributes:
        uid: The visit's own; the same in every issue.
        kind: Name as the office has it; a message id for those that every office has.
        kind_key: Tells two kinds apart though an office renames one.
        companions: Accompanying leaders by rank, with SIDE_BY_SIDE between them.
        agencies: Units that go along, likewise.
    """

    uid: str
    day: date
    half: Half
    kind: str
    leader: str
    township: str
    starts_at: time | None = None
    ends_at: time | None = None
    seal: str = ""
    reception_form: ReceptionForm | None = None
    post: str = ""
    portfolio: str = ""
    village: str = ""
    place: str = ""
    theme: str = ""
    companions: str = ""
    agencies: str = ""
    kind_key: str = ""
    leader_id: int | None = None
    township_id: int | None = None
    companion_ids: tuple[int, ...] = ()
    agency_ids: tuple[int, ...] = ()
    visit_id: int | None = None


_HALVES: Final = {Half.MORNING: 0, Half.WHOLE_DAY: 0, Half.AFTERNOON: 1}


def order_of(row: PlanRow) -> tuple[object, ...]:
    """Return what orders rows as a calendar does; a row's id breaks the last tie."""
    return (row.day, _HALVES[row.half], row.starts_at or time.max, row.leader, row.uid)


_HASHED: Final = tuple(
    field.name for field in fields(PlanRow) if not field.name.endswith(("_id", "_ids")) and field.name != "kind_key"
)


def digest(rows: Iterable[PlanRow], heading: Mapping[str, Any]) -> str:
    """Return the hash of an issue's words: a row that was changed outside of this program is found by it.

    Ids are left out: the words stay true when a leader's own record is deleted.
    """
    said = [[str(getattr(row, name) or "") for name in _HASHED] for row in rows]
    whole = json.dumps([said, heading.get("printed", {})], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def side_by_side(names: str) -> str:
    """Return names of one field as a list in the current language."""
    return listed(filter(None, names.split(SIDE_BY_SIDE)))


def time_words(row: PlanRow) -> str:
    """Return 上午9:00—11:30, or the half alone."""
    half = _(HALF_NAMES[row.half])
    hours = "—".join(clock_text(at) for at in (row.starts_at, row.ends_at) if at is not None)
    return f"{half}{hours}" if is_chinese() else f"{half} {hours}".rstrip()


def place_words(row: PlanRow) -> str:
    """Return township, village and place; a place that already begins with the township is not said twice."""
    where = row.place.removeprefix(row.township).strip()
    parts = [row.township, row.village, where]
    return "".join(parts) if is_chinese() else " ".join(filter(None, parts))


def kind_words(row: PlanRow) -> str:
    """Return the kind, with how people are received where they are."""
    kind = _(row.kind)
    if row.reception_form is None:
        return kind
    form = _(RECEPTION_FORM_NAMES[row.reception_form])
    return f"{kind}（{form}）" if is_chinese() else f"{kind} ({form})"


def day_words(row: PlanRow) -> str:
    """Return 12月2日（星期三）."""
    weekday = weekday_long(row.day)
    return f"{day_text(row.day)}（{weekday}）" if is_chinese() else f"{weekday} {day_text(row.day)}"


def visit_words(row: PlanRow) -> str:
    """Return one visit as it is said on the telephone."""
    return _("{day} {time}, {leader} to {place}, {kind}").format(
        day=day_words(row), time=time_words(row), leader=row.leader, place=place_words(row), kind=kind_words(row)
    )


def issue_name(year: int, number: int) -> str:
    """Return 2026年第3期."""
    return _("{year} no. {n}").format(year=year, n=number)


def stretch_words(first: date, last: date) -> str:
    """Return a stretch of days as it stands in a title: a month, a quarter, a year, or its ends."""
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first.year == last.year
    months = last.month - first.month + 1
    if whole and months == 1:
        return month_text(first)
    if whole and months == 3 and first.month % 3 == 1:
        return _("{year} quarter {n}").format(year=first.year, n=(first.month + 2) // 3)
    if whole and months == 12:
        return _("the year {year}").format(year=first.year)
    if first == last:
        return day_text(first, year=True)
    return f"{day_text(first, year=True)}—{day_text(last, year=last.year != first.year)}"
