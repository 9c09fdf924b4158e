"""Chasing in one go (催办): every unit with overdue issues, one letter each, all numbered in one step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.chain import PaperKind, PhraseTopic, Variant
from core.documents.forms import PAPER_FORMS
from core.documents.paper_facts import PaperBatch, PaperDraft, PaperMore
from core.documents.paper_words import paper_words
from core.documents.pdf import render
from core.errors import MissingField, UserError
from core.i18n import N_, _, day_text, listed, ngettext
from core.output_names import Watermark
from core.papers import COPY_FROM, answer_day
from core.redaction import Redactor
from db.queries.form_drafts import form_draft
from db.queries.paper_drafts import copy_leaders, draft_paper
from db.queries.papers import ChaseRow, ToChase, to_chase
from db.queries.personal_words import redactor_of
from db.services.papers import issue_paper
from desktop.context import AppContext
from desktop.documents.pages_view import PagesView
from desktop.issues.act_dialogs import DueField
from desktop.papers.tick_table import TickTable
from desktop.visits.leaving import TypedDialog
from desktop.visits.unsaved import Keeper, Typed
from desktop.widgets import FilledButton, PlainButton, PlainLabel, SmallButton, mark_invalid
from desktop.widgets.dialogs import resize_within
from desktop.widgets.form import TextField, text_area
from desktop.widgets.phrases import offer_phrases
from desktop.widgets.table import Column

PREFIX: Final = "chase:"
_WAIT_MS: Final = 250
UNITS: Final = (
    Column(N_("Unit"), lambda r: r.agency, None, 0, 0, bold=True, tip=lambda r: r.contact or r.agency),
    Column(N_("Overdue"), lambda r: str(len(r.issues)), lambda r: len(r.issues), 60, 76),
    Column(N_("Longest"), lambda r: str(r.worst), lambda r: r.worst, 84, 78,
           tone=lambda r: "red" if r.worst else "ink2"),
    Column(N_("Chased"), lambda r: str(r.most_chased) if r.most_chased else "", lambda r: r.most_chased, 84, 72,
           tone=lambda r: "amb" if r.most_chased >= COPY_FROM - 1 else "ink2"),
    Column(N_("Last letter"), lambda r: day_text(r.last_letter) if r.last_letter else "", None, 88, 96,
           tone=lambda _r: "ink2"),
)  # fmt: skip


class ChaseDialog(TypedDialog):
    """Units at the left, the letter of the one in hand at the right; Ctrl+Enter issues all that are ticked.

    After it was accepted, `paper_ids` holds what was issued.
    """

    def __init__(self, ctx: AppContext, parent: QWidget | None, found: ToChase) -> None:
        super().__init__(ctx, parent)
        self.found, self.paper_ids = found, list[int]()
        self._uids = {row.id: str(uuid4()) for row in found.rows}
        self._hidden: Redactor | None = None
        self.keeper = Keeper(ctx.store, "all", self.typed, self, prefix=PREFIX)
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self.show_letter)
        self.setWindowTitle(_("Chase letters"))
        resize_within(self, 1240, 780)
        self._build()
        self.units.show_rows(found.rows)
        self.units.tick_all(ticked=True)
        self._start = self.typed()
        self._restore_kept()
        self._connect()
        self._say_count()
        self.show_letter()
        self.units.setFocus()

    # Building

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._build_side())
        self.pages = PagesView(self)
        row.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self._build_foot())

    def _build_side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(560)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 18, 0, 12)
        column.setSpacing(6)
        self.note = PlainLabel(px=13, tone="ink2", wrap=True)
        for label in (PlainLabel(_("Chase letters"), px=19, bold=True, serifed=True), self.note):
            label.setContentsMargins(24, 0, 20, 0)
            column.addWidget(label)
        self.units = TickTable(UNITS, _("Units with overdue issues"), lambda row: bool(row.issues))
        column.addWidget(self.units, 1)
        column.addWidget(self._build_fields())
        return side

    def _build_fields(self) -> QWidget:
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(24, 6, 20, 0)
        column.setSpacing(4)
        office, today = self._ctx.settings, self._ctx.today()
        proposed = answer_day(today, self._ctx.calendar)
        self.day = DueField(today, self._ctx.calendar, unit="working", roll=office.roll, text=f"{proposed:%m-%d}")
        self.words = text_area("", high=66)
        offer_phrases(self.words, PhraseTopic.PRESS)
        self.contact = TextField(self._remembered("contact"), limit=500)
        self.copies = PlainLabel(px=13, tone="ink2", wrap=True)
        for title, field in (
            (_("Answer by"), self.day),
            (_("What is required besides"), self.words),
            (_("Contact person and telephone"), self.contact),
        ):
            column.addWidget(PlainLabel(title, px=13, tone="ink2"))
            column.addWidget(field)
            (field.focusProxy() or field).setAccessibleName(title)
        column.addWidget(self.copies)
        return fields

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("surface", "page")
        self.all_button = SmallButton(_("All or none"), hint="Ctrl A")
        self.all_button.clicked.connect(lambda: self.units.tick_all(ticked=not self.units.are_all_ticked()))
        self.refusal = PlainLabel(px=13, tone="red", wrap=True)
        away = PlainButton(_("Cancel"), hint="Esc")
        away.clicked.connect(self.reject)
        self.issue_button = FilledButton("", "megaphone", hint="Ctrl Enter")
        self.issue_button.clicked.connect(self.issue_all)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 20, 14)
        row.setSpacing(10)
        row.addWidget(self.all_button)
        row.addWidget(self.refusal, 1)
        row.addWidget(away)
        row.addWidget(self.issue_button)
        return foot

    def _connect(self) -> None:
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.issue_all)
        self.units.current_changed.connect(lambda _row: self._soon.start())
        self.units.ticks_changed.connect(self._on_changed)
        self.day.line.textChanged.connect(self._on_changed)
        self.words.textChanged.connect(self._on_changed)
        self.contact.textChanged.connect(self._on_changed)

    # What is typed

    def typed(self) -> Typed:
        """Return what stands here, fit for JSON."""
        ticked = {row.id for row in self.units.ticked()}
        return {
            "left_out": [row.id for row in self.found.rows if row.id not in ticked],
            "day": self.day.line.text(),
            "words": self.words.toPlainText(),
            "contact": self.contact.text(),
        }

    @override
    def is_changed(self) -> bool:
        return self.typed() != self._start

    def _restore_kept(self) -> None:
        with self._ctx.store.read() as session:
            kept = form_draft(session, f"{PREFIX}all")
        if kept is None:
            return
        left_out = set(kept.fields.get("left_out", ()))
        self.units.tick(row.id for row in self.found.rows if row.id not in left_out)
        self.day.line.setText(str(kept.fields.get("day", "")))
        self.words.setPlainText(str(kept.fields.get("words", "")))
        self.contact.setText(str(kept.fields.get("contact", "")))
        self.refusal.set_tone("ink2")
        self.refusal.setText(_("What you typed before the program ended is here again. It is not saved yet."))

    def _on_changed(self) -> None:
        self.refusal.setText("")
        self._say_count()
        self._soon.start()
        if self.is_changed():
            self.keeper.touched()

    def _say_count(self) -> None:
        rows = self.units.ticked()
        letters = ngettext("Issue {n} letter", "Issue {n} letters", len(rows)).format(n=len(rows))
        self.issue_button.set_caption(letters)
        self.issue_button.setEnabled(bool(rows) and not self._ctx.read_only)
        issues = sum(len(row.issues) for row in rows)
        parts = [ngettext("{n} overdue issue is named.", "{n} overdue issues are named.", issues).format(n=issues)]
        kept = sum(row.kept_out for row in self.found.rows)
        if kept:
            told = ngettext(
                "{n} is restricted or about the unit itself and stands in no letter.",
                "{n} are restricted or about the unit itself and stand in no letter.",
                kept,
            )
            parts.append(told.format(n=kept))
        if self.found.without_unit:
            told = ngettext("{n} was handed to nobody yet.", "{n} were handed to nobody yet.", self.found.without_unit)
            parts.append(told.format(n=self.found.without_unit))
        self.note.setText(" ".join(parts))

    # Looking and issuing

    def show_letter(self) -> None:
        """Set the letter of the unit in hand as it would be issued now."""
        row: ChaseRow | None = self.units.current_row()
        if row is None or not row.issues:
            return
        try:
            with self._ctx.store.read() as session:
                self._hidden = self._hidden or redactor_of(session)
                leaders = copy_leaders(session, row.issue_ids)
                facts = draft_paper(
                    session, self._letter(row, self.day.day(), leaders), calendar=self._ctx.calendar,
                    settings=self._ctx.settings, hidden=self._hidden,
                )  # fmt: skip
            batch = PaperBatch([paper_words(facts)], Variant.REDACTED, {}, self._watermark())
            self.pages.show_pdf(render(PAPER_FORMS[PaperKind.CHASE_LETTER], batch, made_on=self._ctx.today()).data)
        except UserError as error:
            self.refusal.set_tone("red")
            self.refusal.setText(str(error))
            return
        third = _("Third time or more: a copy goes to {leaders}.").format(leaders=listed(leaders))
        self.copies.setText(third if leaders else "")

    def issue_all(self) -> None:
        """Issue a letter to every unit that is ticked, in one step; a refusal issues none."""
        rows = self.units.ticked()
        if not rows or self._ctx.read_only:
            return
        try:
            day = self._answer_by()
            self.paper_ids = self._write(rows, day)
        except UserError as error:
            self.refusal.set_tone("red")
            self.refusal.setText(str(error))
            self.keeper.keep()
            return
        self._remember("contact", self.contact.text())
        self.keeper.drop()
        self.accept()

    def _write(self, rows: list[ChaseRow], day: date | None) -> list[int]:
        made = []
        with self._ctx.store.write(N_("Issue chase letters")) as session:
            hidden = redactor_of(session)
            for row in rows:
                paper = issue_paper(
                    session, self._letter(row, day, copy_leaders(session, row.issue_ids)), calendar=self._ctx.calendar,
                    settings=self._ctx.settings, uid=self._uids[row.id], hidden=hidden,
                )  # fmt: skip
                made.append(paper.id)
        return made

    def _letter(self, row: ChaseRow, answer_by: date | None, leaders: Sequence[str]) -> PaperDraft:
        """Return the letter to one unit with what stands in the fields."""
        return PaperDraft(
            PaperKind.CHASE_LETTER, row.id, row.issue_ids, self._ctx.today(), answer_by=answer_by,
            text=self.words.toPlainText(), contact=self.contact.text(), more=PaperMore(copy_to=tuple(leaders)),
        )  # fmt: skip

    def _answer_by(self) -> date | None:
        """Return the day of the answer.

        Raises:
            MissingField: what was typed is no day.
        """
        limit = self.day.limit()
        mark_invalid(self.day.line, limit.problem)
        if limit.problem or limit.due is None:
            self.day.line.setFocus(Qt.FocusReason.OtherFocusReason)
            raise MissingField(field=_("Answer by"))
        return limit.due

    def _watermark(self) -> str:
        if not self._ctx.settings.watermark:
            return ""
        return Watermark(self._ctx.store.actor, datetime.now(UTC), "").text()

    def _remembered(self, key: str) -> str:
        return str(self._ctx.machine.views.get("papers", {}).get(key, ""))

    def _remember(self, key: str, value: str) -> None:
        self._ctx.machine.views["papers"] = {**self._ctx.machine.views.get("papers", {}), key: value}


def chase_dialog(ctx: AppContext, parent: QWidget | None) -> ChaseDialog | None:
    """Return the dialog, None where nothing is overdue that could be chased."""
    with ctx.store.read() as session:
        found = to_chase(session, ctx.today(), calendar=ctx.calendar)
    return ChaseDialog(ctx, parent, found) if any(row.issues for row in found.rows) else None
