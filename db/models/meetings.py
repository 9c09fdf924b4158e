"""Recurring county meetings that leaders must attend."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.visits import Half
from db.models.base import Base, Versioned


class Meeting(Versioned, Base):
    """A meeting that recurs by a rule (RFC 5545), never printed on a visit's paper."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at", name="starts_before_ends"),
        CheckConstraint("last_day IS NULL OR first_day <= last_day", name="first_before_last"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    rrule: Mapped[str] = mapped_column(String(400))
    half: Mapped[Half] = mapped_column(default=Half.MORNING)
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    attendees_text: Mapped[str] = mapped_column(String(400), default="")
    rule_text: Mapped[str] = mapped_column(String(200), default="")  # the office's own words
    attendees: Mapped[list[MeetingAttendee]] = relationship(lazy="raise", cascade="all, delete-orphan")


class MeetingAttendee(Base):
    """A leader whose half-day the meeting takes."""

    __tablename__ = "meeting_attendee"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="CASCADE"), primary_key=True, index=True)
