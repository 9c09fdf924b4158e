"""The office's ready phrases (常用语)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.chain import PhraseTopic
from db.models import Phrase


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """One ready phrase."""

    id: int
    text: str
    topic: PhraseTopic
    active: bool


def phrase_rows(session: Session, *, active_only: bool = False) -> list[PhraseRow]:
    """Return the phrases in the office's order."""
    query = select(Phrase.id, Phrase.text, Phrase.topic, Phrase.active).order_by(Phrase.position, Phrase.id)
    if active_only:
        query = query.where(Phrase.active)
    return [PhraseRow(*row) for row in session.execute(query)]


def offered(rows: list[PhraseRow], topic: PhraseTopic) -> list[PhraseRow]:
    """Return *rows* with those of *topic* first, then those for anywhere, then the others."""
    rank = {topic: 0, PhraseTopic.ANY: 1}
    return sorted(rows, key=lambda row: rank.get(row.topic, 2))
