"""Changing what the office sets for everybody."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from core.settings import OfficeSettings
from db.models import Setting


def save_settings(session: Session, **values: Any) -> None:
    """Store the named settings; names are those of OfficeSettings.

    Raises:
        TypeError: a name is not a setting, or a value has another type than its default.
    """
    OfficeSettings(**values)
    for key, value in values.items():
        row = session.get(Setting, key)
        if row is None:
            session.add(Setting(key=key, value={"value": value}))
        elif row.value.get("value") != value:
            row.value = {"value": value}
