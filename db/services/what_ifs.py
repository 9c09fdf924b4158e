"""Keeping a plan beside the live one (试排): kept, kept anew, renamed, dropped; each is one step of undo.

Nothing here touches a visit; `plans.adopt_plan` takes a plan over.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import LastBeforeFirst, NameTaken, Vanished
from core.i18n import _
from core.planner.options import PlanOptions, rows_of_plan
from core.planner.problem import Plan
from core.text import required_line
from db.models import WhatIf

NAME_LIMIT = 60


def keep_what_if(
    session: Session, name: str, first: date, last: date, *, options: PlanOptions, plan: Plan, today: date
) -> int:
    """Keep a plan under a name; return its id.

    Raises:
        MissingField: it has no name.
        NameTaken: another one is called so.
        LastBeforeFirst: the days are the wrong way round.
        TooLong, UnreadableText: the name cannot be kept as it is.
    """
    if last < first:
        raise LastBeforeFirst(first=first, last=last)
    row = WhatIf(
        name=_free_name(session, name, but=None), first_day=first, last_day=last, made_on=today,
        options=options.to_json(), visits=rows_of_plan(plan),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def change_what_if(session: Session, what_if_id: int, *, options: PlanOptions, plan: Plan) -> None:
    """Let a name stand for another plan of the same days.

    Raises:
        Vanished: it was dropped meanwhile.
    """
    row = _found(session, what_if_id)
    row.options, row.visits = options.to_json(), rows_of_plan(plan)
    session.flush()


def rename_what_if(session: Session, what_if_id: int, name: str) -> None:
    """Call a plan something else.

    Raises:
        MissingField: the name is empty.
        NameTaken: another one is called so.
        TooLong, UnreadableText: the name cannot be kept as it is.
        Vanished: it was dropped meanwhile.
    """
    row = _found(session, what_if_id)
    row.name = _free_name(session, name, but=what_if_id)
    session.flush()


def drop_what_if(session: Session, what_if_id: int) -> None:
    """Drop a plan; the visits of the schedule stay as they are.

    Raises:
        Vanished: it was dropped meanwhile.
    """
    session.delete(_found(session, what_if_id))
    session.flush()


def _found(session: Session, what_if_id: int) -> WhatIf:
    row = session.get(WhatIf, what_if_id)
    if row is None:
        raise Vanished
    return row


def _free_name(session: Session, name: str, *, but: int | None) -> str:
    wanted = required_line(name, _("Name"), limit=NAME_LIMIT)
    taken = {row.name: row.id for row in session.execute(select(WhatIf.id, WhatIf.name))}
    if taken.get(wanted, but) != but:
        raise NameTaken(name=wanted)
    return wanted
