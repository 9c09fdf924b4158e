"""What a visit brings back: its record, people received, consultations, households and who was there."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.records import AttendeeRole, HouseholdVisitKind, NoteKind, OutreachForm, ReceptionOutcome
from db.models.base import Base, Versioned


class VisitRecord(Versioned, Base):
    """What was written down of one visit; its words for the report are `visit.result`."""

    __tablename__ = "visit_record"
    __table_args__ = (
        CheckConstraint("arrived_at IS NULL OR left_at IS NULL OR arrived_at < left_at", name="arrived_before_left"),
        CheckConstraint("headcount BETWEEN 0 AND 1000000", name="headcount_in_range"),
        CheckConstraint("copies BETWEEN 0 AND 1000000", name="copies_in_range"),
        CheckConstraint("vehicles BETWEEN 0 AND 99", name="vehicles_in_range"),
        CheckConstraint("companions BETWEEN 0 AND 999", name="companions_in_range"),
    )

    visit_id: Mapped[int] = mapped_column(
        ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    recorded_on: Mapped[date]
    arrived_at: Mapped[time | None]
    left_at: Mapped[time | None]
    cut_short: Mapped[bool] = mapped_column(default=False)
    approach: Mapped[str] = mapped_column(String(100), default="")
    headcount: Mapped[int | None]
    audience: Mapped[str] = mapped_column(String(200), default="")
    materials: Mapped[str] = mapped_column(String(400), default="")
    copies: Mapped[int | None]
    outreach_form: Mapped[OutreachForm | None]
    vehicles: Mapped[int | None]
    companions: Mapped[int | None]
    report_attachment_id: Mapped[int | None] = mapped_column(
        ForeignKey("attachment.id", ondelete="SET NULL"), index=True
    )


class VisitNote(Base):
    """One line of a research record or of a policy talk; a question may have become an issue."""

    __tablename__ = "visit_note"
    __table_args__ = (CheckConstraint("length(trim(text)) > 0", name="has_words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    kind: Mapped[NoteKind]
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str]
    reply: Mapped[str] = mapped_column(default="")
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id", ondelete="SET NULL"), index=True)


class Reception(Versioned, Base):
    """How the people behind an issue were received (接访登记)."""

    __tablename__ = "reception"
    __table_args__ = (CheckConstraint("headcount BETWEEN 1 AND 100000", name="headcount_in_range"),)

    issue_id: Mapped[int] = mapped_column(
        ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    headcount: Mapped[int] = mapped_column(default=1)
    representatives: Mapped[str] = mapped_column(String(200), default="")
    received_by: Mapped[int | None] = mapped_column(ForeignKey("leader.id", ondelete="SET NULL"), index=True)
    outcome: Mapped[ReceptionOutcome | None]
    instruction: Mapped[str] = mapped_column(default="")


class Consultation(Versioned, Base):
    """A joint consultation on an issue (会诊); lead agency and deadline are the issue's own."""

    __tablename__ = "consultation"

    issue_id: Mapped[int] = mapped_column(
        ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    decision: Mapped[str] = mapped_column(default="")
    dissent: Mapped[str] = mapped_column(default="")
    opinions: Mapped[list[AgencyOpinion]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="AgencyOpinion.position"
    )


class AgencyOpinion(Base):
    """What one agency said in a consultation."""

    __tablename__ = "agency_opinion"
    __table_args__ = (UniqueConstraint("issue_id", "agency_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("consultation.issue_id", ondelete="CASCADE"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    opinion: Mapped[str] = mapped_column(default="")
    dissents: Mapped[bool] = mapped_column(default=False)


class HouseholdCategory(Versioned, Base):
    """What kind of household it is (必访户类别); the office edits the list."""

    __tablename__ = "household_category"
    __table_args__ = (CheckConstraint("length(trim(name)) > 0", name="has_a_name"),)

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class HouseholdVisit(Versioned, Base):
    """A household that was called on; name, phone and address are masked like a petitioner's."""

    __tablename__ = "household_visit"
    __table_args__ = (
        CheckConstraint("members BETWEEN 0 AND 99", name="members_in_range"),
        CheckConstraint("cash_yuan BETWEEN 0 AND 10000000", name="cash_in_range"),
        CheckConstraint("next_on IS NULL OR next_on > day", name="next_lies_ahead"),
        CheckConstraint(
            "coalesce(cash_yuan, 0) = 0 OR (length(trim(signer_one)) > 0 AND length(trim(signer_two)) > 0)",
            name="cash_has_two_signatures",
        ),
        Index("ix_household_visit_village_day", "village_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="RESTRICT"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("leader.id", ondelete="RESTRICT"), index=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id", ondelete="RESTRICT"))
    kind: Mapped[HouseholdVisitKind] = mapped_column(default=HouseholdVisitKind.HOUSEHOLD_VISIT)
    category: Mapped[str | None] = mapped_column(ForeignKey("household_category.key", ondelete="RESTRICT"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    householder: Mapped[str] = mapped_column(String(60), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    members: Mapped[int | None]
    needs: Mapped[str] = mapped_column(default="")
    cash_yuan: Mapped[int | None]
    goods: Mapped[str] = mapped_column(String(200), default="")
    signer_one: Mapped[str] = mapped_column(String(60), default="")
    signer_two: Mapped[str] = mapped_column(String(60), default="")
    next_on: Mapped[date | None] = mapped_column(index=True)
    note: Mapped[str] = mapped_column(default="")
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id", ondelete="SET NULL"), index=True)


class Attendee(Base):
    """Somebody expected at a visit, and whether they came."""

    __tablename__ = "attendee"
    __table_args__ = (CheckConstraint("length(trim(name)) > 0", name="has_a_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(100), default="")
    post: Mapped[str] = mapped_column(String(60), default="")
    role: Mapped[AttendeeRole] = mapped_column(default=AttendeeRole.OTHER)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("leader.id", ondelete="SET NULL"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="SET NULL"), index=True)
    present: Mapped[bool | None]
