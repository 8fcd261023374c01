"""Where a data file lies: on a share, in a synced folder, on a stick.

There two programs may write at once, or half of a change be carried away: no file is worked with there.
"""

import os
import re
import sys
from enum import StrEnum
from pathlib import Path

from evalapp.base.messages import N_


class PlaceKind(StrEnum):
    """A kind of place that data files are damaged at."""

    NETWORK = "network"
    SYNCED = "synced"
    REMOVABLE = "removable"


PLACE_REASONS = {
    PlaceKind.NETWORK: N_(
        "it lies on a network share, whose locks cannot be relied on: two computers may write at once"
    ),
    PlaceKind.SYNCED: N_("it lies in a folder that {service} copies while it is being written"),
    PlaceKind.REMOVABLE: N_("it lies on a stick, which may be pulled out while it is being written"),
}

#: Names of folders that a service keeps in step with another computer, as it names them itself.
_SERVICES = (
    ("OneDrive", re.compile(r"onedrive( - .+)?", re.IGNORECASE)),
    ("Dropbox", re.compile(r"dropbox( \(.+\))?", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google drive|my drive|drive của tôi|googledrive-.+", re.IGNORECASE)),
    ("Zalo", re.compile(r"zalo( received files| pc)?", re.IGNORECASE)),
    ("iCloud", re.compile(r"icloud ?drive|com~apple~clouddocs", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"nextcloud|owncloud", re.IGNORECASE)),
)
#: What Linux calls file systems of other computers, and where macOS mounts sticks.
_NETWORKS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afpfs", "webdav", "davfs"}
)
_STICKS = ("/Volumes/",)
_REMOVABLE_DRIVE, _REMOTE_DRIVE = 2, 4  # as Windows numbers kinds of drives


def place_of(path: Path) -> tuple[PlaceKind, str] | None:
    """What kind of risky place a file lies at, with the service that copies it; None where it is safe."""
    full = path.absolute()
    for part in full.parent.parts:
        service = next((name for name, pattern in _SERVICES if pattern.fullmatch(part)), None)
        if service is not None:
            return PlaceKind.SYNCED, service
    kind = _kind_on_windows(full) if sys.platform == "win32" else _kind_on_unix(full, _mounts())
    return (kind, "") if kind is not None else None


def sticks() -> list[Path]:
    """The sticks that are plugged in."""
    if sys.platform == "win32":
        drives = (Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ")
        return [drive for drive in drives if _kind_on_windows(drive) is PlaceKind.REMOVABLE]
    return [Path(point) for device, point, _ in _mounts() if _is_stick(device)]


def _kind_on_unix(path: Path, mounts: list[tuple[str, str, str]]) -> PlaceKind | None:
    text = os.fspath(path)
    inside = [(len(point), kind, device) for device, point, kind in mounts if _is_under(text, point)]
    _, kind, device = max(inside, default=(0, "", ""))
    if kind in _NETWORKS:
        return PlaceKind.NETWORK
    return PlaceKind.REMOVABLE if _is_stick(device) or text.startswith(_STICKS) else None


def _is_stick(device: str) -> bool:
    """Whether the system says that a disk may be pulled out."""
    told = Path("/sys/block") / re.sub(r"p?\d+$", "", Path(device).name) / "removable"
    try:
        return device.startswith("/dev/") and told.read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False


def _is_under(path: str, point: str) -> bool:
    return path == point or path.startswith(point.rstrip("/") + "/")


def _mounts() -> list[tuple[str, str, str]]:
    """Every device, where it is mounted and its kind of file system; none where the system tells nothing."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = [line.split() for line in lines]
    return [(part[0], part[1].replace("\\040", " "), part[2]) for part in found if part[2:]]


def _kind_on_windows(path: Path) -> PlaceKind | None:  # pragma: no cover - only there
    import ctypes

    if path.drive.startswith("\\\\"):
        return PlaceKind.NETWORK
    windows = getattr(ctypes, "windll").kernel32  # noqa: B009 - unknown to the types elsewhere
    kind = windows.GetDriveTypeW(path.drive + "\\")
    return {_REMOVABLE_DRIVE: PlaceKind.REMOVABLE, _REMOTE_DRIVE: PlaceKind.NETWORK}.get(kind)
