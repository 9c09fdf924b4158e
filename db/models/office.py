"""The office's own: settings, calendar days, attachments, prints, drafts, and where imports came from."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.chain import Variant
from db.models.base import Base, Versioned


class Setting(Base):
    """One setting of this office, as JSON."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[dict[str, Any]]  # {"value": ...}, so that any JSON value fits


class CalendarDayRow(Base):
    """A day that differs from the plain week: the State Council's or the county's own."""

    __tablename__ = "calendar_day"
    __table_args__ = (CheckConstraint("origin IN ('state_council', 'county')", name="origin_is_known"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column(String(20), primary_key=True)
    is_workday: Mapped[bool]
    name: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(200), default="")


class AnnouncedYear(Base):
    """A year whose notice of the State Council was entered by the office."""

    __tablename__ = "announced_year"

    year: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(200), default="")


class Blob(Base):
    """Content kept once under its SHA-256; not journalled, since content never changes."""

    __tablename__ = "blob"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256_is_hex"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Attachment(Versioned, Base):
    """A photo or document under the name its owner gave it."""

    __tablename__ = "attachment"
    __table_args__ = (CheckConstraint("issue_id IS NOT NULL OR visit_id IS NOT NULL", name="belongs_somewhere"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256", ondelete="RESTRICT"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int]
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    added_on: Mapped[date]


class PrintedDocument(Base):
    """A paper that left the office: which form, of what, when, by whom."""

    __tablename__ = "printed_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(60))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="SET NULL"), index=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id", ondelete="SET NULL"), index=True)
    way: Mapped[str] = mapped_column(String(20))  # printer, pdf, docx, xlsx, csv, png, html, clipboard
    variant: Mapped[Variant] = mapped_column(default=Variant.REDACTED)
    number: Mapped[str] = mapped_column(String(60), default="")  # as the watermark says it
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="SET NULL"), index=True)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id", ondelete="SET NULL"), index=True)
    file_name: Mapped[str] = mapped_column(String(255), default="")
    records: Mapped[int] = mapped_column(default=1)  # how many issues or visits it tells of
    purpose: Mapped[str] = mapped_column(String(200), default="")
    printed_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(60), default="")
    pages: Mapped[int]
    fonts: Mapped[str] = mapped_column(String(400), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")


class Reveal(Base):
    """Somebody looked at a petitioner's name, phone or address in full; never undone, never journalled twice."""

    __tablename__ = "reveal"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(60), default="")
    petitioner_id: Mapped[int | None] = mapped_column(ForeignKey("petitioner.id", ondelete="SET NULL"), index=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id", ondelete="SET NULL"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="SET NULL"), index=True)
    what: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str] = mapped_column(String(200), default="")


class ImportOrigin(Base):
    """What a file's row said when it was last read, and the record it became.

    A row that has not changed in the file since then leaves the record alone, whatever
    was done to it here; a changed row changes only what differs from last time.
    """

    __tablename__ = "import_origin"
    __table_args__ = (
        UniqueConstraint("sheet", "row_key"),
        Index("ix_import_origin_record", "table_name", "record_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet: Mapped[str] = mapped_column(String(40))
    row_key: Mapped[str] = mapped_column(String(400))
    fields: Mapped[dict[str, Any]]
    table_name: Mapped[str] = mapped_column(String(40))
    record_key: Mapped[str] = mapped_column(String(60))


class NumberSeries(Base):
    """The last number given out in a year; not journalled, so that undo never gives a number twice."""

    __tablename__ = "number_series"
    __table_args__ = (CheckConstraint("last >= 0", name="last_counts_up"),)

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


class FormDraft(Base):
    """A half-typed form, kept against a kill; not journalled, since nothing was decided yet."""

    __tablename__ = "form_draft"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    fields: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
