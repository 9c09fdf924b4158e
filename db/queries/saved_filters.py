"""The filters that the office keeps under names of its own, for each page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import SavedFilter


@dataclass(frozen=True, slots=True)
class SavedFilterRow:
    """A filter with its name; what `fields` means is the page's affair."""

    id: int
    name: str
    fields: Mapping[str, Any]


def saved_filters(session: Session, page: str) -> list[SavedFilterRow]:
    """Return the filters of a page in the office's order."""
    query = select(SavedFilter).where(SavedFilter.page == page).order_by(SavedFilter.position, SavedFilter.id)
    return [SavedFilterRow(row.id, row.name, dict(row.fields)) for row in session.scalars(query)]
