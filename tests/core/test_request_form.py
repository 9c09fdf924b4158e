"""Request forms as townships send them: read as they were meant, written blank to come back."""

from __future__ import annotations

from datetime import date

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl import load_workbook

from core.i18n import set_language
from core.request_form import errors
from core.request_form.blank import BlankForm, label_of, write_blank
from core.request_form.door import read_form_file
from core.request_form.labels import FIELDS, field_of
from core.request_form.reading import requests_of
from core.visits import SHIPPED_KINDS, Half
from tests.core.request_forms import asks, one, pasted, read, table_of, word

FILLED = {
    "township": "青石镇", "village": "柳树湾村", "kind": "√现场办公", "leader": "陈雨桐", "half": "上午",
    "days": "12月3日—5日", "theme": "饮水管网改造", "detail": "管网老化，127户间歇停水", "place": "村委会",
    "people": "约80人", "agencies": "县水利局、人社局", "contact": "罗晓梅", "phone": "13800002207",
    "received": "2026-11-20",
}  # fmt: skip


@pytest.fixture(autouse=True)
def chinese():
    set_language("zh_CN")


def is_the_filled(draft):
    return (
        draft.township_id, draft.village_id, draft.kind, draft.leader_id, draft.half, draft.first_day, draft.last_day,
        draft.theme, draft.place, draft.people, draft.agencies, draft.contact_name, draft.contact_phone,
        draft.received_on,
    ) == (
        1, 11, "onsite_office", 22, Half.MORNING, date(2026, 12, 3), date(2026, 12, 5), "饮水管网改造", "村委会", 80,
        [31, 32], "罗晓梅", "13800002207", date(2026, 11, 20),
    )  # fmt: skip


# Forms as they come


def test_the_blank_word_form_filled_in_comes_back_as_it_was_meant(tmp_path):
    path = tmp_path / "下访申请表.docx"
    write_blank(path, BlankForm("云岭县", "县信访局", SHIPPED_KINDS))
    paper = Document(str(path))
    for row in paper.tables[0].rows:
        for at in (0, 2):
            key = field_of(row.cells[at].text)
            if key and (at == 0 or row.cells[2].text != row.cells[1].text):
                cell = row.cells[at + 1]
                cell.paragraphs[0].text = (
                    cell.text.replace("□现场办公", "☑现场办公") if key == "kind"
                    else cell.text.replace("□上午", "√上午") if key == "half" else FILLED[key]
                )  # fmt: skip
    paper.save(str(path))
    (reading,) = read(read_form_file(path).sheets)
    assert asks(reading) == []
    assert is_the_filled(reading.draft), reading.draft


def test_the_blank_workbook_filled_in_comes_back_both_ways(tmp_path):
    path = tmp_path / "form.xlsx"
    write_blank(path, BlankForm("云岭县", "", SHIPPED_KINDS))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(2, 12):
        for column in (1, 3):
            key = field_of(str(sheet.cell(row, column).value or ""))
            if key:
                sheet.cell(row, column + 1).value = FILLED[key]
    several = book.worksheets[1]
    for column in range(1, 14):
        key = field_of(several.cell(2, column).value)
        several.cell(3, column).value = FILLED[key] if key != "township" else "柳河乡"
        if key == "village":
            several.cell(3, column).value = None
    book.save(path)
    first, second = read(read_form_file(path).sheets)
    assert is_the_filled(first.draft)
    assert (second.draft.township_id, second.draft.first_day) == (2, date(2026, 12, 3))
    assert first.draft.uid != second.draft.uid


def test_the_same_form_read_twice_is_one_request():
    assert one("乡镇：青石镇").draft.uid == one("乡镇：青石镇").draft.uid


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_label_of_the_blank_form_is_known_again(language):
    set_language(language)
    assert [field_of(label_of(each.key)) for each in FIELDS] == [each.key for each in FIELDS]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_form_with_nothing_in_it_says_so(tmp_path, language, ending):
    set_language(language)
    path = tmp_path / f"blank{ending}"
    write_blank(path, BlankForm("云岭县", "县信访局", SHIPPED_KINDS))
    with pytest.raises(errors.FormIsBlank):
        requests_of(read_form_file(path).sheets, path.name)


