"""Which copied words are taken off the clipboard again."""

from __future__ import annotations

import pytest

from core.clipboard import MOST_READ, holds_person, mark_of


@pytest.mark.parametrize(
    "text",
    ["13812345678", "电话 138 1234 5678", "53010219800101123X", "0871-63151234", "王桂英家漏水", "x王桂英\t青石镇\n"],
)
def test_a_person_is_seen(text: str) -> None:
    assert holds_person(text, ["王桂英", "李"])


@pytest.mark.parametrize(
    "text", ["", "今年下访 83 场，办结 305 件", "11月26日 青石镇", "王**", "138****5678", "2026-11-23 09:30"]
)
def test_figures_and_masked_names_stay(text: str) -> None:
    assert not holds_person(text, ["王桂英"])


def test_a_very_long_text_is_read_in_part_only() -> None:
    assert not holds_person("水" * MOST_READ + "13812345678", [])


def test_the_mark_tells_texts_apart_without_keeping_them() -> None:
    assert mark_of("王桂英") != mark_of("王桂花")
    assert "王桂英".encode() not in mark_of("王桂英")
    assert mark_of("\ud800")
