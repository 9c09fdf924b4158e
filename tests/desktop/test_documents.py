from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import text

from core import i18n
from core.documents.forms import VISIT_SHEET
from core.documents.pdf import render
from desktop.documents import preview
from desktop.documents.preview import PDF, PRINTER, CopyInfo, PreviewDialog, fonts_text, missing_text
from desktop.documents.printing import Outcome, PageRange, PrintJob, a4_printer, open_pdf, pages_asked_for
from desktop.documents.visit_sheet_preview import preview_visit_sheet
from tests.core.documents.sheets import DAY, PICTURE, with_issues


@pytest.fixture(scope="module")
def pdf():
    i18n.set_language("zh_CN")
    made = render(VISIT_SHEET, with_issues(60), made_on=DAY)
    i18n.set_language("en")
    return made


@pytest.fixture
def printed():
    return []


@pytest.fixture
def dialog(qtbot, pdf, printed):
    made = PreviewDialog(
        pdf, title="东岭镇 <b>登记表</b>", file_stem="登记表-东岭镇-20261123", on_printed=printed.append
    )
    qtbot.addWidget(made)
    made.show()
    yield made
    if made._job is not None:
        made._job.cancel()
        made._job.wait()


@pytest.fixture
def told(monkeypatch):
    sentences = []
    monkeypatch.setattr(preview, "tell", lambda _parent, text, **_more: sentences.append(text))
    return sentences


def to_file(path) -> QPrinter:
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(150)
    return printer


def test_keys_turn_the_pages_and_the_bar_follows(qtbot, dialog):
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(dialog, key)
        seen.append(dialog.pages.page)

    assert seen == [1, 2, 1, 3, 0]
    assert dialog.pages.page_count.text() == "of 4 pages"
    assert (dialog.pages.back.isEnabled(), dialog.pages.forth.isEnabled()) == (False, True)
    assert dialog.pages.page_field.text() == "1"


def test_a_page_number_typed_in_is_gone_to_and_a_wrong_one_put_back(qtbot, dialog):
    for typed, page in (("3", 2), ("99", 2), ("1", 0)):
        dialog.pages.page_field.setText(typed)
        qtbot.keyClick(dialog.pages.page_field, Qt.Key.Key_Return)
        assert (dialog.pages.page, dialog.pages.page_field.text()) == (page, str(page + 1))
    assert dialog.isVisible()


def test_zoom_goes_in_steps_and_fit_width_takes_it_back(dialog):
    dialog.pages.fit_width()
    before = dialog.pages.zoom_label.text()
    dialog.pages.zoom(1)
    larger = dialog.pages.view.zoomFactor()
    dialog.pages.zoom(1)

    assert dialog.pages.view.zoomFactor() > larger
    dialog.pages.fit_width()
    assert dialog.pages.zoom_label.text() == before
    assert not dialog.pages.fit.isEnabled()


def test_saving_suggests_the_name_writes_the_very_bytes_and_is_noted(monkeypatch, tmp_path, dialog, printed):
    asked = []

    def choose(_parent, _title, suggested, _filter):
        asked.append(suggested)
        return str(tmp_path / "中文 路径.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog.save()

    assert asked[0].endswith("登记表-东岭镇-20261123.pdf")
    assert (tmp_path / "中文 路径.pdf").read_bytes() == dialog._pdf.data
    assert printed == [CopyInfo(PDF, dialog._pdf, str(tmp_path / "中文 路径.pdf"))]


def test_a_refused_save_is_told_and_not_noted(tmp_path, dialog, printed, told):
    assert not dialog.save_to(tmp_path / "gone" / "a.pdf")
    assert told == [f"The folder “{tmp_path / 'gone'}” is not there any more. Choose another folder."]
    assert printed == []


def test_without_a_printer_a_sentence_says_so(monkeypatch, dialog, printed, told):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    dialog.print_out()

    assert told[0].startswith("No printer is set up on this computer.")
    assert printed == []


@pytest.fixture(params=[True, False])
def came_out(request, monkeypatch) -> bool:
    monkeypatch.setattr(preview, "ask", lambda *_args, **_more: request.param)
    return request.param


def test_a_print_is_noted_only_when_the_user_says_that_it_came_out(qtbot, tmp_path, dialog, printed, came_out):
    dialog.send(to_file(tmp_path / "out.pdf"))
    assert not dialog.print_button.isEnabled()
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)

    assert [(copy.way, copy.pdf) for copy in printed] == ([(PRINTER, dialog._pdf)] if came_out else [])
    assert dialog.print_button.isEnabled()
    assert len(PdfReader(BytesIO((tmp_path / "out.pdf").read_bytes())).pages) == 4


