"""Confidentiality: watermark, years to keep, the log, whose time is over, backups that still hold erased people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Final

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox

from core.classified import BANNER
from core.errors import NumberOutOfRange
from core.i18n import _, ngettext
from db.queries.disclosure import LogFilter, LogKind, disclosure_log
from db.queries.retention import retention_over
from db.services.erasure import finish_pending, stale_backups
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.privacy.erase_dialog import offer_renewal
from desktop.privacy.log_dialog import show_log
from desktop.privacy.retention_dialog import show_retention
from desktop.settings.section import Section
from desktop.widgets.buttons import PlainButton
from desktop.widgets.form import NumberField
from desktop.widgets.text import PlainLabel

MOST_YEARS: Final = 100
_DAYS: Final = 30


class PrivacySection(Section):
    """The office's choices, and the ways to log, list and erasure."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"setting", "reveal", "printed_document", "petitioner", "issue"})

    def build(self) -> None:
        """Make the fields and buttons."""
        self.title(_("No state secrets here"), below=_(BANNER))
        self.title(
            _("Copies that leave"), below=_("Without names unless somebody asks for them; the file name says so.")
        )
        self.fields()
        self.watermark = QCheckBox(_("Who made it, when, under which number"))
        self.watermark.setFont(QFont(sans(14)))
        self.watermark.clicked.connect(lambda on: self.ctx.save_settings(watermark=on))
        self.row(_("Watermark"), self.watermark)
        self.log_button = PlainButton(_("Open the log"), "clock")
        self.log_button.clicked.connect(lambda: show_log(self.ctx, self.window()))
        self.log_count = PlainLabel(px=13, tone="ink2", wrap=True)
        self.row(_("Log"), self.log_button, self.log_count)
        self.log_button.setEnabled(True)
        self.title(_("Keeping and erasing"), below=_("Nothing is erased by itself; erased is erased for good."))
        self.fields()
        self.years = NumberField(width=96)
        note = self.row(
            _("Keep personal data"), self.years, PlainLabel(_("years after an issue was settled"), tone="ink2"),
            hint=_("0 asks for no erasure. Ask the archive which period applies."),
        )  # fmt: skip
        self.years.left.connect(lambda: self.store(self.years, note, self._read_years))
        self.over_button = PlainButton(_("Retention is over…"), "trash")
        self.over_button.clicked.connect(lambda: show_retention(self.ctx, self.window()))
        self.over_count = PlainLabel(px=13, tone="ink2", wrap=True)
        self.row("", self.over_button, self.over_count)
        self.over_button.setEnabled(True)
        self.stale_button = PlainButton(_("Old backups…"), "hard-drives")
        self.stale_button.clicked.connect(self._renew)
        self.stale_count = PlainLabel(px=13, tone="ink2", wrap=True)
        self.row("", self.stale_button, self.stale_count)

    def reload(self) -> None:
        """Read settings and counts."""
        settings, today = self.ctx.settings, self.ctx.today()
        self.watermark.setChecked(settings.watermark)
        self.years.show_text(str(settings.retention_years))
        with self.ctx.store.read() as session:
            lines = disclosure_log(session, LogFilter(today - timedelta(_DAYS), today))
            over = len(retention_over(session, today=today, settings=settings))
        looks = sum(line.kind is LogKind.LOOK for line in lines)
        said = _("The last {days} days: {copies} copies, {looks} looks at people.")
        self.log_count.setText(said.format(days=_DAYS, copies=len(lines) - looks, looks=looks))
        self.over_count.setText(ngettext("{n} person", "{n} people", over).format(n=over))
        stale = len(stale_backups(self.ctx.store))
        self.stale_count.setText(
            ngettext("{n} backup still holds somebody who was erased", "{n} backups still hold somebody who was erased",
                     stale).format(n=stale) if stale else _("No backup holds anybody who was erased.")
        )  # fmt: skip
        self.stale_count.set_tone("amb" if stale else "ink2")
        self.stale_button.setVisible(bool(stale))

    def _renew(self) -> None:
        with shown_to(self.window()):
            finish_pending(self.ctx.store)
            offer_renewal(self.ctx, self.window())

    def _read_years(self) -> dict[str, Any]:
        value = self.years.value()
        if value is None or not 0 <= value <= MOST_YEARS:
            raise NumberOutOfRange(field=_("Keep personal data"), low=0, high=MOST_YEARS)
        return {"retention_years": value}
