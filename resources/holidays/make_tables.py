"""Write the tables of this folder again; needs the development packages.

`.venv/bin/python resources/holidays/make_tables.py` writes one `<year>.json` for each year that
chinesecalendar knows, and `lunar.json` from lunar_python. Nothing in the app imports this file.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from chinese_calendar import constants
from lunar_python import Lunar, LunarYear, Solar

HERE = Path(__file__).resolve().parent
LUNAR_YEARS = range(1949, 2101)
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
}
TERMS = (
    *("小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至"),
    *("小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "DONG_ZHI"),
)
CORRECTED_MONTHS = {"2057-09-29": "2057-09-28"}
"""Month starts where lunar_python 1.4 is a day off: sxtwl and zhdate agree on the 28th."""


def holiday_table(year: int) -> dict[str, object]:
    """Return the days off and make-up days that the State Council announced for *year*."""
    days = {day: (name, False) for day, name in constants.holidays.items() if day.year == year}
    days |= {day: (name, True) for day, name in constants.workdays.items() if day.year == year}
    return {
        "year": year,
        "source": f"国务院办公厅关于{year}年部分节假日安排的通知 (by way of chinesecalendar 1.11.0, MIT)",
        "days": [
            {"day": day.isoformat(), "work": works, "name": NAMES[str(name)], "key": str(name)}
            for day, (name, works) in sorted(days.items())
        ],
    }


def month_starts() -> list[tuple[date, int, int]]:
    """Return (first day, lunar year, month; a leap month is negative) of every lunar month."""
    found = {}
    for year in LUNAR_YEARS:
        for month in LunarYear.fromYear(year).getMonths():
            text = Solar.fromJulianDay(month.getFirstJulianDay()).toYmd()
            found[date.fromisoformat(CORRECTED_MONTHS.get(text, text))] = (month.getYear(), month.getMonth())
    return [(first, *names) for first, names in sorted(found.items())]


def lunar_table() -> dict[str, object]:
    """Return, for each lunar year, its first day, month lengths and leap month, and the solar terms of the year."""
    starts, years = month_starts(), {}
    for year in LUNAR_YEARS:
        months = [i for i, (_first, of, _month) in enumerate(starts) if of == year and i + 1 < len(starts)]
        lengths = [(starts[i + 1][0] - starts[i][0]).days for i in months]
        leap = next((-starts[i][2] for i in months if starts[i][2] < 0), 0)
        table = Lunar.fromYmd(year, 6, 1).getJieQiTable()
        terms = " ".join(table[term].toYmd()[-2:] for term in TERMS)
        if table["小寒"].getYear() != year or table["DONG_ZHI"].getYear() != year:
            raise ValueError(year)
        years[str(year)] = {
            "first": starts[months[0]][0].isoformat(),
            "leap": leap,
            "long": "".join("1" if length == 30 else "0" for length in lengths),
            "terms": terms,
        }
    return {
        "source": "lunar_python 1.4 (MIT), checked against sxtwl 2.0; GB/T 33661-2017",
        "long": "one digit per lunar month in order, the leap month after its namesake: 1 is 30 days, 0 is 29",
        "terms": "day of the month of the 24 solar terms from 小寒 on, two in each month, China standard time",
        "years": years,
    }


def write(path: Path, table: dict[str, object], rows: str) -> None:
    """Write *table* with one line for each entry of *rows*."""
    entries = table[rows]
    assert isinstance(entries, (dict, list))
    lines = (
        [f"{json.dumps(k)}: {json.dumps(v)}" for k, v in entries.items()]
        if isinstance(entries, dict)
        else [json.dumps(entry, ensure_ascii=False) for entry in entries]
    )
    head = [
        f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}"
        for k, v in table.items()
        if k != rows or isinstance(v, str)
    ]
    brackets = "{}" if isinstance(entries, dict) else "[]"
    body = ",\n    ".join(lines)
    text = "{\n" + ",\n".join([*head, f'  "{rows}": {brackets[0]}\n    {body}\n  {brackets[1]}']) + "\n}\n"
    json.loads(text)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Write every table."""
    for year in sorted({day.year for day in constants.holidays}):
        write(HERE / f"{year}.json", holiday_table(year), "days")
    write(HERE / "lunar.json", lunar_table(), "years")


if __name__ == "__main__":
    main()
