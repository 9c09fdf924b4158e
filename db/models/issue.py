"""Issues, their deadlines, and the timeline that only grows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.chain import IssueTrack, NoticeLevel, PauseKind
from core.issues import ActionKind, CheckMark, IssueState, Satisfaction, SourceChannel
from db.models.base import Base, Versioned
from db.models.organisation import Agency, Leader, Township, Village
from db.models.visit import Petitioner, Visit


class IssueCategory(Versioned, Base):
    """What an issue is about, and the limit the office gives such issues."""

    __tablename__ = "issue_category"
    __table_args__ = (
        CheckConstraint("limit_amount BETWEEN 1 AND 3660", name="limit_in_range"),
        CheckConstraint("limit_unit IN ('working', 'natural')", name="limit_unit_is_known"),
    )

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    limit_amount: Mapped[int] = mapped_column(default=15)
    limit_unit: Mapped[str] = mapped_column(String(10), default="working")
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class DeadlineRuleRow(Versioned, Base):
    """An editable preset of core.deadlines.PRESETS, with its source."""

    __tablename__ = "deadline_rule"
    __table_args__ = (
        CheckConstraint("amount BETWEEN 1 AND 3660", name="amount_in_range"),
        CheckConstraint("unit IN ('working', 'natural')", name="unit_is_known"),
        CheckConstraint("roll IN ('none', 'next', 'previous')", name="roll_is_known"),
    )

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    amount: Mapped[int]
    unit: Mapped[str] = mapped_column(String(10))
    roll: Mapped[str] = mapped_column(String(10), default="none")
    counts_from: Mapped[str] = mapped_column(String(60), default="")
    source: Mapped[str] = mapped_column(String(400), default="")
    pausable: Mapped[bool] = mapped_column(default=True)  # whether a hearing or missing papers stop this clock
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class Issue(Versioned, Base):
    """Something raised on site that a unit must settle by a date.

    `due` is stored with the `due_steps` that lead to it, so that a later holiday edit
    never moves it unseen. `due_stated`: the office wrote the date itself. Further clocks
    are rows of `issue_clock`. A `restricted` issue counts in a series of its own, so that
    its absence from what others may see leaves no gap in the numbers.
    """

    __tablename__ = "issue"
    __table_args__ = (
        CheckConstraint("length(trim(title)) > 0", name="has_a_title"),
        CheckConstraint("limit_amount BETWEEN 1 AND 3660", name="limit_in_range"),
        CheckConstraint("limit_unit IN ('working', 'natural')", name="limit_unit_is_known"),
        CheckConstraint("chase_count >= 0", name="chase_count_counts_up"),
        CheckConstraint("pass_count >= 0", name="pass_count_counts_up"),
        CheckConstraint("feedback_every BETWEEN 1 AND 366", name="feedback_every_in_range"),
        UniqueConstraint("series", "year", "serial"),
        Index("ix_issue_state_due", "state", "due"),
        Index("ix_issue_township_state", "township_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    number: Mapped[str] = mapped_column(String(60), unique=True)  # as printed, imported ones keep theirs
    series: Mapped[str] = mapped_column(String(20), default="issue")
    year: Mapped[int]
    serial: Mapped[int]
    title: Mapped[str] = mapped_column(String(400))
    detail: Mapped[str] = mapped_column(default="")
    raised_on: Mapped[date] = mapped_column(index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="RESTRICT"), index=True)
    township_id: Mapped[int] = mapped_column(ForeignKey("township.id", ondelete="RESTRICT"))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id", ondelete="RESTRICT"), index=True)
    petitioner_id: Mapped[int | None] = mapped_column(ForeignKey("petitioner.id", ondelete="SET NULL"), index=True)
    category: Mapped[str | None] = mapped_column(ForeignKey("issue_category.key", ondelete="RESTRICT"), index=True)
    source_channel: Mapped[SourceChannel] = mapped_column(default=SourceChannel.VISIT)
    track: Mapped[IssueTrack] = mapped_column(default=IssueTrack.ONSITE)
    restricted: Mapped[bool] = mapped_column(default=False)
    subject_of_complaint: Mapped[str] = mapped_column(String(200), default="")
    subject_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"), index=True)
    subject_leader_id: Mapped[int | None] = mapped_column(ForeignKey("leader.id", ondelete="RESTRICT"), index=True)
    lead_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"), index=True)
    case_leader_id: Mapped[int | None] = mapped_column(ForeignKey("leader.id", ondelete="RESTRICT"), index=True)
    state: Mapped[IssueState] = mapped_column(default=IssueState.REGISTERED)
    limit_amount: Mapped[int | None]
    limit_unit: Mapped[str | None] = mapped_column(String(10))
    rule_key: Mapped[str | None] = mapped_column(ForeignKey("deadline_rule.key", ondelete="SET NULL"))
    due: Mapped[date | None]
    due_steps: Mapped[list[Any]] = mapped_column(default=list)
    due_stated: Mapped[bool] = mapped_column(default=False)
    due_provisional: Mapped[bool] = mapped_column(default=False)
    closed_on: Mapped[date | None] = mapped_column(index=True)
    close_result: Mapped[str] = mapped_column(default="")
    satisfaction: Mapped[Satisfaction | None]
    chase_count: Mapped[int] = mapped_column(default=0)
    extension_count: Mapped[int] = mapped_column(default=0)
    pass_count: Mapped[int] = mapped_column(default=0)  # how often it was passed on to another unit
    notice_level: Mapped[NoticeLevel] = mapped_column(default=NoticeLevel.NONE)
    feedback_every: Mapped[int | None]  # natural days from one progress report to the next
    accepted_on: Mapped[date | None]
    assigned_on: Mapped[date | None]
    receipt_on: Mapped[date | None]
    moved_on: Mapped[date | None]  # the last line of core.issues.MOVEMENTS
    noted_on: Mapped[date | None]  # the last line of core.issues.NOTES
    replied_on: Mapped[date | None]
    not_asked: Mapped[str] = mapped_column(String(200), default="")  # why nobody asked whether they are satisfied
    drawn_on: Mapped[date | None]  # drawn by lot for a look-back
    look_back_on: Mapped[date | None]
    look_back_held: Mapped[bool | None]
    retain_until: Mapped[date | None]
    bring_to_visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="SET NULL"), index=True)
    note: Mapped[str] = mapped_column(default="")
    visit: Mapped[Visit | None] = relationship(lazy="raise", foreign_keys=[visit_id])
    township: Mapped[Township] = relationship(lazy="raise")
    village: Mapped[Village | None] = relationship(lazy="raise")
    petitioner: Mapped[Petitioner | None] = relationship(lazy="raise")
    lead_agency: Mapped[Agency | None] = relationship(lazy="raise", foreign_keys=[lead_agency_id])
    case_leader: Mapped[Leader | None] = relationship(lazy="raise", foreign_keys=[case_leader_id])
    supporting: Mapped[list[IssueAgency]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="IssueAgency.position"
    )
    actions: Mapped[list[IssueAction]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="IssueAction.id"
    )


class IssueAgency(Base):
    """A supporting agency (协办)."""

    __tablename__ = "issue_agency"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class IssueAction(Base):
    """One line of an issue's timeline; services only ever add lines."""

    __tablename__ = "issue_action"
    __table_args__ = (Index("ix_issue_action_issue_day", "issue_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"))
    day: Mapped[date]
    recorded_at: Mapped[datetime | None]
    kind: Mapped[ActionKind]
    text: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(String(60), default="")  # who received, checked, replied, approved
    way: Mapped[str] = mapped_column(String(60), default="")  # by phone, in writing, on a visit
    evidence: Mapped[str] = mapped_column(String(400), default="")  # where the proof is kept, besides attachments
    mark: Mapped[CheckMark | None]
    satisfaction: Mapped[Satisfaction | None]
    due: Mapped[date | None]  # the due date after this line, where the line set one
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"), index=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("leader.id", ondelete="RESTRICT"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="SET NULL"), index=True)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id", ondelete="SET NULL"), index=True)


