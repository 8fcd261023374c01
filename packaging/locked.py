"""What `requirements.lock` says: which releases with which hashes, and which of them a user needs."""

import re
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
#: The Python that Windows gets; the package that `windows.lock` pins carries it under a number of its own.
PYTHON_FOR_WINDOWS = "3.13.2"
#: The OpenSSL that comes with it; a build says when it is another.
OPENSSL_OF_PYTHON = "3.0.15"

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ \\]+)(?: ; (?P<marker>[^\\]+))?")
#: How the lock names what `pyproject.toml` itself asks for at run time.
_PROGRAM = "evalapp (pyproject.toml)"


class Pin(Struct, frozen=True):
    """One release; `lines` is its entry as it stands, `asked_by` who needs it."""

    name: str
    version: str
    marker: str
    asked_by: frozenset[str]
    lines: tuple[str, ...]


def pins(lock: Path = LOCK) -> dict[str, Pin]:
    """Every entry of a lock by its name."""
    entries: list[list[str]] = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        if _PIN.match(line):
            entries.append([line])
        elif entries:
            entries[-1].append(line)
    return {pin.name: pin for pin in map(_pin, entries)}


def needed_by_users(lock: Path = LOCK) -> tuple[Pin, ...]:
    """The entries that the program itself runs on, without those for building and checking."""
    every = pins(lock)
    needed = {name for name, pin in every.items() if _PROGRAM in pin.asked_by}
    while more := {name for name, pin in every.items() if pin.asked_by & needed} - needed:
        needed |= more
    return tuple(every[name] for name in sorted(needed))


def write_lock(chosen: tuple[Pin, ...], out: Path) -> Path:
    """A lock of these entries alone, with their hashes."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(line for pin in chosen for line in pin.lines) + "\n", encoding="utf-8")
    return out


def _pin(lines: list[str]) -> Pin:
    said = _PIN.match(lines[0])
    assert said, "entries begin with a pin"
    asked = frozenset(line.removeprefix("    # via").strip(" #") for line in lines if "#" in line)
    marker = (said["marker"] or "").strip()
    return Pin(said["name"], said["version"], marker, asked - {""}, tuple(lines))
