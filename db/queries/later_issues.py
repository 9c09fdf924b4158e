"""Which calls of an issue of the plan a later issue has overtaken: what they say is no longer so."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.plan_rows import issue_name
from db.models import Release


@dataclass(frozen=True, slots=True)
class Overtaken:
    """What a later issue has to say to somebody about the same visits.

    Attributes:
        issue: The latest that does, such as 2026年第3期.
        wholly: Nothing of the earlier call is left to say.
    """

    issue: str
    wholly: bool


def overtaken_calls(session: Session, release_id: int) -> dict[str, Overtaken]:
    """Return the calls of an issue that a later one overtook, by the key that its heading knows them by."""
    heading = session.scalar(select(Release.heading).where(Release.id == release_id)) or {}
    said: dict[str, list[str]] = heading.get("concerned", {})
    left, by = {key: set(uids) for key, uids in said.items()}, {}
    query = select(Release.year, Release.number, Release.heading).where(Release.id > release_id).order_by(Release.id)
    for year, number, later in session.execute(query):
        for key, uids in later.get("concerned", {}).items():
            if key in said and not set(uids).isdisjoint(said[key]):
                left[key] -= set(uids)
                by[key] = issue_name(year, number)
    return {key: Overtaken(issue, not left[key]) for key, issue in by.items()}
