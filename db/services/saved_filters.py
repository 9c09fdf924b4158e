"""Keeping a page's filter under a name: saved, renamed, deleted; each is one step of undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import NameTaken, Vanished
from core.i18n import _
from core.text import required_line
from db.models import SavedFilter

NAME_LIMIT: Final = 60


def save_filter(session: Session, page: str, name: str, fields: Mapping[str, Any]) -> int:
    """Keep a filter as the page's last one; return its id.

    Raises:
        MissingField: it has no name.
        NameTaken: another filter of the page is called so.
        TooLong, UnreadableText: the name cannot be kept as it is.
    """
    wanted = _free_name(session, page, name, but=None)
    last = session.scalar(select(func.max(SavedFilter.position)).where(SavedFilter.page == page))
    row = SavedFilter(page=page, name=wanted, fields=dict(fields), position=0 if last is None else last + 1)
    session.add(row)
    session.flush()
    return row.id


def change_filter(session: Session, filter_id: int, fields: Mapping[str, Any]) -> None:
    """Let a name stand for another filter.

    Raises:
        Vanished: it was deleted meanwhile.
    """
    _row(session, filter_id).fields = dict(fields)
    session.flush()


def rename_filter(session: Session, filter_id: int, name: str) -> None:
    """Call a filter something else.

    Raises:
        MissingField: the name is empty.
        NameTaken: another filter of the page is called so.
        TooLong, UnreadableText: the name cannot be kept as it is.
        Vanished: it was deleted meanwhile.
    """
    row = _row(session, filter_id)
    row.name = _free_name(session, row.page, name, but=filter_id)
    session.flush()


def delete_filter(session: Session, filter_id: int) -> None:
    """Delete a filter; the visits stay as they are.

    Raises:
        Vanished: it was deleted meanwhile.
    """
    session.delete(_row(session, filter_id))
    session.flush()


def _row(session: Session, filter_id: int) -> SavedFilter:
    row = session.get(SavedFilter, filter_id)
    if row is None:
        raise Vanished
    return row


def _free_name(session: Session, page: str, name: str, *, but: int | None) -> str:
    wanted = required_line(name, _("Name"), limit=NAME_LIMIT)
    taken = {row.name: row.id for row in session.scalars(select(SavedFilter).where(SavedFilter.page == page))}
    if taken.get(wanted, but) != but:
        raise NameTaken(name=wanted)
    return wanted
