"""An update from a stick: only a newer one, only the one handed out, and the data backed up first."""

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evalapp.base.errors import UserError
from evalapp.base.signatures import known_keys, signed_text
from evalapp.domain.backups import BackupReason
from evalapp.store.kept_copies import backups_in, folder_of
from evalapp.usecases.updates import ENDING, fetch_update, find_update, prepare_update
from tests import make

PRIVATE = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
KEYS = (base64.b64encode(PRIVATE.public_key().public_bytes_raw()).decode(),)


def _signed(folder: Path, by: Ed25519PrivateKey = PRIVATE) -> Path:
    for manifest in folder.glob(f"*{ENDING}"):
        said = json.loads(manifest.read_text(encoding="utf-8"))
        said["signature"] = base64.b64encode(by.sign(signed_text(said))).decode()
        manifest.write_text(json.dumps(said), encoding="utf-8")
    return folder


def _stick(tmp_path: Path, *versions: str, **said: Any) -> Path:
    folder = tmp_path / "stick of the office"
    folder.mkdir(exist_ok=True)
    for version in versions:
        installer = folder / f"evalapp-{version}-setup.exe"
        installer.write_bytes(version.encode())
        manifest = {
            "program": "evalapp",
            "system": sys.platform,
            "version": version,
            "file": installer.name,
            "sha256": hashlib.sha256(version.encode()).hexdigest(),
        }
        told = json.dumps({**manifest, **said})
        (folder / f"{installer.name}{ENDING}").write_text(told, encoding="utf-8")
    return folder


def test_the_newest_version_is_offered_by_its_numbers_not_its_letters(tmp_path: Path) -> None:
    stick = _stick(tmp_path, "0.9.0", "0.10.0", "0.2.0")

    assert find_update(stick, running="0.1.0").version == "0.10.0"


@pytest.mark.parametrize("running", ["0.3.0", "0.3", "1.0.0"])
def test_what_is_older_or_the_same_is_never_put_over_the_program(tmp_path: Path, running: str) -> None:
    stick = _stick(tmp_path, "0.3.0")

    with pytest.raises(UserError, match=r"Version 0\.3\.0 is there"):
        find_update(stick, running=running)


@pytest.mark.parametrize(
    "said",
    [
        {"system": "another"},
        {"program": "something else"},
        {"version": "latest"},
        {"file": "../evalapp-9.0.0-setup.exe"},
        {"file": "absent.exe"},
    ],
)
def test_what_is_for_another_system_or_names_a_file_elsewhere_is_not_offered(
    tmp_path: Path, said: dict[str, str]
) -> None:
    stick = _stick(tmp_path, "9.0.0", **said)

    with pytest.raises(UserError, match="No update for this computer"):
        find_update(stick)


def test_a_damaged_manifest_hides_no_other(tmp_path: Path) -> None:
    stick = _stick(tmp_path, "9.0.0")
    (stick / f"broken{ENDING}").write_bytes(b"\xff{")
    (stick / f"list{ENDING}").write_text("[]", encoding="utf-8")

    assert find_update(stick).version == "9.0.0"


def test_an_installer_that_was_changed_is_refused_and_not_left_behind(tmp_path: Path) -> None:
    update = find_update(_stick(tmp_path, "9.0.0"))
    update.installer.write_bytes(b"something else")
    target = tmp_path / "here"
    target.mkdir()

    with pytest.raises(UserError, match="damaged or was changed"):
        fetch_update(update, target, takes_unsigned=True)

    assert list(target.iterdir()) == []


def test_an_update_that_nobody_signed_is_taken_only_where_somebody_says_so(tmp_path: Path) -> None:
    update = find_update(_stick(tmp_path, "9.0.0"), keys=())

    with pytest.raises(UserError, match="Nobody has signed"):
        fetch_update(update)

    assert fetch_update(update, takes_unsigned=True).read_bytes() == b"9.0.0"


def test_a_program_that_knows_a_key_takes_what_is_signed_with_it(tmp_path: Path) -> None:
    update = find_update(_signed(_stick(tmp_path, "9.0.0")), keys=("", *KEYS))

    assert update.signed
    assert fetch_update(update).read_bytes() == b"9.0.0"


def test_a_program_that_knows_a_key_passes_over_what_is_not_signed(tmp_path: Path) -> None:
    stick = _signed(_stick(tmp_path, "8.0.0"))
    _stick(tmp_path, "9.0.0")

    assert find_update(stick, keys=KEYS).version == "8.0.0"


@pytest.mark.parametrize("changed", [{}, {"version": "9.0.1"}, {"sha256": "0" * 64}, {"signature": "?"}])
def test_what_another_signed_or_somebody_changed_is_refused(tmp_path: Path, changed: dict[str, str]) -> None:
    signer = PRIVATE if changed else Ed25519PrivateKey.from_private_bytes(b"x" * 32)
    stick = _signed(_stick(tmp_path, "9.0.0"), signer)
    (manifest,) = stick.glob(f"*{ENDING}")
    said = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**said, **changed}), encoding="utf-8")

    with pytest.raises(UserError, match="not signed by those who made this program"):
        find_update(stick, keys=KEYS)


def test_an_older_version_is_no_update_even_when_it_is_signed(tmp_path: Path) -> None:
    stick = _signed(_stick(tmp_path, "0.2.0"))

    with pytest.raises(UserError, match="Nothing older"):
        find_update(stick, running="0.3.0", keys=KEYS)


def test_every_key_that_the_program_knows_is_one() -> None:
    assert all(len(base64.b64decode(key, validate=True)) == 32 for key in known_keys())


def test_the_data_is_backed_up_before_a_newer_version_is_started(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    update = find_update(_stick(tmp_path, "9.0.0"))

    installer = prepare_update(workspace, update=update, takes_unsigned=True)

    assert installer.read_bytes() == b"9.0.0"
    kept = backups_in(folder_of(workspace.path), workspace.path)
    assert [each.name.reason for each in kept] == [BackupReason.MIGRATION]
    workspace.close()
