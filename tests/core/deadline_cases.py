# ruff: noqa: E501 - one case a line
"""200 fixed deadline cases: what is counted, and the dates found by an independent day-by-day count.

One line each: case | start | days, n natural or w working | roll | pauses | extensions (days, or until a date;
@ when granted) | due | press by, where it is another day | ? where the year is not announced, L for a late extension.
"""

CASES = """
# make-up days
a make-up Saturday counts|2026-10-09|1w|next|||2026-10-10||
a make-up Sunday counts|2026-09-18|1w|next|||2026-09-20||
both make-up days around National Day|2026-09-18|10w|next|||2026-10-09||
New Year's make-up Sunday counts|2025-12-31|1w|next|||2026-01-04||
three days over New Year and its make-up Sunday|2025-12-31|3w|next|||2026-01-06||
the Saturday before Spring Festival counts|2026-02-13|1w|next|||2026-02-14||
the Saturday after Spring Festival counts|2026-02-27|1w|next|||2026-02-28||
both Saturdays of Spring Festival|2026-02-12|8w|next|||2026-03-02||
the make-up Saturday of Labour Day|2026-05-08|1w|next|||2026-05-09||
over Labour Day with its Saturday|2026-04-29|5w|next|||2026-05-09||
natural days end on a make-up Saturday and stay|2026-10-05|5n|next|||2026-10-10||
natural days end on a make-up Sunday and stay|2026-09-15|5n|next|||2026-09-20||
a make-up Saturday is no day to roll from|2026-02-24|4n|previous|||2026-02-28||
a plain Sunday beside a make-up Saturday rolls on|2026-10-06|5n|next|||2026-10-12|2026-10-10|
a plain Sunday beside a make-up Saturday rolls back to it|2026-10-06|5n|previous|||2026-10-10||
2025: the Sunday before Spring Festival|2025-01-24|1w|next|||2025-01-26||
2025: the Saturday after Spring Festival|2025-02-07|1w|next|||2025-02-08||
2025: over Spring Festival, both made up|2025-01-24|6w|next|||2025-02-08||
2025: the Sunday before Labour Day|2025-04-25|2w|next|||2025-04-28||
2025: before the long October|2025-09-26|1w|next|||2025-09-28||
2025: over the long October|2025-09-26|5w|next|||2025-10-10||
2024: four make-up days in one month|2024-02-02|9w|next|||2024-02-20||
2024: Mid-autumn took its Saturday|2024-09-13|1w|next|||2024-09-14||
starting on a make-up day itself|2026-10-10|1w|next|||2026-10-12||
# long holidays
15 days end within National Day|2026-09-18|15n|next|||2026-10-08|2026-09-30|
the same unrolled|2026-09-18|15n|none|||2026-10-03|2026-09-30|
the same rolled back|2026-09-18|15n|previous|||2026-09-30||
15 working days over National Day|2026-09-18|15w|next|||2026-10-15||
15 days over Spring Festival|2026-02-10|15n|next|||2026-02-25||
15 working days over Spring Festival|2026-02-10|15w|next|||2026-03-09||
ends on the first day of Spring Festival|2026-02-05|10n|next|||2026-02-24|2026-02-14|
ends on the last day of Spring Festival|2026-02-13|10n|next|||2026-02-24|2026-02-14|
ends in Spring Festival, rolled back onto the made-up Saturday|2026-02-10|8n|previous|||2026-02-14||
60 days end in National Day|2026-08-04|60n|next|||2026-10-08|2026-09-30|
60 days end in National Day, rolled back|2026-08-04|60n|previous|||2026-09-30||
30 days end in Labour Day|2026-04-02|30n|next|||2026-05-06|2026-04-30|
30 days end in Labour Day, as they are|2026-04-02|30n|none|||2026-05-02|2026-04-30|
received in the middle of National Day|2026-10-03|5w|next|||2026-10-13||
received in the middle of Spring Festival|2026-02-18|15n|next|||2026-03-05||
received on New Year's Day|2026-01-01|15n|next|||2026-01-16||
5 working days to object over Labour Day|2026-04-30|5w|next|||2026-05-11||
5 working days to object over Tomb-sweeping Day|2026-04-03|5w|next|||2026-04-13||
5 working days to object over Dragon Boat|2026-06-18|5w|next|||2026-06-26||
5 working days to object over Mid-autumn|2026-09-24|5w|next|||2026-10-09||
10 working days over two holidays|2026-09-23|10w|next|||2026-10-14||
2025: 15 days end in the eight days of October|2025-09-20|15n|next|||2025-10-09|2025-09-30|
2025: 15 working days over them|2025-09-20|15w|next|||2025-10-16||
2025: 30 days end in Spring Festival|2025-01-02|30n|next|||2025-02-05|2025-01-27|
2024: 60 days end on Labour Day's third day|2024-03-04|60n|next|||2024-05-06|2024-04-30|
2024: a Monday holiday joined to a weekend|2024-06-07|3n|next|||2024-06-11|2024-06-07|
# natural days and how they roll
a Saturday moves to Monday|2026-11-06|15n|next|||2026-11-23|2026-11-20|
a Saturday stays|2026-11-06|15n|none|||2026-11-21|2026-11-20|
a Saturday moves to Friday|2026-11-06|15n|previous|||2026-11-20||
a Sunday moves to Monday|2026-11-07|15n|next|||2026-11-23|2026-11-20|
a Sunday stays|2026-11-07|15n|none|||2026-11-22|2026-11-20|
a Sunday moves to Friday|2026-11-07|15n|previous|||2026-11-20||
a Monday stays whatever the rule|2026-11-08|15n|next|||2026-11-23||
a Monday stays, rule before|2026-11-08|15n|previous|||2026-11-23||
one day from a Friday|2026-11-20|1n|next|||2026-11-23|2026-11-20|
one day from a Friday never ends before it began|2026-11-20|1n|previous|||2026-11-21|2026-11-20|
three days from a Friday|2026-11-20|3n|next|||2026-11-23||
60 days from 1 October end on 30 November|2026-10-01|60n|next|||2026-11-30||
the web says 60 days leave holidays out, wrongly|2026-08-15|60n|next|||2026-10-14||
90 days|2026-03-02|90n|next|||2026-06-01|2026-05-29|
365 days|2025-06-01|365n|next|||2026-06-01||
February of an ordinary year|2026-02-26|3n|none|||2026-03-01|2026-02-28|
February of a leap year|2024-02-26|3n|none|||2024-02-29||
29 February is a day|2024-02-28|1n|none|||2024-02-29||
a year later, from 29 February|2024-02-29|365n|next|||2025-02-28||
a single day between two days off|2026-10-03|1n|previous|||2026-10-04||
100 working days|2026-03-02|100w|next|||2026-07-24||
250 working days|2025-03-03|250w|next|||2026-03-05||
# pauses
five days in the middle|2026-11-02|15n|next|2026-11-09..2026-11-13||2026-11-23|2026-11-20|
five days in the middle of working days|2026-11-02|15w|next|2026-11-09..2026-11-13||2026-11-30||
a weekend in a working-day term adds nothing|2026-11-02|15w|next|2026-11-07..2026-11-08||2026-11-23||
a weekend in a natural term adds two days|2026-11-02|16n|next|2026-11-07..2026-11-08||2026-11-20||
a single day|2026-11-02|10w|next|2026-11-05..2026-11-05||2026-11-17||
before the start, over by then|2026-11-02|10w|next|2026-10-20..2026-10-30||2026-11-16||
before the start, reaching into the term|2026-11-02|10w|next|2026-10-28..2026-11-04||2026-11-18||
before the start, reaching in, natural|2026-11-02|10n|next|2026-10-28..2026-11-04||2026-11-16|2026-11-13|
from the start day itself|2026-11-02|10n|next|2026-11-02..2026-11-06||2026-11-16||
only on the start day, which is not counted|2026-11-02|10n|next|2026-11-02..2026-11-02||2026-11-12||
from the last day on|2026-11-02|10n|next|2026-11-12..2026-11-16||2026-11-17||
across the end|2026-11-02|10n|next|2026-11-10..2026-11-20||2026-11-23||
across the end, working days|2026-11-02|10w|next|2026-11-12..2026-11-24||2026-11-27||
from the day after the end: too late|2026-11-02|10n|next|2026-11-13..2026-11-20||2026-11-12||
long after the end: too late|2026-11-02|5w|next|2026-12-01..2026-12-10||2026-11-09||
two that overlap count once|2026-11-02|20n|next|2026-11-05..2026-11-10;2026-11-08..2026-11-14||2026-12-02||
two that overlap, working days|2026-11-02|20w|next|2026-11-05..2026-11-10;2026-11-08..2026-11-14||2026-12-09||
one within the other|2026-11-02|20n|next|2026-11-05..2026-11-16;2026-11-08..2026-11-10||2026-12-04||
two that touch|2026-11-02|20n|next|2026-11-05..2026-11-08;2026-11-09..2026-11-12||2026-11-30||
two apart|2026-11-02|20n|next|2026-11-05..2026-11-08;2026-11-16..2026-11-18||2026-11-30|2026-11-27|
given in the wrong order|2026-11-02|20n|next|2026-11-16..2026-11-18;2026-11-05..2026-11-08||2026-11-30|2026-11-27|
the second only counts because of the first|2026-11-02|10n|next|2026-11-09..2026-11-13;2026-11-16..2026-11-18||2026-11-20||
the second too late in spite of the first|2026-11-02|10n|next|2026-11-09..2026-11-10;2026-11-20..2026-11-22||2026-11-16|2026-11-13|
over National Day, natural days|2026-09-18|15n|next|2026-09-28..2026-10-09||2026-10-15||
over National Day, working days|2026-09-18|15w|next|2026-09-28..2026-10-09||2026-10-22||
only the holiday itself, working days: nothing|2026-09-18|15w|next|2026-10-01..2026-10-07||2026-10-15||
only the holiday itself, natural days|2026-09-18|15n|next|2026-10-01..2026-10-07||2026-10-10||
on a make-up Saturday|2026-10-08|5w|next|2026-10-10..2026-10-10||2026-10-15||
it begins on the days off the end rolls over|2026-11-02|12n|next|2026-11-15..2026-11-18||2026-11-19|2026-11-13|
it begins on the very day the end rolled to|2026-11-02|12n|next|2026-11-16..2026-11-18||2026-11-19|2026-11-13|
it begins after the day the end rolled to|2026-11-02|12n|next|2026-11-17..2026-11-18||2026-11-16|2026-11-13|
a Sunday only, while the end rolls over it|2026-11-02|12n|next|2026-11-15..2026-11-15||2026-11-16|2026-11-13|
it begins in National Day, on days the end rolls over|2026-09-18|15n|next|2026-10-05..2026-10-14||2026-10-15|2026-09-30|
rolled days do not pause where the rule is none|2026-11-02|12n|none|2026-11-15..2026-11-18||2026-11-14|2026-11-13|
three in a row, each reached through the one before|2026-11-02|5w|next|2026-11-09..2026-11-10;2026-11-11..2026-11-12;2026-11-13..2026-11-16||2026-11-17||
a year-long one|2025-03-03|30w|next|2025-03-10..2026-03-09||2026-04-15||
re-classed to 10 days, the pause goes with it|2026-11-02|10n|next|2026-11-05..2026-11-11||2026-11-19||
re-classed to 60 days, the pause goes with it|2026-11-02|60n|next|2026-11-05..2026-11-11||2027-01-08||?
re-classed to working days, the pause goes with it|2026-11-02|10w|next|2026-11-05..2026-11-11||2026-11-23||
# hearings (Art. 36: they do not count)
re-examination, a hearing of one day|2026-05-11|30n|next|2026-05-25..2026-05-25||2026-06-11||
re-examination, a hearing of ten days|2026-05-11|30n|next|2026-05-20..2026-05-29||2026-06-22|2026-06-18|
a hearing over Dragon Boat|2026-05-25|30n|next|2026-06-15..2026-06-24||2026-07-06|2026-07-03|
a hearing on the last day|2026-05-11|30n|next|2026-06-10..2026-06-10||2026-06-11||
a hearing the day after the last: too late|2026-05-12|30n|none|2026-06-12..2026-06-15||2026-06-11||
two hearings|2026-05-11|30n|next|2026-05-18..2026-05-20;2026-06-01..2026-06-03||2026-06-16||
a hearing and papers sent back, one after the other|2026-03-02|60n|next|2026-03-16..2026-03-20;2026-03-21..2026-04-03||2026-05-20||
a hearing at the end of National Day|2026-09-10|30n|next|2026-10-08..2026-10-12||2026-10-15||
a hearing before the request: nothing|2026-05-11|30n|next|2026-05-04..2026-05-08||2026-06-10||
# extensions
30 days on 60, Art. 34|2026-03-02|60n|next||30n|2026-06-01|2026-05-29|
30 days on 60, rolled back|2026-03-02|60n|previous||30n|2026-05-29||
counted from the unrolled Saturday|2026-11-06|15n|next||10n|2026-12-01||
working days on natural days|2026-11-02|10n|next||5w|2026-11-19||
natural days on working days|2026-11-02|10w|next||5n|2026-11-23|2026-11-20|
twice|2026-11-02|10n|next||5n;5n|2026-11-23|2026-11-20|
working days over National Day|2026-09-14|10w|next||5w|2026-10-10||
to a date|2026-11-02|10n|next||until 2026-12-04|2026-12-04||
to a date that is a Saturday|2026-11-02|10n|next||until 2026-12-05|2026-12-07|2026-12-04|
to a date that is a Saturday, as it is|2026-11-02|10n|none||until 2026-12-05|2026-12-05|2026-12-04|
to a date in National Day|2026-09-01|15n|next||until 2026-10-02|2026-10-08|2026-09-30|
to a date, then by days|2026-11-02|10n|next||until 2026-11-20;5w|2026-11-27||
by days, then to a date|2026-11-02|10n|next||5n;until 2026-12-04|2026-12-04||
a date wins over the days beside it|2026-11-02|10w|next||until 2026-12-01|2026-12-01||
granted in time, on the last day|2026-11-02|10n|next||10n @2026-11-12|2026-11-23|2026-11-20|
granted late, a day after|2026-11-02|10n|next||10n @2026-11-13|2026-11-23|2026-11-20|L
granted on the Monday the end rolled to: in time|2026-11-06|15n|next||10n @2026-11-23|2026-12-01||
granted on the Tuesday after: late|2026-11-06|15n|next||10n @2026-11-24|2026-12-01||L
granted on the Monday where the Saturday stands: late|2026-11-06|15n|none||10n @2026-11-23|2026-12-01||L
granted after National Day, to which the end rolled: in time|2026-09-18|15n|next||10n @2026-10-08|2026-10-13||
granted a day after that: late|2026-09-18|15n|next||10n @2026-10-09|2026-10-13||L
late, to a date|2026-11-02|10n|next||until 2026-12-01 @2026-11-20|2026-12-01||L
a pause, then an extension|2026-11-02|15n|next|2026-11-09..2026-11-13|10n|2026-12-02||
a pause within the extension|2026-11-02|10n|next|2026-11-16..2026-11-20|15n|2026-12-02||
a pause within the extension, working days|2026-11-02|10n|next|2026-11-16..2026-11-20|10w|2026-12-03||
a pause within an extension to a date|2026-11-02|10n|next|2026-11-18..2026-11-20|until 2026-11-30|2026-12-03||
a pause within an extension to a date, working days|2026-11-02|5w|next|2026-11-16..2026-11-18|until 2026-11-24|2026-11-27||
a pause across an extension to a Saturday, working days|2026-11-02|5w|next|2026-11-21..2026-11-25|until 2026-11-21|2026-11-26||
a pause across an extension to a Saturday, natural days|2026-11-02|5n|next|2026-11-21..2026-11-25|until 2026-11-21|2026-11-26||
a pause across the end and an extension|2026-11-02|10n|next|2026-11-10..2026-11-18|10n|2026-12-01||
a pause after an extension to a date: nothing|2026-11-02|10n|next|2026-12-10..2026-12-12|until 2026-12-04|2026-12-04||
an extension of no days|2026-11-02|10n|next||0n|2026-11-12||
# year ends
from the last day of 2025|2025-12-31|15n|next|||2026-01-15||
from New Year's Eve, 15 working days|2025-12-31|15w|next|||2026-01-22||
60 days over the end of 2025|2025-11-15|60n|next|||2026-01-14||
5 working days from 29 December 2025|2025-12-29|5w|next|||2026-01-06||
natural days end on New Year's Day 2026|2025-12-25|7n|next|||2026-01-04|2025-12-31|
rolled back from New Year's Day 2026|2025-12-25|7n|previous|||2025-12-31||
as it is on New Year's Day 2026|2025-12-25|7n|none|||2026-01-01|2025-12-31|
ends on the last day of 2025|2025-12-16|15n|next|||2025-12-31||
a pause over the end of 2025|2025-12-15|20w|next|2025-12-29..2026-01-07||2026-01-22||
an extension over the end of 2025|2025-12-01|20n|next||30n|2026-01-20||
from the last day of 2024|2024-12-31|10w|next|||2025-01-15||
New Year's Day 2025 alone|2024-12-30|2n|next|||2025-01-02|2024-12-31|
60 days from 1 November 2024|2024-11-01|60n|next|||2024-12-31||
from 29 December 2023 over a joined weekend|2023-12-29|3n|next|||2024-01-02|2023-12-29|
2022 into 2023, whose notice took 31 December|2022-12-26|5n|next|||2023-01-03|2022-12-30|
# years not announced
the last sure working day of 2026|2026-12-25|1w|next|||2026-12-28||
29 December may still be moved|2026-12-28|1w|next|||2026-12-29||?
into January 2027|2026-12-21|15w|next|||2027-01-12||?
natural days to January 2027|2026-12-01|45n|next|||2027-01-15||?
natural days to 28 December: sure|2026-12-13|15n|next|||2026-12-28||
natural days to 29 December: not sure|2026-12-14|15n|next|||2026-12-29||?
onto New Year's Day 2027|2026-12-17|15n|next|||2027-01-04|2026-12-31|?
onto New Year's Day 2027, as it is|2026-12-17|15n|none|||2027-01-01|2026-12-31|?
15 working days over Spring Festival 2027|2027-02-01|15w|next|||2027-02-24||?
into Spring Festival 2027|2027-01-25|12n|next|||2027-02-09|2027-02-04|?
onto a Saturday that may be made up|2027-01-15|15n|next|||2027-02-01|2027-01-29|?
60 days, a hearing, and into 2027|2026-10-20|60n|next|2026-11-02..2026-11-13||2026-12-31||?
an extension into 2027|2026-10-20|60n|next||30n|2027-01-18||?
an extension to a date in 2027|2026-10-20|10w|next||until 2027-01-08|2027-01-08||?
a pause that carries it into 2027|2026-12-07|10w|next|2026-12-14..2026-12-25||2027-01-05||?
rolled back out of 2027: not sure|2026-12-17|16n|previous|||2026-12-31||?
in the middle of 2028|2028-03-01|30n|next|||2028-03-31||?
# no days at all
on a working day|2026-11-23|0w|next|||2026-11-23||
on a working day, natural|2026-11-23|0n|next|||2026-11-23||
on a Saturday|2026-11-21|0n|next|||2026-11-23||
on a Saturday, as it is|2026-11-21|0n|none|||2026-11-21||
on a Saturday, never before it began|2026-11-21|0n|previous|||2026-11-21||
on a day off, working days|2026-10-01|0w|next|||2026-10-08||
a pause from that day on changes nothing|2026-11-23|0n|next|2026-11-23..2026-11-27||2026-11-23||
only the extension runs|2026-11-23|0n|next||5w|2026-11-30||
# the regulations' own
notice to the petitioner, Art. 23|2026-04-30|15n|next|||2026-05-15||
register and pass on, Art. 22|2026-09-25|15n|next|||2026-10-10||
conclude, Art. 34, accepted before Spring Festival|2026-02-06|60n|next|||2026-04-07||
conclude, hearing and extension|2026-03-02|60n|next|2026-04-07..2026-04-16|30n|2026-06-10||
review, Art. 35|2026-06-05|30n|next|||2026-07-06|2026-07-03|
simple petition: accept|2026-09-24|3w|next|||2026-09-30||
simple petition: conclude|2026-09-24|10w|next|||2026-10-15||
12345 complaint|2026-06-17|15w|next|||2026-07-09||
"""
