"""P11: random operations undone one by one give the start, row for row; redone, the end (500 with ONSITE_FULL)."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from core.import_errors import ImportNotReady
from core.imports.cells import Workbook
from core.imports.planning import Choices
from core.imports.workbook import read_workbook
from core.issues import ActionKind, IssueState
from core.storage_errors import RuleBroken
from core.visits import Half, VisitState
from db import journal
from db.attachments import attach
from db.models import (
    Absence,
    Agency,
    AgencyAlias,
    Appointment,
    CalendarDayRow,
    Extension,
    Issue,
    IssueAction,
    IssueAgency,
    Leader,
    Market,
    Petitioner,
    Setting,
    Township,
    Village,
    Visit,
    VisitAgency,
    VisitLeader,
)
from db.services.imports import apply_import, plan_import
from db.store import Store
from tests.db.conftest import FULL
from tests.db.rows import everything

OPERATIONS = {"sqlite": 500 if FULL else 120, "postgres": 500 if FULL else 50}
DAY = date(2026, 11, 23)


class Office:
    """Does one random thing at a time, as a secretary might."""

    def __init__(self, seed: int, books: Sequence[Workbook]) -> None:
        self.random = random.Random(seed)
        self.books = books
        self.count = 0

    def word(self, limit: int = 12) -> str:
        self.count += 1
        signs = "张王李村镇路水电桥𠮷é'\"%_\\ \u202e"
        return "".join(self.random.choices(signs, k=self.random.randint(1, limit))) + str(self.count)

    def one(self, session: Session, column: InstrumentedAttribute) -> object | None:
        keys = session.scalars(sa.select(column).order_by(column)).all()
        return self.random.choice(keys) if keys else None

    def some(self, session: Session, column: InstrumentedAttribute) -> list:
        keys = session.scalars(sa.select(column).order_by(column)).all()
        return self.random.sample(keys, min(len(keys), self.random.randint(0, 3)))

    def day(self) -> date:
        return DAY + timedelta(days=self.random.randint(-200, 200))

    def add_directory(self, session: Session) -> None:
        agency = Agency(name=self.word(), short_name=self.word(), aliases=[AgencyAlias(alias=self.word())])
        township = Township(name=self.word(), distance_km=self.random.randint(0, 90), markets=[Market(rule="daily")])
        leader = Leader(name=self.word(), post=self.word(), agency_id=self.one(session, Agency.id))
        session.add_all([agency, township, leader])
        session.flush()
        session.add(Village(name=self.word(), township_id=township.id))
        session.add(Absence(leader_id=leader.id, starts=DAY, ends=DAY + timedelta(days=3)))

    def add_visit(self, session: Session) -> None:
        leader, township = self.one(session, Leader.id), self.one(session, Township.id)
        if leader is None or township is None:
            return self.add_directory(session)
        visit = Visit(
            uid=self.word(30), year=2026, number=self.count, day=self.day(), half=self.random.choice(list(Half)),
            starts_at=self.random.choice([None, time(9, 0), time(14, 30, 5, 17)]), kind="onsite_office",
            leader_id=leader, township_id=township, overlap_confirmed=True, theme=self.word(),
            leaders=[VisitLeader(leader_id=key) for key in self.some(session, Leader.id)],
            agencies=[VisitAgency(agency_id=key, notified_on=DAY) for key in self.some(session, Agency.id)],
            appointments=[Appointment(topic=self.word(), petitioner=Petitioner(name=self.word()))],
        )  # fmt: skip
        session.add(visit)
        return None

    def add_issue(self, session: Session) -> None:
        township = self.one(session, Township.id)
        if township is None:
            return self.add_directory(session)
        session.add(self._issue(session, township))
        return None

    def _issue(self, session: Session, township: object) -> Issue:
        number = self.word()
        return Issue(
            uid=number, number=number, year=2026, serial=self.count, title=self.word(40), raised_on=self.day(),
            township_id=township, visit_id=self.one(session, Visit.id), lead_agency_id=self.one(session, Agency.id),
            petitioner_id=self.one(session, Petitioner.id), due=self.day(), due_steps=[{"n": 1, "text": self.word()}],
            supporting=[IssueAgency(agency_id=key) for key in self.some(session, Agency.id)],
            actions=[IssueAction(day=DAY, kind=ActionKind.REGISTERED, text=self.word())],
        )  # fmt: skip

    def import_many(self, session: Session) -> None:
        """A batch as an import makes it: inserts, look-ups and changes in several flushes."""
        township = Township(name=self.word())
        session.add(township)
        session.flush()
        for _ in range(12):
            issue = self._issue(session, township.id)
            session.add(issue)
            if self.random.random() < 0.3:
                session.flush()
                issue.title = self.word()

    def import_file(self, session: Session) -> None:
        """Read one of the office's own files through the importer; the second time it mostly changes rows."""
        book = self.random.choice(self.books)
        apply_import(session, plan_import(session, [book], Choices(), today=DAY), today=DAY)

    def edit(self, session: Session) -> None:
        for issue_id in self.some(session, Issue.id):
            issue = session.get_one(Issue, issue_id)
            issue.title, issue.state = self.word(), self.random.choice(list(IssueState))
            issue.due_steps = [*issue.due_steps, {"n": 2, "text": self.word()}]
            session.add(IssueAction(issue_id=issue_id, day=self.day(), kind=ActionKind.PROGRESS, text=self.word()))
        for visit_id in self.some(session, Visit.id):
            visit = session.get_one(Visit, visit_id)
            visit.day, visit.state = self.day(), self.random.choice(list(VisitState))

    def edit_company(self, session: Session) -> None:
        """Replace rows of an association, which deletes and inserts under the same parent."""
        visit_id = self.one(session, Visit.id)
        if visit_id is None:
            return
        visit = session.get_one(Visit, visit_id, options=[selectinload(Visit.leaders), selectinload(Visit.agencies)])
        visit.leaders = [VisitLeader(leader_id=key) for key in set(self.some(session, Leader.id)) - _leaders(visit)]
        visit.agencies = visit.agencies[1:]

    def delete(self, session: Session) -> None:
        model = self.random.choice([Issue, Visit, Leader, Agency, Township, Petitioner, Village])
        key = self.one(session, model.id)
        if key is not None:
            options = [selectinload(each) for each in _collections(model)]
            session.delete(session.get_one(model, key, options=options))

    def extend(self, session: Session) -> None:
        issue_id = self.one(session, Issue.id)
        if issue_id is not None:
            dates = {"granted_on": DAY, "from_due": DAY, "to_due": DAY + timedelta(days=9)}
            session.add(Extension(issue_id=issue_id, reason=self.word(), approver=self.word(), **dates))

    def attach(self, session: Session) -> None:
        issue_id = self.one(session, Issue.id)
        if issue_id is not None:
            attach(session, self.word().encode(), "照片.jpg", added_on=DAY, issue_id=issue_id)

    def settle(self, session: Session) -> None:
        session.merge(CalendarDayRow(day=self.day(), origin="county", is_workday=True, name=self.word()))
        session.merge(Setting(key="office", value={"value": self.word(), "nested": [1, None, 2.5, {"é": True}]}))


