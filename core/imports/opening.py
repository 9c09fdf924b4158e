"""A file looked at before it is read: what keeps it from being opened, and the marks of old Office files."""

from __future__ import annotations

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from core import import_errors as errors

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old Office file begins, and every encrypted one."""
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
"""What stands somewhere near the beginning of an encrypted one."""
_BUSY: Final = frozenset({errno.EBUSY, errno.ETXTBSY, errno.EAGAIN})


@contextmanager
def opening(path: Path) -> Generator[None]:
    """Say in our own words what keeps *path* from being opened and read inside.

    Raises:
        WorkbookIsFolder, WorkbookIsDevice, WorkbookMissing, WorkbookLocked, WorkbookNoPermission: something does.
    """
    name = path.name
    try:
        if path.is_dir():
            raise errors.WorkbookIsFolder(file=name)
        if path.exists() and not path.is_file():
            raise errors.WorkbookIsDevice(file=name)
        yield
    except FileNotFoundError:
        raise errors.WorkbookMissing(file=name) from None
    except PermissionError as error:
        locked = getattr(error, "winerror", None) in {32, 33}
        raise (errors.WorkbookLocked if locked else errors.WorkbookNoPermission)(file=name) from None
    except OSError as error:
        raise (errors.WorkbookLocked if error.errno in _BUSY else errors.WorkbookMissing)(file=name) from None
