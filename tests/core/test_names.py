"""Names in all their spellings."""

from __future__ import annotations

import pytest

from core.names import (
    bare_place,
    bare_unit,
    bare_village,
    clean_text,
    name_key,
    one_line,
    person_name,
    pinyin_initials,
    pinyin_keys,
)


@pytest.mark.parametrize("text", ["张三", "张　三", "张 三", " 张三 ", "张\u200b三", "张\u202e三"])
def test_a_padded_name_is_the_same_name(text: str) -> None:
    assert name_key(text) == "张三"
    assert person_name(text) == "张三"


def test_names_in_letters_keep_their_blank() -> None:
    assert person_name("Anna  Lee") == "Anna Lee"


def test_composed_and_decomposed_letters_are_equal() -> None:
    assert name_key("Jose\u0301") == name_key("Jos\u00e9")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("县水利局", "水利局"),
        ("云岭县水利局", "水利局"),
        ("水利局", "水利局"),
        ("县市场监督管理局", "市场监督管理局"),
        ("市场监督管理局", "市场监督管理局"),
        ("社区服务中心", "社区服务中心"),
        ("开发区管委会", "开发区管委会"),
        ("水司", "水司"),
    ],
)
def test_a_unit_without_its_county(text: str, bare: str) -> None:
    assert bare_unit(text) == bare


def test_places_without_their_endings() -> None:
    assert [bare_place(text) for text in ("青石镇", "青石镇人民政府", "青石乡", "白杨街道办事处")] == [
        "青石",
        "青石",
        "青石",
        "白杨",
    ]
    assert [bare_village(text) for text in ("前冲村", "后岭社区", "前冲村委会")] == ["前冲", "后岭", "前冲"]


def test_invisible_characters_go_and_line_breaks_stay() -> None:
    assert clean_text("a\x00b\u202ec\ud800\nd\ufeff") == "abc\nd"
    assert one_line(" a \n b\u3000c ") == "a b c"


def test_initials_know_every_reading() -> None:
    assert pinyin_initials("张家镇")[0] == "zjz"
    assert {"cq", "zq"} <= set(pinyin_initials("重庆"))
    assert pinyin_initials("A1𠮷")[0] == "a1𠮷"
    assert pinyin_keys("县水利局")[:1] == ("xslj",)
    assert "slj" in pinyin_keys("县水利局")
