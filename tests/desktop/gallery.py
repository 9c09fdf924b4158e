"""Every widget on one sheet, to lay beside design/ui/components.png: `python -m tests.desktop.gallery [folder]`."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.deadlines import Lateness, Timeliness
from core.i18n import set_language
from desktop import theme
from desktop.app import dress
from desktop.widgets import (
    Button,
    ConflictMark,
    CountBadge,
    DayBadge,
    DeadlineLabel,
    DestructiveButton,
    FilledButton,
    Flag,
    IntervalBar,
    KeyHint,
    MarketMark,
    Pill,
    Pills,
    PinyinCombo,
    PlainButton,
    PlainLabel,
    QuietButton,
    Seal,
    SearchField,
    SectionTitle,
    Segmented,
    SmallButton,
    StageCells,
    box,
    choice,
    focus_ring,
)
from desktop.widgets.form import DayField, NumberField

DEADLINES = (
    Timeliness(Lateness.LATE, 9),
    Timeliness(Lateness.TODAY),
    Timeliness(Lateness.SOON, 2),
    Timeliness(Lateness.IN_TIME, 12),
    Timeliness(Lateness.CLOSED),
)
SWATCHES = (
    ("chrome", "page", "raised", "sunken", "line", "line2"),
    ("ink", "ink2", "ink3", "acc", "acc_t", "focus"),
    ("red", "red_t", "amb", "amb_t", "grn", "grn_t"),
)


class Swatch(QWidget):
    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setFixedSize(64, 30)

    @override
    def paintEvent(self, _event: object) -> None:
        colours = theme.theme()
        painter = QPainter(self)
        kind, _dot, part = self._token.partition(".")
        fill = getattr(colours.kind(kind), part) if part else colours.colour(self._token)
        box(painter, QRectF(self.rect()), radius=4, fill=fill, border=colours.line2)
        painter.end()


class Still(Button):
    """A button shown in a state it is not in."""

    def __init__(self, text: str, state: str) -> None:
        super().__init__(text)
        self._state = state
        self.setDown(state == "down")
        self.setEnabled(state != "off")

    @override
    def underMouse(self) -> bool:
        return self._state == "over"


class Ringed(QWidget):
    def __init__(self, button: Button) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.addWidget(button)
        self._button = button

    @override
    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        focus_ring(painter, QRectF(self._button.geometry()))
        painter.end()


def line(*widgets: QWidget, gap: int = 10, bottom: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom if bottom else Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return row


def column(*parts: object, gap: int = 12) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(gap)
    for part in parts:
        if isinstance(part, QWidget):
            made.addWidget(part)
        elif isinstance(part, int):
            made.addSpacing(part)
        else:
            made.addLayout(part)
    made.addStretch(1)
    return made


def marks() -> QVBoxLayout:
    pairs = [seal for kind in "fbyj" for seal in (Seal(kind, 36), Seal(kind, 16), Seal(kind, 16, hollow=True))]
    return column(
        SectionTitle("四种形式的印章"),
        line(*(Seal("f", side) for side in (64, 48, 36, 24, 20, 18, 16)), gap=14, bottom=True),
        line(*pairs, gap=8),
        12,
        SectionTitle("期限"),
        *(DeadlineLabel(each) for each in DEADLINES),
        12,
        SectionTitle("日期角标，环节，间隔"),
        line(
            DayBadge(off=True), PlainLabel("法定放假"), DayBadge(off=False), PlainLabel("法定调休"),
            DayBadge(off=False, county=True), PlainLabel("本县安排"),
        ),
        line(StageCells(3, "反馈"), StageCells(2, "交办"), IntervalBar(41, 30), IntervalBar(26, 30), gap=20),
    )  # fmt: skip


def buttons() -> QVBoxLayout:
    off = Still("不可用", "off")
    tabs = [
        Pill("open", "未办结", 21),
        Pill("late", "已超期", 5, Lateness.LATE),
        Pill("soon", "三日内", 4, Lateness.SOON),
    ]
    return column(
        SectionTitle("按钮 32 px"),
        line(
            FilledButton("新建下访", "plus", hint="N"), PlainButton("打印登记表", "printer"),
            QuietButton("筛选", "funnel"),
        ),
        line(
            Still("经过", "over"), Still("按下", "down"), Ringed(Button("焦点")), off, DestructiveButton("删除"),
            SmallButton("登记表", "printer"),
        ),
        12,
        SectionTitle("视图切换，计数，提示"),
        line(Segmented([(w, w) for w in ("月", "周", "排班表", "日程", "年")])),
        line(CountBadge(5), MarketMark(), Flag(), ConflictMark(), KeyHint("Ctrl K")),
        line(Pills(tabs)),
        line(Segmented([(w, w) for w in ("1 未动", "2 在办", "3 办好", "4 群众不满意")], strong=True)),
    )  # fmt: skip


def colours() -> QGridLayout:
    grid = QGridLayout()
    rows = (*SWATCHES, tuple(f"{kind}.{part}" for kind in "fby" for part in ("fill", "tint")))
    for y, tokens in enumerate(rows):
        for x, token in enumerate(tokens):
            grid.addWidget(Swatch(token), y, x)
    return grid


def fields() -> QVBoxLayout:
    combo = QComboBox()
    combo.addItems(["全部乡镇", "青石镇"])
    checked, radio = QCheckBox("带到 11月26日 陈雨桐 → 青石镇"), QRadioButton("工作日")
    checked.setChecked(True)
    radio.setChecked(True)
    line_edit, invalid = QLineEdit("镇便民服务中心"), QLineEdit("写错了")
    invalid.setProperty("invalid", True)
    tabs = QTabBar()
    for words in ("基本", "期限", "日历"):
        tabs.addTab(words)
    agency = PinyinCombo([choice("县水利局", 1, note="近三月承办 14 件"), choice("县森林防火办", 2, note="1 件")])
    agency.set_value(1)
    return column(
        SectionTitle("输入"),
        line(SearchField("编号、事由、群众姓名"), PlainButton("乡镇", caret=True)),
        line_edit, invalid, combo, agency,
        line(NumberField(10), DayField(date(2026, 11, 23), date(2026, 11, 23))),
        checked, line(radio, QRadioButton("自然日")), tabs,
    )  # fmt: skip


def sheet() -> QWidget:
    made = QWidget()
    made.setProperty("surface", "page")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(made)
    row.setContentsMargins(40, 30, 40, 30)
    row.setSpacing(44)
    right = buttons()
    right.insertWidget(right.count() - 1, SectionTitle("颜色"))
    right.insertLayout(right.count() - 1, colours())
    for part in (fields(), marks(), right):
        row.addLayout(part, 1)
    made.resize(1440, 868)
    return made


def main(folder: Path) -> None:
    application = QApplication.instance() or QApplication([])
    set_language("zh_CN")
    folder.mkdir(parents=True, exist_ok=True)
    for mode in (theme.LIGHT, theme.DARK):
        dress(application, mode)
        made = sheet()
        made.show()
        application.processEvents()
        made.grab().save(str(folder / f"gallery-{mode}.png"))
        made.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "shots"))
