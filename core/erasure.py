"""Taking one person out of texts for good: what is looked for, and what stands there afterwards.

Found is a name or number however it is spaced or typed (王 桂英, １３８-8712-6612). What stands there afterwards is
never longer, so that it fits wherever the words did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.i18n import N_
from core.masking import names_in
from core.numerals import any_script, numbers_plain, spellings
from core.redaction import PersonalWords, is_house, numbers_in, spelled_plainly

GONE: Final = "××"
CANNOT_TELL: Final = N_(
    "The file that was replaced cannot be read, so nobody can tell whether somebody who was erased came back. "
    "If people were erased since that backup, open their issues and choose “Erase the person…” again."
)
_GAP: Final = r"(?:\\[nrt]|[\s\u3000\u200b-\u200d\ufeff·•‧・.\-–—‐‑−_()（）])*"
_BEFORE: Final = rf"(?<!\d)(?:(?:\+|00)?86{_GAP}|0\d{{2,3}}{_GAP})?"
"""A number begins here; +86 or an area code before it goes with it."""
_LEAST_ADDRESS: Final = 4
_DIGIT: Final = {sign: any_script(sign) for sign in "0123456789"}


@dataclass(frozen=True, slots=True)
class Traces:
    """What is looked for: names, and numbers and addresses, each in its plain spelling."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.names and not self.numbers


def traces_of(people: Iterable[PersonalWords]) -> Traces:
    """Return what tells of *people* in texts: whole names, whole numbers, addresses that name a house."""
    names: set[str] = set()
    numbers: set[str] = set()
    for person in people:
        names |= {spelled_plainly(name) for name in names_in([person.name])}
        numbers |= numbers_in(person.phone)
        address = spelled_plainly(person.address)
        if len(address) >= _LEAST_ADDRESS and is_house(address):
            numbers.add(address)
    longest_first: Any = {"key": len, "reverse": True}
    return Traces(
        tuple(sorted((name for name in names if len(name) > 1), **longest_first)),
        tuple(sorted(numbers, **longest_first)),
    )


class Eraser:
    """Finds and overwrites the traces of a person in texts and in JSON values."""

    def __init__(self, words: Sequence[str], keep: Sequence[str] = ()) -> None:
        """Look for *words*; inside one of *keep*, such as a village of that name, they stay."""
        kept = [f"(?P<keep>{'|'.join(map(re.escape, keep))})"] if keep else []
        self._pattern = re.compile("|".join([*kept, *map(_however_written, words)])) if words else None
        self._keeps = bool(keep)

    def is_in(self, raw: str | None) -> bool:
        """Return whether *raw*, a text or the spelling of a JSON value, holds a trace."""
        if not raw or self._pattern is None:
            return False
        return any(not (self._keeps and found["keep"]) for found in self._pattern.finditer(raw))

    def text(self, text: str) -> str:
        """Return *text* without the traces."""
        return text if self._pattern is None else self._pattern.sub(self._instead, text)

    def _instead(self, found: re.Match[str]) -> str:
        return found[0] if self._keeps and found["keep"] else GONE

    def value(self, value: Any) -> Any:
        """Return a JSON value without the traces, keys included; its order is kept."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(key): self.value(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.value(part) for part in value]
        return value


def _however_written(word: str) -> str:
    """Return a pattern for *word* with any gaps between its signs; a number is no part of a longer one."""
    if not word.isdigit() and is_house(word):
        return _house(word)
    pattern = _digits(word)
    before, after = _BEFORE if word[0].isdigit() else "", r"(?!\d)" if word[-1].isdigit() else ""
    return f"{before}{pattern}{after}"


def _digits(word: str) -> str:
    return _GAP.join(_DIGIT.get(sign, re.escape(sign)) for sign in word)


def _house(address: str) -> str:
    """Return a pattern for an address whose numbers may be written in any script: 18号, 十八号, ⑱号."""
    parts: list[str] = []
    for part in re.split(r"(\d+)", numbers_plain(address)[0]):
        if part.isdigit():
            ways = (_digits(part), *(_GAP.join(map(re.escape, way)) for way in spellings(part)))
            parts.append(rf"(?<!\d)第?(?:{'|'.join(ways)})(?!\d)")
        elif part:
            parts.append(_digits(part))
    return _GAP.join(parts)
