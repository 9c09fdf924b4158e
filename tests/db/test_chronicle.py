"""The story of a place, a leader and an agency: everything is told once, in order, and nobody is named."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from core.chronicle import ChronicleRow, Happening, note_text, what_text, where_text
from core.i18n import set_language
from core.issues import ActionKind, CheckMark
from core.preparation import RequestState
from core.visits import Half, VisitState
from db import models as m
from db.queries.chronicle import chronicle
from db.queries.directory import township_rows
from db.queries.household_coverage import village_coverage
from db.queries.lines import household_lines_by_id
from db.queries.village_detail import village_detail, village_rows
from db.store import Store
from tests import mockup

TODAY = date(2026, 11, 23)
YEAR = date(2026, 1, 1)


@pytest.fixture
def county(store: Store) -> Store:
    with store.write("Fill") as session:
        mockup.fill(session)
        _busy(session)
    return store


def _id(session: Session, model: type, name: str) -> int:
    return session.scalars(select(model.id).where(model.name == name)).one()


def _busy(session: Session) -> None:
    """Add one event of every sort to 柳树湾村 of 青石镇."""
    town, village = _id(session, m.Township, "青石镇"), _id(session, m.Village, "柳树湾村")
    leader = _id(session, m.Leader, "陈雨桐")
    visit = session.scalars(select(m.Visit).where(m.Visit.township_id == town, m.Visit.day == date(2026, 11, 11))).one()
    visit.village_id = village
    issue = session.scalars(select(m.Issue).where(m.Issue.serial == 287)).one()
    session.add_all(
        [
            m.HouseholdVisit(
                uid="h1", visit_id=visit.id, day=visit.day, leader_id=leader, village_id=village,
                householder="赵大山", phone="13812345678", needs="电话13812345678，屋顶漏水",
                cash_yuan=500, goods="大米一袋", signer_one="甲", signer_two="乙",
            ),
            m.VisitRequest(
                uid="r1", received_on=date(2026, 11, 2), township_id=town, village_id=village, theme="请看渠道",
                state=RequestState.DECLINED, answer="本月已排满", contact_name="马涛", contact_phone="13900001111",
            ),
            m.Promise(
                uid="promise",
                visit_id=visit.id, leader_id=leader, township_id=town, text="十二月底前通路", made_on=visit.day,
                due=date(2026, 12, 31),
            ),
            m.PrintedDocument(
                form="visit_sheet", visit_id=visit.id, way="pdf", printed_at=datetime(2026, 11, 10, 4, tzinfo=UTC),
                actor="罗敏", pages=1,
            ),
            m.IssueAction(
                issue_id=issue.id, day=date(2026, 11, 11), kind=ActionKind.CHECKED_ON_SITE, mark=CheckMark.IN_HAND,
                visit_id=visit.id,
            ),
        ]
    )  # fmt: skip


def _told(store: Store, **of: int) -> list[ChronicleRow]:
    with store.read() as session:
        return chronicle(session, today=TODAY, limit=500, **of)


def _of(store: Store, model: type, name: str) -> int:
    with store.read() as session:
        return _id(session, model, name)


def test_a_village_tells_every_sort_of_event(county: Store) -> None:
    rows = _told(county, village_id=_of(county, m.Village, "柳树湾村"))
    assert {row.kind for row in rows} == set(Happening) - {Happening.CLOSED}
    said = {what_text(row) for row in rows}
    assert {
        "陈雨桐　On-site office",
        "陈雨桐 called on a household",
        "Issue raised",
        "陈雨桐 promised, due 31 Dec",
    } <= said
    assert {"Visit asked for, Declined", "Printed: Visit sheet", "Chased", "Given until 10 Nov"} <= said
    assert "Checked on site by 陈雨桐: Started" in said
    assert {note_text(row) for row in rows} >= {"500 yuan, 大米一袋", "本月已排满", "管材未到货", "罗敏"}


def test_nobody_s_name_or_number_is_told(county: Store) -> None:
    rows = _told(county, village_id=_of(county, m.Village, "柳树湾村"))
    text = "\n".join(f"{what_text(r)} {r.title} {note_text(r)} {where_text(r)}" for r in rows)
    assert "赵**" in text
    assert not [secret for secret in ("赵大山", "13812345678", "13900001111", "马涛", "王桂英") if secret in text]


@pytest.mark.parametrize(
    ("model", "name", "key"),
    [
        (m.Township, "青石镇", "township_id"),
        (m.Village, "柳树湾村", "village_id"),
        (m.Leader, "陈雨桐", "leader_id"),
        (m.Agency, "县住建局", "agency_id"),
    ],
)
@pytest.mark.parametrize("limit", [1, 3, 7])
def test_page_after_page_tells_the_same_story_once(county: Store, model: type, name: str, key: str, limit: int) -> None:
    of = {key: _of(county, model, name)}
    whole = _told(county, **of)[:40]
    assert whole == sorted(whole, key=lambda row: row.place)
    pages: list[ChronicleRow] = []
    with county.read() as session:
        while len(pages) < len(whole):
            before = pages[-1] if pages else None
            page = chronicle(session, today=TODAY, before=before, limit=limit, **of)
            assert 0 < len(page) <= limit
            pages += page
    assert pages[: len(whole)] == whole


def test_the_filter_leaves_only_its_sort_and_pages_too(county: Store) -> None:
    of = {"township_id": _of(county, m.Township, "青石镇")}
    whole = _told(county, **of)
    for kind in Happening:
        wanted = [row for row in whole if row.kind is kind]
        with county.read() as session:
            found = chronicle(session, today=TODAY, limit=500, kinds={kind}, **of)
            rest = chronicle(session, today=TODAY, limit=500, kinds={kind}, before=wanted[0], **of) if wanted else []
        assert found == wanted
        assert rest == wanted[1:]


def test_missed_and_cancelled_visits_stay_in_the_story_with_their_reason(county: Store) -> None:
    with county.write("Miss") as session:
        past = select(m.Visit).where(m.Visit.day < TODAY).order_by(m.Visit.day.desc())
        visits = session.scalars(past.limit(3)).all()
        visits[0].state, visits[0].state_reason = VisitState.MISSED, "防汛"
        visits[1].state, visits[1].state_reason = VisitState.CANCELLED, "县里开会"
        visits[2].state = VisitState.SET
        places = {visit.id: visit.township_id for visit in visits}
    rows = [
        next(row for row in _told(county, township_id=place) if (row.kind, row.id) == (Happening.VISIT, visit_id))
        for visit_id, place in places.items()
    ]
    assert [what_text(row).partition(", ")[2] for row in rows] == ["Missed", "Cancelled", "not logged yet"]
    assert [note_text(row).partition(", ")[0] for row in rows[:2]] == ["防汛", "县里开会"]


def test_nothing_after_today_is_told(county: Store) -> None:
    rows = _told(county, township_id=_of(county, m.Township, "青石镇"))
    assert max(row.day for row in rows) <= TODAY
    with county.read() as session:
        coming = session.scalars(select(m.Visit).where(m.Visit.day > TODAY).limit(1)).one()
        later = chronicle(session, township_id=coming.township_id, today=coming.day, kinds={Happening.VISIT})
    assert later[0].visit_id == coming.id


def test_a_leader_s_story_holds_visits_made_along_and_issues_led(county: Store) -> None:
    leader = _of(county, m.Leader, "陈雨桐")
    with county.write("Along") as session:
        other = session.scalars(select(m.Visit).where(m.Visit.leader_id != leader, m.Visit.day < TODAY).limit(1)).one()
        session.add(m.VisitLeader(visit_id=other.id, leader_id=leader))
        issue = session.scalars(select(m.Issue).where(m.Issue.serial == 1)).one()
        issue.case_leader_id = leader
        wanted, led = other.id, issue.id
    rows = _told(county, leader_id=leader)
    assert wanted in {row.visit_id for row in rows if row.kind is Happening.VISIT}
    assert led in {row.issue_id for row in rows if row.kind is Happening.ISSUE}


def test_a_page_takes_the_same_few_statements_however_long_it_is(county: Store) -> None:
    counted: list[int] = []
    for limit in (2, 200):
        asked: list[str] = []
        with county.read() as session:
            engine = session.get_bind()
            listener = lambda *args, asked=asked: asked.append(args[2])  # noqa: E731
            event.listen(engine, "before_cursor_execute", listener)
            chronicle(session, township_id=1, today=TODAY, limit=limit)
            event.remove(engine, "before_cursor_execute", listener)
        counted.append(len(asked))
    assert max(counted) <= len(Happening) + 1  # one each; issues' timelines are asked a second time at most


def test_a_village_was_reached_as_the_coverage_says(county: Store) -> None:
    town, village = _of(county, m.Township, "青石镇"), _of(county, m.Village, "柳树湾村")
    with county.read() as session:
        rows = {row.id: row for row in village_rows(session, TODAY, township_id=town)}
        counted = {row.village_id: row for row in village_coverage(session, YEAR, TODAY, township_id=town)}
        assert {id_: (row.calls, row.reached) for id_, row in rows.items()} == {
            id_: (row.calls, row.reached) for id_, row in counted.items()
        }
        detail = village_detail(session, village, today=TODAY, calendar=mockup.work_calendar())
        listed = next(row for row in township_rows(session, TODAY, default_interval=30) if row.id == town)
    assert detail is not None
    assert (detail.row.calls, detail.row.last_day, detail.township) == (1, date(2026, 11, 11), "青石镇")
    assert [issue.title for issue in detail.issues] == ["柳树湾组饮水管网爆裂，127 户间歇停水"]
    assert listed.visited == sum(row.reached for row in counted.values()) == 1
    with county.read() as session:
        assert village_detail(session, 999_999, today=TODAY, calendar=mockup.work_calendar()) is None


def test_a_village_last_seen_before_this_year_is_not_reached(county: Store) -> None:
    village = _of(county, m.Village, "上街社区")
    with county.write("Long ago") as session:
        session.add(
            m.Visit(
                uid="old", year=2025, number=1, day=date(2025, 6, 1), half=Half.MORNING, kind="research_visit",
                leader_id=1, township_id=_id(session, m.Township, "青石镇"), village_id=village,
                state=VisitState.DONE, leaders=[], agencies=[], appointments=[],
            )
        )  # fmt: skip
    with county.read() as session:
        row = village_rows(session, TODAY, township_id=_id(session, m.Township, "青石镇"), only=village)[0]
    assert (row.last_day, row.reached, row.wanted(3)) == (date(2025, 6, 1), False, 3)


def test_household_lines_are_masked_and_say_what_was_handed_over(county: Store) -> None:
    with county.read() as session:
        ids = session.scalars(select(m.HouseholdVisit.id)).all()
        (line,) = household_lines_by_id(session, ids)
    assert (line.who, line.relief, line.village) == ("赵**", "500 yuan, 大米一袋", "柳树湾村")


def test_the_story_speaks_chinese(county: Store) -> None:
    set_language("zh_CN")
    rows = _told(county, village_id=_of(county, m.Village, "柳树湾村"))
    told = {what_text(row) for row in rows}
    assert {"陈雨桐现场承诺，12月31日前", "已催办", "陈雨桐　现场办公"} <= told


def test_many_events_of_one_day_are_not_lost_between_pages(county: Store) -> None:
    town = _of(county, m.Township, "大湾乡")
    with county.write("Many") as session:
        for n in range(150):
            made_on = TODAY - timedelta(n // 100)
            session.add(m.Promise(uid=f"p{n}", leader_id=1, township_id=town, text=f"第{n}条", made_on=made_on))
    seen: list[ChronicleRow] = []
    with county.read() as session:
        while page := chronicle(
            session, township_id=town, today=TODAY, limit=40, before=seen[-1] if seen else None,
            kinds={Happening.PROMISE},
        ):  # fmt: skip
            seen += page
    assert len({row.id for row in seen}) == len(seen) == 150
