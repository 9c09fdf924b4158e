"""The schedule as the import sees it: names, and every record in the form of a draft."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.i18n import _
from core.imports.match import AGENCIES, CATEGORIES, KINDS, LEADERS, TOWNSHIPS, VILLAGES, Known
from core.imports.plan import Existing
from core.imports.sheet_kinds import Draft, JsonValue, as_json
from core.names import bare_unit, name_key
from core.visits import VOID
from db.models import (
    Absence,
    Agency,
    AgencyAlias,
    BackupPair,
    ImportOrigin,
    Issue,
    IssueAgency,
    IssueCategory,
    Leader,
    Market,
    Meeting,
    MeetingAttendee,
    Pairing,
    Petitioner,
    Township,
    Village,
    Visit,
    VisitAgency,
    VisitKindRow,
    VisitLeader,
)

Values = dict[str, JsonValue]
TABLES: Mapping[str, str] = {
    "leaders": "leader",
    "townships": "township",
    "villages": "village",
    "agencies": "agency",
    "pairings": "pairing",
    "backup_pairs": "backup_pair",
    "absences": "absence",
    "meetings": "meeting",
    "visits": "visit",
    "issues": "issue",
}
"""The table that a kind of sheet fills."""


@dataclass(slots=True)
class ScheduleDirectory:
    """All that the plan compares with, read once.

    Attributes:
        ids: The id behind each name that rows refer to, by table, township and key.
    """

    session: Session
    ids: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _known: list[Known] = field(default_factory=list)
    _names: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    _records: dict[str, dict[str, Values]] = field(default_factory=lambda: defaultdict(dict))
    _natural: dict[tuple[str, tuple[str, ...]], list[str]] = field(default_factory=lambda: defaultdict(list))
    _origins: dict[tuple[str, str], ImportOrigin] = field(default_factory=dict)
    _origin_of: dict[tuple[str, str], ImportOrigin] = field(default_factory=dict)
    _busy: dict[tuple[str, str], list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))

    def known(self) -> Iterable[Known]:
        """Return all names that rows may refer to."""
        return self._known

    def find(self, draft: Draft) -> Existing | None:
        """Return the record that came from this draft's row, else the one with its natural key."""
        origin = self._origins.get((draft.kind, draft.key_text))
        if origin is not None:
            values = self._records[draft.kind].get(origin.record_key)
            return Existing(origin.record_key, values, origin.fields, origin.row_key)
        found = self._natural.get((draft.kind, natural_key(draft)), [])
        if len(draft.key) == 6 and draft.kind == "visits":  # parted from its twin by the village
            found = [record for record in found if self._spot(record) == draft.key[5]]
        for record in found:
            other = self._origin_of.get((draft.kind, record))
            if other is None:
                return Existing(record, self._records[draft.kind][record])
            return Existing(record, self._records[draft.kind][record], other.fields, other.row_key)
        return None

    def busy(self, leader: str, day: str) -> Iterable[tuple[str, str, str]]:
        """Return (record, half, township) of the leader's visits on a day that take up time."""
        return self._busy.get((leader, day), ())

    def origin(self, kind: str, key_text: str) -> ImportOrigin | None:
        """Return what is remembered of a row."""
        return self._origins.get((kind, key_text))

    def _spot(self, record: str) -> str:
        values = self._records["visits"][record]
        return str(values["village"] or values["place"] or "-")

    def add(self, kind: str, record: int, values: Values, *key: str) -> None:
        """Take a record into the directory."""
        self._records[kind][str(record)] = values
        self._natural[kind, _natural(kind, key)].append(str(record))

    def name(self, table: str, record: int | None) -> str:
        """Return the name by which drafts refer to a record, empty for none."""
        return self._names[table].get(record, "") if record is not None else ""

    def know(self, record: int, known: Known) -> None:
        """Take a name into the directory."""
        self._names[known.table][record] = known.key
        self.ids[known.table, known.within, known.key] = record
        self._known.append(known)

    def busy_with(self, leader: str, day: str, visit: tuple[str, str, str]) -> None:
        """Note that a visit takes up a leader's time."""
        self._busy[leader, day].append(visit)

    def remember(self, origin: ImportOrigin) -> None:
        """Take what is remembered of a row into the directory."""
        self._origins[origin.sheet, origin.row_key] = origin
        self._origin_of[origin.sheet, origin.record_key] = origin


