"""JSON lines from outside: every bad line is told by number, the next good one is still read, memory stays bounded."""

import io
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.json_lines import JsonLine, LineFault, read_json_lines, shown
from progrez_desktop.core.words import LANGUAGES, Words

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip

BAD = {
    b"{": "line_not_json",
    b"[1 2]": "line_not_json",
    b"'a'": "line_not_json",
    b"[" * 100_000: "line_not_json",
    b"9" * 5000: "line_not_json",
    b'{"a": 1} {"a": 2}': "line_not_json",
    b'{"a": "\x00"}': "line_not_json",
    b'{"a": "\xff"}': "line_not_utf8",
    b'{"a": "\xed\xa0\x80"}': "line_not_utf8",  # a surrogate written out in bytes
    b'"\x00h\x00i"\x00': "line_not_json",  # UTF-16
    b'{"a": 1, "a": 1}': "line_key_twice",
    b'{"a": {"b": 1, "b": 2}}': "line_key_twice",
    b"[NaN]": "line_not_finite",
    b"[-Infinity]": "line_not_finite",
    b"[1e999]": "line_not_finite",
    b'{"a": "\\u0000"}': "line_bad_text",
    b'{"a": ["\\ud800"]}': "line_bad_text",
    b'{"\\udfff": 1}': "line_bad_text",
}


def read(data: bytes, max_bytes: int = 1 << 20) -> list[JsonLine | LineFault]:
    return list(read_json_lines(io.BytesIO(data), max_bytes))


@given(st.lists(json_values, min_size=1, max_size=5), st.booleans())
def test_what_json_writes_is_read_back_line_by_line(values: list[object], ascii_only: bool) -> None:
    data = "\n".join(json.dumps(value, ensure_ascii=ascii_only) for value in values).encode()
    assert read(data) == [JsonLine(number, value) for number, value in enumerate(values, 1)]


@pytest.mark.parametrize("line", BAD, ids=[f"{at}-{code}" for at, code in enumerate(BAD.values())])
def test_a_bad_line_is_told_by_number_and_the_next_is_read(line: bytes) -> None:
    assert read(b"1\n" + line + b"\n2\n") == [JsonLine(1, 1), LineFault(2, BAD[line]), JsonLine(3, 2)]


@given(st.binary(max_size=200))
def test_no_bytes_whatever_stop_the_reading(data: bytes) -> None:
    assert len(read(data)) <= data.count(b"\n") + 1


@pytest.mark.parametrize("data", [b"", b"\n", b"  \r\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_a_line_says_so(data: bytes) -> None:
    assert read(data) == [LineFault(1, "file_empty")]


def test_blank_lines_count_as_lines_but_give_nothing() -> None:
    assert read(b"\n1\r\n\n2") == [JsonLine(2, 1), JsonLine(4, 2)]


def test_the_mark_that_windows_editors_write_first_is_passed_over() -> None:
    assert read(b"\xef\xbb\xbf[1]\n") == [JsonLine(1, [1])]


def test_a_whole_character_written_as_two_halves_is_no_fault() -> None:
    assert read(b'["\\ud83d\\ude00"]') == [JsonLine(1, ["\N{GRINNING FACE}"])]


def test_the_longest_line_is_read_and_one_byte_more_is_not() -> None:
    for end in (b"\n", b""):
        assert read(b'"' + b"x" * 62 + b'"' + end, max_bytes=64) == [JsonLine(1, "x" * 62)]
        assert read(b'"' + b"x" * 63 + b'"' + end, max_bytes=64) == [LineFault(1, "line_too_long", {"limit_kib": 0})]


def test_a_line_of_a_hundred_megabytes_is_passed_over_in_little_memory() -> None:
    class Endless(io.BytesIO):
        """100 MB without a line end, then a good line; nothing of it exists before it is asked for."""

        left = 100_000_000

        def readline(self, size: int | None = -1, /) -> bytes:
            if not self.left:
                return super().readline(size)
            part = min(size or 0, self.left)
            assert part > 0, "asked for without a bound"
            self.left -= part
            return b"x" * part

    tracemalloc.start()
    found = list(read_json_lines(Endless(b"\n[1]\n")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [LineFault(1, "line_too_long", {"limit_kib": 1024}), JsonLine(2, [1])]
    assert peak < 8_000_000


def test_a_fault_reads_as_compilers_write_it() -> None:
    fault = LineFault(7, "line_not_json")
    assert fault.sentence("people.jsonl", Words("en")).startswith("people.jsonl:7: This line is not")
    assert fault.sentence("people.jsonl", Words("nl")).startswith("people.jsonl:7: Deze regel is geen")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_its_sentence(language: str) -> None:
    words = Words(language)
    for code in {*BAD.values(), "file_empty"}:
        assert LineFault(1, code).sentence("f", words)
    assert "1024" in LineFault(1, "line_too_long", {"limit_kib": 1024}).sentence("f", words)


def test_what_a_line_should_be_is_true_of_people_and_of_texts() -> None:
    fault = LineFault(1, "line_too_long", {"limit_kib": 1024})
    assert fault.sentence("f", Words("en")).endswith("Write one JSON object per line.")
    assert fault.sentence("f", Words("nl")).endswith("Schrijf één JSON-object per regel.")


def test_text_from_a_file_can_not_write_to_the_terminal() -> None:
    assert shown("\x1b[2Jx\n\u202e") == "\\x1b[2Jx\\n\\u202e"
    assert len(shown("a" * 1000)) == 63
