"""Two who correct one issue, and one deleted under the hands of another: told, and every word stays."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.errors import ChangedMeanwhile, Vanished
from core.issues import IssueDraft
from db.models import Issue
from db.queries.issue_detail import issue_draft
from desktop.context import AppContext
from desktop.issues.edit_dialog import EditDialog

NUMBER = 287
WORDS = "柳树湾组饮水管网爆裂，二次开挖"


def said(dialog: EditDialog) -> list[str]:
    """Return what the form says is wrong, at its foot and under its fields."""
    return [words for words in (dialog.said.text(), *dialog.texts().values()) if words]


def draft_of(ctx: AppContext) -> IssueDraft:
    with ctx.store.read() as session:
        found = issue_draft(session, session.scalars(select(Issue.id).where(Issue.serial == NUMBER)).one())
    assert found is not None
    return found


@pytest.fixture
def dialog(qtbot: QtBot, county_ctx: AppContext, monkeypatch: pytest.MonkeyPatch) -> EditDialog:
    monkeypatch.setattr(county_ctx, "toast", lambda *_a, **_k: None)
    made = EditDialog(None, county_ctx, draft_of(county_ctx), number=str(NUMBER), due=None)
    qtbot.addWidget(made)
    made.title.setText(WORDS)
    return made


def title_stored(ctx: AppContext) -> str | None:
    with ctx.store.read() as session:
        return session.scalar(select(Issue.title).where(Issue.serial == NUMBER))


def test_the_second_to_save_is_told_and_keeps_the_words(dialog: EditDialog, county_ctx: AppContext) -> None:
    with county_ctx.store.write("Correct") as session:
        session.scalars(select(Issue).where(Issue.serial == NUMBER)).one().title = "别人先改了"
    dialog.save()
    assert said(dialog) == [str(ChangedMeanwhile())]
    assert (dialog.title.text(), dialog.result()) == (WORDS, 0)
    assert title_stored(county_ctx) == "别人先改了"


def test_an_issue_deleted_meanwhile_is_told_and_the_words_stay(dialog: EditDialog, county_ctx: AppContext) -> None:
    with county_ctx.store.write("Delete") as session:
        session.delete(session.scalars(select(Issue).where(Issue.serial == NUMBER)).one())
    dialog.save()
    assert said(dialog) == [str(Vanished())]
    assert (dialog.title.text(), dialog.result()) == (WORDS, 0)
    assert title_stored(county_ctx) is None


@pytest.mark.parametrize(
    ("typed", "saying"),
    [("长" * 1_000_000, "is too long"), ("a\x00b", "position 2"), ("管网\u202e爆裂", "position 3"), ("　 ", "fill in")],
)
def test_a_title_that_cannot_be_kept_is_refused_and_stays(
    dialog: EditDialog, county_ctx: AppContext, typed: str, saying: str
) -> None:
    before = title_stored(county_ctx)
    dialog.title.setText(typed)
    shown = dialog.title.text()
    dialog.save()
    assert len(said(dialog)) == 1
    assert saying in said(dialog)[0]
    assert (dialog.title.text(), title_stored(county_ctx)) == (shown, before)


def test_details_of_a_million_characters_are_refused_whole(dialog: EditDialog, county_ctx: AppContext) -> None:
    dialog.details.setPlainText("长" * 1_000_000)
    dialog.save()
    assert said(dialog) == ["Details is too long: 1000000 characters, at most 20000. Please shorten it."]
    assert len(dialog.details.toPlainText()) == 1_000_000


def test_saving_twice_corrects_once(dialog: EditDialog, county_ctx: AppContext) -> None:
    count = county_ctx.store.head().count
    dialog.save()
    dialog.save()
    assert title_stored(county_ctx) == WORDS
    assert county_ctx.store.head().count == count + 1
