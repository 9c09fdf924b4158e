"""Every word the app can say is in the catalogue: the extractor overlooks what stands inside an f-string."""

from __future__ import annotations

import ast
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
CALLS = {"_", "N_", "ngettext"}


def test_every_message_in_the_code_stands_in_the_catalogue() -> None:
    with (ROOT / "resources/i18n/zh_CN/LC_MESSAGES/onsite.po").open("rb") as file:
        ids = [each.id for each in read_po(file, locale="zh_CN")]
    known = {each if isinstance(each, str) else each[0] for each in ids}
    files = [ROOT / "main.py", *(path for part in ("core", "db", "desktop") for path in (ROOT / part).rglob("*.py"))]
    unknown = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.args[0].value!r}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS
        if node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value not in known
    ]
    assert unknown == []


def test_chinese_sentences_know_one_pair_of_quotation_marks() -> None:
    text = (ROOT / "resources/i18n/zh_CN/LC_MESSAGES/onsite.po").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if "「" in line or "」" in line] == []
