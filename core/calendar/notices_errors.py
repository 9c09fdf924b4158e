"""What is wrong with the text of a holiday notice: one sentence each, naming the phrase and what to do."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class NoticeEmpty(UserError):
    """Nothing was pasted, or the file holds no words."""

    message = N_("There is no text here. Open the notice on the web, copy all of it and paste it again.")


class NoticeTooLong(UserError):
    """A whole web site, or something else."""

    message = N_("This text has {length} characters; a holiday notice has about a thousand. Paste the notice only.")


class NoticeNotText(UserError):
    """Binary data under a harmless name."""

    message = N_("This is no plain text (a control character at position {position}). Copy the words of the notice.")


class NoticeNotFound(UserError):
    """Words, but none of a holiday."""

    message = N_(
        "No holiday was found in this text. A notice has lines such as “{example}”; copy it whole and paste again."
    )


class NoticeYearUnknown(UserError):
    """Neither the title nor the preamble names the year."""

    message = N_("The text does not say for which year it is. Paste its title too: “{example}”.")


class NoticeTwoYears(UserError):
    """Two notices in one text."""

    message = N_("This text speaks of both {one} and {other}. Paste one notice at a time.")


class NoticeOtherYear(UserError):
    """A notice, but not the one asked for."""

    message = N_("This is the notice for {found}, not for {wanted}. Choose the year {found}, or paste the other one.")


class NoticeAmends(UserError):
    """A later notice that changes single days of a year."""

    message = N_(
        "“{phrase}” changes single days of a year that was announced before. Enter them one by one with “Add day”."
    )


class NoticeImpossibleDate(UserError):
    """30 February."""

    message = N_("“{phrase}”: there is no {date}. Compare with the printed notice, correct it and read again.")


class NoticeWrongWeekday(UserError):
    """The bracket behind a date disagrees with the calendar."""

    message = N_(
        "“{phrase}”: {date} is a {weekday}, not “{said}”. Day or weekday is mistyped; correct it and read again."
    )


class NoticeWrongLunarDay(UserError):
    """The lunar day in the bracket disagrees with the calendar."""

    message = N_("“{phrase}”: {date} is {lunar}, not “{said}”. One of them is mistyped; correct it and read again.")


class NoticeWrongCount(UserError):
    """共 N 天 does not fit its days."""

    message = N_("“{phrase}” says {said} days, but its dates are {counted} days. Correct the one that is mistyped.")


class NoticeBackwards(UserError):
    """A span that ends before it begins."""

    message = N_("“{phrase}”: the span ends before it begins. Correct its dates and read again.")


class NoticeNotAWeekend(UserError):
    """A make-up day that is worked anyway."""

    message = N_(
        "“{phrase}”: {date} is a {weekday} and worked anyway, so it cannot be a make-up day. Correct the date."
    )


class NoticeFarMakeUp(UserError):
    """A make-up day months away from its holiday."""

    message = N_("“{phrase}”: {date} lies {days} days from the holiday. Its month is probably mistyped; correct it.")


class NoticeMissesItsDay(UserError):
    """The days off do not hold the festival itself."""

    message = N_(
        "“{phrase}”: {holiday} is on {date}, and that day is not among the days off. Correct the dates and read again."
    )


class NoticeNoWeekend(UserError):
    """与周末连休 in the middle of a week."""

    message = N_(
        "“{phrase}”: {date} is a {weekday}, beside no weekend. Correct the date, or “与周末连休”, and read again."
    )


class NoticeWrongYear(UserError):
    """A date that spells another year."""

    message = N_("“{phrase}”: {date} is not in {year}, the year of this notice. Correct the year and read again.")


class NoticeSaysTwice(UserError):
    """One day in two phrases."""

    message = N_("“{phrase}”: {date} was named before, in “{before}”. One of them is mistyped; correct it.")


class NoticeUnknownHoliday(UserError):
    """A numbered line with a name that is none of the seven."""

    message = N_(
        "“{phrase}”: “{name}” is none of the seven holidays. Correct the name; if the holiday is new, take its line "
        "out here and enter its days with “Add day”."
    )


class NoticeHolidayTwice(UserError):
    """One holiday in two lines."""

    message = N_("“{phrase}”: {holiday} has its line already, “{before}”. Take one of them out and read again.")


class NoticeHolidayMissing(UserError):
    """Fewer than seven."""

    message = N_("The text names no days for {holidays}. Probably a line was lost in copying; paste the whole notice.")


class NoticeUnclear(UserError):
    """Words in a line of days that cannot be read."""

    message = N_("“{phrase}” cannot be read from “{rest}” on. Compare with the notice, correct it and read again.")


class NoticeYearOutOfRange(UserError):
    """No office plans for it."""

    message = N_("{year} cannot be read: holiday notices are understood from {first} to {last}.")


class NoticeFileUnknown(UserError):
    """Neither text nor Word."""

    message = N_("{file} is no text or Word file. Save the notice as .txt or .docx, or copy its words and paste them.")


class NoticeNeedsSchedule(UserError):
    """--save without --db."""

    message = N_("Say with --db into which schedule the notice is to be entered.")
