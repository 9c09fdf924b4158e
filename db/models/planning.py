"""What the planner keeps: the base rota by rule, and what-if copies beside the live plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.visits import Half
from db.models.base import Base, Versioned


class BaseRotaRule(Versioned, Base):
    """A line of the base rota (基础轮值): on which days somebody goes, where, and who; empty fields leave it open."""

    __tablename__ = "base_rota_rule"
    __table_args__ = (
        CheckConstraint("last_day IS NULL OR first_day IS NULL OR first_day <= last_day", name="first_before_last"),
        CheckConstraint("length(trim(name)) > 0", name="has_a_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    pattern: Mapped[str] = mapped_column(String(400))  # spec of core.planner.base_rota
    half: Mapped[Half | None]
    kind: Mapped[str | None] = mapped_column(ForeignKey("visit_kind.key", ondelete="RESTRICT"), index=True)
    township_id: Mapped[int | None] = mapped_column(ForeignKey("township.id", ondelete="CASCADE"), index=True)
    must: Mapped[bool] = mapped_column(default=False)  # a reception day: somebody has to be there
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(String(200), default="")
    turns: Mapped[list[BaseRotaTurn]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="BaseRotaTurn.position"
    )


class BaseRotaTurn(Base):
    """A leader who takes turns on a line of the base rota; one alone goes every time."""

    __tablename__ = "base_rota_turn"

    rule_id: Mapped[int] = mapped_column(ForeignKey("base_rota_rule.id", ondelete="CASCADE"), primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id", ondelete="CASCADE"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class WhatIf(Versioned, Base):
    """A plan beside the live one (试排): its rules, what it gave up, and its visits; adopted or dropped."""

    __tablename__ = "what_if"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="first_before_last"),
        CheckConstraint("length(trim(name)) > 0", name="has_a_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    first_day: Mapped[date]
    last_day: Mapped[date]
    made_on: Mapped[date]
    options: Mapped[dict[str, Any]]  # core.planner.options: stands, limits, leaders left out
    visits: Mapped[list[Any]]  # core.planner.options: one row per visit
