"""Reminders: when the digest comes, what counts as standing out, and the lot of the look-backs."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox

from core.clock import clock_text, parse_clock
from core.errors import NumberOutOfRange
from core.i18n import N_, _, ngettext
from core.look_back import MOST_SHARE
from db.queries.look_back import look_back_count
from db.services.look_back import draw_look_backs
from desktop.digest.memory import DigestMemory
from desktop.fonts import sans
from desktop.settings.section import Section
from desktop.widgets.buttons import PlainButton
from desktop.widgets.form import FieldNote, NumberField, TextField, such_as
from desktop.widgets.text import PlainLabel

RANGES: Final = {
    "stuck_days": (1, 366),
    "accept_days": (0, 60),
    "bounce_times": (1, 99),
    "repeat_months": (1, 120),
    "report_days": (1, 60),
    "look_back_share": (0, MOST_SHARE),
    "look_back_seed": (0, 999_999_999),
}


class RemindersSection(Section):
    """The office's numbers; each field saves when it is left, and can be undone."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"setting", "issue"})

    def build(self) -> None:
        """Make the fields."""
        self.numbers: dict[str, NumberField] = {}
        self._build_digest()
        self._build_flags()
        self._build_look_backs()

    def _build_digest(self) -> None:
        below = _("One a day, on working days only; what was missed comes at the next start.")
        self.title(_("Digest"), below=below)
        self.fields()
        self.at = TextField(width=96, placeholder=such_as("8:30"))
        note = self.row(_("Comes at"), self.at, hint=_("Left empty nobody gets a digest."))
        self.at.left.connect(lambda: self.store(self.at, note, self._read_hour))
        self.here = QCheckBox(_("Also on this computer"))
        self.here.setFont(QFont(sans(14)))
        self.here.clicked.connect(lambda on: self._memory().switch(on=on))
        self.row("", self.here, hint=_("Kept on this computer, not in the schedule."))
        self.here.setEnabled(True)

    def _build_flags(self) -> None:
        self.title(_("What stands out"))
        self.fields()
        self._number("stuck_days", _("Stuck after"), _("natural days without any movement"))
        self._number("accept_days", _("Not signed for after"), _("working days since it was handed over"))
        self._number("bounce_times", _("Passed on and on"), _("times passed on to another unit"))
        self._number("repeat_months", _("Came again within"), _("months: the same phone, or name and village"))
        hint = _("A suggestion; nothing is sent by itself.")
        self._number("report_days", _("Next notice after"), _("working days without any answer"), hint=hint)

    def _build_look_backs(self) -> None:
        self.title(_("Look-backs"))
        self.fields()
        self._number("look_back_share", _("One in"), _("closed issues is drawn"), hint=_("0 draws none."))
        hint = _("The same number draws the same issues; what was drawn stays drawn.")
        self._number("look_back_seed", _("Drawn from"), _("any number"), hint=hint)
        self.draw_button = PlainButton(_("Draw among those closed before"))
        self.draw_button.clicked.connect(self.draw)
        self.draw_button.setEnabled(not self.ctx.read_only)
        self.waiting = PlainLabel(px=13, tone="ink2")
        self.row("", self.draw_button, self.waiting)

    def reload(self) -> None:
        """Show what is stored; a field that is being typed in keeps its words."""
        settings = self.ctx.settings
        self.at.show_text(settings.digest_at)
        for key, field in self.numbers.items():
            field.show_text(str(getattr(settings, key)))
        self.here.setChecked(not self._memory().is_off)
        with self.ctx.store.read() as session:
            n = look_back_count(session)
        self.waiting.setText(ngettext("{n} look-back is due", "{n} look-backs are due", n).format(n=n))

    def draw(self) -> None:
        """Let the lot fall on issues closed within a year, in one step that can be undone."""
        ctx = self.ctx
        drawn = ctx.run(
            N_("Draw look-backs"), draw_look_backs, today=ctx.today(), settings=ctx.settings, widget=self.window()
        )
        if drawn is not None:
            said = ngettext("{n} issue was drawn", "{n} issues were drawn", len(drawn)).format(n=len(drawn))
            ctx.toast(said, undo=bool(drawn))

    def _read_hour(self) -> dict[str, Any]:
        """Return the hour typed.

        Raises:
            NotATime: it is none.
        """
        return {"digest_at": clock_text(parse_clock(self.at.text()))}

    def _number(self, key: str, label: str, unit: str, *, hint: str = "") -> None:
        field = self.numbers[key] = NumberField(width=96)
        note: FieldNote = self.row(label, field, PlainLabel(unit, tone="ink2"), hint=hint)

        def read() -> dict[str, Any]:
            low, high = RANGES[key]
            value = field.value()
            if value is None or not low <= value <= high:
                raise NumberOutOfRange(field=label, low=low, high=high)
            return {key: value}

        field.left.connect(lambda: self.store(field, note, read))

    def _memory(self) -> DigestMemory:
        return DigestMemory(self.ctx.machine, self.ctx.store)
