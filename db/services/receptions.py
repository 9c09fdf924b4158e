"""How the people behind an issue were received, and what units said of it in consultation."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from core.errors import ChoiceVanished, MissingField, NumberOutOfRange
from core.i18n import _
from core.record_entry import representatives_in
from core.record_errors import GroupNeedsRepresentatives, OpinionTwice
from core.records import GROUP_SIZE, ConsultationDraft, OpinionDraft, ReceptionDraft
from core.text import clean_line, clean_text
from db.models import Agency, AgencyOpinion, Consultation, Issue, Leader, Petitioner, Reception

_MOST_PEOPLE: Final = 100_000


def require_reception(draft: ReceptionDraft, title: str) -> None:
    """Refuse what no reception can be.

    Raises:
        NumberOutOfRange: nobody came, or more people than live in a county.
        GroupNeedsRepresentatives: a group visit without one to five names.
    """
    if not 1 <= draft.headcount <= _MOST_PEOPLE:
        raise NumberOutOfRange(field=_("People"), low=1, high=_MOST_PEOPLE)
    if draft.is_group and not 1 <= len(representatives_in(draft.representatives)) <= GROUP_SIZE:
        raise GroupNeedsRepresentatives(n=draft.headcount, title=title, most=GROUP_SIZE)


def keep_reception(session: Session, issue_id: int, draft: ReceptionDraft) -> bool:
    """Make the reception of an issue what *draft* says; return whether anything changed.

    Raises:
        NumberOutOfRange, GroupNeedsRepresentatives, ChoiceVanished, TooLong, UnreadableText: it cannot be kept so.
    """
    issue = session.get_one(Issue, issue_id)
    require_reception(draft, issue.title)
    if draft.received_by is not None and session.get(Leader, draft.received_by) is None:
        raise ChoiceVanished(field=_("Received by"))
    wanted = {
        "headcount": draft.headcount,
        "representatives": clean_line(draft.representatives, _("Representatives")),
        "received_by": draft.received_by,
        "outcome": draft.outcome,
        "instruction": clean_text(draft.instruction, _("Leader's instruction"), limit=4000),
    }
    row = session.get(Reception, issue_id)
    before = None if row is None else {name: getattr(row, name) for name in wanted}
    if row is None:
        row = Reception(issue_id=issue_id)
        session.add(row)
    if before != wanted:
        for name, value in wanted.items():
            setattr(row, name, value)
    person = session.get(Petitioner, issue.petitioner_id) if issue.petitioner_id is not None else None
    if person is not None and person.headcount != draft.headcount:
        person.headcount = draft.headcount
    session.flush()
    return before != wanted


def keep_consultation(session: Session, issue_id: int, draft: ConsultationDraft) -> bool:
    """Make the consultation on an issue what *draft* says; return whether anything changed.

    Raises:
        MissingField: an opinion without its unit.
        OpinionTwice: one unit stands there twice.
        ChoiceVanished, TooLong, UnreadableText: it cannot be kept so.
    """
    wanted = [opinion for opinion in map(_cleaned, draft.opinions) if opinion.agency_id is not None]
    _require_once(session, issue_id, wanted)
    texts = (
        clean_text(draft.decision, _("Decision"), limit=4000),
        clean_text(draft.dissent, _("Dissent"), limit=4000),
    )
    row = session.scalar(
        select(Consultation).where(Consultation.issue_id == issue_id).options(selectinload(Consultation.opinions))
    )
    if row is None:
        if not (wanted or any(texts)):
            return False
        row = Consultation(issue_id=issue_id, opinions=[])
        session.add(row)
    changed = (row.decision, row.dissent) != texts
    if changed:
        row.decision, row.dissent = texts
    if _keep_opinions(row, wanted):
        changed = True
        flag_modified(row, "decision")  # rows of its own changed: the version must say so
    session.flush()
    return changed


def _cleaned(draft: OpinionDraft) -> OpinionDraft:
    words = clean_text(draft.opinion, _("Opinion"), limit=4000)
    if words and draft.agency_id is None:
        raise MissingField(field=_("Unit"))
    return OpinionDraft(agency_id=draft.agency_id, opinion=words, dissents=draft.dissents, id=draft.id)


def _require_once(session: Session, issue_id: int, opinions: list[OpinionDraft]) -> None:
    seen: set[int | None] = set()
    for opinion in opinions:
        agency = session.get(Agency, opinion.agency_id)
        if agency is None:
            raise ChoiceVanished(field=_("Unit"))
        if opinion.agency_id in seen:
            raise OpinionTwice(agency=agency.name, title=session.get_one(Issue, issue_id).title)
        seen.add(opinion.agency_id)


def _keep_opinions(row: Consultation, wanted: list[OpinionDraft]) -> bool:
    stored = {opinion.agency_id: opinion for opinion in row.opinions}
    changed = [opinion.agency_id for opinion in row.opinions] != [opinion.agency_id for opinion in wanted]
    kept: list[AgencyOpinion] = []
    for position, draft in enumerate(wanted):
        agency_id = draft.agency_id or 0
        opinion = stored.get(agency_id) or AgencyOpinion(agency_id=agency_id)
        values = (draft.opinion, draft.dissents, position)
        if (opinion.opinion, opinion.dissents, opinion.position) != values:
            opinion.opinion, opinion.dissents, opinion.position = values
            changed = True
        kept.append(opinion)
    if changed:
        row.opinions = kept
    return changed
