"""A market's words taken apart: its rule, dates without it (正月初一除外), dates with it besides (腊月廿八加集)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PLAIN_SIGNS: Final = str.maketrans("（），", "(),")
_SMALL_MONTH: Final = ("小月", "月小", "无三十")
_TAIL: Final = re.compile(r"^(?P<base>.+?)\s*\((?P<in>[^()]+)\)$|^(?P<bare>.+),\s*(?P<last>[^,()]+)$", re.DOTALL)
_NEVER: Final = (
    re.compile(r"(?:除(?!夕))?(?P<dates>.+?)(?:除外|以外|之外|不(?:赶集?|赶场|逢集?|开市|逢)|[停休无][集市圩场])"),
    re.compile(r"除(?!夕)(?P<dates>.+?)外"),
    re.compile(r"(?:not on|except(?: on)?)\s+(?P<dates>.+)", re.IGNORECASE),
)
_ALSO: Final = (
    re.compile(r"(?:另|并)?(?P<dates>.+?)(?:加[集市圩场赶开]|也[赶逢]集?)"),
    re.compile(r"also on\s+(?P<dates>.+)", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class MarketPhrase:
    """The words of one market.

    Attributes:
        base: When it is held: 农历逢三、八.
        never: The dates on which it is not, as typed.
        also: The dates on which it is held besides, as typed.
    """

    base: str
    never: str = ""
    also: str = ""

    @property
    def text(self) -> str:
        """The phrase in the words that offices write."""
        never, also = _dates(self.never), _dates(self.also)
        return self.base + (f"（{never}除外）" if never else "") + (f"（{also}加集）" if also else "")


def split_phrase(text: str) -> MarketPhrase:
    """Take a phrase apart; nothing of it is lost, and its dates are not read yet."""
    base, never, also = text.strip(), "", ""
    while found := _TAIL.match(base.translate(_PLAIN_SIGNS)):
        inside = (found["in"] or found["last"]).strip()
        if inside.startswith(_SMALL_MONTH):
            break
        if dates := _found(_NEVER, inside):
            never = _joined(dates, never)
        elif dates := _found(_ALSO, inside):
            also = _joined(dates, also)
        else:
            break
        base = base[: len(found["base"] or found["bare"])].rstrip(" ，,")
    return MarketPhrase(base, never, also)


def _found(patterns: tuple[re.Pattern[str], ...], words: str) -> str:
    return next((match["dates"].strip() for each in patterns if (match := each.fullmatch(words))), "")


def _joined(first: str, then: str) -> str:
    return f"{first}、{then}" if then else first


def _dates(typed: str) -> str:
    """Return typed dates without the signs that part markets and brackets."""
    return re.sub(r"[;；\n]+", "、", re.sub(r"[()（）]", "", typed)).strip(" 、,，")
