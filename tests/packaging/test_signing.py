"""Updates are signed apart from building, by a key that never comes near the checkout."""

import json
from pathlib import Path

import pytest
from locked import ROOT
from signing import make_key, sign_manifests
from steps import BuildError, write_manifest

from evalapp.base.signatures import is_signed


def _product(folder: Path) -> Path:
    folder.mkdir()
    product = folder / "evalapp-setup.exe"
    product.write_bytes(b"program")
    return write_manifest(product, "win32")


def _key(tmp_path: Path) -> tuple[Path, Path]:
    private, public = tmp_path / "office.key", tmp_path / "update_keys.txt"
    public.write_text("# whose\n", encoding="utf-8")
    make_key(private, public)
    return private, public


def test_what_was_built_is_signed_by_a_key_that_the_program_knows(tmp_path: Path) -> None:
    private, public = _key(tmp_path)
    manifest = _product(tmp_path / "dist")

    sign_manifests(private, tmp_path / "dist", public)

    known = public.read_text(encoding="utf-8").splitlines()[-1]
    assert is_signed(json.loads(manifest.read_text(encoding="utf-8")), (known,))


def test_a_product_that_changed_since_it_was_built_is_not_signed(tmp_path: Path) -> None:
    private, public = _key(tmp_path)
    _product(tmp_path / "dist").with_name("evalapp-setup.exe").write_bytes(b"other")

    with pytest.raises(BuildError, match="build it anew"):
        sign_manifests(private, tmp_path / "dist", public)


def test_a_key_that_no_program_knows_signs_nothing(tmp_path: Path) -> None:
    private, public = _key(tmp_path)
    public.write_text("", encoding="utf-8")
    _product(tmp_path / "dist")

    with pytest.raises(BuildError, match="no program would take it"):
        sign_manifests(private, tmp_path / "dist", public)


def test_a_private_key_is_read_by_its_owner_only_and_never_overwritten_nor_put_into_the_checkout(
    tmp_path: Path,
) -> None:
    private, public = _key(tmp_path)

    assert private.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        make_key(private, public)
    with pytest.raises(BuildError, match="never does"):
        make_key(ROOT / "office.key", public)
