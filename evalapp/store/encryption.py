"""Encryption at rest: the key of a data file, and the key file that keeps it wrapped by password and code.

The file and all its backups are encrypted with one key of chance, whose id stands as the first bytes of each
of them. The key itself lies in a small key file beside them, wrapped twice: by a key that Argon2id derives
from the password, and by one derived from the printed recovery code. So a new password rewrites the key
file only, and any copy of the key file with the same id opens the data file. What was unwrapped stays in
the memory of this process, for the backups that it writes and reads by itself.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import asdict, replace

from evalapp.base.causes import cause
from evalapp.base.data_files import PLAIN, key_file_name, key_folders
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.passwords import as_typed
from evalapp.domain.recovery_codes import CHANCE, read_code, written_code
from evalapp.store.durable import make_durable

_ID = 16  # bytes at the beginning of an encrypted file; SQLCipher uses them as its salt too
_KEY = 32
_FORMAT = 1


class Strength(Struct, frozen=True):
    """What deriving a key from a password costs whoever guesses; kept with each wrap."""

    memory: int = 64 * 1024  # KiB
    passes: int = 3
    lanes: int = 4


ORDINARY = Strength()
#: A key file is a text that anybody may write: what asks for more than this is not ours.
_MOST = Strength(memory=1024 * 1024, passes=64, lanes=64)


class Key(Struct, frozen=True):
    """What opens a file, and the id by which the files under it are known."""

    id: bytes
    secret: bytes

    @property
    def pragma(self) -> str:
        """The key as SQLCipher takes it without deriving anything from it."""
        return f"x'{self.secret.hex()}{self.id.hex()}'"


class Wrap(Struct, frozen=True):
    """The key, wrapped by what Argon2id derives from a password or code."""

    salt: str
    memory: int
    passes: int
    lanes: int
    key: str


class KeyFile(Struct, frozen=True):
    """What a key file says; of several with one id, the one that was changed most often is the newest."""

    id: str
    changed: int
    password: Wrap
    code: Wrap


class Locked(UserError):
    """A file is encrypted and its key unknown: nothing was typed yet, or something wrong, or it is lost."""


#: The keys that this process has unwrapped, by their id.
_known: dict[bytes, Key] = {}


def key_of(path: Path) -> Key | None:
    """The key of a closed file; None where it is plain, empty or not there; refuses one not unlocked yet.

    Never to be asked of a file that this process has open: reading it past SQLite would drop SQLite's lock.
    """
    beginning = _beginning(path)
    if beginning in (b"", PLAIN):
        return None
    if beginning not in _known:
        if found_key_file(path, beginning) is None:
            return None  # not encrypted by us, or damaged at its beginning: the database says so
        raise Locked(
            N_("{file} is encrypted: its password, or the code on its recovery sheet, is needed."),
            file=path.name,
        )
    return _known[beginning]


def unlock(path: Path, secret: str) -> None:
    """Unwrap a file's key by its password or recovery code; a key file lost from beside it is put back."""
    kept = _kept_for(path, _beginning(path))
    key = _unwrapped(kept, secret, path)
    _known[key.id] = key
    with suppress(OSError, UserError):  # a folder that takes nothing is read all the same
        if _read(key_file(path.parent, kept.id)) is None:
            write_key_file(path.parent, kept)


def new_key(password: str, strength: Strength = ORDINARY) -> tuple[Key, KeyFile, str]:
    """A key of chance, known to this process; its key file, yet to be written; its recovery code."""
    key = Key(secrets.token_bytes(_ID), secrets.token_bytes(_KEY))
    code = written_code(secrets.token_bytes(CHANCE))
    _known[key.id] = key
    wraps = _wrapped(key, password, strength), _wrapped(key, read_code(code) or "", strength)
    return key, KeyFile(key.id.hex(), 0, *wraps), code


def with_password(path: Path, key: Key, secret: str, password: str, strength: Strength = ORDINARY) -> KeyFile:
    """The key file with a new password; whoever changes it knows the old one, or the code."""
    kept = _kept_for(path, key.id)
    _unwrapped(kept, secret, path)
    return replace(kept, changed=kept.changed + 1, password=_wrapped(key, password, strength))


def with_code(path: Path, key: Key, secret: str, strength: Strength = ORDINARY) -> tuple[KeyFile, str]:
    """The key file with a new recovery code, and the code; the sheet before is void."""
    kept = _kept_for(path, key.id)
    _unwrapped(kept, secret, path)
    code = written_code(secrets.token_bytes(CHANCE))
    return replace(kept, changed=kept.changed + 1, code=_wrapped(key, read_code(code) or "", strength)), code


def key_file(folder: Path, identity: str) -> Path:
    """The key file of a folder's data files with this id, which begins its name."""
    return folder / key_file_name(identity)


def key_file_of(path: Path) -> Path:
    """Where the key file of an encrypted file is looked for first."""
    return key_file(path.parent, _beginning(path).hex())


