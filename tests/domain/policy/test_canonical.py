"""One form of a document, one hash."""

import hashlib
from decimal import Decimal

from evalapp.domain.policy.canonical import canonical_json, sha256_of

DOCUMENT = {
    "người": [{"mã": "NV1", "điểm": [Decimal("1.50"), None]}, {"mã": "NV2", "điểm": []}],
    "tháng": "2018-07",
    "trống": {},
}


def test_a_document_hashed_piece_by_piece_has_the_hash_of_its_canonical_form() -> None:
    whole = canonical_json(DOCUMENT)

    assert sha256_of(DOCUMENT) == hashlib.sha256(whole.encode()).hexdigest()


def test_a_list_made_as_it_is_hashed_gives_the_same_hash() -> None:
    made = {**DOCUMENT, "người": (each for each in DOCUMENT["người"])}

    assert sha256_of(made) == sha256_of(DOCUMENT)