def natural_key(draft: Draft) -> tuple[str, ...]:
    """Return the key by which a draft finds a record that was typed by hand."""
    key = draft.key[:5] if draft.kind == "visits" else draft.key
    return _natural(draft.kind, key)


def _natural(kind: str, key: Sequence[str]) -> tuple[str, ...]:
    return tuple(bare_unit(part) for part in key) if kind == "agencies" else tuple(name_key(part) for part in key)


def read_directory(session: Session) -> ScheduleDirectory:
    """Return the directory of the schedule as it stands now."""
    directory = ScheduleDirectory(session)
    for load in (_leaders, _townships, _villages, _agencies, _words, _pairings, _meetings, _visits, _issues):
        load(session, directory)
    for origin in session.scalars(select(ImportOrigin)):
        directory.remember(origin)
    return directory


def _leaders(session: Session, directory: ScheduleDirectory) -> None:
    leaders = list(session.scalars(select(Leader).order_by(Leader.rank_order, Leader.id)))
    seen: Counter[str] = Counter()
    for leader in leaders:
        seen[leader.name] += 1
        namesake = seen[leader.name] > 1
        key = f"{leader.name}（{leader.post}）" if namesake else leader.name
        directory.know(leader.id, Known(LEADERS, key, (leader.name,), detail=leader.post))
        values = _columns(leader, "name", "post", "portfolio", "phone", "note", "rank_order")
        directory.add("leaders", leader.id, values, *((leader.name, leader.post) if namesake else (leader.name,)))


def _townships(session: Session, directory: ScheduleDirectory) -> None:
    markets: dict[int, list[str]] = defaultdict(list)
    for market in session.scalars(select(Market).order_by(Market.id)):
        markets[market.township_id].append(market.as_written or market.rule)
    fields = ("distance_km", "travel_minutes", "population", "position", "liaison_name", "liaison_phone")
    for town in session.scalars(select(Township).order_by(Township.position, Township.id)):
        directory.know(town.id, Known(TOWNSHIPS, town.name))
        values = _columns(town, "name", *fields, "reception_place", "note")
        directory.add("townships", town.id, {**values, "market": "；".join(markets[town.id])}, town.name)


def _villages(session: Session, directory: ScheduleDirectory) -> None:
    for village in session.scalars(select(Village).order_by(Village.position, Village.id)):
        town = directory.name(TOWNSHIPS, village.township_id)
        directory.know(village.id, Known(VILLAGES, village.name, within=town))
        values: Values = {"township": town, "name": village.name, "households": village.households}
        directory.add("villages", village.id, values, town, village.name)


def _agencies(session: Session, directory: ScheduleDirectory) -> None:
    aliases: dict[int, list[str]] = defaultdict(list)
    for alias in session.scalars(select(AgencyAlias).order_by(AgencyAlias.id)):
        aliases[alias.agency_id].append(alias.alias)
    for agency in session.scalars(select(Agency).order_by(Agency.position, Agency.id)):
        others = (agency.short_name, *aliases[agency.id])
        directory.know(agency.id, Known(AGENCIES, agency.name, others, detail=agency.short_name))
        values = _columns(agency, "name", "short_name", "contact_name", "contact_phone")
        directory.add("agencies", agency.id, {**values, "aliases": list[str](aliases[agency.id])}, agency.name)


def _words(session: Session, directory: ScheduleDirectory) -> None:
    """Kinds and categories are keyed by text, so drafts hold their keys and names."""
    for kind in session.scalars(select(VisitKindRow).where(VisitKindRow.own)):
        directory.know(0, Known(KINDS, kind.name, detail=kind.key))
    for category in session.scalars(select(IssueCategory)):
        directory.know(0, Known(CATEGORIES, category.name, (_(category.name),), detail=category.key))


def _pairings(session: Session, directory: ScheduleDirectory) -> None:
    for pairing in session.scalars(select(Pairing).where(Pairing.village_id.is_(None)).order_by(Pairing.id)):
        values: Values = _columns(pairing, "starts", "ends")
        values |= {
            "township": directory.name(TOWNSHIPS, pairing.township_id),
            "leader": directory.name(LEADERS, pairing.leader_id),
        }
        key = (str(values["township"]), str(values["leader"]), str(values["starts"]))
        directory.add("pairings", pairing.id, values, *key)
    for pair in session.scalars(select(BackupPair).order_by(BackupPair.id)):
        names = [directory.name(LEADERS, record) for record in (pair.a_leader_id, pair.b_leader_id)]
        directory.add("backup_pairs", pair.id, {"a_leader": names[0], "b_leader": names[1]}, *sorted(names))
    for absence in session.scalars(select(Absence).order_by(Absence.id)):
        values = {**_columns(absence, "starts", "ends", "reason"), "leader": directory.name(LEADERS, absence.leader_id)}
        directory.add("absences", absence.id, values, *(str(values[name]) for name in ("leader", "starts", "ends")))


