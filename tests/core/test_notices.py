# ruff: noqa: E501 - one case a line
"""Holiday notices against chinesecalendar, copied in every way, and with everything wrong that can be mistyped."""

import random
import time
from datetime import date, timedelta

import chinese_calendar
import docx
import pytest

from core.calendar import notices_errors as errors
from core.calendar.notices import read_notice
from core.calendar.notices_file import read_notice_file
from core.calendar.workdays import WorkCalendar, shipped_calendar_days
from core.errors import UserError
from core.i18n import set_language
from tests.core.notice_texts import LINES, notice_text

NOTICE = notice_text(2026)
CHANGED_LATER = {
    2018: {date(2018, 12, 29), date(2018, 12, 31)},  # said by the notice for 2019
    2019: {date(2019, 4, 28), date(2019, 5, 2), date(2019, 5, 3), date(2019, 5, 5)},  # 2019-03-22, Labour Day
    2020: {date(2020, 1, 31), date(2020, 2, 1)},  # 2020-01-26, Spring Festival prolonged
}


def days_of(text, year=None):
    return {each.entry.day: each.entry.is_workday for each in read_notice(text, year=year).days}


def mismatches(year):
    notice = read_notice(notice_text(year))
    calendar = WorkCalendar(notice.entries, [year])
    days = {date(year, 1, 1) + timedelta(n) for n in range(366)} | {each.day for each in notice.entries}
    known = {day for day in days if day.year < 2027 and (day.year == year or day in days_of(notice_text(year)))}
    return {day for day in known if calendar.is_workday(day) != chinese_calendar.is_workday(day)}, len(known)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_notice_gives_the_working_days_that_chinesecalendar_has(year):
    wrong, looked_at = mismatches(year)

    assert wrong == set()
    assert looked_at >= 365
    shipped = {each for each in shipped_calendar_days()[0] if each.day.year == year}
    assert set(read_notice(notice_text(year)).entries) == shipped


@pytest.mark.parametrize("year", [2017, 2018, 2019, 2020, 2021, 2022, 2023])
def test_older_notices_differ_only_where_a_later_one_changed_them(year):
    assert mismatches(year)[0] == CHANGED_LATER.get(year, set())


def test_new_year_reaches_into_the_december_before():
    days = days_of(notice_text(2019))

    assert [days[date(2018, 12, day)] for day in (29, 30, 31)] == [True, False, False]
    assert days_of(notice_text(2023))[date(2022, 12, 31)] is False


