"""Who is complained about, or stays away, gets nothing of an issue: each concern x each recipient x each output.

In place of login roles, which the program does not have (features.md O): what leaves the schedule is told apart by
whom it goes to. The expected answers stand in a table written by hand; everything else is generated.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.calendar.workdays import work_calendar
from core.chain import IssueTrack, PaperKind, Variant
from core.documents.paper_facts import PaperDraft
from core.errors import UserError
from core.issues import IssueState
from core.reports import Span, period_of
from core.settings import OfficeSettings
from db import models as m
from db.queries.issue_export import ledger_lines
from db.queries.issues import IssueFilter
from db.queries.recusals import (
    kept_from_agency,
    kept_from_all,
    require_agency,
    require_leader,
    require_visit,
)
from db.queries.reports import report_of
from db.queries.visit_sheet import visit_sheet
from db.services.agency_workbooks import hand_out
from db.services.issue_actions import bring_to_visit
from db.services.issue_handing import assign_issue
from db.services.papers import issue_paper
from db.store import Store
from tests.db.county import CHEN, PETITIONS, QINGSHI, WATER, ZHOU, found_county

TODAY = date(2026, 11, 23)
LI = 3
AROUND: dict[str, Any] = {"calendar": work_calendar(), "settings": OfficeSettings(county="云岭县")}
SECRET, PLAIN = "渠道工程被挪用", "路灯不亮"

CONCERNS: dict[str, dict[str, Any]] = {
    "nobody": {},
    "unit": {"subject_agency_id": WATER},
    "unit in words": {"subject_of_complaint": "县水利局王某"},
    "a part of the unit's name": {"subject_of_complaint": "水利局"},
    "its contact": {"subject_of_complaint": "何其正"},
    "leader": {"subject_leader_id": CHEN},
    "leader in words": {"subject_of_complaint": "陈雨桐副县长"},
    "leader from a unit": {"subject_leader_id": LI},
    "recused leader": {"recused": CHEN},
    "township": {"subject_of_complaint": "青石镇政府"},
}
BARRED: dict[str, set[str]] = {
    "nobody": set(),
    "unit": {"water", "li"},
    "unit in words": {"water", "li"},
    "a part of the unit's name": {"water", "li"},
    "its contact": {"water"},
    "leader": {"chen"},
    "leader in words": {"chen"},
    "leader from a unit": {"water", "li"},
    "recused leader": {"chen"},
    "township": {"qingshi"},
}
AGENCIES = {"water": WATER, "petitions": PETITIONS}
LEADERS = {"zhou": ZHOU, "chen": CHEN, "li": LI}
RECIPIENTS = [*AGENCIES, *LEADERS, "qingshi"]
PAPERS = (PaperKind.ASSIGNMENT_SLIP, PaperKind.CHASE_LETTER, PaperKind.SUPERVISION_NOTICE)


def set_up(store: Store, concern: str, **more: Any) -> None:
    """Register issue 1, which concerns somebody, and issue 2, which concerns nobody."""
    found_county(store)
    fields = dict(CONCERNS[concern]) | more
    recused = fields.pop("recused", None)
    with store.write("Set up") as session:
        session.get_one(m.Agency, WATER).contact_name = "何其正"
        session.add(m.Leader(id=LI, name="李向前", post="副县长", rank_order=3, agency_id=WATER))
        session.flush()
        for id, title, own in ((1, SECRET, fields), (2, PLAIN, {})):
            session.add(
                m.Issue(
                    id=id,
                    uid=f"i{id}",
                    number=f"N{id}",
                    year=2026,
                    serial=id,
                    title=title,
                    township_id=QINGSHI,
                    raised_on=date(2026, 10, 8),
                    due=date(2026, 11, 2),
                    state=IssueState.REGISTERED,
                    **own,
                )
            )
        session.flush()
        if recused is not None:
            session.add(m.Recusal(issue_id=1, leader_id=recused, reason="亲属"))


def plan_visit(store: Store, leader_id: int, agency_id: int | None = None, along: int | None = None) -> int:
    """Plan a visit to 青石镇 without asking any rule."""
    with store.write("Plan") as session:
        visit = m.Visit(
            uid="v1",
            year=2026,
            number=1,
            day=date(2026, 12, 2),
            half="morning",
            kind="onsite_office",
            leader_id=leader_id,
            township_id=QINGSHI,
            leaders=[],
            agencies=[],
            appointments=[],
        )
        session.add(visit)
        session.flush()
        if agency_id is not None:
            session.add(m.VisitAgency(visit_id=visit.id, agency_id=agency_id))
        if along is not None:
            session.add(m.VisitLeader(visit_id=visit.id, leader_id=along))
        return visit.id


def hand_to(store: Store, agency_id: int) -> None:
    """Make a unit answer for both issues, past every rule, as an old file could."""
    with store.write("Hand over") as session:
        for id in (1, 2):
            issue = session.get_one(m.Issue, id)
            issue.lead_agency_id, issue.state = agency_id, IssueState.IN_HAND


def refused(store: Store, verb: Any, *args: Any, **fields: Any) -> str:
    """Return the sentence of the refusal, "" where it was done; nothing is kept either way."""

    class Enough(Exception):
        pass

    try:
        with store.write("Try") as session:
            verb(session, *args, **fields)
            raise Enough  # noqa: TRY301 - takes everything back
    except Enough:
        return ""
    except UserError as error:
        return str(error)


def sheets(store: Store, visit_id: int) -> list[str]:
    with store.read() as session:
        return [str(visit_sheet(session, visit_id, TODAY, variant=variant).brought) for variant in Variant]


@pytest.mark.parametrize("name", RECIPIENTS)
@pytest.mark.parametrize("concern", CONCERNS)
def test_no_output_tells_whom_it_concerns(store: Store, concern: str, name: str) -> None:
    set_up(store, concern)
    barred = name in BARRED[concern]
    if name in AGENCIES:
        check_agency(store, AGENCIES[name], barred=barred)
    elif name in LEADERS:
        check_leader(store, LEADERS[name], barred=barred)
    else:
        others_go = "zhou" not in BARRED[concern]
        assert others_go
        said = sheets(store, plan_visit(store, ZHOU))
        assert all((SECRET in each) is not barred and PLAIN in each for each in said)


def check_agency(store: Store, agency_id: int, *, barred: bool) -> None:
    dated = {"day": TODAY, "today": TODAY, **AROUND}
    other = PETITIONS if agency_id == WATER else WATER
    sentences = [refused(store, assign_issue, 1, agency_id=agency_id, **dated)]
    with store.read() as session:
        issue = session.get_one(m.Issue, 1)
        other_is_barred = bool(refused(store, require_agency, issue, other))
        kept = kept_from_agency(session, agency_id)
    if not other_is_barred:
        sentences.append(refused(store, assign_issue, 1, agency_id=other, supporting=[agency_id], **dated))
    assert (1 in kept) is barred
    assert 2 not in kept
    visit_id = plan_visit(store, ZHOU, agency_id)
    sentences.append(refused(store, bring_to_visit, 1, visit_id=visit_id))
    if barred:
        assert all(SECRET not in each for each in sheets(store, visit_id))
    hand_to(store, agency_id)
    sentences += [refused(store, issue_paper, PaperDraft(kind, agency_id, [1, 2], TODAY), **AROUND) for kind in PAPERS]
    assert [bool(sentence) for sentence in sentences] == [barred] * len(sentences), sentences
    assert all("Art. 46(5)" in sentence for sentence in sentences if sentence)
    with store.write("Hand out") as session:
        made = hand_out(session, agency_id, today=TODAY, **AROUND)
    said = str(made.sheet)
    assert (SECRET in said) is not barred
    assert len(made.sheet.rows) == (1 if barred else 2)
    assert PLAIN in said


def check_leader(store: Store, leader_id: int, *, barred: bool) -> None:
    dated = {"day": TODAY, "today": TODAY, **AROUND}
    sentences = [refused(store, lambda session: require_leader(session, session.get_one(m.Issue, 1), leader_id))]
    with store.read() as session:
        free = not refused(store, require_agency, session.get_one(m.Issue, 1), PETITIONS)
    assert free
    sentences.append(refused(store, assign_issue, 1, agency_id=PETITIONS, case_leader_id=leader_id, **dated))
    visit_id = plan_visit(store, leader_id)
    sentences.append(refused(store, bring_to_visit, 1, visit_id=visit_id))
    sentences.append(refused(store, lambda session: require_visit(session, session.get_one(m.Issue, 1), visit_id)))
    assert [bool(sentence) for sentence in sentences] == [barred] * len(sentences), sentences
    assert all("Art. 46(5)" in each or "Art. 28(3)" in each for each in sentences if each)
    said = sheets(store, visit_id)
    assert all(PLAIN in each for each in said)
    if barred:
        assert all(SECRET not in each for each in said)


@pytest.mark.parametrize("name", ["chen", "li"])
def test_a_leader_who_only_goes_along_counts_too(store: Store, name: str) -> None:
    set_up(store, "leader" if name == "chen" else "leader from a unit")
    said = sheets(store, plan_visit(store, ZHOU, along=LEADERS[name]))
    assert all(SECRET not in each and PLAIN in each for each in said)


@pytest.mark.parametrize("fields", [{"restricted": True}, {"track": IssueTrack.REPORT}])
def test_restricted_issues_are_in_no_shared_list_and_no_count(store: Store, fields: dict[str, Any]) -> None:
    set_up(store, "nobody", **fields)
    visit_id = plan_visit(store, ZHOU)
    assert all(SECRET not in each for each in sheets(store, visit_id))
    with store.read() as session:
        assert kept_from_all(session) == {1}
        for variant in Variant:
            lines = ledger_lines(
                session, IssueFilter(), TODAY, calendar=AROUND["calendar"], due_soon_days=3, variant=variant
            )
            assert [line.number for line in lines] == ["N2"]
        report = report_of(session, period_of(Span.MONTH, TODAY), TODAY)
        assert [issue.title for issue in report.issues] == [PLAIN]
        assert 1 in kept_from_agency(session, WATER)
    hand_to(store, WATER)
    with store.write("Hand out") as session:
        assert len(hand_out(session, WATER, today=TODAY, **AROUND).sheet.rows) == 1
