"""Marks among names: whoever is said to be away is never ticked, and a telephone number is nobody's unit."""

from __future__ import annotations

import pytest

from core.sign_in_list import list_from_text


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("张三 请假\n李小红", [("张三", "", False), ("李小红", "", True)]),
        ("李小红（请假）", [("李小红", "", False)]),
        ("缺席：赵七七、钱八八", [("赵七七", "", False), ("钱八八", "", False)]),
        ("请假人员：赵七七", [("赵七七", "", False)]),
        ("实到：张三、李四", [("张三", "", True), ("李四", "", True)]),
        ("县水利局：张三、李四（出差）", [("张三", "县水利局", True), ("李四", "县水利局", False)]),
        ("张三 李四", [("张三", "", True), ("李四", "", True)]),
        ("张三（县水利局）", [("张三", "县水利局", True)]),
        ("张三（13800001111）", [("张三", "", True)]),
        ("姓名\t单位\n张三\t县水利局 138-0000-1111", [("张三", "县水利局", True)]),
    ],
)
def test_a_mark_beside_a_name_is_no_name_and_no_unit(text: str, people: list[tuple[str, str, bool]]) -> None:
    found = list_from_text(text)

    assert [(each.name, each.unit, each.present) for each in found.people] == people
    assert found.unread == []