def test_the_table_says_where_each_day_comes_from():
    notice = read_notice(NOTICE)
    phrases = {each.entry.day: each.phrase for each in notice.days}

    assert (notice.year, notice.number) == (2026, "国办发明电〔2025〕7号")
    assert notice.source == "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）"
    assert phrases[date(2026, 2, 28)] == "2月14日（周六）、2月28日（周六）上班"
    assert phrases[date(2026, 10, 5)] == "10月1日（周四）至7日（周三）放假调休，共7天"
    assert (notice.off, notice.work, notice.doubts) == (33, 6, ())


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
COPIES = {
    "full-width digits": NOTICE.translate(FULL_WIDTH),
    "one line": NOTICE.replace("\n", ""),
    "blanks around digits": "".join(f" {sign} " if sign.isdigit() else sign for sign in NOTICE),
    "full-width blanks": NOTICE.replace("\n", "\n\u3000\u3000"),
    "windows line ends": NOTICE.replace("\n", "\r\n"),
    "a tilde": NOTICE.replace("至", "～"),
    "a hyphen": NOTICE.replace("至", "-"),
    "a double dash": NOTICE.replace("至", "——"),
    "an en dash": NOTICE.replace("至", "–"),
    "half-width punctuation": NOTICE.translate(str.maketrans("：，（）", ":,()")),
    "years everywhere": NOTICE.replace("：1月1日", "：2026年1月1日").replace("；2月15日", "；2026年2月15日"),
    "long weekdays": NOTICE.replace("周", "星期"),
    "a web page": "<html><body><p>" + NOTICE.replace("\n", "</p>\n<p>&nbsp;&nbsp;") + "</p></body></html>",
    "marks nobody sees": NOTICE.replace("日", "\u200b日\ufeff"),
    "lines broken within": NOTICE.replace("放假", "放\n假").replace("上班", "上\n班"),
    "around it a page": "首页 > 政策 > 2025-11-04 16:00 来源：中国政府网\n"
    + NOTICE
    + "\n【我要纠错】责任编辑：某某 2025年11月4日 16:00",
    "no sign-off": NOTICE[: NOTICE.index("节假日期间")],
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_however_it_was_copied_the_days_are_the_same(copy):
    assert days_of(copy) == days_of(NOTICE)


def test_only_the_lines_are_enough_where_the_year_is_told():
    lines = LINES[2026][2]

    assert days_of(lines, year=2026) == days_of(NOTICE)
    with pytest.raises(errors.NoticeYearUnknown):
        read_notice(lines)


def test_unnumbered_lines_are_known_by_their_names():
    bare = "\n".join(line.split("、", 1)[1] for line in LINES[2025][2].splitlines())

    assert days_of(bare, year=2025) == days_of(notice_text(2025))


WRONG = {
    "no such day": ("2月28日（周六）", "2月30日（周六）", errors.NoticeImpossibleDate, "2月14日（周六）、2月30日（周六）上班"),
    "no such month": ("10月10日（周六）", "13月10日（周六）", errors.NoticeImpossibleDate, "13月10日"),
    "the weekday": ("5月9日（周六）", "5月9日（周五）", errors.NoticeWrongWeekday, "5月9日（周五）上班"),
    "the weekday of a span": ("至6日（周一）", "至6日（周二）", errors.NoticeWrongWeekday, "至6日（周二）"),
    "the lunar day": ("农历正月初七", "农历正月初八", errors.NoticeWrongLunarDay, "农历正月初八"),
    "the count": ("共9天", "共8天", errors.NoticeWrongCount, "共8天"),
    "a make-up day in the week": ("1月4日（周日）", "1月5日（周一）", errors.NoticeNotAWeekend, "1月5日（周一）上班"),
    "a make-up day far away": ("2月28日（周六）", "11月28日（周六）", errors.NoticeFarMakeUp, "11月28日（周六）"),
    "another year": ("一、元旦：1月1日", "一、元旦：2025年1月1日", errors.NoticeWrongYear, "2025年1月1日（周四）"),
    "a span backwards": ("5月1日（周五）至5日（周二）", "5月5日（周二）至1日（周五）", errors.NoticeBackwards, "5月5日（周二）至1日（周五）"),
    "a day said twice": ("10月10日（周六）上班", "9月20日（周日）上班", errors.NoticeSaysTwice, "9月20日（周日）、9月20日（周日）上班"),
    "not its festival": ("6月19日（周五）至21日（周日）", "6月26日（周五）至28日（周日）", errors.NoticeMissesItsDay, "五、端午节"),
    "a typo in a name": ("二、春节", "二、春季", errors.NoticeUnknownHoliday, "春季"),
    "a typo in a verb": ("1月4日（周日）上班", "1月4日（周日）上斑", errors.NoticeUnclear, "上斑"),
    "a letter for a digit": ("10月10日（周六）上班", "1O月10日（周六）上班", errors.NoticeUnclear, "1O月10日"),
    "a sign like 日": ("1月4日（周日）", "1月4曰（周日）", errors.NoticeUnclear, "1月4曰"),
    "a lost comma": ("9月20日（周日）、10月10日", "9月20日（周日）10月10日", errors.NoticeUnclear, "10月10日"),
    "a holiday twice": ("三、清明节", "三、春节", errors.NoticeHolidayTwice, "三、春节"),
    "a weekend that is none": ("4月4日（周六）至6日（周一）放假，共3天", "4月4日至6日放假。4月8日放假，与周末连休", errors.NoticeNoWeekend, "4月8日放假，与周末连休"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "kind", "named"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_right_is_refused_by_its_phrase(old, new, kind, named):
    assert NOTICE.count(old) == 1

    with pytest.raises(kind) as refused:
        read_notice(NOTICE.replace(old, new))

    assert named in refused.value.text()
    set_language("zh_CN")
    assert named in refused.value.text()


def test_a_lost_line_is_missed_by_name():
    set_language("zh_CN")
    lost = "\n".join(line for line in NOTICE.splitlines() if "端午节：" not in line)

    with pytest.raises(errors.NoticeHolidayMissing, match="端午节"):
        read_notice(lost)


def test_a_lost_make_up_day_is_a_doubt_with_its_phrase():
    lost = read_notice(NOTICE.replace("1月4日（周日）上班。", ""))

    assert [(doubt.taken, doubt.by_law, doubt.found) for doubt in lost.doubts] == [(2, 1, 0)]
    assert "元旦" in lost.doubts[0].text()


OTHER = {
    "another year's": (notice_text(2025), errors.NoticeOtherYear),
    "two of them": (notice_text(2025) + NOTICE, errors.NoticeTwoYears),
    "a change of a year": (
        "国务院办公厅关于调整2019年劳动节假期安排的通知\n一、劳动节：2019年5月1日至4日放假调休，共4天。",
        errors.NoticeAmends,
    ),
    "nothing": ("", errors.NoticeEmpty),
    "blanks": (" \n\u3000\t ", errors.NoticeEmpty),
    "a novel": ("话说天下大势，分久必合，合久必分。" * 100, errors.NoticeNotFound),
    "a megabyte": ("一、元旦：1月1日放假。" * 90_000, errors.NoticeTooLong),
    "zeros": ("一、元旦\x00：1月1日放假。", errors.NoticeNotText),
    "an override": ("一、元旦\u202e：1月1日放假。", errors.NoticeNotText),
    "1890": (NOTICE.replace("2026", "1990"), errors.NoticeYearOutOfRange),
}


@pytest.mark.parametrize(("text", "kind"), OTHER.values(), ids=OTHER)
def test_other_texts_are_refused_each_in_its_own_words(text, kind):
    with pytest.raises(kind):
        read_notice(text, year=None if kind is errors.NoticeYearOutOfRange else 2026)


@pytest.mark.parametrize(
    "unit", ["关于调整2019年", "<a<b<c", "和及、", "一、一、", "1月1日至", "（（（", "元旦：", "&lt;", "农历"]
)
def test_a_hostile_text_is_answered_at_once(unit):
    began = time.perf_counter()
    with pytest.raises(UserError):
        read_notice(unit * (190_000 // len(unit)), year=2026)

    assert time.perf_counter() - began < 2


def test_one_mistyped_digit_is_never_another_table_in_silence():
    good, silent, tried = days_of(NOTICE), [], 0
    first, last = NOTICE.index("一、元旦"), NOTICE.index("节假日期间")
    for place in (place for place in range(first, last) if NOTICE[place].isdigit()):
        for digit in "0123456789".replace(NOTICE[place], ""):
            typed = NOTICE[:place] + digit + NOTICE[place + 1 :]
            tried += 1
            try:
                notice = read_notice(typed)
            except UserError:
                continue
            if {each.entry.day: each.entry.is_workday for each in notice.days} != good and not notice.doubts:
                silent.append(typed[place - 5 : place + 8])
    # Another Saturday of the same weeks cannot be told from the right one by anything in the text.
    assert silent == ["、10月17日（周六）上班"]
    assert tried > 400


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_any_usual_encoding(tmp_path, encoding):
    file = tmp_path / "通知.txt"
    file.write_bytes(NOTICE.encode(encoding))

    assert days_of(read_notice_file(file)) == days_of(NOTICE)


def test_a_word_file_is_read(tmp_path):
    document = docx.Document()
    for line in NOTICE.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "通知.docx"))

    assert days_of(read_notice_file(tmp_path / "通知.docx")) == days_of(NOTICE)


FILES = {
    "empty.txt": b"",
    "picture.txt": bytes(random.Random(4).randbytes(20_000)),
    "zip.txt": b"PK\x03\x04" + bytes(100),
    "half.docx": b"PK\x03\x04" + bytes(1000),
    "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "table.xlsx": b"PK\x03\x04" + bytes(100),
    "program.exe": b"MZ" + bytes(100),
    "page.docx": b"<html><body>1</body></html>",
    "big.txt": b"1" * (9 * 1024 * 1024),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_notice_is_refused_in_words(tmp_path, name):
    (tmp_path / name).write_bytes(FILES[name])

    with pytest.raises(UserError) as refused:
        read_notice(read_notice_file(tmp_path / name))

    assert "{" not in refused.value.text()


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    for path in (tmp_path, tmp_path / "nothing.txt"):
        with pytest.raises(UserError):
            read_notice_file(path)
