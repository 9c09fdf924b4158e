"""The columns of the three lists, and how their cells are painted. A further column is one line."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from core.counts import days_ago_text
from core.directory import TOWNSHIP_KIND_NAMES
from core.i18n import N_, _, day_text, listed
from core.names import name_key
from db.queries.directory import AgencyRow, TownshipRow
from db.queries.leader_detail import LeaderRow
from desktop.fonts import metrics
from desktop.theme import theme
from desktop.widgets.marks import paint_bar, paint_flag, paint_market_mark, paint_seal
from desktop.widgets.strokes import paint_phrase, paint_words, phrase_width
from desktop.widgets.table import Column

BAR_WIDTH = 44
LEAST_WORDS = 110
"""Less of a market rule than this is no reading: the next day stands alone."""


def township_name(row: TownshipRow) -> str:
    """Return the name and, where it is overdue, that it is."""
    return row.name if not row.overdue else f"{row.name} ({_('{n} overdue').format(n=row.overdue)})"


def way_text(row: TownshipRow) -> str:
    """Return 42 公里 · 63 分钟."""
    parts = []
    if row.distance_km is not None:
        parts.append(_("{n} km").format(n=row.distance_km))
    if row.travel_minutes is not None:
        parts.append(_("{n} min").format(n=row.travel_minutes))
    return " ".join(parts)


def market_text(row: TownshipRow) -> str:
    """Return the market days in words and the next one."""
    if row.next_market is None:
        return row.market
    return _("{rule}, next {day}").format(rule=row.market, day=day_text(row.next_market))


def liaison_text(row: TownshipRow) -> str:
    """Return the liaison with a masked phone."""
    return " ".join(part for part in (row.liaison, row.phone) if part)


def last_text(row: TownshipRow) -> str:
    """Return 12 天前 11月11日 陈雨桐."""
    if row.days is None or row.last_day is None:
        return _("never")
    ago = _("today") if row.days == 0 else days_ago_text(row.days)
    return f"{ago}  {day_text(row.last_day)} {row.last_leader}"


def next_text(row: TownshipRow) -> str:
    """Return 11月26日 陈雨桐."""
    return "" if row.next_day is None else f"{day_text(row.next_day)} {row.next_leader}"


def issues_text(row: TownshipRow | AgencyRow) -> str:
    """Return 4 件，2 件超期."""
    if not row.open:
        return ""
    return (
        _("{n} open, {late} overdue").format(n=row.open, late=row.overdue)
        if row.overdue
        else _("{n} open").format(n=row.open)
    )


def villages_text(row: TownshipRow) -> str:
    """Return villages visited this year of all."""
    return f"{row.visited} / {row.villages}" if row.villages else ""


def _paint_township(painter: QPainter, area: QRectF, row: TownshipRow) -> None:
    paint_words(painter, area, row.name, theme().ink, bold=True)


def _paint_market(painter: QPainter, area: QRectF, row: TownshipRow) -> None:
    if not row.market:
        return
    is_today = row.next_market is not None and row.next_market == row.today
    if is_today:
        paint_market_mark(painter, QRectF(area.left(), area.top(), 16, area.height()))
    words = row.market
    day = "" if row.next_market is None else _("today") if is_today else day_text(row.next_market)
    place = area.adjusted(22 if is_today else 0, 0, 0, 0)
    room = phrase_width(day) + 12 if day else 0
    if day and place.width() - room - 6 < min(LEAST_WORDS, metrics(14).horizontalAdvance(words)):
        paint_phrase(painter, place, day, theme().ink if is_today else theme().ink2)
        return
    paint_words(painter, place.adjusted(0, 0, -room - 6, 0), words, theme().ink2)
    if day:
        right = QRectF(area.right() - room + 4, area.top(), room, area.height())
        paint_phrase(painter, right, day, theme().ink if is_today else theme().ink3)


def _paint_last(painter: QPainter, area: QRectF, row: TownshipRow) -> None:
    colours = theme()
    if row.days is None or row.last_day is None:
        paint_words(painter, area, _("never"), colours.red)
        return
    paint_bar(painter, QRectF(area.left(), area.top(), BAR_WIDTH, area.height()), row.days, row.limit)
    ago = _("today") if row.days == 0 else days_ago_text(row.days)
    tone = colours.red if row.is_past_limit else colours.ink
    end = paint_phrase(painter, area.adjusted(BAR_WIDTH + 10, 0, 0, 0), ago, tone)
    rest = f"{day_text(row.last_day)} {row.last_leader}"
    paint_words(
        painter, QRectF(end + 10, area.top(), area.right() - end - 10, area.height()), rest, colours.ink3, px=13
    )


def _paint_held(painter: QPainter, area: QRectF, row: TownshipRow | AgencyRow) -> None:
    colours = theme()
    if not row.open:
        return
    x = area.left()
    if row.overdue:
        paint_flag(painter, QRectF(x, area.top(), 12, area.height()))
    words = issues_text(row)
    paint_phrase(painter, area.adjusted(17, 0, 0, 0), words, colours.red if row.overdue else colours.ink2)


def _paint_kinds(painter: QPainter, area: QRectF, row: LeaderRow) -> None:
    """Paint one seal per kind with the visits done and planned; kinds without any stay faint."""
    x = area.left()
    for kind in row.kinds:
        if not (kind.done or kind.planned):
            continue
        if x + 44 > area.right():
            break
        paint_seal(painter, QRectF(x, round(area.center().y() - 8), 16, 16), kind, hollow=not kind.planned)
        words = f"{kind.done}" + (f"+{kind.planned}" if kind.planned else "")
        place = QRectF(x + 20, area.top(), 34, area.height())
        x = paint_phrase(painter, place, words, theme().ink2) + 12


def kinds_text(row: LeaderRow) -> str:
    """Return the visits of the year by kind as words: 访 3+1."""
    counted = [kind for kind in row.kinds if kind.done or kind.planned]
    return " ".join(f"{k.seal} {k.done}" + (f"+{k.planned}" if k.planned else "") for k in counted)


def away_text(row: LeaderRow) -> str:
    """Return whether the leader is away now, or when next."""
    if row.away_until is not None:
        return _("away until {day}").format(day=_away_day(row, row.away_until))
    return _("from {day}").format(day=_away_day(row, row.next_away)) if row.next_away is not None else ""


def _away_day(row: LeaderRow, day: date) -> str:
    return day_text(day, year=day.year != row.year)


def _day(value: object) -> int | None:
    return value.toordinal() if hasattr(value, "toordinal") else None


def _text_key(words: str) -> str | None:
    return name_key(words) or None


TOWNSHIPS: Final = (
    Column(N_("Township"), township_name, lambda r: r.position, 102, 106, _paint_township),
    Column(N_("Kind of place"), lambda r: _(TOWNSHIP_KIND_NAMES[r.kind]), lambda r: r.kind, 60, 92,
           tone=lambda _r: "ink2", from_width=1180),
    Column(N_("Journey"), way_text, lambda r: r.distance_km, 122, 124, tone=lambda _r: "ink2",
           phrase=True, from_width=820),
    Column(N_("Population"), lambda r: "" if r.population is None else f"{r.population:,}", lambda r: r.population,
           82, 96, tone=lambda _r: "ink2", from_width=1280),
    Column(N_("Market days"), market_text, lambda r: _day(r.next_market), 0, 0, _paint_market),
    Column(N_("Liaison"), liaison_text, lambda r: _text_key(r.liaison), 164, 172,
           tone=lambda _r: "ink2", from_width=1380),
    Column(N_("Answers for it"), lambda r: listed(r.leaders), lambda r: _text_key("".join(r.leaders)), 100, 110,
           tone=lambda _r: "ink2", from_width=960),
    Column(N_("Villages"), villages_text, lambda r: r.visited / r.villages if r.villages else None, 66, 72,
           tone=lambda _r: "ink2", phrase=True, tip=lambda _r: _("Villages visited this year, of all villages"),
           from_width=1080),
    Column(N_("Last visit"), last_text, lambda r: 99_999 if r.days is None else r.days, 236, 262, _paint_last),
    Column(N_("Next visit"), next_text, lambda r: _day(r.next_day), 128, 128, tone=lambda _r: "ink2",
           from_width=800),
    Column(N_("Issues"), issues_text, lambda r: (r.overdue, r.open), 138, 166, _paint_held),
)  # fmt: skip

LEADERS: Final = (
    Column("", lambda r: str(r.rank), lambda r: r.rank, 52, 52, tone=lambda _r: "ink3"),
    Column(N_("Name"), lambda r: r.name, None, 84, 84, bold=True, tone=lambda r: "ink" if r.serves else "ink3"),
    Column(N_("Post"), lambda r: r.post, None, 0, 0, tone=lambda _r: "ink2"),
    Column(N_("Portfolio"), lambda r: r.portfolio, None, 0, 0, tone=lambda _r: "ink2", from_width=1020),
    Column(N_("AB partner"), lambda r: r.partner, None, 84, 84, tone=lambda _r: "ink2", from_width=840),
    Column(N_("Absence"), away_text, lambda r: _day(r.away_until or r.next_away), 132, 148,
           tone=lambda r: "amb" if r.away_until else "ink3", phrase=True, from_width=660),
    Column(N_("Visits, done + planned"), kinds_text, None, 190, 190, _paint_kinds,
           tip=lambda r: _("{done} done, {planned} planned this year").format(done=r.done, planned=r.planned)),
    Column(N_("Last visit"), lambda r: "" if r.last_day is None else f"{day_text(r.last_day)} {r.last_township}",
           lambda r: _day(r.last_day), 134, 134, tone=lambda _r: "ink2", from_width=800),
    Column(N_("Next visit"), lambda r: "" if r.next_day is None else f"{day_text(r.next_day)} {r.next_township}",
           lambda r: _day(r.next_day), 134, 134),
)  # fmt: skip
"""No column orders leaders by what they have done: numbers stand beside each for planning, not for ranking."""

AGENCIES: Final = (
    Column(N_("Unit"), lambda r: r.name, None, 0, 0, bold=True, tone=lambda r: "ink" if r.active else "ink3"),
    Column(N_("Short name"), lambda r: r.short_name if r.short_name != r.name else "", None, 120, 120,
           tone=lambda _r: "ink2"),
    Column(N_("Further names"), lambda r: listed(r.aliases), None, 0, 0, tone=lambda _r: "ink3", from_width=760),
    Column(N_("Contact"), lambda r: " ".join(p for p in (r.contact, r.phone) if p), None, 176, 180,
           tone=lambda _r: "ink2"),
    Column(N_("Open issues"), issues_text, lambda r: (r.overdue, r.open), 150, 160, _paint_held),
    Column(N_("Closed this year"), lambda r: str(r.closed) if r.closed else "", lambda r: r.closed, 100, 120,
           tone=lambda _r: "ink2", phrase=True),
    Column("", lambda r: "" if r.active else _("set aside"), None, 76, 76, tone=lambda _r: "ink3", from_width=700),
)  # fmt: skip