def _meetings(session: Session, directory: ScheduleDirectory) -> None:
    rows = (
        select(MeetingAttendee.meeting_id, MeetingAttendee.leader_id)
        .join(Leader)
        .order_by(Leader.rank_order, Leader.id)
    )
    attendees = _grouped(session.execute(rows).all())
    for meeting in session.scalars(select(Meeting).order_by(Meeting.id)):
        values = _columns(meeting, "name", "rrule", "half", "starts_at", "rule_text", "attendees_text")
        names = [directory.name(LEADERS, record) for record in attendees[meeting.id]]
        directory.add("meetings", meeting.id, {**values, "attendees": names}, meeting.name)


_VISIT_FIELDS = (
    "day",
    "half",
    "starts_at",
    "ends_at",
    "kind",
    "reception_form",
    "place",
    "theme",
    "state",
    "result",
    "note",
)


def _visits(session: Session, directory: ScheduleDirectory) -> None:
    leaders = _grouped(_links(session, VisitLeader.visit_id, VisitLeader.leader_id, VisitLeader.position))
    agencies = _grouped(_links(session, VisitAgency.visit_id, VisitAgency.agency_id, VisitAgency.position))
    for visit in session.scalars(select(Visit).order_by(Visit.id)):
        values = _columns(visit, *_VISIT_FIELDS)
        values |= {
            "leader": directory.name(LEADERS, visit.leader_id),
            "township": directory.name(TOWNSHIPS, visit.township_id),
            "village": directory.name(VILLAGES, visit.village_id),
            "leaders": [directory.name(LEADERS, record) for record in leaders[visit.id]],
            "agencies": [directory.name(AGENCIES, record) for record in agencies[visit.id]],
        }
        key = tuple(str(values[name]) for name in ("day", "half", "leader", "township", "kind"))
        directory.add("visits", visit.id, values, *key)
        if visit.state not in VOID:
            busy = (str(visit.id), str(visit.half), str(values["township"]))
            directory.busy_with(str(values["leader"]), str(values["day"]), busy)


_ISSUE_FIELDS = (
    "number", "raised_on", "title", "detail", "limit_amount", "limit_unit", "due",
    "state", "closed_on", "satisfaction", "note",
)  # fmt: skip


def _issues(session: Session, directory: ScheduleDirectory) -> None:
    people = {person.id: person for person in session.scalars(select(Petitioner))}
    supporting = _grouped(_links(session, IssueAgency.issue_id, IssueAgency.agency_id, IssueAgency.position))
    categories = dict(session.execute(select(IssueCategory.key, IssueCategory.name)).all())
    for issue in session.scalars(select(Issue).order_by(Issue.id)):
        person = people.get(issue.petitioner_id or 0)
        values = _columns(issue, *_ISSUE_FIELDS)
        values |= {
            "petitioner": person.name if person else "",
            "petitioner_phone": person.phone if person else "",
            "category": categories.get(issue.category or "", ""),
            "township": directory.name(TOWNSHIPS, issue.township_id),
            "village": directory.name(VILLAGES, issue.village_id),
            "lead_agency": directory.name(AGENCIES, issue.lead_agency_id),
            "case_leader": directory.name(LEADERS, issue.case_leader_id),
            "supporting": [directory.name(AGENCIES, record) for record in supporting[issue.id]],
            "progress": issue.close_result,
        }
        directory.add("issues", issue.id, values, issue.number)
        content = str(values["detail"] or values["title"])
        place = (str(values["township"]), str(values["village"]), str(values["petitioner"]))
        directory.add("issues", issue.id, values, str(values["raised_on"]), *place, content[:80])


def _columns(row: Any, *names: str) -> Values:
    return {name: as_json(getattr(row, name)) for name in names}


def _links(
    session: Session,
    owner: InstrumentedAttribute[int],
    member: InstrumentedAttribute[int],
    position: InstrumentedAttribute[int],
) -> Iterator[tuple[int, int]]:
    yield from session.execute(select(owner, member).order_by(owner, position, member))


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for owner, member in pairs:
        groups[owner].append(member)
    return groups
