"""Paints one cell of the ledger: deadline mark, stage cells, seal, or plain words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from core.organisation import short_township
from db.queries.issues import IssueRow
from desktop.fonts import metrics
from desktop.issues.issue_model import COLUMNS, GROUP_ROLE, ROW_ROLE, TAGS_ROLE, stage_word
from desktop.issues.issue_tags import paint_tags
from desktop.theme import theme
from desktop.widgets.marks import paint_deadline, paint_seal, paint_stage
from desktop.widgets.strokes import paint_words

Index = QModelIndex | QPersistentModelIndex
ROW, GROUP = 36, 32
COMPACT_ROW = 32
MARGIN, PAD = 24, 8
DUE, NUMBER, TITLE, TOWNSHIP, AGENCY, STAGE, LEADER = range(7)
SEAL: Final = 16


class IssueDelegate(QStyledItemDelegate):
    """One delegate for all columns; the ground of a row is painted by the table."""

    compact = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(GROUP_ROLE) is not None:
            return QSize(0, GROUP)
        return QSize(0, COMPACT_ROW if self.compact else ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, IssueRow):
            return
        column = index.column()
        left = MARGIN if column == DUE else PAD
        area = QRectF(option.rect).adjusted(left, 0, -PAD if column != TITLE else -12, -1)
        match column:
            case 0:
                self._paint_due(painter, area, row)
            case 1:
                paint_words(painter, area, COLUMNS[column].text(row), theme().ink2)
            case 2:
                area = paint_tags(painter, area, index.data(TAGS_ROLE) or [])
                paint_words(painter, area, COLUMNS[column].text(row), theme().ink)
            case 3:
                paint_words(painter, area, _township(row, area), theme().ink if row.is_open else theme().ink2)
            case 5:
                paint_stage(painter, area, row.stage, stage_word(row))
            case 6:
                self._paint_leader(painter, area, row)
            case _:
                tone = theme().ink if row.is_open else theme().ink2
                paint_words(painter, area, COLUMNS[column].text(row), tone)

    @staticmethod
    def _paint_due(painter: QPainter, area: QRectF, row: IssueRow) -> None:
        words = COLUMNS[DUE].text(row)
        paint_deadline(painter, area, row.timeliness, text=words)

    @staticmethod
    def _paint_leader(painter: QPainter, area: QRectF, row: IssueRow) -> None:
        if row.kind:
            seal = QRectF(area.left(), area.center().y() - SEAL / 2, SEAL, SEAL)
            paint_seal(painter, seal, row.kind)
        words = area.adjusted(SEAL + 6, 0, 0, 0)
        paint_words(painter, words, row.leader, theme().ink2)


def _township(row: IssueRow, area: QRectF) -> str:
    """Return the name, without 镇 or 乡 where it would not fit."""
    fits = metrics(14).horizontalAdvance(row.township) <= area.width() + 1
    return row.township if fits else short_township(row.township)
