"""The independent counter behind deadlines.csv: walks day by day over holidays typed from the State Council's notices.

It imports nothing of ours. `python tests/core/data/walk_deadlines.py` writes the table again; the table is
kept as data, and a test compares it with `core.deadlines`.
"""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

DAY = timedelta(1)
COLUMNS = (
    *("case", "start", "amount", "unit", "roll", "pauses", "extensions"),
    *("due", "warn_on", "provisional", "today", "late", "left"),
)


def _span(year, text):
    """Return the days of "2.10-17 4.4-6 1.28-2.4"."""
    found = set()
    for part in text.split():
        first, _dash, last = part.partition("-")
        month, day = map(int, first.split("."))
        to = [int(n) for n in last.split(".")] if last else [day]
        end = date(year, *to) if len(to) == 2 else date(year, month, to[0])
        start = date(year, month, day)
        found |= {start + timedelta(n) for n in range((end - start).days + 1)}
    return found


OFF = (
    _span(2024, "1.1 2.10-17 4.4-6 5.1-5 6.10 9.15-17 10.1-7")
    | _span(2025, "1.1 1.28-2.4 4.4-6 5.1-5 5.31-6.2 10.1-8")
    | _span(2026, "1.1-3 2.15-23 4.4-6 5.1-5 6.19-21 9.25-27 10.1-7")
    | _span(2027, "1.1 2.5-8 4.5 5.1-2 6.9 9.15 10.1-3")  # statutory days only: not announced
)
ON = (
    _span(2024, "2.4 2.18 4.7 4.28 5.11 9.14 9.29 10.12")
    | _span(2025, "1.26 2.8 4.27 9.28 10.11")
    | _span(2026, "1.4 2.14 2.28 5.9 9.20 10.10")
)


def works(day):
    return day in ON or (day.weekday() < 5 and day not in OFF)


def unsettled(day):
    return day >= date(2026, 12, 29)


def walk(day, amount, unit, paused):
    """Return the day on which *amount* days after *day* are full."""
    while amount:
        day += DAY
        if day not in paused and (unit == "natural" or works(day)):
            amount -= 1
    return day


def deadline(start, amount, unit, roll, *, pauses, extensions):
    """Return (due, warn on, provisional)."""
    paused = {first + timedelta(n) for first, last in pauses for n in range((last - first).days + 1)}
    end = walk(start, amount, unit, paused)
    counted_from = start if unit == "working" else None
    for more, of in extensions:
        counted_from = counted_from or (end if of == "working" else None)
        end = walk(end, more, of, paused)
    due = end
    if roll == "next":
        while not works(due):
            due += DAY
    earlier = end
    while not works(earlier):
        earlier -= DAY
    if roll == "previous" and earlier > start:
        due = earlier
    warn_on = earlier if earlier >= start else due
    day = counted_from or min(end, due)
    provisional = False
    while day <= due:
        provisional = provisional or unsettled(day)
        day += DAY
    return due, warn_on, provisional


def days_between(after, upto):
    """Return the working days in (after, upto]."""
    count = 0
    while after < upto:
        after += DAY
        count += works(after)
    return count


FIXED = [
    ("domain 1.2: 15 days end inside National Day", "2026-09-18", 15, "natural", "next", "", ""),
    ("domain 1.2: the same date unrolled", "2026-09-18", 15, "natural", "none", "", ""),
    ("domain 1.2: 15 working days over National Day", "2026-09-18", 15, "working", "next", "", ""),
    ("domain 1.2: 15 days over Spring Festival", "2026-02-10", 15, "natural", "next", "", ""),
    ("domain 1.2: 15 working days over Spring Festival", "2026-02-10", 15, "working", "next", "", ""),
    ("the web says 12-01 for 60 days from 10-01, off by one", "2026-10-01", 60, "natural", "next", "", ""),
    ("the web leaves holidays out of 60 days, wrongly", "2026-08-15", 60, "natural", "next", "", ""),
    ("60 days and a 30-day extension, Art. 34", "2026-03-02", 60, "natural", "next", "", "30 natural"),
    ("15-day notice, Art. 23", "2026-04-30", 15, "natural", "next", "", ""),
    ("5 working days to object, Art. 23", "2026-04-30", 5, "working", "next", "", ""),
    ("a hearing pauses a re-examination, Art. 36", "2026-05-11", 30, "natural", "next", "2026-05-20..2026-05-29", ""),
    ("a make-up Saturday is the last day", "2026-10-09", 1, "working", "next", "", ""),
    ("a make-up Sunday counts", "2026-09-18", 1, "working", "next", "", ""),
    ("a Friday, one working day", "2026-11-20", 1, "working", "next", "", ""),
    ("the last sure day of 2026", "2026-12-25", 1, "working", "next", "", ""),
    ("New Year may still be moved", "2026-12-28", 1, "working", "next", "", ""),
    ("into 2027", "2026-12-21", 15, "working", "next", "", ""),
    ("natural days into 2027", "2026-12-01", 45, "natural", "next", "", ""),
    ("zero days on a working day", "2026-11-23", 0, "natural", "next", "", ""),
    ("the term ends before the only earlier working day", "2026-10-03", 1, "natural", "previous", "", ""),
]


def _random_cases(number):
    pick = random.Random(20261123)
    for n in range(number):
        start = date(2024, 1, 2) + timedelta(pick.randrange(1085))
        unit = pick.choice(["natural", "working"])
        amount = pick.choice([1, 2, 3, 5, 7, 10, 13, 15, 20, 30, 60])
        pauses = []
        if n % 3 == 0:
            first = start + timedelta(pick.randrange(1, amount + 1))
            pauses.append((first, first + timedelta(pick.randrange(0, 14))))
        if n % 9 == 0:
            first = pauses[0][0] + timedelta(pick.randrange(0, 20))
            pauses.append((first, first + timedelta(pick.randrange(0, 7))))
        extensions = [f"{pick.choice([5, 10, 15, 30])} {pick.choice(['natural', unit])}"] if n % 4 == 0 else []
        spelt = ";".join(f"{a}..{b}" for a, b in pauses)
        roll = pick.choice(["next", "next", "none", "previous"])
        yield (f"drawn {n + 1}", start.isoformat(), amount, unit, roll, spelt, ";".join(extensions))


def main():
    pick = random.Random(7)
    with (Path(__file__).parent / "deadlines.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for case, start, amount, unit, roll, pauses, extensions in [*FIXED, *_random_cases(200 - len(FIXED))]:
            stood = [tuple(map(date.fromisoformat, each.split(".."))) for each in pauses.split(";") if each]
            more = [(int(each.split()[0]), each.split()[1]) for each in extensions.split(";") if each]
            due, warn_on, open_ = deadline(date.fromisoformat(start), amount, unit, roll, pauses=stood, extensions=more)
            today = due + timedelta(pick.randrange(-15, 16))
            late, left = days_between(due, today), days_between(today, due)
            row = [case, start, amount, unit, roll, pauses, extensions, due, warn_on, int(open_), today, late, left]
            out.writerow(row)


if __name__ == "__main__":
    main()
