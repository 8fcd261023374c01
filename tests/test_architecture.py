"""The tree of ARCHITECTURE.md, kept by import-linter; the contracts are in pyproject.toml."""

import pytest
from importlinter.cli import lint_imports


def test_imports_point_downwards(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint_imports(no_cache=True, no_logo=True) == 0, capsys.readouterr().out
