"""One issue at the right of the ledger: its deadline, who, where it stands, what happened, and what to do now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.i18n import _, listed
from db.queries.issue_detail import IssueDetail
from desktop.actions import hint
from desktop.attachments.strip import AttachmentStrip
from desktop.attachments.taking import accept_copy, may_offer
from desktop.issues.clock_section import ClockSection
from desktop.issues.detail_facts import FactLink, fact_links, sort_words
from desktop.issues.detail_foot import DetailFoot
from desktop.issues.detail_parts import DeadlineBanner, StepBar, TimelineView
from desktop.privacy.person_line import PersonLine
from desktop.widgets import PlainLabel
from desktop.widgets.link import LinkLine

WIDTH, PAD = 388, 22
LINK = 276


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
        column.addWidget(self.title)
        column.addSpacing(13)
        column.addWidget(self.banner)
        column.addSpacing(10)
        column.addLayout(self._build_facts())
        column.addSpacing(10)
        column.addWidget(self.steps)
        column.addSpacing(10)
        column.addWidget(self.clocks)
        column.addSpacing(12)
        column.addWidget(self.timeline)
        column.addSpacing(8)
        column.addWidget(self.files)
        column.addStretch(1)
        return story

    def _build_facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self._facts: dict[str, tuple[PlainLabel, PlainLabel | LinkLine | PersonLine]] = {}
        self.person = PersonLine(hint=hint("issues.reveal"))
        titles = {
            "number": _("Issue no."), "source": _("Source"), "place": _("Place"), "person": _("Raised by"),
            "unit": _("Handled by"), "leader": _("In charge"), "about": _("Against"), "aside": _("Steps aside"),
            "sort": _("Sort"), "detail": _("Details"), "result": _("Result"),
        }  # fmt: skip
        for line, (key, title) in enumerate(titles.items()):
            name = PlainLabel(title, tone="ink3")
            links = key in {"source", "place", "unit"}
            plain = self.person if key == "person" else PlainLabel(wrap=True)
            value = LinkLine(longest=LINK) if links else plain
            name.setMinimumWidth(42)
            value.setMinimumHeight(21)
            value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, line, 1)
            self._facts[key] = (name, value)
        return grid

    def more_button(self) -> QWidget:
        """Return where the menu of rarer acts opens."""
        return self.foot.more

    def show_several(self, count: int) -> None:
        """Say how many issues are selected and which acts reach all of them; 0 says nothing."""
        self.foot.show_several(count)

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
        self._show_facts(detail)
        self.steps.show_stage(row.stage, finished=not row.is_open)
        self.timeline.show_entries(detail.timeline)
        self.files.show_attachments(detail.attachments, may_add=not read_only)
        self.foot.show_issue(detail, read_only=read_only)
        self._pages.setCurrentIndex(1)
        if not same:
            self.person.hide_person()
            self._scroll.verticalScrollBar().setValue(0)

    def _show_facts(self, detail: IssueDetail) -> None:
        row = detail.row
        texts = {
            "number": row.number,
            "person": detail.petitioner or "—",
            "leader": detail.case_leader,
            "about": detail.subject,
            "aside": listed(detail.recused),
            "sort": sort_words(detail),
            "detail": detail.detail,
            "result": detail.close_result if not row.is_open else "",
        }
        links = fact_links(detail)
        for key, (name, value) in self._facts.items():
            if isinstance(value, LinkLine):
                self._show_links(value, links[key])
            elif isinstance(value, PersonLine):
                value.show_masked(detail.petitioner)
            else:
                value.setText(texts[key])
            shown = key in links or bool(texts[key])
            name.setVisible(shown)
            value.setVisible(shown)

    def _show_links(self, line: LinkLine, links: list[FactLink]) -> None:
        line.clear()
        for words, page, target in links:
            line.add_link(words, partial(self.link_wanted.emit, page, target) if page else None)

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
