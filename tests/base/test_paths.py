"""Where things are found."""

import sys
from pathlib import Path

import pytest

from evalapp.base import paths


def test_a_checkout_holds_resources_and_migrations_beside_the_package() -> None:
    assert paths.resources() == paths.checkout() / "resources"
    assert paths.resources().is_dir()
    assert paths.migrations() == paths.checkout() / "db"
    assert paths.migrations().is_dir()


def test_a_frozen_program_finds_them_in_its_bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)

    assert paths.resources() == tmp_path / "resources"
    assert paths.migrations() == tmp_path / "db"


def test_the_workspace_that_opens_by_itself_lies_in_the_users_own_folder() -> None:
    workspace = paths.default_workspace()

    assert workspace.name == "evalapp.sqlite"
    assert paths.checkout() not in workspace.parents
