"""What makes a passphrase: how it is read from any keyboard, and which ones are refused."""

from __future__ import annotations

import unicodedata
from typing import Final

from core.i18n import _
from core.vault_errors import PassphrasesDiffer, PassphraseTooEasy, PassphraseTooShort

LEAST: Final = 8
LEAST_HAN: Final = 5
"""Of Chinese characters, each of which stands for far more than a letter."""
_MOST_TRIED: Final = (
    "password", "passw0rd", "qwerty", "asdfgh", "zxcvbn", "1qaz2wsx", "abc123", "admin", "iloveyou", "woaini", "woaiwo",
    "5201314", "letmein", "welcome", "master", "xinfang", "现场办公", "信访局", "为人民服务", "中华人民共和国",
)  # fmt: skip
_ROWS: Final = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


def read_passphrase(typed: str) -> str:
    """Return *typed* in one spelling: full-width signs and composed accents are the same, as are spaces at the ends."""
    return unicodedata.normalize("NFKC", typed).strip()


def require_good(typed: str, again: str | None = None) -> str:
    """Return the passphrase if it may protect a schedule.

    Args:
        typed: What was typed.
        again: What was typed the second time, None where nobody was asked.

    Raises:
        PassphraseTooShort: too few signs.
        PassphraseTooEasy: it is among those that are tried first.
        PassphrasesDiffer: the second one is another.
    """
    phrase = read_passphrase(typed)
    han = sum("\u3400" <= sign <= "\u9fff" for sign in phrase)
    least = LEAST_HAN if han * 2 > len(phrase) else LEAST
    if len(phrase) < least:
        raise PassphraseTooShort(length=len(phrase), least=least)
    if why := _too_easy(phrase):
        raise PassphraseTooEasy(why=why)
    if again is not None and read_passphrase(again) != phrase:
        raise PassphrasesDiffer
    return phrase


def _too_easy(phrase: str) -> str:
    """Return why it is too easy, "" where it is not."""
    plain = phrase.casefold()
    if len(set(plain)) < 4:
        return _("the same signs over and over")
    if any(plain in row * 3 or plain in row[::-1] * 3 for row in _ROWS):
        return _("signs in the order of the keyboard")
    left = plain
    for word in _MOST_TRIED:
        left = left.replace(word, "")
    if len(left) < len(plain) and (len(left) < 4 or left.isdigit()):
        return _("a word that everybody tries")
    if plain.isdigit() and len(plain) < 12:
        return _("digits only, such as a day or a telephone number")
    return ""
