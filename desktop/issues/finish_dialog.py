"""Closing an issue out: a checklist of the whole chain, quiet where something is known, a field where it is missing.

One dialog and one write for simple matters, so that the strict chain is not one more form.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.chain import PhraseTopic
from core.i18n import _, clauses, day_text, listed
from core.issues import SATISFACTION_NAMES, Satisfaction
from core.life_cycle import NEED_NAMES, Need
from db.queries.issue_standing import Standing
from db.services.issue_finishing import Finishing, still_missing
from desktop.context import AppContext
from desktop.issues.move_answers import AskedMove, EvidenceMove, WayMove
from desktop.issues.move_dialog import MoveDialog
from desktop.issues.move_fields import DayMove, LineMove, MoveField, WordsMove
from desktop.issues.moves import Maker
from desktop.theme import theme
from desktop.widgets import PlainLabel
from desktop.widgets.form import NotReadable
from desktop.widgets.marks import paint_tick


class Tick(QWidget):
    """A tick where a step is done, an empty ring where it is not."""

    def __init__(self) -> None:
        super().__init__()
        self._done = False
        self.setFixedSize(18, 32)

    def set_done(self, done: bool) -> None:  # noqa: FBT001 - the one thing it says
        """Show whether the step is done."""
        if done is not self._done:
            self._done = done
            self.setAccessibleName(_("known") if done else _("missing"))
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(1, 8, 16, 16)
        painter.setPen(Qt.PenStyle.NoPen if self._done else colours.line3)
        painter.setBrush(colours.ink2 if self._done else colours.raised)
        painter.drawEllipse(place.adjusted(0.75, 0.75, -0.75, -0.75))
        if self._done:
            paint_tick(painter, place.adjusted(2, 2, -2, -2), colours.raised)
        painter.end()


class CheckLine(MoveField):
    """One line of the checklist: its tick, and what is known or the field that asks for it."""

    def __init__(self, name: str, content: QWidget) -> None:
        super().__init__(name)
        self.content, self.tick = content, Tick()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(content, 1)
        if isinstance(content, MoveField):
            content.changed.connect(self.changed)
            self.setFocusProxy(content)

    @override
    def values(self) -> dict[str, Any]:
        return self.content.values() if isinstance(self.content, MoveField) else {}

    @override
    def glance(self) -> dict[str, Any]:
        return self.content.glance() if isinstance(self.content, MoveField) else {}

    @override
    def typed(self) -> Any:
        return self.content.typed() if isinstance(self.content, MoveField) else None

    @override
    def restore(self, typed: Any) -> None:
        if isinstance(self.content, MoveField) and typed is not None:
            self.content.restore(typed)


class ToldMove(MoveField):
    """When and in which way the person was told."""

    def __init__(self, day: DayMove) -> None:
        super().__init__("replied_on")
        self.day, self.way = day, WayMove("reply_way", beside=day)
        for part in (self.day, self.way):
            part.changed.connect(self.changed)
        self.hold(self.way)

    @override
    def values(self) -> dict[str, Any]:
        return self.day.values() | self.way.values()

    @override
    def glance(self) -> dict[str, Any]:
        return self.day.glance() | self.way.glance()

    @override
    def typed(self) -> list[Any]:
        return [self.day.typed(), self.way.typed()]

    @override
    def restore(self, typed: Any) -> None:
        day, way = typed if isinstance(typed, list) and len(typed) == 2 else ("", "")
        self.day.restore(day)
        self.way.restore(way)


class FinishDialog(MoveDialog):
    """The checklist; the button closes the issue with everything that is still missing.

    Args:
        ctx: The open schedule.
        parent: The page.
        known: What is known of the issue.
        save: Called with the finishing.
    """

    def __init__(
        self, ctx: AppContext, parent: QWidget | None, known: Standing, save: Callable[[Finishing], object]
    ) -> None:
        self._known, self._lacks = known, known.missing()
        make = Maker(ctx, known.id)
        self._lines = self._build_lines(make)
        super().__init__(
            ctx,
            parent,
            key="close",
            issue_id=known.id,
            title=_("Close issue"),
            about=known.title,
            verb=_("Close issue"),
            fields=self._lines,
            save=lambda **values: save(Finishing(**values)),
            width=680,
        )
        self.needs = PlainLabel(px=13, tone="ink2", wrap=True)
        self.needs.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.count() - 1, self.needs)
        for _label, line in self._lines:
            line.changed.connect(self._judge)
        self._judge()

    def _build_lines(self, make: Maker) -> list[tuple[str, CheckLine]]:
        known, today = self._known, make.ctx.today()
        told = _says(known.replied_on, known.reply_way, today)
        said = _(SATISFACTION_NAMES[known.satisfaction]) if known.satisfaction else known.not_asked
        seen = _("seen solved on site by {leader}").format(leader=known.seen_by) if known.seen_by else ""
        contents: list[tuple[Need | None, str, str, Callable[[], MoveField], str]] = [
            (Need.AGENCY, "agency_id", _("Unit"), lambda: make.unit("agency_id"), known.agency or "—"),
            (
                Need.EVIDENCE, "evidence", _("Evidence"), lambda: EvidenceMove(known=make.proofs),
                clauses([known.answer, known.evidence]) or seen or "—",
            ),
            (
                Need.CHECKED, "checked_by", _("Checked by"), lambda: LineMove("checked_by", make.office()),
                seen or _says(known.checked_on, known.checked_by, today) or "—",
            ),
            (Need.REPLIED, "replied_on", _("Person told"), lambda: ToldMove(make.day("replied_on")), told),
            (Need.SATISFACTION, "satisfaction", _("Satisfied?"), AskedMove, said),
        ]  # fmt: skip
        lines = [
            (label, CheckLine(name, field() if need in self._lacks else _quiet(words)))
            for need, name, label, field, words in contents
        ]
        result = WordsMove("result", topic=PhraseTopic.RESULT, high=76)
        reason = LineMove("reason", topic=PhraseTopic.REASON)
        lines += [
            (_("Result"), CheckLine("result", result)),
            (_("Why closed all the same"), CheckLine("reason", reason)),
            (_("Closed on"), CheckLine("closed_on", make.day("closed_on"))),
        ]
        return lines

    def finishing(self) -> Finishing:
        """Return what stands here as far as it can be read: enough to say what is missing."""
        glances: dict[str, Any] = {}
        for _label, line in self._lines:
            glances |= line.glance()
        return Finishing(**glances | {"closed_on": glances["closed_on"] or self._ctx.today()})

    @override
    def values(self) -> dict[str, Any]:
        values = super().values()
        if values.get("closed_on") is None:
            raise NotReadable(_("Please fill in: {field}.").format(field=_("Closed on")))
        return values

    def _judge(self) -> None:
        """Tick what is known or filled in, and say what is still missing."""
        finishing = self.finishing()
        missing = still_missing(self._known, finishing)
        said = finishing.satisfaction or (None if finishing.not_asked else self._known.satisfaction)
        needs = {
            "agency_id": Need.AGENCY, "evidence": Need.EVIDENCE, "checked_by": Need.CHECKED,
            "replied_on": Need.REPLIED, "satisfaction": Need.SATISFACTION, "result": Need.RESULT,
            "reason": Need.REASON,
        }  # fmt: skip
        for label, line in self._lines:
            line.tick.set_done(needs.get(line.name) not in missing)
            if line.name == "reason":
                self.show_row(label, shown=said is Satisfaction.DISSATISFIED)
        words = _("Still missing: {what}").format(what=listed(_(NEED_NAMES[need]) for need in missing))
        self.needs.setText(words if missing else _("Nothing is missing. Every step is written down in one go."))


def _says(day: date | None, words: str, today: date) -> str:
    shown = day_text(day, year=day.year != today.year) if day else ""
    return "  ".join(filter(None, (words, shown)))


def _quiet(words: str) -> QWidget:
    label = PlainLabel(words, tone="ink3", wrap=True)
    label.setMinimumHeight(32)
    return label
