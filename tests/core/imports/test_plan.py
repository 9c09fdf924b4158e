"""From odd sheets to a verdict for each row."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from core.imports.match import split_list, split_post
from core.imports.plan import ImportPlan, Verdict
from tests.core.imports.odd_books import ROSTER, YUNLING, Rows, plan_of, save

VISIT_HEAD = ["序号", "日期", "星期", "时间", "领导", "职务", "乡镇（街道）", "地点", "类型", "陪同单位", "完成情况"]
ISSUE_HEAD = [
    "序号", "编号", "反映时间", "乡镇", "村", "反映人", "类别", "问题内容", "包案领导", "责任单位",
    "办理时限（天）", "截止日期", "办理情况", "办结时间", "满意度",
]  # fmt: skip


@pytest.fixture
def plan(tmp_path: Path):
    """Return what plans a roster and one more sheet."""

    def _plan(name: str, rows: Rows, *, merges: tuple[str, ...] = (), file: str = "x.xlsx", **keywords) -> ImportPlan:
        paths = (save(tmp_path / file, {name: rows}, {name: merges}), save(tmp_path / "roster.xlsx", ROSTER))
        return plan_of(*paths, **keywords)

    return _plan


def rows_of(plan: ImportPlan, kind: str):
    return [row for sheet, row in plan.rows() if sheet.kind and sheet.kind.key == kind]


def values(plan: ImportPlan, kind: str) -> list[dict]:
    return [dict(item.draft.values) for row in rows_of(plan, kind) for item in row.drafts]


def test_the_year_of_a_month_sheet_comes_from_its_title(plan) -> None:
    rows = [
        ["安排表（2026年3月）"],
        VISIT_HEAD,
        [1, "3月2日", "星期一", "上午", "王某", "县长", "青石镇", "前冲村", "接访", "水利局、县交通局", "√"],
        [
            2,
            "3.3",
            "星期三",
            "9:00-11:30",
            "县长 王某",
            None,
            "青石镇",
            "信访局接访大厅",
            "调研",
            "县水务局/县交通运输局",
            "是",
        ],
        [3, "5日", None, "全天", "李四、赵六", None, "柳河", "李湾", "宣讲", None, "取消"],
        [None, None, None, None, None, None, None, None, None, None, None],
        [4],
        ["合计", None, "3场"],
        ["注：时间如有变动另行通知"],
    ]
    found = plan("3月", rows, merges=("A1:K1",))
    assert found.ready
    first, second, third = values(found, "visits")
    assert [v["day"] for v in (first, second, third)] == ["2026-03-02", "2026-03-03", "2026-03-05"]
    assert [v["half"] for v in (first, second, third)] == ["morning", "morning", "day"]
    assert [v["state"] for v in (first, second, third)] == ["done", "done", "cancelled"]
    assert first["agencies"] == second["agencies"] == ["县水利局", "县交通运输局"]
    assert [(v["village"], v["place"]) for v in (first, second, third)] == [
        ("前冲村", ""),
        ("", "信访局接访大厅"),
        ("李湾村", "李湾"),
    ]
    assert (third["leader"], third["leaders"], third["township"]) == ("李四", ["赵六"], "柳河乡")
    assert second["starts_at"] == "09:00:00"
    sheet = next(sheet for sheet in found.sheets if sheet.name == "3月")
    assert {item.row: item.why.text() for item in sheet.skipped} == {
        1: "Title", 2: "Header", 6: "Blank", 7: "Numbered, but blank", 8: "Total", 9: "Remark below the table",
    }  # fmt: skip
    assert [w.text() for w in sheet.rows[1].warnings] == [
        "2026-03-03 is a Tuesday, the file says Wednesday: is the date right?"
    ]


def test_every_row_is_accounted_for_and_each_refusal_says_why(plan) -> None:
    good = [1, "2026-03-02", None, "上午", "王某", None, "青石镇", "前冲村", "信访接待", None, None]
    bad: list[tuple[int, object, str]] = [
        (1, "2026-02-31", "“日期” names day 31 of month 2, which does not exist: 2026-02-31"),
        (1, "2026-13-01", "“日期” names month 13, which does not exist: 2026-13-01"),
        (1, None, "“日期” is blank"),
        (3, "夜里", "“时间” names neither morning, afternoon nor all day: 夜里"),
        (4, None, "“领导” is blank"),
        (6, None, "“乡镇（街道）” is blank"),
    ]
    rows = [VISIT_HEAD, good, good]
    for column, value, _why in bad:
        row = list(good)
        row[column] = value
        rows.append(row)
    found = plan("安排表", rows, answers={"choice:visits/fill-township": "no"})
    assert Counter(row.verdict for row in rows_of(found, "visits")) == {Verdict.NEW: 1, Verdict.REFUSED: 7}
    assert [row.reason for row in rows_of(found, "visits")[1:]] == ["The same as row 2", *(why for _, _, why in bad)]


def test_nothing_is_guessed_an_unknown_name_is_asked_once_for_all_rows(plan) -> None:
    rows = [VISIT_HEAD]
    rows += [
        [n, f"2026-03-0{n}", None, "上午", "王某", None, "青石镇", "前冲村", "信访接待", "县水电局", None]
        for n in (2, 3, 4)
    ]
    asked = plan("安排表", rows)
    (question,) = asked.open_questions
    assert (question.id, len(question.places)) == ("agency:县水电局", 3)
    assert {option.answer for option in question.options} >= {"create", "refuse", "leave"}
    assert [row.verdict for row in rows_of(asked, "visits")] == [Verdict.REFUSED] * 3
    assert "Waits for an answer" in rows_of(asked, "visits")[0].reason
    for answer, agencies in (("use:县水利局", ["县水利局"]), ("create", ["县水电局"]), ("leave", [])):
        options = {option.answer for option in question.options}
        if answer not in options:
            continue
        found = plan("安排表", rows, answers={"agency:县水电局": answer})
        assert found.ready
        assert [v["agencies"] for v in values(found, "visits")] == [agencies] * 3
    refused = plan("安排表", rows, answers={"agency:县水电局": "refuse"})
    assert refused.ready
    assert {row.reason for row in rows_of(refused, "visits")} == {"Agency “县水电局” is not in the directory"}


def test_an_answer_that_is_no_option_counts_as_none(plan) -> None:
    rows = [VISIT_HEAD, [1, "2026-03-02", None, "上午", "王某", None, "青石镇", "前冲村", "信访接待", "县水电局", None]]
    assert not plan("安排表", rows, answers={"agency:县水电局": "use:县公安局"}).ready


def test_a_surname_with_a_post_is_a_question_with_the_right_candidate(plan) -> None:
    rows = [VISIT_HEAD, [1, "2026-03-02", None, "上午", "王县长", None, "青石镇", "前冲村", "信访接待", None, None]]
    (question,) = plan("安排表", rows).open_questions
    assert question.options[0].answer == "use:王某"


def test_shifted_columns_are_caught_before_anything_is_imported(plan) -> None:
    rows = [VISIT_HEAD]
    rows += [
        [f"2026-03-0{n}", "星期一", "上午", "王某", "县长", "青石镇", "前冲村", "信访接待", None, None]
        for n in range(1, 9)
    ]
    found = plan("安排表", rows)
    assert not found.ready
    assert {question.subject for question in found.open_questions} == {"misfit"}
    assert found.counts[Verdict.NEW] == 10  # the roster only
    skipped = plan("安排表", rows, answers={question.id: "skip" for question in found.open_questions})
    assert skipped.ready
    assert [sheet.left_out.text() for sheet in skipped.sheets if sheet.left_out] == ["Left out, as you asked"]


def test_unknown_columns_must_be_waved_through_and_are_remembered(plan) -> None:
    rows = [
        [*VISIT_HEAD, "用车"],
        [1, "2026-03-02", None, "上午", "王某", None, "青石镇", "前冲村", "接访", None, None, "县A001"],
    ]
    asked = plan("安排表", rows)
    (question,) = asked.open_questions
    assert (question.id, question.subject) == ("column:visits/用车", "column")
    found = plan("安排表", rows, answers={question.id: "ignore"})
    assert found.ready
    sheet = next(sheet for sheet in found.sheets if sheet.kind and sheet.kind.key == "visits")
    assert [remark.text() for remark in sheet.remarks] == ["The column “用车” is not imported"]
    assert found.mappings[sheet.table.signature]["用车"] == ""
    noted = plan("安排表", rows, answers={question.id: "field:note"})
    assert values(noted, "visits")[0]["note"] == "县A001"


def test_a_column_that_every_row_needs_is_asked_for(plan) -> None:
    rows = [["何时去", "领导", "乡镇", "类型"], ["2026-03-02", "王某", "青石镇", "接访"]]
    asked = plan("下访安排表", rows, answers={})
    assert {question.subject for question in asked.open_questions} >= {"sheet"}
    answers = {asked.open_questions[0].id: "kind:visits"}
    asked = plan("下访安排表", rows, answers=answers)
    missing = next(question for question in asked.open_questions if question.subject == "missing")
    answers |= {question.id: "ignore" for question in asked.open_questions if question.subject == "column"}
    answers |= {missing.id: "column:何时去", "choice:visits/half": "morning"}
    found = plan("下访安排表", rows, answers=answers)
    assert [question.id for question in found.open_questions] == []
    assert values(found, "visits")[0]["day"] == "2026-03-02"


def test_two_header_rows_with_merged_cells(plan) -> None:
    rows = [
        ["问题台账（2026年）"],
        ["序号", "反映时间", "乡镇村", "反映人", None, "问题内容", "责任单位", "办理", None],
        [None, None, None, "姓名", "联系电话", None, None, "时限", "是否办结"],
        [1, "1月5日", "青石镇前冲村", "张　三", "13800000000", "渠道漏水", "水利局", "15个工作日", "√"],
        [2, "1月6日", "柳河乡李湾村", "李　四", None, "路灯不亮", "县交通局", "5天", "否"],
    ]
    merges = ("A1:I1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:G3", "H2:I2")
    found = plan("台账", rows, merges=merges)
    assert [question.text.text() for question in found.open_questions] == []
    first, second = values(found, "issues")
    assert (first["township"], first["village"], first["petitioner"], first["petitioner_phone"]) == (
        "青石镇", "前冲村", "张三", "13800000000",
    )  # fmt: skip
    assert (first["limit_amount"], first["limit_unit"], first["state"]) == (15, "working", "closed")
    assert (second["limit_amount"], second["limit_unit"], second["state"]) == (5, "natural", "in_hand")


def test_a_ledger_row_with_its_warnings(plan) -> None:
    row = [
        1, "N1", "2026-01-04", "青石镇", "前冲村", "张三", "饮水", "水管破裂", "王某", "县水务局",
        "15个工作日", "2026-01-19", "办理中", "2026-01-10", "不满意",
    ]  # fmt: skip
    found = plan("台账", [ISSUE_HEAD, row])
    (issue,) = rows_of(found, "issues")
    assert [warning.text() for warning in issue.warnings] == [
        "The limit says 15 working days, but the due date 2026-01-19 counts natural days; the date stands as written",
        "A finish date is given, but the state is still open: left open, without the date",
    ]
    assert [known.key for known in found.added] == ["饮水"]
    (draft,) = values(found, "issues")
    assert (draft["due"], draft["state"], draft["closed_on"], draft["satisfaction"]) == (
        "2026-01-19",
        "in_hand",
        None,
        "dissatisfied",
    )


def test_a_long_issue_keeps_every_word(plan) -> None:
    text = "水" * 5_000
    row = [1, "N1", "2026-01-04", "青石镇", "前冲村", None, None, text, "王某", None, None, None, None, None, None]
    (draft,) = values(plan("台账", [ISSUE_HEAD, row]), "issues")
    assert (len(draft["title"]), draft["detail"]) == (120, text)


def test_blank_townships_below_a_filled_one_are_asked_about(plan) -> None:
    rows = [["乡镇", "村", "户数"], ["青石镇", "上村", 1], [None, "下村", 2]]
    (question,) = plan("村社区", rows).open_questions
    assert question.id == "choice:villages/fill-township"
    found = plan("村社区", rows, answers={question.id: "yes"})
    assert [v["township"] for v in values(found, "villages")][:2] == ["青石镇", "青石镇"]


def test_one_leader_with_several_townships_is_several_pairings(plan) -> None:
    rows = [["包联安排"], ["县领导", "职务", "包联乡镇"], ["王某", "县长", "青石镇、柳河乡"]]
    (question,) = plan("包联关系", rows).open_questions
    assert question.id == "choice:pairings/starts"
    found = plan("包联关系", rows, answers={question.id: "2026-01-01"})
    assert [(v["leader"], v["township"], v["starts"]) for v in values(found, "pairings")] == [
        ("王某", "青石镇", "2026-01-01"),
        ("王某", "柳河乡", "2026-01-01"),
    ]


def test_an_absence_in_one_cell_and_a_meeting_by_posts(tmp_path: Path) -> None:
    sheets = {
        **ROSTER,
        "请假": [
            ["姓名", "起止时间", "事由"],
            ["王某", "2026年11月25日至11月30日", "休假"],
            ["李四", "12月3日", "学习"],
        ],
        "例会": [
            ["会议名称", "参会领导", "时间"],
            ["常务会", "县长、副县长", "每月第二、四个星期二上午"],
            ["怪会", "县长", "有空就开"],
        ],
    }
    found = plan_of(save(tmp_path / "a-2026.xlsx", sheets))
    assert [(v["leader"], v["starts"], v["ends"]) for v in values(found, "absences")] == [
        ("王某", "2026-11-25", "2026-11-30"),
        ("李四", "2026-12-03", "2026-12-03"),
    ]
    (meeting,) = values(found, "meetings")
    assert (meeting["rrule"], meeting["attendees"]) == ("FREQ=MONTHLY;BYDAY=2TU,4TU", ["王某", "李四", "赵六"])
    assert rows_of(found, "meetings")[1].reason == "“时间” is no rule that is understood: 有空就开"


def test_namesakes_are_told_apart_by_their_posts(tmp_path: Path) -> None:
    sheets = {
        **ROSTER,
        "领导": [["姓名", "职务"], ["张三", "县长"], ["张三", "副县长"]],
        "安排表": [
            VISIT_HEAD,
            [1, "2026-03-02", None, "上午", "张三", "副县长", "青石镇", "前冲村", "接访", None, None],
            [2, "2026-03-03", None, "上午", "张三（县长）", None, "青石镇", "前冲村", "接访", None, None],
            [3, "2026-03-04", None, "上午", "张三", None, "青石镇", "前冲村", "接访", None, None],
        ],
    }
    found = plan_of(save(tmp_path / "a.xlsx", sheets))
    assert [v["leader"] for v in values(found, "visits")] == ["张三（副县长）", "张三"]
    assert [question.id for question in found.open_questions] == ["leader:张三"]


def test_a_double_booked_leader_comes_in_with_a_warning(plan) -> None:
    rows = [VISIT_HEAD]
    for number, (half, town, village) in enumerate(
        (("上午", "青石镇", "前冲村"), ("全天", "柳河乡", "李湾村"), ("下午", "青石镇", "前冲村")), 1
    ):
        rows.append(
            [
                number,
                "2026-03-02",
                None,
                half,
                "王某",
                None,
                town,
                village,
                "接访",
                None,
                "取消" if number == 3 else None,
            ]
        )
    found = plan("安排表", rows)
    items = [item for row in rows_of(found, "visits") for item in row.drafts]
    assert [item.overlaps for item in items] == [True, True, False]
    assert "王某 is also in 柳河乡 at that time; taken as the file has it" in [
        w.text() for w in rows_of(found, "visits")[0].warnings
    ]


def test_an_issue_from_a_cancelled_visit_is_pointed_out(tmp_path: Path) -> None:
    issue = [1, "N1", "2026-03-02", "青石镇", "前冲村", None, None, "水管破裂", "王某", *[None] * 6]
    visit = [1, "2026-03-02", None, "上午", "王某", None, "青石镇", "前冲村", "接访", None, "取消"]
    sheets = {**ROSTER, "安排表": [VISIT_HEAD, visit], "台账": [ISSUE_HEAD, issue]}
    (row,) = rows_of(plan_of(save(tmp_path / "a.xlsx", sheets)), "issues")
    assert [w.text() for w in row.warnings] == [
        "The schedule calls 王某's visit to 青石镇 on that day cancelled, yet this was raised there"
    ]


def test_two_villages_in_one_half_day_are_two_visits(plan) -> None:
    rows = [VISIT_HEAD]
    rows += [
        [1, "2026-03-02", None, "上午", "王某", None, "青石镇", village, "接访", None, None]
        for village in ("前冲村", "后岭社区")
    ]
    assert [row.verdict for row in rows_of(plan("安排表", rows), "visits")] == [Verdict.NEW, Verdict.NEW]


def test_past_visits_without_a_word_are_set_and_mentioned(plan) -> None:
    rows = [VISIT_HEAD]
    rows += [
        [1, day, None, "上午", "王某", None, "青石镇", "前冲村", "接访", None, None]
        for day in ("2026-11-20", "2026-11-27")
    ]
    found = rows_of(plan("安排表", rows, today=date(2026, 11, 23)), "visits")
    assert [row.drafts[0].draft.values["state"] for row in found] == ["set", "set"]
    assert [len(row.warnings) for row in found] == [1, 0]


def test_order_of_files_and_sheets_does_not_matter() -> None:
    counts = {plan_of(*paths).counts[Verdict.NEW] for paths in (YUNLING, tuple(reversed(YUNLING)))}
    assert len(counts) == 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("县长 王某", ("王某", "县长")),
        ("王某（县长）", ("王某", "县长")),
        ("王某县长", ("王某", "县长")),
        ("县长王某", ("王某", "县长")),
        ("王大明副县长", ("王大明", "副县长")),
        ("易艳县人大常委会副主任", ("易艳", "县人大常委会副主任")),
        ("县人大常委会副主任易艳", ("易艳", "县人大常委会副主任")),
        ("县委常委、组织部部长 李红梅", ("李红梅", "县委常委、组织部部长")),
        ("二级调研员侯超", ("侯超", "二级调研员")),
        ("孟　杰", ("孟杰", "")),
        ("王县长", ("王县长", "")),
    ],
)
def test_name_and_post_in_one_cell(text: str, parts: tuple[str, str]) -> None:
    assert split_post(text) == parts


def test_several_names_in_one_cell() -> None:
    assert split_list("孟　杰、叶涛（县委常委、常务副县长），张三\n李四/王五；赵六") == [
        "孟　杰", "叶涛（县委常委、常务副县长）", "张三", "李四", "王五", "赵六",
    ]  # fmt: skip
