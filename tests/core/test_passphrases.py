"""Which passphrases may protect a schedule, and that every keyboard types the same one."""

from __future__ import annotations

import pytest

from core.passphrases import read_passphrase, require_good
from core.vault_errors import PassphrasesDiffer, PassphraseTooEasy, PassphraseTooShort


@pytest.mark.parametrize(
    "typed", ["青石镇三座桥", "correct horse", "Tr0ub4dor&3", "mi fu 2026 cha", "山高路远水长流", "🚜🚜田里有水稻😀x"]
)
def test_good_ones_are_taken(typed: str) -> None:
    assert require_good(typed, typed) == read_passphrase(typed)


@pytest.mark.parametrize("typed", ["", "   ", "short", "四个汉字", "abc1234"])
def test_short_ones_are_refused(typed: str) -> None:
    with pytest.raises(PassphraseTooShort, match="too short"):
        require_good(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "aaaaaaaaaa",
        "12345678",
        "87654321",
        "qwertyuiop",
        "password1",
        "20261123",
        "13812345678",
        "woaini1314",
        "为人民服务12",
    ],
)
def test_those_that_everybody_tries_are_refused(typed: str) -> None:
    with pytest.raises(PassphraseTooEasy, match="guessed"):
        require_good(typed)


def test_the_second_one_must_be_the_same() -> None:
    with pytest.raises(PassphrasesDiffer):
        require_good("correct horse", "correct hose")


def test_full_width_signs_and_spaces_at_the_ends_do_not_matter() -> None:
    assert read_passphrase(" ｃｏｒｒｅｃｔ　ｈｏｒｓｅ７ ") == read_passphrase("correct horse7")
    assert read_passphrase("cafe\u0301 du nord") == read_passphrase("café du nord")
