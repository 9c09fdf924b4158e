"""The schedule of visits: one row, one leader's way to one township."""

from __future__ import annotations

from core.i18n import N_
from core.imports import words
from core.imports.dates import ReadDay
from core.imports.match import KINDS
from core.imports.notes import Label, note
from core.imports.rows import RowView
from core.imports.sheet_kinds import Column, Draft, JsonValue, SheetKind, as_json
from core.imports.sheets_people import NOTE, SERIAL, refer_agencies, refer_leaders
from core.imports.sheets_places import TOWNSHIP_NAMES, VILLAGE_NAMES, read_spot
from core.imports.spans import ReadSpan, read_span
from core.visits import HALF_NAMES, SHIPPED_KINDS, VISIT_STATE_NAMES, Half, VisitState

DAYS = (
    "日期",
    "时间日期",
    "下访日期",
    "下基层日期",
    "接访日期",
    "活动日期",
    "下访时间",
    "接访时间",
    "活动时间",
    "date",
    "day",
)


def _visit(row: RowView) -> tuple[Draft, ...]:
    when = row.day("day", required=True)
    row.check_weekday("weekday", when)
    span = _span(row, when)
    leaders = refer_leaders(row, "leader")
    if not row.text("leader", 400):
        row.refuse(note(N_("is blank")), "leader")
    companions = refer_leaders(row, "companions") if row.has("companions") else []
    spot = read_spot(
        row, village_field="village" if row.has("village") else "", place_field="place" if row.has("place") else ""
    )
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
        answer = row.choose(
            "half", text, {str(half): note(N_("{name}"), name=Label(name)) for half, name in HALF_NAMES.items()}
        )
        found = ReadSpan(Half(answer)) if answer else None
    return found


def _kind(row: RowView) -> str | None:
    text = row.text("kind", 60)
    if not text:
        if row.has("kind") and row.text("kind", 60) == "" and row.problems:
            return None
        question = note(N_("The sheet does not say what kind of visits these are. Which kind?"))
        return row.choose(
            "kind", question, {kind.key: note(N_("{name}"), name=Label(kind.name)) for kind in SHIPPED_KINDS}
        )
    known = words.meaning_of(text, words.VISIT_KINDS) or words.meaning_of(
        words.without_brackets(text), words.VISIT_KINDS
    )
    own = row.reading.books[KINDS].find(text).known
    if known or own:
        return known or (own.detail if own else None)
    options = {kind.key: note(N_("{name}"), name=Label(kind.name)) for kind in SHIPPED_KINDS}
    options |= {entry.detail: note(N_("{name}"), name=entry.key) for entry in row.reading.books[KINDS].entries.values()}
    return row.ask_word("visit_kind", text, options)


def _visit_state(row: RowView, when: ReadDay | None) -> VisitState | None:
    text = row.text("state", 200) if row.has("state") else ""
    past = when is not None and when.day < row.reading.today
    if not text.strip("-—/ "):
        if past and row.has("state"):
            row.warn(note(N_("The day has passed and nothing says whether the visit took place: not logged yet")))
        return VisitState.SET
    found = words.meaning_of(text, words.VISIT_STATES) or words.meaning_of(
        words.without_brackets(text), words.VISIT_STATES
    )
    if found is None:
        options = {str(state): note(N_("{name}"), name=Label(name)) for state, name in VISIT_STATE_NAMES.items()}
        answer = row.ask_word("visit_state", text, options)
        return VisitState(answer) if answer else None
    if found is VisitState.DONE and when is not None and when.day > row.reading.today:
        row.warn(note(N_("The visit lies in the future, yet the file calls it done")))
    return found


VISITS_SHEET = SheetKind(
    "visits",
    N_("Schedule of visits"),
    90,
    (
        Column("serial", N_("Serial number"), SERIAL, unused=True),
        Column("day", N_("Date"), DAYS, weak=("时间",), required=True, looks="day"),
        Column("weekday", N_("Weekday"), ("星期", "周几", "星期几", "weekday"), unused=True),
        Column(
            "span",
            N_("Half"),
            ("时段", "上午/下午", "上下午", "半天", "具体时间", "起止时间", "half"),
            weak=("时间",),
            looks="span",
        ),
        Column(
            "leader",
            N_("Leader"),
            (
                "领导",
                "县领导",
                "下访领导",
                "接访领导",
                "带队领导",
                "领导姓名",
                "姓名",
                "参加领导",
                "下基层领导",
                "牵头领导",
                "县级领导",
                "leader",
            ),
            required=True,
        ),
        Column("post", N_("Post"), ("职务", "post"), unused=True),
        Column("companions", N_("Accompanying leaders"), ("陪同领导", "参与领导", "同行领导", "accompanying leaders")),
        Column("township", N_("Township"), (*TOWNSHIP_NAMES, "包联乡镇", "前往乡镇", "下基层乡镇")),
        Column("village", N_("Village"), VILLAGE_NAMES),
        Column(
            "place",
            N_("Place"),
            ("地点", "下访地点", "接访地点", "地点(村)", "活动地点", "具体地点", "办公地点", "place", "venue"),
        ),
        Column(
            "kind", N_("Kind"), ("类型", "活动类型", "类别", "形式", "方式", "四下基层类型", "活动内容", "kind", "type")
        ),
        Column("form", N_("Reception form"), ("接访形式", "接访方式")),
        Column(
            "theme",
            N_("Theme"),
            ("主题", "主题/带案", "内容", "事项", "主要内容", "工作内容", "议题", "theme", "topic"),
        ),
        Column(
            "agencies",
            N_("Accompanying agencies"),
            (
                "陪同单位",
                "陪同部门",
                "参加单位",
                "参加部门",
                "随行单位",
                "责任部门",
                "参与单位",
                "陪同人员单位",
                "agencies",
            ),
        ),
        Column(
            "state",
            N_("State"),
            ("完成情况", "是否完成", "完成", "落实情况", "状态", "开展情况", "是否开展", "state", "done"),
        ),
        Column("result", N_("Result"), ("成效", "工作成效", "结果", "办理结果", "result")),
        Column("note", N_("Note"), NOTE),
    ),
    ("day", "leader"),
    ("安排表", "四下基层", "下基层", "下访", "接访", "日程", "schedule"),
    _visit,
    {
        "starts_at": N_("Starts"),
        "ends_at": N_("Ends"),
        "leaders": N_("Accompanying leaders"),
        "half": N_("Half"),
        "reception_form": N_("Reception form"),
    },
)
