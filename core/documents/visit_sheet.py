"""The visit sheet (登记表): what goes along to a township, and room for what is raised there.

The facts are plain values; `sheet_fields` turns them into the finished words of the form.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Final

import segno

from core.chain import Variant
from core.i18n import _, day_text, is_chinese, listed, ngettext, weekday_long
from core.issues import CHECK_MARK_NAMES
from core.redaction import Redactor, redacted_person
from core.visits import HALF_NAMES, Half

CODE_PREFIX: Final = "ONSITE:V1:"
"""Begins our own codes, so that a foreign one on the desk is never taken for a sheet."""

CHECKS: Final = tuple(CHECK_MARK_NAMES.values())
"""The boxes of an issue brought along, in the order of the keys 1 to 4 on the entry page."""

_INVISIBLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_ROOM: Final = "\u3000"


@dataclass(frozen=True, slots=True)
class Person:
    """A leader as printed: name and post."""

    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class TickedKind:
    """One kind of visit on offer, and whether this visit is of it; `name` is shown as it is."""

    name: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class BroughtIssue:
    """An open issue of the township that travels along. Nobody's name is on it.

    Attributes:
        title: What it is about.
        agency: Whose turn it is; empty while nobody was told.
        due: The day it is due; None where none was set.
        days_late: Working days past *due*; 0 while in time, and where only rest days have passed since.
        overdue: The day has passed.
        provisional: It reaches into a year whose holidays are not announced yet.
        last_action: What happened last, with its day; printed only where the office asks for it.
    """

    title: str
    agency: str = ""
    due: date | None = None
    days_late: int = 0
    overdue: bool = False
    provisional: bool = False
    last_action: str = ""


@dataclass(frozen=True, slots=True)
class PromisedBefore:
    """What a leader promised here before and has not kept yet.

    Attributes:
        words: As they were spoken.
        leader: Who spoke them.
        made_on: When.
        due: When it was to be done; None where no day was said.
        days_late: Working days past *due*.
    """

    words: str
    leader: str
    made_on: date
    due: date | None = None
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class SheetAppointment:
    """A resident who asked to be received, and the unit asked to come for it.

    Only an internal sheet prints the name.
    """

    name: str
    address: str
    topic: str
    at: time | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One line of the timetable; `about`: the time is not exact. Hidden and open times come without one."""

    at: time | None
    place: str
    about: bool = False


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """All facts of one visit's sheet.

    Attributes:
        uid: The visit's own id in the code; it says nothing about anybody.
        county: The county as in the title.
        number: As printed, such as 云岭下访〔2026〕108号.
        brought: The township's open issues, in printing order.
        with_last_action: Print each issue's last action under it.
        variant: INTERNAL as it comes from the schedule, REDACTED by `redacted`.
        watermark: One line; empty leaves it out.
    """

    uid: str
    county: str
    number: str
    day: date
    half: Half
    leader: Person
    township: str
    kinds: tuple[TickedKind, ...]
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    accompanying: tuple[Person, ...] = ()
    agencies: tuple[str, ...] = ()
    timetable: tuple[Stop, ...] = ()
    brought: tuple[BroughtIssue, ...] = ()
    promised: tuple[PromisedBefore, ...] = ()
    appointments: tuple[SheetAppointment, ...] = ()
    with_last_action: bool = False
    variant: Variant = Variant.INTERNAL
    watermark: str = ""


def redacted(sheet: VisitSheet, redactor: Redactor) -> VisitSheet:
    """Return *sheet* as it may leave the office: no resident's name, address or number anywhere on it."""
    text = redactor.text
    return replace(
        sheet,
        variant=Variant.REDACTED,
        place=text(sheet.place),
        timetable=tuple(replace(stop, place=text(stop.place)) for stop in sheet.timetable),
        brought=tuple(
            replace(issue, title=text(issue.title), last_action=text(issue.last_action)) for issue in sheet.brought
        ),
        promised=tuple(replace(one, words=text(one.words)) for one in sheet.promised),
        appointments=tuple(
            replace(one, name=redacted_person(one.name), address="", topic=text(one.topic))
            for one in sheet.appointments
        ),
    )


def code_text(uid: str) -> str:
    """Return what the square code on the sheet says; capitals keep it small."""
    return CODE_PREFIX + uid.upper()


