"""A published plan: its frozen rows, and the people who were phoned about it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.planning import CallAnswer, Party, ReleaseState
from core.visits import Half, ReceptionForm
from db.models.base import Base, Versioned


class Release(Versioned, Base):
    """Issue no. N of the plan for a stretch of days; its rows never change."""

    __tablename__ = "plan_release"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("first_day <= last_day", name="first_before_last"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        Index("ix_plan_release_first_day_last_day", "first_day", "last_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    title: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[ReleaseState] = mapped_column(default=ReleaseState.ISSUED)
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(String(400), default="")  # of a re-issue: 变更说明
    replaces_id: Mapped[int | None]  # no foreign key: undo could not tell which of two rows comes first
    confirmed_on: Mapped[date | None]
    sha256: Mapped[str] = mapped_column(String(64), default="")  # of the rows, so that a changed one is found
    heading: Mapped[dict[str, Any]] = mapped_column(default=dict)  # county, office, phones as they were printed
    rows: Mapped[list[ReleaseRow]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ReleaseRow.position"
    )
    calls: Mapped[list[PhoneCall]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="PhoneCall.position"
    )


class ReleaseRow(Base):
    """One visit as it was published, in words; unannounced visits are never among them."""

    __tablename__ = "plan_release_row"
    __table_args__ = (UniqueConstraint("release_id", "visit_uid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("plan_release.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    visit_uid: Mapped[str] = mapped_column(String(36), index=True)
    number: Mapped[str] = mapped_column(String(60), default="")
    day: Mapped[date]
    half: Mapped[Half]
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    kind: Mapped[str] = mapped_column(String(60))  # its name as printed
    seal: Mapped[str] = mapped_column(String(2), default="")
    reception_form: Mapped[ReceptionForm | None]
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("leader.id", ondelete="SET NULL"), index=True)
    leader: Mapped[str] = mapped_column(String(60))
    post: Mapped[str] = mapped_column(String(200), default="")
    portfolio: Mapped[str] = mapped_column(String(400), default="")
    township_id: Mapped[int | None] = mapped_column(ForeignKey("township.id", ondelete="SET NULL"), index=True)
    township: Mapped[str] = mapped_column(String(60))
    village: Mapped[str] = mapped_column(String(60), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    theme: Mapped[str] = mapped_column(String(400), default="")
    companions: Mapped[str] = mapped_column(String(1000), default="")  # accompanying leaders, by rank order
    agencies: Mapped[str] = mapped_column(String(1000), default="")


class PhoneCall(Versioned, Base):
    """Somebody to be phoned about a published plan: what to say, and what came of it."""

    __tablename__ = "phone_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("plan_release.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    party: Mapped[Party]
    party_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(60), default="")
    words: Mapped[str] = mapped_column(default="")
    answer: Mapped[CallAnswer] = mapped_column(default=CallAnswer.OPEN)
    answered_at: Mapped[datetime | None]
    call_again_at: Mapped[datetime | None]
    actor: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(400), default="")
