"""Visits, who goes along, and who asked to be received."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.visits import Half, ReceptionForm, RecordForm, VisitState
from db.models.base import Base, Versioned
from db.models.organisation import Leader, Township, Village

_TAKES_THE_DAY = "overlap_confirmed = {no} AND state NOT IN ('cancelled', 'missed') AND half IN ('{half}', 'day')"


def _one_visit_per(half: str) -> Index:
    """Return the index that lets a leader sit in one township only in that half of a day.

    Two secretaries who book one leader at one moment are told apart here and nowhere else;
    `overlap_confirmed` is the office's own word that this one was meant.
    """
    return Index(
        f"uq_visit_leader_{half}",
        "leader_id",
        "day",
        unique=True,
        sqlite_where=text(_TAKES_THE_DAY.format(no="0", half=half)),
        postgresql_where=text(_TAKES_THE_DAY.format(no="false", half=half)),
    )


class VisitKindRow(Versioned, Base):
    """A kind of outing: those of core.visits.SHIPPED_KINDS and the office's own."""

    __tablename__ = "visit_kind"
    __table_args__ = (CheckConstraint("length(trim(name)) > 0", name="has_a_name"),)

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    seal: Mapped[str] = mapped_column(String(2))
    colour: Mapped[str] = mapped_column(String(10))
    receives_people: Mapped[bool] = mapped_column(default=False)
    record: Mapped[RecordForm] = mapped_column(default=RecordForm.RESEARCH)
    own: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class Visit(Versioned, Base):
    """One leader goes to one township for half a day or a day."""

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at", name="starts_before_ends"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        Index("ix_visit_day_leader", "day", "leader_id"),
        Index("ix_visit_township_day", "township_id", "day"),
        _one_visit_per("morning"),
        _one_visit_per("afternoon"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    year: Mapped[int]
    number: Mapped[int]
    day: Mapped[date]
    half: Mapped[Half]
    starts_at: Mapped[time | None]  # local wall-clock time in the township, where one is fixed
    ends_at: Mapped[time | None]
    kind: Mapped[str] = mapped_column(ForeignKey("visit_kind.key", ondelete="RESTRICT"), index=True)
    reception_form: Mapped[ReceptionForm | None]
    leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="RESTRICT"), index=True)
    township_id: Mapped[int] = mapped_column(ForeignKey("township.id", ondelete="RESTRICT"))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id", ondelete="RESTRICT"), index=True)
    place: Mapped[str] = mapped_column(String(200), default="")
    theme: Mapped[str] = mapped_column(String(400), default="")
    state: Mapped[VisitState] = mapped_column(default=VisitState.SET)
    state_reason: Mapped[str] = mapped_column(String(400), default="")
    unannounced: Mapped[bool] = mapped_column(default=False)
    pinned: Mapped[bool] = mapped_column(default=False)
    overlap_confirmed: Mapped[bool] = mapped_column(default=False)
    result: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    leader: Mapped[Leader] = relationship(lazy="raise")
    township: Mapped[Township] = relationship(lazy="raise")
    village: Mapped[Village | None] = relationship(lazy="raise")
    leaders: Mapped[list[VisitLeader]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="VisitLeader.position"
    )
    agencies: Mapped[list[VisitAgency]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="VisitAgency.position"
    )
    appointments: Mapped[list[Appointment]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="Appointment.position"
    )


class VisitLeader(Base):
    """An accompanying leader."""

    __tablename__ = "visit_leader"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="RESTRICT"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class VisitAgency(Base):
    """An accompanying agency, and whether it was told and said yes."""

    __tablename__ = "visit_agency"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)
    notified_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]


class Petitioner(Versioned, Base):
    """The person who raised an issue or asked to be received; masked on screen, in no shared print.

    ID numbers are not stored: no step of the work needs them.
    """

    __tablename__ = "petitioner"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), default="", index=True)
    phone: Mapped[str] = mapped_column(String(60), default="", index=True)
    address: Mapped[str] = mapped_column(String(200), default="")
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id", ondelete="SET NULL"), index=True)
    headcount: Mapped[int] = mapped_column(default=1)
    erased_on: Mapped[date | None]


class Appointment(Base):
    """A resident's time slot in a visit (约访), and which agency is to come along for it."""

    __tablename__ = "appointment"
    __table_args__ = (CheckConstraint("minutes BETWEEN 1 AND 720", name="minutes_in_range"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    petitioner_id: Mapped[int | None] = mapped_column(ForeignKey("petitioner.id", ondelete="SET NULL"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    at: Mapped[time | None]
    topic: Mapped[str] = mapped_column(String(400), default="")
    minutes: Mapped[int | None]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"), index=True)
    came: Mapped[bool | None]
    petitioner: Mapped[Petitioner | None] = relationship(lazy="raise")
