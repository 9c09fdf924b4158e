"""Every sentence the app can refuse with: one class each, saying what to do."""

from __future__ import annotations

from typing import Any, ClassVar

from core.i18n import N_, _


class UserError(Exception):
    """A refusal that a person can act on.

    `message` is a whole sentence with named fields; `facts` fill them in. A fact that is
    itself a message id (a label) is translated by the caller before it comes here.
    """

    message: ClassVar[str] = ""

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.text())

    def text(self) -> str:
        """Return the sentence in the current language."""
        return _(self.message).format(**self.facts)

    def __str__(self) -> str:
        return self.text()


class Vanished(UserError):
    """The record was deleted by somebody else meanwhile."""

    message = N_("This record was deleted meanwhile. Nothing was changed; the list has been refreshed.")


class ChangedMeanwhile(UserError):
    """Somebody else saved the record first."""

    message = N_(
        "This record was changed elsewhere after you opened it. Look at the new version, then enter your change again."
    )


class ReadOnlySchedule(UserError):
    """The schedule was opened for reading."""

    message = N_("This schedule is open for reading only ({why}). Nothing was changed.")


class MissingField(UserError):
    """A field that the record cannot do without is empty."""

    message = N_("Please fill in: {field}.")


class TooLong(UserError):
    """A text is longer than its field; nothing is cut silently."""

    message = N_("{field} is too long: {length} characters, at most {limit}. Please shorten it.")


class UnreadableText(UserError):
    """A text holds a character that no screen or printer can show."""

    message = N_("{field} holds an invisible control character at position {position}. Delete it and type it again.")


class DiskFull(UserError):
    """No room for an export; the older file is untouched."""

    message = N_(
        "The disk is full, “{name}” was not saved. An older file of that name is unharmed. "
        "Free some space or choose another disk."
    )


class FileBusy(UserError):
    """Another program holds the file open."""

    message = N_("“{name}” is open in another program or locked. Close it there, or save under another name.")


class FolderNotWritable(UserError):
    """The user may not write there."""

    message = N_("The folder “{folder}” cannot be written. Nothing was changed; choose another folder.")


class FolderMissing(UserError):
    """The folder went away, such as a USB stick pulled out."""

    message = N_("The folder “{folder}” is not there any more. Choose another folder.")


class NoFileName(UserError):
    """Nothing, or a folder's own place, where a file is to be named."""

    message = N_("“{name}” names no file. Give the name of a file.")


class FileNameTooLong(UserError):
    """The file system takes no name that long."""

    message = N_("The file name “{name}” is too long for this disk. Choose a shorter one.")


class WouldReplaceSchedule(UserError):
    """A paper or a list was to be saved under the name of a schedule."""

    message = N_("“{name}” is a schedule and cannot be replaced by this. Choose another name.")


class FileNotWritten(UserError):
    """Whatever else the system said."""

    message = N_("“{name}” could not be saved ({why}). An older file of that name is unharmed.")


class NoChineseFont(UserError):
    """No installed font can print Chinese."""

    message = N_(
        "No Chinese font is installed, so nothing can be printed. Install FangSong and SimHei, or Noto Serif CJK SC "
        "and Noto Sans CJK SC (Debian: apt install fonts-noto-cjk), then try again."
    )


class FormNotSet(UserError):
    """The typesetter refused a form; its own words are given for the person who maintains the form."""

    message = N_("The form “{form}” could not be set. Its file was changed or is damaged: {why}")


class NoPrinter(UserError):
    """This computer knows no printer."""

    message = N_(
        "No printer is set up on this computer. Save the sheet as PDF instead, or add a printer in the system settings."
    )


class PrinterRefused(UserError):
    """The printer did not take the job."""

    message = N_(
        "The printer “{printer}” did not take the sheet. See that it is on, connected and has paper, then print again."
    )


class LeaderBusy(UserError):
    """A leader cannot sit in two townships in one half of a day."""

    message = N_(
        "{leader} already goes to {township} on {day}, {half}. Choose another day or leader, or book it all the same."
    )


class EndsBeforeStarts(UserError):
    """A visit would end before it starts."""

    message = N_("The visit would end at {end}, before it starts at {start}. Correct one of the two times.")


