"""Clock times as people type them: 9, 9:30, 930, 14.30, 下午2:30, ９：３０."""

from __future__ import annotations

import re
import unicodedata
from datetime import time

from core.errors import NotATime

_CLOCK = re.compile(r"(上午|早上|下午|晚上|中午)?(\d{1,2})(?:[:.点时h](\d{1,2})?分?|(\d{2}))?(半)?(am|pm)?")


def parse_clock(text: str) -> time | None:
    """Return the time that *text* says, None if it says nothing.

    Raises:
        NotATime: it says something else.
    """
    words = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    if not words:
        return None
    found = _CLOCK.fullmatch(words)
    if found is None:
        raise NotATime(text=text.strip()[:40])
    part, hours, minutes, joined, half, english = found.groups()
    hour = int(hours)
    if (part in {"下午", "晚上", "中午"} or english == "pm") and hour < 12 and not (part == "中午" and hour == 11):
        hour += 12
    minute = 30 if half else int(minutes or joined or 0)
    if hour > 23 or minute > 59:
        raise NotATime(text=text.strip()[:40])
    return time(hour, minute)


def clock_text(at: time | None) -> str:
    """Return 9:00 or 14:30, empty for no time."""
    return "" if at is None else f"{at.hour}:{at.minute:02d}"
