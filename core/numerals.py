"""Digits and numbers in every script people write them in: １８, 十八, ⑱ and 18 are one number.

What is compared is spelled in plain digits; each plain sign remembers which signs of the text it stands for.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_OTHER_DIGIT: Final = re.compile(r"(?![0-9])\d")
_HAN_DIGITS: Final = {
    sign: str(value)
    for value, signs in enumerate(("零〇○", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}
_LISTED: Final = (0x2460, 0x2474, 0x2488, 0x2776, 0x2780, 0x278A)
"""Where the signs of 1 to 9 begin in lists: ①, ⑴, ⒈, ❶, ➀, ➊."""
_SPOKEN: Final = str.maketrans(
    _HAN_DIGITS | {chr(first + n): str(n + 1) for first in _LISTED for n in range(9)} | {"⓪": "0", "⓿": "0"}
)
LISTED: Final = "\u2460-\u249b\u3251-\u325f\u32b1-\u32bf\u2160-\u216b"
"""Signs that are a number each, from ① to ㊿ and Ⅻ, as a class of a pattern."""
_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "廿": 20, "卅": 30}
_NUMBER: Final = re.compile(rf"第?([{''.join(_HAN_DIGITS)}{''.join(_TENS)}]+)|第?([{LISTED}])|第(?=\d)")
_MANY: Final = re.compile(rf"[\d{''.join(map(chr, _SPOKEN))}](?:[^\w]{{0,3}}[\d{''.join(map(chr, _SPOKEN))}]){{10}}")
_SIGNS: Final = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1), (1, 20, 0x2474), (1, 20, 0x2488), (1, 12, 0x2160))
"""Numbers from, to, and the sign of the first: ①, ㉑, ㊱, ⑴, ⒈, Ⅰ."""


def in_plain_digits(text: str) -> str:
    """Return *text* with the decimal digits of every script as 0 to 9, sign for sign."""
    return text if text.isascii() else _OTHER_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)


def in_spoken_digits(text: str) -> str:
    """Return *text* with digits in words and in circles too as 0 to 9, sign for sign: 一三⑧ as 138."""
    return in_plain_digits(text).translate(_SPOKEN)


def may_speak_numbers(text: str) -> bool:
    """Return whether *text* has as many digits in a row, in words or not, as a phone number has."""
    return _MANY.search(text) is not None


def numbers_plain(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return *text* with every number in plain digits, and for each sign from where to where it stood in *text*.

    第三组, 三组, ③组 and 3组 become 3组.
    """
    plain: list[str] = []
    places: list[tuple[int, int]] = []
    text = in_plain_digits(text)
    done = 0
    for found in _NUMBER.finditer(text):
        plain.append(text[done : found.start()])
        places += zip(range(done, found.start()), range(done + 1, found.start() + 1), strict=True)
        digits = _value_of(found[1]) if found[1] else str(int(unicodedata.numeric(found[2]))) if found[2] else ""
        plain.append(digits)
        places += [found.span()] * len(digits)
        done = found.end()
    plain.append(text[done:])
    places += zip(range(done, len(text)), range(done + 1, len(text) + 1), strict=True)
    return "".join(plain), places


def _value_of(words: str) -> str:
    """Return 十八 as 18, 一百零二 as 102, and 一〇二 as 102."""
    if not any(sign in _TENS for sign in words):
        return "".join(_HAN_DIGITS[sign] for sign in words)
    total = waiting = 0
    for sign in words:
        unit = _TENS.get(sign)
        if unit is None:
            waiting = int(_HAN_DIGITS[sign])
        else:
            total += unit if unit in {20, 30} else (waiting or 1) * unit
            waiting = 0
    return str(total + waiting)


def spellings(number: str) -> tuple[str, ...]:
    """Return how *number*, up to 999, is written in words or as one sign: 十八, ⑱; digit by digit is not among them."""
    value = int(number)
    if not 0 < value < 1000:
        return ()
    words = _in_words(value)
    found = [words, f"一{words}"] if 10 <= value < 20 else [words]
    return (*found, *(chr(first + value - low) for low, high, first in _SIGNS if low <= value <= high))


def _in_words(value: int) -> str:
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if value < 20 else f"{digits[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (digits[ones] if ones else "")


def any_script(digit: str) -> str:
    """Return a pattern for one plain *digit* as people type it: 8, ８, 八, 捌, ⑧."""
    signs = [chr(sign) for sign, plain in _SPOKEN.items() if plain == digit]
    return f"[{digit}{chr(0xFF10 + int(digit))}{''.join(signs)}]"
