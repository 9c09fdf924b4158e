"""The index says what the schedule says: after each save, undo, redo and import, and after an upgrade."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.issues import ActionKind, IssueDraft
from db import models as m
from db import search_index
from db.models import AgencyAlias, Issue, Petitioner, Promise, SearchEntry, Visit
from db.queries.issue_filter import IssueFilter
from db.queries.issues import issue_rows
from db.queries.search import found, matching_ids
from db.services.issue_lines import add_line
from db.services.issues import register_issues
from db.store import Store, open_store
from tests.db.conftest import FULL
from tests.db.county import CALENDAR, LIUHE, QINGSHI, SETTINGS, TODAY, WATER, ZHOU, found_county, plan

DATA = Path(__file__).parent / "data"


@pytest.fixture
def office(store: Store) -> Store:
    """Return the small county with two issues."""
    found_county(store)
    register(store, uid="canal", title="重庆路北段灌溉渠垮塌，银行门前积水", petitioner_name="单小曾",
             petitioner_phone="138 0074 6612", lead_agency_id=WATER, detail="雨季前要修好")  # fmt: skip
    register(store, uid="lamp", title="路灯不亮", township_id=LIUHE)
    return store


def register(store: Store, **facts) -> int:
    draft = IssueDraft(**({"raised_on": TODAY, "township_id": QINGSHI} | facts))
    with store.write("Register") as session:
        return register_issues(session, [draft], calendar=CALENDAR, settings=SETTINGS)[0]


def entries(store: Store) -> dict:
    with store.read() as session:
        rows = session.execute(
            sa.select(SearchEntry.kind, SearchEntry.record_id, SearchEntry.text, SearchEntry.initials)
        )
        return {(kind, id): (text, initials) for kind, id, text, initials in rows}


def rebuilt(store: Store) -> dict:
    """Return what the index would hold if it were written anew."""
    with store.read() as session:
        connection = session.connection()
        return {
            (kind, id): (words.text(), words.initials())
            for kind, ids in search_index._all_ids(connection)
            for id, words in search_index.SOURCES[kind](connection, ids).items()
        }


def titles(store: Store, text: str) -> list[str]:
    with store.read() as session:
        rows = issue_rows(session, IssueFilter(text=text), TODAY, calendar=CALENDAR)
        return sorted(row.title for row in rows)


CANAL, LAMP = "重庆路北段灌溉渠垮塌，银行门前积水", "路灯不亮"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("灌溉渠", [CANAL]), ("渠", [CANAL]), ("路灯", [LAMP]), ("路", sorted([CANAL, LAMP])),
        ("cql", [CANAL]), ("zql", [CANAL]), ("yhmq", [CANAL]), ("CQL", [CANAL]),  # 重庆, 银行: read in words and alone
        ("sxz", [CANAL]), ("dxc", [CANAL]), ("单小曾", [CANAL]),  # 单: Shan as a surname, dan alone; 曾: zeng, ceng
        ("13800746612", [CANAL]), ("0074 6612", [CANAL]), ("雨季前", [CANAL]),
        ("灌溉渠 银行", [CANAL]), ("灌溉渠 路灯", []), ("水利局", [CANAL]), ("slj", [CANAL]), ("青石镇", [CANAL]),
        ("柳河 路灯", [LAMP]), ("qsz", [CANAL]), ("lhx 灯", [LAMP]), ("xyz", []),
    ],
)  # fmt: skip
def test_words_numbers_and_initials_find_it(office: Store, typed: str, expected: list[str]) -> None:
    assert titles(office, typed) == expected


def test_a_number_finds_it(office: Store) -> None:
    with office.read() as session:
        number = session.scalars(sa.select(Issue.number).where(Issue.title == LAMP)).one()
    assert titles(office, number) == [LAMP]


def test_what_was_written_into_the_timeline_is_found_and_gone_with_undo(office: Store) -> None:
    with office.write("Note") as session:
        issue = session.scalars(sa.select(Issue).where(Issue.title == LAMP)).one()
        add_line(session, issue, ActionKind.PROGRESS, TODAY, text="已订购新灯头", person="何师傅")
    assert titles(office, "新灯头") == titles(office, "何师傅") == [LAMP]
    office.undo()
    assert titles(office, "新灯头") == []
    office.redo()
    assert titles(office, "新灯头") == [LAMP]


def test_words_that_hang_on_an_issue_or_a_visit_are_found(office: Store) -> None:
    visit = plan(office)
    with office.write("Hang") as session:
        issue = session.scalars(sa.select(Issue).where(Issue.title == LAMP)).one()
        day = TODAY + timedelta(3)
        session.add(m.Suspension(issue_id=issue.id, starts=TODAY, reason="等灯具到货"))
        session.add(
            m.Extension(
                issue_id=issue.id, granted_on=TODAY, from_due=TODAY, to_due=day, reason="雨季停工", approver="何局长"
            )
        )
        session.add(m.Appointment(visit_id=visit, topic="宅基地纠纷"))
    assert titles(office, "等灯具") == titles(office, "雨季停工") == titles(office, "何局长") == [LAMP]
    with office.read() as session:
        assert [row.id for row in found(session, "宅基地", ["visit"])] == [visit]
    office.undo()
    assert titles(office, "等灯具") == []


def test_a_petitioner_s_new_name_is_found_and_the_old_one_is_not(office: Store) -> None:
    with office.write("Correct") as session:
        session.scalars(sa.select(Petitioner).where(Petitioner.name == "单小曾")).one().name = "仇长乐"
    assert (titles(office, "单小曾"), titles(office, "qcl"), titles(office, "仇长乐")) == ([], [CANAL], [CANAL])


def test_an_alias_of_a_unit_finds_its_issues(office: Store) -> None:
    with office.write("Alias") as session:
        session.add(AgencyAlias(agency_id=WATER, alias="河长办"))
    assert titles(office, "河长办") == titles(office, "hzb") == [CANAL]


def test_every_kind_is_found(office: Store) -> None:
    visit = plan(office, theme="春灌准备", place="曾家祠堂")
    with office.write("Promise") as session:
        session.add(Promise(uid="p", leader_id=ZHOU, township_id=QINGSHI, text="年底前通水", made_on=TODAY))
    asked = {"cgzb": "visit", "zjct": "visit", "cjct": "visit", "年底前": "promise", "zlm": "leader",
             "县委书记": "leader", "第1村": "village", "信访局": "agency"}  # fmt: skip
    with office.read() as session:
        kinds = list(search_index.SOURCES)
        for typed, kind in asked.items():
            assert kind in {row.kind for row in found(session, typed, kinds)}, typed
        assert [row.id for row in found(session, "春灌", ["visit"])] == [visit]
        assert [row.id for row in found(session, f"{1}号", ["visit"])] == [visit]


def test_the_index_follows_a_hundred_random_steps(office: Store) -> None:
    dice = random.Random(4)
    for step in range(100):
        match dice.randrange(6):
            case 0:
                register(
                    office, uid=f"r{step}", title=f"事项{step}号桥", petitioner_name=dice.choice(["", "王乐", "区长河"])
                )
            case 1:
                plan(office, day=TODAY + timedelta(step + 2), theme=f"主题{step}")
            case 2:
                with office.write("Edit") as session:
                    issue = session.scalars(sa.select(Issue).order_by(Issue.id.desc()).limit(1)).one()
                    issue.title = f"改名{step}"
            case 3:
                with office.write("Delete") as session:
                    for visit in session.scalars(sa.select(Visit).order_by(Visit.id.desc()).limit(1)):
                        session.delete(visit)
            case 4:
                office.undo()
            case _:
                office.redo()
        assert entries(office) == rebuilt(office), step


def test_an_older_file_is_indexed_when_it_is_upgraded(tmp_path: Path) -> None:
    for older in ("0001", "0002"):
        path = tmp_path / f"{older}.db"
        shutil.copyfile(DATA / f"schema_{older}.db", path)
        store = open_store(path, actor="secretary")
        assert entries(store) == rebuilt(store) != {}
        with store.read() as session:
            assert len(session.scalars(matching_ids(session, "township", "zjz")).all()) == 1
        store.close()


def _odd_queries() -> Iterator[str]:
    signs = ["\"'*:^()-+%_\\", "NEAR", "AND", "OR", "NOT", "{", "}", "水渠", "abc", "重", "𠮷", "\u3000", "，", "0287"]
    dice = random.Random(7)
    for _ in range(300 if FULL else 80):
        yield "".join(dice.choices([*signs, " "], k=dice.randint(1, 8)))


def test_no_query_is_an_error(office: Store) -> None:
    with office.read() as session:
        for query in _odd_queries():
            found(session, query, list(search_index.SOURCES), limit=3)
            issue_rows(session, IssueFilter(text=query), TODAY, calendar=CALENDAR)
