import json
import re
import struct
import time
import zlib
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import chain

import pytest
import segno
from pypdf import PdfReader

from core import i18n
from core.documents import fonts as fonts_module
from core.documents.fonts import FontBook, installed_fonts
from core.documents.forms import FORMS, VISIT_SHEET
from core.documents.pdf import RenderedPdf, render, render_pngs
from core.documents.visit_sheet import (
    BroughtIssue,
    Person,
    SheetAppointment,
    VisitSheet,
    code_text,
    file_stem,
    padded_name,
    plain,
    sheet_fields,
    spread,
    uid_in,
)
from core.errors import FormNotSet, NoChineseFont
from tests.core.documents.sheets import DAY, HOSTILE, PICTURE, with_issues


@pytest.fixture(autouse=True)
def chinese():
    before = i18n.language()
    i18n.set_language("zh_CN")
    yield
    i18n.set_language(before)


def printed(sheet: VisitSheet) -> RenderedPdf:
    return render(VISIT_SHEET, sheet, made_on=DAY)


def pages_text(pdf: RenderedPdf) -> list[str]:
    """The text of each page without blanks: lines break wherever a cell ends."""
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(pdf.data)).pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_sheet_of_the_picture_is_one_page_with_four_lines_left_to_write_on():
    pdf = printed(PICTURE)
    (text,) = pages_text(pdf)

    assert pdf.pages == 1
    for words in (
        "云岭县领导干部现场办公登记表", "编号：云岭下访〔2026〕108号", "2026年11月23日", "周立明（县委书记）",
        "星期一上午9:00—11:30", "镇便民服务中心", "县交通运输局、县卫生健康局、东岭镇人民政府",
        "一、带办事项", "共4件，现场逐件核对",
        "▲超期6个工作日", "▲超期4个工作日", "12月8日", "前2件为预约，其余现场填写", "领导意见", "记录人",
        "本表一式两份，县委办、乡镇各存一份。", "扫码打开", "—1—",
    ):  # fmt: skip
        assert words in text
    assert [text.count(word) for word in ("未动", "在办", "办好", "不满意")] == [4, 4, 4, 4]
    assert text.index("领导意见") > text.index("6")


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (4, 1), (8, 2), (60, 4)])
def test_every_issue_is_printed_once_and_row_numbers_never_start_again(count, pages):
    titles = [f"第{at}件事项需要核对" for at in range(1, count + 1)]
    pdf = printed(replace(PICTURE, brought=tuple(BroughtIssue(title, "县水利局", DAY) for title in titles)))
    texts = pages_text(pdf)

    assert (pdf.pages, len(texts)) == (pages, pages)
    whole = "".join(texts)
    assert [whole.count(title) for title in titles] == [1] * count
    assert re.findall(r"(\d+)第\d+件事项", whole) == [str(at) for at in range(1, count + 1)]
    assert ("无未办结问题" in whole) == (count == 0)


def test_table_heads_are_repeated_and_later_pages_say_whose_they_are():
    texts = pages_text(printed(with_issues(60)))

    assert [text.count("序号") for text in texts] == [1, 1, 1, 2]
    assert all("登记表（续）" in text and "云岭下访〔2026〕108号" in text for text in texts[1:])
    assert [f"—{at}—" in text for at, text in enumerate(texts, 1)] == [True] * 4


@pytest.mark.parametrize("count", range(0, 66, 3))
@pytest.mark.parametrize("appointments", [0, 2, 7])
def test_the_last_page_always_has_lines_to_write_on(count, appointments):
    booked = tuple(SheetAppointment("张三", "一组", "事由") for _ in range(appointments))
    pdf = printed(replace(with_issues(count), appointments=booked))
    last = PdfReader(BytesIO(pdf.data)).pages[-1].extract_text()
    bare_numbers = [int(line) for line in last.splitlines() if re.fullmatch(r"\d+", line.strip())]
    blanks = bare_numbers[bare_numbers.index(max(bare_numbers)) :: -1]
    run = next(at for at, number in enumerate(chain(blanks, [-1])) if number != blanks[0] - at)

    assert "领导意见" in last
    assert run >= 4
    assert max(bare_numbers) >= 6


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_what_people_said_is_printed_letter_for_letter(text):
    sheet = replace(
        PICTURE,
        township=text,
        place=text,
        leader=Person(text, text),
        agencies=(text,),
        brought=(BroughtIssue(text, text, DAY),),
        appointments=(SheetAppointment(text, text, text),),
    )
    pdf = printed(sheet)

    # ten cells, and the head of each further page names the township again
    assert "".join(pages_text(pdf)).count(squeezed(text)) == 9 + pdf.pages


