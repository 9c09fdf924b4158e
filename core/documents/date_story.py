"""The printed biography of an issue's dates (期限计算说明): every step that leads to each date, for file and appeal.

The facts are finished sentences; `story_fields` puts them under the words of the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.chain import Variant
from core.documents.visit_sheet import plain
from core.i18n import _, day_text, is_chinese


@dataclass(frozen=True, slots=True)
class ClockStory:
    """One clock.

    Attributes:
        name: What it asks for.
        due: The day it is judged by.
        standing: How it stands, in words.
        press_by: The earlier working day to press by; None where it is the same.
        steps: Sentences, in order.
    """

    name: str
    due: date
    standing: str
    press_by: date | None
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateStory:
    """What the form tells.

    Attributes:
        asked_on: The day the dates are judged by.
        pauses: Each in a sentence.
        history: What changed the dates, the earliest first.
        watermark: One line; empty leaves it out.
    """

    county: str
    office: str
    number: str
    title: str
    township: str
    agency: str
    raised_on: date
    asked_on: date
    clocks: tuple[ClockStory, ...]
    pauses: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    variant: Variant = Variant.REDACTED
    watermark: str = ""


def story_fields(story: DateStory) -> dict[str, Any]:
    """Return the finished words of the form, as resources/forms/date_story.typ names them."""
    title = _("Where the dates come from")
    return {
        "lang": "zh" if is_chinese() else "en",
        "region": "CN" if is_chinese() else "GB",
        "title": title,
        "running": _("{title} (continued)").format(title=title),
        "number": plain(story.number),
        "date": _("As of {day}").format(day=day_text(story.asked_on, year=True)),
        "about": [
            [_("Issue"), plain(story.title)],
            [_("Township"), plain(story.township)],
            [_("Unit"), plain(story.agency) or _("Not handed over yet")],
            [_("Raised on"), day_text(story.raised_on, year=True)],
        ],
        "clocks": [_clock(clock) for clock in story.clocks],
        "pauses-title": _("Pauses"),
        "pauses": [plain(words) for words in story.pauses],
        "history-title": _("What changed these dates"),
        "history": [plain(words) for words in story.history],
        "rules": [
            _("The first day is not counted; natural days include days off, working days do not."),
            _("A date on a day off moves to the next working day and is judged by it (Civil Code, Art. 203)."),
        ],
        "signs": [_("Counted by"), _("Checked by")],
        "office": plain(f"{story.county}{story.office}") if is_chinese() else plain(story.office),
        "watermark": plain(story.watermark),
        "mark": _("Internal copy, keep it in the office") if story.variant is Variant.INTERNAL else "",
    }


def story_stem(story: DateStory) -> str:
    """Return the suggested file name without its ending."""
    return _("dates-{number}").format(number=plain(story.number))


def _clock(clock: ClockStory) -> dict[str, Any]:
    press = _("chase by {day}").format(day=day_text(clock.press_by)) if clock.press_by is not None else ""
    return {
        "name": plain(clock.name),
        "due": day_text(clock.due, year=True),
        "standing": plain(clock.standing),
        "press": press,
        "steps": [plain(words) for words in clock.steps],
    }
