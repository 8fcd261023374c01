"""The key that updates are signed with, and signing them: apart from building, on a computer of one's own."""

import base64
import json
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from locked import ROOT
from steps import DIST, BuildError, sha256

from evalapp.base.signatures import SIGNATURE, is_signed, signed_text

PUBLIC_KEYS = ROOT / "resources" / "update_keys.txt"


def make_key(file: Path, public_keys: Path = PUBLIC_KEYS) -> None:
    """Write a new private key where nobody else can read it, and its public half where the program looks."""
    if ROOT in file.resolve().parents:
        raise BuildError(f"{file} lies in the checkout: a private key never does")
    private = Ed25519PrivateKey.generate()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = public_half(private)
    with public_keys.open("a", encoding="utf-8", newline="\n") as out:
        out.write(f"{public}\n")
    print(f"{file}: keep it away from every network; who has it can sign.")
    print(f"{public_keys.name} has {public} now: commit it, programs built from then on take what it signs.")


def sign_manifests(key_file: Path, folder: Path = DIST, public_keys: Path = PUBLIC_KEYS) -> None:
    """Sign every manifest whose product is whole, by a key that the program knows."""
    private = load_pem_private_key(key_file.read_bytes(), password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise BuildError(f"{key_file} is no Ed25519 key")
    public = public_half(private)
    if public not in public_keys.read_text(encoding="utf-8").split():
        raise BuildError(f"no program would take it: {public} is not in {public_keys.name}")
    for manifest in sorted(folder.glob("*.update.json")):
        said = json.loads(manifest.read_text(encoding="utf-8"))
        if sha256(manifest.with_name(said["file"])) != said["sha256"]:
            raise BuildError(f"{said['file']} is not what {manifest.name} says: build it anew")
        said[SIGNATURE] = base64.b64encode(private.sign(signed_text(said))).decode("ascii")
        assert is_signed(said, (public,)), "what was just signed"
        manifest.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
        print(f"{manifest.name}: signed")


def public_half(private: Ed25519PrivateKey) -> str:
    """The key that goes into the program."""
    return base64.b64encode(private.public_key().public_bytes_raw()).decode("ascii")
