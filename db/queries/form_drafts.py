"""Half-typed forms that a kill or a power cut left behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import FormDraft


@dataclass(frozen=True, slots=True)
class FormDraftRow:
    """A half-typed form."""

    key: str
    fields: dict[str, Any]
    saved_at: datetime


def form_draft(session: Session, key: str) -> FormDraftRow | None:
    """Return the form kept under *key*."""
    row = session.get(FormDraft, key)
    return None if row is None else FormDraftRow(row.key, row.fields, row.saved_at)


def form_drafts(session: Session, prefix: str) -> list[FormDraftRow]:
    """Return the forms whose key begins with *prefix*, the latest first."""
    rows = session.scalars(
        select(FormDraft).where(FormDraft.key.startswith(prefix, autoescape=True)).order_by(FormDraft.saved_at.desc())
    )
    return [FormDraftRow(row.key, row.fields, row.saved_at) for row in rows]
