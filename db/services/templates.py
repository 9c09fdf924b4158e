"""Editing templates of visits, household categories and the roads between townships."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias
from uuid import uuid4

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.counts import households_text
from core.errors import EndsBeforeStarts, NameTaken, StillInUse
from core.i18n import _
from core.names import name_key
from core.outing_presets import steps_to_json, stops_to_json
from core.preparation import TemplateDraft
from core.preparation_errors import RoadToItself, RoadTwice, TemplateIsLast
from core.text import clean_line, clean_text, required_line
from db.models import HouseholdCategory, Township, TownshipRoad, VisitKindRow, VisitTemplate
from db.queries.templates import household_categories
from db.services.directory import found, next_position, opened, require_free_name, whole
from db.services.ordering import move_in_order
from db.services.preparation import cleaned_steps, cleaned_stops

Road: TypeAlias = tuple[int, int | None, int | None, str]
"""A neighbour's id, minutes, kilometres, and the name of the road."""


def save_template(session: Session, draft: TemplateDraft) -> int:
    """Save a template and return its id; the default one of a kind takes that place from the one before.

    Raises:
        NameTaken: another template of the kind has this name.
        UserError: a field is missing, too long or out of range, or it was changed meanwhile.
    """
    name = required_line(draft.name, _("Template"), limit=60)
    found(session, VisitKindRow, draft.kind)
    require_free_name(session, VisitTemplate, VisitTemplate.name, name, draft.id, VisitTemplate.kind == draft.kind)
    if draft.starts_at and draft.ends_at and draft.ends_at <= draft.starts_at:
        raise EndsBeforeStarts(start=f"{draft.starts_at:%H:%M}", end=f"{draft.ends_at:%H:%M}")
    row = opened(session, VisitTemplate, draft.id, draft.version)
    if row is None:
        row = VisitTemplate(position=next_position(session, VisitTemplate.position, VisitTemplate.kind == draft.kind))
        row.is_default = False
    others = [other for other in _of_kind(session, draft.kind) if other is not row]
    left, row.kind, row.name = row.kind, draft.kind, name
    row.theme = clean_line(draft.theme, _("Theme"), limit=400)
    row.note = clean_text(draft.note, _("Note"))
    row.half, row.starts_at, row.ends_at = draft.half, draft.starts_at, draft.ends_at
    row.steps = steps_to_json(cleaned_steps(draft.steps))
    row.stops = stops_to_json(cleaned_stops(session, draft.stops))
    row.is_default = draft.is_default or not any(other.is_default for other in others)
    session.add(row)
    for other in others:
        other.is_default = other.is_default and not row.is_default
    session.flush()
    if left is not None and left != draft.kind:
        _elect_default(session, left)
    return row.id


def delete_template(session: Session, template_id: int) -> None:
    """Delete a template; the first one left becomes the default of its kind.

    Raises:
        TemplateIsLast: the kind has no other.
    """
    row = found(session, VisitTemplate, template_id)
    if len(_of_kind(session, row.kind)) == 1:
        raise TemplateIsLast(name=row.name)
    session.delete(row)
    session.flush()
    _elect_default(session, row.kind)


def _of_kind(session: Session, kind: str) -> list[VisitTemplate]:
    query = select(VisitTemplate).where(VisitTemplate.kind == kind)
    return list(session.scalars(query.order_by(VisitTemplate.position, VisitTemplate.id)))


def _elect_default(session: Session, kind: str) -> None:
    left = _of_kind(session, kind)
    if left and not any(row.is_default for row in left):
        left[0].is_default = True
        session.flush()


def save_household_category(session: Session, key: str, *, name: str) -> str:
    """Save a category of household and return its key; an empty *key* adds one.

    Raises:
        NameTaken: another category has this name.
        UserError: the name is missing or too long.
    """
    cleaned = required_line(name, _("Category"), limit=60)
    others = session.execute(select(HouseholdCategory.key, HouseholdCategory.name))
    if any(name_key(other) == name_key(cleaned) for other_key, other in others if other_key != key):
        raise NameTaken(name=cleaned)
    if key:
        row = found(session, HouseholdCategory, key)
    else:
        place = next_position(session, HouseholdCategory.position)
        row = HouseholdCategory(key=f"own_{uuid4().hex[:12]}", position=place)
        session.add(row)
    row.name = cleaned
    session.flush()
    key_of_row: str = row.key
    return key_of_row


def set_household_category_active(session: Session, key: str, *, active: bool) -> None:
    """Offer a category for new household visits, or offer it no more."""
    found(session, HouseholdCategory, key).active = active
    session.flush()


def move_household_category(session: Session, key: str, *, steps: int) -> bool:
    """Move a category up (negative) or down; return whether anything moved."""
    row = found(session, HouseholdCategory, key)
    return move_in_order(session, row, HouseholdCategory.position, steps=steps)


def delete_household_category(session: Session, key: str) -> None:
    """Delete a category that no household visit has.

    Raises:
        StillInUse: household visits have it; it can be set aside.
    """
    row = found(session, HouseholdCategory, key)
    used = next(each.used for each in household_categories(session) if each.key == key)
    if used:
        raise StillInUse(name=row.name, what=households_text(used))
    session.delete(row)
    session.flush()


def save_roads(session: Session, township_id: int, given: Iterable[Road]) -> None:
    """Make the roads of a township these: (other township, minutes, kilometres, name of the road).

    Raises:
        RoadToItself: a road leads nowhere.
        RoadTwice: a neighbour stands in the list twice.
        UserError: a number is out of range, or a township was deleted meanwhile.
    """
    own = found(session, Township, township_id)
    mine = or_(TownshipRoad.one_id == township_id, TownshipRoad.other_id == township_id)
    known = {(row.one_id, row.other_id): row for row in session.scalars(select(TownshipRoad).where(mine))}
    seen = set()
    for other_id, minutes, distance, road in given:
        if other_id == township_id:
            raise RoadToItself(township=own.name)
        other = found(session, Township, other_id)
        if other_id in seen:
            raise RoadTwice(township=other.name)
        seen.add(other_id)
        one_id, two_id = sorted((township_id, other_id))
        row = known.pop((one_id, two_id), None)
        if row is None:
            row = TownshipRoad(one_id=one_id, other_id=two_id)
            session.add(row)
        row.minutes = whole(minutes, _("Travel time, minutes"), 0, 2880)
        row.distance_km = whole(distance, _("Distance, km"), 0, 2000)
        row.road = clean_line(road, _("Road"), limit=60)
    for row in known.values():
        session.delete(row)
    session.flush()
