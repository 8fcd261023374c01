"""What makes a self-score form ours: a token in a locked cell that covers everything else that is locked.

The token says that the form was made here, for this person, month, policy and layout, and that its locked
part is as it was; it does not say who typed the points. Score and note cells are not covered.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Self
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import astuple

from evalapp.documents.papers.plain_text import one_line
from evalapp.domain.rounds import PersonSheet

#: Grows with every change of what stands where; a form of an older one is then told as changed.
LAYOUT = "1"
PREFIX = "evalapp-phieu"
_DIVIDER = ";"


class FormRef(Struct, frozen=True):
    """Which form this is; `rows` has a letter for each row: `s` where the person scores, `-` where not."""

    maker: str
    person_code: str
    unit_code: str
    period: str
    round_uid: str
    policy_hash: str
    form: str
    rows: str

    @classmethod
    def of(cls, sheet: PersonSheet, rows: str, secret: bytes) -> Self:
        """The reference of somebody's form in a round."""
        of, who = sheet.round, sheet.sheet.participant
        return cls(
            maker(secret),
            who.code,
            of.unit_code,
            str(of.period),
            of.uid,
            of.policy.hash,
            sheet.form.code,
            rows,
        )

    def token(self, locked: Sequence[Sequence[str]], secret: bytes) -> str:
        """The token that goes into the form; `locked` is the text of its locked cells."""
        parts = [quote(str(part), safe="") for part in astuple(self)]
        return _DIVIDER.join([PREFIX, LAYOUT, *parts, self.check(locked, secret)])

    def check(self, locked: Sequence[Sequence[str]], secret: bytes) -> str:
        """The check code over the reference and the locked texts."""
        covered = [LAYOUT, astuple(self), [[one_line(text) for text in row] for row in locked]]
        message = json.dumps(covered, ensure_ascii=False, separators=(",", ":")).encode()
        return hmac.new(secret, message, hashlib.sha256).hexdigest()


def maker(secret: bytes) -> str:
    """A short name of the workspace that made a form; it gives nothing of the secret away."""
    return hmac.new(secret, b"maker of forms", hashlib.sha256).hexdigest()[:16]


def short_code(token: str) -> str:
    """The check code as people read it out."""
    code = token.rpartition(_DIVIDER)[2][:12].upper()
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def parse_token(token: str) -> tuple[FormRef, str] | None:
    """The reference and the check code of a token; None where it is none of this layout."""
    prefix, *parts = token.split(_DIVIDER)
    if prefix != PREFIX or len(parts) != len(FormRef.__struct_fields__) + 2 or parts[0] != LAYOUT:
        return None
    return FormRef(*(unquote(part) for part in parts[1:-1])), parts[-1]


def is_genuine(ref: FormRef, check: str, locked: Sequence[Sequence[str]], secret: bytes) -> bool:
    """Whether the locked cells are as they were when the form was made."""
    return hmac.compare_digest(ref.check(locked, secret).encode(), check.encode())
