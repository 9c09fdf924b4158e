"""Texts without people: names however spaced, numbers however typed, and what must stay."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chain import Variant
from core.classified import mark_in, marks_in, warning
from core.erasure import GONE, Eraser, traces_of
from core.numerals import in_spoken_digits, numbers_plain, spellings
from core.output_names import Watermark, marked_path, output_name, unmarked, variant_in
from core.redaction import PersonalWords, Redactor, redact_all, redact_text, redacted_person
from core.retention import retain_until

PERSON = PersonalWords("王桂英等5人", "13887126612、0871-65432109", "柳树村3组18号")
HIDING = Redactor.of([PERSON, PersonalWords("张家"), PersonalWords("群众")], ["张家镇", "柳树村", "水利局"])


@pytest.mark.parametrize(
    "text",
    [
        "王桂英说", "王 桂英说", "王　桂　英", "王\u200b桂英", "打13887126612",
        "打138-8712-6612", "打 138 8712 6612",
        "打１３８８７１２６６１２", "打+86 13887126612", "座机0871-65432109", "座机0871 65432109",
        "座机65432109", "座机6543 2109", "138.8712.6612", "138—8712—6612", "1 3 8 8 7 1 2 6 6 1 2", "王_桂_英",
        "身份证530102198801012317",
        "身份证53010219880101231X",
        "５３０１０２１９８８０１０１２３１７",
        "住柳树村3组18号",
        "住柳树村 3 组 18 号", "13999990000", "400-820-8820",
    ],
)  # fmt: skip
def test_nothing_of_a_person_is_left(text: str) -> None:
    said = HIDING.text(text)
    squeezed = "".join(said.split())
    for trace in ("桂英", "8712", "6612", "65432109", "19880101", "3组18号", "99990000", "8208820", "８７１２"):
        assert trace not in squeezed


@pytest.mark.parametrize(
    "text",
    ["张家镇的事", "水利局", "柳树村修路", "2026年11月23日", "云岭下访〔2026〕0287号", "补偿13887元", "群众反映", "",
     "2026-11-23 09:30", "第3组", "N2026-0001", "面积1388.7126平方米"],
)  # fmt: skip
def test_what_tells_of_nobody_stays(text: str) -> None:
    assert HIDING.text(text) == text


def test_a_name_inside_a_longer_public_one_stays_and_alone_goes() -> None:
    assert HIDING.text("张家镇张家说") == "张家镇张**说"


def test_a_redacted_person_keeps_the_surname_only() -> None:
    assert redacted_person("欧阳明月") == "欧阳**"
    assert redacted_person("") == ""
    assert "5" in redacted_person("王桂英", 5)


def test_all_texts_of_a_form_are_looked_through_and_codes_stay() -> None:
    code = "3f2b9c1e-8d47-4a50-9e11-138871266121"
    value = {"a": ["王桂英", {"b": "13887126612"}], "uid": code, "qr": "王桂英", "n": 3}
    said = redact_all(value, HIDING, leave=("qr",))
    assert said == {"a": ["王**", {"b": "(phone left out)"}], "uid": code, "qr": "王桂英", "n": 3}
    assert redact_text("李四和王五", ["李四"]) == "李**和王五"


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_is_found_between_any_other_signs(before: str, after: str) -> None:
    assert "桂英" not in HIDING.text(f"{before}王桂英{after}")


@given(st.text(max_size=60))
def test_erasing_never_makes_a_text_longer_and_leaves_no_trace(text: str) -> None:
    traces = traces_of([PERSON])
    eraser = Eraser(traces.names + traces.numbers)
    said = eraser.text(f"{text}王桂英{text}")
    assert len(said) <= len(text) * 2 + 3
    assert not eraser.is_in(said) or GONE in said


@pytest.mark.parametrize(
    "name",
    [
        "王桂英、李大山",
        "王桂英 李大山",
        "李大山，王桂英",
        "王桂英（女）",
        "王桂英(李大山之妻)、李大山",
        "王桂英和李大山",
        "王桂英夫妇",
        "王桂英女士、李大山等5人",
        "王大爷（王桂英）",
        "王大爷【王桂英】、李大爷(李大山)",
        "（王桂英）",
        "王大爷（王桂英",
        "王大爷：王桂英",
        "王大爷（又名王桂英，女，65岁）",
        "老伴(儿子李大山)、王大爷（王 桂英）",
        "王大爷（王桂英、李大山）夫妇",
        "王桂英（女）李大山",
    ],
)  # fmt: skip
def test_each_person_of_a_name_field_is_found_alone(name: str) -> None:
    spoken = ("王桂英反映" if "桂英" in name.replace(" ", "") else "") + ("，李大山同来" if "李大山" in name else "")
    text = f"{spoken}；王大爷（王桂英）" if "桂英" in name.replace(" ", "") else spoken
    assert not any(part in HIDING.of([PersonalWords(name)]).text(text) for part in ("桂英", "大山"))
    traces = traces_of([PersonalWords(name)])
    assert "桂英" not in Eraser(traces.names).text(text)


@pytest.mark.parametrize(
    "name", ["王桂英（女）", "王桂英（白族）", "王桂英(石桥村)", "王桂英（安全员、65岁）", "王桂英（高龄）等5人"]
)
def test_what_is_said_of_a_person_in_brackets_is_no_name(name: str) -> None:
    assert traces_of([PersonalWords(name)]).names == ("王桂英",)


@pytest.mark.parametrize(
    "text",
    [
        "1388712661213999990000", "打1388712661213999990000。", "13887126612139999900001388888777",
        "138871266120871654321",
        "202611231388712661" + "2", "13887126612530102198801012317", "53010219880101231X13887126612",
        "1.13887126612", "13887126612.13999990000", "13887126612/13999990000", "13887126612-13999990000",
        "138/8712/6612", "138,8712,6612", "138，8712，6612", "138（8712）6612", "138~8712~6612", "138：8712：6612",
        "138\n8712\n6612", "138＊8712＊6612", "138、8712、6612", "138\u2003871\u20032661\u20032",
        "一三八八七一二六六一二", "幺三八八七一二六六幺二一直不通", "①③⑧⑧⑦①②⑥⑥①②", "壹叁捌捌柒壹贰陆陆壹贰",
        "138八七一二6612",
        "١٣٨٨٧١٢٦٦١٢",
        "5301 0219 8801 0123 17", "530102 1988 0101 2317", "53 01 02 19880101 231 X", "530102　19880101　2317",
        "530102—1988—0101—2317", "5 3 0 1 0 2 1 9 8 8 0 1 0 1 2 3 1 7", "530102\n198801012317", "530102.19880101.2317",
        "五三〇一〇二一九八八〇一〇一二三一七", "５３０１０２　１９８８０１０１　２３１Ｘ",
    ],
)  # fmt: skip
def test_no_number_is_left_however_it_was_typed(text: str) -> None:
    said = redact_text(f"电话{text}的人", [])
    assert (said[:2], said[-2:]) == ("电话", "的人")
    left = "".join(sign for sign in in_spoken_digits(said) if sign.isdigit())
    assert left in {"", "1"}  # "1." before a number is the place in a list


@pytest.mark.parametrize(
    "text", ["第1、3、5、7、9、11、13、15组", "2026112300012345", "20261123 10:30 138元", "1388.71元、2661.2元"]
)
def test_what_only_looks_like_a_number_of_somebody_stays(text: str) -> None:
    assert redact_text(text, []) == text


@pytest.mark.parametrize(
    "own", ["柳树村3组18号", "柳树村三组十八号", "柳树村第三组18号", "柳树村③组⑱号", "柳树村３组１８号"]
)
@pytest.mark.parametrize(
    "text",
    [
        "柳树村3组18号", "柳树村三组十八号", "柳树村三组一十八号", "柳树村三组一八号", "柳树村③组⑱号", "柳树村⑶组⒅号",
        "柳树村３组１８号", "柳树村第三组18号", "柳树村 三 组 十 八 号", "柳树村叁组壹拾捌号", "柳树村Ⅲ组18号",
    ],
)  # fmt: skip
def test_a_house_is_found_in_whatever_script_its_numbers_are(own: str, text: str) -> None:
    person = PersonalWords(address=own)
    assert Redactor.of([person]).text(f"住{text}，请来") == "住(address left out)，请来"
    if "Ⅲ" not in text and "壹拾" not in text:
        assert Eraser(traces_of([person]).numbers).text(f"住{text}，请来") == f"住{GONE}，请来"


def test_another_house_stays() -> None:
    hiding = Redactor.of([PersonalWords(address="柳树村3组18号"), PersonalWords("张三")])
    for text in ("柳树村3组180号", "柳树村十三组十八号", "柳树村三组二十八号"):
        assert hiding.text(text) == text
    assert hiding.text("张三十八岁") == "张**十八岁"


@given(st.integers(1, 999))
def test_every_spelling_of_a_number_is_that_number(number: int) -> None:
    for way in spellings(str(number)):
        assert numbers_plain(f"第{way}组")[0] == f"{number}组"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("1398765000113987650002", "13987650001和13987650002"), ("1398765000166123456", "66123456"),
        ("13987650001.13987650002", "13987650002"), ("139 8765 0001 139 8765 0002", "139-8765-0001"),
        ("13987650001", "一三九八七六五〇〇〇一"), ("13987650001", "①③⑨⑧⑦⑥⑤⓪⓪⓪①"),
        ("13987650001（儿子）", "打13987650001"), ("13987650001 13987650002", "打13987650001和139 8765 0002"),
        ("13987650001", "打+8613987650001"), ("66123456", "打087166123456"), ("0871（66123456）", "打6612-3456"),
        ("8613987650001", "打13987650001"),
    ],
)  # fmt: skip
def test_each_number_of_a_phone_field_is_erased_however_it_is_dialled(field: str, text: str) -> None:
    said = Eraser(traces_of([PersonalWords(phone=field)]).numbers).text(text)
    assert not set("123456789") & set(in_spoken_digits(said))


def test_two_names_that_begin_alike_at_the_end_of_a_text() -> None:
    assert redact_text("说张家明的是张家", ["张家明", "张家"]) == "说张**的是张**"


def test_traces_are_whole_names_numbers_and_houses() -> None:
    traces = traces_of([PERSON, PersonalWords("群众", "123", "柳树村")])
    assert traces.names == ("王桂英",)
    assert set(traces.numbers) == {"13887126612", "087165432109", "65432109", "柳树村3组18号"}
    assert traces_of([]).nothing


def test_the_file_name_says_the_variant_whatever_was_typed() -> None:
    assert variant_in(output_name("台账", Variant.REDACTED, ".xlsx")) is Variant.REDACTED
    assert output_name("a/b:c", Variant.INTERNAL, ".pdf").endswith(".pdf")
    chosen = marked_path(Path("/x/台账（转办件）.xlsx"), Variant.INTERNAL, ".xlsx")
    assert variant_in(chosen.name) is Variant.INTERNAL
    assert "转办件" not in chosen.name
    assert marked_path(Path("/x/a.XLSX"), Variant.REDACTED, ".xlsx").name == "a(hand-over copy).xlsx"
    kept = Path("/x/台账（转办件）.xlsx")
    assert marked_path(kept, Variant.REDACTED, ".xlsx") == kept
    assert unmarked("台账（内部件）") == "台账"
    assert len(output_name("长" * 300, Variant.REDACTED, ".xlsx").encode()) <= 255


def test_the_watermark_says_who_when_and_under_which_number() -> None:
    words = Watermark("王芳", datetime(2026, 11, 23, 6, 5, tzinfo=UTC), "2026-0042", Variant.INTERNAL).text()
    assert "王芳" in words
    assert "2026-0042" in words
    assert "internal" in words
    assert "2026-11-23" in words


@pytest.mark.parametrize(
    "text",
    [
        "机密★3年",
        "秘密★",
        "绝密 ★长期",
        "【机密】",
        "密级：秘密",
        "机密",
        "密  级",
        "机密级文件",
        "保密期限",
        "TOP SECRET",
    ],
)
def test_a_mark_of_a_state_secret_is_seen(text: str) -> None:
    assert mark_in(f"云岭县\n{text}\n关于")


@pytest.mark.parametrize(
    "text",
    ["商业秘密", "工作秘密，不得扩散", "保密协议", "秘书", "他说这是个秘密基地", "机密性要求", "", "泄露秘密级别"],
)
def test_ordinary_words_are_no_mark(text: str) -> None:
    assert mark_in(text) == ""


def test_the_warning_names_the_place() -> None:
    marks = marks_in([("a.xlsx 第2行", "通知"), ("b.xlsx 第3行", "机密★3年"), ("c", "秘密★")])
    assert [mark.place for mark in marks] == ["b.xlsx 第3行", "c"]
    assert "b.xlsx" in warning(marks)
    assert warning([]) == ""


def test_retention_counts_whole_years() -> None:
    assert retain_until(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert retain_until(date(2021, 11, 23), 5) == date(2026, 11, 23)
    assert retain_until(None, 5) is None
    assert retain_until(date(2021, 1, 1), 0) is None
