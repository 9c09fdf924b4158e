"""What was changed in one record, when and by whom, in words: the journal as people read it.

A record's history holds the changes of the rows that belong to it too: who goes along, who asked to be received.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.i18n import N_, _, day_text, listed
from core.masking import mask_name
from core.records import AttendeeRole
from db.field_names import UNTOLD, field_name, value_text
from db.images import chunks, decode, key_text
from db.journal import CHANGES, ENTRIES, TABLES

PARTS: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "visit": (
        ("visit_leader", "visit_id", N_("Leader going along")),
        ("visit_agency", "visit_id", N_("Unit going along")),
        ("appointment", "visit_id", N_("Appointment")),
        ("visit_record", "visit_id", N_("Record of the visit")),
        ("visit_note", "visit_id", N_("Line of the record")),
        ("household_visit", "visit_id", N_("Household visit")),
        ("attendee", "visit_id", N_("Attendee")),
        ("attachment", "visit_id", N_("File")),
    ),
    "issue": (
        ("issue_agency", "issue_id", N_("Supporting unit")),
        ("extension", "issue_id", N_("Extension")),
        ("suspension", "issue_id", N_("Pause of the clock")),
        ("attachment", "issue_id", N_("File")),
        ("reception", "issue_id", N_("Reception")),
        ("consultation", "issue_id", N_("Joint consultation")),
        ("agency_opinion", "issue_id", N_("Opinion")),
    ),
    "township": (
        ("market", "township_id", N_("Market")),
        ("pairing", "township_id", N_("Pairing")),
    ),
    "leader": (
        ("absence", "leader_id", N_("Absence")),
        ("backup_pair", "a_leader_id", N_("AB pair")),
        ("backup_pair", "b_leader_id", N_("AB pair")),
        ("pairing", "leader_id", N_("Pairing")),
    ),
    "agency": (("agency_alias", "agency_id", N_("Other name")),),
}
"""Rows that belong to a record: their table, the column that says to which, and what one is called."""
_TOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "visit_leader": ("leader_id",),
    "visit_agency": ("agency_id", "notified_on", "confirmed_on"),
    "appointment": ("petitioner_id", "at", "topic"),
    "issue_agency": ("agency_id",),
    "extension": ("from_due", "to_due", "reason", "approver", "document_number"),
    "suspension": ("starts", "ends", "reason"),
    "attachment": ("name",),
    "visit_record": (
        "arrived_at", "left_at", "approach", "headcount", "audience", "outreach_form", "materials", "copies",
        "vehicles", "companions",
    ),
    "visit_note": ("kind", "text", "reply"),
    "household_visit": ("village_id", "kind", "category", "householder", "needs", "cash_yuan", "goods", "next_on"),
    "attendee": ("name", "unit", "post", "role"),
    "reception": ("headcount", "outcome", "received_by", "representatives", "instruction"),
    "consultation": ("decision", "dissent"),
    "agency_opinion": ("agency_id", "opinion"),
    "market": ("name", "as_written", "rule"),
    "pairing": ("leader_id", "township_id", "village_id", "starts", "ends"),
    "absence": ("starts", "ends", "reason"),
    "backup_pair": ("a_leader_id", "b_leader_id", "starts", "ends"),
    "agency_alias": ("alias",),
}  # fmt: skip
_NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "leader": ("name",), "township": ("name",), "village": ("name",), "petitioner": ("name",),
    "agency": ("short_name", "name"), "visit": ("day",), "issue": ("number",), "visit_kind": ("name",),
    "issue_category": ("name",), "household_category": ("name",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of a save, in words; "" is nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SaveRow:
    """One save that touched the record. `what` is what the user did, in the current language."""

    seq: int
    at: datetime
    who: str
    what: str
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    row: sa.Row[Any]
    table: str
    part: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def record_history(session: Session, table: str, key: int) -> list[SaveRow]:
    """Return every save that touched the record *key* of *table* or what belongs to it, newest first."""
    changes = [*_own(session, table, (key,)), *_of_parts(session, table, key)]
    if table == "issue":
        changes += _of_petitioners(session, changes)
    changes.sort(key=lambda change: (change.row.seq, change.row.ordinal))
    names = _names(session, changes)
    saves = [
        _save(list(group), table, names) for _seq, group in groupby(changes, key=lambda change: int(change.row.seq))
    ]
    return saves[::-1]


def _select() -> sa.Select[Any]:
    return sa.select(CHANGES, ENTRIES.c.at, ENTRIES.c.actor, ENTRIES.c.label, ENTRIES.c.kind).join(
        ENTRIES, ENTRIES.c.seq == CHANGES.c.seq
    )


def _own(session: Session, table: str, key: tuple[Any, ...], part: str = "") -> list[_Change]:
    query = _select().where(CHANGES.c.table_name == table, CHANGES.c.row_key == key_text(TABLES[table], key))
    return [_change(row, part) for row in session.connection().execute(query)]


def _of_parts(session: Session, table: str, key: int) -> Iterator[_Change]:
    for part, owner, name in PARTS.get(table, ()):
        belongs = [
            image.like(f'%"{owner}":{key}{end}%') for image in (CHANGES.c.before, CHANGES.c.after) for end in ",}"
        ]
        query = _select().where(CHANGES.c.table_name == part, sa.or_(*belongs))
        for row in session.connection().execute(query):
            change = _change(row, name)
            if any(image is not None and image.get(owner) == key for image in (change.before, change.after)):
                yield change


def _of_petitioners(session: Session, changes: Iterable[_Change]) -> list[_Change]:
    """Return what was changed in the person who raised an issue, after the issue was first written down."""
    images = [image for change in changes if not change.part for image in (change.before, change.after) if image]
    people = {image["petitioner_id"] for image in images if image.get("petitioner_id") is not None}
    found = [change for person in sorted(people) for change in _own(session, "petitioner", (person,), "Raised by")]
    return [change for change in found if change.before is not None and change.after is not None]


def _change(row: sa.Row[Any], part: str) -> _Change:
    before, after = (None if text is None else json.loads(text) for text in (row.before, row.after))
    for image in (before, after):
        if image and image.get("role") == AttendeeRole.RESIDENT:
            image["name"] = mask_name(image["name"])
    return _Change(row, row.table_name, part, before, after)


def _save(changes: Sequence[_Change], table: str, names: Mapping[tuple[str, Any], str]) -> SaveRow:
    row = changes[0].row
    label = _(row.label) if row.label else ""
    said = {"undo": _("Undone: {what}"), "redo": _("Done again: {what}")}.get(row.kind, "{what}").format(what=label)
    lines: list[FieldLine] = []
    for change in changes:
        if change.table == table and not change.part:
            lines += _field_lines(change, names)
        elif change.table == "petitioner":
            lines += [FieldLine(f"{_(change.part)}: {line.name}", line.before, line.after)
                      for line in _field_lines(change, names)]  # fmt: skip
        else:
            lines.append(_part_line(change, names))
    return SaveRow(row.seq, row.at, row.actor, said, tuple(line for line in lines if line.before != line.after))


def _field_lines(change: _Change, names: Mapping[tuple[str, Any], str]) -> Iterator[FieldLine]:
    before, after = change.before or {}, change.after or {}
    for column in TABLES[change.table].columns:
        name = column.name
        if change.before is None and not after.get(name):
            continue  # a new record tells what it holds, not that a box was left unticked
        if name not in UNTOLD and before.get(name) != after.get(name):
            yield FieldLine(field_name(name), *(_text(column, image.get(name), names) for image in (before, after)))


def _part_line(change: _Change, names: Mapping[tuple[str, Any], str]) -> FieldLine:
    """Return a row that belongs to the record as one line: what it said, and what it says."""
    columns = [TABLES[change.table].columns[name] for name in _TOLD[change.table]]

    def said(image: Mapping[str, Any] | None) -> str:
        words = [_text(column, image.get(column.name), names) for column in columns] if image else []
        return listed(filter(None, words))

    return FieldLine(_(change.part), said(change.before), said(change.after))


def _text(column: sa.Column[Any], value: Any, names: Mapping[tuple[str, Any], str]) -> str:
    for link in column.foreign_keys:
        if value is not None:
            return names.get((link.column.table.name, value)) or _("(deleted)")
    try:
        value = decode(column, value)
    except (ValueError, TypeError):
        return str(value)  # written by another version: shown as it stands
    return value_text(str(column.table.name), column.name, value)


def _names(session: Session, changes: Iterable[_Change]) -> dict[tuple[str, Any], str]:
    """Return what the rows are called that the changes refer to, as they are now."""
    wanted: dict[str, set[Any]] = {}
    for change in changes:
        for column in TABLES[change.table].columns:
            for link in column.foreign_keys:
                values = {image.get(column.name) for image in (change.before, change.after) if image} - {None}
                wanted.setdefault(link.column.table.name, set()).update(values)
    found: dict[tuple[str, Any], str] = {}
    for name, keys in wanted.items():
        if name in _NAMED and keys:
            found.update(_names_in(session, name, sorted(keys)))
    return found


def _names_in(session: Session, name: str, keys: Sequence[Any]) -> Iterator[tuple[tuple[str, Any], str]]:
    table = TABLES[name]
    key = next(iter(table.primary_key))
    columns = [table.columns[each] for each in _NAMED[name]]
    for part in chunks(keys):
        for row in session.connection().execute(sa.select(key, *columns).where(key.in_(part))):
            shown: Any = next((value for value in row[1:] if value), "")
            if name == "petitioner":
                shown = mask_name(shown) or _("a person")
            elif name == "visit":
                shown = day_text(shown, year=True)
            elif name in {"visit_kind", "issue_category"}:
                shown = _(shown)
            yield (name, row[0]), str(shown)
