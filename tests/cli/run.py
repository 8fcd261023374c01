"""Calling the command line as a script would."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from evalapp.base import paths
from evalapp.cli.main import main

JULY = ("--unit", "PNV", "--period", "2018-07")
STATUS_KEYS = {"unit", "period", "policy", "stage", "people", "not_scored", "late", "suggestions", "ties"}


class Answer(Struct, frozen=True):
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Console(Struct, frozen=True):
    """The command line on one workspace, in this process or in one of its own."""

    workspace: Path
    capsys: pytest.CaptureFixture[str]
    server: str = ""  # the address of a database, in place of the file

    @property
    def place(self) -> str:
        """Where the workspace is, as a command is told."""
        return self.server or str(self.workspace)

    def __call__(self, *words: str | Path, lang: str = "en") -> Answer:
        self.capsys.readouterr()
        told = ["--workspace", self.place, "--lang", lang, *map(str, words)]
        try:
            code = main(told)
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = self.capsys.readouterr()
        return Answer(code, said.out, said.err)

    def json(self, *words: str | Path) -> Any:
        answer = self(*words, "--json")
        assert answer.code == 0, answer.err
        return answer.json

    def month(self, *words: str | Path, unit: str = "PNV", period: str = "2018-07") -> Answer:
        return self(*words, "--unit", unit, "--period", period, "--json")


def process(*words: str | Path, extra: Mapping[str, str] | None = None, cwd: Path | None = None) -> Answer:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "evalapp", *map(str, words)],
        cwd=cwd or paths.checkout(),
        env={**os.environ, "PYTHONPATH": str(paths.checkout()), **(extra or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def state(console: Console) -> Any:
    """What is in the workspace, counted, and how long its history is."""
    info = console.json("workspace", "info")
    return info["units"], info["people"], info["months"], info["audit"]
