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
    ],
)  # fmt: skip
def test_each_person_of_a_name_field_is_found_alone(name: str) -> None:
    text = "王桂英反映" + ("，李大山同来" if "李大山" in name else "")
    assert not any(part in HIDING.of([PersonalWords(name)]).text(text) for part in ("桂英", "大山"))
    traces = traces_of([PersonalWords(name)])
    assert "桂英" not in Eraser(traces.names).text(text)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("13987650001（儿子）", "打13987650001"), ("13987650001 13987650002", "打13987650001和139 8765 0002"),
        ("13987650001", "打+8613987650001"), ("66123456", "打087166123456"), ("0871（66123456）", "打6612-3456"),
        ("8613987650001", "打13987650001"),
    ],
)  # fmt: skip
def test_each_number_of_a_phone_field_is_erased_however_it_is_dialled(field: str, text: str) -> None:
    said = Eraser(traces_of([PersonalWords(phone=field)]).numbers).text(text)
    assert not set("123456789") & set(said)


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
