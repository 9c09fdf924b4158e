"""Editing the office's ready phrases: added, changed, set aside, moved; each is one step of undo."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.chain import PhraseTopic
from core.errors import MissingField
from core.i18n import _
from core.paper_errors import PhraseLost
from core.text import clean_text
from db.models import Phrase
from db.services.ordering import move_in_order

LIMIT = 1000


def save_phrase(session: Session, phrase_id: int | None, *, text: str, topic: PhraseTopic) -> int:
    """Add a phrase at the end, or change one; return its id.

    Raises:
        MissingField: it has no words.
        PhraseLost: it was deleted meanwhile.
        TooLong, UnreadableText: the words cannot be kept as they are.
    """
    words = clean_text(text, _("Phrase"), limit=LIMIT)
    if not words:
        raise MissingField(field=_("Phrase"))
    if phrase_id is None:
        last = max((row.position for row in session.scalars(select(Phrase))), default=-1)
        row = Phrase(text=words, topic=topic, position=last + 1)
        session.add(row)
    else:
        row = _phrase(session, phrase_id)
        row.text, row.topic = words, topic
    session.flush()
    return row.id


def move_phrase(session: Session, phrase_id: int, *, steps: int) -> bool:
    """Move a phrase up (negative) or down in the order; return whether anything moved.

    Raises:
        PhraseLost: it was deleted meanwhile.
    """
    return move_in_order(session, _phrase(session, phrase_id), Phrase.position, steps=steps)


def set_phrase_active(session: Session, phrase_id: int, *, active: bool) -> None:
    """Offer a phrase again, or no longer.

    Raises:
        PhraseLost: it was deleted meanwhile.
    """
    _phrase(session, phrase_id).active = active
    session.flush()


def delete_phrase(session: Session, phrase_id: int) -> None:
    """Delete a phrase.

    Raises:
        PhraseLost: it was deleted meanwhile.
    """
    session.delete(_phrase(session, phrase_id))
    session.flush()


def _phrase(session: Session, phrase_id: int) -> Phrase:
    row = session.get(Phrase, phrase_id)
    if row is None:
        raise PhraseLost
    return row
