"""The log says what broke and where, and names nobody."""

from __future__ import annotations

import io
import logging

import pytest

from core.private_log import FAULTS, PrivateFormatter, without_values


def written(name: str, *args: object, fault: BaseException | None = None) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PrivateFormatter("%(name)s %(message)s"))
    logger = logging.Logger(name)  # noqa: LOG001 - nobody else hears it
    logger.addHandler(handler)
    logger.error(*args, exc_info=fault)
    return stream.getvalue()


def broken(message: str) -> BaseException:
    try:
        raise ValueError(message)  # noqa: TRY301 - its line must be in the trace
    except ValueError as error:
        return error


@pytest.mark.parametrize(
    "message",
    [
        "invalid literal for int(): '欧阳暗记'",
        "Key (phone)=(138 1234 5678) already exists",
        "欧阳暗记 was not found",
        'could not read "John Smith"',
        "id 53010219800101123X\n    欧阳暗记\nDETAIL: 13812345678",
    ],
)
def test_what_somebody_typed_is_left_out_and_the_place_stays(message: str) -> None:
    text = written("x", "the form %s could not be kept: %s", "visit:1", message, fault=broken(message))
    for word in ("欧阳", "138", "5678", "Smith", "5301"):
        assert word not in text
    assert "test_private_log.py" in text
    assert "raise ValueError(message)  #" in text
    assert "ValueError" in text
    assert "could not be kept" in text


def test_a_frame_without_its_source_gives_no_message_away() -> None:
    words = "raise ValueError('欧阳暗记 13812345678')"
    try:
        exec(words)
    except ValueError as error:
        text = written("x", "broken", fault=error)
    assert "<string>" in text
    assert "欧阳" not in text
    assert "138" not in text


def test_the_number_of_a_fault_stays() -> None:
    assert "fault 1123-45678" in written(FAULTS, "fault %s", "1123-45678", fault=broken("欧阳"))


def test_ordinary_words_stay() -> None:
    for said in ("no backup: the disk is full (12 MB), step 3 of 4", "cannot import name 'add_row' from 'db.rows'"):
        assert without_values(said) == said
