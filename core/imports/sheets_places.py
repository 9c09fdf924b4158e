"""Sheets about places and units: townships with their markets, villages, agencies."""

from __future__ import annotations

from dataclasses import dataclass

from core.calendar.markets import parse_market_rule
from core.i18n import N_
from core.imports.match import AGENCIES, LEADERS, TOWNSHIPS, VILLAGES, Known, split_list, split_place
from core.imports.notes import note
from core.imports.questions import Option, Question
from core.imports.rows import RowView
from core.imports.sheet_kinds import Column, Draft, JsonValue, SheetKind
from core.imports.sheets_people import NOTE, PHONE, SERIAL
from core.names import bare_village, name_key, one_line

TOWNSHIP_NAMES = (
    "乡镇(街道)",
    "乡镇",
    "乡镇街道",
    "镇街",
    "镇(街道)",
    "镇乡街道",
    "所在乡镇",
    "所属乡镇",
    "乡(镇)",
    "乡(镇、街道)",
    "乡镇名称",
    "镇街名称",
    "下访乡镇",
    "乡(镇)街道",
    "属地乡镇",
    "属地",
    "township",
)
VILLAGE_NAMES = (
    "村(社区)",
    "村",
    "村社区",
    "社区",
    "行政村",
    "行政村(社区)",
    "村居",
    "村(居)",
    "村名",
    "所在村",
    "village",
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something took place: a township, perhaps a village, and the words of the file."""

    township: str
    village: str
    place: str


def read_spot(row: RowView, *, village_field: str = "", place_field: str = "") -> Spot | None:
    """Return the place of a row, however it is spread over columns; None when it is not known.

    Args:
        row: The row.
        village_field: A column that holds nothing but villages: an unknown one is asked about.
        place_field: A column of free words: a village in it is recognised, anything else is kept as text.
    """
    town_text, village_text = row.text("township", 120), row.text(village_field, 120) if village_field else ""
    place = row.text(place_field, 200) if place_field else ""
    town_text = town_text or _from_above(row)
    townships = row.reading.books[TOWNSHIPS]
    if not town_text:
        known, rest = split_place(village_text or place, townships)
        if known is None:
            row.refuse(note(N_("is blank")), "township")
            return None
        return Spot(known.key, _village(row, known.key, rest, asked=bool(village_text)) or "", place)
    found = townships.find(town_text).known
    if found is None:
        found, rest = split_place(town_text, townships)
        if found is not None and not village_text:
            village_text = rest
    township = found.key if found else row.refer(TOWNSHIPS, town_text)
    if not township:
        return None
    village = _village(row, township, village_text, asked=True) if village_text else ""
    if not village and place:
        village = _village(row, township, place, asked=False)
    return None if village is None else Spot(township, village, place)


def _village(row: RowView, township: str, text: str, *, asked: bool) -> str | None:
    text = _without_township(text, township)
    if not text:
        return ""
    known = row.reading.books[VILLAGES].find(text, within=township).known
    if known is not None:
        return known.key
    return row.refer(VILLAGES, text, within=township, optional=True) if asked else ""


def _without_township(text: str, township: str) -> str:
    key, start = name_key(text), name_key(township)
    return key.removeprefix(start) if key.startswith(start) and len(key) > len(start) else one_line(text)


def _from_above(row: RowView) -> str:
    """Return the township of the row above where cells were left blank instead of merged, if that is meant."""
    above = row.above.get("township")
    if above is None or not row.has("township"):
        return ""
    question = Question(
        f"choice:{row.table.kind.key}/fill-township",
        "choice",
        note(N_("In some rows the township is blank below a filled one. Does the one above hold for them too?")),
        (Option("yes", note(N_("Yes, take the one above"))), Option("no", note(N_("No, refuse these rows")))),
    )
    answer = row.reading.asked.ask(question, row.place)
    if answer is None:
        row.waiting.append(question.id)
    return str(above) if answer == "yes" else ""


def _township(row: RowView) -> tuple[Draft, ...]:
    name = row.text("name", 60, required=True)
    values: dict[str, JsonValue] = {"name": name}
    for field, low, high in (("distance_km", 0, 2_000), ("travel_minutes", 0, 2_880), ("population", 0, 10_000_000)):
        if row.has(field):
            values[field] = row.number_of(field, low, high)
    if row.has("position"):
        values["position"] = row.number_of("position", 0, 100_000) or 0
    for field, limit in (("market", 200), ("liaison_phone", 60), ("reception_place", 200), ("note", 2_000)):
        if row.has(field):
            values[field] = row.text(field, limit)
    market = str(values.get("market") or "")
    if market and parse_market_rule(market) is None:
        row.warn(note(N_("The market days “{text}” are not understood; they are kept as written"), text=market))
    if row.has("liaison_name"):
        values["liaison_name"] = row.person("liaison_name")
    return (Draft("townships", (name,), values),)


def _village_row(row: RowView) -> tuple[Draft, ...]:
    town, name = row.text("township", 60) or _from_above(row), row.text("name", 60, required=True)
    townships = row.reading.books[TOWNSHIPS]
    if town:
        township = row.refer(TOWNSHIPS, town)
        name = _without_township(name, township) if township else name
    else:
        known, rest = split_place(name, townships)
        township, name = (known.key, rest) if known else ("", name)
        if known is None:
            row.refuse(note(N_("is blank")), "township")
    if not township or not name or not bare_village(name):
        return ()
    values: dict[str, JsonValue] = {"township": township, "name": name}
    if row.has("households"):
        values["households"] = row.number_of("households", 0, 100_000)
    return (Draft("villages", (township, name), values),)


def _agency(row: RowView) -> tuple[Draft, ...]:
    name = row.text("name", 100, required=True)
    shorts = split_list(row.text("short_name", 200))
    values: dict[str, JsonValue] = {"name": name}
    if row.has("short_name"):
        values["short_name"] = shorts[0][:60] if shorts else ""
        values["aliases"] = list[str](shorts[1:])
    if row.has("contact_name"):
        values["contact_name"] = row.person("contact_name")
    if row.has("contact_phone"):
        values["contact_phone"] = row.text("contact_phone", 60)
    return (Draft("agencies", (name,), values),)


def known_of(draft: Draft) -> Known | None:
    """Return the directory entry that a draft makes, so that later rows can refer to it."""
    values = draft.values
    match draft.kind:
        case "leaders":
            name, *post = draft.key
            key = f"{name}（{post[0]}）" if post else name
            return Known(LEADERS, key, (name,), detail=str(values.get("post") or ""))
        case "townships":
            return Known(TOWNSHIPS, draft.key[0])
        case "villages":
            return Known(VILLAGES, draft.key[1], within=draft.key[0])
        case "agencies":
            short, aliases = str(values.get("short_name") or ""), values.get("aliases")
            others = tuple(aliases) if isinstance(aliases, list) else ()
            return Known(AGENCIES, draft.key[0], (short, *others), detail=short)
        case _:
            return None


TOWNSHIPS_SHEET = SheetKind(
    "townships",
    N_("Townships"),
    20,
    (
        Column("position", N_("Serial number"), SERIAL, looks="number"),
        Column("name", N_("Township"), ("名称", *TOWNSHIP_NAMES), required=True),
        Column(
            "distance_km",
            N_("Distance (km)"),
            ("距县城(公里)", "距县城", "距县城公里", "距离(公里)", "距离", "里程", "公里数", "到县城距离", "distance"),
            looks="number",
        ),
        Column(
            "travel_minutes",
            N_("Travel (minutes)"),
            ("车程(分钟)", "车程", "行车时间", "车程分钟", "路程(分钟)", "travel time"),
            looks="number",
        ),
        Column(
            "population",
            N_("Population"),
            ("人口", "总人口", "人口数", "户籍人口", "常住人口", "population"),
            looks="number",
        ),
        Column(
            "market",
            N_("Market days"),
            ("赶集日", "集日", "圩日", "赶场日", "逢集", "逢场", "赶集", "赶街日", "赶圩日", "market days"),
        ),
        Column("liaison_name", N_("Liaison"), ("联络员", "联系人", "信访联络员", "联络人", "liaison", "contact")),
        Column("liaison_phone", N_("Liaison phone"), ("联络电话", "联络员电话", "联系人电话", *PHONE), looks="phone"),
        Column("reception_place", N_("Reception place"), ("接访地点", "接待地点", "接访场所", "地址", "办公地址")),
        Column("note", N_("Note"), NOTE),
    ),
    ("name",),
    ("乡镇基本情况", "乡镇街道", "乡镇名单", "乡镇（街道）基本情况", "镇街", "townships"),
    _township,
)

VILLAGES_SHEET = SheetKind(
    "villages",
    N_("Villages"),
    30,
    (
        Column("serial", N_("Serial number"), SERIAL, unused=True),
        Column("township", N_("Township"), TOWNSHIP_NAMES),
        Column(
            "name", N_("Village"), ("名称", "村(社区)名称", "村社区名称", "行政村名称", *VILLAGE_NAMES), required=True
        ),
        Column("households", N_("Households"), ("户数", "总户数", "户籍户数", "农户数", "households"), looks="number"),
        Column("note", N_("Note"), NOTE, unused=True),
    ),
    ("name",),
    ("村社区", "行政村", "村（社区）", "村名单", "社区名单", "villages"),
    _village_row,
)

AGENCIES_SHEET = SheetKind(
    "agencies",
    N_("Agencies"),
    40,
    (
        Column("serial", N_("Serial number"), SERIAL, unused=True),
        Column(
            "name",
            N_("Agency"),
            (
                "单位全称",
                "单位",
                "单位名称",
                "全称",
                "部门",
                "部门名称",
                "承办单位",
                "责任单位",
                "机构名称",
                "agency",
                "department",
            ),
            required=True,
        ),
        Column("short_name", N_("Short name"), ("简称", "单位简称", "规范简称", "别名", "又称", "short name")),
        Column("contact_name", N_("Contact"), ("联系人", "联络员", "联络人", "contact")),
        Column("contact_phone", N_("Contact phone"), ("联系人电话", "联络员电话", *PHONE), looks="phone"),
        Column("note", N_("Note"), NOTE, unused=True),
    ),
    ("name",),
    ("通讯录", "承办单位", "单位名", "部门（单位）", "部门名", "agencies"),
    _agency,
)
