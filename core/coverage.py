"""Within how many days each kind of outing is to reach a township, and the blind spots: where nobody goes in time.

A blind spot (盲区) is a township past its interval, or with overdue issues, for which nothing is planned soon
enough: within one more interval, or within the office's usual limit for an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final

from core.i18n import _, day_text, ngettext
from core.need import Addend, total
from core.visits import waits_too_long

MOST_DAYS: Final = 3660
"""The longest interval that can be set."""


class BlindReason(StrEnum):
    """Why a township is a blind spot."""

    INTERVAL = "interval"
    KIND = "kind"
    ISSUES = "issues"


@dataclass(frozen=True, slots=True)
class IntervalLine:
    """Within how many days a kind is to reach a township; without a township it holds for all."""

    township_id: int | None
    kind: str
    days: int


def intervals_of(lines: Iterable[IntervalLine], township_id: int) -> dict[str, IntervalLine]:
    """Return the line that holds for each kind in a township: its own stands before the county's."""
    known = [line for line in lines if line.township_id in {None, township_id}]
    return {line.kind: line for line in sorted(known, key=lambda line: line.township_id is not None)}


@dataclass(frozen=True, slots=True)
class KindWait:
    """How long a township has waited for one kind of outing.

    Attributes:
        days: Natural days since the last one; None if there was none.
        limit: Days within which it is to come again.
        own: The limit is the township's own, not the county's.
        next_day: The next one planned, today included.
    """

    kind: str
    name: str
    days: int | None
    limit: int
    own: bool
    next_day: date | None

    @property
    def is_past_limit(self) -> bool:
        """Whether it should have come by today."""
        return waits_too_long(self.days, self.limit)


@dataclass(frozen=True)
class Standing:
    """How a township stands on one day.

    Attributes:
        days: Natural days since the last visit that took place; None if there was none.
        limit: Natural days within which it is to be visited.
        next_day: The next visit planned, today included.
        answer_by: A visit up to this day still comes in time for the overdue issues.
        addends: What its need index is the sum of.
        villages, reached: Its villages, and how many of them somebody came to this year.
        calls: Households called on this year.
        few_calls: Villages in which fewer households were called on than the office wants.
    """

    township_id: int
    township: str
    today: date
    days: int | None
    limit: int
    last_day: date | None
    next_day: date | None
    next_leader: str
    overdue_issues: int
    answer_by: date
    kinds: tuple[KindWait, ...]
    addends: tuple[Addend, ...]
    villages: int = 0
    reached: int = 0
    calls: int = 0
    few_calls: int = 0

    @property
    def key(self) -> int:
        """What tells a row from another in a list."""
        return self.township_id

    @property
    def need(self) -> int:
        """The need index (该去指数)."""
        return total(self.addends)

    @property
    def is_past_limit(self) -> bool:
        """Whether the promise for this township is broken today."""
        return waits_too_long(self.days, self.limit)

    @cached_property
    def reasons(self) -> Mapping[BlindReason, Sequence[str]]:
        """Why it is a blind spot, with sentences; empty if it is none."""
        found: dict[BlindReason, list[str]] = {}
        if self.is_past_limit and not self._comes(self.next_day, self.limit):
            found[BlindReason.INTERVAL] = [self._interval_sentence()]
        late = [wait for wait in self.kinds if wait.is_past_limit and not self._comes(wait.next_day, wait.limit)]
        if late:
            found[BlindReason.KIND] = [_kind_sentence(wait) for wait in late]
        if self.overdue_issues and (self.next_day is None or self.next_day > self.answer_by):
            found[BlindReason.ISSUES] = [self._issues_sentence()]
        return found

    @property
    def is_blind(self) -> bool:
        """Whether nobody goes there in time."""
        return bool(self.reasons)

    @property
    def sentences(self) -> list[str]:
        """Why it is a blind spot."""
        return [sentence for some in self.reasons.values() for sentence in some]

    @property
    def brief(self) -> str:
        """The first reason in as few words as the strip has room for."""
        if BlindReason.INTERVAL in self.reasons:
            if self.days is None:
                return _("never")
            return ngettext("{n} day", "{n} days", self.days).format(n=self.days)
        if BlindReason.ISSUES in self.reasons:
            n = self.overdue_issues
            return ngettext("{n} overdue", "{n} overdue", n).format(n=n)
        late = next((wait for wait in self.kinds if wait.is_past_limit), None)
        return "" if late is None else _(late.name)

    def _comes(self, day: date | None, within: int) -> bool:
        return day is not None and day <= self.today + timedelta(within)

    def _interval_sentence(self) -> str:
        if self.days is None:
            said = _("Never visited so far, and nobody goes within {limit} days")
            return said.format(limit=self.limit)
        said = ngettext(
            "{n} day since the last visit, {over} more than promised, and nobody goes within {limit} days",
            "{n} days since the last visit, {over} more than promised, and nobody goes within {limit} days",
            self.days,
        )
        return said.format(n=self.days, over=self.days - self.limit, limit=self.limit)

    def _issues_sentence(self) -> str:
        n = self.overdue_issues
        said = ngettext(
            "{n} overdue issue, and nobody goes by {day}", "{n} overdue issues, and nobody goes by {day}", n
        )
        return said.format(n=n, day=day_text(self.answer_by))


def _kind_sentence(wait: KindWait) -> str:
    if wait.days is None:
        return _("{kind}: never so far, and none is planned within {limit} days").format(
            kind=_(wait.name), limit=wait.limit
        )
    said = ngettext(
        "{kind}: {n} day since the last one, and none is planned within {limit} days",
        "{kind}: {n} days since the last one, and none is planned within {limit} days",
        wait.days,
    )
    return said.format(kind=_(wait.name), n=wait.days, limit=wait.limit)
