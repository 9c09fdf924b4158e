"""The printed code that opens a schedule whose passphrase is forgotten: 7 groups of 5, each proving itself.

Four signs of a group carry 20 bits, the fifth is a sum over the field of 32 elements in which every sign, and the
number of the group, has a weight of its own: one wrong sign, two signs or two groups changed about always show.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from typing import Final

from core.vault_errors import RecoveryCodeIncomplete, RecoveryCodeMistyped

GROUPS: Final = 7
SIGNS: Final = 5
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing in it looks like another
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_SPACERS: Final = frozenset("-–—―−_.,、，。·/ ")
_MODULUS: Final = 0b100101  # x^5 + x^2 + 1


def new_code() -> str:
    """Return a fresh code of 140 random bits, as `secret_of` gives it back."""
    return "".join(secrets.choice(_ALPHABET) for _n in range(GROUPS * (SIGNS - 1)))


def spelled(secret: str) -> str:
    """Return the code as it is printed: groups with their check signs, parted by hyphens."""
    return "-".join(groups_of(secret))


def groups_of(secret: str) -> tuple[str, ...]:
    """Return the groups of the code, each with its check sign."""
    size = SIGNS - 1
    parts = (secret[at : at + size] for at in range(0, len(secret), size))
    return tuple(part + _ALPHABET[_sum_of(part, number)] for number, part in enumerate(parts))


def secret_of(typed: str) -> str:
    """Return the secret in a code as somebody typed it: any case, any spaces, O for 0, I or L for 1.

    Raises:
        RecoveryCodeIncomplete: signs are missing, or there are too many.
        RecoveryCodeMistyped: a group does not prove itself; the error names it.
    """
    clean = read_signs(typed)
    if len(clean) != GROUPS * SIGNS:
        raise RecoveryCodeIncomplete(wanted=GROUPS, signs=SIGNS, found=len(clean))
    parts = [clean[at : at + SIGNS] for at in range(0, len(clean), SIGNS)]
    for number, part in enumerate(parts):
        known = all(sign in _ALPHABET for sign in part)
        if not known or _ALPHABET[_sum_of(part[:-1], number)] != part[-1]:
            raise RecoveryCodeMistyped(number=number + 1, group=part)
    return "".join(part[:-1] for part in parts)


def looks_like_code(typed: str) -> bool:
    """Return whether *typed* is a recovery code without a slip, where a passphrase was asked for."""
    try:
        secret_of(typed)
    except (RecoveryCodeIncomplete, RecoveryCodeMistyped):
        return False
    return True


def read_signs(typed: str) -> str:
    """Return the signs of *typed* in the code's own spelling, whatever keyboard they came from."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    return "".join(sign for sign in plain if not sign.isspace() and sign not in _SPACERS)


def _sum_of(signs: Sequence[str], number: int) -> int:
    total, weight = _times(number + 1, 0b11111), 0b10
    for sign in signs:
        total ^= _times(_ALPHABET.index(sign), weight)
        weight = _times(weight, 0b10)
    return total


def _times(first: int, second: int) -> int:
    """Return the product in the field of 32 elements."""
    product = 0
    while second:
        if second & 1:
            product ^= first
        first <<= 1
        if first & 0b100000:
            first ^= _MODULUS
        second >>= 1
    return product
