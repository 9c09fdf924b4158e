"""The two sheets of daily work: the schedule of visits and the ledger of issues."""

from __future__ import annotations

import re
from datetime import date, timedelta

from core.i18n import N_
from core.imports import words
from core.imports.cells import text_of
from core.imports.dates import ReadDay
from core.imports.match import CATEGORIES, KINDS, Known
from core.imports.notes import Label, Note, note
from core.imports.questions import REFUSE, USE, Option, Question
from core.imports.rows import RowView
from core.imports.sheet_kinds import Column, Draft, JsonValue, SheetKind, as_json, header_key
from core.imports.sheets_people import NOTE, PHONE, SERIAL, refer_agencies, refer_leaders
from core.imports.sheets_places import TOWNSHIP_NAMES, VILLAGE_NAMES, read_spot
from core.imports.spans import ReadSpan, read_limit, read_span
from core.issues import ISSUE_STATE_NAMES, SATISFACTION_NAMES, SETTLED, IssueState, Satisfaction
from core.names import name_key
from core.visits import HALF_NAMES, KINDS as VISIT_KINDS, VISIT_STATE_NAMES, Half, VisitState

_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
DAYS = ("日期", "时间日期", "下访日期", "下基层日期", "接访日期", "活动日期", "下访时间", "接访时间", "活动时间", "date", "day")
TITLE_LIMIT = 400


def _visit(row: RowView) -> tuple[Draft, ...]:
    when = row.day("day", required=True)
    row.check_weekday("weekday", when)
    span = _span(row, when)
    leaders = refer_leaders(row, "leader")
    if not row.text("leader", 400):
        row.refuse(note(N_("is blank")), "leader")
    companions = refer_leaders(row, "companions") if row.has("companions") else []
    spot = read_spot(row, village_field="village" if row.has("village") else "", place_field="place" if row.has("place") else "")
    kind = _kind(row)
    agencies = refer_agencies(row, "agencies")
    state = _visit_state(row, when)
    if when is None or span is None or not leaders or spot is None or kind is None or state is None:
        return ()
    lead, *others = leaders
    values: dict[str, JsonValue] = {
        "day": when.day.isoformat(),
        "half": str(span.half),
        "starts_at": as_json(span.starts),
        "ends_at": as_json(span.ends),
        "leader": lead,
        "leaders": [key for key in dict.fromkeys((*others, *companions)) if key != lead],
        "township": spot.township,
        "village": spot.village,
        "place": spot.place if spot.place != spot.village else "",
        "kind": kind,
        "agencies": list[str](agencies),
        "state": str(state),
    }
    form = words.meaning_of(row.text("form", 60), words.RECEPTION_FORMS) if row.has("form") else None
    if form is not None:
        values["reception_form"] = str(form)
    for field, limit in (("theme", 400), ("result", 20_000), ("note", 20_000)):
        if row.has(field):
            values[field] = row.lines(field, limit)
    assumed = () if row.has("state") and row.text("state", 200).strip("-—/ ") else ("state",)
    return (Draft("visits", (when.day.isoformat(), str(span.half), lead, spot.township, kind), values, assumed),)


def _span(row: RowView, when: ReadDay | None) -> ReadSpan | None:
    found = row.read("span", read_span) if row.has("span") else None
    if found is None and when is not None and when.half is not None:
        found = ReadSpan(when.half)
    if found is None and not row.problems:
        text = note(N_("The sheet does not say which half of the day. Which is it?"))
        answer = row.choose("half", text, {str(half): note(N_("{name}"), name=Label(name)) for half, name in HALF_NAMES.items()})
        found = ReadSpan(Half(answer)) if answer else None
    return found


def _kind(row: RowView) -> str | None:
    text = row.text("kind", 60)
    if not text:
        if row.has("kind") and row.text("kind", 60) == "" and row.problems:
            return None
        question = note(N_("The sheet does not say what kind of visits these are. Which kind?"))
        return row.choose("kind", question, {kind.key: note(N_("{name}"), name=Label(kind.name)) for kind in VISIT_KINDS})
    known = words.meaning_of(text, words.VISIT_KINDS) or words.meaning_of(_BRACKETS.sub("", text), words.VISIT_KINDS)
    own = row.reading.books[KINDS].find(text).known
    if known or own:
        return known or (own.detail if own else None)
    options = {kind.key: note(N_("{name}"), name=Label(kind.name)) for kind in VISIT_KINDS}
    options |= {entry.detail: note(N_("{name}"), name=entry.key) for entry in row.reading.books[KINDS].entries.values()}
    return _word(row, "visit_kind", text, options)


