"""The board in words: its heads, second lines, and what screen readers hear about a cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from core.calendar.market_rules import BranchPair, BranchTriple, LunarTail, MarketRule, SmallMonth, Weekdays
from core.i18n import WEEKDAYS, _, clauses, day_text, is_chinese, listed, ngettext, weekday_text
from core.visits import HALF_NAMES
from db.queries.calendar import DayRow, VisitRow
from desktop.calendar.board_data import BoardData, BoardKey, BoardRow
from desktop.calendar.place import Place
from desktop.calendar.spoken import day_words, visit_words


def week_number(monday: date) -> str:
    """Return 第48周 or Week 48."""
    return _("Week {n}").format(n=monday.isocalendar().week)


def range_text(first: date, last: date) -> str:
    """Return 11月23日—29日 or 23—29 Nov: the month once where both lie in it."""
    if (first.year, first.month) != (last.year, last.month):
        return f"{day_text(first)}—{day_text(last)}"
    return f"{day_text(first)}—{last.day}日" if is_chinese() else f"{first.day}—{day_text(last)}"


def below_number(day: date, row: DayRow | None) -> str:
    """Return what stands below the number of a day: its weekday, a solar term, or 班."""
    if row is not None and row.badge is not None and row.is_workday:
        return "班" if is_chinese() else weekday_text(day)
    if row is not None and row.term:
        return row.term
    return weekday_name(day)


def weekday_name(day: date) -> str:
    """Return 一 or Mon."""
    return weekday_text(day).removeprefix("周")


def short_post(post: str) -> str:
    """Return 县长 for 县委副书记、县长: the last post is the one people are called by."""
    return post.rsplit("、", maxsplit=1)[-1]


def short_rules(rules: Iterable[MarketRule]) -> str:
    """Return 逢三、八 for a market of the lunar month, which is the usual one; other rules in full."""
    words = []
    for rule in (each.plain for each in rules):
        full = rule.describe() if is_chinese() else _short_english(rule)
        if isinstance(rule, LunarTail):
            full = full.removeprefix("农历").removeprefix("Lunar days ending in ")
        words.append(full)
    return listed(words) if words else _("No fixed day")


def _short_english(rule: MarketRule) -> str:
    """Return a rule in as few English words as a row's second line has room for; hints tell it in full."""
    match rule:
        case LunarTail():
            return replace(rule, small_month=SmallMonth.NONE).describe()
        case BranchTriple():
            return _("Every {n} days").format(n=4)
        case BranchPair():
            return _("Every {n} days").format(n=6)
        case Weekdays():
            return listed(WEEKDAYS[day - 1][:3] for day in sorted(rule.days))
    return rule.describe().replace("Solar days ending in", "Solar")


def right_title(data: BoardData) -> str:
    """Return the head of the column at the right."""
    if data.key is BoardKey.TOWNSHIP:
        return _("Longest gap")
    if is_chinese() and 1 <= data.weeks <= 10:
        return f"{'一二三四五六七八九十'[data.weeks - 1]}周场次"
    return ngettext("{n} week", "{n} weeks", data.weeks).format(n=data.weeks)


def counted_to(data: BoardData) -> str:
    """Return up to when the longest gap is counted, 至12月20日; nothing on the board by leader."""
    return _("to {day}").format(day=day_text(data.last)) if data.key is BoardKey.TOWNSHIP else ""


def row_words(row: BoardRow, last: date | None = None) -> str:
    """Return what the column at the right says of a row, in full; waits are counted up to *last*."""
    if row.limit:
        waited = _("never visited") if row.longest is None else ngettext("{n} day", "{n} days", row.longest)
        words = _("Longest gap {gap}, agreed {limit} days").format(gap=waited.format(n=row.longest), limit=row.limit)
        until = "" if last is None else _("counted to {day}").format(day=day_text(last))
        return clauses((row.name, row.note, words, until))
    count = ngettext("{n} visit", "{n} visits", row.count).format(n=row.count)
    return clauses((row.name, row.note, count, row.quota_words))


def half_of(place: Place) -> str:
    """Return 12月4日 周五上午."""
    half = _(HALF_NAMES[place.half])
    return f"{day_text(place.day)} {weekday_text(place.day)}{half if is_chinese() else ' ' + half.lower()}"


def cell_words(data: BoardData, place: Place, visit: VisitRow | None) -> str:
    """Return what the cursor is on: the visit first, what is wrong with it, then row, day and what stands there."""
    at = data.row_of(place)
    if at is None:
        return ""
    row, words = data.rows[at], []
    if visit is not None:
        words.append(visit_tip_words(data, visit))
    here = data.on(row.id, place.day)
    words.append(clauses((row.name, row.note, day_words(data.days.get(place.day), len(here)))))
    words += list(dict.fromkeys(each.words for each in data.hatches_at(row.id, place.day, place.half) if each.words))
    if row.limit:
        words.append(waiting_words(row.waits.get(place.day)))
    return "\n".join(words)


def visit_tip_words(data: BoardData, visit: VisitRow) -> str:
    """Return a visit with its clashes and with what changed since it was published."""
    lines = [visit_words(visit), *data.clashes.get(visit.id, ())]
    if changed := data.published.get(visit.id):
        lines.append(changed)
    return "\n".join(lines)


def waiting_words(days: int | None) -> str:
    """Return how long a township has waited."""
    if days is None:
        return _("Never visited so far")
    return ngettext("{n} day since the last visit", "{n} days since the last visit", days).format(n=days)
