"""Where the inspector's wishes go."""

from __future__ import annotations

from core.visits import Half
from desktop.calendar.inspector import Inspector
from desktop.context import AppContext
from desktop.visits.visit_commands import VisitCommands


def connect_wishes(inspector: Inspector, ctx: AppContext, commands: VisitCommands) -> None:
    """Let the commands carry out what the inspector wishes; the page itself shows other visits and days."""
    outing = commands.outing
    for wish, command in (
        (inspector.print_wanted, commands.print_sheet),
        (inspector.done_wanted, commands.mark_done),
        (inspector.postpone_wanted, commands.postpone),
        (inspector.restore_wanted, commands.restore),
        (inspector.answer_wanted, commands.heard_from),
        (inspector.record_wanted, commands.record_issues),
        (inspector.told_wanted, outing.told),
        (inspector.tick_wanted, outing.tick),
        (inspector.prepare_wanted, outing.prepare),
        (inspector.plan_wanted, outing.plan_day),
        (inspector.end_wanted, outing.ended),
    ):
        wish.connect(command)
    inspector.new_wanted.connect(lambda day: commands.new(day, Half.MORNING))
    inspector.issue_wanted.connect(lambda issue: ctx.navigate("issues", issue_id=issue))
    inspector.link_wanted.connect(lambda page, target: ctx.navigate(page, **target))
