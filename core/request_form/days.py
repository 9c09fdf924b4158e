"""The days a township wishes for, as it writes them: one day, a stretch, a third of a month, or any day.

Days that can be meant in two ways come back as choices; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from core.i18n import N_, _, day_text, weekday_text
from core.imports.cells import Cell, text_of
from core.imports.dates import Hint, half_in, read_day, weekday_of
from core.imports.notes import Note, Unreadable, note
from core.request_form.readings import Option
from core.visits import HALF_NAMES, Half


def _words(text: str) -> list[str]:
    return text.split()


_ANY: Final = frozenset(
    _words(
        "不限 均可 随时 都可以 都行 任意 任意时间 任何时间 时间不限 不限时间 听从安排 服从安排 由县里安排 按县里安排 "
        "按县安排 待定 无 暂无 未定 - — / any anyday anytime"
    )
)
_SOON: Final = frozenset(_words("尽快 越快越好 尽早 近期 近日 近期内 尽快安排 asap"))
NO_HINT: Final = Hint()
_BEFORE: Final = re.compile(r"^(?:在|请于|于)?(.+?)\s*(?:之前|以前|前)(?:均可|都可以|完成)?$")
_AFTER: Final = re.compile(r"^(.+?)\s*(?:之后|以后|后|起)(?:均可|都可以)?$")
_THIRD: Final = re.compile(
    r"^(?:(?P<y>\d{4})\s*年\s*)?(?:(?P<m>\d{1,2})\s*月份?|(?P<this>本月|这个月|当月)|(?P<next>下个?月))\s*"
    r"(?P<part>上旬|中旬|下旬|初|中|底|末|份|内)?$"
)
_WEEK: Final = re.compile(r"^(?P<which>本|这|下下|下)?\s*个?(?:周|星期|礼拜)\s*(?P<day>[一二三四五六日天])?$")
_NEAR: Final = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
_WRITTEN_YEAR: Final = re.compile(r"(?<!\d)\d{4}\s*[年\-./]|(?<!\d)20\d{6}(?!\d)")
_SPLITS: Final = (re.compile(r"\s*(?:[—–~～至到]+|--+)\s*"), re.compile(r"\s+-\s+"), re.compile(r"-"))
_EITHER: Final = re.compile(r"\s*(?:[、,;]|或者?|和|及|以及)\s*")
_PARTS: Final = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31), "底": (21, 31),
                 "末": (21, 31)}  # fmt: skip
_YEARS: Final = range(1950, 2101)
"""Years that offices plan in; a day in another one is a slip of the pen."""
_ROUGH: Final = frozenset({"初", "中", "底", "末"})


@dataclass(frozen=True, slots=True)
class Wish:
    """Days that suit; both None means any day."""

    first: date | None = None
    last: date | None = None
    half: Half | None = None


@dataclass(frozen=True, slots=True)
class ReadWish:
    """What was read.

    Attributes:
        wish: The days, None where they have to be asked.
        why: The doubt, or what was taken for granted.
        choices: What may be meant, likeliest first.
    """

    wish: Wish | None
    why: Note | None = None
    choices: tuple[Wish, ...] = field(default=())


def wish_text(wish: Wish) -> Note:
    """Return the days and the half of the day in words, as the review shows them."""
    half = f" {_(HALF_NAMES[wish.half])}" if wish.half is not None else ""
    return note(N_("{name}"), name=_days_text(wish) + half)


def _days_text(wish: Wish) -> str:
    if wish.first is None:
        by = _("by {day}").format(day=day_text(wish.last, year=True)) if wish.last else ""
        return by or _("any day")
    if wish.last is None:
        return _("from {day} on").format(day=day_text(wish.first, year=True))
    if wish.first == wish.last:
        return f"{day_text(wish.first, year=True)} {weekday_text(wish.first)}"
    return f"{day_text(wish.first, year=True)}—{day_text(wish.last, year=wish.last.year != wish.first.year)}"


def wish_options(choices: Iterable[Wish]) -> list[Option]:
    """Return the days that may be meant, as answers."""
    return [Option(f"{each.first}..{each.last}", each, wish_text(each)) for each in dict.fromkeys(choices)]


def read_wish(cell: Cell, *, received: date, hint: Hint = NO_HINT) -> ReadWish:
    """Return the days in a cell such as 12月3日—5日上午, 12月上旬 or 12月10日前.

    Args:
        cell: As it stands in the form.
        received: The day of the request; wishes lie after it.
        hint: What the title says about the year.
    """
    found = _read(cell, received, hint)
    if found.wish is not None and not (_plannable(found.wish.first) and _plannable(found.wish.last)):
        return ReadWish(None, note(N_("is no day that can be read: {text}"), text=text_of(cell)))
    return found


def _plannable(day: date | None) -> bool:
    return day is None or day.year in _YEARS


def _read(cell: Cell, received: date, hint: Hint) -> ReadWish:
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return _coming(Wish(day, day), received, written=True)
    shown = text_of(cell)
    words = unicodedata.normalize("NFKC", shown).strip(" 。.,;，；")
    dense = re.sub(r"\s+", "", words).casefold()
    if dense in _ANY:
        return ReadWish(Wish())
    if dense in _SOON:
        return ReadWish(Wish(), note(N_("names no day: taken as any day")))
    half = half_in(words)
    for read in (_loose, _exact, _before, _after, _stretch, _several):
        found = read(words, shown, received, hint)
        if found is not None:
            return _with_half(found, half)
    return ReadWish(None, note(N_("is no day that can be read: {text}"), text=shown))


def _with_half(found: ReadWish, half: Half | None) -> ReadWish:
    wish = replace(found.wish, half=half) if found.wish else None
    return ReadWish(wish, found.why, tuple(replace(each, half=half) for each in found.choices))


def _exact(words: str, shown: str, received: date, hint: Hint) -> ReadWish | None:
    try:
        found = read_day(words, _hint(hint, received))
    except Unreadable:
        return None
    if found.weekday is not None and found.weekday != found.day.weekday():
        return _wrong_weekday(found.day, found.weekday, shown)
    return _coming(Wish(found.day, found.day), received, written=_has_year(words, hint))


def _wrong_weekday(day: date, weekday: int, shown: str) -> ReadWish:
    near = [day + timedelta(n) for n in (-1, 1, -2, 2, -3, 3) if (day + timedelta(n)).weekday() == weekday]
    return ReadWish(
        None,
        note(N_("names a date and a weekday that do not belong together: {text}"), text=shown),
        tuple(Wish(each, each) for each in (day, *near)),
    )


def _loose(words: str, shown: str, received: date, hint: Hint) -> ReadWish | None:
    """A third of a month, a week, or a day counted from the day of the form."""
    plain = re.sub(r"[上下]午|全天|左右", "", words).strip()
    if plain in _NEAR:
        day = received + timedelta(_NEAR[plain])
        return ReadWish(None, _counted(shown, received), (Wish(day, day),))
    if week := _WEEK.match(plain):
        return ReadWish(None, _counted(shown, received), tuple(_weeks(week, received)))
    third = _THIRD.match(plain)
    if not third:
        return None
    month = int(third["m"]) if third["m"] else (received.month if third["this"] else received.month % 12 + 1)
    if not 1 <= month <= 12:
        return None
    year = int(third["y"]) if third["y"] else hint.year or received.year
    if third["next"] and received.month == 12:
        year = received.year + 1
    if year not in _YEARS:
        return None
    low, high = _PARTS.get(third["part"] or "", (1, 31))
    last = monthrange(year, month)[1]
    wish = Wish(date(year, month, low), date(year, month, min(high, last)))
    if third["this"] or third["next"]:
        return ReadWish(None, _counted(shown, received), (wish,))
    found = _coming(wish, received, written=bool(third["y"] or hint.year))
    if third["part"] in _ROUGH and found.wish is not None:
        return ReadWish(found.wish, note(N_("was read as a third of the month: {text}"), text=shown))
    return found


def _counted(shown: str, received: date) -> Note:
    return note(N_("counts from the day of the form, {day}: {text}"), day=received.isoformat(), text=shown)


def _weeks(week: re.Match[str], received: date) -> Iterator[Wish]:
    monday = received - timedelta(received.weekday())
    jumps = {"本": (0,), "这": (0,), "下": (1,), "下下": (2,)}.get(week["which"] or "", (0, 1))
    for jump in jumps:
        start = monday + timedelta(7 * jump)
        if week["day"]:
            day = start + timedelta(weekday_of(f"周{week['day']}") or 0)
            if day >= received:
                yield Wish(day, day)
        else:
            yield Wish(max(start, received), start + timedelta(4))


def _before(words: str, shown: str, received: date, hint: Hint) -> ReadWish | None:
    found = _BEFORE.match(words)
    inner = _part(found[1], received, hint, shown) if found else None
    if inner is None:
        return None
    return _map(inner, lambda wish: Wish(None, wish.last))


def _after(words: str, shown: str, received: date, hint: Hint) -> ReadWish | None:
    found = _AFTER.match(words)
    inner = _part(found[1], received, hint, shown) if found else None
    if inner is None:
        return None
    return _map(inner, lambda wish: Wish(wish.first, None))


def _part(words: str, received: date, hint: Hint, shown: str) -> ReadWish | None:
    return _loose(words, shown, received, hint) or _exact(words, shown, received, hint)


def _map(found: ReadWish, change: Callable[[Wish], Wish]) -> ReadWish:
    wish = change(found.wish) if found.wish else None
    return ReadWish(wish, found.why, tuple(change(each) for each in found.choices))


def _stretch(words: str, shown: str, received: date, hint: Hint) -> ReadWish | None:
    plain = re.sub(r"[\(（][^)）]*[\)）]?", "", words)
    for split in _SPLITS:
        for mark in split.finditer(plain):
            one, two = plain[: mark.start()], plain[mark.end() :]
            try:
                first = read_day(one, _hint(hint, received))
                last = read_day(two, Hint(first.day.year, first.day.month))
            except Unreadable:
                continue
            return _between(first.day, last.day, shown, received, written=_has_year(plain, hint))
    return None


def _between(first: date, last: date, shown: str, received: date, *, written: bool) -> ReadWish:
    if last >= first:
        return _coming(Wish(first, last), received, written=written)
    choices = [Wish(last, first)]
    if not written or last.month < first.month:
        later = _shifted(last, first.year + 1) if last.month < first.month else last
        if later > first:
            if last.month < first.month and not written:  # 12月28日至1月5日 runs over the turn of the year
                return _coming(Wish(first, later), received, written=written)
            choices.insert(0, Wish(first, later))
    return ReadWish(None, note(N_("ends before it starts: {text}"), text=shown), tuple(choices))


def _several(words: str, shown: str, received: date, hint: Hint) -> ReadWish | None:
    parts = [part for part in _EITHER.split(words) if part]
    if len(parts) < 2:
        return None
    days: list[date] = []
    for part in parts:
        try:
            at = Hint(days[-1].year, days[-1].month) if days else _hint(hint, received)
            days.append(read_day(part, at).day)
        except Unreadable:
            return None
    singles = tuple(Wish(day, day) for day in dict.fromkeys(days))
    why = note(N_("names several days: {text}"), text=shown)
    return ReadWish(None, why, (*singles, Wish(min(days), max(days))) if len(singles) > 1 else singles)


def _coming(wish: Wish, received: date, *, written: bool) -> ReadWish:
    """Wishes lie ahead: what is over is asked about, with the same days of the next year beside it."""
    end = wish.last or wish.first
    if end is None or end >= received:
        return ReadWish(wish)
    later = Wish(_next_year(wish.first), _next_year(wish.last))
    why = note(N_("lies before the day of the form, {day}"), day=received.isoformat())
    if not written:
        why = note(N_("names no year and is over this year, counted from the day of the form, {day}"),
                   day=received.isoformat())  # fmt: skip
    return ReadWish(None, why, (later, wish) if not written else (wish, later))


def _next_year(day: date | None) -> date | None:
    return None if day is None else _shifted(day, day.year + 1)


def _shifted(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _hint(hint: Hint, received: date) -> Hint:
    return Hint(hint.year or received.year, hint.month)


def _has_year(words: str, hint: Hint) -> bool:
    return hint.year is not None or bool(_WRITTEN_YEAR.search(words))
