"""What differs between two states of the published plan, and how a visit of today stands to what was published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from core.i18n import N_, _, clauses, day_text
from core.plan_rows import PlanRow, kind_words, order_of, place_words, side_by_side, time_words


class ChangeKind(StrEnum):
    """What became of a visit since it was published."""

    CHANGED = "changed"
    CALLED_OFF = "called_off"
    ADDED = "added"


CHANGE_NAMES: Final = {
    ChangeKind.CHANGED: N_("Changed"),
    ChangeKind.CALLED_OFF: N_("Called off"),
    ChangeKind.ADDED: N_("Added"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs: `key` as in PARTS, old and new in words."""

    key: str
    old: str
    new: str

    @property
    def name(self) -> str:
        """The field's name in the current language."""
        return _(PARTS[self.key].name)

    def text(self) -> str:
        """Return 日期：12月2日 > 12月4日."""
        nothing = _("none")
        return _("{field}: {old} > {new}").format(field=self.name, old=self.old or nothing, new=self.new or nothing)


@dataclass(frozen=True, slots=True)
class Change:
    """What differs in one visit: `old` is None where it was added, `new` where it was called off.

    `why` holds the reasons kept with each change of its leader.
    """

    kind: ChangeKind
    old: PlanRow | None
    new: PlanRow | None
    parts: tuple[FieldChange, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def uid(self) -> str:
        """The visit."""
        return self.row.uid

    @property
    def row(self) -> PlanRow:
        """The visit as it stands, or stood last."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change of nothing")
        return found

    @property
    def last_day(self) -> date:
        """The later of its days."""
        return max(row.day for row in (self.old, self.new) if row is not None)

    def text(self) -> str:
        """Return every difference on one line, old > new."""
        return clauses(part.text() for part in self.parts) if self.parts else _(CHANGE_NAMES[self.kind])


class Mark(StrEnum):
    """How a visit on the board stands to what was published."""

    ISSUED = "issued"
    CHANGED = "changed"
    NEW = "new"
    CALLED_OFF = "called_off"


MARK_NAMES: Final = {
    Mark.ISSUED: N_("As issued"),
    Mark.CHANGED: N_("Changed since it was issued"),
    Mark.NEW: N_("New since the plan was issued"),
    Mark.CALLED_OFF: N_("Called off since it was issued"),
}


@dataclass(frozen=True, slots=True)
class PublishedMark:
    """What the board says of one visit.

    Attributes:
        mark: As issued, changed, new or called off since.
        issue: The issue it stands in, such as 2026年第3期; empty for a new one.
        parts: What differs.
    """

    mark: Mark
    issue: str = ""
    parts: tuple[FieldChange, ...] = ()

    def text(self) -> str:
        """Return it as one line for a tooltip."""
        return clauses((_(MARK_NAMES[self.mark]), self.issue, *(part.text() for part in self.parts)))


@dataclass(frozen=True, slots=True)
class Part:
    """A field that is compared: its name, its words, and what tells two values apart."""

    name: str
    text: Callable[[PlanRow], str]
    key: Callable[[PlanRow, bool], object]


def _who(row: PlanRow, by_id: bool) -> object:  # noqa: FBT001 - one of two spellings of the same person
    return row.leader_id if by_id else row.leader


def _where(row: PlanRow, by_id: bool) -> object:  # noqa: FBT001
    return (row.township_id if by_id else row.township, row.village, row.place)


PARTS: Final[Mapping[str, Part]] = {
    "leader": Part(N_("Leader"), lambda row: row.leader, _who),
    "companions": Part(
        N_("Accompanying leaders"), lambda row: side_by_side(row.companions),
        lambda row, by_id: tuple(sorted(row.companion_ids)) if by_id else row.companions,
    ),
    "day": Part(N_("Date"), lambda row: day_text(row.day), lambda row, _by_id: row.day),
    "time": Part(
        N_("Time"), time_words, lambda row, _by_id: (row.half, row.starts_at, row.ends_at)
    ),
    "place": Part(N_("Place"), place_words, _where),
    "kind": Part(
        N_("Kind"), kind_words,
        lambda row, by_id: (row.kind_key if by_id else row.kind, row.reception_form),
    ),
    "theme": Part(N_("Theme"), lambda row: row.theme, lambda row, _by_id: row.theme),
    "agencies": Part(
        N_("Units going along"), lambda row: side_by_side(row.agencies),
        lambda row, by_id: tuple(sorted(row.agency_ids)) if by_id else row.agencies,
    ),
}  # fmt: skip
"""Everything that a printed plan says of a visit; a further column is one line here."""

_KNOWN_BY: Final[Mapping[str, Callable[[PlanRow], object]]] = {
    "leader": lambda row: row.leader_id,
    "place": lambda row: row.township_id,
    "kind": lambda row: row.kind_key or None,
    "companions": lambda row: row.companion_ids if row.companion_ids or not row.companions else None,
    "agencies": lambda row: row.agency_ids if row.agency_ids or not row.agencies else None,
}
"""Where both rows know the id, a renamed leader or unit is no change; else the words decide."""


def parts_changed(old: PlanRow, new: PlanRow, text_of: Callable[[str], str] = str) -> tuple[FieldChange, ...]:
    """Return every field in which two states of one visit differ, in the order of PARTS.

    Args:
        old: As it was published.
        new: As it stands.
        text_of: Makes free words comparable, such as without people that a later redaction leaves out.
    """
    found = []
    for key, part in PARTS.items():
        known = _KNOWN_BY.get(key)
        by_id = known is not None and None not in {known(old), known(new)}
        if _same(part.key(old, by_id), part.key(new, by_id), text_of):
            continue
        found.append(FieldChange(key, part.text(old), part.text(new)))
    return tuple(found)


def _same(one: object, other: object, text_of: Callable[[str], str]) -> bool:
    if one == other:
        return True
    if isinstance(one, str) and isinstance(other, str):
        return text_of(one) == text_of(other)
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return all(_same(a, b, text_of) for a, b in zip(one, other, strict=True))
    return False


def changes_between(
    old: Iterable[PlanRow],
    new: Iterable[PlanRow],
    *,
    told: Callable[[date], bool],
    reach: Callable[[date], bool],
    text_of: Callable[[str], str] = str,
) -> list[Change]:
    """Return exactly what differs between two states of the plan, by day.

    Args:
        old: The rows published before.
        new: The rows as they are to be published, or were.
        told: Whether the old state speaks of a day: a visit that is new on another day is no change.
        reach: Whether the new state speaks of a day: a visit missing on another day was not called off.
        text_of: See `parts_changed`.
    """
    before, after = ({row.uid: row for row in rows} for rows in (old, new))
    found = []
    for uid, row in before.items():
        now = after.get(uid)
        if now is None:
            found += [Change(ChangeKind.CALLED_OFF, row, None)] if reach(row.day) else []
        elif parts := parts_changed(row, now, text_of):
            found.append(Change(ChangeKind.CHANGED, row, now, parts))
    found += [Change(ChangeKind.ADDED, None, row) for uid, row in after.items() if uid not in before and told(row.day)]
    return sorted(found, key=lambda change: order_of(change.old or change.row))
