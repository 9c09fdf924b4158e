"""The key file beside a protected schedule: its data key, wrapped once by the passphrase, once by the recovery code.

Argon2id makes a wrapping key of what was typed, AES-256-GCM wraps with it. The file tells damage from a wrong
passphrase: its sum proves the file, the seal of each wrap proves what was typed, the check value proves the key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from core.i18n import N_, _
from core.vault_errors import KeyFileDamaged, KeyFileMissing
from db.backup_files import sync_file, sync_folder

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Kind = Literal["passphrase", "recovery"]
FORMAT: Final = "onsite-days key file"
VERSION: Final = 1
KEY_BYTES: Final = 32
_NEWER: Final = N_("it comes from a newer version of this program")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try costs whoever guesses: 64 MiB and 3 passes are a third of a second here."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4

    def is_sane(self) -> bool:
        """Return whether a planted file could not use it to choke this computer."""
        return 8 * self.lanes <= self.memory_kib <= 1 << 20 and 1 <= self.passes <= 16 and 1 <= self.lanes <= 16


COST = Cost()


@dataclass(frozen=True, slots=True)
class Wrap:
    """The data key, sealed under one secret; everything in hex."""

    kind: Kind
    cost: Cost
    salt: str
    nonce: str
    sealed: str

    def require_sane(self) -> None:
        """Raise ValueError where a part is no hex, or trying it would choke this computer."""
        for part in (self.salt, self.nonce, self.sealed):
            bytes.fromhex(part)
        if not self.cost.is_sane():
            raise ValueError(self.cost)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All that is needed, besides a secret, to open the schedule."""

    id: str
    check: str
    wraps: tuple[Wrap, ...]

    def opened_by(self, kind: Kind, secret: str) -> str | None:
        """Return the data key as 64 hex digits, None where *secret* is not the one; takes a third of a second."""
        for wrap in self.wraps:
            if wrap.kind == kind:
                key = _unsealed(wrap, _bound(self.id, wrap), secret)
                if key is not None and self.belongs_to(key):
                    return key
        return None

    def with_wrap(self, kind: Kind, secret: str, key: str) -> KeyFile:
        """Return the key file with *secret* in the place of the one of that kind."""
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        bare = Wrap(kind, COST, salt.hex(), nonce.hex(), "")
        sealed = _cipher(secret, COST, salt).encrypt(nonce, bytes.fromhex(key), _bound(self.id, bare))
        others = tuple(wrap for wrap in self.wraps if wrap.kind != kind)
        return KeyFile(self.id, self.check, (*others, Wrap(kind, COST, bare.salt, bare.nonce, sealed.hex())))

    def belongs_to(self, key: str) -> bool:
        """Return whether *key* is what is wrapped in here."""
        return hmac.compare_digest(self.check, _check_value(self.id, key))

    def to_json(self) -> str:
        """Return the text of the file, its sum included."""
        body = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps({**body, "sum": _sum_of(body)}, indent=1)


def new_keys(passphrase: str, code: str) -> tuple[str, KeyFile]:
    """Return a fresh data key as 64 hex digits, and the key file that gives it back."""
    key, name = secrets.token_bytes(KEY_BYTES).hex(), secrets.token_hex(8)
    bare = KeyFile(name, _check_value(name, key), ())
    return key, bare.with_wrap("passphrase", passphrase, key).with_wrap("recovery", code, key)


def tries_path(path: Path) -> Path:
    """Return where wrong tries on the schedule at *path* are counted."""
    return path.with_name(path.name + ".tries")


def read_key_file(place: Path, schedule: Path) -> KeyFile:
    """Return what the key file at *place* says.

    Raises:
        KeyFileMissing: nothing is there.
        KeyFileDamaged: it is not what was written.
    """
    try:
        text = place.read_bytes()[: 1 << 16].decode("utf-8")
    except FileNotFoundError:
        raise KeyFileMissing(path=schedule, key=place) from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileDamaged(key=place, what=type(error).__name__) from error
    return parse(text, place)


def parse(text: str, place: object) -> KeyFile:
    """Return the key file that *text* spells.

    Raises:
        KeyFileDamaged: it is not what was written.
    """
    try:
        said: Any = json.loads(text)
        if said["format"] == FORMAT and isinstance(said["version"], int) and said["version"] > VERSION:
            raise KeyFileDamaged(key=place, what=_(_NEWER))
        proof = said.pop("sum")
        if said["format"] != FORMAT or proof != _sum_of(said):
            raise KeyFileDamaged(key=place, what=_("its content is not what was written"))
        wraps = tuple(Wrap(**{**wrap, "cost": Cost(**wrap["cost"])}) for wrap in said["wraps"])
        found = KeyFile(str(said["id"]), str(said["check"]), wraps)
        for wrap in wraps:
            wrap.require_sane()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KeyFileDamaged(key=place, what=type(error).__name__) from error
    return found


def write_small(place: Path, text: str) -> None:
    """Write a small file of the schedule's owner alone: the old one or the new one, whatever happens meanwhile."""
    part = place.with_name(f".onsite-{secrets.token_hex(6)}.part")  # a long name of its own might not fit
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        if part.stat().st_size != len(text.encode("utf-8")):
            raise OSError(28, "the file is shorter than what was written", str(place))
        sync_file(part)
        part.replace(place)
        sync_folder(place.parent)
    finally:
        part.unlink(missing_ok=True)


def _unsealed(wrap: Wrap, bound: bytes, secret: str) -> str | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - a plain schedule opens without all this

    cipher = _cipher(secret, wrap.cost, bytes.fromhex(wrap.salt))
    try:
        return cipher.decrypt(bytes.fromhex(wrap.nonce), bytes.fromhex(wrap.sealed), bound).hex()
    except InvalidTag:
        return None


def _cipher(secret: str, cost: Cost, salt: bytes) -> AESGCM:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    derived = hash_secret_raw(
        secret.encode("utf-8", "surrogatepass"), salt, time_cost=cost.passes, memory_cost=cost.memory_kib,
        parallelism=cost.lanes, hash_len=KEY_BYTES, type=Type.ID,
    )  # fmt: skip
    return AESGCM(derived)


def _bound(name: str, wrap: Wrap) -> bytes:
    """Return what the seal covers besides the key, so that no part can be exchanged for a weaker one."""
    return json.dumps([FORMAT, VERSION, name, wrap.kind, asdict(wrap.cost), wrap.salt]).encode()


def _check_value(name: str, key: str) -> str:
    return hmac.new(bytes.fromhex(key), f"{FORMAT} {name}".encode(), hashlib.sha256).hexdigest()


def _sum_of(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