def test_esc_stops_a_running_print_keeps_the_dialog_and_notes_nothing(qtbot, tmp_path, dialog, printed):
    printer = to_file(tmp_path / "out.pdf")
    printer.setResolution(600)
    dialog.send(printer)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)

    assert dialog.isVisible()
    assert dialog.said.text() == "Printing was stopped."
    assert printed == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_named(qtbot, tmp_path, dialog, printed, told):
    dialog.send(to_file(tmp_path / "gone" / "out.pdf"))
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)

    assert "did not take the sheet" in told[0]
    assert printed == []


def test_pages_and_copies_asked_for_are_printed(qtbot, tmp_path, pdf):
    printer = to_file(tmp_path / "out.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    printer.setCopyCount(2)
    job = PrintJob(pdf.data, printer)
    with qtbot.waitSignal(job.ended, timeout=20_000) as ended:
        job.start()
    job.wait()

    assert ended.args == [Outcome.SENT]
    assert pages_asked_for(printer, 4) == PageRange(2, 3)
    assert len(PdfReader(BytesIO((tmp_path / "out.pdf").read_bytes())).pages) == 4


def test_what_is_printed_looks_like_the_page(qtbot, tmp_path, pdf):
    printer = to_file(tmp_path / "out.pdf")
    printer.setResolution(300)
    printer.setFromTo(1, 1)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    job = PrintJob(pdf.data, printer)
    with qtbot.waitSignal(job.ended, timeout=20_000):
        job.start()
    job.wait()
    size = open_pdf(pdf.data).pagePointSize(0).toSize()
    wanted = darkness(open_pdf(pdf.data).render(0, size))
    seen = darkness(open_pdf((tmp_path / "out.pdf").read_bytes()).render(0, size))

    assert abs(wanted - seen) / wanted < 0.2


def darkness(image: QImage) -> float:
    """How much ink: transparent paper counts as white, so the picture is laid on white first."""
    white = QImage(image.size(), QImage.Format.Format_Grayscale8)
    white.fill(255)
    painter = QPainter(white)
    painter.drawImage(0, 0, image)
    painter.end()
    return float(sum(255 - byte for byte in bytes(white.constBits())))


def test_empty_fields_stand_ins_and_missing_characters_are_told_before_printing(qtbot):
    sheet = replace(PICTURE, place="镇\U000f1234𠮷")
    rendered = render(VISIT_SHEET, sheet, made_on=DAY)
    dialog = PreviewDialog(rendered, title="x", file_stem="x", gaps=("With", "Place"))
    qtbot.addWidget(dialog)

    assert missing_text(rendered).endswith("(U+F1234)")
    assert not dialog.warning.isHidden()
    assert dialog.hint.text() == "Left empty: With, Place"
    assert all(name in fonts_text(rendered) for name in rendered.fonts)


def test_a_choice_sets_the_form_anew(qtbot, pdf):
    other = render(VISIT_SHEET, PICTURE, made_on=DAY)
    dialog = PreviewDialog(
        pdf, title="x", file_stem="x", with_more=("More", False), on_more=lambda more: other if more else pdf
    )
    qtbot.addWidget(dialog)
    dialog.more.setChecked(True)

    assert dialog.pages.document.pageCount() == 1
    dialog.more.setChecked(False)
    assert dialog.pages.document.pageCount() == 4


def test_from_a_visit_to_its_sheet_on_screen_and_noted_when_saved(qtbot, tmp_path, county):
    with county.read() as session:
        visit_id = session.scalars(text("SELECT id FROM visit WHERE day = '2026-11-23' ORDER BY id")).first()
    dialog = preview_visit_sheet(None, county, visit_id, today=DAY)
    qtbot.addWidget(dialog)
    assert dialog.save_to(tmp_path / "sheet.pdf")

    with county.read() as session:
        kept = session.execute(
            text("SELECT form, way, visit_id, variant, number, file_name FROM printed_document")
        ).all()
    assert kept == [("visit_sheet", "pdf", visit_id, "redacted", "2026-0001", "sheet(hand-over copy).pdf")]
    assert "登记" not in dialog.windowTitle()


def test_a_visit_that_is_gone_is_told_instead_of_shown(qtbot, county, monkeypatch):
    refused = []
    monkeypatch.setattr("desktop.errors.show_refusal", lambda _widget, error: refused.append(error))

    assert preview_visit_sheet(None, county, 999_999, today=DAY) is None
    assert [type(error).__name__ for error in refused] == ["Vanished"]