def _leaders(visit: Visit) -> set[int]:
    return {row.leader_id for row in visit.leaders}


def _collections(model: type) -> list:
    return {
        Issue: [Issue.supporting, Issue.actions],
        Visit: [Visit.leaders, Visit.agencies, Visit.appointments],
        Agency: [Agency.aliases],
        Township: [Township.markets],
    }.get(model, [])


def do(store: Store, office: Office) -> bool:
    """Do one random thing; return whether it changed anything. A rule may refuse it, and then nothing happened."""
    deeds: list[tuple[Callable[[Session], None], int]] = [
        (office.add_directory, 3), (office.add_visit, 5), (office.add_issue, 6), (office.import_many, 1),
        (office.import_file, 2), (office.edit, 8), (office.edit_company, 4), (office.delete, 5), (office.extend, 2),
        (office.attach, 2), (office.settle, 2),
    ]  # fmt: skip
    deed = office.random.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])[0]
    before = store.head().count
    try:
        with store.write(f"Do {deed.__name__}") as session:
            deed(session)
    except (RuleBroken, ImportNotReady):
        pass
    return store.head().count > before


def _entries(store: Store) -> list[dict]:
    with store.read() as session:
        return [dict(row) for row in session.execute(sa.select(journal.ENTRIES)).mappings()]


@pytest.fixture
def books(tmp_path: Path) -> list[Workbook]:
    """Return four files of leaders and townships in which the same people hold other posts and numbers each time."""
    made = []
    for turn in range(4):
        leaders, townships = tmp_path / f"领导{turn}.csv", tmp_path / f"乡镇{turn}.csv"
        rows = [f"{n},赵{'甲乙丙丁戊'[n]},副县长{turn},分管{turn}{n},1380000{turn}{n}00" for n in range(5)]
        leaders.write_text("\n".join(["排序,姓名,职务,分管工作,联系电话", *rows]), encoding="utf-8")
        rows = [f"{n},东{'山河湖海林'[n]}镇,{turn * 7 + n},{turn + n},赶子午" for n in range(3 + turn % 3)]
        townships.write_text(
            "\n".join(["序号,乡镇（街道）,距县城（公里）,车程（分钟）,赶集日", *rows]), encoding="utf-8"
        )
        made += [read_workbook(leaders), read_workbook(townships)]
    return made


@pytest.mark.slow
def test_random_operations_are_undone_one_by_one_and_done_again(store: Store, books: list[Workbook]) -> None:
    office, states = Office(11, books), []
    wanted = OPERATIONS["postgres" if store.origin.is_server else "sqlite"]
    start = everything(store)
    while len(states) < wanted:
        if do(store, office):
            states.append(everything(store) if len(states) % 25 == 24 else None)
    end = everything(store)
    assert sum(map(len, end.values())) > wanted
    assert any(row["label"] == "Do import_file" for row in _entries(store))

    for place in range(wanted - 1, -1, -1):
        if states[place] is not None:
            assert everything(store) == states[place]
        assert store.undo() is not None
    assert store.undo() is None
    assert everything(store) == start

    for _ in range(wanted):
        assert store.redo() is not None
    assert store.redo() is None
    assert everything(store) == end
    with store.read() as session:
        assert journal.verify(session.connection()) == []
