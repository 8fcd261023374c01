"""The power goes while a score is saved: what the disk was not told to keep is dropped, torn or out of order.

A child works under `strace`, which writes down what reaches the system. For a cut at any of these calls the
files are put together again: all up to a file's last sync is there, of the rest whatever chance leaves.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from msgspec import Struct

from evalapp.base import paths

_SECTOR = 512  # what a disk writes whole or not at all
_TURNS = 12  # so many works are recorded; a cut falls somewhere in them
_CALL = re.compile(
    r"\d+\s+(?P<name>\w+)\((?:(?P<fd>\d+)<(?P<path>[^>]*)>|\"(?P<unlinked>[^\"]*)\")(?P<rest>.*)"
)
_DATA = re.compile(r', "(?P<bytes>(?:\\x[0-9a-f]{2})*)"(?:, \d+)?(?:, (?P<offset>\d+))?\)')


class Call(Struct, frozen=True):
    """One call that reached the system: data or a length for a file, its sync, or a turn that was told."""

    kind: str  # write, cut, sync, told
    file: str = ""
    offset: int = 0
    data: bytes = b""


@cache
def recorded(work: str, original: Path) -> tuple[Call, ...]:
    """What a child did to a copy of a file, call by call, until it had told enough turns."""
    strace = shutil.which("strace")
    if strace is None:
        raise SystemExit("this fault needs the program strace")
    folder = Path(mkdtemp(prefix="evalapp-power-"))
    try:
        path = Path(shutil.copy(original, folder / "w.sqlite"))
        trace = folder / "trace"
        watched = "trace=pwrite64,write,ftruncate,fsync,fdatasync,unlink"
        command = [strace, "-f", "-y", "-xx", "-s", "70000", "-e", watched, "-o", str(trace)]
        child = [sys.executable, "-m", "evalapp.devtools.faults_work", work, str(path)]
        with subprocess.Popen(
            [*command, *child],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=paths.checkout(),
        ) as running:
            lines = iter(running.stdout or ())
            for _ in range(_TURNS):
                next(lines, "")
            running.terminate()
        return tuple(_calls(trace.read_text(encoding="ascii", errors="replace").splitlines(), path))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _calls(lines: Sequence[str], path: Path) -> Iterator[Call]:
    for line in lines:
        found = _CALL.match(line)
        if found is None:
            continue
        name, rest = found["name"], found["rest"]
        file = _plain(found["path"] or found["unlinked"] or "")
        if name == "write" and found["fd"] == "1":
            yield Call("told")
        elif Path(file).name in (path.name, f"{path.name}-wal"):
            yield from _call(name, Path(file).name, rest)


def _plain(text: str) -> str:
    """A path as it is: strace writes it in hexadecimal where it writes data so."""
    return bytes.fromhex(text.replace("\\x", "")).decode() if text.startswith("\\x") else text


def _call(name: str, file: str, rest: str) -> Iterator[Call]:
    data = _DATA.match(rest)
    if name in ("fsync", "fdatasync"):
        yield Call("sync", file)
    elif name == "ftruncate":
        yield Call("cut", file, int(re.findall(r"\d+", rest)[0]))
    elif name == "unlink":
        yield Call("cut", file, 0)
    elif data is not None:
        yield Call("write", file, int(data["offset"] or 0), bytes.fromhex(data["bytes"].replace("\\x", "")))


def cut_power(calls: Sequence[Call], original: Path, here: Path, chance: Random) -> tuple[Path, int]:
    """Put the files together as a power cut at some call may leave them; also how many turns were told."""
    end = chance.randrange(1, len(calls) + 1)
    done = calls[:end]
    contents = {"w.sqlite": bytearray(original.read_bytes()), "w.sqlite-wal": bytearray()}
    for file, content in contents.items():
        mine = [call for call in done if call.file == file]
        synced = max((place for place, call in enumerate(mine) if call.kind == "sync"), default=-1)
        for call in mine[: synced + 1]:
            _apply(content, call, call.data)
        pending = [call for call in mine[synced + 1 :] if chance.random() < chance.choice((0.1, 0.5, 0.9))]
        chance.shuffle(pending)
        for call in pending:
            _apply(content, call, _torn(call.data, chance))
    for file, content in contents.items():
        (here / file).write_bytes(content)
    return here / "w.sqlite", sum(call.kind == "told" for call in done)


def _torn(data: bytes, chance: Random) -> bytes:
    """All of it, or as many whole sectors as the disk came to."""
    sectors = chance.randrange(len(data) // _SECTOR + 1)
    return data if chance.choice((True, False)) else data[: sectors * _SECTOR]


def _apply(content: bytearray, call: Call, data: bytes) -> None:
    if call.kind == "cut":
        del content[call.offset :]
    elif call.kind == "write":
        if len(content) < call.offset:
            content.extend(bytes(call.offset - len(content)))
        content[call.offset : call.offset + len(data)] = data
