"""The part of a township's panel that says how much it needs a visit: the sum, every addend, every kind's interval."""

from __future__ import annotations

from core.coverage import KindWait, Standing
from core.i18n import _, clauses, ngettext
from desktop.widgets.panel import SidePanel
from desktop.widgets.text import plain_tooltip


def add_need(panel: SidePanel, standing: Standing) -> None:
    """Add the section of the need index, and why the township is a blind spot where it is one."""
    title = panel.section(_("Need index"), str(standing.need))
    plain_tooltip(title, _("How much a township needs a visit: a plain sum. The planner goes by the very same number."))
    facts = panel.facts()
    for addend in standing.addends:
        facts.add(f"+{addend.points}", addend.text)
    if not standing.addends:
        panel.calm(_("Nothing asks for a visit there."))
    if standing.is_blind:
        facts.add(_("Blind spot"), "\n".join(standing.sentences), tone="red")
    for wait in standing.kinds:
        facts.add(_(wait.name), kind_words(wait), tone="red" if wait.is_past_limit else "")


def kind_words(wait: KindWait) -> str:
    """Return how long a kind has not come, and how often it is to."""
    often = ngettext("at least every {n} day", "at least every {n} days", wait.limit).format(n=wait.limit)
    if wait.days is None:
        return clauses((_("never"), often))
    return clauses((ngettext("{n} day", "{n} days", wait.days).format(n=wait.days), often))
