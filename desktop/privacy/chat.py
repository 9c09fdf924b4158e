"""Copying words for a chat or a report: never with a person in them, and always noted."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtGui import QGuiApplication

from core.chain import Variant
from core.i18n import N_
from db.queries.personal_words import redactor_of
from db.services.documents import CLIPBOARD, log_output
from db.store import Store


def copy_for_chat(store: Store, text: str, *, form: str, visit_id: int | None = None) -> str:
    """Put *text* on the clipboard without anybody in it, note that, and return what was copied.

    The one way for a command to copy words of the schedule: digest, itinerary, prose.
    """
    with store.read() as session:
        redactor = redactor_of(session)
    said = redactor.text(text)
    QGuiApplication.clipboard().setText(said)
    if not store.read_only:
        with store.write(N_("Note a copy"), undoable=False) as session:
            log_output(
                session, form=form, way=CLIPBOARD, variant=Variant.REDACTED, number="", at=datetime.now(UTC),
                actor=store.actor, visit_id=visit_id,
            )  # fmt: skip
    return said
