"""What is said of a row that came back: one word for the program, one sentence for people."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from core.i18n import N_


class RowVerdict(StrEnum):
    """How a row of the returned workbook stands to what was handed out."""

    FINE = "fine"
    EDITED = "edited"
    ADDED = "added"
    CHANGED_KEY = "changed_key"
    DOUBLED = "doubled"
    SHIFTED = "shifted"
    MISSING = "missing"
    SETTLED = "settled"
    ELSEWHERE = "elsewhere"
    GONE = "gone"


USABLE: Final = frozenset({RowVerdict.FINE, RowVerdict.EDITED})
"""Rows whose answers may be taken in."""


VERDICT_SENTENCES: Final = {
    RowVerdict.FINE: "",
    RowVerdict.EDITED: N_(
        "Row {row} (issue {number}): locked cells were changed ({columns}); those changes are not taken."
    ),
    RowVerdict.ADDED: N_(
        "Row {row} was added by hand: it has no key, so nothing of it is taken. "
        "Register it as a new issue if it is one."
    ),
    RowVerdict.CHANGED_KEY: N_("Row {row}: the key {key} is none of this workbook's, so nothing of the row is taken."),
    RowVerdict.DOUBLED: N_(
        "Rows {rows} are all issue {number} and do not say the same; none of them is taken. "
        "Keep the right one, then read the file again."
    ),
    RowVerdict.SHIFTED: N_(
        "Row {row}: its key belongs to issue {number}, but “{found}” stands beside it, so cells were shifted. "
        "Nothing of the row is taken."
    ),
    RowVerdict.MISSING: N_("Issue {number} is not in the file any more; nothing is changed for it."),
    RowVerdict.SETTLED: N_("Row {row}: issue {number} is settled by now, so nothing of the row is taken."),
    RowVerdict.ELSEWHERE: N_("Row {row}: issue {number} is with another unit by now, so nothing of the row is taken."),
    RowVerdict.GONE: N_("Row {row}: issue {number} was deleted here meanwhile, so nothing of the row is taken."),
}
