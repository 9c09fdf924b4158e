"""Tick boxes, numbers of people, phone numbers: what stands in a form besides names and days."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from core.imports import words
from core.imports.dates import chinese_number
from core.names import name_key
from core.visits import VisitKind

_TICK: Final = "☑☒🗹✓✔√■●▣◉"
_BOX: Final = "□☐○◯◻〇"
_SINGLE: Final = "✓✔√"
_BRACKETED_TICK: Final = re.compile(r"[\[【(（]\s*[√✓✔vVxX×☑]\s*[\]】)）]")
_BRACKETED_BOX: Final = re.compile(r"[\[【(（][\s\u3000]*[\]】)）]")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_CHINESE: Final = re.compile(
    r"(?<![几数上第〇零一二三四五六七八九十两])[〇零一二三四五六七八九十两]{1,3}(?=\s*(?:余|多|来)?\s*(?:人|名|位|户|$))"
)
_PHONE: Final = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(?:1\d{2}[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|\d{7,8})(?!\d)")
_KIND_WORDS: Final = {
    "household_visit": (
        "入户走访", "入户", "走访慰问", "困难慰问", "慰问", "敲门行动", "走访", "householdvisit", "householdvisits",
    ),
    "petition_reception": ("信访接待日", "petitionreception", "petitions"),
    "onsite_office": ("on-siteoffice", "onsiteoffice"),
    "research_visit": ("research",),
    "policy_outreach": ("policyoutreach", "policytalk"),
}  # fmt: skip
MOST_PEOPLE: Final = 100_000
_TOO_LONG: Final = 20


def ticked(text: str) -> list[str] | None:
    """Return the words whose box is ticked; None where the text has no boxes at all."""
    line = _BRACKETED_BOX.sub("□", _BRACKETED_TICK.sub("☑", text))
    if not any(sign in line for sign in _TICK + _BOX):
        return None
    items: list[list[str]] = []  # [mark, words]
    for at, sign in enumerate(line):
        if sign in _TICK + _BOX:
            after = line[at + 1 : at + 2]
            ends = not after or after.isspace() or after in _TICK + _BOX
            if sign in _SINGLE and items and items[-1][0] in _BOX and ends:
                items[-1][0] = sign
            else:
                items.append([sign, ""])
        elif items:
            items[-1][1] += sign
    return [words.strip(" \t\n\u3000,，、;；/") for mark, words in items if mark in _TICK and words.strip()]


def kinds_named(text: str, kinds: tuple[VisitKind, ...]) -> list[VisitKind]:
    """Return the kinds that *text* names, each once; several where it lists several."""
    parts = ticked(text)
    if parts is None:
        parts = [part for part in re.split(r"[、,，;；/\n|]+", text) if part.strip()]
    return [kind for kind in dict.fromkeys(_kind(part, kinds) for part in parts) if kind is not None]


def _kind(text: str, kinds: tuple[VisitKind, ...]) -> VisitKind | None:
    for wanted in (text, words.without_brackets(text)):
        key = name_key(wanted)
        meant = words.meaning_of(wanted, words.VISIT_KINDS)
        for kind in kinds:
            if key and (name_key(kind.name) == key or kind.key == meant or key in _KIND_WORDS.get(kind.key, ())):
                return kind
    return None


def people_in(text: str) -> list[int]:
    """Return the numbers of people that *text* may mean: 约80人 gives 80, 80—100人 gives both."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    found = [round(float(number)) for number in _NUMBER.findall(plain) if len(number) < _TOO_LONG]
    if "万" in plain:
        found = []
    if not found:
        found = [chinese_number(number) for number in _CHINESE.findall(plain)]
    return [number for number in dict.fromkeys(found) if 0 <= number <= MOST_PEOPLE]


def split_phone(text: str) -> tuple[str, str]:
    """Return (words, phone) of 罗晓梅 13800002207; either may be empty."""
    plain = unicodedata.normalize("NFKC", text)
    found = _PHONE.search(plain)
    if not found:
        return text.strip(), ""
    rest = f"{plain[: found.start()]} {plain[found.end() :]}".strip(" ,，、;；/()（）:：\n\t")
    return " ".join(rest.split()), found[0].strip()


def looks_whole(phone: str) -> bool:
    """Return whether a phone number has as many digits as one has."""
    digits = re.sub(r"\D", "", phone).removeprefix("86") if phone else ""
    return len(digits) == 11 if digits.startswith("1") else 7 <= len(digits) <= 12
