"""How much of a file is read, at most: hostile files must cost nothing."""

from __future__ import annotations

MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts of a workbook together."""
MAX_RATIO = 100
RATIO_COUNTS_FROM = 10 * 1024 * 1024
"""Below this a part may shrink as well as it likes: empty sheets do."""
MAX_PARTS = 2_000
MAX_ROWS = 200_000
MAX_STRAY_ROWS = 100
"""So many rows beyond MAX_ROWS are taken for slips and mentioned; more of them are a table that is too long."""
MAX_COLUMNS = 256
MAX_CELLS = 4_000_000
MAX_TEXT = 100_000_000
"""Characters of all cells together."""
MAX_MERGES = 200_000
MAX_SHEETS = 400
MEMORY = 1024 * 1024 * 1024
SECONDS = 60


class LimitReached(Exception):
    """Reading stopped here; the text says which limit."""
