"""Another leader chosen in the editor for a visit that people were told of: it asks why and who agreed, once."""

from __future__ import annotations

from typing import Any

from core.i18n import _, day_text, weekday_text
from core.planning import TakeOver
from core.visits import HALF_NAMES, VOID, VisitDraft
from db.queries.published import issue_of_visit
from db.queries.visit_form import VisitChoices
from db.services.stand_ins import keep_take_over
from desktop.context import AppContext
from desktop.people.take_over_dialog import TakenOver, Words


def taken_by_edit(ctx: AppContext, loaded: VisitDraft, draft: VisitDraft, choices: VisitChoices) -> TakenOver | None:
    """Return what is asked where a published visit gets another leader; None where it may just be saved."""
    if draft.id is None or draft.leader_id is None or draft.leader_id == loaded.leader_id or draft.state in VOID:
        return None
    with ctx.store.read() as session:
        issue = issue_of_visit(session, draft.id)
    if issue is None:
        return None
    names = {each.id: each.name for each in choices.leaders}
    before, after = names.get(loaded.leader_id or 0, ""), names.get(draft.leader_id, "")
    return TakenOver(
        TakeOver.STAND_IN, draft.id, draft.leader_id, issue.number, f"{before} → {_township(loaded, choices)}",
        (_words(loaded, before, choices),), (_words(draft, after, choices),), _("Visit saved."),
    )  # fmt: skip


def keep_words(ctx: AppContext, session: Any, visit_id: int, loaded: VisitDraft, words: Words | None) -> None:
    """Keep why another leader goes than the visit was loaded with, in the write that changes it."""
    if words is not None and loaded.leader_id is not None:
        keep_take_over(
            session, visit_id, loaded.leader_id, reason=words.reason, agreed_by=words.agreed_by,
            actor=ctx.store.actor, today=ctx.today(),
        )  # fmt: skip


def _words(draft: VisitDraft, leader: str, choices: VisitChoices) -> str:
    when = f"{day_text(draft.day)} {weekday_text(draft.day)} {_(HALF_NAMES[draft.half])}"
    return f"{when}\u3000{leader} → {_township(draft, choices)}"


def _township(draft: VisitDraft, choices: VisitChoices) -> str:
    found = choices.township(draft.township_id)
    return "" if found is None else found.name
