"""Parts that the panels share: the line of a visit, the line of a village, the button that opens a story."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.i18n import _, day_text, ngettext
from core.visits import VISIT_STATE_NAMES, VisitState
from db.queries.lines import VisitLine
from db.queries.village_detail import VillageRow
from desktop.actions import hint
from desktop.widgets.buttons import SmallButton
from desktop.widgets.panel import PanelLine


def visit_line(line: VisitLine, words: str) -> PanelLine:
    """Return a panel's line for a visit: its day, seal, *words*, and what came of it."""
    done = line.state is VisitState.DONE
    note = ngettext("{n} raised", "{n} raised", line.issues).format(n=line.issues) if line.issues else ""
    if not done:
        note = _(VISIT_STATE_NAMES[line.state])
    return PanelLine(
        words, lead=day_text(line.day), lead_width=74, seal=line, hollow=done, note=note,
        tone="ink2" if done else "ink",
    )  # fmt: skip


def village_line(village: VillageRow, least: int) -> PanelLine:
    """Return a township's line for a village: when somebody was there, and the households called on this year."""
    name = village.name
    if village.households:
        name += "　" + ngettext("{n} household", "{n} households", village.households).format(n=village.households)
    below = [calls_text(village, least)]
    if village.open:
        below.append(_("{n} open").format(n=village.open))
    tone = "ink2" if village.reached else "ink"
    return PanelLine(name, note=last_text(village), below="　".join(below), tone=tone)


def last_text(village: VillageRow) -> str:
    """Return when somebody was there last, with the year where it is not this one."""
    if village.last_day is None:
        return _("never visited")
    return day_text(village.last_day, year=not village.reached)


def calls_text(village: VillageRow, least: int) -> str:
    """Return 今年入户 2 户，至少 3 户."""
    words = _("{n} of at least {least} households called on")
    return words.format(n=village.calls, least=village.wanted(least))


def story_button(do: Callable[[], object], *beside: QWidget) -> QWidget:
    """Return the button below a panel's title that opens the story, in a row of its own with what stands *beside*."""
    button = SmallButton(_("Chronicle"), "clock", hint=hint("townships.story"))
    button.clicked.connect(lambda _checked=False: do())
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 12)
    row.setSpacing(8)
    for each in (button, *beside):
        row.addWidget(each)
    row.addStretch(1)
    return holder
