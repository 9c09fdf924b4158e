"""What a sheet holds is told by all its headers and by the values below them, not by one word."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.imports.match import Known, NameBook
from core.imports.plan import ImportPlan, SheetPlan
from tests.core.imports.odd_books import ROSTER, plan_of, save

HEAD = ["收件日期", "乡镇", "反映事项", "承办单位"]
ROWS = [
    ["2026-03-04", "青石镇", "水渠塌了", "水利局"],
    ["2026-03-05", "青石镇", "路坏了", "交通局"],
    ["2026-03-06", "柳河乡", "河堤缺口", "水利局"],
]


def ledger(tmp_path: Path, header: str, *below: object) -> ImportPlan:
    """Plan a ledger with one more column, as a text table and therefore without a telling name."""
    lines = [[*HEAD, header], *([*row, value] for row, value in zip(ROWS, below, strict=True))]
    path = tmp_path / "2026.csv"
    path.write_text("\n".join(",".join(map(str, line)) for line in lines), encoding="utf-8")
    return plan_of(path, save(tmp_path / "roster.xlsx", ROSTER))


def sheet(plan: ImportPlan, file: str) -> SheetPlan:
    return next(each for each in plan.sheets if each.file == file)


def drafted(plan: ImportPlan, *names: str) -> list[tuple[object, ...]]:
    rows = sheet(plan, "2026.csv").rows
    return [tuple(item.draft.values.get(name) for name in names) for row in rows for item in row.drafts]


@pytest.mark.parametrize("header", ["办理期限", "期限", "办理时限", "办结时限", "完成时限", "整改时限"])
def test_dates_below_a_limit_are_due_dates(tmp_path: Path, header: str) -> None:
    plan = ledger(tmp_path, header, "2026-04-04", "2026年4月5日", "2026/4/6")
    assert plan.ready
    assert drafted(plan, "due", "limit_amount") == [("2026-04-04", None), ("2026-04-05", None), ("2026-04-06", None)]


@pytest.mark.parametrize("header", ["办理期限", "期限", "办理时限"])
def test_numbers_of_days_below_the_same_header_are_limits(tmp_path: Path, header: str) -> None:
    plan = ledger(tmp_path, header, "15天", "15个工作日", "30日")
    assert plan.ready
    assert drafted(plan, "limit_amount", "limit_unit", "due") == [
        (15, "natural", None),
        (15, "working", None),
        (30, "natural", None),
    ]


def test_a_bare_number_below_a_limit_is_no_day_of_the_month(tmp_path: Path) -> None:
    plan = ledger(tmp_path, "期限(天)", 15, 15, 30)
    assert drafted(plan, "limit_amount", "due") == [(15, None), (15, None), (30, None)]


def test_a_column_of_both_is_taken_cell_by_cell_and_says_so(tmp_path: Path) -> None:
    plan = ledger(tmp_path, "期限", "15天", "2026-04-05", "30天")
    assert drafted(plan, "limit_amount", "due") == [(15, None), (None, "2026-04-05"), (30, None)]
    said = [warning.text() for row in sheet(plan, "2026.csv").rows for warning in row.warnings]
    assert said == ["“期限” holds a date: taken as the due date"]


def test_what_is_neither_is_refused_with_its_words(tmp_path: Path) -> None:
    for odd in ("尽快", "2026-02-31"):
        plan = ledger(tmp_path, "期限", "15天", "30天", odd)
        refused = {row.number: row.reason for row in sheet(plan, "2026.csv").rows if row.reasons}
        assert refused == {4: f"“期限” is no number of days: {odd}"}


def test_values_that_decide_nothing_are_asked_about(tmp_path: Path) -> None:
    (question,) = ledger(tmp_path, "期限", "15天", "尽快", "择期").open_questions
    assert (question.subject, [option.answer for option in question.options]) == (
        "column",
        ["ignore", "field:limit", "field:due"],
    )


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        ("1900-1-1", "lies in the year 1900"),
        ("9999-12-31", "lies in the year 9999"),
        ("2026-2-29", "names day 29 of month 2"),
        ("2026-13-04", "names month 13"),
        ("1e999", "is no date"),
        ("#REF!", "#REF!"),
        ("-1", "is no date"),
    ],
)
def test_a_day_that_cannot_be_refuses_its_row_only(tmp_path: Path, raised: str, said: str) -> None:
    rows = [[*HEAD, "期限"], *([*row, "15天"] for row in ROWS), [raised, "青石镇", "桥塌了", "水利局", "15天"]]
    plan = plan_of(save(tmp_path / "a.xlsx", {"台账": rows}), save(tmp_path / "roster.xlsx", ROSTER))
    found = sheet(plan, "a.xlsx").rows
    assert [bool(row.reasons) for row in found] == [False, False, False, True]
    assert said in found[3].reason


def test_a_day_still_to_come_is_let_in_with_a_question(tmp_path: Path) -> None:
    rows = [HEAD, ["2028-2-29", "青石镇", "桥塌了", "水利局"]]
    plan = plan_of(save(tmp_path / "a.xlsx", {"台账": rows}), save(tmp_path / "roster.xlsx", ROSTER))
    (row,) = sheet(plan, "a.xlsx").rows
    assert row.drafts[0].draft.values["raised_on"] == "2028-02-29"
    assert [each.text() for each in row.warnings] == ["“收件日期” lies ahead: is the date right?"]


def test_a_ledger_with_a_township_column_is_no_list_of_townships(tmp_path: Path) -> None:
    plan = ledger(tmp_path, "办理结果", "办理中", "已办结", "")
    found = sheet(plan, "2026.csv")
    assert (found.kind.key, len(found.rows)) == ("issues", 3)
    assert plan.added == ()


def test_headers_that_nobody_knows_are_asked_about_the_likeliest_kind_first(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "乡镇,何事,经办,何时\n青石镇,路不通,张,不久\n青石镇,水,李,不久\n柳河乡,电,王,不久\n", encoding="utf-8"
    )
    plan = plan_of(path, save(tmp_path / "roster.xlsx", ROSTER))
    (question,) = plan.open_questions
    assert question.subject == "sheet"
    assert sheet(plan, "x.csv").kind is None
    # a ledger whose issue column has a name of its own: the rest of its headers still speaks for a ledger
    path.write_text("收件日期,乡镇,何事,责任单位\n2026-03-04,青石镇,路不通,水利局\n", encoding="utf-8")
    (question,) = plan_of(path, save(tmp_path / "roster.xlsx", ROSTER)).open_questions
    assert question.options[0].answer == "kind:issues"


def test_two_files_of_one_name_are_two_questions(tmp_path: Path) -> None:
    for folder in ("东", "西"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.csv").write_text("甲,乙\n青石镇,路\n", encoding="utf-8")
    paths = (tmp_path / "东" / "x.csv", tmp_path / "西" / "x.csv")
    assert [question.id for question in plan_of(*paths).questions] == ["sheet:东/x.csv/x", "sheet:西/x.csv/x"]
    half = plan_of(*paths, answers={"sheet:东/x.csv/x": "skip"})
    assert [question.id for question in half.open_questions] == ["sheet:西/x.csv/x"]
    assert [plan.file for plan in half.sheets] == ["东/x.csv", "西/x.csv"]


def test_two_files_of_one_name_keep_their_own_header_rows(tmp_path: Path) -> None:
    paths = []
    for folder in ("a/same", "b/same"):
        place = tmp_path / folder
        place.mkdir(parents=True)
        paths.append(save(place / "x.xlsx", {"表": [["填表须知"], ["乡镇", "人口"], ["青石镇", 1]]}))
    plan = plan_of(*paths, answers={"header:a/same/x.xlsx/表": "2"})
    assert [(each.file, each.table.first_header_row) for each in plan.sheets if each.table] == [
        ("a/same/x.xlsx", 2),
        ("b/same/x.xlsx", 2),
    ]


def test_units_are_found_by_short_name_alias_and_unambiguous_beginning() -> None:
    book = NameBook("agency")
    book.extend(
        [
            Known("agency", "县人力资源和社会保障局", ("县人社局",)),
            Known("agency", "县水利局", ("县水务局", "水利")),
            Known("agency", "县农业农村局"),
            Known("agency", "县农业综合开发办"),
        ]
    )
    names = {
        "人社局": "县人力资源和社会保障局",
        "云岭县水利局": "县水利局",
        "水务局": "县水利局",
        "县农业农村": "县农业农村局",
    }
    assert {text: book.find(text).known.key for text in names} == names
    assert book.find("县农业").known is None  # two begin so
    assert book.find("县人力社保局").known is None  # like, but not the same: asked
    assert [known.key for known in book.find("县人力社保局").candidates][:1] == ["县人力资源和社会保障局"]
