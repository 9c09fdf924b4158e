"""Writing down issues and what happens to them: numbers, deadlines, refusals, and the line each act leaves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from core.calendar.workdays import work_calendar
from core.errors import (
    ChangedMeanwhile,
    DayAhead,
    DueBeforeRaised,
    ExtensionNotLater,
    IssueIsSettled,
    LimitOutOfRange,
    MissingField,
    ReopenNeedsTime,
    UserError,
    Vanished,
    VillageElsewhere,
    VisitGoesElsewhere,
)
from core.issues import ActionKind, CheckMark, IssueDraft, IssueState, Satisfaction
from core.life_cycle_errors import MoveLacks, PassingNeedsReason
from core.privacy_errors import AboutThisUnit
from core.settings import OfficeSettings
from core.timeline import deadlines_passed
from core.visits import Half
from db.models import Agency, Extension, Issue, IssueAction, Leader, Petitioner, Township, Village, Visit
from db.queries.issue_detail import issue_detail, issue_draft
from db.services.issue_actions import bring_to_visit, check_on_site, press
from db.services.issue_extensions import extend_issue
from db.services.issue_moves import add_feedback, add_progress, reopen
from db.services.issues import edit_issue, register_issues
from db.store import Store
from tests.db.closing import close_simply

TODAY = date(2026, 11, 23)
CALENDAR = work_calendar()
SETTINGS = OfficeSettings(county="云岭县")
OFFICE: dict[str, Any] = {"calendar": CALENDAR, "settings": SETTINGS}
WATER, POLICE, TOWN, OTHER_TOWN = 1, 2, 1, 2


@pytest.fixture
def county(store: Store) -> Store:
    with store.write("County") as session:
        session.add_all((Agency(id=WATER, name="县水利局", short_name="水利局"), Agency(id=POLICE, name="县公安局")))
        session.add_all((Township(id=TOWN, name="东岭镇"), Township(id=OTHER_TOWN, name="青石镇")))
        session.add(Leader(id=1, name="周立明"))
        session.flush()
        session.add_all(
            (Village(id=1, township_id=TOWN, name="岭背村"), Village(id=2, township_id=OTHER_TOWN, name="柳树湾村"))
        )
        for id, town in ((1, TOWN), (2, OTHER_TOWN)):
            visit = Visit(id=id, uid=f"v{id}", year=2026, number=id, day=TODAY, half=Half.MORNING)
            visit.kind, visit.leader_id, visit.township_id, visit.overlap_confirmed = "onsite_office", 1, town, True
            session.add(visit)
    return store


def draft(uid: str = "a", **changes: Any) -> IssueDraft:
    given: dict[str, Any] = {"title": "灌溉渠渗漏", "raised_on": TODAY, "township_id": TOWN, "lead_agency_id": WATER}
    return IssueDraft(uid=uid, **(given | changes))


def register(store: Store, *drafts: IssueDraft, settings: OfficeSettings = SETTINGS) -> list[int]:
    with store.write("Register issues") as session:
        return register_issues(session, drafts, calendar=CALENDAR, settings=settings)


def stored(store: Store, issue_id: int) -> Issue:
    with store.read() as session:
        return session.get_one(Issue, issue_id)


def lines(store: Store, issue_id: int) -> list[tuple[ActionKind, str, date | None]]:
    with store.read() as session:
        found = select(IssueAction).where(IssueAction.issue_id == issue_id).order_by(IssueAction.id)
        return [(line.kind, line.text, line.due) for line in session.scalars(found)]


def act(store: Store, service: Any, *args: Any, **facts: Any) -> None:
    with store.write("Act") as session:
        service(session, *args, **facts)


def test_numbers_go_up_within_a_year_and_are_never_given_twice(county: Store) -> None:
    ids = register(county, draft("a"), draft("b"), draft("c", raised_on=date(2025, 12, 31)))
    county.undo()
    again = register(county, draft("d"))

    assert [stored(county, again[0]).number] == ["云岭下访〔2026〕0003号"]
    assert len(ids) == 3


def test_an_imported_number_is_kept_and_stepped_over(county: Store) -> None:
    with county.write("Import") as session:
        own = Issue(
            uid="x",
            number="云岭下访〔2026〕0042号",
            year=2026,
            serial=41,
            title="旧件",
            raised_on=TODAY,
            township_id=TOWN,
        )
        own.due_steps = []
        session.add(own)

    (first,) = register(county, draft())

    assert (stored(county, first).number, stored(county, first).serial) == ("云岭下访〔2026〕0043号", 43)


def test_saving_twice_makes_one_issue(county: Store) -> None:
    assert register(county, draft("a"), draft("b")) == register(county, draft("a"), draft("b"))
    with county.read() as session:
        assert len(session.scalars(select(Issue)).all()) == 2


def test_typed_days_are_working_days_and_the_steps_are_kept(county: Store) -> None:
    (first,) = register(county, draft(limit_amount=10))
    issue = stored(county, first)

    assert (issue.due, issue.limit_amount, issue.limit_unit, issue.due_stated) == (
        date(2026, 12, 7),
        10,
        "working",
        False,
    )
    assert [step["key"] for step in issue.due_steps] == ["start", "working"]
    assert lines(county, first) == [
        (ActionKind.REGISTERED, "", None),
        (ActionKind.ASSIGNED, "", date(2026, 12, 7)),
    ]


def test_the_office_may_count_typed_days_as_natural_days(county: Store) -> None:
    (first,) = register(county, draft(limit_amount=10), settings=OfficeSettings(default_limit_unit="natural"))
    assert stored(county, first).due == date(2026, 12, 3)


def test_a_date_said_on_site_stands_as_it_is(county: Store) -> None:
    (first,) = register(county, draft(due=date(2026, 11, 28)))  # a Saturday
    assert (stored(county, first).due, stored(county, first).due_stated) == (date(2026, 11, 28), True)


def test_what_is_settled_on_the_spot_has_no_clock(county: Store) -> None:
    (first,) = register(county, draft(answered_on_site=True, answer="现场已答复"))
    issue = stored(county, first)
    assert (issue.state, issue.due, issue.closed_on, issue.close_result) == (
        IssueState.ANSWERED_ON_SITE, None, TODAY, "现场已答复",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": " 　"}, MissingField),
        ({"title": "长" * 401}, UserError),
        ({"petitioner_name": "王\x00"}, UserError),
        ({"due": date(2026, 11, 22)}, DueBeforeRaised),
        ({"limit_amount": 4000}, LimitOutOfRange),
        ({"township_id": 99}, Vanished),
        ({"village_id": 2}, VillageElsewhere),
        ({"subject_agency_id": WATER}, AboutThisUnit),
        ({"subject_of_complaint": "水利局工作人员"}, AboutThisUnit),
    ],
)
def test_a_refused_row_says_why_and_nothing_is_written(
    county: Store, changes: dict[str, Any], refusal: type[UserError]
) -> None:
    with pytest.raises(refusal):
        register(county, draft("good"), draft("bad", **changes))
    with county.read() as session:
        assert session.scalars(select(Issue)).all() == []


def test_markup_stays_the_text_it_is(county: Store) -> None:
    (first,) = register(county, draft(title="<img src=file:///etc/passwd>", petitioner_name="<b>王五</b>"))
    assert stored(county, first).title == "<img src=file:///etc/passwd>"


def test_the_register_is_one_undo(county: Store) -> None:
    register(county, draft("a", petitioner_name="王五"), draft("b"))
    county.undo()
    with county.read() as session:
        for table in (Issue, IssueAction, Petitioner):
            assert session.scalars(select(table)).all() == []


def test_pressing_counts_and_is_written_down_for_every_issue_chosen(county: Store) -> None:
    ids = register(county, draft("a"), draft("b"))
    act(county, press, ids, text="要求两天内书面说明", today=TODAY)

    assert [stored(county, id).chase_count for id in ids] == [1, 1]
    assert lines(county, ids[0])[-1] == (ActionKind.REMINDED, "要求两天内书面说明", None)


GRANT: dict[str, Any] = {
    "due": date(2026, 12, 20), "reason": "管材未到货", "approver": "周立明", "document_number": "云政办〔2026〕31号",
}  # fmt: skip


@pytest.mark.parametrize("empty", ["reason", "approver", "document_number"])
def test_an_extension_without_reason_approver_or_number_is_refused(county: Store, empty: str) -> None:
    (first,) = register(county, draft())
    with pytest.raises(MissingField):
        act(county, extend_issue, first, **(GRANT | {empty: " "}), today=TODAY)
    assert stored(county, first).extension_count == 0


def test_an_extension_moves_the_date_forward_only(county: Store) -> None:
    (first,) = register(county, draft(limit_amount=10))
    with pytest.raises(ExtensionNotLater):
        act(county, extend_issue, first, **(GRANT | {"due": date(2026, 12, 7)}), today=TODAY)
    act(county, extend_issue, first, **GRANT, today=TODAY)

    issue = stored(county, first)
    assert (issue.due, issue.extension_count) == (date(2026, 12, 20), 1)
    assert [step["key"] for step in issue.due_steps] == [
        "start", "working", "extension_until", "rest_day",
    ]  # fmt: skip
    assert lines(county, first)[-1] == (ActionKind.EXTENDED, "管材未到货", date(2026, 12, 20))


def test_an_extension_granted_after_the_date_stays_marked_as_late(county: Store) -> None:
    (first,) = register(county, draft(limit_amount=10))
    act(county, extend_issue, first, **GRANT, today=date(2026, 12, 8))

    with county.read() as session:
        assert session.scalars(select(Extension.late)).all() == [True]
        detail = issue_detail(session, first, date(2026, 12, 9), calendar=CALENDAR, settings=SETTINGS)
    assert detail is not None
    assert [line.alarm for line in detail.timeline] == [False, True, False, False]
    assert detail.timeline[1].day == date(2026, 12, 8)
    assert detail.timeline[0].headline == "Given until 20 Dec, asked for after the date had passed"
    assert stored(county, first).due_steps[-2]["key"] == "extension_late"  # then: 12 December is a Saturday


def test_closing_needs_a_result_and_a_day_that_was(county: Store) -> None:
    (first,) = register(county, draft())
    with pytest.raises(MoveLacks, match="the result in words"):
        act(county, close_simply, first, result=" ", closed_on=TODAY, today=TODAY)
    with pytest.raises(DayAhead):
        act(county, close_simply, first, result="通水", closed_on=date(2026, 11, 24), today=TODAY)
    act(county, close_simply, first, result="通水", closed_on=TODAY, today=TODAY)

    issue = stored(county, first)
    assert (issue.state, issue.satisfaction) == (IssueState.CLOSED, Satisfaction.SATISFIED)
    with pytest.raises(IssueIsSettled):
        act(county, press, [first], today=TODAY)


def test_reopening_asks_for_a_date_ahead_and_earlier_lateness_stays_on_record(county: Store) -> None:
    (first,) = register(county, draft(limit_amount=10))  # due 7 December
    late = date(2026, 12, 20)
    act(county, close_simply, first, result="通水", closed_on=late, today=late)
    with pytest.raises(ReopenNeedsTime):
        act(county, reopen, first, due=date(2026, 12, 19), reason="又停水", day=late, today=late, **OFFICE)
    act(county, reopen, first, due=date(2026, 12, 31), reason="又停水", day=late, today=late, **OFFICE)

    issue = stored(county, first)
    assert (issue.state, issue.closed_on, issue.due) == (IssueState.ASSIGNED, None, date(2026, 12, 31))
    with county.read() as session:
        detail = issue_detail(session, first, late, calendar=CALENDAR, settings=SETTINGS)
    assert detail is not None
    assert [line.day for line in detail.timeline if line.alarm] == [date(2026, 12, 8)]


def test_progress_and_answers_move_the_stage_and_never_close(county: Store) -> None:
    (first,) = register(county, draft())
    act(county, add_progress, first, text="已进场", day=TODAY, today=TODAY, **OFFICE)
    assert stored(county, first).state is IssueState.IN_HAND
    act(county, add_feedback, first, text="已铺管", evidence="3 号柜", day=TODAY, today=TODAY, **OFFICE)
    assert stored(county, first).state is IssueState.FEEDBACK
    for mark in CheckMark:
        act(county, check_on_site, 1, first, mark, day=TODAY, **OFFICE)
    assert stored(county, first).closed_on is None


def test_the_same_mark_twice_is_one_line(county: Store) -> None:
    (first,) = register(county, draft())
    for mark in (CheckMark.IN_HAND, CheckMark.IN_HAND, CheckMark.UNTOUCHED):
        act(county, check_on_site, 1, first, mark, day=TODAY, **OFFICE)
    marks = [kind for kind, *_rest in lines(county, first) if kind is ActionKind.CHECKED_ON_SITE]
    assert len(marks) == 2


def test_an_issue_is_carried_to_its_own_township_only(county: Store) -> None:
    (first,) = register(county, draft())
    act(county, bring_to_visit, first, 1)
    assert stored(county, first).bring_to_visit_id == 1
    with pytest.raises(VisitGoesElsewhere):
        act(county, bring_to_visit, first, 2)
    act(county, bring_to_visit, first, None)
    assert stored(county, first).bring_to_visit_id is None


def opened_draft(store: Store, issue_id: int) -> IssueDraft:
    with store.read() as session:
        found = issue_draft(session, issue_id)
    assert found is not None
    return found


def edit(store: Store, changed: IssueDraft) -> None:
    act(store, edit_issue, changed, today=TODAY, calendar=CALENDAR, settings=SETTINGS)


def test_a_correction_is_written_down_and_the_date_moves_only_where_asked(county: Store) -> None:
    (first,) = register(county, draft(limit_amount=10, petitioner_name="王五", petitioner_phone="138 0000 1158"))
    opened = opened_draft(county, first)
    opened.title, opened.petitioner_phone = "灌溉渠渗漏，30 亩田缺水", "13800001158"
    edit(county, opened)
    assert lines(county, first)[-1] == (ActionKind.EDITED, "Issue, Raised by", None)

    opened = opened_draft(county, first)
    opened.limit_amount = 5
    edit(county, opened)
    assert lines(county, first)[-1] == (ActionKind.EDITED, "", date(2026, 11, 30))


def test_nothing_changed_leaves_no_line(county: Store) -> None:
    (first,) = register(county, draft())
    edit(county, opened_draft(county, first))
    assert len(lines(county, first)) == 2


def test_another_unit_is_a_new_handing_over(county: Store) -> None:
    (first,) = register(county, draft())
    opened = opened_draft(county, first)
    opened.lead_agency_id, opened.supporting_agencies = POLICE, [WATER, POLICE]
    with pytest.raises(PassingNeedsReason):
        edit(county, opened)
    opened.pass_reason = "属公安局职责"
    edit(county, opened)
    with county.read() as session:
        detail = issue_detail(session, first, TODAY, calendar=CALENDAR, settings=SETTINGS)
    assert detail is not None
    assert (detail.row.agency, detail.supporting) == ("县公安局", ("水利局",))
    assert lines(county, first)[-2][:2] == (ActionKind.ASSIGNED, "属公安局职责")
    assert lines(county, first)[-1][:2] == (ActionKind.EDITED, "With help from")


def test_a_stale_correction_never_overwrites(county: Store) -> None:
    (first,) = register(county, draft())
    mine, theirs = opened_draft(county, first), opened_draft(county, first)
    theirs.title = "他们的"
    edit(county, theirs)
    mine.title = "我的"
    with pytest.raises(ChangedMeanwhile):
        edit(county, mine)
    assert stored(county, first).title == "他们的"


def test_a_date_that_was_extended_in_time_never_passed() -> None:
    assert deadlines_passed([], due=date(2026, 11, 10), settled_on=None, today=date(2026, 11, 10)) == []
    assert deadlines_passed([], due=date(2026, 11, 10), settled_on=None, today=date(2026, 11, 11)) == [
        date(2026, 11, 10)
    ]
    settled = deadlines_passed([], due=date(2026, 11, 10), settled_on=date(2026, 11, 10), today=TODAY)
    assert settled == []
