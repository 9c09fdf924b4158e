"""The printed recovery code: forgiving to read, and no slip of the pen goes unnoticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.recovery_code import GROUPS, SIGNS, groups_of, looks_like_code, new_code, secret_of, spelled
from core.vault_errors import RecoveryCodeIncomplete, RecoveryCodeMistyped

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRETS = st.text(ALPHABET, min_size=GROUPS * (SIGNS - 1), max_size=GROUPS * (SIGNS - 1))


@given(SECRETS)
def test_what_is_printed_gives_the_secret_back(secret: str) -> None:
    assert secret_of(spelled(secret)) == secret


def test_two_codes_are_never_the_same() -> None:
    assert len({new_code() for _n in range(200)}) == 200


@given(SECRETS)
def test_case_spaces_dashes_and_a_chinese_keyboard_do_not_matter(secret: str) -> None:
    code = spelled(secret)
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else "　" for sign in code)
    for typed in (
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        f"  {code}\n",
        code.replace("-", "—"),
        wide,
    ):
        assert secret_of(typed) == secret
    assert secret_of(code.replace("0", "O").replace("1", "l")) == secret


@given(SECRETS, st.integers(0, GROUPS * SIGNS - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_found_in_its_group(secret: str, place: int, sign: str) -> None:
    signs = list("".join(groups_of(secret)))
    if signs[place] == sign:
        return
    signs[place] = sign
    with pytest.raises(RecoveryCodeMistyped) as refused:
        secret_of("".join(signs))
    assert refused.value.facts["number"] == place // SIGNS + 1


@given(SECRETS, st.integers(0, GROUPS - 1), st.integers(0, SIGNS - 2))
def test_two_signs_changed_about_are_found(secret: str, group: int, place: int) -> None:
    groups = [list(each) for each in groups_of(secret)]
    one = groups[group]
    if one[place] == one[place + 1]:
        return
    one[place], one[place + 1] = one[place + 1], one[place]
    with pytest.raises(RecoveryCodeMistyped):
        secret_of("".join("".join(each) for each in groups))


@given(SECRETS, st.integers(0, GROUPS - 2))
def test_two_groups_changed_about_are_found(secret: str, at: int) -> None:
    groups = list(groups_of(secret))
    groups[at], groups[at + 1] = groups[at + 1], groups[at]
    with pytest.raises(RecoveryCodeMistyped):
        secret_of("".join(groups))


@pytest.mark.parametrize("typed", ["", "ABCDE", "ABCDE-" * 9, "\x00", "青石镇"])
def test_what_is_no_code_says_how_long_one_is(typed: str) -> None:
    with pytest.raises(RecoveryCodeIncomplete, match="7 groups of 5 signs"):
        secret_of(typed)
    assert not looks_like_code(typed)
