"""One issue at the right of the ledger: its deadline, who, where it stands, what happened, and what to do now."""

from __future__ import annotations

from itertools import zip_longest

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QScrollArea,
    QSpacerItem,
    QStackedLayout,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.i18n import _
from db.queries.issue_detail import IssueDetail
from desktop.attachments.strip import AttachmentStrip
from desktop.attachments.taking import accept_copy, may_offer
from desktop.issues.clock_section import ClockSection
from desktop.issues.detail_foot import DetailFoot
from desktop.issues.detail_parts import DeadlineBanner, StepBar, TimelineView
from desktop.issues.fact_grid import FactGrid
from desktop.privacy.person_line import PersonLine
from desktop.widgets import PlainLabel

WIDTH, PAD = 388, 22
PAIRS_BELOW, LOW_BELOW = 760, 640
"""Heights of the panel below which facts stand in pairs and clocks fold, and below which every gap shrinks."""
GAPS = ((13, 8), (10, 8), (10, 6), (10, 2), (12, 6), (8, 8))
"""Between the parts of the story, from the title down: in a tall window, in a low one."""


class DetailPanel(QFrame):
    """The panel. Signals say what the user wants of the issue shown; the page does it.

    act_wanted(str): press, extend, close, more, or the key of a move.
    bring_wanted(object): the id of the visit that shall carry it, or None.
    `files` is the strip of its files; whatever is dropped on the panel is offered to that.
    """

    act_wanted = Signal(str)
    bring_wanted = Signal(object)
    link_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.detail: IssueDetail | None = None
        self._read_only = False
        self.setProperty("surface", "raised")
        self.setFixedWidth(WIDTH)
        self.setAcceptDrops(True)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._build_empty())
        self._pages.addWidget(self._build_issue())

    def _build_empty(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(PAD, 26, PAD, PAD)
        self._empty_words = PlainLabel(_("Choose an issue to see its story."), tone="ink3", wrap=True)
        column.addWidget(self._empty_words)
        column.addStretch(1)
        return empty

    def _build_issue(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(_("Details"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._build_story())
        column.addWidget(self._scroll, 1)
        self.foot = DetailFoot()
        self.foot.act_wanted.connect(self.act_wanted)
        self.foot.bring_wanted.connect(self.bring_wanted)
        column.addWidget(self.foot)
        return whole

    def _build_story(self) -> QWidget:
        story = QWidget()
        story.setProperty("surface", "raised")
        story.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(story)
        column.setContentsMargins(PAD, 18, PAD, 16)
        column.setSpacing(0)
        self.title = PlainLabel(px=17, bold=True, serifed=True, wrap=True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.banner, self.clocks = DeadlineBanner(), ClockSection()
        self.steps, self.timeline = StepBar(), TimelineView()
        self.files = AttachmentStrip()
        self.facts = FactGrid(width=WIDTH - 2 * PAD)
        self.facts.link_wanted.connect(self.link_wanted)
        self._story, self._spacers = column, [QSpacerItem(0, tall) for tall, _small in GAPS]
        parts = (self.title, self.banner, self.facts, self.steps, self.clocks, self.timeline, self.files)
        for part, spacer in zip_longest(parts, self._spacers):
            column.addWidget(part)
            if spacer is not None:
                column.addItem(spacer)
        column.addStretch(1)
        return story

    def more_button(self) -> QWidget:
        """Return where the menu of rarer acts opens."""
        return self.foot.more

    def show_several(self, count: int) -> None:
        """Say how many issues are selected and which acts reach all of them; 0 says nothing."""
        self.foot.show_several(count)

    @property
    def person(self) -> PersonLine:
        """Who raised the issue."""
        return self.facts.person

    @property
    def next_key(self) -> str:
        """The move that comes next by nature, or nothing."""
        return self.foot.next_key

    @property
    def bring(self) -> QCheckBox:
        """The tick that carries the issue to the next visit."""
        return self.foot.bring

    def ensure_files_visible(self) -> None:
        """Bring the files into sight."""
        self._scroll.ensureWidgetVisible(self.files, 0, 0)

    def show_nothing(self, words: str = "") -> None:
        """Show no issue, and why."""
        self.detail = None
        self._empty_words.setText(words or _("Choose an issue to see its story."))
        self._pages.setCurrentIndex(0)

    def show_issue(self, detail: IssueDetail, *, read_only: bool = False) -> None:
        """Show an issue; *read_only* leaves only reading."""
        same = self.detail is not None and self.detail.row.id == detail.row.id
        self.detail, self._read_only = detail, read_only
        row = detail.row
        self.title.setText(row.title)
        self.banner.show_issue(detail)
        self.facts.show_issue(detail)
        self.steps.show_stage(row.stage, finished=not row.is_open)
        self.timeline.show_entries(detail.timeline)
        self.files.show_attachments(detail.attachments, may_add=not read_only)
        self.foot.show_issue(detail, read_only=read_only)
        self._pages.setCurrentIndex(1)
        if not same:
            self.person.hide_person()
            self._scroll.verticalScrollBar().setValue(0)

    def _fit(self) -> None:
        """Where the window is low, the upper part folds, so that the timeline keeps its room."""
        self.facts.pair_up(pairs=self.height() < PAIRS_BELOW)
        self.clocks.fold_up(folds=self.height() < PAIRS_BELOW)
        low = self.height() < LOW_BELOW
        self.foot.set_low(low=low)
        self.timeline.set_low(low=low)
        for spacer, (tall, small) in zip(self._spacers, GAPS, strict=True):
            spacer.changeSize(0, small if low else tall)
        self._story.setContentsMargins(PAD, 12 if low else 18, PAD, 16)
        self._story.invalidate()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.detail is not None and not self._read_only and may_offer(event.mimeData()):
            accept_copy(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        accept_copy(event)
        self.files.offer(event.mimeData())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1 and self.banner.hasFocus():
            place = self.banner.mapToGlobal(self.banner.rect().bottomLeft())
            QToolTip.showText(place, self.banner.toolTip(), self.banner)
            return
        super().keyPressEvent(event)
