"""Sheets about leaders: the roster, pairings, AB pairs, absences and recurring meetings."""

from __future__ import annotations

import re
from datetime import date

from core.calendar.attendees import attendee_matches
from core.calendar.recurrence import Recurrence, parse_recurrence
from core.i18n import N_
from core.imports.cells import Cell, text_of
from core.imports.dates import ReadDay, read_day
from core.imports.match import AGENCIES, LEADERS, TOWNSHIPS, NameBook, split_list, split_post
from core.imports.notes import Unreadable, note
from core.imports.rows import RowView
from core.imports.sheet_kinds import Column, Draft, JsonValue, SheetKind
from core.names import name_key
from core.organisation import body_of

SERIAL = ("序号", "序", "编号", "No", "顺序", "号")
PHONE = ("联系电话", "电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "办公电话", "phone", "mobile")
NOTE = ("备注", "说明", "备考", "note", "notes", "remarks")
_UNTIL = re.compile(r"\s*(?:至|到|—+|–|~|～|--)\s*")


def refer_leaders(row: RowView, name: str) -> list[str]:
    """Return the keys of all leaders in a cell; names without a match wait or refuse the row."""
    text = row.lines(name, 400)
    post = row.text("post", 200) if row.has("post") else ""
    whole = row.reading.books[LEADERS].find(text, post=post).known if text else None
    if whole is not None:  # 副县长、公安局局长 杨艳 is one person
        return [whole.key]
    keys = [row.refer(LEADERS, part, post=post) for part in split_list(text)]
    return [key for key in keys if key]


def refer_agencies(row: RowView, name: str) -> list[str]:
    """Return the keys of all agencies in a cell, in the order written, none twice."""
    keys = [row.refer(AGENCIES, part, optional=True) for part in split_list(row.lines(name, 2_000))]
    return list(dict.fromkeys(key for key in keys if key))


def _leader(row: RowView) -> tuple[Draft, ...]:
    name, own_post = split_post(row.text("name", 200, required=True))
    post = row.text("post", 200) or own_post
    values: dict[str, JsonValue] = {"name": name, "post": post}
    for field, limit in (("portfolio", 400), ("phone", 60), ("note", 2_000)):
        if row.has(field):
            values[field] = row.text(field, limit)
    if row.has("rank_order"):
        values["rank_order"] = row.number_of("rank_order", 0, 100_000) or 0
    if len(name) > 60:
        row.refuse(note(N_("is too long: {length} characters, at most {limit}"), length=len(name), limit=60), "name")
    return (Draft("leaders", (name,), values),)


def _pairing(row: RowView) -> tuple[Draft, ...]:
    places = split_list(row.lines("township", 400))
    leaders = refer_leaders(row, "leader")
    if not places or not row.text("leader", 400):
        row.refuse(note(N_("is blank")), "township" if not places else "leader")
    starts, ends = row.day("starts"), row.day("ends")
    start = starts.day if starts else None
    if start is None and not row.problems:
        start = _pairing_start(row)
    if start and ends and ends.day < start:
        row.refuse(note(N_("ends before it starts")), "ends")
    townships = [row.refer(TOWNSHIPS, place) for place in places]
    if start is None:
        return ()
    last = ends.day.isoformat() if ends else None
    return tuple(
        Draft(
            "pairings",
            (township, leader, start.isoformat()),
            {"township": township, "leader": leader, "starts": start.isoformat(), "ends": last},
        )
        for township in townships
        for leader in leaders
        if township
    )


def _pairing_start(row: RowView) -> date | None:
    year = row.hint.year or row.reading.today.year
    first, today = date(year, 1, 1).isoformat(), row.reading.today.isoformat()
    answer = row.choose(
        "starts",
        note(N_("The sheet does not say since when leaders answer for their townships. Since when?")),
        {first: note("{day}", day=first), today: note(N_("Today, {day}"), day=today)},
    )
    return date.fromisoformat(answer) if answer else None


def _backup_pair(row: RowView) -> tuple[Draft, ...]:
    keys = []
    for field in ("a_leader", "b_leader"):
        text = row.text(field, 200, required=True)
        keys.append(row.refer(LEADERS, text) if text else None)
    first, second = keys
    if not first or not second:
        return ()
    if first == second:
        row.refuse(note(N_("A leader cannot stand in for himself: {name}"), name=first))
    return (Draft("backup_pairs", tuple(sorted((first, second))), {"a_leader": first, "b_leader": second}),)


def _absence(row: RowView) -> tuple[Draft, ...]:
    if not row.text("leader", 200):
        row.refuse(note(N_("is blank")), "leader")
    starts, ends = (row.day("starts"), row.day("ends")) if row.has("starts") else _period(row)
    if starts is None:
        if not row.problems:
            row.refuse(note(N_("is blank")), "starts")
        return ()
    if ends is None and row.has("ends") and not row.problems:
        row.warn(note(N_("No last day is given: taken as one day")))
    last = (ends or starts).day
    if last < starts.day:
        row.refuse(note(N_("ends before it starts")), "ends" if row.has("ends") else "period")
    values: dict[str, JsonValue] = {"starts": starts.day.isoformat(), "ends": last.isoformat()}
    values["reason"] = row.text("reason", 200)
    return tuple(
        Draft("absences", (leader, starts.day.isoformat(), last.isoformat()), {"leader": leader, **values})
        for leader in refer_leaders(row, "leader")
    )


def _period(row: RowView) -> tuple[ReadDay | None, ReadDay | None]:
    """Return both ends of a cell such as 11月25日至11月30日."""

    def read(cell: Cell) -> tuple[ReadDay, ReadDay]:
        first, *rest = _UNTIL.split(text_of(cell), maxsplit=1) if isinstance(cell, str) else (cell,)
        starts = read_day(first, row.hint)
        ends = read_day(rest[0], type(row.hint)(starts.day.year, starts.day.month)) if rest else starts
        return starts, ends

    return row.read("period", read) or (None, None)


def _meeting(row: RowView) -> tuple[Draft, ...]:
    name = row.text("name", 100, required=True)
    rule = row.read("rule", _recurrence)
    if rule is None:
        if not row.text("rule"):
            row.refuse(note(N_("is blank")), "rule")
        return ()
    who = row.text("attendees", 400)
    keys, unknown = _attendees(who, row.reading.books[LEADERS])
    if any(key not in split_list(who) for key in keys):
        row.warn(note(N_("{who}: understood as {n} leaders: {names}"), who=who, n=len(keys), names="、".join(keys)))
    for word in unknown:
        row.warn(note(N_("No leader holds the post {word}; nobody was added for it"), word=word))
    values: dict[str, JsonValue] = {"name": name, "rrule": rule.spec, "half": str(rule.half)}
    values["starts_at"] = rule.starts_at.isoformat() if rule.starts_at else None
    values |= {"rule_text": row.text("rule", 200), "attendees_text": who, "attendees": list[str](keys)}
    return (Draft("meetings", (name,), values),)


def _recurrence(cell: Cell) -> Recurrence:
    rule = parse_recurrence(text_of(cell))
    if rule is None:
        raise Unreadable(note(N_("is no rule that is understood: {text}"), text=text_of(cell)))
    return rule


def _attendees(who: str, leaders: NameBook) -> tuple[list[str], list[str]]:
    """Return the leaders whom names or posts mean, by rank, and the words that nobody fits."""
    people = list(leaders.entries.values())
    pieces = split_list(who)
    named = {known.key for piece in pieces for known in (leaders.find(piece).known,) if known is not None}
    chosen = [k.key for k in people if k.key in named or attendee_matches(who, k.detail, body_of(k.detail))]
    fitting = "、".join(pieces)
    unknown = []
    for number, piece in enumerate(pieces):
        context = "、".join(pieces[: number + 1])  # a bare 副主任 takes the body of the post before it
        before = "、".join(pieces[:number])
        hits = {k.key for k in people if attendee_matches(context, k.detail, body_of(k.detail))}
        earlier = {k.key for k in people if before and attendee_matches(before, k.detail, body_of(k.detail))}
        by_name = any(name_key(key) in name_key(piece) for key in named)
        if fitting and not by_name and not hits - earlier:
            unknown.append(piece)
    return chosen, unknown


LEADERS_SHEET = SheetKind(
    "leaders",
    N_("Leaders"),
    10,
    (
        Column("rank_order", N_("Rank"), ("排序", "位次", "排名", "顺序号", "rank", *SERIAL), looks="number"),
        Column("name", N_("Name"), ("姓名", "领导姓名", "县领导", "领导", "领导干部", "name"), required=True),
        Column("post", N_("Post"), ("职务", "现任职务", "职位", "党政职务", "post", "title", "position")),
        Column(
            "portfolio", N_("Portfolio"), ("分管工作", "分工", "工作分工", "分管领域", "分管", "分管范围", "portfolio")
        ),
        Column("phone", N_("Phone"), PHONE, looks="phone"),
        Column("note", N_("Note"), NOTE),
    ),
    ("name", "post"),
    ("领导班子", "领导名册", "县级领导", "班子成员", "领导分工", "leaders"),
    _leader,
)

PAIRINGS_SHEET = SheetKind(
    "pairings",
    N_("Pairings"),
    50,
    (
        Column("serial", N_("Serial number"), SERIAL, unused=True),
        Column(
            "township",
            N_("Township"),
            (
                "乡镇(街道)",
                "乡镇",
                "包联乡镇",
                "联系乡镇",
                "挂点乡镇",
                "包抓乡镇",
                "联系点",
                "包联点",
                "包保乡镇",
                "挂联乡镇",
                "township",
            ),
            required=True,
        ),
        Column(
            "leader",
            N_("Leader"),
            (
                "包联领导",
                "县领导",
                "领导",
                "姓名",
                "联系领导",
                "挂点领导",
                "包抓领导",
                "包保领导",
                "领导姓名",
                "挂联领导",
                "leader",
            ),
            required=True,
        ),
        Column("post", N_("Post"), ("职务", "post"), unused=True),
        Column(
            "starts",
            N_("From"),
            ("起", "开始", "开始日期", "起始日期", "开始时间", "起始时间", "起始", "包联起始", "from", "start"),
            looks="day",
        ),
        Column(
            "ends",
            N_("To"),
            ("止", "结束", "结束日期", "终止日期", "结束时间", "截止", "终止", "to", "end"),
            looks="day",
        ),
        Column("note", N_("Note"), NOTE, unused=True),
    ),
    ("township", "leader"),
    ("包联", "联系点", "挂点", "包抓", "包保", "挂联", "联系乡镇"),
    _pairing,
)

BACKUP_PAIRS_SHEET = SheetKind(
    "backup_pairs",
    N_("AB pairs"),
    60,
    (
        Column("serial", N_("Serial number"), SERIAL, unused=True),
        Column("a_leader", N_("A"), ("A角", "A岗", "A", "甲角", "主岗", "A角姓名", "A角领导"), required=True),
        Column("b_leader", N_("B"), ("B角", "B岗", "B", "乙角", "替岗", "B角姓名", "B角领导"), required=True),
        Column("note", N_("Note"), NOTE, unused=True),
    ),
    ("a_leader", "b_leader"),
    ("AB角", "AB岗", "A、B角"),
    _backup_pair,
)

ABSENCES_SHEET = SheetKind(
    "absences",
    N_("Absences"),
    70,
    (
        Column("serial", N_("Serial number"), SERIAL, unused=True),
        Column(
            "leader",
            N_("Leader"),
            ("姓名", "领导", "领导姓名", "请假人", "外出人员", "县领导", "name", "leader"),
            required=True,
        ),
        Column("post", N_("Post"), ("职务", "post"), unused=True),
        Column(
            "starts",
            N_("From"),
            ("开始", "开始日期", "起", "开始时间", "起始日期", "外出日期", "请假开始", "离开时间", "from", "start"),
            looks="day",
        ),
        Column(
            "ends",
            N_("To"),
            ("结束", "结束日期", "止", "结束时间", "终止日期", "返回日期", "请假结束", "返回时间", "to", "end"),
            looks="day",
        ),
        Column("period", N_("Period"), ("起止时间", "请假时间", "外出时间", "起止日期", "时段", "请假起止时间")),
        Column("reason", N_("Reason"), ("事由", "原因", "请假事由", "外出事由", "请假类型", "类型", "reason")),
        Column("note", N_("Note"), NOTE, unused=True),
    ),
    ("leader", "reason"),
    ("请假", "外出", "离岗", "休假", "absence"),
    _absence,
)

MEETINGS_SHEET = SheetKind(
    "meetings",
    N_("Recurring meetings"),
    80,
    (
        Column("serial", N_("Serial number"), SERIAL, unused=True),
        Column(
            "name", N_("Meeting"), ("会议", "会议名称", "会议(活动)名称", "名称", "固定会议", "meeting"), required=True
        ),
        Column(
            "attendees",
            N_("Attendees"),
            ("参加领导", "参会领导", "参加人员", "参会人员", "出席领导", "出席人员", "attendees"),
        ),
        Column(
            "rule",
            N_("When"),
            ("规律", "时间规律", "周期", "频次", "召开时间", "会议时间", "时间", "例会时间", "rule", "when"),
            required=True,
        ),
        Column("note", N_("Note"), NOTE, unused=True),
    ),
    ("name", "rule"),
    ("固定会议", "例会", "会议制度", "meetings"),
    _meeting,
    {
        "rrule": N_("Rule"),
        "half": N_("Half"),
        "starts_at": N_("Starts"),
        "rule_text": N_("When"),
        "attendees_text": N_("Attendees"),
    },
)
