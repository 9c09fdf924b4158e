"""Leaders, townships, villages and agencies, and how they belong together."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.organisation import LeadershipBody, TownshipKind, VillageKind
from db.models.base import Base, Versioned


class Leader(Versioned, Base):
    """A county leader on the rota; leaders are listed by rank order, never by alphabet."""

    __tablename__ = "leader"
    __table_args__ = (
        CheckConstraint("duty_share BETWEEN 0 AND 100", name="duty_share_is_percent"),
        CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to", name="valid_from_before_to"
        ),
        CheckConstraint("length(trim(name)) > 0", name="has_a_name"),
        UniqueConstraint("name", "post"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    post: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[LeadershipBody] = mapped_column(default=LeadershipBody.OTHER)
    rank_order: Mapped[int] = mapped_column(default=0, index=True)
    portfolio: Mapped[str] = mapped_column(String(400), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    duty_share: Mapped[int] = mapped_column(default=100)
    duty_reason: Mapped[str] = mapped_column(String(200), default="")
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="SET NULL"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class BackupPair(Base):
    """Two leaders who stand in for each other (AB角) and must not both be away."""

    __tablename__ = "backup_pair"
    __table_args__ = (
        UniqueConstraint("a_leader_id", "b_leader_id"),
        CheckConstraint("a_leader_id <> b_leader_id", name="two_people"),
        CheckConstraint("ends IS NULL OR starts IS NULL OR starts <= ends", name="starts_before_ends"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    a_leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="CASCADE"), index=True)
    b_leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="CASCADE"), index=True)
    starts: Mapped[date | None]
    ends: Mapped[date | None]


class Township(Versioned, Base):
    """A township, town or subdistrict, with what a journey there takes."""

    __tablename__ = "township"
    __table_args__ = (
        CheckConstraint("distance_km BETWEEN 0 AND 2000", name="distance_in_range"),
        CheckConstraint("travel_minutes BETWEEN 0 AND 2880", name="travel_in_range"),
        CheckConstraint("population BETWEEN 0 AND 10000000", name="population_in_range"),
        CheckConstraint("visit_interval_days BETWEEN 1 AND 3660", name="interval_in_range"),
        CheckConstraint("length(trim(name)) > 0", name="has_a_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[TownshipKind] = mapped_column(default=TownshipKind.TOWNSHIP)
    position: Mapped[int] = mapped_column(default=0)
    distance_km: Mapped[int | None]
    travel_minutes: Mapped[int | None]
    population: Mapped[int | None]
    liaison_name: Mapped[str] = mapped_column(String(60), default="")
    liaison_phone: Mapped[str] = mapped_column(String(60), default="")
    reception_place: Mapped[str] = mapped_column(String(200), default="")
    visit_interval_days: Mapped[int | None]  # None takes the office's setting
    note: Mapped[str] = mapped_column(default="")
    markets: Mapped[list[Market]] = relationship(
        back_populates="township", lazy="raise", cascade="all, delete-orphan", order_by="Market.id"
    )


class Market(Base):
    """A market held in a township; a township may hold several with different rules."""

    __tablename__ = "market"

    id: Mapped[int] = mapped_column(primary_key=True)
    township_id: Mapped[int] = mapped_column(ForeignKey("township.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60), default="")
    rule: Mapped[str] = mapped_column(String(200))  # spec of core.calendar.markets
    as_written: Mapped[str] = mapped_column(String(200), default="")  # the office's own words
    township: Mapped[Township] = relationship(back_populates="markets", lazy="raise")


class Village(Versioned, Base):
    """An administrative village or community."""

    __tablename__ = "village"
    __table_args__ = (
        UniqueConstraint("township_id", "name"),
        CheckConstraint("households BETWEEN 0 AND 100000", name="households_in_range"),
        CheckConstraint("length(trim(name)) > 0", name="has_a_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    township_id: Mapped[int] = mapped_column(ForeignKey("township.id", ondelete="RESTRICT"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[VillageKind] = mapped_column(default=VillageKind.VILLAGE)
    position: Mapped[int] = mapped_column(default=0)
    households: Mapped[int | None]


class Agency(Versioned, Base):
    """A county department or company that issues are handed to."""

    __tablename__ = "agency"
    __table_args__ = (CheckConstraint("length(trim(name)) > 0", name="has_a_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    short_name: Mapped[str] = mapped_column(String(60), default="", index=True)
    position: Mapped[int] = mapped_column(default=0)
    contact_name: Mapped[str] = mapped_column(String(60), default="")
    contact_phone: Mapped[str] = mapped_column(String(60), default="")
    active: Mapped[bool] = mapped_column(default=True)
    aliases: Mapped[list[AgencyAlias]] = relationship(lazy="raise", cascade="all, delete-orphan")


class AgencyAlias(Base):
    """A further name under which an agency turns up in the office's files."""

    __tablename__ = "agency_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), index=True)
    alias: Mapped[str] = mapped_column(String(100), unique=True)


class Pairing(Versioned, Base):
    """A leader answers for a township or a village (包联), from a day to a day."""

    __tablename__ = "pairing"
    __table_args__ = (
        CheckConstraint("ends IS NULL OR starts <= ends", name="starts_before_ends"),
        Index("ix_pairing_township_leader", "township_id", "leader_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="CASCADE"), index=True)
    township_id: Mapped[int] = mapped_column(ForeignKey("township.id", ondelete="CASCADE"))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id", ondelete="CASCADE"))
    starts: Mapped[date]
    ends: Mapped[date | None]


class Absence(Versioned, Base):
    """A leader is away from a day to a day, both included."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("starts <= ends", name="starts_before_ends"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="CASCADE"), index=True)
    starts: Mapped[date] = mapped_column(index=True)
    ends: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200), default="")
