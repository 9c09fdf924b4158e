"""What is wrong with a request form that was sent in, one sentence each."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class FormTooOld(UserError):
    """A .doc of Word 97-2003, or a .wps."""

    message = N_("{file} is in the old Word format. Open it in Word or WPS, save it as .docx and choose that.")


class FormEncrypted(UserError):
    """The document asks for a password."""

    message = N_("{file} is protected by a password. Open it in Word or WPS, remove the password, save and try again.")


class FormIsWebPage(UserError):
    """A web page under the name of a Word document."""

    message = N_("{file} is a web page with a Word ending. Open it in Word or WPS, save it as .docx and choose that.")


class FormNotWord(UserError):
    """Something else under the name of a Word document."""

    message = N_("{file} is no Word document, whatever its ending says. Save it anew in Word or WPS as .docx.")


class FormCutShort(UserError):
    """Half a file, or one that breaks off inside."""

    message = N_("{file} is damaged or only half of it was copied. Fetch it again, or save it anew in Word or WPS.")


class FormHasMacros(UserError):
    """A request needs no program inside."""

    message = N_("{file} contains macros, which no request form needs. Save it as .docx or .xlsx and choose that.")


class FormHostile(UserError):
    """It declares XML entities, which Word never writes."""

    message = N_("{file} contains instructions that no Word document needs. It was not opened.")


class FormUnknownEnding(UserError):
    """Neither Word nor Excel nor text."""

    message = N_("{file} is not a kind of file that a request form comes in. Choose a .docx, .xlsx or .csv file.")


class FormTooLarge(UserError):
    """More than a form can be."""

    message = N_("{file} holds far more than a request form. Copy the request itself into a new file and choose that.")


class FormHoldsNoRequest(UserError):
    """Readable, but no field of a request was found."""

    message = N_(
        "No request was found in {file}: none of its words is a field such as “township” or “wanted days”. "
        "Choose another file, or type the request in with “New request”."
    )


class FormIsBlank(UserError):
    """Labels, and nothing beside them."""

    message = N_("{file} is a request form in which nothing is filled in. Ask the township for the filled-in one.")


class NothingPasted(UserError):
    """The clipboard holds no words of a request."""

    message = N_("No request was found in the words pasted. Copy the whole form, labels included, and paste again.")


class TooManyRequests(UserError):
    """A list of another kind, most likely."""

    message = N_("{file} would be {n} requests, more than {limit} at once. Split it into several files.")
