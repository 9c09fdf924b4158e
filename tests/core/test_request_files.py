"""Files that are no request form: each refused with one clear sentence."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook

from core import import_errors as old
from core.errors import UserError
from core.i18n import set_language
from core.request_form import errors
from core.request_form.door import read_form_file
from core.request_form.reading import requests_of
from tests.core.request_forms import pasted, word


@pytest.fixture(autouse=True)
def chinese():
    set_language("zh_CN")


# Files that are none


def zipped(parts):
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return whole.getvalue()


def word_bytes(*, document=None, more=None):
    whole = BytesIO()
    paper = Document()
    paper.add_paragraph("乡镇：青石镇")
    paper.save(whole)
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if document is not None:
        parts["word/document.xml"] = document
    return zipped(parts | (more or {}))


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HOSTILE = {
    "old.doc": (OLE + bytes(600), errors.FormTooOld),
    "old.wps": (OLE + bytes(600), errors.FormTooOld),
    "renamed.docx": (OLE + bytes(600), errors.FormTooOld),
    "locked.docx": (OLE + bytes(200) + "EncryptedPackage".encode("utf-16-le"), errors.FormEncrypted),
    "locked.xlsx": (OLE + bytes(200) + "EncryptedPackage".encode("utf-16-le"), old.WorkbookEncrypted),
    "empty.docx": (b"", old.WorkbookEmpty),
    "page.docx": (b"<html><body>\xe4\xb9\xa1\xe9\x95\x87</body></html>", errors.FormIsWebPage),
    "page.doc": (b"<html><body></body></html>", errors.FormIsWebPage),
    "noise.docx": (b"\x89PNG\r\n" + bytes(range(256)), errors.FormNotWord),
    "half.docx": (word_bytes()[:9000], errors.FormCutShort),
    "other.docx": (zipped({"a.txt": b"x"}), errors.FormNotWord),
    "torn.docx": (word_bytes(document=b"<w:document><w:body>"), errors.FormCutShort),
    "entity.docx": (word_bytes(document=ENTITY), errors.FormHostile),
    "entity-elsewhere.docx": (word_bytes(more={"word/comments.xml": ENTITY}), errors.FormHostile),
    "macro.docx": (word_bytes(more={"word/vbaProject.bin": b"x"}), errors.FormHasMacros),
    "macro.docm": (word_bytes(), errors.FormHasMacros),
    "macro.xlsm": (zipped({"xl/workbook.xml": b"<a/>"}), errors.FormHasMacros),
    "bomb.docx": (word_bytes(more={"word/media/a.bin": bytes(60_000_000)}), old.WorkbookBomb),
    "bomb-text.docx": (word_bytes(document=b"<a>" + b" " * 17_000_000 + b"</a>"), old.WorkbookBomb),
    "picture.png": (b"\x89PNG", errors.FormUnknownEnding),
    "no-ending": (b"x", errors.FormUnknownEnding),
    "binary.txt": (bytes(range(256)) * 4, None),
    "long.txt": ("长".encode() * 500_000, errors.FormTooLarge),
    "prose.docx": (word_bytes(document=None), None),
}


@pytest.mark.parametrize("name", [name for name, (_data, error) in HOSTILE.items() if error])
def test_files_that_are_no_form_are_refused_with_one_sentence(tmp_path, name):
    data, error = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as refused:
        read_form_file(path)
    assert name in refused.value.text()
    assert refused.value.text().endswith("。")


def test_binary_text_is_refused(tmp_path):
    path = tmp_path / "binary.txt"
    path.write_bytes(HOSTILE["binary.txt"][0])
    with pytest.raises(UserError):
        requests_of(read_form_file(path).sheets, path.name)


def test_a_folder_and_a_missing_file(tmp_path):
    with pytest.raises(old.WorkbookIsFolder):
        read_form_file(tmp_path)
    with pytest.raises(old.WorkbookMissing):
        read_form_file(tmp_path / "nothing.docx")


def test_a_document_about_something_else_says_that_it_holds_no_request(tmp_path):
    path = word(tmp_path / "letter.docx", lambda paper: paper.add_paragraph("今天天气很好，我们去春游。"))
    with pytest.raises(errors.FormHoldsNoRequest):
        requests_of(read_form_file(path).sheets, path.name)
    with pytest.raises(errors.NothingPasted):
        pasted("你好")


def test_a_workbook_of_another_kind_is_refused_by_number():
    book = Workbook()
    book.active.append(["乡镇", "主题", "事由"])
    text = "乡镇\t主题\t事由\n" + "青石镇\t甲\t乙\n" * 201
    with pytest.raises(errors.TooManyRequests):
        pasted(text)
