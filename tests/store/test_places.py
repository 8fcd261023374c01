"""Where a data file lies, told by its path alone: `evalapp.store.places`."""

from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.store.places import PlaceKind, _kind_on_unix, place_of
from evalapp.usecases.places import refuse_place
from evalapp.usecases.relocation import move_workspace
from evalapp.usecases.workspaces import open_workspace
from tests import make

_MOUNTS = [("/dev/sda1", "/", "ext4"), ("//server/chung", "/mnt/chung", "cifs"), ("x", "/mnt/chung2", "ext4")]


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive - UBND quận", "OneDrive"),
        ("onedrive", "OneDrive"),
        ("Dropbox (Phòng)", "Dropbox"),
        ("My Drive", "Google Drive"),
        ("Zalo Received Files", "Zalo"),
        ("Nextcloud", "Nextcloud"),
        ("Hồ sơ Zalo cũ", None),
        ("Documents", None),
    ],
)
def test_a_folder_that_a_service_copies_is_known_by_its_name(folder: str, service: str | None) -> None:
    found = place_of(Path("/nha/lan") / folder / "2026" / "w.sqlite")

    assert found == ((PlaceKind.SYNCED, service) if service else None)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/mnt/chung/w.sqlite", PlaceKind.NETWORK),
        ("/mnt/chung2/w.sqlite", None),
        ("/Volumes/USB/w.sqlite", PlaceKind.REMOVABLE),
        ("/srv/lan/w.sqlite", None),
    ],
)
def test_a_share_and_a_stick_are_known_by_their_mount(path: str, kind: PlaceKind | None) -> None:
    assert _kind_on_unix(Path(path), _MOUNTS) is kind


def test_a_file_in_a_synced_folder_is_refused_untouched_and_moved_once_it_is_closed(tmp_path: Path) -> None:
    made = make.office(tmp_path)
    made.close()
    synced = tmp_path / "Dropbox" / "w.sqlite"
    synced.parent.mkdir()
    made.path.rename(synced)
    before = synced.read_bytes()
    with pytest.raises(UserError, match="Dropbox copies while it is being written"):
        open_workspace(synced)
    assert synced.read_bytes() == before

    moved = move_workspace(synced, tmp_path / "here" / "w.sqlite")

    open_workspace(moved).close()
    assert moved.exists()
    assert [path.name for path in synced.parent.iterdir()] == ["w.moved.sqlite"]
    with pytest.raises(UserError, match="not opened here"):
        refuse_place(synced)
