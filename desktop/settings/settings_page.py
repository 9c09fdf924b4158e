"""Settings: sections at the left, the one chosen at the right. A further section is one line in SECTIONS."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar, Final, cast

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.i18n import N_, _
from desktop.context import AppContext
from desktop.fonts import sans
from desktop.icons import paint_icon
from desktop.page import Page
from desktop.settings.section import Section
from desktop.theme import theme
from desktop.widgets.strokes import BASELINE
from desktop.widgets.text import PlainLabel, Rule

SIDE: Final = 216


@dataclass(frozen=True, slots=True)
class Entry:
    """A section; `factory` is imported when it is first shown."""

    key: str
    title: str
    icon: str
    factory: str

    def create(self, ctx: AppContext) -> Section:
        """Make the section."""
        module, _colon, name = self.factory.partition(":")
        return cast(Section, getattr(import_module(f"desktop.settings.{module}"), name)(ctx))


SECTIONS: Final = (
    Entry("office", N_("Office"), "map-pin", "office_section:OfficeSection"),
    Entry("limits", N_("Limits by category"), "clock", "limits_section:LimitsSection"),
    Entry("clocks", N_("Rules for every clock"), "arrows-clockwise", "clocks_section:ClocksSection"),
    Entry("reminders", N_("Reminders"), "megaphone", "reminders_section:RemindersSection"),
    Entry("rules", N_("Clash rules"), "check-circle", "rules_section:RulesSection"),
    Entry("quotas", N_("Quotas, days off"), "chart-bar", "quotas_section:QuotasSection"),
    Entry("intervals", N_("Intervals"), "eye-slash", "intervals_section:IntervalsSection"),
    Entry("days", N_("Calendar days"), "calendar-blank", "days_section:DaysSection"),
    Entry("seasons", N_("Farm seasons"), "leaf", "day_seasons:SeasonsSection"),
    Entry("meetings", N_("Meetings"), "users-three", "meetings_section:MeetingsSection"),
    Entry("kinds", N_("Kinds of visit"), "clipboard-text", "kinds_section:KindsSection"),
    Entry("outings", N_("Outings"), "map-trifold", "outings_section:OutingsSection"),
    Entry("phrases", N_("Ready phrases"), "note-pencil", "phrases_section:PhrasesSection"),
    Entry("privacy", N_("Confidentiality"), "eye", "privacy_section:PrivacySection"),
    Entry("look", N_("Appearance"), "sun", "look_section:LookSection"),
    Entry("data", N_("Data"), "hard-drives", "data_section:DataSection"),
)


class _Tab(QAbstractButton):
    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry
        self.setCheckable(True)
        self.setAccessibleName(_(entry.title))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    @override
    def sizeHint(self) -> QSize:
        return QSize(SIDE, 36)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        if self.isChecked():
            painter.fillRect(area, colours.acc_t)
            painter.fillRect(QRectF(0, 0, 3, area.height()), colours.acc)
        elif self.underMouse():
            painter.fillRect(area, colours.sunken)
        token = "acc" if self.isChecked() else "ink2"
        paint_icon(painter, QRectF(24, area.center().y() - 8, 16, 16), self._entry.icon, token)
        painter.setFont(sans(14, bold=self.isChecked()))
        painter.setPen(colours.acc if self.isChecked() else colours.ink)
        painter.drawText(area.adjusted(50, 0, 0, 0), int(BASELINE), _(self._entry.title))
        painter.end()


class SectionTabs(QWidget):
    """The list of sections; up and down arrows move. Signal: chosen(str)."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(SIDE)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(0)
        for number, entry in enumerate(SECTIONS):
            tab = _Tab(entry)
            self._group.addButton(tab, number)
            column.addWidget(tab)
        column.addStretch(1)
        self._group.idClicked.connect(lambda number: self.chosen.emit(SECTIONS[number].key))

    def choose(self, key: str) -> None:
        """Mark a section without speaking."""
        number = next(n for n, entry in enumerate(SECTIONS) if entry.key == key)
        self._group.button(number).setChecked(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
            return
        number = min(max(self._group.checkedId() + steps, 0), len(SECTIONS) - 1)
        self._group.button(number).setFocus(Qt.FocusReason.TabFocusReason)
        self._group.button(number).click()


class SettingsPage(Page):
    """Sections are made when they are first shown and read again when their tables change."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"setting", "issue_category", "deadline_rule", "calendar_day", "announced_year", "meeting"}
        | {"meeting_attendee", "visit_kind", "leader", "visit", "issue", "township", "village", "agency", "attachment"}
        | {"phrase", "clock_preset", "quota", "closure", "farm_season", "township_interval"}
        | {"visit_template", "household_category", "household_visit"}
    )

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self._sections: dict[str, Section] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._key = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = PlainLabel(_("Settings"), px=22, bold=True, serifed=True)
        title.setContentsMargins(24, 10, 0, 10)
        title.setFixedHeight(52)
        column.addWidget(title)
        column.addWidget(Rule("line2"))
        row = QHBoxLayout()
        row.setSpacing(0)
        self.tabs = SectionTabs()
        self.tabs.chosen.connect(self.show_section)
        row.addWidget(self.tabs)
        row.addWidget(Rule("line2", vertical=True))
        self._stack = QStackedWidget()
        row.addWidget(self._stack, 1)
        column.addLayout(row, 1)
        remembered = ctx.machine.views.get("settings", "")
        self._key = remembered if any(entry.key == remembered for entry in SECTIONS) else SECTIONS[0].key
        self.tabs.choose(self._key)

    @override
    def reload(self, tables: frozenset[str]) -> None:
        current = self.section(self._key)
        if tables & current.TABLES or tables == self.TABLES:
            current.reload()

    @override
    def go(self, **target: Any) -> None:
        key = target.get("section")
        if any(entry.key == key for entry in SECTIONS):
            self.show_section(str(key))

    @override
    def leave(self) -> bool:
        self.setFocus()  # a field still being typed in saves as the focus leaves it
        return True

    @override
    def panes(self) -> list[QWidget]:
        return [self.tabs, self._stack]

    def show_section(self, key: str) -> None:
        """Show a section, read anew."""
        self._key = key
        self.tabs.choose(key)
        self.section(key).reload()
        self.ctx.machine.views["settings"] = key

    def section(self, key: str) -> Section:
        """Return a section in sight, made where it is not yet there."""
        if key not in self._sections:
            entry = next(entry for entry in SECTIONS if entry.key == key)
            made = entry.create(self.ctx)
            made.setProperty("surface", "page")
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(made)
            made.setAutoFillBackground(False)
            area.viewport().setAutoFillBackground(False)
            self._stack.addWidget(area)
            self._sections[key] = made
            self._areas[key] = area
        self._stack.setCurrentWidget(self._areas[key])
        return self._sections[key]
