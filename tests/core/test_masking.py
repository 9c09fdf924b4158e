"""Names and numbers of residents in free texts."""

from __future__ import annotations

import pytest

from core.masking import mask_names, mask_numbers, names_in


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13812346612", "电话138****6612"),
        ("电话138 1234 6612，或138-1234-6612", "电话138****6612，或138****6612"),
        ("座机0871-65551234", "座机087****1234"),
        ("身份证530102199001011234", "身份证530102********1234"),
        ("拨12345，文号2026-0042，800 元，11.25—11.27", "拨12345，文号2026-0042，800 元，11.25—11.27"),
    ],
)
def test_numbers_are_masked_however_they_are_grouped(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked


def test_a_spokesman_is_masked_and_a_word_for_anybody_is_not() -> None:
    names = names_in(["王桂英等5人", "张　三", "群众", "柳树湾村村民", "李", ""])

    assert names == {"王桂英", "张　三", "张三"}
    assert mask_names("群众王桂英、张三反映", names) == "群众王**、张**反映"


@pytest.mark.parametrize(
    "text",
    [
        "１３９１２３４５６７８",
        "139.1234.5678",
        "+8613912345678",
        "8613912345678",
        "530102 19880101 2317",
        "５３０１０２19880101231Ｘ",
    ],
)
def test_numbers_are_masked_in_wide_digits_and_behind_a_country_code(text: str) -> None:
    assert "*" in mask_numbers(f"电话{text}，第３组")
    assert mask_numbers(f"电话{text}，第３组").endswith("，第３组")
