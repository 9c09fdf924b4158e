"""The ledger of issues: one row, one thing raised on site."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from core.i18n import N_
from core.imports import words
from core.imports.cells import Cell, text_of
from core.imports.dates import ReadDay, read_day
from core.imports.match import CATEGORIES, Known
from core.imports.notes import Label, Unreadable, note
from core.imports.rows import RowView
from core.imports.sheet_kinds import Column, Draft, JsonValue, SheetKind, as_json, header_key
from core.imports.sheets_people import NOTE, PHONE, refer_agencies, refer_leaders
from core.imports.sheets_places import TOWNSHIP_NAMES, VILLAGE_NAMES, read_spot
from core.imports.spans import ReadLimit, read_limit
from core.issues import ISSUE_STATE_NAMES, SATISFACTION_NAMES, SETTLED, IssueState, Satisfaction

TITLE_LIMIT = 400
_DAYS_OR_DATE = ("办理时限", "时限", "办结时限", "完成时限", "办理期限", "办结期限", "完成期限", "整改时限", "期限")
"""Headers that offices write above a number of days as well as above a date: the values below decide."""


def _issue(row: RowView) -> tuple[Draft, ...]:
    raised = row.day("raised_on", required=True)
    if raised is not None and raised.day > row.reading.today:
        row.warn(note(N_("“{column}” lies ahead: is the date right?"), column=row.header("raised_on")))
    spot = read_spot(row, village_field="village" if row.has("village") else "")
    content = row.lines("title")
    if not content and not row.problems:
        row.refuse(note(N_("is blank")), "title")
    values: dict[str, JsonValue] = {"number": row.text("number", 60)} if row.has("number") else {}
    values |= {
        "raised_on": raised.day.isoformat() if raised else "",
        "petitioner": row.person("petitioner"),
        **_title(content),
    }
    values["petitioner_phone"] = row.text("phone", 60)
    values["category"] = _category(row)
    agencies = list(dict.fromkeys((*refer_agencies(row, "lead_agency"), *refer_agencies(row, "supporting"))))
    if len(agencies) > 1 and not row.has("supporting"):
        row.warn(note(N_("Several units are named; {name}, the first, leads"), name=agencies[0]))
    values |= {"lead_agency": agencies[0] if agencies else "", "supporting": list[str](agencies[1:])}
    leaders = refer_leaders(row, "case_leader")
    values["case_leader"] = leaders[0] if leaders else ""
    if len(leaders) > 1:
        row.warn(note(N_("Several leaders are named; {name}, the first, leads the case"), name=leaders[0]))
    values |= _deadline(row, raised.day if raised else None)
    values |= _outcome(row, raised.day if raised else None)
    for field in ("note", "progress"):
        if row.has(field):
            values[field] = row.lines(field)
    if raised is None or spot is None:
        return ()
    values |= {"township": spot.township, "village": spot.village}
    number = str(values.get("number") or "")
    key = (
        (number,)
        if number
        else (raised.day.isoformat(), spot.township, spot.village, str(values["petitioner"]), content[:80])
    )
    assumed = () if row.text("state", 200) else ("state", "closed_on")
    return (Draft("issues", key, values, assumed),)


def _title(content: str) -> dict[str, JsonValue]:
    flat = " ".join(content.split())
    if len(flat) <= TITLE_LIMIT:
        return {"title": flat, "detail": content if "\n" in content else ""}
    return {"title": flat[:119] + "…", "detail": content}


def _category(row: RowView) -> str:
    text = row.text("category", 60)
    if not text:
        return ""
    found = row.reading.books[CATEGORIES].find(text).known
    if found is None:  # the office's own word: it is added as it stands
        found = Known(CATEGORIES, text)
        row.reading.books[CATEGORIES].add(found)
        row.reading.added[CATEGORIES, "", text] = found
    return found.key


def _deadline(row: RowView, raised: date | None) -> dict[str, JsonValue]:
    due, limit = _due_and_limit(row)
    if limit is None:
        values: dict[str, JsonValue] = {"limit_amount": None, "limit_unit": None} if row.has("limit") else {}
    else:
        unit = limit.unit or _unit_of_header(row)
        values = {"limit_amount": limit.amount, "limit_unit": unit}
        natural = raised + timedelta(days=limit.amount) if raised else None
        if unit == "working" and due is not None and due.day == natural:
            text = N_(
                "The limit says {n} working days, but the due date {due} counts natural days; "
                "the date stands as written"
            )
            row.warn(note(text, n=limit.amount, due=due.day.isoformat()))
    if row.has("due") or due is not None:
        values["due"] = due.day.isoformat() if due else None
    if due is not None and raised is not None and due.day < raised:
        row.warn(note(N_("The due date lies before the day the issue was raised")))
    return values


def _due_and_limit(row: RowView) -> tuple[ReadDay | None, ReadLimit | None]:
    """Read both columns; a date below a limit and a number of days below a date are taken as what they are."""

    def as_day(cell: Cell) -> ReadDay:
        return read_day(cell, row.hint)

    if not row.text("due").strip("-—/ ") and _is_readable(
        row.cell("limit"), lambda cell: read_day(cell, row.hint), read_limit
    ):
        row.warn(note(N_("“{column}” holds a date: taken as the due date"), column=row.header("limit")))
        return row.day("limit"), None
    if not row.text("limit").strip("-—/ ") and _is_readable(
        row.cell("due"), read_limit, lambda cell: read_day(cell, row.hint)
    ):
        row.warn(note(N_("“{column}” holds a number of days: taken as the limit"), column=row.header("due")))
        return None, row.read("due", read_limit)
    return row.day("due"), row.read("limit", read_limit) if row.has("limit") else None


def _is_readable(cell: Cell, wanted: Callable[[Cell], object], own: Callable[[Cell], object]) -> bool:
    """Return whether a cell that its own column cannot read is what *wanted* reads."""
    if not text_of(cell):
        return False
    try:
        own(cell)
    except Unreadable:
        with suppress(Unreadable):
            wanted(cell)
            return True
    return False


def _unit_of_header(row: RowView) -> str | None:
    header = header_key(row.header("limit"))
    if "工作日" in header or "working" in header:
        return "working"
    if "天" in header or "日" in header or "natural" in header:
        return "natural"
    text = note(N_("Does the limit count natural or working days?"))
    return row.choose("limit-unit", text, {"natural": note(N_("Natural days")), "working": note(N_("Working days"))})


def _outcome(row: RowView, raised: date | None) -> dict[str, JsonValue]:
    closed, state = row.day("closed_on"), _issue_state(row)
    verdict = row.text("satisfaction", 60)
    satisfied = words.meaning_of(verdict, words.SATISFACTIONS)
    if verdict and satisfied is None and words.word_key(verdict) not in {words.word_key(w) for w in words.NOT_ASKED}:
        options = {str(known): note(N_("{name}"), name=Label(name)) for known, name in SATISFACTION_NAMES.items()}
        answer = row.ask_word("satisfaction", verdict, options)
        satisfied = Satisfaction(answer) if answer else None
    day = closed.day if closed else None
    if state is None and day is not None and not row.waiting:
        state = IssueState.CLOSED
        row.warn(note(N_("No state is given, but a finish date is: taken as closed")))
    state = state or IssueState.REGISTERED
    if state in SETTLED and day is None:
        day = raised if state is IssueState.ANSWERED_ON_SITE else None
        if day is None:
            row.warn(note(N_("Closed, but the file does not say when")))
    elif state not in SETTLED and day is not None:
        row.warn(note(N_("A finish date is given, but the state is still open: left open, without the date")))
        day = None
    if day is not None and raised is not None and day < raised:
        row.warn(note(N_("The finish date lies before the day the issue was raised")))
    values: dict[str, JsonValue] = {"state": str(state), "closed_on": as_json(day)}
    if row.has("satisfaction"):
        values["satisfaction"] = str(satisfied) if satisfied else None
    return values


def _issue_state(row: RowView) -> IssueState | None:
    text = row.text("state", 200)
    bare = words.without_brackets(text)
    found = words.meaning_of(text, words.ISSUE_STATES) or words.meaning_of(bare, words.ISSUE_STATES)
    if found is None and text.strip("-—/ "):
        options = {str(state): note(N_("{name}"), name=Label(name)) for state, name in ISSUE_STATE_NAMES.items()}
        answer = row.ask_word("issue_state", text_of(text), options)
        return IssueState(answer) if answer else None
    return found


ISSUES_SHEET = SheetKind(
    "issues",
    N_("Issue ledger"),
    100,
    (
        Column("serial", N_("Serial number"), ("序号", "序", "No", "顺序", "号"), unused=True),
        Column("number", N_("Number"), ("编号", "问题编号", "台账编号", "件号", "受理编号", "信访编号", "number")),
        Column(
            "raised_on",
            N_("Raised on"),
            (
                "反映时间",
                "反映日期",
                "登记时间",
                "登记日期",
                "受理时间",
                "受理日期",
                "收集时间",
                "来访时间",
                "来访日期",
                "接访时间",
                "接访日期",
                "收件日期",
                "收件时间",
                "接件日期",
                "接件时间",
                "信访日期",
                "信访时间",
                "raised on",
            ),
            weak=("日期", "时间"),
            required=True,
            looks="day",
        ),
        Column("township", N_("Township"), (*TOWNSHIP_NAMES, "乡镇村", "问题属地")),
        Column("village", N_("Village"), VILLAGE_NAMES),
        Column(
            "petitioner",
            N_("Raised by"),
            (
                "反映人",
                "信访人",
                "来访人",
                "群众姓名",
                "来访群众姓名",
                "反映人姓名",
                "诉求人",
                "来访人姓名",
                "姓名",
                "raised by",
            ),
        ),
        Column("phone", N_("Phone"), PHONE, looks="phone"),
        Column("category", N_("Category"), ("类别", "问题类别", "问题类型", "类型", "诉求类别", "领域", "category")),
        Column(
            "title",
            N_("Issue"),
            (
                "问题内容",
                "问题",
                "反映问题",
                "主要问题",
                "问题描述",
                "诉求",
                "群众诉求",
                "诉求内容",
                "反映内容",
                "事项",
                "问题概况",
                "问题摘要",
                "具体问题",
                "反映事项",
                "反映的问题",
                "反映情况",
                "信访事项",
                "信访内容",
                "诉求事项",
                "主要诉求",
                "事项内容",
                "问题事项",
                "来访事由",
                "事由",
                "issue",
            ),
            required=True,
        ),
        Column(
            "case_leader",
            N_("Case leader"),
            (
                "包案领导",
                "责任领导",
                "带回领导",
                "带回",
                "领办领导",
                "接访领导",
                "县领导",
                "包案县领导",
                "牵头领导",
                "下访领导",
                "领导",
                "case leader",
            ),
            weak=("来源",),
        ),
        Column(
            "lead_agency",
            N_("Lead agency"),
            (
                "责任单位",
                "承办单位",
                "主办单位",
                "牵头单位",
                "办理单位",
                "责任部门",
                "承办部门",
                "交办单位",
                "经办单位",
                "落实单位",
                "整改单位",
                "lead agency",
            ),
        ),
        Column(
            "supporting",
            N_("Supporting agencies"),
            ("协办单位", "配合单位", "协同单位", "配合部门", "协办部门", "supporting agencies"),
        ),
        Column(
            "limit",
            N_("Limit"),
            ("办理时限(天)", "时限(天)", "办理期限(天)", "期限(天)", "办理天数", "限办天数", "limit"),
            weak=_DAYS_OR_DATE,
            looks="limit",
        ),
        Column(
            "due",
            N_("Due"),
            (
                "截止日期",
                "截止时间",
                "到期日",
                "到期日期",
                "要求办结时间",
                "应办结日期",
                "承办截止",
                "due",
            ),
            weak=_DAYS_OR_DATE,
            looks="day",
        ),
        Column(
            "state",
            N_("State"),
            ("办理情况", "办理状态", "是否办结", "状态", "进展", "办理进度", "办结情况", "完成情况", "state"),
        ),
        Column(
            "progress",
            N_("Progress"),
            ("措施", "办理措施", "工作措施", "进展情况", "办理结果", "处理结果", "办理过程", "progress"),
        ),
        Column(
            "closed_on",
            N_("Closed on"),
            ("办结时间", "办结日期", "销号时间", "销号日期", "完成时间", "完成日期", "closed on"),
            looks="day",
        ),
        Column(
            "satisfaction", N_("Satisfaction"), ("满意度", "群众满意度", "是否满意", "评价", "群众评价", "satisfaction")
        ),
        Column("note", N_("Note"), NOTE),
    ),
    ("title",),
    ("台账", "问题", "清单", "ledger"),
    _issue,
    {
        "petitioner_phone": N_("Phone"),
        "limit_amount": N_("Limit"),
        "limit_unit": N_("Unit of the limit"),
        "detail": N_("Details"),
    },
)
