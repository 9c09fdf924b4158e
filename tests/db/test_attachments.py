"""Attachments: content kept once and proved, names that no system can trip over."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.errors import Vanished
from core.storage_errors import AttachmentDamaged, AttachmentEmpty, AttachmentIsFolder, AttachmentTooBig
from db.attachments import (
    LIMIT_MB,
    AttachmentRow,
    attach,
    attachments_of,
    bytes_of,
    clean_name,
    detach,
    file_to_attach,
    is_kept,
    keep_content,
)
from db.checks import check
from db.models import Blob, Issue, Township
from db.store import Store
from tests.db.conftest import TODAY

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400


@pytest.fixture
def issue_id(store: Store) -> int:
    with store.write("Add issue") as session:
        township = Township(name="张家镇")
        session.add(township)
        session.flush()
        issue = Issue(
            uid="u", number="N2026-0001", year=2026, serial=1, title="路灯", raised_on=TODAY, township_id=township.id
        )
        session.add(issue)
        session.flush()
        return issue.id


def _attach(store: Store, issue_id: int, data: bytes = PICTURE, name: str = "现场 照片.png") -> int:
    with store.write("Attach") as session:
        return attach(session, data, name, added_on=TODAY, issue_id=issue_id)


def _content(session: Session, issue_id: int) -> bytes:
    (row,) = attachments_of(session, issue_id=issue_id)
    return bytes_of(session, row)


def test_what_was_attached_comes_back_byte_for_byte(store: Store, issue_id: int) -> None:
    ident = _attach(store, issue_id)

    with store.read() as session:
        (row,) = attachments_of(session, issue_id=issue_id)
        data = bytes_of(session, row)
        assert attachments_of(session, visit_id=1) == []

    assert (data, row.name, row.media_type) == (PICTURE, "现场 照片.png", "image/png")
    assert (row.id, row.size, row.added_on) == (ident, len(PICTURE), TODAY)


def test_equal_content_is_kept_once(store: Store, issue_id: int) -> None:
    _attach(store, issue_id)
    _attach(store, issue_id, name="copy.png")

    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Blob)) == 1
        assert [row.name for row in attachments_of(session, issue_id=issue_id)] == ["现场 照片.png", "copy.png"]


def test_attaching_and_removing_can_be_taken_back(store: Store, issue_id: int) -> None:
    ident = _attach(store, issue_id)
    with store.write("Remove") as session:
        detach(session, ident)

    with store.read() as session:
        assert attachments_of(session, issue_id=issue_id) == []
    with pytest.raises(Vanished), store.write("Remove") as session:
        detach(session, ident)
    store.undo()

    with store.read() as session:
        assert _content(session, issue_id) == PICTURE
    store.undo()
    with store.read() as session:
        assert attachments_of(session, issue_id=issue_id) == []
    store.redo()
    with store.read() as session:
        assert _content(session, issue_id) == PICTURE


def test_nothing_and_too_much_are_refused(store: Store, issue_id: int) -> None:
    with pytest.raises(AttachmentEmpty):
        _attach(store, issue_id, b"")
    with pytest.raises(AttachmentTooBig, match=f"has {LIMIT_MB + 1} MB; at most {LIMIT_MB} MB"):
        _attach(store, issue_id, bytes(LIMIT_MB * 1024 * 1024 + 1))


def test_changed_content_is_flagged_and_never_deleted(store: Store, issue_id: int) -> None:
    _attach(store, issue_id)
    assert check(store).faults == ()
    assert store._writer is not None
    with store._writer.begin() as connection:
        connection.execute(sa.update(Blob).values(data=PICTURE[:-1] + b"x"))

    with store.read() as session, pytest.raises(AttachmentDamaged):
        _content(session, issue_id)
    assert [fault[:10] for fault in check(store).faults] == ["Attachment"]
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Blob)) == 1


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\a.exe", "a.exe"),
        ("\\\\srv\\share\\照片.jpg", "照片.jpg"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("x.pdf:ads", "x.pdf_ads"),
        ("报告\u202egpj.exe", "报告gpj.exe"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("zero\u200bwidth.txt", "zerowidth.txt"),
        ("half\ud800.txt", "half.txt"),
        ("dots...", "dots"),
        ("", "_"),
        ("...", "_"),
        (".hidden", "_.hidden"),
        ("  spaced .txt", "spaced .txt"),
        ('a<b>"c|d?e*f.txt', "a_b__c_d_e_f.txt"),
    ],
)
def test_names_are_made_harmless(given: str, shown: str) -> None:
    assert clean_name(given) == shown


def test_a_long_name_fits_every_file_system(tmp_path: Path) -> None:
    shown = clean_name("长" * 200 + ".jpg")

    (tmp_path / shown).write_bytes(b"x")
    assert shown.endswith("长.jpg")


def test_a_file_that_is_too_big_is_refused_unread(tmp_path: Path) -> None:
    video = tmp_path / "现场.mp4"
    with video.open("wb") as file:
        file.truncate(2 * 1024**3)  # no block of it is there
    with pytest.raises(AttachmentTooBig, match="2048 MB"):
        file_to_attach(video)


def test_what_is_no_file_is_refused_and_a_file_is_read(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/zero")):
        if path.exists():
            with pytest.raises(AttachmentEmpty):
                file_to_attach(path)
    with pytest.raises(FileNotFoundError):
        file_to_attach(tmp_path / "gone.jpg")
    with pytest.raises(AttachmentIsFolder, match="is a folder"):
        file_to_attach(tmp_path)
    (tmp_path / "a.jpg").write_bytes(PICTURE)
    assert file_to_attach(tmp_path / "a.jpg") == ("a.jpg", PICTURE)


def test_content_kept_for_a_form_is_in_the_schedule_at_once_and_in_no_journal(store: Store, issue_id: int) -> None:
    label = store.undo_label()
    with store.write("Keep what is typed") as session:
        sha = keep_content(session, PICTURE, "a.png")
        assert keep_content(session, PICTURE, "b.png") == sha
    assert store.undo_label() == label
    row = AttachmentRow(0, "a.png", "image/png", len(PICTURE), TODAY, sha)
    with store.read() as session:
        assert is_kept(session, sha)
        assert not is_kept(session, "0" * 64)
        assert bytes_of(session, row) == PICTURE
        assert attachments_of(session, issue_id=issue_id) == []
    assert check(store).faults == ()

    _attach(store, issue_id, name="a.png")
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Blob)) == 1
        assert [each.sha256 for each in attachments_of(session, issue_id=issue_id)] == [sha]


def test_content_that_was_never_kept_is_said_to_be_damaged(store: Store) -> None:
    row = AttachmentRow(7, "a.png", "image/png", 3, TODAY, "0" * 64)
    with store.read() as session, pytest.raises(AttachmentDamaged, match="is damaged"):
        bytes_of(session, row)
    with store.write("Keep") as session:
        for data, error in ((b"", AttachmentEmpty), (bytes(LIMIT_MB * 1024 * 1024 + 1), AttachmentTooBig)):
            with pytest.raises(error):
                keep_content(session, data, "a.png")
