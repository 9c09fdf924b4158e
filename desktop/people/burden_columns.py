"""Columns of the burden ledger; none of them orders: leaders stand in rank order, never in a league table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from core.burden import parts_text, points_text
from core.documents.excel import SheetColumn, Value
from core.i18n import N_, _, day_text
from core.visits import HALF_NAMES
from db.queries.burden import BurdenLine, CorrectionRow, LedgerRow
from desktop.fonts import metrics
from desktop.theme import theme
from desktop.widgets.strokes import paint_words
from desktop.widgets.table import Column

_POINT_AT: Final = 30
"""Where the point of a number stands in its cell: room for three digits before it."""


def _points(tenths: int) -> str:
    return points_text(tenths) if tenths else ""


def _pointed(text: Callable[[Any], str], *, bold: bool = False) -> Callable[[QPainter, QRectF, Any], object]:
    """Paint numbers one below the other at their point, with the tone of a first or a second column."""

    def paint(painter: QPainter, area: QRectF, row: Any) -> None:
        words = text(row)
        whole = words.partition(".")[0]
        ink = theme().ink if bold else theme().ink2
        if not whole.lstrip("-").isdigit():
            paint_words(painter, area, words, ink)
            return
        left = max(0.0, _POINT_AT - metrics(14, bold=bold).horizontalAdvance(whole))
        paint_words(painter, area.adjusted(left, 0, 0, 0), words, ink, bold=bold)

    return paint


def _visits(row: LedgerRow) -> str:
    return str(row.visits) if row.visits else ""


def _done(row: LedgerRow) -> str:
    return _points(row.done)


def _planned(row: LedgerRow) -> str:
    return _points(row.planned)


def level_text(row: LedgerRow) -> str:
    """Return the points as at a full share, or that no share is taken."""
    return _("no share") if row.level is None else points_text(row.level)


LEDGER: Final = (
    Column("", lambda row: str(row.rank), None, 52, 52, tone=lambda _row: "ink3"),
    Column(N_("Name"), lambda row: row.name, None, 92, 110, bold=True),
    Column(N_("Post"), lambda row: row.post, None, 0, 0, tone=lambda _row: "ink2"),
    Column(N_("Visits done"), _visits, None, 74, 92, _pointed(_visits)),
    Column(N_("Points done"), _done, None, 74, 96, _pointed(_done, bold=True)),
    Column(N_("Points planned"), _planned, None, 74, 112, _pointed(_planned)),
    Column(N_("Going along"), lambda row: _points(row.accompanying), None, 92, 96, tone=lambda _row: "ink2"),
    Column(N_("Corrections"), lambda row: _points(row.corrected), None, 60, 96, tone=lambda _row: "ink2"),
    Column(N_("Newcomer"), lambda row: _points(row.credited), None, 74, 86, tone=lambda _row: "ink2",
           tip=lambda _row: _("What the others carried on average before he came")),
    Column(N_("Duty share"), lambda row: f"{row.share}%" if row.share != 100 else "", None, 74, 86,
           tone=lambda _row: "ink2"),
    Column(N_("At full share"), level_text, None, 84, 100, _pointed(level_text, bold=True),
           tip=lambda _row: _("Done, corrections and newcomer's credit, divided by the share of duty")),
)  # fmt: skip


def _what(row: BurdenLine | CorrectionRow) -> str:
    if isinstance(row, CorrectionRow):
        return _("Correction")
    return f"{_(HALF_NAMES[row.half])} {row.township}"


def _why(row: BurdenLine | CorrectionRow) -> str:
    return row.reason if isinstance(row, CorrectionRow) else parts_text(row.parts)


def _tenths(row: BurdenLine | CorrectionRow) -> str:
    return points_text(row.tenths)


def _standing(row: BurdenLine | CorrectionRow) -> str:
    if isinstance(row, CorrectionRow):
        return ""
    return _("done") if row.is_done else _("planned")


LINES: Final = (
    Column(N_("Date"), lambda row: day_text(row.day), None, 96, 96),
    Column(N_("Visit"), _what, None, 168, 190, bold=True),
    Column(N_("Standing"), _standing, None, 70, 84, tone=lambda _row: "ink2"),
    Column(N_("Where the points come from"), _why, None, 0, 0, tone=lambda _row: "ink2"),
    Column(N_("Points"), _tenths, None, 70, 70, _pointed(_tenths, bold=True)),
)  # fmt: skip


def sheet_columns() -> tuple[SheetColumn, ...]:
    """Return the columns of the list as a workbook; what a tip tells on screen stands in the heading here."""
    plainer = {"Duty share": _("Duty share (%)"), "At full share": _("Points divided by the duty share")}
    return tuple(
        SheetColumn(plainer.get(column.title) or _(column.title) or _("No."), 24 if not column.width else 14)
        for column in LEDGER
    )


def sheet_rows(rows: list[LedgerRow]) -> list[list[Value]]:
    """Return the ledger line by line, points as numbers that can be added up."""
    return [
        [
            row.rank, row.name, row.post, row.visits, row.done / 10, row.planned / 10, row.accompanying / 10,
            row.corrected / 10, row.credited / 10, row.share,
            level_text(row) if row.level is None else row.level / 10,
        ]
        for row in rows
    ]  # fmt: skip