def test_the_chinese_fonts_are_named_for_all_scripts(tmp_path):
    path = tmp_path / "form.docx"
    write_blank(path, BlankForm("云岭县", "", SHIPPED_KINDS))
    fonts = [run.element.rPr.rFonts for part in Document(str(path)).paragraphs for run in part.runs]
    assert fonts
    for each in fonts:
        assert {each.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} <= {"仿宋", "黑体"}
        assert each.get(qn("w:eastAsiaTheme")) is None


def test_paragraphs_with_colons():
    found = one(
        "青石镇关于申请县领导下访的报告\n申请单位：青石镇人民政府　　村（社区）：柳树湾村\n希望时间: 12月3日上午\n"
        "事由：管网老化。\n127户间歇停水，群众反映强烈。\n联系人：罗晓梅　电话：138 0000 2207\n"
        "青石镇人民政府（盖章）\n2026年11月20日"
    )
    assert asks(found) == []
    assert (found.draft.township_id, found.draft.village_id, found.draft.half) == (1, 11, Half.MORNING)
    assert found.draft.detail == "管网老化。\n127户间歇停水，群众反映强烈。"
    assert (found.draft.contact_name, found.draft.contact_phone) == ("罗晓梅", "138 0000 2207")


def test_a_table_with_a_header_holds_several_requests():
    found = pasted(
        "2026年下访需求汇总表\n序号\t乡镇\t主题\t希望时间\t预计人数\n1\t青石镇\t饮水\t12月3日\t80\n2\t柳河乡\t修路\t12.8\t30人\n合计\t\t\t\t110"
    )
    assert [(each.draft.township_id, each.draft.people) for each in found] == [(1, 80), (2, 30)]
    assert found[1].draft.first_day == date(2026, 12, 8)
    assert not any(map(asks, found))


def test_two_forms_in_one_document(tmp_path):
    def build(paper):
        table_of(paper, [["乡镇", "青石镇"], ["主题", "饮水"]])
        paper.add_paragraph("")
        table_of(paper, [["乡镇", "柳河乡"], ["主题", "修路"]])

    found = read(read_form_file(word(tmp_path / "two.docx", build)).sheets)
    assert [(each.draft.township_id, each.draft.theme) for each in found] == [(1, "饮水"), (2, "修路")]


def test_word_boxes_controls_merged_cells_and_deleted_words_are_read_as_they_look(tmp_path):
    def build(paper):
        table = table_of(paper, [["申请单位", "", "主题", ""], ["下访类型", "", "", ""], ["地点", "村部", "", ""]])
        table.cell(1, 1).merge(table.cell(1, 3))
        table.cell(0, 1).paragraphs[0]._p.append(
            parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>青石镇</w:t></w:r></w:sdtContent></w:sdt>")
        )
        table.cell(0, 3).paragraphs[0]._p.append(
            parse_xml(
                f"<w:p {nsdecls('w')}><w:del w:id='1'><w:r><w:delText>旧题</w:delText></w:r></w:del>"
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>饮水</w:t></w:r></w:p>"
            )
        )
        table.cell(1, 1).paragraphs[0]._p.append(parse_xml(
            f"<w:p {nsdecls('w')}><w:r><w:sym w:font='Wingdings' w:char='F0A8'/><w:t>信访接待 </w:t></w:r>"
            "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>调查研究</w:t></w:r></w:p>"))  # fmt: skip

    (found,) = read(read_form_file(word(tmp_path / "f.docx", build)).sheets)
    draft = found.draft
    assert (draft.township_id, draft.theme, draft.kind, draft.place) == (1, "饮水", "research_visit", "村部")


def test_instructions_below_the_form_are_no_values():
    found = one("乡镇：青石镇\n主题：饮水\n填表说明：\n1. 希望时间：写成12月3日\n2. 联系人：写一位")
    assert {each.key for each in found.fields} == {"township", "theme"}


def test_gb18030_text_is_read(tmp_path):
    path = tmp_path / "申请.txt"
    path.write_bytes("乡镇：青石镇\r\n主题：饮水".encode("gb18030"))
    assert read(read_form_file(path).sheets)[0].draft.township_id == 1


def test_csv_of_labels_and_values(tmp_path):
    path = tmp_path / "申请.csv"
    path.write_text("乡镇,青石镇\n主题,饮水\n希望时间,12月3日\n", encoding="utf-8-sig")
    assert read(read_form_file(path).sheets)[0].draft.first_day == date(2026, 12, 3)
