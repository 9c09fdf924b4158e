"""What is wrong with a file that is to be imported, one sentence each."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class WorkbookMissing(UserError):
    """The file to import is not there."""

    message = N_("There is no file {file}. Check the name, or choose the file again.")


class WorkbookIsFolder(UserError):
    """A folder was given where a file is meant."""

    message = N_("{file} is a folder. Choose the file inside it.")


class WorkbookIsDevice(UserError):
    """A device or a pipe, which may have no end or never begin."""

    message = N_("{file} is a device or a pipe, no file. Save what it holds to a file and choose that.")


class WorkbookNoPermission(UserError):
    """This user may not read the file."""

    message = N_("You are not allowed to read {file}. Ask its owner, or copy it to your own folder first.")


class WorkbookLocked(UserError):
    """Another program holds the file."""

    message = N_("{file} is open in another program. Close it there, then choose it again.")


class WorkbookEmpty(UserError):
    """The file has no content at all."""

    message = N_("{file} is empty (0 bytes). It was probably not copied completely; fetch it again.")


class WorkbookUnknownEnding(UserError):
    """The file name says it is something else."""

    message = N_("{file} is not a kind of file that can be imported. Save it as .xlsx or .csv and choose that.")


class WorkbookTooOld(UserError):
    """An .xls of Excel 97-2003, or a WPS .et."""

    message = N_("{file} is in the old Excel format (.xls). Open it in Excel or WPS, save it as .xlsx and choose that.")


class WorkbookEncrypted(UserError):
    """The workbook asks for a password."""

    message = N_("{file} is protected by a password. Open it in Excel or WPS, remove the password, save and try again.")


class WorkbookIsWebPage(UserError):
    """Many systems export a web page and call it .xls or .xlsx."""

    message = N_(
        "{file} is a web page with an Excel ending. Open it in Excel or WPS, save it as .xlsx and choose that."
    )


class WorkbookCutShort(UserError):
    """Half a file: the zip directory at its end is missing, or a part breaks off."""

    message = N_("{file} is damaged or only half of it was copied. Fetch it again, or save it anew in Excel or WPS.")


class WorkbookNotATable(UserError):
    """A zip or text without any table in it."""

    message = N_("{file} holds no table. Choose an Excel workbook (.xlsx) or a .csv file.")


class WorkbookBomb(UserError):
    """It would unpack to something no office keeps."""

    message = N_("{file} would unpack to {size} MB, far more than a real workbook. It was not opened.")


class WorkbookHostile(UserError):
    """It declares XML entities, which no Excel writes."""

    message = N_("{file} contains instructions that no Excel workbook needs. It was not opened.")


class WorkbookTooManyRows(UserError):
    """More rows, columns or cells than can be imported at once."""

    message = N_("{file} has more than {limit} rows. Split it into several files and import them together.")


class WorkbookTooMuchText(UserError):
    """More cells or text than memory is given for."""

    message = N_("{file} holds too much data to be read safely. Split it into several files and import them together.")


class WorkbookTooSlow(UserError):
    """Reading did not end in time."""

    message = N_("{file} could not be read within {seconds} seconds. Save it anew in Excel or WPS and try again.")


class WorkbookUnknownText(UserError):
    """A text file in a character set that cannot be told."""

    message = N_(
        "The characters of {file} cannot be told (neither UTF-8 nor GB18030). Save it as .xlsx or UTF-8 and try again."
    )


class ImportNotReady(UserError):
    """The import still has questions."""

    message = N_("{n} questions about the files are still open. Answer them first; nothing was imported.")
