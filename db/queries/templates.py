"""What the office sets up for outings: templates of each kind, household categories, roads between townships."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from core.outing_presets import steps_from_json, stops_from_json
from core.preparation import TemplateDraft
from db.models import HouseholdCategory, HouseholdVisit, Township, TownshipRoad, VisitKindRow, VisitTemplate


@dataclass(frozen=True, slots=True)
class HouseholdCategoryRow:
    """A category of household; `used` counts the household visits that have it."""

    key: str
    name: str
    active: bool
    used: int


@dataclass(frozen=True, slots=True)
class RoadRow:
    """A road between two townships."""

    one_id: int
    one: str
    other_id: int
    other: str
    minutes: int | None
    distance_km: int | None
    road: str


def templates(session: Session, kind: str | None = None) -> list[TemplateDraft]:
    """Return the templates for editing, by kind in the office's order, the default of a kind first."""
    query = (
        select(VisitTemplate)
        .join(VisitKindRow, VisitKindRow.key == VisitTemplate.kind)
        .order_by(
            VisitKindRow.position,
            VisitKindRow.key,
            VisitTemplate.is_default.desc(),
            VisitTemplate.position,
            VisitTemplate.id,
        )
    )
    rows = session.scalars(query if kind is None else query.where(VisitTemplate.kind == kind))
    return [_draft(row) for row in rows]


def default_template(session: Session, kind: str) -> TemplateDraft | None:
    """Return what a visit of *kind* starts with."""
    return default_templates(session).get(kind)


def default_templates(session: Session) -> dict[str, TemplateDraft]:
    """Return what a visit of each kind starts with; a kind without a template is left out."""
    query = select(VisitTemplate).where(VisitTemplate.is_default).order_by(VisitTemplate.position, VisitTemplate.id)
    found: dict[str, TemplateDraft] = {}
    for row in session.scalars(query):
        found.setdefault(row.kind, _draft(row))
    return found


def household_categories(session: Session) -> list[HouseholdCategoryRow]:
    """Return all categories in the office's order."""
    used = (
        select(func.count())
        .where(HouseholdVisit.category == HouseholdCategory.key)
        .correlate(HouseholdCategory)
        .scalar_subquery()
    )
    query = select(HouseholdCategory.key, HouseholdCategory.name, HouseholdCategory.active, used)
    rows = session.execute(query.order_by(HouseholdCategory.position, HouseholdCategory.key))
    return [HouseholdCategoryRow(*row) for row in rows]


def roads(session: Session, township_id: int | None = None) -> list[RoadRow]:
    """Return the roads between townships, or those of one township, which then stands as `one`."""
    one, other = aliased(Township), aliased(Township)
    query = (
        select(
            TownshipRoad.one_id,
            one.name,
            TownshipRoad.other_id,
            other.name,
            TownshipRoad.minutes,
            TownshipRoad.distance_km,
            TownshipRoad.road,
        )
        .join(one, one.id == TownshipRoad.one_id)
        .join(other, other.id == TownshipRoad.other_id)
        .order_by(one.position, one.id, other.position, other.id)
    )
    if township_id is not None:
        query = query.where(or_(TownshipRoad.one_id == township_id, TownshipRoad.other_id == township_id))
    found = [RoadRow(*row) for row in session.execute(query)]
    return [row if township_id in {None, row.one_id} else _turned(row) for row in found]


def _turned(row: RoadRow) -> RoadRow:
    return RoadRow(row.other_id, row.other, row.one_id, row.one, row.minutes, row.distance_km, row.road)


def _draft(row: VisitTemplate) -> TemplateDraft:
    return TemplateDraft(
        kind=row.kind,
        name=row.name,
        id=row.id,
        version=row.version,
        is_default=row.is_default,
        theme=row.theme,
        half=row.half,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        note=row.note,
        steps=steps_from_json(row.steps),
        stops=stops_from_json(row.stops),
    )
