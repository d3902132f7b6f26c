"""A JSON file from outside is read only if it is whole, strict and keeps its contract; each fault names its place."""

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import MAX_BYTES, read_json_document
from progrez_desktop.core.words import LANGUAGES, Words


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "json_empty"),
        (b" \n", "json_empty"),
        (b"\xff{}", "json_not_utf8 (byte=1)"),
        (b'{"a": 1,\n}', "json_not_json (column=1, line=2)"),
        (b'{"a": "' + b"\0" + b'"}', "json_not_json (column=8, line=1)"),
        (b"[" * 100_000, "json_not_json (column=1, line=1)"),
        (b"1" * 5000, "json_not_json (column=1, line=1)"),
        (b"[" * 900 + b"]" * 900, "json_wrong_type (place=/)"),
        (b" " * (MAX_BYTES + 1), "json_too_large (limit_mib=4)"),
        (b'{"name": 1, "name": 2}', "json_key_twice"),
        (b'{"name": NaN}', "json_not_finite"),
        (b'{"name": 1e999}', "json_not_finite"),
        (b'{"name": {"first": "a\\u0000b"}}', "json_bad_text (place=/name/first)"),
        (b'{"contact": ["ok", "\\ud800"]}', "json_bad_text (place=/contact/1)"),
        (b'{"\\udfff": 1}', "json_bad_text (place=/)"),
        (b'{"\\u001b[31m": "\\ud800"}', "json_bad_text (place=/?)"),
        (b"[]", "json_wrong_type (place=/)"),
        (b"{}", "json_field_missing (field=contract, place=/)"),
    ],
)
def test_a_bad_file_is_refused_with_the_place_of_the_fault(data: bytes, told: str) -> None:
    with pytest.raises(DataFault) as caught:
        read_json_document(data, "cv-profile")
    assert str(caught.value) == told
    for language in LANGUAGES:
        assert Words(language)(caught.value.message_key, **caught.value.params)


def test_a_byte_order_mark_of_an_editor_does_no_harm(repo_example: bytes) -> None:
    assert read_json_document(b"\xef\xbb\xbf" + repo_example, "cv-profile")["name"]["last"] == "de Vries"


@pytest.fixture
def repo_example(repo):  # type: ignore[no-untyped-def]
    return (repo / "resources/contracts/examples/cv-profile.en.json").read_bytes()
