"""Papers to units: their numbers, what they raise, what they keep, and what undo takes back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core import i18n
from core.chain import NoticeLevel, PaperKind
from core.documents.paper_facts import PaperDraft, PaperMore
from core.errors import DayAhead, IssueIsSettled, Vanished
from core.issues import ActionKind, IssueState
from core.paper_errors import (
    AnswerTooEarly,
    NotOverdueAnyMore,
    PaperElsewhere,
    PaperNeedsIssue,
    ReceiptTooEarly,
)
from core.privacy_errors import AboutThisUnit
from db import models as m
from db.queries.paper_drafts import copy_leaders, draft_paper
from db.queries.papers import batch_of, paper_words_of, papers_of, people_of, to_chase
from db.services.papers import issue_paper, return_paper
from db.store import Store
from tests.db.county import CALENDAR, CHEN, LIUHE, PETITIONS, QINGSHI, SETTINGS, TODAY, WATER, ask, do, found_county

AROUND: dict[str, Any] = {"calendar": CALENDAR, "settings": SETTINGS}
LATE = date(2026, 11, 13)
ANSWER_BY = date(2026, 11, 30)


@pytest.fixture
def county(store: Store) -> Store:
    """Two units: three overdue issues of the one, one of the other, one in time; one names its petitioner."""
    found_county(store)
    with store.write("Set up") as session:
        session.add(m.Petitioner(id=1, name="王桂英", phone="13887730077", address="柳树湾三组12号"))
        session.flush()
        for id, agency, due, more in (
            (1, WATER, LATE, {"title": "王桂英家饮水管道断裂", "petitioner_id": 1, "detail": "电话13887730077"}),
            (2, WATER, date(2026, 11, 17), {"case_leader_id": CHEN, "chase_count": 2}),
            (3, WATER, date(2026, 11, 20), {}),
            (4, PETITIONS, LATE, {}),
            (5, WATER, date(2026, 12, 20), {}),
        ):
            values = {
                "uid": f"i{id}", "number": f"云岭下访〔2026〕{id:04d}号", "year": 2026, "serial": id,
                "title": f"饮水{id}",
                "raised_on": date(2026, 9, 1), "township_id": QINGSHI, "village_id": QINGSHI, "due": due,
                "lead_agency_id": agency, "state": IssueState.ASSIGNED,
            }  # fmt: skip
            session.add(m.Issue(**(values | more)))
    return store


def letter(store: Store, *issue_ids: int, agency_id: int = WATER, **more: Any) -> int:
    with store.write("Chase") as session:
        uid = more.pop("uid", "")
        values = {"kind": PaperKind.CHASE_LETTER, "issued_on": TODAY, "answer_by": ANSWER_BY} | more
        draft = PaperDraft(agency_id=agency_id, issue_ids=issue_ids, **values)
        return issue_paper(session, draft, uid=uid, **AROUND).id


def numbers(store: Store) -> list[str]:
    return [row.number for row in reversed(ask(store, papers_of, TODAY))]


def test_one_click_finds_every_unit_with_all_its_overdue_issues(county: Store) -> None:
    found = ask(county, to_chase, TODAY, calendar=CALENDAR)

    assert [(row.agency, row.issue_ids, row.worst, row.most_chased) for row in found.rows] == [
        ("县水利局", [1, 2, 3], 6, 2),
        ("县信访局", [4], 6, 0),
    ]
    assert (found.issues, found.without_unit) == (4, 0)


def test_p31_one_letter_per_unit_raises_each_chase_count_by_one_and_one_undo_takes_all_back(county: Store) -> None:
    found = ask(county, to_chase, TODAY, calendar=CALENDAR)
    with county.write("Chase") as session:
        for row in found.rows:
            issue_paper(session, PaperDraft(PaperKind.CHASE_LETTER, row.id, row.issue_ids, TODAY, ANSWER_BY), **AROUND)
    counts = ask(
        county, lambda s: [(i.id, i.chase_count, i.notice_level) for i in s.query(m.Issue).order_by(m.Issue.id)]
    )

    assert numbers(county) == ["云催〔2026〕1号", "云催〔2026〕2号"]
    assert counts == [
        (1, 1, NoticeLevel.REMINDER), (2, 3, NoticeLevel.REMINDER), (3, 1, NoticeLevel.REMINDER),
        (4, 1, NoticeLevel.REMINDER), (5, 0, NoticeLevel.NONE),
    ]  # fmt: skip
    county.undo()
    back = ask(county, lambda s: [(i.chase_count, i.notice_level) for i in s.query(m.Issue).order_by(m.Issue.id)])
    assert back == [(0, "none"), (2, "none"), (0, "none"), (0, "none"), (0, "none")]
    assert ask(county, lambda s: s.query(m.Paper).count() + s.query(m.IssueAction).count()) == 0


def test_a_number_is_never_given_twice_even_after_undo(county: Store) -> None:
    letter(county, 1)
    county.undo()
    letter(county, 1)

    assert numbers(county) == ["云催〔2026〕2号"]


def test_each_kind_and_year_has_numbers_of_its_own_without_leading_zeros(county: Store) -> None:
    for _n in range(2):
        letter(county, 1)
    letter(county, 1, kind=PaperKind.SUPERVISION_NOTICE)
    letter(county, 1, kind=PaperKind.ASSIGNMENT_SLIP)
    letter(county, 1, issued_on=date(2027, 1, 4), answer_by=None)

    assert sorted(numbers(county)) == sorted(
        ["云催〔2026〕1号", "云催〔2026〕2号", "云督〔2026〕1号", "云交〔2026〕1号", "云催〔2027〕1号"]
    )


def test_pressing_twice_issues_one_paper(county: Store) -> None:
    first, second = letter(county, 1, uid="same"), letter(county, 1, uid="same")

    assert first == second
    assert ask(county, lambda s: s.get(m.Issue, 1).chase_count) == 1


def test_nobody_is_named_in_what_is_kept_and_an_internal_copy_reads_the_person_anew(county: Store) -> None:
    i18n.set_language("zh_CN")
    paper = letter(county, 1, 2, text="请联系王桂英13887730077")
    words = ask(county, paper_words_of, [paper])
    kept = str(ask(county, lambda s: (s.get(m.Paper, paper).fields, s.get(m.Paper, paper).text)))

    assert not any(secret in kept for secret in ("王桂英", "13887730077", "柳树湾三组12号"))
    assert words[0]["items"][0]["text"] == "王**家饮水管道断裂"
    assert ask(county, people_of, words) == {1: "王桂英\u300013887730077\u3000柳树湾三组12号"}
    assert ask(county, batch_of, words).people == {}


def test_what_was_issued_reprints_the_same_whatever_happened_since(county: Store) -> None:
    paper = letter(county, 1, 3)
    before = ask(county, paper_words_of, [paper])
    with county.write("Correct") as session:
        issue = session.get_one(m.Issue, 3)
        issue.title, issue.due = "别的事", date(2027, 1, 1)

    assert ask(county, paper_words_of, [paper]) == before
    assert [item["sub"] for item in before[0]["items"]] == [
        "云岭下访〔2026〕0001号\u3000青石镇第1村",
        "云岭下访〔2026〕0003号\u3000青石镇第1村",
    ]


def test_the_timeline_says_which_paper_pressed_and_what_the_leader_wrote(county: Store) -> None:
    more = PaperMore(instructed_by="周立明", instruction="月底前办好", feedback_every=7)
    letter(county, 1, text="请抓紧")
    letter(county, 1, kind=PaperKind.SUPERVISION_NOTICE, level=NoticeLevel.WARNING, more=more)
    letter(county, 1, kind=PaperKind.ASSIGNMENT_SLIP)
    lines = ask(
        county,
        lambda s: [
            (a.kind, a.text, a.person) for a in s.query(m.IssueAction).filter_by(issue_id=1).order_by(m.IssueAction.id)
        ],
    )
    issue = ask(county, lambda s: s.get(m.Issue, 1))

    assert lines[:3] == [
        (ActionKind.REMINDED, "Chase letter 云催〔2026〕1号\n请抓紧", ""),
        (ActionKind.NOTICE, "Supervision notice 云督〔2026〕1号\u3000Warning", ""),
        (ActionKind.INSTRUCTED, "月底前办好", "周立明"),
    ]
    assert lines[-1] == (ActionKind.NOTICE, "Assignment slip 云交〔2026〕1号", "")
    assert (issue.chase_count, issue.notice_level, issue.feedback_every) == (2, NoticeLevel.WARNING, 7)


def test_a_mild_letter_takes_no_sharp_notice_back(county: Store) -> None:
    letter(county, 1, kind=PaperKind.SUPERVISION_NOTICE, level=NoticeLevel.REPORT)
    letter(county, 1)

    assert ask(county, lambda s: s.get(m.Issue, 1).notice_level) is NoticeLevel.REPORT


def test_periodic_feedback_starts_one_clock_only(county: Store) -> None:
    for _n in range(2):
        letter(county, 1, kind=PaperKind.SUPERVISION_NOTICE, more=PaperMore(feedback_every=7))

    clocks = ask(county, lambda s: [(c.kind, c.due) for c in s.query(m.IssueClock)])
    assert clocks == [("progress", date(2026, 11, 30))]


def test_the_third_chase_proposes_the_leader_in_charge_unless_he_is_recused(county: Store) -> None:
    assert ask(county, copy_leaders, [1, 2, 3]) == ["陈雨桐 (县长)"]
    with county.write("Recuse") as session:
        session.add(m.Recusal(issue_id=2, leader_id=CHEN, reason="亲属"))
    assert ask(county, copy_leaders, [1, 2, 3]) == []


def test_restricted_issues_and_those_about_the_unit_stand_in_no_letter(county: Store) -> None:
    with county.write("Restrict") as session:
        session.get_one(m.Issue, 1).restricted = True
        session.get_one(m.Issue, 2).subject_agency_id = WATER
    found = ask(county, to_chase, TODAY, calendar=CALENDAR)

    assert [(row.agency, row.issue_ids, row.kept_out) for row in found.rows] == [
        ("县信访局", [4], 0),
        ("县水利局", [3], 2),
    ]
    with pytest.raises(AboutThisUnit):
        letter(county, 2)
    assert numbers(county) == []


@pytest.mark.parametrize(
    ("issue_ids", "more", "refusal"),
    [
        ((), {}, PaperNeedsIssue),
        ((1, 4), {}, PaperElsewhere),
        ((5,), {}, NotOverdueAnyMore),
        ((999,), {}, Vanished),
        ((1,), {"agency_id": 999}, Vanished),
        ((1,), {"answer_by": date(2026, 11, 20)}, AnswerTooEarly),
    ],
)
def test_a_refused_paper_takes_no_number(
    county: Store, issue_ids: tuple[int, ...], more: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        letter(county, *issue_ids, **more)
    letter(county, 1)
    assert numbers(county) == ["云催〔2026〕1号"]


def test_a_closed_issue_is_not_pressed(county: Store) -> None:
    with county.write("Close") as session:
        session.get_one(m.Issue, 1).state = IssueState.CLOSED
    with pytest.raises(IssueIsSettled):
        letter(county, 1)


def test_the_receipt_of_a_slip_signs_for_its_issues_and_one_undo_takes_it_back(county: Store) -> None:
    paper = letter(county, 1, 3, kind=PaperKind.ASSIGNMENT_SLIP)
    signed = do(county, return_paper, paper, returned_on=TODAY, today=TODAY, note="李明送回", person="李明", **AROUND)
    states = ask(county, lambda s: [s.get(m.Issue, n).state for n in (1, 2, 3)])
    row = ask(county, papers_of, TODAY, issue_id=1)[0]

    assert (signed, states) == (2, [IssueState.RECEIVED, IssueState.ASSIGNED, IssueState.RECEIVED])
    assert (row.returned_on, row.return_note, row.items, row.waiting) == (TODAY, "李明送回", 2, False)
    county.undo()
    assert ask(county, lambda s: (s.get(m.Issue, 1).state, s.get(m.Paper, paper).returned_on)) == ("assigned", None)


def test_a_receipt_never_comes_back_before_its_paper_or_tomorrow(county: Store) -> None:
    paper = letter(county, 1, kind=PaperKind.ASSIGNMENT_SLIP)
    with pytest.raises(ReceiptTooEarly):
        do(county, return_paper, paper, returned_on=date(2026, 11, 20), today=TODAY, **AROUND)
    with pytest.raises(DayAhead):
        do(county, return_paper, paper, returned_on=date(2026, 11, 24), today=TODAY, **AROUND)
    county.undo()
    with pytest.raises(Vanished):
        do(county, return_paper, paper, returned_on=TODAY, today=TODAY, **AROUND)


def test_an_answer_that_is_due_and_not_back_is_marked_and_lists_are_by_unit_and_kind(county: Store) -> None:
    letter(county, 1, issued_on=date(2026, 11, 16), answer_by=date(2026, 11, 20))
    letter(county, 4, agency_id=PETITIONS)

    rows = ask(county, papers_of, TODAY)
    assert [(row.agency, row.waiting) for row in rows] == [("县信访局", False), ("县水利局", True)]
    assert [row.number for row in ask(county, papers_of, TODAY, agency_id=WATER)] == ["云催〔2026〕1号"]
    assert ask(county, papers_of, TODAY, kinds=[PaperKind.SUPERVISION_NOTICE]) == []


def test_a_draft_shows_a_blank_where_the_number_goes_and_writes_nothing(county: Store) -> None:
    facts = ask(county, draft_paper, PaperDraft(PaperKind.CHASE_LETTER, WATER, [1], TODAY, ANSWER_BY), **AROUND)

    assert facts.number == "云催〔2026〕\u3000号"
    assert (facts.items[0].days_over, facts.items[0].chase_no) == (6, 1)
    assert numbers(county) == []


def test_issues_elsewhere_in_the_county_keep_their_place(county: Store) -> None:
    with county.write("Move") as session:
        issue = session.get_one(m.Issue, 3)
        issue.township_id, issue.village_id = LIUHE, None
    facts = ask(county, draft_paper, PaperDraft(PaperKind.CHASE_LETTER, WATER, [3], TODAY, ANSWER_BY), **AROUND)

    assert facts.items[0].place == "柳河乡"
