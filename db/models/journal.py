"""What was changed, by whom, and what the rows held before and after; chained by hashes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class JournalEntry(Base):
    """One saved change, undo or redo. `hash` covers this entry, its rows and the hash before it."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        CheckConstraint("kind IN ('start', 'change', 'note', 'undo', 'redo', 'erasure')", name="kind_is_known"),
        CheckConstraint("(kind IN ('undo', 'redo')) = (of_seq IS NOT NULL)", name="only_undo_and_redo_refer_back"),
        CheckConstraint("length(hash) = 64 AND length(prev_hash) = 64", name="hashes_are_hex"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    label: Mapped[str] = mapped_column(String(400))
    at: Mapped[datetime]
    day: Mapped[date] = mapped_column(index=True)  # the office's day: undo reaches back to its start
    actor: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    of_seq: Mapped[int | None] = mapped_column(ForeignKey("journal_entry.seq", ondelete="RESTRICT"), index=True)
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class JournalChange(Base):
    """One row before and after, as JSON."""

    __tablename__ = "journal_change"
    __table_args__ = (Index("ix_journal_change_table_name_row_key", "table_name", "row_key"),)

    seq: Mapped[int] = mapped_column(
        ForeignKey("journal_entry.seq", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table_name: Mapped[str] = mapped_column(String(60))
    row_key: Mapped[str] = mapped_column(String(600))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


class StoreMeta(Base):
    """What the storage knows about itself, such as the identity of this schedule."""

    __tablename__ = "store_meta"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(400))
