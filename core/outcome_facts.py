"""The facts that the prose of a visit may use, and how a record under edit changes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from core.issues import CheckMark
from core.masking import names_in
from core.record_entry import IssueEntry, representatives_in
from core.records import (
    AttendeeDraft,
    AttendeeRole,
    HouseholdDraft,
    HouseholdVisitKind,
    NoteKind,
    OutreachForm,
    RecordDraft,
)
from core.visits import Half, ReceptionForm, RecordForm


@dataclass(frozen=True, slots=True)
class IssueFact:
    """An issue raised on the visit.

    Attributes:
        limited: The unit was given a date.
        headcount: People received with it; 0 where nobody wrote them down.
        opinions: Units that spoke in the consultation.
    """

    uid: str
    answered: bool = False
    agency: str = ""
    limited: bool = False
    headcount: int = 0
    opinions: tuple[str, ...] = ()
    decided: bool = False
    dissent: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdFact:
    """A household called on, without anything that tells whose it is."""

    kind: HouseholdVisitKind = HouseholdVisitKind.HOUSEHOLD_VISIT
    village: str = ""
    category: str = ""
    needs: bool = False
    cash_yuan: int = 0
    goods: bool = False
    became_issue: bool = False


@dataclass(frozen=True, slots=True)
class NoteFact:
    """One line of the record."""

    kind: NoteKind
    text: str
    replied: bool = False
    became_issue: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """Everything that the prose may say about a visit.

    Attributes:
        leaders, agencies: Who came along.
        private: Names of residents, masked wherever somebody wrote them into a free text.
        agency_names, village_names, category_names: What `facts_with` looks names up in.
    """

    day: date
    half: Half
    kind: str
    record: RecordForm
    leader: str
    leader_id: int | None = None
    post: str = ""
    township: str = ""
    village: str = ""
    theme: str = ""
    reception_form: ReceptionForm | None = None
    unannounced: bool = False
    cut_short: bool = False
    reason: str = ""
    leaders: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    issues: tuple[IssueFact, ...] = ()
    marks: Mapping[int, CheckMark] = field(default_factory=dict)
    notes: tuple[NoteFact, ...] = ()
    households: tuple[HouseholdFact, ...] = ()
    approach: str = ""
    headcount: int = 0
    audience: str = ""
    materials: str = ""
    copies: int = 0
    outreach_form: OutreachForm | None = None
    private: frozenset[str] = frozenset()
    agency_names: Mapping[int, str] = field(default_factory=dict)
    village_names: Mapping[int, str] = field(default_factory=dict)
    category_names: Mapping[str, str] = field(default_factory=dict)


def facts_with(
    facts: OutcomeFacts,
    record: RecordDraft,
    entries: Sequence[IssueEntry] = (),
    marks: Mapping[int, CheckMark] | None = None,
) -> OutcomeFacts:
    """Return *facts* as they will be once *record*, *entries* and *marks* are saved."""
    typed = {name for entry in entries for name in _people(entry)}
    homes = [each for each in record.households if is_household(each)]
    return replace(
        facts,
        theme=record.theme,
        cut_short=record.cut_short,
        leaders=_leaders(record.attendees, facts.leader_id),
        agencies=_agencies(record.attendees, facts.agency_names),
        issues=_issues(facts, entries),
        marks={**facts.marks, **(marks or {})},
        notes=tuple(
            NoteFact(note.kind, note.text, bool(note.reply.strip()), bool(note.issue_uid))
            for note in record.notes
            if note.text.strip()
        ),
        households=tuple(_household(each, facts) for each in homes),
        approach=record.approach,
        headcount=record.headcount or 0,
        audience=record.audience,
        materials=record.materials,
        copies=record.copies or 0,
        outreach_form=record.outreach_form,
        private=facts.private | names_in([*typed, *(each.householder for each in homes), *_residents(record)]),
    )


def _residents(record: RecordDraft) -> list[str]:
    return [each.name for each in record.attendees if each.role is AttendeeRole.RESIDENT]


def _people(entry: IssueEntry) -> list[str]:
    spoken = entry.reception.representatives if entry.reception else ""
    return [entry.draft.petitioner_name, *representatives_in(spoken)]


def is_household(draft: HouseholdDraft) -> bool:
    """Whether anything was typed into the line; a line that only has its village is still to be filled."""
    return any((
        draft.category, draft.householder.strip(), draft.phone.strip(), draft.address.strip(), draft.members,
        draft.needs.strip(), draft.cash_yuan, draft.goods.strip(), draft.signer_one.strip(), draft.signer_two.strip(),
        draft.next_on, draft.note.strip(), draft.issue_uid,
    ))  # fmt: skip


def _household(draft: HouseholdDraft, facts: OutcomeFacts) -> HouseholdFact:
    village = facts.village_names.get(draft.village_id, "") if draft.village_id is not None else facts.village
    return HouseholdFact(
        kind=draft.kind,
        village=village,
        category=facts.category_names.get(draft.category or "", ""),
        needs=bool(draft.needs.strip()),
        cash_yuan=draft.cash_yuan or 0,
        goods=bool(draft.goods.strip()),
        became_issue=bool(draft.issue_uid),
    )


def _leaders(attendees: Sequence[AttendeeDraft], leader_id: int | None) -> tuple[str, ...]:
    came = (each for each in attendees if each.role is AttendeeRole.LEADER and each.present is not False)
    return tuple(dict.fromkeys(each.name for each in came if each.leader_id is None or each.leader_id != leader_id))


def _agencies(attendees: Sequence[AttendeeDraft], names: Mapping[int, str]) -> tuple[str, ...]:
    came = (each for each in attendees if each.role is AttendeeRole.AGENCY and each.present is not False)
    return tuple(dict.fromkeys(names.get(each.agency_id or 0) or each.unit or each.name for each in came))


def _issues(facts: OutcomeFacts, entries: Sequence[IssueEntry]) -> tuple[IssueFact, ...]:
    found = {issue.uid: issue for issue in facts.issues}
    for entry in entries:
        draft = entry.draft
        agency = facts.agency_names.get(draft.lead_agency_id or 0, "")
        limited = bool(agency) and not draft.answered_on_site
        known = found.get(draft.uid) or IssueFact(draft.uid, draft.answered_on_site, agency, limited)
        if entry.reception is not None:
            known = replace(known, headcount=entry.reception.headcount)
        if (said := entry.consultation) is not None:
            units = (facts.agency_names.get(opinion.agency_id or 0, "") for opinion in said.opinions)
            known = replace(
                known,
                opinions=tuple(dict.fromkeys(filter(None, units))),
                decided=bool(said.decision.strip()),
                dissent=bool(said.dissent.strip()) or any(opinion.dissents for opinion in said.opinions),
            )
        found[draft.uid] = known
    return tuple(found.values())