def test_a_township_name_of_sixty_characters_and_a_long_issue_fit():
    name = "东岭" * 29 + "街道"
    long_text = "路面塌陷，车辆绕行，群众反映强烈。" * 23
    pdf = printed(replace(PICTURE, township=name, brought=(BroughtIssue(long_text, name, DAY),)))

    text = "".join(pages_text(pdf))
    assert name in text
    assert long_text in text


def test_only_a_row_taller_than_a_page_is_ever_split():
    huge = "甲乙丙丁戊己庚辛壬癸" * 150
    texts = pages_text(printed(replace(PICTURE, brought=(BroughtIssue("短", "", DAY), BroughtIssue(huge, "", DAY)))))
    whole = "".join(texts)

    assert sum(whole.count(sign) for sign in "甲") == 150
    for kept in printed_titles_on_one_page(60):
        assert kept


def printed_titles_on_one_page(count: int) -> list[bool]:
    titles = [f"起{at}头" + "长" * 45 + f"收{at}尾" for at in range(count)]
    texts = pages_text(printed(replace(PICTURE, brought=tuple(BroughtIssue(title, "", DAY) for title in titles))))
    return [any(title in text for text in texts) for title in titles]


def test_nobody_named_in_an_issue_travels_along_and_the_code_holds_the_uid_only():
    fields = sheet_fields(PICTURE)

    assert set(fields["items"][0]) == {"no", "text", "agency", "due", "late", "last"}
    assert code_text(PICTURE.uid) == "ONSITE:V1:3F2B9C1E-8D47-4A50-9E11-0C5D7A6B1F22"
    assert uid_in(code_text(PICTURE.uid)) == PICTURE.uid


@pytest.mark.parametrize("foreign", ["", "ONSITE:V1:", "https://example.org", "6901234567892", "ONSITE:V2:abc"])
def test_a_foreign_code_is_not_taken_for_a_sheet(foreign):
    assert uid_in(foreign) is None


def test_the_printed_code_is_the_one_that_segno_makes_for_the_payload():
    from PySide6.QtGui import QImage  # noqa: PLC0415 - only this test looks at pixels

    expected = [
        [bool(dark) for dark in row]
        for row in segno.make(code_text(PICTURE.uid), micro=False, error="m", boost_error=False).matrix
    ]
    image = QImage.fromData(render_pngs(VISIT_SHEET, PICTURE, made_on=DAY, ppi=600)[0])
    per_mm = 600 / 25.4
    left, top = (210 - 22.4 - 13) * per_mm, (265.6 + 4) * per_mm
    step = 13 * per_mm / len(expected)
    seen = [
        [
            image.pixelColor(int(left + (x + 0.5) * step), int(top + (y + 0.5) * step)).lightness() < 128
            for x in range(len(expected))
        ]
        for y in range(len(expected))
    ]

    assert seen == expected


def test_the_same_facts_give_the_same_bytes_and_no_trace_of_this_computer():
    first, again = printed(PICTURE), printed(replace(PICTURE))
    meta = PdfReader(BytesIO(first.data)).metadata

    assert first.data == again.data
    assert meta is not None
    assert (meta.title, meta.author, meta.subject) == ("云岭县领导干部现场办公登记表", None, None)
    assert set(meta) <= {"/Title", "/Creator", "/CreationDate", "/ModDate"}
    assert b"/work/" not in first.data
    assert b"root" not in first.data.lower().replace(b"/structtreeroot", b"").replace(b"/root", b"")


def test_fonts_named_are_those_embedded_and_each_stand_in_is_told():
    pdf = printed(PICTURE)
    embedded = set()
    for page in PdfReader(BytesIO(pdf.data)).pages:
        for font in page["/Resources"]["/Font"].values():
            embedded.add(font.get_object()["/BaseFont"].split("+")[-1].removesuffix("-Identity-H"))

    assert set(pdf.fonts) == embedded
    assert len(PdfReader(BytesIO(pdf.data)).pages) == pdf.pages
    wanted = [wanted for wanted, _used in pdf.substituted]
    assert set(wanted) <= {"方正小标宋简体", "仿宋_GB2312", "黑体"}


def test_a_character_that_no_font_has_is_named_before_printing():
    pdf = printed(replace(PICTURE, township="𠮷镇\U000f1234", place="䶮"))

    assert pdf.missing == ("\U000f1234",)