def _visit_state(row: RowView, when: ReadDay | None) -> VisitState | None:
    text = row.text("state", 200) if row.has("state") else ""
    past = when is not None and when.day < row.reading.today
    if not text.strip("-—/ "):
        if past and row.has("state"):
            row.warn(note(N_("The day has passed and nothing says whether the visit took place: not logged yet")))
        return VisitState.SET
    found = words.meaning_of(text, words.VISIT_STATES) or words.meaning_of(_BRACKETS.sub("", text), words.VISIT_STATES)
    if found is None:
        options = {str(state): note(N_("{name}"), name=Label(name)) for state, name in VISIT_STATE_NAMES.items()}
        answer = _word(row, "visit_state", text, options)
        return VisitState(answer) if answer else None
    if found is VisitState.DONE and when is not None and when.day > row.reading.today:
        row.warn(note(N_("The visit lies in the future, yet the file calls it done")))
    return found


def _word(row: RowView, subject: str, text: str, options: dict[str, Note]) -> str | None:
    """Ask what a word means that no table knows; the answer holds for all rows."""
    given = [Option(f"{USE}:{key}", shown) for key, shown in options.items() if key]
    given.append(Option(REFUSE, note(N_("Do not import these rows"))))
    question = Question(f"{subject}:{name_key(text)}", subject, note(N_("What does “{text}” mean?"), text=text), tuple(given))
    answer = row.reading.asked.ask(question, row.place)
    if answer is None:
        row.waiting.append(question.id)
        return None
    if answer == REFUSE:
        row.refuse(note(N_("“{text}” is not understood"), text=text))
        return None
    return answer.partition(":")[2]


def _issue(row: RowView) -> tuple[Draft, ...]:
    raised = row.day("raised_on", required=True)
    spot = read_spot(row, village_field="village" if row.has("village") else "")
    content = row.lines("title")
    if not content and not row.problems:
        row.refuse(note(N_("is blank")), "title")
    values: dict[str, JsonValue] = {"number": row.text("number", 60)} if row.has("number") else {}
    values |= {"raised_on": raised.day.isoformat() if raised else "", "petitioner": row.person("petitioner"), **_title(content)}
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
    key = (number,) if number else (raised.day.isoformat(), spot.township, spot.village, str(values["petitioner"]), content[:80])
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
    due = row.day("due")
    limit = row.read("limit", read_limit) if row.has("limit") else None
    if limit is None:
        values: dict[str, JsonValue] = {"limit_amount": None, "limit_unit": None} if row.has("limit") else {}
    else:
        unit = limit.unit or _unit_of_header(row)
        values = {"limit_amount": limit.amount, "limit_unit": unit}
        natural = raised + timedelta(days=limit.amount) if raised else None
        if unit == "working" and due is not None and due.day == natural:
            text = N_("The limit says {n} working days, but the due date {due} counts natural days; the date stands as written")
            row.warn(note(text, n=limit.amount, due=due.day.isoformat()))
    if row.has("due"):
        values["due"] = due.day.isoformat() if due else None
    if due is not None and raised is not None and due.day < raised:
        row.warn(note(N_("The due date lies before the day the issue was raised")))
    return values


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
        answer = _word(row, "satisfaction", verdict, options)
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
    bare = _BRACKETS.sub("", text)
    found = words.meaning_of(text, words.ISSUE_STATES) or words.meaning_of(bare, words.ISSUE_STATES)
    if found is None and text.strip("-—/ "):
        options = {str(state): note(N_("{name}"), name=Label(name)) for state, name in ISSUE_STATE_NAMES.items()}
        answer = _word(row, "issue_state", text_of(text), options)
        return IssueState(answer) if answer else None
    return found