def write_key_file(folder: Path, kept: KeyFile) -> None:
    """Keep a key file in the folder of what it opens; the one before is replaced once this is durable."""
    target = key_file(folder, kept.id)
    aside = target.with_name(target.name + ".part")
    told = to_builtins(kept)
    try:
        with aside.open("w", encoding="utf-8") as out:
            json.dump({"format": _FORMAT, **told, "sum": _sum(told)}, out, indent=1)
        make_durable(aside)
        aside.replace(target)
        make_durable(folder)  # before anything that needs it takes its place
    except OSError as error:
        raise UserError(
            N_("The key file {file} could not be written: {reason}."), file=str(target), reason=cause(error)
        ) from error
    finally:
        with suppress(OSError):  # where the folder takes nothing, nothing was left in it
            aside.unlink(missing_ok=True)


def carry_key_of(path: Path, folder: Path) -> None:
    """Put the key file of an encrypted backup into the folder where it becomes the data file."""
    kept = None if is_plain(path) else found_key_file(path, _beginning(path))
    if kept is not None:
        write_key_file(folder, kept)


def forget_others(key: Key | None) -> None:
    """Keep only this key in mind: whoever opens another file has to know its password."""
    for identity in [each for each in _known if key is None or each != key.id]:
        del _known[identity]


def drop_key_file(folder: Path, key: Key) -> None:
    """Take the key file out of a folder, unless something there still needs it."""
    if not any(_beginning(file) == key.id for file in folder.iterdir() if file.is_file()):
        key_file(folder, key.id.hex()).unlink(missing_ok=True)


def is_plain(path: Path) -> bool:
    """Whether anybody can read a closed file."""
    return _beginning(path) == PLAIN


def found_key_file(path: Path, identity: bytes) -> KeyFile | None:
    """The newest key file with an id, from beside a data file, its backups, or the folder above those."""
    found = [kept for kept in _read_around(path) if kept.id == identity.hex()]
    return max(found, key=lambda kept: kept.changed, default=None)


def _kept_for(path: Path, identity: bytes) -> KeyFile:
    kept = found_key_file(path, identity)
    if kept is None:
        raise Locked(
            N_(
                "The key file of {file} is missing or damaged. It is named {name} and lies beside the data "
                "file and in the folder of its backups: put a copy of it beside {file}."
            ),
            file=path.name,
            name=key_file(path.parent, identity.hex()).name,
        )
    return kept


def _read_around(path: Path) -> Iterator[KeyFile]:
    for folder in key_folders(path):
        with suppress(OSError):  # a folder that is not there, or is not ours to read, has none
            for file in sorted(folder.glob("*.key")):
                kept = _read(file)
                if kept is not None:
                    yield kept


def _read(file: Path) -> KeyFile | None:
    """What a key file says; None where it is damaged, cut off or no key file of ours."""
    try:
        told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if told.pop("format") != _FORMAT or told.pop("sum") != _sum(told):
            return None
        identity, changed = bytes.fromhex(told["id"]), int(told["changed"])
        return KeyFile(identity.hex(), changed, _read_wrap(**told["password"]), _read_wrap(**told["code"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _read_wrap(*, salt: str, memory: int, passes: int, lanes: int, key: str) -> Wrap:
    """A wrap as a key file tells it; ValueError or TypeError where it cannot be one of ours."""
    if not (
        1 <= passes <= _MOST.passes and 1 <= lanes <= _MOST.lanes and 8 * lanes <= memory <= _MOST.memory
    ):
        raise ValueError("no strength of ours")
    return Wrap(bytes.fromhex(salt).hex(), int(memory), int(passes), int(lanes), bytes.fromhex(key).hex())


def _sum(told: dict[str, Any]) -> str:
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_ID)
    except OSError as error:
        if not path.exists():
            return b""
        raise UserError(
            N_("{file} cannot be read: {reason}."), file=str(path), reason=cause(error)
        ) from error


def _wrapped(key: Key, secret: str, strength: Strength) -> Wrap:
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap

    salt = secrets.token_bytes(_ID)
    wrapping = _derived(secret, salt, strength)
    return Wrap(salt.hex(), **asdict(strength), key=aes_key_wrap(wrapping, key.secret).hex())


def _unwrapped(kept: KeyFile, secret: str, path: Path) -> Key:
    """The key, by the password or, where what was typed is one, by the code."""
    code = read_code(secret)
    tries = [(kept.password, secret), *([(kept.code, code)] if code else [])]
    for wrap, typed in tries:
        found = _opened(wrap, typed)
        if found is not None:
            return Key(bytes.fromhex(kept.id), found)
    raise Locked(
        N_("This is neither the password nor the recovery code of {file}."),
        file=path.name,
    )


def _opened(wrap: Wrap, secret: str) -> bytes | None:
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

    wrapping = _derived(secret, bytes.fromhex(wrap.salt), Strength(wrap.memory, wrap.passes, wrap.lanes))
    try:
        return aes_key_unwrap(wrapping, bytes.fromhex(wrap.key))
    except (InvalidUnwrap, ValueError):  # the other key, or no key at all
        return None


def _derived(secret: str, salt: bytes, strength: Strength) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        as_typed(secret),
        salt,
        time_cost=strength.passes,
        memory_cost=strength.memory,
        parallelism=strength.lanes,
        hash_len=_KEY,
        type=Type.ID,
    )
