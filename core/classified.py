"""Marks of state secrets (secrecy law, Art. 31): nothing that carries one belongs on a computer that is not for them.

The check only warns and names the place; whether a mark is one, the person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from core.i18n import N_, _
from core.imports.cells import Workbook

BANNER: Final = N_(
    "State secrets must not be kept or handled in this program: no documents marked top secret, secret or "
    "confidential, no names of such documents, no photos of them."
)
_LEVEL: Final = "绝密|机密|秘密"
_MARK: Final = re.compile(
    rf"(?:{_LEVEL})\s*[★☆⭐]"  # 机密★3年
    rf"|[【\[（(]\s*(?:{_LEVEL})\s*[】\]）)]"
    rf"|密\s*级\s*[:：]?\s*(?:{_LEVEL})"
    rf"|^\s*(?:{_LEVEL})\s*(?:件|级|文件|★|$)"
    rf"|(?:{_LEVEL})(?:级文件|文件|资料)"
    r"|\b(?:TOP SECRET|SECRET//|CONFIDENTIAL//)",
    re.M,
)
_HEADER: Final = re.compile(r"^\s*(?:密\s*级|保密期限|定密依据|密级和保密期限)\s*[:：]?\s*$")
_NOT_ONE: Final = re.compile(r"商业秘密|工作秘密|个人秘密|保守秘密|泄露秘密|秘密级别")
_LONGEST: Final = 200_000
_SHOWN: Final = 24


@dataclass(frozen=True, slots=True)
class SecretMark:
    """Where something looks like a mark of a state secret: `place` as a person finds it, `words` around it."""

    place: str
    words: str


def mark_in(text: str) -> str:
    """Return the words around the first mark in *text*, "" where there is none."""
    part = text[:_LONGEST]
    if "密" not in part and "SECRET" not in part and "CONFIDENTIAL" not in part:
        return ""
    plain = _NOT_ONE.sub(lambda found: "·" * len(found[0]), part)
    found = _MARK.search(plain)
    if found is None:
        line = next((line for line in plain.splitlines() if _HEADER.match(line)), "")
        return line.strip()[:_SHOWN]
    start = max(0, found.start() - 4)
    return " ".join(part[start : found.end() + 6].split())[:_SHOWN]


def marks_in(places: Iterable[tuple[str, str]], *, most: int = 5) -> list[SecretMark]:
    """Return the first marks in texts that come with their places, such as 台账.xlsx 行 12."""
    found: list[SecretMark] = []
    for place, text in places:
        if words := mark_in(text):
            found.append(SecretMark(place, words))
            if len(found) >= most:
                break
    return found


def places_of(book: Workbook) -> Iterator[tuple[str, str]]:
    """Walk over the name and every text of a file that was read, each with its place."""
    yield book.name, book.name
    for sheet in book.sheets:
        yield f"{book.name} / {sheet.name}", sheet.name
        for number, cells in sheet.rows.items():
            for cell in cells:
                if isinstance(cell, str):
                    yield _("{sheet}, row {row}").format(sheet=f"{book.name} / {sheet.name}", row=number), cell


def warning(marks: Iterable[SecretMark]) -> str:
    """Return the sentence that names the places, and says what to do; "" without any."""
    said = [_("{place}: “{words}”").format(place=mark.place, words=mark.words) for mark in marks]
    if not said:
        return ""
    head = _("This looks like a state secret, which must not be kept here. If it is one, go no further and delete it:")
    return "\n".join([head, *said])
