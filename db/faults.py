"""What the drivers complain of, as sentences: the one place that knows their error codes."""

from __future__ import annotations

import errno
import re
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm.exc import StaleDataError

from core.errors import ChangedMeanwhile, ReadOnlySchedule, UserError
from core.i18n import _
from core.storage_errors import (
    CannotWrite,
    DamagedSchedule,
    DiskFull,
    RuleBroken,
    ScheduleBusy,
    ServerRefuses,
    ServerUnreachable,
    ValueRefused,
)

# SQLite's primary result codes, and the words it says where sqlcipher3 gives no code.
NOT_A_DATABASE: Final = 26
_NO_ROOM: Final = 64 * 1024
_SAID: Final = {
    "database or disk is full": 13,
    "database is locked": 5,
    "database table is locked": 6,
    "attempt to write a readonly database": 8,
    "disk i/o error": 10,
    "malformed": 11,
    "unable to open database file": 14,
    "file is not a database": NOT_A_DATABASE,
}
_SQLSTATES: Final = {
    "53100": DiskFull,
    "55P03": ScheduleBusy,
    "40001": ScheduleBusy,
    "40P01": ScheduleBusy,
    "57014": ScheduleBusy,
}
_RULE: Final = re.compile(r"constraint failed: (?P<sqlite>.+)|constraint \"(?P<postgres>[^\"]+)\"")


def code_of(error: BaseException) -> int | None:
    """Return SQLite's primary result code of a driver's *error*."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF
    said = str(error).lower()
    return next((known for words, known in _SAID.items() if words in said), None)


def rule_of(error: IntegrityError) -> str:
    """Return the name of the constraint that *error* broke, or the columns where SQLite names only those."""
    found = _RULE.search(str(error.orig))
    return (found["sqlite"] or found["postgres"]).strip() if found else str(error.orig).splitlines()[0]


def explain(error: BaseException, *, place: str) -> UserError | None:
    """Return the sentence for *error*, None if it is a mistake in the program.

    Args:
        error: What a session or a file operation raised.
        place: The file, or the server, that was written.
    """
    if isinstance(error, UserError):
        return error
    if isinstance(error, StaleDataError):
        return ChangedMeanwhile()
    if isinstance(error, IntegrityError):
        return RuleBroken(rule=rule_of(error))
    if isinstance(error, OSError):
        return _of_system(error, place)
    if isinstance(error, DBAPIError) and error.orig is not None:
        state = getattr(error.orig, "sqlstate", None)
        if hasattr(error.orig, "sqlstate"):
            return _of_postgres(error, state, place)
        return of_sqlite(error.orig, place) or (_refused_value(error) if isinstance(error, DataError) else None)
    if isinstance(error, StatementError) and isinstance(error.orig, UnicodeEncodeError | OverflowError | LookupError):
        return _refused_value(error)
    if isinstance(error, UnicodeEncodeError):
        return ValueRefused(what=_("half of a character"))
    return None


def _refused_value(error: StatementError) -> ValueRefused:
    return ValueRefused(what=str(error.orig).splitlines()[0])


def of_sqlite(error: BaseException, place: str) -> UserError | None:
    """Return the sentence for a driver's own *error*."""
    match code_of(error):
        case 13:
            return DiskFull(place=place)
        case 5 | 6:
            return ScheduleBusy()
        case 8:
            return ReadOnlySchedule(why=_("the file or its folder cannot be written"))
        case 10 | 14:
            return DiskFull(place=place) if _is_full(place) else CannotWrite(what=str(error), place=place)
        case 11 | 26:
            return DamagedSchedule(path=place, what=str(error))
        case _:
            return None


def _is_full(place: str) -> bool:
    """Return whether there is no room left at *place*, where SQLite fails before it can say so itself."""
    whole = Path(place).absolute()
    with suppress(OSError, ValueError):
        return shutil.disk_usage(next(each for each in (whole, *whole.parents) if each.is_dir())).free < _NO_ROOM
    return False


def _of_system(error: OSError, place: str) -> UserError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull(place=place)
    return CannotWrite(what=error.strerror or str(error), place=place)


def _of_postgres(error: DBAPIError, state: str | None, place: str) -> UserError | None:
    orig: Any = error.orig
    said = str(orig).strip().splitlines()[0] if str(orig).strip() else type(orig).__name__
    if state in _SQLSTATES:
        kind = _SQLSTATES[state]
        return kind(place=place) if kind is DiskFull else kind()
    if state is None or state.startswith(("08", "57P")):
        refused = ("password", "authentication", "does not exist", "too many", "role ")
        if any(word in str(orig) for word in refused):
            return ServerRefuses(server=place, what=said)
        return (
            ServerUnreachable(server=place, what=said) if error.connection_invalidated or state or _lost(orig) else None
        )
    if state.startswith("22"):
        return ValueRefused(what=said)
    if state == "25006":
        return ReadOnlySchedule(why=_("the server is for reading only"))
    if state.startswith(("28", "3D", "42501", "53")):
        return ServerRefuses(server=place, what=said)
    return None


def _lost(error: object) -> bool:
    return type(error).__name__ in {"OperationalError", "InterfaceError", "ConnectionTimeout"}
