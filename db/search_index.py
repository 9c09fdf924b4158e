"""What full-text search reads of each record, kept in step with the journal.

Whatever is saved, undone or imported passes through `follow` in the same transaction, so the index can never say
what the schedule does not. A further kind of record is one entry in SOURCES, and a line in OWNERS for each table
that its words come from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, cast

import sqlalchemy as sa

from core.names import pinyin_initials, pinyin_keys
from core.search import initials_lines
from db.images import Change, chunks
from db.models import (
    Agency,
    AgencyAlias,
    AgencyOpinion,
    Appointment,
    Attachment,
    Attendee,
    Consultation,
    Extension,
    HouseholdVisit,
    Issue,
    IssueAction,
    Leader,
    Paper,
    Petitioner,
    Promise,
    Reception,
    SearchEntry,
    Suspension,
    Township,
    Village,
    Visit,
    VisitNote,
    VisitRecord,
    VisitRequest,
)

_ENTRIES: Final = cast("sa.Table", SearchEntry.__table__)
_PAGE: Final = 400


@dataclass(slots=True)
class Words:
    """What one record is found by.

    Attributes:
        texts: Found by any part.
        prose: Found by its pinyin initials too, read in words.
        names: Found by their initials in every reading of a polyphone, units with and without the county.
        people: Likewise, but never cut.
    """

    texts: list[str]
    prose: str = ""
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def text(self) -> str:
        """Return everything that is looked up as it is written."""
        return "\n".join(dict.fromkeys(filter(None, (*self.names, *self.people, self.prose, *self.texts))))

    def initials(self) -> str:
        """Return everything that is looked up by initials."""
        lines = [initials_lines(self.prose)] if self.prose else []
        lines += chain.from_iterable(map(pinyin_keys, filter(None, self.names)))
        lines += chain.from_iterable(map(pinyin_initials, filter(None, self.people)))
        return "\n".join(lines)


Source = Callable[[sa.Connection, Collection[int]], Mapping[int, Words]]


def _issues(connection: sa.Connection, ids: Collection[int]) -> dict[int, Words]:
    columns = (
        Issue.id, Issue.number, Issue.title, Issue.detail, Issue.close_result, Issue.note, Issue.subject_of_complaint,
        Issue.not_asked,
        Petitioner.name, Petitioner.phone, Petitioner.address,
    )  # fmt: skip
    rows = connection.execute(
        sa.select(*columns).outerjoin(Petitioner, Petitioner.id == Issue.petitioner_id).where(Issue.id.in_(ids))
    )
    found = {
        id: Words([number, *texts, phone or "", _digits(phone or ""), address or ""], title, people=(name or "",))
        for id, number, title, *texts, name, phone, address in rows
    }
    for owner, order, *texts in (
        (IssueAction.issue_id, IssueAction.id, IssueAction.text, IssueAction.person, IssueAction.evidence),
        (Reception.issue_id, Reception.issue_id, Reception.representatives, Reception.instruction),
        (Consultation.issue_id, Consultation.issue_id, Consultation.decision, Consultation.dissent),
        (AgencyOpinion.issue_id, AgencyOpinion.id, AgencyOpinion.opinion),
        (Extension.issue_id, Extension.id, Extension.reason, Extension.approver, Extension.document_number),
        (Suspension.issue_id, Suspension.id, Suspension.reason),
        (Attachment.issue_id, Attachment.id, Attachment.name),
    ):
        _add_texts(connection, found, sa.select(owner, *texts).where(owner.in_(ids)).order_by(order))
    return found


def _visits(connection: sa.Connection, ids: Collection[int]) -> dict[int, Words]:
    columns = (Visit.id, Visit.year, Visit.number, Visit.theme, Visit.place, Visit.result, Visit.note)
    rows = connection.execute(sa.select(*columns).where(Visit.id.in_(ids)))
    found = {
        id: Words([f"〔{year}〕{number}号", *texts], theme, names=(place,))
        for id, year, number, theme, place, *texts in rows
    }
    for owner, order, *texts in (
        (VisitNote.visit_id, VisitNote.id, VisitNote.text, VisitNote.reply),
        (VisitRecord.visit_id, VisitRecord.visit_id, VisitRecord.materials, VisitRecord.audience),
        (Appointment.visit_id, Appointment.id, Appointment.topic),
        (Attendee.visit_id, Attendee.id, Attendee.name, Attendee.unit),
        (Attachment.visit_id, Attachment.id, Attachment.name),
    ):
        _add_texts(connection, found, sa.select(owner, *texts).where(owner.in_(ids)).order_by(order))
    return found


def _agencies(connection: sa.Connection, ids: Collection[int]) -> dict[int, Words]:
    columns = (Agency.id, Agency.name, Agency.short_name, Agency.contact_name)
    rows = connection.execute(sa.select(*columns).where(Agency.id.in_(ids)))
    found = {id: Words([], names=(name, short), people=(contact,)) for id, name, short, contact in rows}
    aliases = sa.select(AgencyAlias.agency_id, AgencyAlias.alias).where(AgencyAlias.agency_id.in_(ids))
    for agency_id, alias in connection.execute(aliases.order_by(AgencyAlias.id)):
        found[agency_id].names = (*found[agency_id].names, alias)
    return found


def _households(connection: sa.Connection, ids: Collection[int]) -> dict[int, Words]:
    house = HouseholdVisit
    columns = (house.id, house.householder, house.phone, house.address, house.needs, house.note)
    rows = connection.execute(sa.select(*columns).where(house.id.in_(ids)))
    return {
        id: Words([phone, _digits(phone), *texts], people=(householder,)) for id, householder, phone, *texts in rows
    }


def _plain(key: Any, *, prose: Any = None, names: tuple[Any, ...] = (), texts: tuple[Any, ...] = ()) -> Source:
    """Return the source of records whose words all stand in one row."""

    def read(connection: sa.Connection, ids: Collection[int]) -> dict[int, Words]:
        columns = [key, *names, *texts, *([prose] if prose is not None else [])]
        found = {}
        for id, *values in connection.execute(sa.select(*columns).where(key.in_(ids))):
            named, rest = tuple(values[: len(names)]), values[len(names) :]
            found[id] = Words(rest[: len(texts)], rest[-1] if prose is not None else "", named)
        return found

    return read


SOURCES: Final[Mapping[str, Source]] = {
    "issue": _issues,
    "visit": _visits,
    "township": _plain(Township.id, names=(Township.name,), texts=(Township.liaison_name,)),
    "village": _plain(Village.id, names=(Village.name,)),
    "leader": _plain(Leader.id, names=(Leader.name,), texts=(Leader.portfolio,), prose=Leader.post),
    "agency": _agencies,
    "household": _households,
    "request": _plain(VisitRequest.id, prose=VisitRequest.theme, texts=(VisitRequest.detail, VisitRequest.place)),
    "promise": _plain(Promise.id, prose=Promise.text, texts=(Promise.outcome,)),
    "paper": _plain(Paper.id, texts=(Paper.number, Paper.text, Paper.signer)),
}
OWNERS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "issue": (("issue", "id"),),
    "issue_action": (("issue", "issue_id"),),
    "reception": (("issue", "issue_id"),),
    "consultation": (("issue", "issue_id"),),
    "agency_opinion": (("issue", "issue_id"),),
    "extension": (("issue", "issue_id"),),
    "suspension": (("issue", "issue_id"),),
    "attachment": (("issue", "issue_id"), ("visit", "visit_id")),
    "visit": (("visit", "id"),),
    "visit_note": (("visit", "visit_id"),),
    "visit_record": (("visit", "visit_id"),),
    "appointment": (("visit", "visit_id"),),
    "attendee": (("visit", "visit_id"),),
    "township": (("township", "id"),),
    "village": (("village", "id"),),
    "leader": (("leader", "id"),),
    "agency": (("agency", "id"),),
    "agency_alias": (("agency", "agency_id"),),
    "household_visit": (("household", "id"),),
    "visit_request": (("request", "id"),),
    "promise": (("promise", "id"),),
    "paper": (("paper", "id"),),
}
"""Of each table whose words are looked up: the kinds of record it belongs to, and the column that says which."""


def follow(connection: sa.Connection, changes: Iterable[Change]) -> None:
    """Bring the index up to date with *changes*, which were just flushed on *connection*."""
    stale: dict[str, set[int]] = defaultdict(set)
    people: set[int] = set()
    for change in changes:
        if change.table == "petitioner":
            people.add(int(change.key[0]))
        images = [image for image in (change.before, change.after) if image]
        for kind, column in OWNERS.get(change.table, ()):
            stale[kind].update(int(image[column]) for image in images if image[column] is not None)
    for page in chunks(sorted(people), _PAGE):
        stale["issue"].update(connection.scalars(sa.select(Issue.id).where(Issue.petitioner_id.in_(page))))
    for kind, ids in stale.items():
        refresh(connection, kind, sorted(ids))


def refresh(connection: sa.Connection, kind: str, ids: Iterable[int]) -> None:
    """Read the words of these records of *kind* again; those that are gone leave the index."""
    for page in chunks(list(ids), _PAGE):
        connection.execute(sa.delete(_ENTRIES).where(_ENTRIES.c.kind == kind, _ENTRIES.c.record_id.in_(page)))
        rows = [
            {"kind": kind, "record_id": id, "text": words.text(), "initials": words.initials()}
            for id, words in SOURCES[kind](connection, page).items()
        ]
        if rows:
            connection.execute(sa.insert(_ENTRIES), rows)


def rebuild(connection: sa.Connection) -> None:
    """Write the whole index anew, as after an upgrade from a format without one."""
    connection.execute(sa.delete(_ENTRIES))
    for kind, ids in _all_ids(connection):
        refresh(connection, kind, ids)


def _all_ids(connection: sa.Connection) -> Iterator[tuple[str, list[int]]]:
    tables = SearchEntry.metadata.tables
    for table, owners in OWNERS.items():
        for kind, column in owners:
            if column == "id":
                key = tables[table].c.id
                yield kind, list(connection.scalars(sa.select(key).order_by(key)))


def _add_texts(connection: sa.Connection, found: Mapping[int, Words], lines: sa.Select[*tuple[Any, ...]]) -> None:
    for owner, *texts in connection.execute(lines):
        found[owner].texts.extend(texts)


def _digits(phone: str) -> str:
    """Return a phone number without the signs in it, so that it is found however it is typed."""
    return "".join(sign for sign in phone if sign.isdigit())
