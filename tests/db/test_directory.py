"""Townships, villages, agencies and leaders: what the lists say, and what may be changed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from core.calendar.workdays import work_calendar
from core.directory import AbsenceDraft, AgencyDraft, LeaderDraft, PairDraft, TownshipDraft, VillageDraft
from core.errors import (
    ChangedMeanwhile,
    LastBeforeFirst,
    MissingField,
    NameTaken,
    NumberOutOfRange,
    RuleNotUnderstood,
    StillInUse,
)
from core.organisation import LeadershipBody, TownshipKind, VillageKind
from db.models import AgencyAlias, BackupPair, Leader, Market, Pairing, Township, Village
from db.queries.directory import agency_draft, agency_rows, township_rows
from db.queries.leader_detail import absence_draft, leader_detail, leader_draft, leader_rows, visits_within
from db.queries.lines import agency_issue_lines
from db.queries.settings import work_calendar as office_calendar
from db.queries.township_detail import township_detail, township_draft, village_draft
from db.services.directory import (
    delete_agency,
    delete_township,
    delete_village,
    save_agency,
    save_township,
    save_village,
)
from db.services.leaders import delete_absence, delete_leader, move_leader, save_absence, save_leader
from db.store import Store
from tests import mockup

TODAY = date(2026, 11, 23)
CALENDAR = work_calendar()


@pytest.fixture
def county(store: Store) -> Store:
    with store.write("Fill") as session:
        mockup.fill(session)
    return store


def townships(store: Store) -> dict[str, object]:
    with store.read() as session:
        return {row.name: row for row in township_rows(session, TODAY, default_interval=30)}


def leader_id(store: Store, name: str) -> int:
    with store.read() as session:
        return session.scalars(select(Leader.id).where(Leader.name == name)).one()


def test_the_list_says_how_each_township_stands(county: Store) -> None:
    rows = townships(county)
    qingshi, songping = rows["青石镇"], rows["松坪乡"]

    assert list(rows)[:3] == ["青石镇", "柳河乡", "东岭镇"]
    assert (qingshi.days, qingshi.last_day, qingshi.last_leader) == (12, date(2026, 11, 11), "陈雨桐")
    assert (qingshi.next_day, qingshi.next_leader) == (date(2026, 11, 26), "陈雨桐")
    assert (qingshi.open, qingshi.overdue, qingshi.villages, qingshi.visited) == (4, 1, 2, 0)
    assert qingshi.phone == "138****2207"
    assert (songping.days, songping.is_past_limit, songping.next_day) == (41, True, None)
    assert sum(row.open for row in rows.values()) == 21
    assert sum(row.overdue for row in rows.values()) == 5


def test_a_market_held_today_is_the_next_one(county: Store) -> None:
    assert townships(county)["东岭镇"].next_market == TODAY
    assert townships(county)["白杨街道"].next_market is None


def test_a_new_township_comes_last_and_undo_takes_it_out(county: Store) -> None:
    draft = TownshipDraft(name=" 新河镇 ", kind=TownshipKind.TOWN, market="农历逢三、八；每周星期三", population=9000)
    with county.write("Add township") as session:
        made = save_township(session, draft)

    row = townships(county)["新河镇"]
    assert row.id == made
    assert list(townships(county))[-1] == "新河镇"
    with county.read() as session:
        specs = session.scalars(select(Market.rule).where(Market.township_id == made).order_by(Market.id)).all()
    assert list(specs) == ["lunar:3,8", "weekday:3"]
    county.undo()
    assert "新河镇" not in townships(county)


def test_an_edited_township_keeps_its_other_facts(county: Store) -> None:
    with county.read() as session:
        draft = township_draft(session, townships(county)["青石镇"].id)
    draft.reception_place, draft.visit_interval_days = "镇政府二楼", 10
    with county.write("Edit township") as session:
        save_township(session, draft)

    row = townships(county)["青石镇"]
    assert (row.limit, row.is_past_limit, row.market != "") == (10, True, True)
    with county.read() as session:
        detail = township_detail(session, row.id, today=TODAY, calendar=CALENDAR, default_interval=30)
    assert detail.place == "镇政府二楼"
    assert [village.name for village in detail.villages] == ["柳树湾村", "上街社区"]
    assert [issue.number[-5:-1] for issue in detail.issues] == ["0287", "0303", "0304", "0299"]
    assert (detail.visits[0].day, detail.visits[-1].day) == (date(2026, 12, 21), date(2026, 10, 9))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"name": "　"}, MissingField),
        ({"name": "柳 河乡"}, NameTaken),
        ({"market": "逢场赶集吧"}, RuleNotUnderstood),
        ({"distance_km": -1}, NumberOutOfRange),
        ({"population": 99_000_000}, NumberOutOfRange),
    ],
)
def test_a_township_is_refused_with_a_sentence(county: Store, change: dict[str, object], error: type) -> None:
    draft = TownshipDraft(**({"name": "新河镇"} | change))
    with pytest.raises(error), county.write("Add township") as session:
        save_township(session, draft)
    assert len(townships(county)) == 12


def test_a_stale_township_is_not_overwritten(county: Store) -> None:
    with county.read() as session:
        mine = township_draft(session, 1)
        theirs = township_draft(session, 1)
    theirs.note = "先存"
    with county.write("Edit township") as session:
        save_township(session, theirs)
    mine.note = "后存"
    with pytest.raises(ChangedMeanwhile), county.write("Edit township") as session:
        save_township(session, mine)


def test_what_is_referred_to_cannot_be_deleted_and_says_by_what(county: Store) -> None:
    place = townships(county)["青石镇"].id
    with pytest.raises(StillInUse, match="9 visits"), county.write("Delete") as session:
        delete_township(session, place)
    with county.read() as session:
        village = session.scalars(select(Village.id).where(Village.name == "柳树湾村")).one()
    with pytest.raises(StillInUse, match="1 issue"), county.write("Delete") as session:
        delete_village(session, village)
    with pytest.raises(StillInUse), county.write("Delete") as session:
        delete_agency(session, 2)
    with pytest.raises(StillInUse), county.write("Delete") as session:
        delete_leader(session, leader_id(county, "周立明"))


def test_an_unused_township_goes_with_its_markets(county: Store) -> None:
    with county.write("Add") as session:
        made = save_township(session, TownshipDraft(name="新河镇", market="天天"))
    with county.write("Delete") as session:
        delete_township(session, made)
    with county.read() as session:
        assert session.get(Township, made) is None
        assert session.scalar(select(func.count()).select_from(Market).where(Market.township_id == made)) == 0


def test_a_village_is_added_renamed_and_deleted(county: Store) -> None:
    place = townships(county)["石桥镇"].id
    with county.write("Add village") as session:
        made = save_village(session, VillageDraft(place, "桥头社区", VillageKind.COMMUNITY, 320))
    with county.read() as session:
        draft = village_draft(session, made)
    assert (draft.name, draft.households) == ("桥头社区", 320)
    with pytest.raises(NameTaken), county.write("Add village") as session:
        save_village(session, VillageDraft(place, "桥头 社区"))
    with county.write("Delete village") as session:
        delete_village(session, made)
    with county.read() as session:
        assert village_draft(session, made) is None


def test_an_agency_keeps_its_further_names_apart(county: Store) -> None:
    with county.write("Edit") as session:
        draft = agency_draft(session, 2)
        draft.aliases, draft.contact_phone = ["水务局", "水利水电局"], "13900001234"
        save_agency(session, draft)
    with pytest.raises(NameTaken), county.write("Add") as session:
        save_agency(session, AgencyDraft(name="县水务集团", aliases=["水务局"]))
    with county.read() as session:
        row = next(row for row in agency_rows(session, TODAY) if row.id == 2)
        assert (row.aliases, row.phone, row.open, row.overdue) == (("水务局", "水利水电局"), "139****1234", 2, 1)
        issues = agency_issue_lines(session, 2, today=TODAY, calendar=office_calendar(session))
        assert [issue.timeliness.working_days for issue in issues] == [9, 20]
    with county.write("Edit") as session:
        draft = agency_draft(session, 2)
        draft.aliases = ["水利水电局"]
        save_agency(session, draft)
    with county.read() as session:
        assert list(session.scalars(select(AgencyAlias.alias))) == ["水利水电局"]


def test_an_agency_set_aside_stands_last(county: Store) -> None:
    with county.write("Edit") as session:
        draft = agency_draft(session, 1)
        draft.active = False
        save_agency(session, draft)
    with county.read() as session:
        rows = agency_rows(session, TODAY)
    assert (rows[-1].id, rows[-1].active) == (1, False)


def test_leaders_stand_in_rank_order_with_their_year(county: Store) -> None:
    with county.read() as session:
        rows = leader_rows(session, TODAY)
    assert [row.name for row in rows] == [name for name, _post in mockup.LEADERS]
    first = rows[0]
    assert (first.done, first.planned) == (4, 5)
    assert {kind.seal: (kind.done, kind.planned) for kind in first.kinds}["办"] == (3, 3)
    assert (first.last_day, first.next_day, first.next_township) == (date(2026, 11, 4), TODAY, "东岭镇")
    assert rows[3].partner == "马文博"
    assert (first.away_until, first.next_away) == (None, date(2026, 12, 14))


def test_a_leader_moves_in_the_order_and_undo_puts_it_back(county: Store) -> None:
    with county.write("Move") as session:
        assert move_leader(session, leader_id(county, "何建勋"), steps=-1)
        assert not move_leader(session, leader_id(county, "周立明"), steps=-1)
    with county.read() as session:
        assert [row.name for row in leader_rows(session, TODAY)][:3] == ["周立明", "何建勋", "陈雨桐"]
    county.undo()
    with county.read() as session:
        assert [row.name for row in leader_rows(session, TODAY)][:3] == ["周立明", "陈雨桐", "何建勋"]


def test_a_leader_whose_term_is_over_stands_last(county: Store) -> None:
    with county.write("Edit") as session:
        draft = leader_draft(session, leader_id(county, "周立明"), TODAY)
        draft.valid_from, draft.valid_to = date(2021, 1, 1), date(2026, 10, 31)
        save_leader(session, draft, today=TODAY)
    with county.read() as session:
        assert leader_rows(session, TODAY)[-1].name == "周立明"


def test_a_new_leader_is_listed_last_with_partner_and_townships(county: Store) -> None:
    partner = leader_id(county, "许国安")
    draft = LeaderDraft(
        name="张　三", post="副县长", body=LeadershipBody.GOVERNMENT, pairs=[PairDraft(partner)], townships=[1, 2]
    )
    with county.write("Add") as session:
        made = save_leader(session, draft, today=TODAY)
    with county.read() as session:
        detail = leader_detail(session, made, today=TODAY, calendar=CALENDAR)
        again = leader_draft(session, made, TODAY)
    assert (detail.row.name, detail.row.rank, detail.row.partner) == ("张三", 11, "许国安")
    assert [each.township for each in detail.paired] == ["青石镇", "柳河乡"]
    assert ([each.partner_id for each in again.pairs], again.townships) == ([partner], [1, 2])


def test_a_pairing_that_ends_keeps_its_past(county: Store) -> None:
    who = leader_id(county, "许国安")
    with county.write("Edit") as session:
        session.add(Pairing(leader_id=who, township_id=3, starts=date(2026, 1, 1)))
    with county.write("Edit") as session:
        draft = leader_draft(session, who, TODAY)
        assert draft.townships == [3]
        draft.townships = [4]
        save_leader(session, draft, today=TODAY)
    with county.read() as session:
        kept = {p.township_id: (p.starts, p.ends) for p in session.scalars(select(Pairing))}
    assert kept == {3: (date(2026, 1, 1), date(2026, 11, 22)), 4: (TODAY, None)}


def test_another_partner_takes_the_old_one_s_place(county: Store) -> None:
    who, other = leader_id(county, "林若川"), leader_id(county, "许国安")
    with county.write("Edit") as session:
        draft = leader_draft(session, who, TODAY)
        draft.pairs[0].partner_id = other
        save_leader(session, draft, today=TODAY)
    with county.read() as session:
        pairs = {(p.a_leader_id, p.b_leader_id) for p in session.scalars(select(BackupPair))}
        assert (who, other) in pairs
        assert len(pairs) == 3


def test_two_leaders_may_share_a_name_but_not_name_and_post(county: Store) -> None:
    with county.write("Add") as session:
        save_leader(session, LeaderDraft(name="周立明", post="县人大副主任"), today=TODAY)
    with pytest.raises(NameTaken), county.write("Add") as session:
        save_leader(session, LeaderDraft(name="周立明", post="县委书记"), today=TODAY)


def test_an_absence_names_the_visits_it_hits(county: Store) -> None:
    who = leader_id(county, "周立明")
    with county.read() as session:
        hit = visits_within(session, who, date(2026, 11, 23), date(2026, 11, 25))
    assert [visit.township for visit in hit] == ["东岭镇", "白杨街道"]
    with county.write("Add absence") as session:
        made = save_absence(session, AbsenceDraft(who, date(2026, 11, 23), date(2026, 11, 25), "外出学习"))
    with county.read() as session:
        detail = leader_detail(session, who, today=TODAY, calendar=CALENDAR)
        assert absence_draft(session, made).reason == "外出学习"
    assert [(each.starts, each.visits) for each in detail.absences] == [
        (date(2026, 11, 23), 2),
        (date(2026, 12, 14), 0),
    ]
    assert detail.row.away_until == date(2026, 11, 25)
    with county.write("Delete absence") as session:
        delete_absence(session, made)
    with county.read() as session:
        assert absence_draft(session, made) is None


def test_an_absence_cannot_end_before_it_starts(county: Store) -> None:
    with pytest.raises(LastBeforeFirst), county.write("Add") as session:
        save_absence(session, AbsenceDraft(1, date(2026, 12, 2), date(2026, 12, 1)))
    with pytest.raises(MissingField), county.write("Add") as session:
        save_absence(session, AbsenceDraft(1))


def test_an_unused_leader_goes_with_absences_and_pairings(county: Store) -> None:
    with county.write("Add") as session:
        made = save_leader(session, LeaderDraft(name="张三", townships=[1], pairs=[PairDraft(1)]), today=TODAY)
        save_absence(session, AbsenceDraft(made, TODAY))
    with county.write("Delete") as session:
        delete_leader(session, made)
    with county.read() as session:
        assert session.get(Leader, made) is None
