"""The wizard by keyboard: the Yunling workbooks in, the same counts before and after, once more, and all taken back."""

import csv
from collections import Counter

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from core.imports.plan import Verdict
from core.paths import resource
from db.checks import check
from desktop.imports.session import FileState
from desktop.imports.sheet_list import Standing
from desktop.imports.wizard import ImportWizard

YUNLING = [resource("sample", f"yunling-{name}.xlsx") for name in ("roster", "schedule-2026", "ledger-2026")]
LEDGER = ("编号", "反映时间", "乡镇", "村（社区）", "反映人", "联系电话", "反映问题", "责任单位", "截止日期")
WAIT = 120_000


@pytest.fixture
def wizard(qtbot, ctx):
    made = ImportWizard(ctx)
    qtbot.addWidget(made)
    made.resize(1368, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.session.close()


@pytest.fixture
def settled(qtbot):
    def wait(wizard):
        session = wizard.session
        qtbot.waitUntil(lambda: not (session.reading or session.planning or session.importing), timeout=WAIT)
        QApplication.processEvents()

    return wait


@pytest.fixture
def ledger(tmp_path):
    def write(*rows, headers=LEDGER, name="台账.csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([headers, *rows])
        return path

    return write


def press(wizard, key, modifier=Qt.KeyboardModifier.NoModifier):
    target = QApplication.focusWidget() or wizard
    QTest.keyClick(target, key, modifier)
    QApplication.processEvents()


def alt_right(wizard):
    press(wizard, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)


def rows_of(store):
    """Return how many records each table holds; numbers once given are never given again, undone or not."""
    counts = dict(check(store).counts)
    return {table: n for table, n in counts.items() if not table.startswith(("journal", "number_series"))}


ROW = ("1", "2026-11-20", "青石镇", "前冲村", "王桂英", "13812346612", "路灯不亮", "县水利局", "2026-12-01")


def test_the_three_workbooks_come_in_by_keyboard_come_in_once_and_go_again(wizard, settled, ctx, qtbot):
    before = rows_of(ctx.store)
    wizard.choose.take(YUNLING)
    settled(wizard)
    assert [source.state for source in wizard.session.sources] == [FileState.READ] * 3
    for step in (1, 2, 3):
        alt_right(wizard)
        assert (wizard.at(), wizard.status.text()) == (step, "")
    preview = wizard.session.plan.counts
    assert preview == Counter({Verdict.NEW: 2046})
    press(wizard, Qt.Key.Key_Return)  # Enter alone never imports
    assert not wizard.session.importing
    press(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wizard.session.importing
    settled(wizard)
    assert wizard.result.plan.counts == preview
    assert "2046" in wizard.confirm.sentence.text()
    assert wizard.confirm.county_name.text() == "云岭县"

    again = ImportWizard(ctx)
    qtbot.addWidget(again)
    again.choose.take(YUNLING)
    settled(again)
    assert again.session.plan.counts == Counter({Verdict.SAME: 2046})
    again.go(3)
    assert not again.next.isEnabled()
    again.next_step()
    assert not again.session.importing
    again.session.close()

    gone = []
    wizard.closed.connect(gone.append)
    wizard.activateWindow()
    press(wizard, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert gone == [False]
    assert rows_of(ctx.store) == before


def test_refused_files_are_listed_with_their_sentence_and_the_others_go_on(wizard, settled, ledger, tmp_path):
    old = tmp_path / "旧.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    empty = tmp_path / "空.xlsx"
    empty.touch()
    wizard.choose.take([old, ledger(ROW), empty])
    settled(wizard)
    told = [row.told.text() for row in wizard.choose.rows]
    assert "旧.xls" in told[0]
    assert "save it as .xlsx" in told[0]
    assert "1 row" in told[1]
    assert "空.xlsx is empty" in told[2]
    assert wizard.choose.blocker() == ""
    assert "2 files cannot be read" in wizard.choose.sentence.text()


def test_nothing_but_refused_files_goes_no_further(wizard, settled, tmp_path):
    wizard.choose.take([tmp_path / "gone.xlsx"])
    settled(wizard)
    alt_right(wizard)
    assert wizard.at() == 0
    assert wizard.status.text() == "Add at least one file that can be read."


def test_files_can_be_dropped_and_taken_out_with_del(wizard, settled, ledger):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(ledger(ROW)))])
    wizard.choose.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settled(wizard)
    assert len(wizard.choose.rows) == 1
    wizard.choose.rows[0].setFocus()
    press(wizard, Qt.Key.Key_Delete)
    settled(wizard)
    assert wizard.choose.rows == []
    assert wizard.session.plan is None


def test_an_unknown_column_blocks_until_it_is_waved_through(wizard, settled, ledger):
    wizard.choose.take([ledger((*ROW, "同意"), headers=(*LEDGER, "经办意见"))])
    settled(wizard)
    alt_right(wizard)
    alt_right(wizard)
    assert wizard.at() == 1
    assert "1 column is not known yet" in wizard.status.text()
    row = wizard.map.row_of("经办意见")
    assert row.is_open
    assert QApplication.focusWidget() is row.combo
    press(wizard, Qt.Key.Key_Tab)
    press(wizard, Qt.Key.Key_Space)
    settled(wizard)
    assert not wizard.map.row_of("经办意见").is_open
    alt_right(wizard)
    assert wizard.at() == 2


def test_a_mapping_is_remembered_for_the_same_headers(wizard, settled, ledger, ctx, qtbot):
    wizard.choose.take([ledger(("1", "", *ROW[1:]), headers=("编号", "经办意见", *LEDGER[1:]))])
    settled(wizard)
    wizard.go(1)
    wizard.map.row_of("经办意见").decided.emit("")
    settled(wizard)
    answer_all(wizard, settled)
    wizard.go(3)
    wizard.next_step()
    settled(wizard)
    assert wizard.result is not None
    again = ImportWizard(ctx)
    qtbot.addWidget(again)
    again.choose.take([ledger(("2", "阅", *ROW[1:]), headers=("编号", "经办意见", *LEDGER[1:]), name="再来.csv")])
    settled(again)
    assert not [question for question in again.session.plan.open_questions if question.subject == "column"]
    again.session.close()


def answer_all(wizard, settled):
    """Answer every question of the fixing step by adding what is not known."""
    while open_ones := wizard.fix.blocker() and wizard.session.plan.open_questions:
        for question in open_ones:
            answers = [option.answer for option in question.options]
            wizard.session.answer(question.id, "create" if "create" in answers else answers[0])
        settled(wizard)


def test_shifted_columns_are_caught_before_anything_is_imported(wizard, settled, ledger):
    shifted = [
        (str(n), "青石镇", "前冲村", "王桂英", "13812346612", "路灯不亮", "县水利局", "2026-12-01", "")
        for n in range(5)
    ]
    wizard.choose.take([ledger(*shifted)])
    settled(wizard)
    wizard.go(1)
    alt_right(wizard)
    assert wizard.at() == 1
    assert "Are the columns shifted?" in wizard.status.text()
    assert wizard.map.sheets.lines()[1].standing is Standing.OPEN
    strip = wizard.map.strips.itemAt(0).widget()
    strip.buttons[0].click()
    settled(wizard)
    assert wizard.session.plan.sheets[0].left_out is not None


def test_a_question_is_asked_once_and_answered_with_a_digit_for_all_rows(wizard, settled, ledger):
    wizard.choose.take([ledger(ROW, ("2", *ROW[1:5], "", "桥面塌陷", *ROW[7:]))])
    settled(wizard)
    wizard.go(2)
    questions = [line.data for line in wizard.fix.questions.lines()]
    agency = next(question for question in questions if question.subject == "agency")
    assert len(agency.places) == 2
    wizard.fix.questions.go_to(lambda line: line.data.id == agency.id)
    create = [option.answer for option in agency.options].index("create") + 1
    wizard.fix.questions.setFocus()
    press(wizard, Qt.Key(Qt.Key.Key_0.value + create))
    settled(wizard)
    answered = next(line for line in wizard.fix.questions.lines() if line.data.id == agency.id)
    assert answered.standing is Standing.GOOD
    assert wizard.session.choices.answers[agency.id] == "create"


def test_petitioners_are_masked_and_markup_stays_text_in_every_preview(wizard, settled, ledger):
    wizard.choose.take(
        [ledger((*ROW[:4], "<b>王桂英</b>", *ROW[5:6], "<img src='file:///etc/passwd'>路灯", *ROW[7:]), ROW)]
    )
    settled(wizard)
    wizard.go(1)
    assert "王桂英" not in wizard.map.row_of("反映人").values.text()
    answer_all(wizard, settled)
    wizard.go(3)
    said = [line.content + line.why for line in wizard.confirm.table.rows.lines()]
    assert not any("王桂英" in text or "13812346612" in text for text in said)
    assert any("王**" in text and "138****6612" in text for text in said)
    tips = [wizard.confirm.table.rows.index(row, 2).data(Qt.ItemDataRole.ToolTipRole) for row in range(len(said))]
    assert not any("<img" in tip for tip in tips)


def test_leaving_at_any_step_changes_nothing(wizard, settled, ledger, ctx, monkeypatch):
    before = rows_of(ctx.store)
    asked = []
    monkeypatch.setattr("desktop.imports.wizard.ask", lambda _w, text, **_k: asked.append(text) or True)
    gone = []
    wizard.closed.connect(gone.append)
    wizard.choose.take([ledger(ROW)])
    settled(wizard)
    answer_all(wizard, settled)
    wizard.go(3)
    press(wizard, Qt.Key.Key_Escape)
    assert gone == [False]
    assert len(asked) == 1
    assert rows_of(ctx.store) == before


def test_an_import_that_is_stopped_is_rolled_back(wizard, settled, ctx, monkeypatch):
    before = rows_of(ctx.store)
    wizard.choose.take(YUNLING[:1])
    settled(wizard)
    wizard.go(3)
    wizard.session.carry_out()
    wizard.session._importing.cancel()
    settled(wizard)
    assert wizard.result is None
    assert wizard.status.text() == "Stopped. Nothing was changed."
    assert rows_of(ctx.store) == before
    assert ctx.store.undo_label() is None


def test_changed_rows_show_every_cell_old_and_new(wizard, settled, ledger, ctx, qtbot):
    wizard.choose.take([ledger(ROW)])
    settled(wizard)
    answer_all(wizard, settled)
    wizard.go(3)
    wizard.next_step()
    settled(wizard)
    again = ImportWizard(ctx)
    qtbot.addWidget(again)
    again.choose.take([ledger((*ROW[:8], "2026-12-18"), name="改.csv")])
    settled(again)
    assert again.session.plan.counts == Counter({Verdict.CHANGED: 1})
    again.go(3)
    assert "2026-12-01 → 2026-12-18" in again.confirm.detail.text()
    again.session.close()


def test_refused_rows_come_back_as_a_copy_with_their_reasons(wizard, settled, ledger, tmp_path, qtbot):
    wizard.choose.take([ledger(ROW, ("2", "2026-02-31", *ROW[2:]))])
    settled(wizard)
    answer_all(wizard, settled)
    wizard.go(2)
    assert [line.row.number for line in wizard.fix.refused.rows.lines()] == [3]
    target = tmp_path / "带原因.csv"
    wizard.fix.save_copy(wizard.session.sources[0], target)
    qtbot.waitUntil(target.exists, timeout=WAIT)
    text = target.read_bytes().decode("utf-8-sig")
    assert "Not imported because" in text


def test_the_table_of_rows_is_a_sound_model(wizard, settled, ledger):
    wizard.choose.take([ledger(ROW)])
    settled(wizard)
    wizard.go(3)
    QAbstractItemModelTester(wizard.confirm.table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    wizard.confirm.pills.choose("skipped")
    wizard.confirm._show_rows()