def test_without_any_chinese_font_the_sentence_says_what_to_install():
    with pytest.raises(NoChineseFont) as refused:
        render(VISIT_SHEET, PICTURE, made_on=DAY, fonts=FontBook(system=False))

    assert "fonts-noto-cjk" in str(refused.value)


def test_a_serif_font_alone_is_enough_and_bold_words_get_an_outline(tmp_path):
    regular = next(
        font.path
        for font in installed_fonts().handle.fonts()
        if font.family == "Noto Serif CJK SC" and font.weight == 400
    )
    (tmp_path / "only.ttc").symlink_to(regular)
    book = FontBook((tmp_path,), system=False)
    pdf = render(VISIT_SHEET, PICTURE, made_on=DAY, fonts=book)

    assert set(book.plan().no_bold) == {"title", "body", "label", "kai"}
    assert {used for _wanted, used in pdf.substituted} == {"Noto Serif CJK SC"}
    assert (pdf.fonts, pdf.pages) == (("NotoSerifCJKsc-Regular",), 1)


def test_a_damaged_form_is_refused_with_its_name(monkeypatch, tmp_path):
    (tmp_path / "visit_sheet.typ").write_text("#let x = ", encoding="utf-8")
    monkeypatch.setattr("core.documents.pdf.resource", lambda *parts: tmp_path.joinpath(*parts[1:]))

    with pytest.raises(FormNotSet) as refused:
        printed(PICTURE)

    assert "登记表" in str(refused.value)


def test_glyph_coverage_equals_what_the_font_says_for_both_kinds_of_table():
    book = installed_fonts()
    assert book.missing(["中𠮷A"], ("Noto Serif CJK SC",)) == ()
    four = struct.pack(">HHHHHHH", 4, 0, 0, 4, 0, 0, 0) + struct.pack(">HHHHH", 0x42, 0xFFFF, 0, 0x41, 0xFFFF)
    assert fonts_module._segments(four, 0) == ((0x41, 0x42),)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张\u3000三"),
        ("张　三", "张\u3000三"),
        ("刘桂芳", "刘桂芳"),
        ("𠮷田", "𠮷\u3000田"),
        ("Li", "Li"),
        ("", ""),
    ],
)
def test_names_of_two_characters_are_padded(name, shown):
    assert padded_name(name) == shown


def test_labels_are_spread_and_unprintable_characters_vanish():
    assert (spread("乡镇"), spread("时间", 2), spread("下访领导")) == ("乡　镇", "时　　间", "下访领导")
    assert plain("\x00甲\r\n乙\u202e丙\ud800 ") == "甲 乙丙\ufffd"


def test_the_file_name_says_which_sheet_it_is():
    assert file_stem(PICTURE) == "登记表-东岭镇-20261123"


def test_every_form_has_its_file_and_words_that_can_be_stored_as_json():
    from core.paths import resource  # noqa: PLC0415

    assert all(resource("forms", form.template).is_file() for form in FORMS.values())
    assert json.loads(json.dumps(sheet_fields(PICTURE)))["items"][0]["late"] == "▲超期6个工作日"


def test_a_due_date_in_another_year_shows_its_year_and_rest_days_still_count_as_overdue():
    sheet = replace(
        PICTURE, brought=(BroughtIssue("甲", "", date(2027, 1, 5)), BroughtIssue("乙", "", DAY, overdue=True))
    )

    items = sheet_fields(sheet)["items"]
    assert (items[0]["due"], items[1]["late"]) == ("2027年1月5日", "▲已超期")


def test_in_english_the_labels_are_english_and_the_sheet_still_holds():
    i18n.set_language("en")
    pdf = printed(PICTURE)

    assert "Issuesbroughtalong" in "".join(pages_text(pdf))
    assert pdf.pages == 1


@pytest.mark.slow
def test_two_hundred_sheets_take_seconds_not_minutes():
    started = time.perf_counter()
    sizes = [len(printed(replace(with_issues(at % 12), number=f"云岭下访〔2026〕{at}号")).data) for at in range(200)]
    spent = time.perf_counter() - started

    print(f"200 sheets: {spent:.2f} s, {sum(sizes) / 1e6:.1f} MB")
    assert spent < 60


def test_compressed_streams_hold_no_stray_picture_file():
    for data in re.findall(rb"stream\r?\n(.*?)endstream", printed(PICTURE).data, re.S):
        try:
            body = zlib.decompress(data)
        except zlib.error:
            continue
        assert b"file://" not in body