def uid_in(scanned: str) -> str | None:
    """Return the visit's uid from a scanned code, None for any foreign one."""
    text = scanned.strip()
    return text[len(CODE_PREFIX) :].lower() or None if text.startswith(CODE_PREFIX) else None


def file_stem(sheet: VisitSheet) -> str:
    """Return the suggested file name without its ending, such as 登记表-东岭镇-20261123."""
    return _("visit-sheet-{township}-{day}").format(township=plain(sheet.township), day=f"{sheet.day:%Y%m%d}")


def plain(text: str) -> str:
    """Return *text* as one line without characters that print as nothing or turn the line round."""
    one_line = re.sub(r"[\r\n\t\v\f\u2028\u2029]+", " ", text)
    return _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", one_line)).strip()


def padded_name(name: str) -> str:
    """Return a Chinese name of two characters as wide as one of three: 张　三."""
    clean = plain(name)
    return _ROOM.join(clean) if len(clean) == 2 and all(_is_han(char) for char in clean) else clean


def spread(label: str, room: int = 1) -> str:
    """Return a two-character label with *room* characters' space inside: 乡　镇; others as they are."""
    return (_ROOM * room).join(label) if len(label) == 2 and all(_is_han(char) for char in label) else label


def gaps(sheet: VisitSheet) -> tuple[str, ...]:
    """Return what a sheet should say and does not, as the labels on the form: shown before printing."""
    wanted = (
        (sheet.county, _("County")),
        (sheet.leader.name, _("Led by")),
        (sheet.township, _("Township")),
        (sheet.place, _("Place")),
        (sheet.agencies, _("With")),
        (any(kind.ticked for kind in sheet.kinds), _("Visit kind")),
    )
    return tuple(label for value, label in wanted if not value)


def sheet_fields(sheet: VisitSheet) -> dict[str, Any]:
    """Return the finished words of the form, as resources/forms/visit_sheet.typ names them."""
    title = _("On-site office day, {county}").format(county=plain(sheet.county))
    return {
        "lang": "zh" if is_chinese() else "en",
        "region": "CN" if is_chinese() else "GB",
        "title": title,
        "number": _("Number: {number}").format(number=plain(sheet.number)),
        "date": day_text(sheet.day, year=True),
        "running": _("{title} (continued)").format(title=title),
        "running-note": f"{plain(sheet.number)}{_ROOM}{plain(sheet.township)}",
        "about": _about(sheet),
        **_brought(sheet),
        **_promised(sheet),
        **_raised(sheet),
        **_closing(),
        "qr": code_picture(sheet.uid),
        "qr-text": _("Code of this visit"),
        "watermark": plain(sheet.watermark),
        "mark": _("Internal copy, keep it in the office") if sheet.variant is Variant.INTERNAL else "",
    }


def code_picture(uid: str) -> str:
    """Return the square code as SVG."""
    out = io.BytesIO()
    segno.make(code_text(uid), micro=False, error="m", boost_error=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True
    )
    return out.getvalue().decode("ascii")


def _about(sheet: VisitSheet) -> list[list[Any]]:
    """Rows of four cells (label, value, label, value), or of two where the value takes the whole width."""
    rows: list[list[Any]] = [
        [_("Led by"), _people(sheet), spread(_("Township")), plain(sheet.township)],
        [spread(_("Time"), 2), _when(sheet), spread(_("Place")), plain(sheet.place)],
        [_("Visit kind"), [{"label": plain(kind.name), "ticked": kind.ticked} for kind in sheet.kinds]],
        [_("With"), _listed(sheet.agencies)],
    ]
    if sheet.timetable:
        rows.append([spread(_("Timetable"), 2), _listed(map(_stop, sheet.timetable))])
    return rows


def _stop(stop: Stop) -> str:
    clock = _("about {time}").format(time=_clock(stop.at)) if stop.about and stop.at else _clock(stop.at)
    return f"{clock} {plain(stop.place)}".strip()


def _people(sheet: VisitSheet) -> str:
    lead = _person(sheet.leader)
    if not sheet.accompanying:
        return lead
    return _("{leader}, with {others}").format(leader=lead, others=_listed(_person(one) for one in sheet.accompanying))


def _person(person: Person) -> str:
    if not person.post:
        return plain(person.name)
    return _("{name} ({post})").format(name=plain(person.name), post=plain(person.post))


