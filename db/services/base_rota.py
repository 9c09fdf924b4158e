"""Changing the base rota, and drafting a year by it: each is one step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.base_rota_errors import (
    MarketNeedsTownship,
    NothingToDraft,
    PatternEmpty,
    ReceptionNeedsKind,
    TurnTwice,
    YearIsOver,
)
from core.calendar.workdays import WorkCalendar
from core.errors import ChoiceVanished, LastBeforeFirst
from core.i18n import _, day_text
from core.planner.base_rota import PATTERN_EXAMPLE, Pattern, Sort, pattern_to_spec
from core.settings import OfficeSettings
from core.text import clean_line
from core.visits import Half, VisitDraft, VisitState
from db.models import BaseRotaRule, BaseRotaTurn, Leader, Township, VisitKindRow
from db.queries.base_rota import base_year
from db.queries.templates import default_templates
from db.services.directory import found, next_position, opened
from db.services.ordering import move_in_order
from db.services.visit_rules import require_plannable, require_there
from db.services.visits import create_visit

NAME_LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class BaseRotaDraft:
    """A line under edit; see `BaseRotaRow`."""

    name: str = ""
    pattern: Pattern | None = None
    half: Half | None = None
    kind: str | None = None
    township_id: int | None = None
    turns: tuple[int, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    must: bool = False
    active: bool = True
    note: str = ""
    id: int | None = None
    version: int | None = None


def save_line(session: Session, draft: BaseRotaDraft) -> int:
    """Save a line of the base rota and return its id; one without id is added at the end. A name is made up if none.

    Raises:
        PatternEmpty, MarketNeedsTownship: the days are not said, or cannot be known without a township.
        ReceptionNeedsKind: somebody has to be there, and it is not said for what.
        TurnTwice: a leader stands in the turns twice.
        LastBeforeFirst: it would end before it begins.
        ChoiceVanished: a leader, the township or the kind was deleted meanwhile.
        Vanished, ChangedMeanwhile: somebody deleted or saved it first.
        UserError: a field is too long or cannot be kept.
    """
    pattern = _sound(session, draft)
    name = clean_line(draft.name, _("Name of line"), limit=NAME_LIMIT) or _made_up(session, draft, pattern)
    row = opened(session, BaseRotaRule, draft.id, draft.version)
    if row is None:
        row = BaseRotaRule(position=next_position(session, BaseRotaRule.position), turns=[])
        session.add(row)
    else:
        session.refresh(row, ["turns"])
    row.name, row.pattern, row.note = name, pattern_to_spec(pattern), clean_line(draft.note, _("Note"), limit=200)
    row.half, row.kind, row.township_id = draft.half, draft.kind, draft.township_id
    row.first_day, row.last_day, row.must, row.active = draft.first_day, draft.last_day, draft.must, draft.active
    _keep_turns(row, draft.turns)
    session.flush()
    return row.id


def delete_line(session: Session, line_id: int) -> None:
    """Delete a line; visits that were drafted by it stay.

    Raises:
        Vanished: it is gone already.
    """
    row = found(session, BaseRotaRule, line_id)
    session.refresh(row, ["turns"])
    session.delete(row)
    session.flush()


def move_line(session: Session, line_id: int, *, steps: int) -> bool:
    """Move a line up (negative *steps*) or down: the upper one chooses first where a leader has two turns on a day.

    Raises:
        Vanished: it was deleted meanwhile.
    """
    return move_in_order(session, found(session, BaseRotaRule, line_id), BaseRotaRule.position, steps=steps)


def copy_line(session: Session, line_id: int) -> int:
    """Copy a line to the end of the list and return the copy's id.

    Raises:
        Vanished: it was deleted meanwhile.
    """
    row = found(session, BaseRotaRule, line_id)
    session.refresh(row, ["turns"])
    name = _("{name} (copy)").format(name=row.name)
    made = BaseRotaRule(
        name=name if len(name) <= NAME_LIMIT else row.name, pattern=row.pattern, half=row.half, kind=row.kind,
        township_id=row.township_id, must=row.must, first_day=row.first_day, last_day=row.last_day, active=row.active,
        note=row.note, position=next_position(session, BaseRotaRule.position),
        turns=[BaseRotaTurn(leader_id=each.leader_id, position=each.position) for each in row.turns],
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made.id


def set_line_active(session: Session, line_id: int, *, active: bool) -> None:
    """Use a line, or set it aside for now.

    Raises:
        Vanished: it was deleted meanwhile.
    """
    found(session, BaseRotaRule, line_id).active = active
    session.flush()


def draft_year(
    session: Session, year: int, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> tuple[int, ...]:
    """Draft what of a year's base rota is missing, and return the ids of the new visits.

    What was drafted before is not drafted again, wherever it was moved to since.

    Raises:
        YearIsOver: all of it is past.
        NothingToDraft: nothing is missing, or nothing that is can be.
    """
    require_plannable(date(year, 12, 31))
    if year < today.year:
        raise YearIsOver(year=year)
    draft = base_year(session, year, today=today, calendar=calendar, settings=settings)
    if not draft.new:
        raise NothingToDraft(year=year)
    templates = default_templates(session)
    places = {row.id: row.reception_place for row in session.execute(select(Township.id, Township.reception_place))}
    made = []
    for each in draft.new:
        visit = each.visit
        form = VisitDraft(
            uid=each.uid, day=visit.day, half=visit.half, kind=visit.kind, leader_id=visit.leader_id,
            township_id=visit.township_id, place=places[visit.township_id], state=VisitState.DRAFT,
        )  # fmt: skip
        template = templates.get(visit.kind)
        if template is not None:
            form.theme = template.theme
            if template.half in {None, visit.half}:
                form.starts_at, form.ends_at = template.starts_at, template.ends_at
        made.append(create_visit(session, form))
    return tuple(made)


def _sound(session: Session, draft: BaseRotaDraft) -> Pattern:
    """Return the pattern of a line that can be kept; see `save_line`."""
    pattern = draft.pattern
    if pattern is None or not pattern.is_sound:
        raise PatternEmpty(example=PATTERN_EXAMPLE, field=_("Which days"))
    if pattern.sort is Sort.MARKET and draft.township_id is None:
        raise MarketNeedsTownship(field=_("Township"))
    if draft.must and draft.kind is None:
        raise ReceptionNeedsKind(field=_("Kind"))
    _require_days(draft.first_day, draft.last_day)
    _require_turns(session, draft.turns)
    if draft.township_id is not None:
        require_there(session, Township, draft.township_id, _("Township"))
    if draft.kind is not None:
        require_there(session, VisitKindRow, draft.kind, _("Kind"))
    return pattern


def _made_up(session: Session, draft: BaseRotaDraft, pattern: Pattern) -> str:
    """Return the township and the kind, or the days where the township is open."""
    if draft.township_id is None:
        return pattern.describe()[:NAME_LIMIT]
    township = session.get_one(Township, draft.township_id).name
    kind = _(session.get_one(VisitKindRow, draft.kind).name) if draft.kind is not None else ""
    return f"{township} {kind}".strip()[:NAME_LIMIT]


def _require_days(first: date | None, last: date | None) -> None:
    for day in (first, last):
        if day is not None:
            require_plannable(day)
    if first and last and last < first:
        raise LastBeforeFirst(first=day_text(first, year=True), last=day_text(last, year=True), field=_("Until"))


def _require_turns(session: Session, turns: Sequence[int]) -> None:
    for leader_id in turns:
        leader = session.get(Leader, leader_id)
        if leader is None:
            raise ChoiceVanished(field=_("Leaders in turn"))
        if turns.count(leader_id) > 1:
            raise TurnTwice(leader=leader.name, field=_("Leaders in turn"))


def _keep_turns(row: BaseRotaRule, wanted: Sequence[int]) -> None:
    standing = {each.leader_id: each for each in row.turns}
    if [each.leader_id for each in row.turns] == list(wanted):
        return
    turns = []
    for place, leader_id in enumerate(wanted):
        turn = standing.get(leader_id) or BaseRotaTurn(leader_id=leader_id)
        turn.position = place
        turns.append(turn)
    row.turns = turns
