"""Half-typed forms, kept against a kill; nothing was decided yet, so they are not in the journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from db.models import FormDraft


def keep_draft(session: Session, key: str, fields: dict[str, Any], *, at: datetime) -> None:
    """Keep *fields* under *key*, in place of what was kept there before."""
    row = session.get(FormDraft, key)
    if row is None:
        session.add(FormDraft(key=key, fields=fields, saved_at=at))
    else:
        row.fields, row.saved_at = fields, at


def drop_draft(session: Session, key: str) -> None:
    """Forget the form kept under *key*, if there is one."""
    row = session.get(FormDraft, key)
    if row is not None:
        session.delete(row)
