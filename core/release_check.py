"""What stands against publishing a stretch of the plan: clashes by level, what is missing, what comes too late.

A further check is one function and its line in CHECKS. Unannounced visits are counted for the publisher alone:
nothing that is printed or frozen is made from this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from core.calendar.workdays import WorkCalendar
from core.clash_facts import Level
from core.conflicts import Clash
from core.i18n import N_, _, clauses, day_text, listed, ngettext
from core.plan_rows import PlanRow
from core.releases import Change

STOPPING: Final = frozenset({Level.BLOCK, Level.BLOCK_ISSUE})
"""Levels of a clash rule that an issue is not published with, unless somebody accepted the clash."""


class CheckKind(StrEnum):
    """What a line of the check list is about."""

    CLASH = "clash"
    LEAD_TIME = "lead_time"
    MISSING = "missing"
    PHONE = "phone"
    LEFT_OUT = "left_out"


CHECK_NAMES: Final = {
    CheckKind.CLASH: N_("Clash"),
    CheckKind.LEAD_TIME: N_("Lead time"),
    CheckKind.MISSING: N_("Missing"),
    CheckKind.PHONE: N_("No phone number"),
    CheckKind.LEFT_OUT: N_("Left out"),
}


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line.

    Attributes:
        level: That of the rule; everything that is no clash is a warning.
        sentence: Finished words.
        about: Day, leader and township of the visit, where it is about one.
        visit_id: Where to go to mend it; None where it is about no single visit.
        clash: The clash itself, by which it can be accepted.
        accepted: Why somebody accepted it.
    """

    kind: CheckKind
    level: Level
    sentence: str
    visit_id: int | None = None
    day: date | None = None
    clash: Clash | None = None
    accepted: str | None = None
    about: str = ""

    @property
    def stops(self) -> bool:
        """Whether nothing is published while it stands."""
        return self.kind is CheckKind.CLASH and self.level in STOPPING and self.accepted is None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the checks look at.

    Attributes:
        rows: What would be published.
        told_now: Those of them that are new or changed: these are what people still have to hear of.
        receiving: Kinds whose notice needs place, form, post and portfolio (domain.md 1.4).
        unreachable: Leaders, townships and units without a phone number, by name.
        left_out: How many unannounced visits lie in the stretch.
        ranked: Ids of the leaders by rank, as lists of names go.
    """

    rows: Sequence[PlanRow]
    told_now: Sequence[PlanRow]
    calendar: WorkCalendar
    today: date
    lead_days: int
    receiving: frozenset[str] = frozenset()
    unreachable: Sequence[str] = ()
    left_out: int = 0
    ranked: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class ReleaseCheck:
    """Everything known before publishing a stretch.

    Attributes:
        rows: What would be published, in calendar order.
        moved_out: Visits published for this stretch before that stand on another day now.
        changes: What differs from what was published before.
        first_told: Rows on days that no issue spoke of so far.
        replaces: The issue that this one follows, such as 2026年第3期; empty for a first one.
        replaces_id: Its id.
        left_out: How many unannounced visits are left out; for the publisher alone.
        drafts: How many drafts become set.
    """

    first: date
    last: date
    rows: tuple[PlanRow, ...]
    moved_out: tuple[PlanRow, ...]
    changes: tuple[Change, ...]
    first_told: tuple[PlanRow, ...]
    items: tuple[CheckItem, ...]
    replaces: str = ""
    replaces_id: int | None = None
    left_out: int = 0
    drafts: int = 0

    @property
    def stopping(self) -> tuple[CheckItem, ...]:
        """What must be mended or accepted first."""
        return tuple(item for item in self.items if item.stops)

    @property
    def needs_reason(self) -> bool:
        """Whether something published changes."""
        return bool(self.changes)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to publish, and nothing was."""
        return not self.rows and not self.changes

    @property
    def says_the_same(self) -> bool:
        """Whether it would repeat the issue before."""
        return self.replaces_id is not None and not self.changes and not self.first_told


def plan_warnings(facts: PlanFacts) -> list[CheckItem]:
    """Return every warning that is no clash, in the order of CHECKS."""
    return [item for check in CHECKS for item in check(facts)]


