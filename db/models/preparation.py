"""Before a visit: requests, templates, preparation steps, the plan of the day, and which townships lie side by side."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.preparation import Certainty, Proof, RequestOrigin, RequestState, StopKind
from core.visits import Half
from db.models.base import Base, Versioned


class VisitRequest(Versioned, Base):
    """A visit that waits to be placed: asked for by a township, missed, or noted by the office."""

    __tablename__ = "visit_request"
    __table_args__ = (
        CheckConstraint("first_day IS NULL OR last_day IS NULL OR first_day <= last_day", name="first_before_last"),
        CheckConstraint("people BETWEEN 0 AND 100000", name="people_in_range"),
        Index("ix_visit_request_state_township", "state", "township_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    received_on: Mapped[date]
    origin: Mapped[RequestOrigin] = mapped_column(default=RequestOrigin.TOWNSHIP)
    township_id: Mapped[int] = mapped_column(ForeignKey("township.id", ondelete="RESTRICT"), index=True)
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id", ondelete="RESTRICT"), index=True)
    kind: Mapped[str | None] = mapped_column(ForeignKey("visit_kind.key", ondelete="RESTRICT"), index=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("leader.id", ondelete="SET NULL"), index=True)
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    half: Mapped[Half | None]
    theme: Mapped[str] = mapped_column(String(400), default="")
    detail: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    people: Mapped[int | None]
    contact_name: Mapped[str] = mapped_column(String(60), default="")
    contact_phone: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[RequestState] = mapped_column(default=RequestState.OPEN)
    answer: Mapped[str] = mapped_column(String(400), default="")
    answered_on: Mapped[date | None]
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="SET NULL"), index=True)
    missed_visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    agencies: Mapped[list[VisitRequestAgency]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="VisitRequestAgency.position"
    )


class VisitRequestAgency(Base):
    """An agency that the township asks for."""

    __tablename__ = "visit_request_agency"

    request_id: Mapped[int] = mapped_column(ForeignKey("visit_request.id", ondelete="CASCADE"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class VisitTemplate(Versioned, Base):
    """What a new visit of a kind starts with; the default one of its kind is taken without asking."""

    __tablename__ = "visit_template"
    __table_args__ = (
        UniqueConstraint("kind", "name"),
        CheckConstraint("starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at", name="starts_before_ends"),
        CheckConstraint("length(trim(name)) > 0", name="has_a_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(ForeignKey("visit_kind.key", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    is_default: Mapped[bool] = mapped_column(default=False)
    theme: Mapped[str] = mapped_column(String(400), default="")
    half: Mapped[Half | None]
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    note: Mapped[str] = mapped_column(default="")
    steps: Mapped[list[Any]] = mapped_column(default=list)  # core.preparation.StepDraft as plain values
    stops: Mapped[list[Any]] = mapped_column(default=list)  # core.preparation.StopDraft as plain values
    position: Mapped[int] = mapped_column(default=0)


class PreparationStep(Base):
    """One step of a visit's preparation; a visit without any follows its kind's template."""

    __tablename__ = "preparation_step"
    __table_args__ = (CheckConstraint("days_before BETWEEN 0 AND 60", name="days_before_in_range"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    days_before: Mapped[int]  # working days before the visit
    what: Mapped[str] = mapped_column(String(200))
    who: Mapped[str] = mapped_column(String(60), default="")
    proof: Mapped[Proof] = mapped_column(default=Proof.NONE)
    done_on: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(String(60), default="")


class ItineraryStop(Base):
    """One line of a visit's day plan."""

    __tablename__ = "itinerary_stop"
    __table_args__ = (CheckConstraint("minutes BETWEEN 0 AND 1440", name="minutes_in_range"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[StopKind]
    what: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id", ondelete="RESTRICT"), index=True)
    at: Mapped[time | None]
    certainty: Mapped[Certainty] = mapped_column(default=Certainty.EXACT)
    minutes: Mapped[int | None]


class TownshipRoad(Base):
    """Two townships on one road, and what the way between them takes; the smaller id stands first."""

    __tablename__ = "township_road"
    __table_args__ = (
        CheckConstraint("one_id < other_id", name="in_order"),
        CheckConstraint("minutes BETWEEN 0 AND 2880", name="minutes_in_range"),
        CheckConstraint("distance_km BETWEEN 0 AND 2000", name="distance_in_range"),
    )

    one_id: Mapped[int] = mapped_column(ForeignKey("township.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("township.id", ondelete="CASCADE"), primary_key=True, index=True)
    minutes: Mapped[int | None]
    distance_km: Mapped[int | None]
    road: Mapped[str] = mapped_column(String(60), default="")
