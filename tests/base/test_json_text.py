"""What is written and read piece by piece is what the library writes and reads in one go."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from evalapp.base.json_text import read_json, sorted_json

_PLAIN = st.none() | st.booleans() | st.integers() | st.text()
_DOCUMENTS: st.SearchStrategy[Any] = st.recursive(
    _PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)


@given(_DOCUMENTS)
def test_every_document_is_written_as_the_library_writes_it(document: Any) -> None:
    whole = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    written = sorted_json(document)

    assert written == whole


@given(_DOCUMENTS, _DOCUMENTS)
def test_every_long_document_is_read_as_the_library_reads_it(first: Any, second: Any) -> None:
    whole = json.dumps({"many": [first] * 3_000, "named": {str(number): second for number in range(3_000)}})

    read = read_json(whole)

    assert read == json.loads(whole)
