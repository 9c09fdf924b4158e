"""Which rows are a person's own, now and in the past, and whether somebody else bears the same name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from core.masking import names_in
from core.records import AttendeeRole
from core.redaction import PersonalWords, spelled_plainly
from db.images import Key
from db.models import Base
from db.models.journal import JournalChange

_TABLES: Final[Mapping[str, sa.Table]] = Base.metadata.tables
PUBLIC: Final = ("township.name", "village.name", "agency.name", "agency.short_name", "agency_alias.alias")
_BEARERS: Final = (
    "leader.name", "township.liaison_name", "agency.contact_name", "visit_request.contact_name",
    "household_visit.householder", "household_visit.signer_one", "household_visit.signer_two",
)  # fmt: skip


@dataclass(slots=True)
class Scope:
    """A person's rows.

    Attributes:
        people: Ids of the petitioner rows that are to be erased.
        issues: Issues that are or were theirs.
        visits: Visits on which those were raised, or to which they were invited.
        papers: Papers that tell of the issues.
    """

    people: frozenset[int]
    issues: set[int] = field(default_factory=set)
    visits: set[int] = field(default_factory=set)
    papers: set[int] = field(default_factory=set)

    def holds(self, table: str, key: Key, image: Mapping[str, Any]) -> bool:
        """Return whether a row, as it is or was, is the person's own."""
        if table in {"petitioner", "issue", "visit", "paper"}:
            mine = {"petitioner": self.people, "issue": self.issues, "visit": self.visits, "paper": self.papers}
            if key[0] in mine[table]:
                return True
        if table in {"import_origin", "search_entry"}:
            kind = image.get("table_name") or image.get("kind")
            record = str(image.get("record_key") or image.get("record_id") or "")
            return record in {str(id) for id in (self.issues if kind == "issue" else self.people)}
        if table == "form_draft":
            return True
        return (
            image.get("petitioner_id") in self.people
            or image.get("issue_id") in self.issues
            or image.get("visit_id") in self.visits
            or image.get("paper_id") in self.papers
        )


def scope_of(connection: sa.Connection, people: frozenset[int]) -> Scope:
    """Return the rows of *people*, those of the past read from the journal."""
    scope = Scope(people)
    issue, appointment = _TABLES["issue"].c, _TABLES["appointment"].c
    scope.issues.update(connection.scalars(sa.select(issue.id).where(issue.petitioner_id.in_(people))))
    scope.visits.update(
        connection.scalars(sa.select(appointment.visit_id).where(appointment.petitioner_id.in_(people)))
    )
    for table, key, image in _past(connection, ("issue", "appointment")):
        if image.get("petitioner_id") in people:
            if table == "issue":
                scope.issues.add(int(key["id"]))
            scope.visits.update(id for id in (image.get("visit_id"),) if id is not None)
    for ids in _in_parts(scope.issues):
        found = connection.scalars(sa.select(issue.visit_id).where(issue.id.in_(ids), issue.visit_id.is_not(None)))
        scope.visits.update(id for id in found if id is not None)
        told = _TABLES["paper_issue"].c
        scope.papers.update(connection.scalars(sa.select(told.paper_id).where(told.issue_id.in_(ids))))
    return scope


def words_of(connection: sa.Connection, people: frozenset[int]) -> list[PersonalWords]:
    """Return every name, phone and address that *people* have or had."""
    table = _TABLES["petitioner"].c
    rows = connection.execute(sa.select(table.name, table.phone, table.address).where(table.id.in_(people)))
    found = {PersonalWords(*row) for row in rows}
    for _table, key, image in _past(connection, ("petitioner",)):
        if key["id"] in people:
            found.add(PersonalWords(image.get("name", ""), image.get("phone", ""), image.get("address", "")))
    return [words for words in found if words.name or words.phone or words.address]


def _past(connection: sa.Connection, tables: Iterable[str]) -> Iterable[tuple[str, dict[str, Any], dict[str, Any]]]:
    changes = JournalChange.__table__.c
    rows = connection.execute(
        sa.select(changes.table_name, changes.row_key, changes.before, changes.after).where(
            changes.table_name.in_(list(tables))
        )
    )
    for row in rows:
        for side in (row.before, row.after):
            if side is not None:
                yield row.table_name, json.loads(row.row_key), json.loads(side)


def namesakes(connection: sa.Connection, people: frozenset[int], words: Iterable[PersonalWords]) -> list[int]:
    """Return other petitioners of the same name, who may or may not be the same person."""
    names = {spelled_plainly(name) for name in names_in(word.name for word in words)}
    table = _TABLES["petitioner"].c
    rows = connection.execute(sa.select(table.id, table.name).where(table.name != "", table.erased_on.is_(None)))
    return [
        row.id
        for row in rows
        if row.id not in people and names & {spelled_plainly(name) for name in names_in([row.name])}
    ]


def is_shared(connection: sa.Connection, names: Iterable[str]) -> bool:
    """Return whether somebody known to the office, who is no petitioner, bears one of *names*."""
    wanted = set(names)
    for spot in _BEARERS:
        table, _dot, column = spot.partition(".")
        values = connection.scalars(sa.select(_TABLES[table].c[column]).distinct())
        if any(spelled_plainly(value or "") in wanted for value in values):
            return True
    attendee = _TABLES["attendee"].c
    others = connection.scalars(sa.select(attendee.name).where(attendee.role != AttendeeRole.RESIDENT).distinct())
    return any(spelled_plainly(value) in wanted for value in others)


def public_words(connection: sa.Connection, names: Iterable[str]) -> list[str]:
    """Return the townships, villages and units that one of *names* is a part of: they stay as they are."""
    wanted = tuple(names)
    found: set[str] = set()
    for spot in PUBLIC:
        table, _dot, column = spot.partition(".")
        values = connection.scalars(sa.select(_TABLES[table].c[column]).distinct())
        found.update(value for value in values if value and any(name in value for name in wanted))
    return sorted(found, key=len, reverse=True)


def _in_parts(ids: Iterable[int]) -> Iterable[list[int]]:
    whole = sorted(ids)
    for start in range(0, len(whole), 500):
        yield whole[start : start + 500]
