"""Whether a short query finds a text: by a part of it, or by the pinyin initials of its characters.

Initials of long texts take each character's usual reading only; people's and units' names
go through core.names.pinyin_initials, which knows every reading of a polyphone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_LONGEST_INITIALS: Final = 24


class _FirstLetters(dict[int, str]):
    """Code point to initial, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        from pypinyin import Style, pinyin  # noqa: PLC0415 - 60 ms, only when searching by initials

        letter = pinyin(chr(code), style=Style.FIRST_LETTER, errors=lambda sign: sign)[0][0][:1].lower() or chr(code)
        self[code] = letter
        return letter


_FIRST: Final = _FirstLetters()


def is_initials(query: str) -> bool:
    """Return whether *query* may be meant as pinyin initials: two or more plain letters."""
    bare = query.strip()
    return 2 <= len(bare) <= _LONGEST_INITIALS and bare.isascii() and bare.isalpha()


@lru_cache(maxsize=200_000)
def text_initials(text: str) -> str:
    """Return the initials of *text*, other signs as they are: 灌溉渠 gives ggq."""
    return text.translate(_FIRST)


def has_initials(text: str, query: str) -> bool:
    """Return whether the initials *query* occur one after another in *text*."""
    return query.strip().lower() in text_initials(text)
