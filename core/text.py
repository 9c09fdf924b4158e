"""What people type, made fit to keep: blanks trimmed, one normal form, nothing invisible, nothing cut silently.

Typed text is refused with the position of what is wrong; `core.names` cleans what files bring along.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from core.errors import MissingField, TooLong, UnreadableText

LINE_LIMIT: Final = 200
TEXT_LIMIT: Final = 20_000
_BREAKS: Final = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_UNSEEN: Final = frozenset("\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u180e")
"""Harmless and invisible: taken out without a word, since web pages and WPS leave them behind."""
_OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""These make a text read as something else than it is."""


def clean_text(text: str, field: str, *, limit: int = TEXT_LIMIT) -> str:
    """Return *text* as it is stored; line breaks and tabs stay.

    Args:
        text: As typed or pasted.
        field: The field's name in the user's language, for the sentence of a refusal.
        limit: Most characters, counted after cleaning.

    Raises:
        UnreadableText: a control character, half a character or a direction override.
        TooLong: more than *limit* characters.
    """
    _require_readable(text, field)
    for other in _BREAKS:
        text = text.replace(other, "\n")
    seen = "".join(sign for sign in text if sign not in _UNSEEN)
    cleaned = unicodedata.normalize("NFC", seen).strip()
    if len(cleaned) > limit:
        raise TooLong(field=field, length=len(cleaned), limit=limit)
    return cleaned


def clean_line(text: str, field: str, *, limit: int = LINE_LIMIT) -> str:
    """Return *text* on one line: every run of blanks, tabs and line breaks becomes one blank.

    Raises:
        UnreadableText: a control character, half a character or a direction override.
        TooLong: more than *limit* characters.
    """
    _require_readable(text, field)
    cleaned = " ".join(clean_text(text, field, limit=len(text) * 3 + 1).split())
    if len(cleaned) > limit:
        raise TooLong(field=field, length=len(cleaned), limit=limit)
    return cleaned


def required_line(text: str, field: str, *, limit: int = LINE_LIMIT) -> str:
    """Return a cleaned line that is not empty; blanks alone, full-width ones too, are nothing.

    Raises:
        MissingField: nothing is left of it.
        UnreadableText: a control character, half a character or a direction override.
        TooLong: more than *limit* characters.
    """
    cleaned = clean_line(text, field, limit=limit)
    if not cleaned:
        raise MissingField(field=field)
    return cleaned


def unreadable_at(text: str) -> int | None:
    """Return the position, counted from one, of the first character that cannot be kept; None if all can."""
    for position, sign in enumerate(text, start=1):
        if sign in _OVERRIDES or (sign not in "\n\t" and sign not in _BREAKS and _is_refused(sign)):
            return position
    return None


def _is_refused(sign: str) -> bool:
    code = ord(sign)
    # Private-use characters stay: rare characters in people's names were given out there for years.
    is_no_character = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return is_no_character or unicodedata.category(sign) in {"Cc", "Cs"}


def _require_readable(text: str, field: str) -> None:
    position = unreadable_at(text)
    if position is not None:
        raise UnreadableText(field=field, position=position)
