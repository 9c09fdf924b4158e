"""What the command line refuses, one sentence each."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class NotADate(UserError):
    """A date on the command line that is none."""

    message = N_("{text} is not a date. Write it as 2026-11-23.")


class NotAnswers(UserError):
    """A file of answers that holds something else."""

    message = N_("{file} holds no answers. Write a JSON object: the id of each question and the answer chosen.")


class UnknownUnit(UserError):
    """A counting unit that does not exist."""

    message = N_("{unit} is not a unit. Choose working or natural.")


class NoSuchFile(UserError):
    """A file on the command line that is not there."""

    message = N_("There is no file {file}. Check the name.")


class NoSuchVisit(UserError):
    """An id on the command line that no visit has."""

    message = N_("There is no visit {id}. The visits command lists the ids.")


class NoSuchTownship(UserError):
    """A name on the command line that no township has."""

    message = N_("There is no township “{name}”. The coverage command lists the names.")


class NotAFile(UserError):
    """Backups of a server are made with the server's own tools."""

    message = N_("Only a schedule in a file can be backed up here; for {where} use the server's own tools (pg_dump).")


class NotAMonth(UserError):
    """A month on the command line cannot be read."""

    message = N_("“{text}” is not a month. Write it like 2026-11.")


class VisitOrMonth(UserError):
    """Neither or both were asked for."""

    message = N_("Say which: either --visit with its id, or --month such as 2026-11.")


class UnannouncedVisit(UserError):
    """What nobody is to hear of goes into no report."""

    message = N_("Visit {id} is unannounced, so there is no paragraph to pass on.")


class UnknownState(UserError):
    """No issue can be in such a state."""

    message = N_("“{state}” is no state of an issue. Choose one of: {states}.")


class UnknownFlag(UserError):
    """No issue can have such a flag."""

    message = N_("“{flag}” is no flag. Choose one of: {flags}.")


class NoSuchIssue(UserError):
    """A number or id on the command line that no issue has."""

    message = N_("There is no issue {issue}. The issues command lists numbers and ids.")


class SeveralIssues(UserError):
    """The end of a number that several issues share."""

    message = N_("{issue} can mean several issues: {numbers}. Give the whole number.")


class UnknownAnswer(UserError):
    """Accepting knows two answers."""

    message = N_("{text} is neither all nor none. Write --accept all, or --accept none to look only.")


class ErasedComeBack(UserError):
    """Somebody who was erased since the backup was made would be in the schedule again."""

    message = N_(
        "This backup is older than an erasure and brings back people who were erased ({n}). Add --erased again to "
        "erase them again right after, or --erased back to let them come back. Nothing was changed."
    )


class UnknownErased(UserError):
    """A word for the erased that is none."""

    message = N_("“{text}” is no answer. Choose --erased again or --erased back.")
