"""Signatures of updates: made by whoever hands the program out, checked by the program that is there.

The public keys lie in `resources/update_keys.txt`, one a line; the private one never leaves whoever made it.
A line more lets a new key follow an old one: both are taken until the old line goes.
"""

import base64
import json
from collections.abc import Mapping
from typing import Any

from evalapp.base import paths

SIGNATURE = "signature"


def known_keys() -> tuple[str, ...]:
    """The public keys that updates are taken from; none where nobody has made one yet."""
    return _read((paths.resources() / "update_keys.txt").read_text(encoding="utf-8"))


def signed_text(said: Mapping[str, Any]) -> bytes:
    """What a signature covers: everything that a manifest says, but for the signature."""
    covered = {name: value for name, value in said.items() if name != SIGNATURE}
    return json.dumps(covered, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def is_signed(said: Mapping[str, Any], keys: tuple[str, ...]) -> bool:
    """Whether one of these keys has signed what a manifest says."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    for key in keys:
        try:
            public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
            public.verify(base64.b64decode(str(said.get(SIGNATURE, ""))), signed_text(said))
        except (InvalidSignature, ValueError):
            continue
        return True
    return False


def _read(text: str) -> tuple[str, ...]:
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(filter(None, lines))
