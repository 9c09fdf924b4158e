"""Refusals of a schedule that a passphrase protects: what is wrong, and what to do about it."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_
from core.storage_errors import KeyNeeded


class PassphraseNeeded(KeyNeeded):
    """The schedule is protected, and nobody has said its passphrase."""

    message = N_(
        "{path} is protected by a passphrase. Type it in the window; without a window, set ONSITE_PASSPHRASE, "
        "then try again."
    )


class KeyFileMissing(KeyNeeded):
    """An encrypted file without the small file that holds its wrapped key."""

    message = N_(
        "{path} is encrypted, but its key file {key} is not there. Put that file back, such as from the copy beside "
        "a backup, or restore a backup."
    )


class KeyFileDamaged(UserError):
    """The key file is not what was written."""

    message = N_(
        "The key file {key} is damaged ({what}), so no passphrase can open the schedule with it. "
        "Put back the copy that lies beside the newest backup, or restore that backup."
    )


class WrongPassphrase(UserError):
    """The key file is whole, and this is not its passphrase."""

    message = N_(
        "This is not the passphrase. Nothing is damaged; look at Caps Lock and the input method, then type it again, "
        "or use the recovery code."
    )


class WrongRecoveryCode(UserError):
    """A code without a slip of the pen that belongs to another schedule, or was replaced."""

    message = N_(
        "This recovery code belongs to another schedule or was replaced by a newer one. "
        "Look for the newest print of the code."
    )


class RecoveryCodeMistyped(UserError):
    """A check character does not fit."""

    message = N_("Group {number} of the recovery code ({group}) is mistyped. Compare it with the print, sign by sign.")


class RecoveryCodeIncomplete(UserError):
    """Not as many groups as there must be."""

    message = N_("A recovery code has {wanted} groups of {signs} signs; here are {found} signs. Type all of it.")


class WaitFirst(UserError):
    """Too many wrong passphrases one after another."""

    message = N_(
        "Too many wrong tries: the next one is possible in {wait}. Closing the program does not make it shorter."
    )


class CannotBeRead(UserError):
    """The passphrase is right, and yet the file does not open."""

    message = N_(
        "The passphrase is right, but {path} cannot be read with it: the file is damaged, or another one was put in "
        "its place. Restore the newest good backup; this file is kept as it is."
    )


class PassphraseTooShort(UserError):
    """Too few signs."""

    message = N_("The passphrase is too short: {length} signs, at least {least}. Several words are easy to remember.")


class PassphraseTooEasy(UserError):
    """One of those that are tried first."""

    message = N_("This passphrase would be guessed at once ({why}). Take several words that belong together for you.")


class PassphrasesDiffer(UserError):
    """The second time something else was typed."""

    message = N_("The two passphrases are not the same. Type the second one again.")


class GroupsDiffer(UserError):
    """What was typed to prove that the code was written down is something else."""

    message = N_("Group {number} is not what is printed. Look at the print and type it again.")


class AlreadyProtected(UserError):
    """There is a passphrase already."""

    message = N_("{path} is already protected. Change its passphrase instead.")


class NotProtected(UserError):
    """There is no passphrase to speak of."""

    message = N_("{path} is not protected by a passphrase, so there is nothing to change. Protect it first.")


class ProtectionFailed(UserError):
    """The new file was not what the old one is; the old one is untouched."""

    message = N_("Nothing was changed: the new file is not equal to the old one ({what}). Check the schedule first.")


class Locked(UserError):
    """The schedule is locked until somebody types its passphrase."""

    message = N_("The schedule is locked. Type its passphrase first; what you typed before is kept.")
