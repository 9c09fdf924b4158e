"""Drafts of people, places and units become records: one pair of functions for each kind of sheet.

Each takes the record (a new one is empty) and the values that are to be set, and sets nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.market_rules import Unknown
from core.calendar.markets import parse_market_rule
from core.calendar.workdays import WorkCalendar
from core.imports.match import LEADERS, TOWNSHIPS
from core.imports.sheet_kinds import JsonValue
from core.organisation import body_of, township_kind_of, village_kind_of
from core.settings import OfficeSettings
from core.visits import Half
from db.models import (
    Absence,
    Agency,
    AgencyAlias,
    BackupPair,
    Leader,
    Market,
    Meeting,
    MeetingAttendee,
    Pairing,
    Township,
    Village,
)

Values = Mapping[str, JsonValue]


@dataclass(slots=True)
class Filing:
    """What writing records needs.

    Attributes:
        ids: The id behind each name that drafts refer to, by table, township and key.
        aliases: Who has which alias: a name leads to one agency only.
    """

    session: Session
    today: date
    calendar: WorkCalendar
    settings: OfficeSettings
    ids: dict[tuple[str, str, str], int]
    categories: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, int] = field(default_factory=dict)
    numbers: dict[tuple[str, int], Any] = field(default_factory=dict)

    def id_of(self, table: str, key: JsonValue, within: str = "") -> int:
        """Return the id of a record that is known to be there."""
        return self.ids[table, within, str(key)]

    def id_or_none(self, table: str, key: JsonValue, within: str = "") -> int | None:
        """Return the id of a record, None for an empty name."""
        return self.ids[table, within, str(key)] if key else None


def as_day(value: JsonValue) -> date | None:
    """Return the date that a draft holds as text."""
    return date.fromisoformat(str(value)) if value else None


def as_time(value: JsonValue) -> time | None:
    """Return the time that a draft holds as text."""
    return time.fromisoformat(str(value)) if value else None


def as_names(value: JsonValue) -> list[str]:
    """Return the names that a draft holds as a list."""
    return value if isinstance(value, list) else []


def set_plain(record: Any, values: Values, *names: str) -> None:
    """Set the named fields that are among *values* as they are."""
    for name in names:
        if name in values:
            setattr(record, name, values[name])


def fill_leader(record: Leader, values: Values, _filing: Filing) -> None:
    """Set a leader's fields; the body follows the post unless the office chose another."""
    follows = record.body in {None, body_of(record.post or "")}
    set_plain(record, values, "name", "post", "portfolio", "phone", "note", "rank_order")
    if "post" in values and follows:
        record.body = body_of(record.post)


def fill_township(record: Township, values: Values, _filing: Filing) -> None:
    """Set a township's fields; its markets are rewritten only when the file's words changed."""
    numbers = ("distance_km", "travel_minutes", "population", "position")
    set_plain(record, values, "name", *numbers, "liaison_name", "liaison_phone", "reception_place", "note")
    if "name" in values:
        record.kind = township_kind_of(record.name)
    if "market" in values:
        words = str(values["market"] or "")
        rule = parse_market_rule(words) or Unknown(words)
        record.markets = [Market(rule=rule.spec[:200], as_written=words)] if words else []


def fill_village(record: Village, values: Values, filing: Filing) -> None:
    """Set a village's fields."""
    if "township" in values:
        record.township_id = filing.id_of(TOWNSHIPS, values["township"])
    set_plain(record, values, "name", "households")
    if "name" in values:
        record.kind = village_kind_of(record.name)


def fill_agency(record: Agency, values: Values, filing: Filing) -> None:
    """Set an agency's fields; an alias that another agency has already stays there."""
    set_plain(record, values, "name", "short_name", "contact_name", "contact_phone")
    if "aliases" in values:
        wanted = [alias for alias in as_names(values["aliases"]) if filing.aliases.get(alias, record.id) == record.id]
        kept = {alias.alias: alias for alias in record.aliases}
        record.aliases = [kept.get(alias) or AgencyAlias(alias=alias) for alias in dict.fromkeys(wanted)]
        filing.aliases.update(dict.fromkeys(wanted, record.id or -1))


def fill_pairing(record: Pairing, values: Values, filing: Filing) -> None:
    """Set a pairing's fields."""
    if "township" in values:
        record.township_id = filing.id_of(TOWNSHIPS, values["township"])
    if "leader" in values:
        record.leader_id = filing.id_of(LEADERS, values["leader"])
    _fill_span(record, values)


def fill_backup_pair(record: BackupPair, values: Values, filing: Filing) -> None:
    """Set who stands in for whom."""
    for name in ("a_leader", "b_leader"):
        if name in values:
            setattr(record, f"{name}_id", filing.id_of(LEADERS, values[name]))


def fill_absence(record: Absence, values: Values, filing: Filing) -> None:
    """Set an absence's fields."""
    if "leader" in values:
        record.leader_id = filing.id_of(LEADERS, values["leader"])
    set_plain(record, values, "reason")
    _fill_span(record, values)


def fill_meeting(record: Meeting, values: Values, filing: Filing) -> None:
    """Set a meeting's fields; a new one counts from the beginning of this year."""
    set_plain(record, values, "name", "rrule", "rule_text", "attendees_text")
    if "half" in values:
        record.half = Half(str(values["half"]))
    if "starts_at" in values:
        record.starts_at = as_time(values["starts_at"])
    if record.first_day is None:
        record.first_day = date(filing.today.year, 1, 1)
    if "attendees" in values:
        wanted = [filing.id_of(LEADERS, name) for name in as_names(values["attendees"])]
        kept = {attendee.leader_id: attendee for attendee in record.attendees}
        record.attendees = [kept.get(leader) or MeetingAttendee(leader_id=leader) for leader in wanted]


def _fill_span(record: Any, values: Values) -> None:
    for name in ("starts", "ends"):
        if name in values:
            setattr(record, name, as_day(values[name]))


def after_the_last(session: Session, column: Any) -> int:
    """Return the position after the last one given."""
    return (session.scalar(select(column).order_by(column.desc()).limit(1)) or 0) + 1


FILLS: Mapping[str, tuple[type[Any], Callable[[Any, Values, Filing], None], tuple[Any, ...]]] = {
    "leaders": (Leader, fill_leader, ()),
    "townships": (Township, fill_township, (Township.markets,)),
    "villages": (Village, fill_village, ()),
    "agencies": (Agency, fill_agency, (Agency.aliases,)),
    "pairings": (Pairing, fill_pairing, ()),
    "backup_pairs": (BackupPair, fill_backup_pair, ()),
    "absences": (Absence, fill_absence, ()),
    "meetings": (Meeting, fill_meeting, (Meeting.attendees,)),
}
"""Model, how it is filled, and the lists that must be loaded before it is changed."""