def _when(sheet: VisitSheet) -> str:
    times = "—".join(_clock(at) for at in (sheet.starts_at, sheet.ends_at) if at is not None)
    text = _("{weekday}, {half} {times}")
    return text.format(weekday=weekday_long(sheet.day), half=_(HALF_NAMES[sheet.half]), times=times).strip()


def _brought(sheet: VisitSheet) -> dict[str, Any]:
    count = len(sheet.brought)
    note = ngettext("{n} issue, to be checked on site", "{n} issues, to be checked one by one on site", count)
    return {
        "bring-title": _("1. Issues brought along"),
        "bring-note": note.format(n=count) if count else "",
        "bring-heads": [_("No."), spread(_("Matter")), _("Unit in charge"), spread(_("Limit")), _("Checked on site")],
        "bring-none": _("No open issues"),
        "items": [_item(place, issue, sheet) for place, issue in enumerate(sheet.brought, 1)],
        "checks": [_(check) for check in CHECKS],
    }


def _item(place: int, issue: BroughtIssue, sheet: VisitSheet) -> dict[str, str]:
    return {
        "no": str(place),
        "text": plain(issue.title),
        "agency": plain(issue.agency),
        "due": _due(issue.due, sheet.day),
        "late": _late(issue),
        "last": plain(issue.last_action) if sheet.with_last_action else "",
    }


def _promised(sheet: VisitSheet) -> dict[str, Any]:
    """Promises given here before stand below the issues, where there are any: the leader is met by his own words."""
    count = len(sheet.promised)
    note = ngettext("{n} promise still stands", "{n} promises still stand", count)
    return {
        "promised-title": _("Promised here before"),
        "promised-note": note.format(n=count),
        "promised": [
            {
                "text": plain(one.words),
                "who": padded_name(one.leader),
                "made": day_text(one.made_on, year=one.made_on.year != sheet.day.year),
                "due": _due(one.due, sheet.day),
                "late": _days_late(one.days_late),
            }
            for one in sheet.promised
        ],
        "promised-boxes": [_("Kept"), _("Not kept yet")],
    }


def _days_late(days: int) -> str:
    return ngettext("▲{n} working day late", "▲{n} working days late", days).format(n=days) if days else ""


def _late(issue: BroughtIssue) -> str:
    late = _days_late(issue.days_late) or (_("▲Overdue") if issue.overdue else "")
    return late or (_("provisional") if issue.provisional else "")


def _due(due: date | None, day: date) -> str:
    """The year is written where it is not the visit's own."""
    return "" if due is None else day_text(due, year=due.year != day.year)


def _raised(sheet: VisitSheet) -> dict[str, Any]:
    count = len(sheet.appointments)
    note = ngettext(
        "{n} by appointment, the others on site",
        "The first {n} by appointment, the others on site",
        count,
    )
    heads = (_("Raised by"), spread(_("Home")), _("Gist of the issue"), _("Unit in charge"), _("Limit"), _("Settled"))
    return {
        "new-title": _("2. Issues raised on site"),
        "new-note": note.format(n=count) if count else _("Filled in on site"),
        "new-heads": [_("No."), *heads],
        "appointments": [
            {
                "name": padded_name(one.name),
                "address": plain(one.address),
                "summary": f"{_clock(one.at)} {plain(one.topic)}".strip(),
                "agency": plain(one.agency),
            }
            for one in sheet.appointments
        ],
    }


def _closing() -> dict[str, Any]:
    return {
        "opinion": _("Leader's opinion"),
        "sign": _("Signed:"),
        "sign-date": _("Year      Month      Day"),
        "township-head": [spread(part) for part in _("Head of\ntownship").split("\n")],
        "recorder": _("Recorder"),
        "notes": [
            _("Two copies: one for the county office, one for the township."),
            _("What is noted here serves this visit only and is entered the same day."),
        ],
        "scan": _("Scan to open\nthis visit").split("\n"),
    }


def _clock(at: time | None) -> str:
    return "" if at is None else f"{at.hour}:{at.minute:02d}"


def _listed(parts: Iterable[str]) -> str:
    return listed(plain(part) for part in parts)


def _is_han(char: str) -> bool:
    return unicodedata.name(char, "").startswith("CJK UNIFIED")
