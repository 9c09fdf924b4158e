"""What every sub-command of main.py reads and prints: days, lines, JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Final

import typer

from core.command_errors import NotADate, NotAMonth
from core.errors import DayOutOfRange
from core.redaction import Redactor, redact_all


@dataclass(slots=True)
class _Printed:
    """What goes to standard output: it is piped, pasted and mailed, so that *people* takes everybody out of it."""

    people: Redactor = field(default_factory=Redactor)


_printed: Final = _Printed()
"""One process, one standard output."""


def leave_out(people: Redactor) -> None:
    """Print nobody from now on whom *people* knows, and no phone or identity number of anybody."""
    _printed.people = people


def say(text: str) -> None:
    """Print a line, nobody named in it; a reader who has had enough ends the command."""
    _write("\t".join(map(_printed.people.cell, text.split("\t"))))


def _write(text: str) -> None:
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:  # such as `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit from None


def emit(value: Any) -> None:
    """Print *value* as JSON, nobody named in it."""
    plain = json.loads(json.dumps(value, ensure_ascii=False, default=_plain))
    _write(json.dumps(redact_all(plain, _printed.people), ensure_ascii=False, indent=2))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    return str(value)


def read_day(text: str) -> date:
    """Return the day that *text* says, such as 2026-11-23.

    Raises:
        NotADate: it says none.
        DayOutOfRange: no office plans for it.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotADate(text=text) from None
    if not 1950 <= day.year <= 2100:
        raise DayOutOfRange(day=text)
    return day


def read_month(text: str) -> date:
    """Return the first day of the month that *text* says, such as 2026-11.

    Raises:
        NotAMonth: it says none.
        DayOutOfRange: no office plans for it.
    """
    try:
        return read_day(f"{text}-01")
    except NotADate:
        raise NotAMonth(text=text) from None


def named_today() -> date | None:
    """Return the day that ONSITE_TODAY takes for today, if it is set."""
    wanted = os.environ.get("ONSITE_TODAY")
    return read_day(wanted) if wanted else None


def day_or_today(text: str = "") -> date:
    """Return the day that *text* says; today if it is empty."""
    return read_day(text) if text else named_today() or datetime.now().astimezone().date()


def picked(rows: Iterable[Any], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return what docs/headless.md promises of each row, and nothing that a screen happens to need."""
    return [{key: getattr(row, key) for key in keys} for row in rows]
