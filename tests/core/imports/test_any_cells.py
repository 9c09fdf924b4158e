"""Whatever stands in the cells of whatever sheet: every row gets a verdict, nothing raises."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.imports.cells import BadCell, Merge, Sheet, Workbook
from core.imports.notes import note
from core.imports.plan import Verdict
from core.imports.planning import Choices, make_plan
from core.imports.sheets import SHEETS
from tests.core.imports.odd_books import TODAY, NothingYet

WORDS = [
    "王某", "县长 王某", "青石镇前冲村", "3月2日", "上午", "9:00-25:00", "√", "合计", "注：", "一、县委",
    "15个工作日", "１４", "接访", "已办结", "\u202e反", "a\x00b",
    "=1+1", "、", "　",
]  # fmt: skip
CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=12),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 1, 1), datetime(9999, 1, 1)),  # noqa: DTZ001 - as in a cell
    st.times(time(0), time(23, 59)),
    st.just(BadCell("#REF!", note("shows the error {error}", error="#REF!"))),
)


@pytest.mark.parametrize("kind", SHEETS)
@given(data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_cells_get_a_verdict(kind: str, data: st.DataObject) -> None:
    headers = [column.names[0] for column in SHEETS[kind].columns]
    body = data.draw(st.lists(st.lists(CELLS, min_size=1, max_size=len(headers) + 1), max_size=6))
    rows = {1: [SHEETS[kind].titles[0]], 2: headers, **{number: row for number, row in enumerate(body, 3) if any(row)}}
    merges = [Merge(3, 1, data.draw(st.integers(3, 9)), 1)]
    book = Workbook("/x/2026.xlsx", "2026.xlsx", [Sheet("1月", rows, merges)])
    asked = make_plan([book], NothingYet(), Choices(), today=TODAY)
    answers = {question.id: data.draw(st.sampled_from(question.options)).answer for question in asked.questions}
    for plan in (asked, make_plan([book], NothingYet(), Choices(answers), today=TODAY)):
        for sheet in plan.sheets:
            seen = {row.number for row in sheet.rows} | {item.row for item in sheet.skipped}
            assert sheet.left_out is not None or seen == set(range(1, max(rows) + 1))
            assert all(row.reason for row in sheet.rows if row.verdict is Verdict.REFUSED)
        assert plan.to_json()["rows_read"] == sum(plan.counts.values())
