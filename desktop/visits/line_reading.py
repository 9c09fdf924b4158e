"""Reading a line with the names of the open schedule, and saying in a few words what was understood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core.clock import clock_text
from core.i18n import _, day_text, language, weekday_text
from core.one_line import Asked, KindEntry, Lexicon, Reading, read_line
from core.visits import HALF_NAMES
from db.queries.one_line import TABLES, line_directory
from desktop.context import AppContext


class LineReader:
    """Reads lines; the county's names are read from the schedule once and again after a change.

    Args:
        ctx: The open schedule.
    """

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx
        self._known: Lexicon | None = None
        self._stands_for: tuple[date, str] | None = None
        ctx.hub.changed.connect(self._forget)

    def read(self, text: str, given: Mapping[str, str] | None = None) -> Reading:
        """Return what *text* means, earlier answers taken into account."""
        return read_line(text, self.lexicon(), today=self._ctx.today(), calendar=self._ctx.calendar, given=given)

    def lexicon(self) -> Lexicon:
        """Return the county's names."""
        now = (self._ctx.today(), language())
        if self._known is None or self._stands_for != now:
            kinds = tuple(KindEntry(kind.key, _(kind.name)) for kind in self._ctx.kinds)
            with self._ctx.store.read() as session:
                found = line_directory(session, on=now[0], kinds=kinds, settings=self._ctx.settings)
            self._known = Lexicon(found)
            self._stands_for = now
        return self._known

    def words_of(self, reading: Reading) -> str:
        """Return 12月2日 周三 上午 · 孟杰 · 青石镇 · 信访接待, what is still asked with a question mark."""
        lexicon = self.lexicon()
        parts = [_when(reading), *(f"{q.words}?" for q in reading.questions)]
        if reading.leader_id is not None:
            ids = (reading.leader_id, *reading.leaders_along)
            parts.append("、".join(lexicon.leaders[each].name for each in ids))
        if reading.township_id is not None:
            village = lexicon.villages[reading.village_id].name if reading.village_id is not None else ""
            parts.append(lexicon.townships[reading.township_id].name + village)
        if reading.kind is not None:
            parts.append(lexicon.kinds[reading.kind].name)
        parts += [lexicon.agencies[each].short_name or lexicon.agencies[each].name for each in reading.agencies]
        return " · ".join(filter(None, [*parts, reading.place, reading.theme]))

    def _forget(self, tables: frozenset[str]) -> None:
        if TABLES & tables:
            self._known = None


def _when(reading: Reading) -> str:
    words = [f"{day_text(reading.day)} {weekday_text(reading.day)}"] if reading.day is not None else []
    if reading.starts_at is not None:
        ends = f"–{clock_text(reading.ends_at)}" if reading.ends_at is not None else ""
        words.append(clock_text(reading.starts_at) + ends)
    elif reading.half is not None and not reading.asks(Asked.TIME):
        words.append(_(HALF_NAMES[reading.half]))
    return " ".join(words)
