"""Whether a short query finds a text: by a part of it, or by the pinyin initials of its characters.

A polyphone in a long text is looked up as it reads in its words (重庆 gives cq) and as it usually reads alone (zq);
people's, places' and units' names go through core.names.pinyin_keys, which knows every reading.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_LONGEST_INITIALS: Final = 24
_MOST_WORDS: Final = 6


class _FirstLetters(dict[int, str]):
    """Code point to the initial of its usual reading, filled as characters turn up."""

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
    """Return the initials of *text*, each character read as it usually is: 灌溉渠 gives ggq."""
    return text.translate(_FIRST)


def initials_in_words(text: str) -> str:
    """Return the initials of *text*, polyphones read as in the words they stand in: 银行 gives yh."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 - see above

    letters = pinyin(text, style=Style.FIRST_LETTER, errors=lambda signs: signs)
    return "".join(letter[0] for letter in letters).lower()


def initials_lines(text: str) -> str:
    """Return the lines in which the initials of *text* are looked up."""
    return "\n".join(dict.fromkeys((text_initials(text), initials_in_words(text))))


def has_initials(text: str, query: str) -> bool:
    """Return whether the initials *query* occur one after another in *text*."""
    wanted = query.strip().lower()
    return wanted in text_initials(text) or wanted in initials_in_words(text)


def words_of(query: str) -> list[str]:
    """Return the words of *query*, all of which a record must have; a few are enough to find anything."""
    return list(dict.fromkeys(query.split()))[:_MOST_WORDS]


def trigram_phrase(word: str) -> str:
    """Return *word* as an FTS5 string in which no sign has a meaning of its own."""
    return '"' + word.replace('"', '""') + '"'