class DayOutOfRange(UserError):
    """A day that no office plans for."""

    message = N_("{day} is not a day that can be planned. Choose a day between 1950 and 2100.")


class VillageElsewhere(UserError):
    """The village belongs to another township."""

    message = N_("{village} does not belong to {township}. Choose a village of that township, or leave it empty.")


class ChoiceVanished(UserError):
    """What was chosen in a list was deleted meanwhile."""

    message = N_("The chosen entry of “{field}” was deleted meanwhile. Choose another one.")


class VisitHasRecords(UserError):
    """Issues, papers or promises hang on the visit."""

    message = N_("{what} belong to this visit, so it cannot be deleted. Cancel it instead; its records stay.")


class VisitIsOver(UserError):
    """What has taken place, or was called off, cannot be moved."""

    message = N_("This visit is “{state}” and stays where it is. Set it back to “{planned}” first.")


class IssueIsSettled(UserError):
    """Nothing more can be asked of a unit that has finished."""

    message = N_("Issue {number} is already closed. Reopen it first if it has to go on.")


class IssueIsOpen(UserError):
    """Calling back and reopening are for closed issues."""

    message = N_("Issue {number} is still open. Close it first.")


class DueBeforeRaised(UserError):
    """A deadline that had passed before anybody asked."""

    message = N_("The deadline {due} lies before {raised}, when the issue was raised. Correct the date.")


class ExtensionNotLater(UserError):
    """An extension has to give time."""

    message = N_("The new date must lie after the present one, {due}. Choose a later date.")


class NothingToExtend(UserError):
    """Without a date there is nothing to extend."""

    message = N_("Issue {number} has no deadline yet. Give it one with “Correct” first.")


class ReopenNeedsTime(UserError):
    """A reopened issue starts with a date that can still be kept."""

    message = N_("Give the reopened issue a new date that is not over yet, {today} or later.")


class DayAhead(UserError):
    """Something is said to have happened on a day still to come."""

    message = N_("{field}: {day} is still to come. Choose today or an earlier day.")


class DayTooEarly(UserError):
    """An issue is said to have been settled before it was raised."""

    message = N_("{field}: {day} lies before {raised}, when the issue was raised. Correct the date.")


class VisitGoesElsewhere(UserError):
    """An issue can only be carried to its own township."""

    message = N_("That visit goes to {place}, but the issue is from {township}. Choose another visit.")


class LimitOutOfRange(UserError):
    """A number of days that no office gives."""

    message = N_("{days} days cannot be a deadline. Type a number from 1 to 3660, or a date such as 12-4.")


class NotATime(UserError):
    """A clock time that cannot be read."""

    message = N_("“{text}” is not a time of day. Write it like 9:00 or 14:30.")


class NameTaken(UserError):
    """Two entries of one list would have the same name."""

    message = N_("There is already an entry called “{name}”. Choose another name, or edit that one.")


class StillInUse(UserError):
    """Records refer to what should be deleted."""

    message = N_("“{name}” cannot be deleted, because {what} refer to it. Nothing was changed.")


class NumberOutOfRange(UserError):
    """A number that the field cannot mean."""

    message = N_("{field}: type a whole number from {low} to {high}.")


class LastBeforeFirst(UserError):
    """A stretch of days would end before it starts."""

    message = N_("The last day, {last}, lies before the first, {first}. Correct one of the two.")


class RuleNotUnderstood(UserError):
    """Words for recurring days that cannot be read for sure."""

    message = N_("“{words}” is not understood as days. Write it like {example}.")


class PresetNotShipped(UserError):
    """There is no shipped value to go back to."""

    message = N_("“{name}” is the office's own; there is no shipped value to go back to.")


class CellTooLong(UserError):
    """Excel holds no text that long in one cell."""

    message = N_(
        "Line {row}, column “{column}” has {length} characters, and Excel takes at most {limit} in one cell. "
        "Shorten it, or filter that line out, then export again."
    )


class NotInTheList(UserError):
    """A name that is in no list."""

    message = N_("“{text}” is not in the list of “{field}”. Choose one of the names offered.")


class ClashStops(UserError):
    """The office's own rules stop a visit."""

    message = N_("{sentence} Choose another day, half-day or leader.")