class Extension(Base):
    """More time, granted by somebody for a reason (延期)."""

    __tablename__ = "extension"
    __table_args__ = (CheckConstraint("from_due < to_due", name="moves_forward"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    granted_on: Mapped[date]
    from_due: Mapped[date]
    to_due: Mapped[date]
    reason: Mapped[str] = mapped_column(String(400))
    approver: Mapped[str] = mapped_column(String(60))
    document_number: Mapped[str] = mapped_column(String(60), default="")
    late: Mapped[bool] = mapped_column(default=False)  # granted after the date had passed
    told_on: Mapped[date | None]  # the petitioner was told why (petition regulations, Art. 34)


class Suspension(Base):
    """The clock stands still from a day to a day (暂停计时); open-ended while `ends` is empty."""

    __tablename__ = "suspension"
    __table_args__ = (CheckConstraint("ends IS NULL OR starts <= ends", name="starts_before_ends"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    starts: Mapped[date]
    ends: Mapped[date | None]
    kind: Mapped[PauseKind] = mapped_column(default=PauseKind.OTHER)
    reason: Mapped[str] = mapped_column(String(400))


class Promise(Versioned, Base):
    """Words a leader spoke on site (现场表态), with a date."""

    __tablename__ = "promise"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="RESTRICT"), index=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="RESTRICT"), index=True)
    township_id: Mapped[int] = mapped_column(ForeignKey("township.id", ondelete="RESTRICT"), index=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id", ondelete="SET NULL"), index=True)
    text: Mapped[str] = mapped_column(String(400))
    made_on: Mapped[date]
    due: Mapped[date | None]
    kept_on: Mapped[date | None]
    dropped_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(String(400), default="")  # how it was kept, or why it was dropped
