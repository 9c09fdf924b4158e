"""What hangs on issues: further clocks, recusals, papers to units, ready phrases; and the farm seasons."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.chain import ClockKind, IssueTrack, NoticeLevel, PaperKind, PhraseTopic
from core.issues import SourceChannel
from db.models.base import Base, Versioned
from db.models.issue import Issue
from db.models.organisation import Agency


class ClockPreset(Versioned, Base):
    """Which limits an issue gets: the most specific line for each kind of clock wins; empty fields mean any."""

    __tablename__ = "clock_preset"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ClockKind]
    rule_key: Mapped[str] = mapped_column(ForeignKey("deadline_rule.key", ondelete="CASCADE"), index=True)
    track: Mapped[IssueTrack | None]
    category: Mapped[str | None] = mapped_column(ForeignKey("issue_category.key", ondelete="CASCADE"), index=True)
    channel: Mapped[SourceChannel | None]
    repeats: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class IssueClock(Versioned, Base):
    """A further date of an issue, stored with the steps that lead to it; `met_on` stops it."""

    __tablename__ = "issue_clock"
    __table_args__ = (
        CheckConstraint("amount BETWEEN 0 AND 3660", name="amount_in_range"),
        CheckConstraint("unit IN ('working', 'natural')", name="unit_is_known"),
        CheckConstraint("roll IN ('none', 'next', 'previous')", name="roll_is_known"),
        Index("ix_issue_clock_issue_kind", "issue_id", "kind"),
        Index("ix_issue_clock_due_met", "due", "met_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"))
    kind: Mapped[ClockKind]
    rule_key: Mapped[str | None] = mapped_column(ForeignKey("deadline_rule.key", ondelete="SET NULL"), index=True)
    starts: Mapped[date]
    amount: Mapped[int]
    unit: Mapped[str] = mapped_column(String(10))
    roll: Mapped[str] = mapped_column(String(10), default="next")
    counts_from: Mapped[str] = mapped_column(String(60), default="")
    repeats: Mapped[bool] = mapped_column(default=False)
    due: Mapped[date]
    steps: Mapped[list[Any]] = mapped_column(default=list)
    stated: Mapped[bool] = mapped_column(default=False)
    provisional: Mapped[bool] = mapped_column(default=False)
    met_on: Mapped[date | None]
    issue: Mapped[Issue] = relationship(lazy="raise")


class Recusal(Base):
    """A leader who has nothing to do with an issue, because it concerns him (回避)."""

    __tablename__ = "recusal"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="CASCADE"), primary_key=True, index=True)
    reason: Mapped[str] = mapped_column(String(200), default="")


class Paper(Versioned, Base):
    """A numbered paper that went to a unit: slip, notice, letter, workbook.

    `fields` holds what it said, so that it reprints the same; of a workbook, what each cell held.
    """

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("kind", "year", "serial"),
        CheckConstraint("serial > 0", name="serial_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    kind: Mapped[PaperKind]
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(60))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"), index=True)
    issued_on: Mapped[date] = mapped_column(index=True)
    answer_by: Mapped[date | None]
    level: Mapped[NoticeLevel] = mapped_column(default=NoticeLevel.NONE)
    text: Mapped[str] = mapped_column(default="")
    signer: Mapped[str] = mapped_column(String(60), default="")
    contact: Mapped[str] = mapped_column(String(120), default="")
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    returned_on: Mapped[date | None]
    return_note: Mapped[str] = mapped_column(String(400), default="")
    agency: Mapped[Agency | None] = relationship(lazy="raise")
    issues: Mapped[list[PaperIssue]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="PaperIssue.position"
    )


class PaperIssue(Base):
    """An issue that a paper tells of, and for which time it was pressed with it; 0 is no pressing."""

    __tablename__ = "paper_issue"

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)
    chase_no: Mapped[int] = mapped_column(default=0)


class Phrase(Versioned, Base):
    """A ready sentence of the office."""

    __tablename__ = "phrase"
    __table_args__ = (CheckConstraint("length(trim(text)) > 0", name="has_words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(1000))
    topic: Mapped[PhraseTopic] = mapped_column(default=PhraseTopic.ANY)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class FarmSeason(Versioned, Base):
    """A busy season in the fields, every year from a day to a day; of one township or of all (农忙)."""

    __tablename__ = "farm_season"
    __table_args__ = (
        CheckConstraint("starts_month BETWEEN 1 AND 12 AND ends_month BETWEEN 1 AND 12", name="months_in_range"),
        CheckConstraint("starts_day BETWEEN 1 AND 31 AND ends_day BETWEEN 1 AND 31", name="days_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    township_id: Mapped[int | None] = mapped_column(ForeignKey("township.id", ondelete="CASCADE"), index=True)
    starts_month: Mapped[int]
    starts_day: Mapped[int]
    ends_month: Mapped[int]
    ends_day: Mapped[int]
    advice: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class SearchEntry(Base):
    """What full-text search reads of one record; follows the journal's changes, so it is not journalled itself."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    initials: Mapped[str] = mapped_column(Text)
