"""One issue at the right of the ledger: its deadline, who, where it stands, what happened, and what to do now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.i18n import N_, _, day_text, listed, ngettext
from core.issues import SourceChannel
from db.queries.issue_detail import IssueDetail
from desktop.attachments.strip import AttachmentStrip
from desktop.attachments.taking import accept_copy, may_offer
from desktop.fonts import sans
from desktop.issues.detail_parts import DeadlineBanner, StepBar, TimelineView
from desktop.widgets import Button, IconButton, PlainLabel, Rule
from desktop.widgets.link import LinkLine

WIDTH, PAD = 388, 22
LINK = 276
FactLink = tuple[str, str, dict[str, int]]
SOURCES = {
    SourceChannel.VISIT: N_("Visit"),
    SourceChannel.HOTLINE: N_("12345 hotline"),
    SourceChannel.LETTER: N_("Letter"),
    SourceChannel.SUPERIOR: N_("From above"),
    SourceChannel.OTHER: N_("Other"),
}


class DetailPanel(QFrame):
    """The panel. Signals say what the user wants of the issue shown; the page does it.

    act_wanted(str): press, extend, close, call_back, reopen, progress, feedback or edit.
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
        column.addWidget(self._build_foot())
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
        self.banner = DeadlineBanner()
        self.steps, self.timeline = StepBar(), TimelineView()
        self.files = AttachmentStrip()
        column.addWidget(self.title)
        column.addSpacing(13)
        column.addWidget(self.banner)
        column.addSpacing(10)
        column.addLayout(self._build_facts())
        column.addSpacing(10)
        column.addWidget(self.steps)
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
        self._facts: dict[str, tuple[PlainLabel, PlainLabel | LinkLine]] = {}
        titles = {
            "number": _("Issue no."), "source": _("Source"), "place": _("Place"), "person": _("Raised by"),
            "unit": _("Handled by"), "about": _("Against"), "detail": _("Details"), "result": _("Result"),
        }  # fmt: skip
        for line, (key, title) in enumerate(titles.items()):
            name = PlainLabel(title, tone="ink3")
            value = LinkLine(longest=LINK) if key in {"source", "place", "unit"} else PlainLabel(wrap=True)
            name.setMinimumWidth(42)
            value.setMinimumHeight(21)
            value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, line, 1)
            self._facts[key] = (name, value)
        return grid

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(0)
        column.addWidget(self._build_bring())
        self._several = PlainLabel(px=13, tone="acc", wrap=True)
        self._several.setContentsMargins(PAD, 8, PAD, 8)
        self._several.hide()
        column.addWidget(Rule())
        column.addWidget(self._several)
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(PAD, 13, PAD, 0)
        self._buttons.setSpacing(8)
        self._acts: dict[str, Button] = {}
        for key, words, icon_name in (
            ("press", _("Press"), "megaphone"), ("extend", _("Extend"), "clock"), ("close", _("Close issue"), "check"),
            ("call_back", _("Call back"), "users-three"), ("reopen", _("Reopen"), "arrow-u-up-left"),
        ):  # fmt: skip
            button = Button(words, icon_name)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked, act=key: self.act_wanted.emit(act))
            self._acts[key] = button
            self._buttons.addWidget(button, 1)
        self._more = IconButton("dots-three", _("More"))
        self._more.clicked.connect(lambda: self.act_wanted.emit("more"))
        self._buttons.addWidget(self._more)
        column.addLayout(self._buttons)
        return foot

    def _build_bring(self) -> QWidget:
        self._bring_box = QWidget()
        bring = QVBoxLayout(self._bring_box)
        bring.setContentsMargins(0, 0, 0, 0)
        bring.setSpacing(0)
        self.bring = QCheckBox()
        self.bring.setFont(sans(14))
        self.bring.clicked.connect(self._on_bring)
        line = QHBoxLayout()
        line.setContentsMargins(PAD, 8, PAD, 8)
        line.addWidget(self.bring)
        bring.addWidget(Rule())
        bring.addLayout(line)
        return self._bring_box

    def more_button(self) -> QWidget:
        """Return where the menu of rarer acts opens."""
        return self._more

    def show_several(self, count: int) -> None:
        """Say how many issues are selected and which acts reach all of them; 0 says nothing."""
        words = ngettext(
            "{n} issue selected. Press reaches all of them; everything else only this one.",
            "{n} issues selected. Press reaches all of them; everything else only this one.",
            count,
        )
        self._several.setText(words.format(n=count))
        self._several.setVisible(bool(count))

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
        self._show_foot(detail)
        self._pages.setCurrentIndex(1)
        if not same:
            self._scroll.verticalScrollBar().setValue(0)

    def _show_facts(self, detail: IssueDetail) -> None:
        row = detail.row
        texts = {
            "number": row.number,
            "person": detail.petitioner or "—",
            "about": detail.subject_of_complaint,
            "detail": detail.detail,
            "result": detail.close_result if not row.is_open else "",
        }
        links = fact_links(detail)
        for key, (name, value) in self._facts.items():
            if isinstance(value, LinkLine):
                self._show_links(value, links[key])
            else:
                value.setText(texts[key])
            shown = key in links or bool(texts[key])
            name.setVisible(shown)
            value.setVisible(shown)

    def _show_links(self, line: LinkLine, links: list[FactLink]) -> None:
        line.clear()
        for words, page, target in links:
            line.add_link(words, partial(self.link_wanted.emit, page, target) if page else None)

    def _show_foot(self, detail: IssueDetail) -> None:
        row = detail.row
        going = row.is_open and row.next_visit_id is not None and row.next_visit_day is not None
        self._bring_box.setVisible(row.is_open)
        self.bring.setEnabled(going and not self._read_only)
        if going and row.next_visit_day is not None:
            self.bring.setText(
                _("Bring to {day} {leader} → {township}").format(
                    day=day_text(row.next_visit_day), leader=row.next_leader, township=row.township
                )
            )
        else:
            self.bring.setText(_("No visit to {township} is planned yet").format(township=row.township))
        self.bring.setChecked(row.bring_to_visit_id is not None and row.bring_to_visit_id == row.next_visit_id)
        shown = {"press", "extend", "close"} if row.is_open else {"call_back", "reopen"}
        for key, button in self._acts.items():
            button.setVisible(key in shown)
            button.setEnabled(not self._read_only)

    def _on_bring(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self.detail is not None:
            self.bring_wanted.emit(self.detail.row.next_visit_id if checked else None)

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


def fact_links(detail: IssueDetail) -> dict[str, list[FactLink]]:
    """Return the facts that lead on, part by part: words, page and target; no page for plain words."""
    row = detail.row
    source: FactLink = (source_words(detail), "", {})
    if detail.visit_id is not None:
        source = (source_words(detail), "calendar", {"visit_id": detail.visit_id})
    place: list[FactLink] = [(row.township, "townships", {"township_id": row.township_id})]
    if detail.village_id is not None:
        place.append((detail.village, "townships", {"village_id": detail.village_id}))
    if row.agency_id is None:
        return {"source": [source], "place": place, "unit": [(_("Not handed over yet"), "", {})]}
    unit: list[FactLink] = [(row.agency, "leaders", {"agency_id": row.agency_id})]
    if detail.contact:
        unit.append((detail.contact, "", {}))
    if detail.supporting:
        unit.append((_("With help from {units}").format(units=listed(detail.supporting)), "", {}))
    return {"source": [source], "place": place, "unit": unit}


def source_words(detail: IssueDetail) -> str:
    """Return 10月9日 孙佩兰到青石镇调查研究, or the channel it came by."""
    if detail.visit_day is None or detail.visit_kind is None:
        return f"{day_text(detail.row.raised_on)} {_(SOURCES[detail.source])}"
    return _("{day} {leader} to {township}, {kind}").format(
        day=day_text(detail.visit_day),
        leader=detail.row.leader,
        township=detail.row.township,
        kind=_(detail.visit_kind_name),
    )
