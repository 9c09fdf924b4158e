"""Who was there: expected people, ticks, and sign-in lists laid over them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from core.i18n import _
from core.masking import mask_name
from core.names import bare_unit, name_key
from core.record_errors import TooManyAttendees
from core.records import AttendeeDraft, AttendeeRole
from core.sign_in_list import Listed, SignInList, is_unit
from core.text import unreadable_at

MOST: Final = 1000
"""More people than any visit brings together: a staff list was pasted by mistake."""
LIMITS: Final = {"name": 60, "unit": 100, "post": 60}
_UNITS: Final = frozenset({AttendeeRole.AGENCY, AttendeeRole.TOWNSHIP, AttendeeRole.VILLAGE})
_RESIDENT: Final = re.compile(r"村民|居民|群众|信访人|来访人")
_VILLAGE: Final = re.compile(r"(村|社区|村委会|居委会|村支部|组)$")
_TOWNSHIP: Final = re.compile(r"(镇|乡|街道|街道办|街道办事处|(镇|乡|街道)(人民)?政府)$")


@dataclass(slots=True)
class Merged:
    """What a list did to the people expected.

    Attributes:
        attendees: Everybody, those expected first, in their order.
        ticked: How many of those expected came, by the list.
        added: How many the list brought that nobody had expected.
        absent: How many the list says did not come.
        doubles: Names that stand in the list more than once and were counted once.
        unsure: Names that could be either of two people expected; nothing was ticked for them.
    """

    attendees: list[AttendeeDraft]
    ticked: int = 0
    added: int = 0
    absent: int = 0
    doubles: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


def merge(attendees: Sequence[AttendeeDraft], listed: SignInList, agencies: Mapping[str, int] | None = None) -> Merged:
    """Lay a sign-in list over the people expected: tick who is on both, add who is new.

    A person is the same by name, and by unit where both say one. A tick that stands is never taken away.

    Args:
        attendees: Expected or written down so far; left as they are.
        listed: What the list says.
        agencies: Ids of units by `core.names.bare_unit`.

    Raises:
        TooManyAttendees: it would be more than MOST people.
    """
    found = Merged([replace(each) for each in attendees if each.name.strip() or each.unit.strip()])
    by_name: dict[str, list[AttendeeDraft]] = defaultdict(list)
    for each in found.attendees:
        by_name[name_key(each.name)].append(each)
    unnamed = {bare_unit(each.unit): each for each in reversed(found.attendees) if not each.name.strip()}
    met: set[int] = set()
    for person in listed.people:
        same = [each for each in by_name[name_key(person.name)] if _is_same_unit(each.unit, person.unit)]
        if len(same) > 1:
            exact = [each for each in same if bare_unit(each.unit) == bare_unit(person.unit)]
            same = exact if len(exact) == 1 else same
        if len(same) > 1:
            found.unsure.append(shown_name(same[0]))
        elif not same and person.unit and bare_unit(person.unit) in unnamed:
            whoever = unnamed.pop(bare_unit(person.unit))  # the unit was expected, nobody knew whom it would send
            whoever.name = person.name
            by_name[name_key(person.name)].append(whoever)
            _meet(found, whoever, person, is_double=False)
            met.add(id(whoever))
        elif same:
            _meet(found, same[0], person, is_double=id(same[0]) in met)
            met.add(id(same[0]))
        else:
            new = _new(person, agencies or {})
            found.attendees.append(new)
            by_name[name_key(person.name)].append(new)
            met.add(id(new))
            found.added += 1
            found.absent += person.present is False
    _require_few(len(found.attendees))
    return found


def same_people(attendees: Sequence[AttendeeDraft]) -> dict[int, int]:
    """Return which rows say the same person again, each with the row that says it first."""
    first: dict[tuple[str, str], int] = {}
    again: dict[int, int] = {}
    for number, each in enumerate(attendees):
        key = (name_key(each.name), bare_unit(each.unit))
        if key[0]:
            if key in first:
                again[number] = first[key]
            else:
                first[key] = number
    return again


def tick_all(attendees: Sequence[AttendeeDraft]) -> int:
    """Tick everybody of whom nothing is said yet, or everybody where all are said to be away; return how many."""
    written = [each for each in attendees if each.name.strip() or each.unit.strip()]
    waiting = [each for each in written if each.present is None]
    waiting = waiting or ([] if any(each.present for each in written) else written)
    for each in waiting:
        each.present = True
    return len(waiting)


def role_of(unit: str, post: str) -> AttendeeRole:
    """Return in what role somebody of that unit and post is there, as far as the words tell."""
    if _RESIDENT.search(post) or _RESIDENT.search(unit):
        return AttendeeRole.RESIDENT
    if _VILLAGE.search(unit):
        return AttendeeRole.VILLAGE
    if _TOWNSHIP.search(unit):
        return AttendeeRole.TOWNSHIP
    return AttendeeRole.AGENCY if unit else AttendeeRole.OTHER


def shown_name(attendee: AttendeeDraft) -> str:
    """Return the name as a list shows it: of a resident only the surname."""
    return mask_name(attendee.name) if attendee.role is AttendeeRole.RESIDENT else attendee.name


def problem(attendee: AttendeeDraft, field_name: str) -> str:
    """Return why a cell cannot be saved as it is, a whole sentence; "" where it can.

    Args:
        attendee: The row.
        field_name: name, unit or post.
    """
    text = str(getattr(attendee, field_name))
    where = unreadable_at(text)
    if where is not None:
        return _("There is an invisible control character at position {n}. Type it again.").format(n=where)
    limit = LIMITS["name" if field_name == "unit" and not attendee.name.strip() else field_name]
    if len(text.strip()) > limit:
        return _("Too long: {n} characters, at most {limit}.").format(n=len(text.strip()), limit=limit)
    if field_name == "name" and not text.strip() and not attendee.unit.strip():
        return _("Type the name of this person, or delete the row.")
    return ""


def as_rows(attendees: Sequence[AttendeeDraft]) -> list[AttendeeDraft]:
    """Return attendees as a table shows them: a unit that is expected and has named nobody has no name yet."""
    rows = [replace(each) for each in attendees]
    for row in rows:
        if not row.unit and row.role in _UNITS and (row.agency_id is not None or is_unit(row.name)):
            row.name, row.unit = "", row.name
    return rows


def as_attendees(rows: Sequence[AttendeeDraft]) -> list[AttendeeDraft]:
    """Return the rows of a table as attendees: a unit that came and named nobody stands for itself."""
    kept = [replace(row, name=row.name.strip(), unit=row.unit.strip(), post=row.post.strip()) for row in rows]
    for each in kept:
        if not each.name:
            each.name, each.unit = each.unit, ""
    return [each for each in kept if each.name]


def to_json(attendees: Sequence[AttendeeDraft]) -> list[dict[str, Any]]:
    """Return the rows as plain JSON values."""
    return [
        {
            "name": each.name,
            "unit": each.unit,
            "post": each.post,
            "role": each.role.value,
            "leader_id": each.leader_id,
            "agency_id": each.agency_id,
            "present": each.present,
            "id": each.id,
        }
        for each in attendees
    ]


def from_json(stored: object) -> list[AttendeeDraft]:
    """Return rows kept earlier; what cannot be read is left out, never fatal."""
    rows = []
    for each in stored if isinstance(stored, list) else ():
        if not isinstance(each, Mapping) or not isinstance(each.get("name"), str):
            continue
        words = {key: each[key] for key in ("name", "unit", "post") if isinstance(each.get(key), str)}
        ids = {key: each[key] for key in ("leader_id", "agency_id", "id") if isinstance(each.get(key), int)}
        known = each.get("role") in set(AttendeeRole)
        role = AttendeeRole(each["role"]) if known else AttendeeRole.OTHER
        present = each.get("present")
        rows.append(AttendeeDraft(**words, **ids, role=role, present=present if isinstance(present, bool) else None))
    return rows


def counts(attendees: Iterable[AttendeeDraft]) -> tuple[int, int, int]:
    """Return how many came, how many did not, and of how many nothing is said yet."""
    said = Counter(each.present for each in attendees if each.name.strip() or each.unit.strip())
    return said[True], said[False], said[None]


def _meet(found: Merged, expected: AttendeeDraft, person: Listed, *, is_double: bool) -> None:
    """Tick somebody who was expected, and complete what nobody had written down."""
    if is_double:
        if shown_name(expected) not in found.doubles:
            found.doubles.append(shown_name(expected))
    elif person.present:
        found.ticked += 1
    elif person.present is False and expected.present is not True:
        found.absent += 1
    if person.present is not None and expected.present is not True:
        expected.present = person.present
    expected.unit, expected.post = expected.unit or person.unit, expected.post or person.post


def _new(person: Listed, agencies: Mapping[str, int]) -> AttendeeDraft:
    role = role_of(person.unit, person.post)
    agency_id = agencies.get(bare_unit(person.unit)) if person.unit else None
    return AttendeeDraft(person.name, person.unit, person.post, role, agency_id=agency_id, present=person.present)


def _is_same_unit(one: str, other: str) -> bool:
    """Return whether two names of units do not contradict each other: 水利局 is in 云岭县水利局水政科."""
    first, second = bare_unit(one), bare_unit(other)
    return not first or not second or first in second or second in first


def _require_few(count: int) -> None:
    if count > MOST:
        raise TooManyAttendees(n=count, limit=MOST)
