"""The readiness light on the screen: a shape with its word, and what is still missing as lines."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from typing_extensions import override

from core.deadlines import Lateness, Timeliness
from core.i18n import _, clauses
from core.readiness import LIGHT_NAMES, Light, Readiness
from desktop.calendar.verdict import Line, Tone
from desktop.fonts import metrics
from desktop.widgets import paint_deadline
from desktop.widgets.mark_widgets import Mark

LIGHT_SHAPES = {Light.READY: Lateness.IN_TIME, Light.WATCH: Lateness.SOON, Light.LATE: Lateness.LATE}
_TONES = {Light.READY: Tone.CALM, Light.WATCH: Tone.WARN, Light.LATE: Tone.STOP}


class LightLabel(Mark):
    """The light as a deadline is shown: triangle, diamond or ring, and its word; never the colour alone."""

    def __init__(self, light: Light = Light.READY, *, px: int = 14) -> None:
        super().__init__(QSize(20, px + 8))
        self._px = px
        self.show_light(light)

    def show_light(self, light: Light) -> None:
        """Show another light."""
        self.light = light
        words = _(LIGHT_NAMES[light])
        self.setAccessibleName(_("Readiness: {light}").format(light=words))
        self.resize_to(QSize(metrics(self._px, bold=True).horizontalAdvance(words) + 24, self._px + 8))

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        kind = Timeliness(LIGHT_SHAPES[self.light])
        paint_deadline(painter, rect, kind, text=_(LIGHT_NAMES[self.light]), px=self._px)


def reason_lines(readiness: Readiness, *, steps: bool = True) -> list[Line]:
    """Return what is missing as lines of a verdict, gravest first.

    Args:
        readiness: The light.
        steps: Name open steps as well; where they are listed beside it they would be said twice.
    """
    return [Line(_TONES[reason.light], reason.text) for reason in readiness.reasons if steps or reason.key != "step"]


def steps_done_text(done: int, total: int) -> str:
    """Return 已完成 3/7 步."""
    return _("{done} of {total} steps done").format(done=done, total=total) if total else ""


def readiness_words(readiness: Readiness) -> str:
    """Return the light as one line for tooltips and screen readers: word, steps done, what is missing."""
    parts = [
        _("Readiness: {light}").format(light=_(LIGHT_NAMES[readiness.light])),
        steps_done_text(readiness.done, readiness.total),
    ]
    said = clauses(part for part in parts if part)
    return "\n".join([said, *(reason.text for reason in readiness.reasons)])
