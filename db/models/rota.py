"""What stands around the rota: quotas, closures, intervals, overrides, take-overs, burden, filters, shapes."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.organisation import LeadershipBody
from core.planning import QuotaSpan, TakeOver
from db.models.base import Base, Versioned


class Quota(Versioned, Base):
    """How often leaders are to go out; empty fields mean any, the most specific line for a leader wins."""

    __tablename__ = "quota"
    __table_args__ = (
        CheckConstraint("least IS NOT NULL OR most IS NOT NULL", name="says_something"),
        CheckConstraint("least IS NULL OR most IS NULL OR least <= most", name="least_below_most"),
        CheckConstraint("least BETWEEN 0 AND 366", name="least_in_range"),
        CheckConstraint("most BETWEEN 0 AND 366", name="most_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("leader.id", ondelete="CASCADE"), index=True)
    body: Mapped[LeadershipBody | None]
    kind: Mapped[str | None] = mapped_column(ForeignKey("visit_kind.key", ondelete="CASCADE"), index=True)
    span: Mapped[QuotaSpan] = mapped_column(default=QuotaSpan.MONTH)
    least: Mapped[int | None]
    most: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(String(200), default="")


class TownshipInterval(Versioned, Base):
    """Within how many days a kind of outing is to reach a township; without a township it holds for all."""

    __tablename__ = "township_interval"
    __table_args__ = (
        UniqueConstraint("township_id", "kind"),
        CheckConstraint("days BETWEEN 1 AND 3660", name="days_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    township_id: Mapped[int | None] = mapped_column(ForeignKey("township.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(ForeignKey("visit_kind.key", ondelete="CASCADE"), index=True)
    days: Mapped[int]


class Closure(Versioned, Base):
    """Days on which nobody is to go to a township, or anywhere (全县停排日), both days included."""

    __tablename__ = "closure"
    __table_args__ = (CheckConstraint("starts <= ends", name="starts_before_ends"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    township_id: Mapped[int | None] = mapped_column(ForeignKey("township.id", ondelete="CASCADE"), index=True)
    starts: Mapped[date] = mapped_column(index=True)
    ends: Mapped[date]
    yearly: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(200), default="")


class RuleOverride(Base):
    """A clash that somebody accepted, and why; it holds while visit, rule and other side stay as they were."""

    __tablename__ = "rule_override"
    __table_args__ = (Index("ix_rule_override_visit_rule", "visit_id", "rule_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"))
    rule_key: Mapped[str] = mapped_column(String(60))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("leader.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]  # the visit's day when it was accepted; on another day the question is open again
    sentence: Mapped[str] = mapped_column(String(400), default="")
    reason: Mapped[str] = mapped_column(String(400))
    decided_on: Mapped[date]
    actor: Mapped[str] = mapped_column(String(60), default="")


class LeaderChange(Base):
    """Another leader goes in somebody's place: who, why, who agreed (补位, 调换)."""

    __tablename__ = "leader_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="SET NULL"), index=True)
    how: Mapped[TakeOver]
    from_leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="RESTRICT"), index=True)
    to_leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="RESTRICT"), index=True)
    day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(400), default="")
    agreed_by: Mapped[str] = mapped_column(String(200), default="")
    actor: Mapped[str] = mapped_column(String(60), default="")


class BurdenWeight(Base):
    """What an outing weighs in a year, in tenths of a point; a year is frozen by having lines of its own."""

    __tablename__ = "burden_weight"
    __table_args__ = (CheckConstraint("tenths BETWEEN 0 AND 1000", name="tenths_in_range"),)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    tenths: Mapped[int]


class BurdenEntry(Versioned, Base):
    """A correction of a leader's burden, with its reason: opening balance, newcomer, long leave."""

    __tablename__ = "burden_entry"
    __table_args__ = (CheckConstraint("tenths BETWEEN -100000 AND 100000", name="tenths_in_range"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="CASCADE"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    tenths: Mapped[int]
    reason: Mapped[str] = mapped_column(String(400))


class SavedFilter(Versioned, Base):
    """A filter of a page under a name of the office's own."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("page", "name"), CheckConstraint("length(trim(name)) > 0", name="has_a_name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60))
    fields: Mapped[dict[str, Any]]
    position: Mapped[int] = mapped_column(default=0)


class TownshipShape(Base):
    """A township's outline on the map, as the office's GeoJSON gave it."""

    __tablename__ = "township_shape"

    township_id: Mapped[int] = mapped_column(ForeignKey("township.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), default="")  # as the file has it
    polygons: Mapped[list[Any]]  # [[[[lon, lat], ...] outer, hole, ...], ...] in degrees
