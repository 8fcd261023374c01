"""Policies outside any workspace: those that ship, and those of a folder."""

import stat
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from evalapp.base import paths
from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.reader import EXAMPLES_FILE, MAIN_FILE, examples_in, read_policy, wanted_base

_MOST_FILES = 40
_LARGEST_FILE = 1_000_000


@cache
def shipped() -> Mapping[str, Policy]:
    """The policies that come with the program, by code."""
    folders = sorted(path.parent for path in (paths.resources() / "policies").glob(f"*/{MAIN_FILE}"))
    policies = [read_policy(folder_texts(folder)) for folder in folders]
    return MappingProxyType({policy.code: policy for policy in policies})


def shipped_examples(fingerprint: str) -> Mapping[str, Any]:
    """The worked examples that ship with the policy of that hash; empty for one that does not ship."""
    policy = next((each for each in shipped().values() if each.hash == fingerprint), None)
    if policy is None:
        return {}
    return folder_examples(paths.resources() / "policies" / policy.code)


def read_folder(folder: Path, installed: Iterable[Policy] = ()) -> Policy:
    """Read a policy from a folder of TOML files; what it extends ships, or is among those installed."""
    texts = folder_texts(folder)
    return read_policy(texts, base_of(texts, installed))


def base_of(texts: Mapping[str, str], installed: Iterable[Policy] = ()) -> Policy | None:
    """The policy that a folder's files extend, if it ships or is among those installed."""
    base = wanted_base(texts.get(MAIN_FILE, ""))
    known = [*shipped().values(), *installed]
    found = next((policy for policy in known if base in (policy.code, policy.hash)), None)
    return None if base is None else found


def folder_examples(folder: Path) -> Mapping[str, Any]:
    """The worked examples of a folder that was read; empty where it has none."""
    texts = folder_texts(folder)
    return examples_in(texts.get(EXAMPLES_FILE, ""))


def folder_texts(folder: Path) -> dict[str, str]:
    """The TOML files of a folder; nothing else in it is opened."""
    if not folder.is_dir():
        raise UserError(
            N_("“{folder}” is no folder. A policy is a folder with policy.toml in it."), folder=folder.name
        )
    files = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    if len(files) > _MOST_FILES:
        raise UserError(
            N_("“{folder}” holds more than {limit} TOML files."), folder=folder.name, limit=_MOST_FILES
        )
    return {path.name: _text(path) for path in files}


def _text(path: Path) -> str:
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise UserError(N_("“{file}” is not an ordinary file."), file=path.name)
        if status.st_size > _LARGEST_FILE:
            raise UserError(N_("“{file}” is larger than {limit} bytes."), file=path.name, limit=_LARGEST_FILE)
        return path.read_text("utf-8", errors="surrogateescape")  # what is not UTF-8 the reader tells by line
    except OSError as error:
        raise UserError(
            N_("“{file}” cannot be read: {detail}."), file=path.name, detail=cause(error)
        ) from error