VISITS_SHEET = SheetKind(
    "visits",
    N_("Schedule of visits"),
    90,
    (
        Column("serial", N_("Serial number"), SERIAL, unused=True),
        Column("day", N_("Date"), DAYS, weak=("时间",), required=True, looks="day"),
        Column("weekday", N_("Weekday"), ("星期", "周几", "星期几", "weekday"), unused=True),
        Column("span", N_("Half"), ("时段", "上午/下午", "上下午", "半天", "具体时间", "起止时间", "half"), weak=("时间",), looks="span"),
        Column("leader", N_("Leader"), ("领导", "县领导", "下访领导", "接访领导", "带队领导", "领导姓名", "姓名", "参加领导", "下基层领导", "牵头领导", "县级领导", "leader"), required=True),
        Column("post", N_("Post"), ("职务", "post"), unused=True),
        Column("companions", N_("Accompanying leaders"), ("陪同领导", "参与领导", "同行领导", "accompanying leaders")),
        Column("township", N_("Township"), (*TOWNSHIP_NAMES, "包联乡镇", "前往乡镇", "下基层乡镇")),
        Column("village", N_("Village"), VILLAGE_NAMES),
        Column("place", N_("Place"), ("地点", "下访地点", "接访地点", "地点(村)", "活动地点", "具体地点", "办公地点", "place", "venue")),
        Column("kind", N_("Kind"), ("类型", "活动类型", "类别", "形式", "方式", "四下基层类型", "活动内容", "kind", "type")),
        Column("form", N_("Reception form"), ("接访形式", "接访方式")),
        Column("theme", N_("Theme"), ("主题", "主题/带案", "内容", "事项", "主要内容", "工作内容", "议题", "theme", "topic")),
        Column("agencies", N_("Accompanying agencies"), ("陪同单位", "陪同部门", "参加单位", "参加部门", "随行单位", "责任部门", "参与单位", "陪同人员单位", "agencies")),
        Column("state", N_("State"), ("完成情况", "是否完成", "完成", "落实情况", "状态", "开展情况", "是否开展", "state", "done")),
        Column("result", N_("Result"), ("成效", "工作成效", "结果", "办理结果", "result")),
        Column("note", N_("Note"), NOTE),
    ),
    ("day", "leader"),
    ("安排表", "四下基层", "下基层", "下访", "接访", "日程", "schedule"),
    _visit,
    {"starts_at": N_("Starts"), "ends_at": N_("Ends"), "leaders": N_("Accompanying leaders"), "half": N_("Half"), "reception_form": N_("Reception form")},
)

ISSUES_SHEET = SheetKind(
    "issues",
    N_("Issue ledger"),
    100,
    (
        Column("serial", N_("Serial number"), ("序号", "序", "No", "顺序", "号"), unused=True),
        Column("number", N_("Number"), ("编号", "问题编号", "台账编号", "件号", "受理编号", "信访编号", "number")),
        Column("raised_on", N_("Raised on"), ("反映时间", "反映日期", "登记时间", "登记日期", "受理时间", "受理日期", "收集时间", "来访时间", "来访日期", "接访时间", "接访日期", "收件日期", "raised on"), weak=("日期", "时间"), required=True, looks="day"),
        Column("township", N_("Township"), (*TOWNSHIP_NAMES, "乡镇村", "问题属地")),
        Column("village", N_("Village"), VILLAGE_NAMES),
        Column("petitioner", N_("Raised by"), ("反映人", "信访人", "来访人", "群众姓名", "来访群众姓名", "反映人姓名", "诉求人", "来访人姓名", "姓名", "raised by")),
        Column("phone", N_("Phone"), PHONE, looks="phone"),
        Column("category", N_("Category"), ("类别", "问题类别", "问题类型", "类型", "诉求类别", "领域", "category")),
        Column("title", N_("Issue"), ("问题内容", "问题", "反映问题", "主要问题", "问题描述", "诉求", "群众诉求", "诉求内容", "反映内容", "事项", "问题概况", "问题摘要", "具体问题", "issue"), required=True),
        Column("case_leader", N_("Case leader"), ("包案领导", "责任领导", "带回领导", "带回", "领办领导", "接访领导", "县领导", "包案县领导", "牵头领导", "下访领导", "领导", "case leader"), weak=("来源",)),
        Column("lead_agency", N_("Lead agency"), ("责任单位", "承办单位", "主办单位", "牵头单位", "办理单位", "责任部门", "承办部门", "交办单位", "lead agency")),
        Column("supporting", N_("Supporting agencies"), ("协办单位", "配合单位", "协同单位", "配合部门", "协办部门", "supporting agencies")),
        Column("limit", N_("Limit"), ("办理时限", "办理时限(天)", "时限", "时限(天)", "办结时限", "办理期限", "期限", "限办天数", "limit"), looks="number"),
        Column("due", N_("Due"), ("截止日期", "截止时间", "到期日", "到期日期", "办结期限", "完成时限", "要求办结时间", "应办结日期", "承办截止", "due"), looks="day"),
        Column("state", N_("State"), ("办理情况", "办理状态", "是否办结", "状态", "进展", "办理进度", "办结情况", "完成情况", "state")),
        Column("progress", N_("Progress"), ("措施", "办理措施", "工作措施", "进展情况", "办理结果", "处理结果", "办理过程", "progress")),
        Column("closed_on", N_("Closed on"), ("办结时间", "办结日期", "销号时间", "销号日期", "完成时间", "完成日期", "closed on"), looks="day"),
        Column("satisfaction", N_("Satisfaction"), ("满意度", "群众满意度", "是否满意", "评价", "群众评价", "satisfaction")),
        Column("note", N_("Note"), NOTE),
    ),
    ("title",),
    ("台账", "问题", "清单", "ledger"),
    _issue,
    {"petitioner_phone": N_("Phone"), "limit_amount": N_("Limit"), "limit_unit": N_("Unit of the limit"), "detail": N_("Details")},
)
