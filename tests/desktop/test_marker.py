"""A name is typed, shown, printed, exported, copied and met by a fault; then the program is killed and every byte read.

Of a protected schedule nothing may be found at all; of a plain one only the schedule itself and its backups hold it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.commands import ROOT
from tests.db.vaults import files_with

MARKER, PHONE, PHRASE = "欧阳暗记", "13987650123", "青石镇 有 三座桥"
DAY = textwrap.dedent("""
    import os, sys, tempfile
    from datetime import date
    from pathlib import Path
    sys.path.insert(0, sys.argv[1])
    protected, marker, phone, phrase, out = sys.argv[2] == "protected", *sys.argv[3:6], Path(sys.argv[6])
    import desktop
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget
    import sqlalchemy as sa
    from core.documents.forms import VISIT_SHEET
    from core.documents.pdf import render
    from core.files import write_file
    from core.paths import default_schedule, user_data
    from core.visits import Half, VisitDraft
    from db.backup import back_up_file
    from db.models import Issue, Petitioner, Visit
    from db.queries.issues import IssueFilter
    from db.queries.visit_sheet import visit_sheet
    from db.store import open_store
    from db.vault import keyfile
    from db.vault.sealing import create_protected
    from desktop import theme
    from desktop.app import dress
    from desktop.desk import Desk
    from desktop.errors import Faults
    from desktop.issues.export import save_list
    from desktop.machine import load_machine
    from desktop.page import PAGES
    from desktop.visits.editor import VisitEditor
    from tests import mockup

    keyfile.COST = keyfile.Cost(64, 1, 1)
    TODAY = date(2026, 11, 23)
    app = QApplication([])
    dress(app, theme.LIGHT)
    faults = Faults()
    faults.install()
    caught = faults.caught
    sys.excepthook = lambda kind, fault, trace: (sys.__excepthook__(kind, fault, trace), caught(kind, fault, trace))
    path, key = default_schedule(), None
    path.parent.mkdir(parents=True, exist_ok=True)
    if protected:
        key = create_protected(path, phrase).key
    store = open_store(path, key, create=True)
    with store.write("Fill") as session:
        mockup.fill(session)
        for person in session.query(Petitioner):
            person.name, person.phone, person.address = marker, phone, marker + "家"
    store.close()
    desk = Desk(load_machine(), today=lambda: TODAY)
    assert desk.open(path, key or "")
    window, ctx = desk.window, desk.ctx
    window.show()

    def turn(times=5):
        for _n in range(times):
            app.processEvents()

    def titles():
        return "".join(w.windowTitle() for w in app.topLevelWidgets() if isinstance(w, QWidget))

    for entry in PAGES:
        window.show_page(entry.key)
        turn()
        assert marker not in titles()
    window.show_page("issues", issue_id=1)
    turn()
    editor = VisitEditor(ctx, VisitDraft(uid="f", day=date(2026, 12, 11), half=Half.MORNING, kind="petition_reception"))
    editor.open()
    editor.form.note.setPlainText(marker)
    editor.keeper.keep() if hasattr(editor, "keeper") else None
    turn()
    assert marker not in titles()
    app.clipboard().setText(marker)
    with ctx.store.read() as session:
        first = session.scalar(sa.select(Visit.id))
        sheet = render(VISIT_SHEET, visit_sheet(session, first, TODAY), made_on=TODAY)
    write_file(out / "sheet.pdf", sheet.data)
    save_list(ctx, out / "list.xlsx", IssueFilter())
    back_up_file(path, key, reason="asked")

    def fault():  # the database refuses, with everything it was told in its words
        with ctx.store.read() as session:
            session.execute(sa.text("INSERT INTO petitioner (id, name, phone) VALUES (:i, :n, :p)"),
                            {"i": "x", "n": marker, "p": phone})

    def other():
        raise ValueError(f"{marker} {phone} is not what was meant: {marker!r}")

    for broken in (fault, other):
        QTimer.singleShot(0, broken)
        turn()
    ctx.tasks.wait(5000)
    turn()
    assert (user_data() / "log" / "onsite-days.log").stat().st_size > 0
    ctx.machine.save()
    if protected:
        window.run_action("lock")
        turn(10)
        assert ctx.store.is_locked
    print("done", tempfile.gettempdir(), flush=True)
    os.kill(os.getpid(), 9)
""")


def live_a_day(root: Path, kind: str) -> None:
    for name in ("home", "tmp", "out"):
        (root / name).mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "ONSITE_"))}
    done = subprocess.run(
        [sys.executable, "-c", DAY, str(ROOT), kind, MARKER, PHONE, PHRASE, str(root / "out")],
        cwd=root,
        env={**kept, "HOME": str(root / "home"), "TMPDIR": str(root / "tmp"), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-3000:]
    assert done.stdout.decode().startswith(f"done {root / 'tmp'}")


@pytest.mark.slow
def test_of_a_protected_schedule_nothing_is_left_in_the_clear(tmp_path: Path) -> None:
    live_a_day(tmp_path, "protected")
    assert files_with(tmp_path / "home", MARKER, PHONE, PHRASE) == []
    assert files_with(tmp_path / "tmp", MARKER, PHONE, PHRASE) == []


@pytest.mark.slow
def test_of_a_plain_schedule_only_the_schedule_and_its_backups_hold_it(tmp_path: Path) -> None:
    live_a_day(tmp_path, "plain")
    assert files_with(tmp_path / "tmp", MARKER, PHONE) == []
    found = {Path(name).name for name in files_with(tmp_path / "home", MARKER, PHONE)}
    assert found
    assert all(name.startswith("schedule") and ".db" in name for name in found), found
    assert not any(name.endswith((".json", ".lock", ".log")) for name in found), found
