"""Days off that only some counties have: 三月三, 火把节, 泼水节 and others, as suggestions for the office to add.

None of them is ours to decree: each autonomous region, prefecture or county sets its own days by its own rule, so a
suggestion names what is usual and the office checks it (domain.md 4, generally known). A further one is one line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.calendar.lunar import solar_of
from core.i18n import N_


@dataclass(frozen=True, slots=True)
class LocalHoliday:
    """A holiday of some places.

    Attributes:
        name: As written on the calendar; not translated, it is the holiday's own name.
        where: Msgid: who usually has it.
        first: The first day in a year; None where its date is announced each year and has to be entered.
        days: How many days are usual.
    """

    key: str
    name: str
    where: str
    first: Callable[[int], date | None] | None
    days: int

    def on(self, year: int) -> list[date]:
        """Return the usual days in *year*, none where they have to be entered."""
        first = self.first(year) if self.first is not None else None
        return [] if first is None else [first + timedelta(n) for n in range(self.days)]


def _lunar(month: int, day: int) -> Callable[[int], date | None]:
    return lambda year: solar_of(year, month, day)


def _solar(month: int, day: int) -> Callable[[int], date | None]:
    return lambda year: date(year, month, day)


_ENTERED: Final = N_("announced each year; enter the date")
LOCAL_HOLIDAYS: Final = (
    LocalHoliday("sanyuesan", "三月三", N_("Guangxi; lunar 3/3 and the day after"), _lunar(3, 3), 2),
    LocalHoliday("torch", "火把节", N_("Yi prefectures and counties; from lunar 6/24"), _lunar(6, 24), 3),
    LocalHoliday("water", "泼水节", N_("Dai prefectures; about 13 to 15 April"), _solar(4, 13), 3),
    LocalHoliday("yi_new_year", "彝族年", N_("Liangshan; about 20 November"), _solar(11, 20), 3),
    LocalHoliday("munao", "目瑙纵歌节", N_("Jingpo counties; lunar 1/15 and the day after"), _lunar(1, 15), 2),
    LocalHoliday("panwang", "盘王节", N_("Yao counties; lunar 10/16"), _lunar(10, 16), 1),
    LocalHoliday("eid_al_fitr", "开斋节", _ENTERED, None, 1),
    LocalHoliday("eid_al_adha", "古尔邦节", _ENTERED, None, 1),
    LocalHoliday("losar", "藏历新年", _ENTERED, None, 3),
    LocalHoliday("miao_new_year", "苗年", _ENTERED, None, 3),
    LocalHoliday("founding", "县庆日", N_("the county's own founding day; enter the date"), None, 1),
)
"""In the order in which they are offered."""