def lead_time(facts: PlanFacts) -> Iterator[CheckItem]:
    """People are told so many working days before."""
    for row in facts.told_now:
        ahead = facts.calendar.workdays_between(facts.today, row.day) if row.day > facts.today else 0
        if row.day >= facts.today and ahead < facts.lead_days:
            said = _soon(facts, row) or ngettext(
                "Only {n} working day from now; the office's lead time is {lead}.",
                "Only {n} working days from now; the office's lead time is {lead}.",
                ahead,
            ).format(n=ahead, lead=facts.lead_days)
            yield _warning(CheckKind.LEAD_TIME, said, row)


def _soon(facts: PlanFacts, row: PlanRow) -> str:
    """Return what is said where not one working day is left."""
    if row.day == facts.today:
        said = _("It takes place today; the office's lead time is {lead} working days.")
    elif facts.calendar.workdays_between(facts.today, row.day) < 1:
        said = _("No working day is left before it; the office's lead time is {lead} working days.")
    else:
        return ""
    return said.format(lead=facts.lead_days)


def missing_fields(facts: PlanFacts) -> Iterator[CheckItem]:
    """A notice of a reception names its place and form; the half of the day is its time."""
    for row in facts.rows:
        if row.kind_key in facts.receiving and row.day >= facts.today:
            wanted = ((N_("Place"), row.place or row.village), (N_("Form of reception"), row.reception_form))
            gaps = [_(name) for name, value in wanted if not value]
            if gaps:
                said = _("{fields} missing.").format(fields=listed(gaps))
                yield _warning(CheckKind.MISSING, said, row)


def missing_posts(facts: PlanFacts) -> Iterator[CheckItem]:
    """Of every leader the post is printed, of those who receive people the portfolio, too (domain.md 1.4)."""
    place = {leader_id: at for at, leader_id in enumerate(facts.ranked)}
    ahead = sorted(
        (row for row in facts.rows if row.day >= facts.today),
        key=lambda row: place.get(row.leader_id or 0, len(place)),
    )
    for name, leaders in (
        (N_("Post"), [row.leader for row in ahead if not row.post]),
        (N_("Portfolio"), [row.leader for row in ahead if not row.portfolio and row.kind_key in facts.receiving]),
    ):
        if leaders:
            who = listed(dict.fromkeys(leaders))
            yield CheckItem(
                CheckKind.MISSING, Level.WARN, _("{field} missing of: {who}.").format(field=_(name), who=who)
            )


def phones(facts: PlanFacts) -> Iterator[CheckItem]:
    """Whom nobody can phone."""
    if facts.unreachable:
        said = _("No phone number is known of: {who}.").format(who=listed(facts.unreachable))
        yield CheckItem(CheckKind.PHONE, Level.WARN, said)


def left_out(facts: PlanFacts) -> Iterator[CheckItem]:
    """Say to the publisher what nobody else learns."""
    if facts.left_out:
        said = ngettext(
            "{n} unannounced visit is left out of everything; only you are told.",
            "{n} unannounced visits are left out of everything; only you are told.",
            facts.left_out,
        )
        yield CheckItem(CheckKind.LEFT_OUT, Level.IGNORE, said.format(n=facts.left_out))


CHECKS: Final[tuple[Callable[[PlanFacts], Iterator[CheckItem]], ...]] = (
    lead_time,
    missing_fields,
    missing_posts,
    phones,
    left_out,
)


def _warning(kind: CheckKind, sentence: str, row: PlanRow) -> CheckItem:
    return CheckItem(kind, Level.WARN, sentence, row.visit_id, row.day, about=short_words(row))


def short_words(row: PlanRow) -> str:
    """Return 12月3日 马文博 青石镇."""
    return " ".join((day_text(row.day), row.leader, row.township))


def item_text(item: CheckItem) -> str:
    """Return a line for a list that has no columns."""
    accepted = "" if item.accepted is None else _("accepted: {reason}").format(reason=item.accepted)
    return clauses((item.about, item.sentence, accepted))
