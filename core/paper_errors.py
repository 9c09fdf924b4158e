"""Refusals around papers to units: letters, notices, slips and the workbooks that travel out and back."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class PaperNeedsIssue(UserError):
    """A paper that tells of nothing."""

    message = N_("Choose at least one issue; a paper without any would say nothing.")


class PaperNeedsUnit(UserError):
    """The issue was handed to nobody yet."""

    message = N_("Issue {number} was not handed to a unit yet. Hand it over first, then write the paper.")


class PaperElsewhere(UserError):
    """The issue belongs to another unit by now."""

    message = N_("Issue {number} is not handled by {agency} any more. Look at the list again; nothing was written.")


class NotOverdueAnyMore(UserError):
    """A chase letter names overdue items only."""

    message = N_("Issue {number} is not overdue on {day}. Look at the list again; nothing was written.")


class AnswerTooEarly(UserError):
    """An answer cannot be asked for before the paper is written."""

    message = N_("The answer is asked for by {by}, but the paper is of {day}. Enter a later day.")


class ReceiptTooEarly(UserError):
    """A receipt cannot come back before the paper went out."""

    message = N_("{number} was issued on {day}; its receipt cannot have come back earlier.")


class AgencyUnknown(UserError):
    """No unit of that name in the schedule."""

    message = N_("There is no unit “{name}” in this schedule. Write its name or short name as under Leaders and units.")


class NothingOpenHere(UserError):
    """The unit has nothing open."""

    message = N_("{agency} has no open issue, so there is nothing to fill in. No workbook was written.")


class NotOurWorkbook(UserError):
    """The file holds no sheet of ours."""

    message = N_(
        "“{file}” is not a workbook that was handed out to a unit: the sheet with the column “{column}” is missing. "
        "Choose the file that came back, or copy its rows into the workbook that was handed out."
    )


class WorkbookOfAnotherSchedule(UserError):
    """Handed out by another county, or another file."""

    message = N_(
        "“{file}” was handed out from another schedule ({county}, {number}), not from this one. "
        "Open that schedule to take it back. Nothing was read."
    )


class WorkbookUnknownHere(UserError):
    """The number it carries is not one of ours, or its issue was undone."""

    message = N_(
        "“{file}” carries no number that this schedule handed out; perhaps handing it out was undone. "
        "Hand out a new workbook and copy the answers into it. Nothing was read."
    )


class HeaderChanged(UserError):
    """Without its heading a column cannot be told."""

    message = N_(
        "In “{file}” the headings in row {row} were changed: “{missing}” is not there (found: {found}). "
        "Put the heading back as it was, then read the file again. Nothing was read."
    )


class HeaderTwice(UserError):
    """Two columns claim to be the same."""

    message = N_(
        "In “{file}” the heading “{column}” stands twice. Delete the column that was added, then read the file again. "
        "Nothing was read."
    )


class WorkbookNewer(UserError):
    """Made by a later version of this program."""

    message = N_("“{file}” was made by a newer version of this program. Update this one, then read the file again.")


class DoneWithoutWords(UserError):
    """A unit says done and not what was done."""

    message = N_("Row {row} says that issue {number} is done, but not what was done. Ask the unit for the words.")


class PhraseLost(UserError):
    """The ready phrase was deleted meanwhile."""

    message = N_("This phrase was deleted meanwhile. Nothing was changed; the list has been refreshed.")
