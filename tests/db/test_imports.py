"""The whole way of an import: files in, records out, one undo."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from core.import_errors import ImportNotReady
from core.imports.plan import Verdict
from core.imports.planning import Choices
from core.imports.workbook import read_workbook
from core.visits import HOUSEHOLD_VISITS, VisitState
from db.images import UNJOURNALLED
from db.models import Agency, AgencyAlias, Base, Issue, IssueAction, Leader, Market, Township, Visit, VisitAgency
from db.services.imports import ImportResult, import_books, import_files, plan_import
from db.store import Store, open_store
from tests.core.imports.odd_books import ROSTER as SMALL
from tests.core.imports.odd_books import save
from tests.db import yunling_count
from tests.db.rows import everything

TODAY = date(2026, 11, 23)
VISITS = ["日期", "时间", "领导", "乡镇", "地点", "类型", "陪同单位", "完成情况"]
ISSUES = [
    "编号", "反映时间", "乡镇", "村", "反映人", "问题内容", "包案领导", "责任单位", "时限（天）",
    "截止日期", "办理情况", "办结时间", "满意度",
]  # fmt: skip


def counted(store: Store) -> dict[str, int]:
    with store.read() as session:
        return {
            table.name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name not in UNJOURNALLED
        }


def county(tmp_path: Path, *visits: list, issues: tuple[list, ...] = (), name: str = "a.xlsx") -> Path:
    sheets = {**SMALL, "安排表": [VISITS, *visits], "台账": [ISSUES, *issues]}
    return save(tmp_path / name, {key: rows for key, rows in sheets.items() if len(rows) > 1})


def one(store: Store, model: type, **where: object):
    with store.read() as session:
        return session.scalars(sa.select(model).filter_by(**where)).one()


VISIT = ["2026-03-02", "上午", "王某", "青石镇", "前冲村", "接访", "县水务局", "已完成"]
ISSUE = [
    "N1", "2026-03-02", "青石镇", "前冲村", "张　三", "水管破裂", "王某", "水利局", "15个工作日",
    "2026-03-17", "办理中", None, None,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brought:
    """The sample county as it was brought in, once for all tests: copy the file, never open it."""

    path: Path
    result: ImportResult
    seconds: float


@pytest.fixture(scope="module")
def brought(empty_schedule: Path, tmp_path_factory: pytest.TempPathFactory) -> Brought:
    """Return the sample county, the result of its import and the seconds of work it took."""
    path = Path(shutil.copyfile(empty_schedule, tmp_path_factory.mktemp("yunling") / "yunling.db"))
    store = open_store(path, actor="tester", today=lambda: TODAY)
    began = time.process_time()  # not the clock on the wall: other programs run too
    result = import_files(store, yunling_count.FILES, today=TODAY)
    took = time.process_time() - began
    store.close()
    return Brought(path, result, took)


@pytest.fixture
def yunling_store(brought: Brought, tmp_path: Path, opened: list[Store]) -> Store:
    """Return a copy of the county that was brought in."""
    path = shutil.copyfile(brought.path, tmp_path / "yunling.db")
    opened.append(open_store(path, actor="tester", today=lambda: TODAY))
    return opened[-1]


def test_every_row_of_yunling_is_accounted_for(brought: Brought, yunling_store: Store) -> None:
    sqlite_store, result = yunling_store, brought.result
    wanted = yunling_count.counts()
    assert {name: counted(sqlite_store)[name] for name in wanted} == wanted
    assert result.plan.counts == {Verdict.NEW: sum(wanted.values())}
    read = sum(len(sheet.rows) for sheet in result.plan.sheets)
    assert read == sum(result.plan.counts.values()) == sum(wanted.values())
    for path, sheets in ((path, load_workbook(path)) for path in yunling_count.FILES):  # and no row is lost between
        for sheet in sheets:
            plan = next(p for p in result.plan.sheets if (p.file, p.name) == (path.name, sheet.title))
            assert len(plan.rows) + len(plan.skipped) == sheet.max_row
    with sqlite_store.read() as session:
        states = session.execute(sa.select(Visit.state, sa.func.count()).group_by(Visit.state)).all()
        assert {str(state): n for state, n in states} == yunling_count.visit_states()
        states = session.execute(sa.select(Issue.state, sa.func.count()).group_by(Issue.state)).all()
        assert {str(state): n for state, n in states} == yunling_count.issue_states()
        late = sa.select(sa.func.count()).where(Issue.state.not_in(("closed", "answered_on_site")), Issue.due < TODAY)
        assert session.scalar(late) == yunling_count.overdue(TODAY)
        assert session.scalar(sa.select(sa.func.count()).where(Issue.due_stated.is_(False))) == 0
    said = Counter(warning.message for _, row in result.plan.rows() for warning in row.warnings)
    assert said[next(text for text in said if "counts natural days" in text)] == (
        yunling_count.working_days_on_natural_dates()
    )


def test_yunling_twice_changes_nothing_and_one_undo_takes_all_back(
    sqlite_store: Store, brought: Brought, yunling_store: Store
) -> None:
    before = everything(sqlite_store)
    preview = import_files(sqlite_store, yunling_count.FILES, today=TODAY, dry_run=True)
    assert everything(sqlite_store) == before
    sqlite_store, first = yunling_store, brought.result
    assert [sheet.to_json() for sheet in preview.plan.sheets] == [sheet.to_json() for sheet in first.plan.sheets]
    after, head = everything(sqlite_store), sqlite_store.head()
    again = import_files(sqlite_store, yunling_count.FILES, today=TODAY)
    assert again.plan.counts == {Verdict.SAME: sum(first.plan.counts.values())}
    assert (everything(sqlite_store), sqlite_store.head()) == (after, head)
    sqlite_store.undo()
    assert everything(sqlite_store) == before
    sqlite_store.redo()
    assert everything(sqlite_store) == after


def test_yunling_takes_less_than_ten_seconds_of_work(brought: Brought) -> None:
    assert brought.seconds < 10


def test_a_small_county_on_both_databases(store: Store, tmp_path: Path) -> None:
    path = county(tmp_path, VISIT, issues=(ISSUE,))
    result = import_files(store, [path], today=TODAY)
    assert (result.done, result.linked, result.plan.counts) == (True, 1, {Verdict.NEW: 12})
    visit, issue = one(store, Visit), one(store, Issue)
    assert (visit.day, visit.state, visit.place, visit.village_id is not None) == (
        date(2026, 3, 2),
        VisitState.DONE,
        "",
        True,
    )
    assert (issue.number, issue.visit_id, issue.due, issue.due_stated) == ("N1", visit.id, date(2026, 3, 17), True)
    assert (issue.limit_amount, issue.limit_unit) == (15, "working")
    assert [step["key"] for step in issue.due_steps][:2] == ["stated", "stated_differs"]
    again = import_files(store, [path], today=TODAY)
    assert again.plan.counts == {Verdict.SAME: 12}
    store.undo()
    assert sum(counted(store)[name] for name in ("visit", "issue", "leader", "import_origin", "petitioner")) == 0


def test_a_closed_issue_tells_its_story(store: Store, tmp_path: Path) -> None:
    closed = [*ISSUE[:10], "已办结", "2026-03-10", "基本满意"]
    import_files(store, [county(tmp_path, VISIT, issues=(closed,))], today=TODAY)
    with store.read() as session:
        lines = session.scalars(sa.select(IssueAction).order_by(IssueAction.id)).all()
        issue = session.scalars(sa.select(Issue)).one()
    assert [(str(line.kind), line.day, line.satisfaction) for line in lines] == [
        ("registered", date(2026, 3, 2), None),
        ("assigned", date(2026, 3, 2), None),
        ("close_out", date(2026, 3, 10), None),
        ("return_visit", date(2026, 3, 10), "mostly_satisfied"),
    ]
    assert (issue.closed_on, issue.satisfaction) == (date(2026, 3, 10), "mostly_satisfied")


def test_an_edit_made_here_survives_the_same_file(store: Store, tmp_path: Path) -> None:
    path = county(tmp_path, VISIT)
    import_files(store, [path], today=TODAY)
    with store.write("Edit") as session:
        visit = session.scalars(sa.select(Visit)).one()
        visit.day, visit.theme = date(2026, 3, 9), "by hand"
    again = import_files(store, [path], today=TODAY)
    assert again.plan.counts == {Verdict.SAME: 11}
    assert one(store, Visit).day == date(2026, 3, 9)
    told = [warning.text() for _, row in again.plan.rows() for warning in row.warnings]
    assert told == ["Edited here since it was last imported; kept as it is"]


def test_a_changed_row_changes_only_what_it_says_differently(store: Store, tmp_path: Path) -> None:
    import_files(store, [county(tmp_path, VISIT)], today=TODAY)
    with store.write("Edit") as session:
        session.scalars(sa.select(Visit)).one().theme = "by hand"
        session.scalars(sa.select(Leader).filter_by(name="王某")).one().phone = "139"
    changed = [*VISIT[:6], "县交通局", "取消"]
    result = import_files(store, [county(tmp_path, changed)], today=TODAY)
    (row,) = [row for _, row in result.plan.rows() if row.verdict is Verdict.CHANGED]
    assert {change.field for change in row.changes} == {"agencies", "state"}
    visit = one(store, Visit)
    assert (visit.state, visit.theme, one(store, Leader, name="王某").phone) == (VisitState.CANCELLED, "by hand", "139")
    with store.read() as session:
        names = session.scalars(sa.select(Agency.name).join(VisitAgency)).all()
    assert names == ["县交通运输局"]


def test_a_field_changed_on_both_sides_takes_the_file_and_says_so(store: Store, tmp_path: Path) -> None:
    import_files(store, [county(tmp_path, VISIT)], today=TODAY)
    with store.write("Edit") as session:
        session.scalars(sa.select(Visit)).one().state = VisitState.MISSED
    result = import_files(store, [county(tmp_path, [*VISIT[:7], "取消"])], today=TODAY)
    (row,) = [row for _, row in result.plan.rows() if row.verdict is Verdict.CHANGED]
    assert [change.overrides for change in row.changes] == [True]
    assert "Changed both here and in the file" in row.warnings[0].text()


def test_what_was_deleted_here_is_not_brought_back(store: Store, tmp_path: Path) -> None:
    path = county(tmp_path, VISIT)
    import_files(store, [path], today=TODAY)
    with store.write("Delete") as session:
        session.delete(session.scalars(sa.select(Visit)).one())
    again = import_files(store, [path], today=TODAY)
    assert again.plan.counts == {Verdict.SAME: 11}
    assert counted(store)["visit"] == 0


def test_records_typed_by_hand_are_found_and_blanks_erase_nothing(store: Store, tmp_path: Path) -> None:
    with store.write("By hand") as session:
        session.add(Leader(name="王某", post="", phone="139", note="kept"))
        session.add(Agency(name="水利局", contact_name="刘某", aliases=[]))
        session.add(Township(name="青石镇", population=7, markets=[]))
    result = import_files(store, [county(tmp_path, VISIT)], today=TODAY)
    assert result.plan.counts == {Verdict.NEW: 8, Verdict.CHANGED: 3}
    leader, agency = one(store, Leader, name="王某"), one(store, Agency, contact_name="刘某")
    assert (leader.post, leader.phone, leader.note) == ("县长", "139", "kept")
    assert (agency.name, agency.short_name) == ("县水利局", "县水务局")
    assert one(store, Township, name="青石镇").population == 100


def test_one_unit_under_two_names_is_one_unit(store: Store, tmp_path: Path) -> None:
    with store.write("By hand") as session:
        session.add(Agency(name="水利局", aliases=[]))
    other = [*VISIT[:6], "云岭县水利局", None]
    assert import_files(store, [county(tmp_path, other)], today=TODAY).done
    assert counted(store)["agency"] == 2
    with store.read() as session:
        assert session.scalars(sa.select(Agency.name).join(VisitAgency)).all() == ["县水利局"]


def test_a_leader_renamed_here_keeps_the_new_name(store: Store, tmp_path: Path) -> None:
    path = county(tmp_path, VISIT)
    import_files(store, [path], today=TODAY)
    with store.write("Rename") as session:
        session.scalars(sa.select(Leader).filter_by(name="王某")).one().name = "王某某"
    later = county(tmp_path, VISIT, ["2026-04-01", *VISIT[1:]], name="b.xlsx")
    result = import_files(store, [later], today=TODAY)
    assert (result.plan.counts[Verdict.NEW], result.plan.counts[Verdict.CHANGED]) == (1, 0)
    with store.read() as session:
        assert set(session.scalars(sa.select(Leader.name).join(Visit))) == {"王某某"}


def test_an_open_question_imports_nothing_and_an_answer_is_remembered(store: Store, tmp_path: Path) -> None:
    path = county(tmp_path, [*VISIT[:6], "县水利电力局", "已完成"])
    waiting = import_files(store, [path], today=TODAY)
    assert (waiting.done, waiting.ready, counted(store)["leader"]) == (False, False, 0)
    (question,) = waiting.to_json()["questions"]
    assert (question["id"], "use:县水利局" in question["answers"]) == ("agency:县水利电力局", True)
    with pytest.raises(ImportNotReady):
        import_books(store, [read_workbook(path)], Choices(), today=TODAY)
    done = import_files(store, [path], today=TODAY, answers={question["id"]: "use:县水利局"})
    assert done.done
    assert one(store, AgencyAlias).alias == "县水利电力局"
    other = county(tmp_path, ["2026-04-01", *VISIT[1:6], "县水利电力局", None], name="b.xlsx")
    assert import_files(store, [other], today=TODAY).done  # asked once, for good


def test_preview_and_import_are_the_same_plan(store: Store, tmp_path: Path) -> None:
    bad = ["2026-02-31", *VISIT[1:]]
    books = [read_workbook(county(tmp_path, VISIT, bad, VISIT, issues=(ISSUE,)))]
    with store.read() as session:
        preview = plan_import(session, books, Choices(), today=TODAY)
    result = import_books(store, books, Choices(), today=TODAY)
    assert preview.counts == result.plan.counts == {Verdict.NEW: 12, Verdict.REFUSED: 2}
    assert preview.to_json() == result.plan.to_json()
    made = counted(store)
    kinds = ("leader", "township", "village", "agency", "visit", "issue")
    assert sum(made[name] for name in kinds) == preview.counts[Verdict.NEW]


def test_leaders_in_two_places_at_once_are_let_in_as_confirmed(store: Store, tmp_path: Path) -> None:
    other = ["2026-03-02", "全天", "王某", "柳河乡", "李湾村", "调研", None, None]
    import_files(store, [county(tmp_path, VISIT, other)], today=TODAY)
    with store.read() as session:
        assert session.scalars(sa.select(Visit.overlap_confirmed)).all() == [True, True]


def test_a_visit_that_meets_one_made_here_is_let_in_as_confirmed(store: Store, tmp_path: Path) -> None:
    import_files(store, [county(tmp_path, VISIT)], today=TODAY)
    other = county(tmp_path, ["2026-03-02", "全天", "王某", "柳河乡", "李湾村", "调研", None, None], name="b.xlsx")
    import_files(store, [other], today=TODAY)
    with store.read() as session:
        assert sorted(session.scalars(sa.select(Visit.overlap_confirmed))) == [False, True]


def test_issues_imported_before_the_schedule_find_their_visits_later(store: Store, tmp_path: Path) -> None:
    import_files(store, [county(tmp_path, issues=(ISSUE,))], today=TODAY)
    result = import_files(store, [county(tmp_path, VISIT, name="b.xlsx")], today=TODAY)
    assert (result.linked, one(store, Issue).visit_id) == (1, one(store, Visit).id)


def test_market_days_become_rules_and_keep_the_office_s_words(store: Store, tmp_path: Path) -> None:
    rows = [["乡镇", "赶集日"], ["青石镇", "空三赶四（丑巳酉）"], ["柳河乡", "看情况"], ["黑水乡", None]]
    result = import_files(store, [save(tmp_path / "t.xlsx", {"乡镇": rows})], today=TODAY)
    with store.read() as session:
        markets = session.scalars(sa.select(Market).order_by(Market.id)).all()
    assert [market.as_written for market in markets] == ["空三赶四（丑巳酉）", "看情况"]
    assert [len(row.warnings) for _, row in result.plan.rows()] == [0, 1, 0]


def test_a_renamed_file_in_another_character_set_is_the_same_sheet(store: Store, tmp_path: Path) -> None:
    import_files(store, [county(tmp_path, VISIT)], today=TODAY)
    path = tmp_path / "安排表 😀.csv"
    path.write_bytes("\r\n".join(",".join(cell or "" for cell in row) for row in (VISITS, VISIT)).encode("gb18030"))
    assert import_files(store, [path], today=TODAY).plan.counts == {Verdict.SAME: 1}


def test_numbers_given_by_an_import_are_followed_by_the_next(store: Store, tmp_path: Path) -> None:
    unnumbered = [[None, *ISSUE[1:5], text, *ISSUE[6:]] for text in ("一", "二")]
    import_files(store, [county(tmp_path, VISIT, issues=tuple(unnumbered))], today=TODAY)
    with store.read() as session:
        assert sorted(session.scalars(sa.select(Issue.serial))) == [1, 2]
        assert len(set(session.scalars(sa.select(Issue.number)))) == 2
    again = import_files(store, [county(tmp_path, VISIT, issues=tuple(unnumbered))], today=TODAY)
    assert again.plan.counts == {Verdict.SAME: 13}


def test_a_copy_of_the_file_elsewhere_is_still_the_same(store: Store, tmp_path: Path) -> None:
    path = county(tmp_path, VISIT)
    import_files(store, [path], today=TODAY)
    (tmp_path / "other").mkdir()
    copy = shutil.copy(path, tmp_path / "other" / "第二版.xlsx")
    assert import_files(store, [copy], today=TODAY).plan.counts == {Verdict.SAME: 11}


def test_words_for_household_visits_mean_that_kind(sqlite_store: Store, tmp_path: Path) -> None:
    said = ("入户走访", "走访慰问", "困难慰问", "敲门行动")
    rows = [[f"2026-03-{n:02d}", *VISIT[1:5], word, *VISIT[6:]] for n, word in enumerate(said, start=2)]
    import_files(sqlite_store, [county(tmp_path, *rows)], today=TODAY)
    with sqlite_store.read() as session:
        kinds = session.scalars(sa.select(Visit.kind)).all()
    assert kinds == [HOUSEHOLD_VISITS.key] * len(said)
