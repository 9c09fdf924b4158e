"""Everything that needs Qt: no SQL, no rules, no file formats."""

import ctypes
import sys

if sys.version_info < (3, 12):
    # PySide6 6.12.0 gives back one reference too many to None, True and False on every call that returns them, which
    # ends in "Fatal Python error: none_dealloc" after a few dozen repaints. From Python 3.12 on these cannot be freed;
    # before, this is the same: counts that never reach zero. (6.11.3 does not have the fault.)
    for constant in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(constant)).value = 1 << 60
