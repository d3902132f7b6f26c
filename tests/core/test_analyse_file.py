"""`progrez analyse` without a terminal: a line in, a line out, bad lines told and passed over, bytes that stay."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.json_lines import LineFault
from progrez_desktop.core.services.analyse_file import MAX_LINE_BYTES, AnalyseSummary, analyse_lines
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.text.reading import line_record, reading_record
from tests.scoring.text.made import ANSWER, DUTCH
from tests.scoring.text.made_reading import made_reading
from tests.scoring.text.test_reader import READER

OTHER = (
    "In May my aunt asked me to paint her fence. I bought the paint, washed the wood and did it in two coats. "
    "It was dry by Sunday, and we had the party in the garden."
)


def run(data: bytes, regardless: bool = False) -> tuple[list[str], list[LineFault], AnalyseSummary]:
    out: list[str] = []
    faults: list[LineFault] = []
    summary = analyse_lines(io.BytesIO(data), READER, out.append, faults.append, regardless=regardless)
    return out, faults, summary


def line(**fields: Any) -> bytes:
    return json.dumps({"id": "a1", "prompt": "disagreement", "text": ANSWER} | fields).encode() + b"\n"


def test_the_examples_of_the_contracts_are_of_one_reading(repo: Path) -> None:
    examples = repo / "resources/contracts/examples"
    request, line, record = (
        json.loads((examples / f"{name}.json").read_bytes()) for name in ("analyse-request", "analyse-line", "reading")
    )
    reading = made_reading()
    assert (line, record) == ({"id": request["id"], **line_record(reading)}, reading_record(reading))
    out, faults, summary = run(json.dumps(request).encode())
    assert json.loads(out[0]).keys() == line.keys()
    assert (faults, summary, summary.exit_status) == ([], AnalyseSummary(analysed=1, faulty=0), 0)


@pytest.mark.parametrize("name", ["analyse-request", "analyse-line", "reading"])
def test_the_examples_keep_their_contract(repo: Path, name: str) -> None:
    contracts = repo / "resources/contracts"
    schema = json.loads((contracts / f"{name}.schema.json").read_bytes())
    jsonschema_rs.validator_for(schema).validate(json.loads((contracts / "examples" / f"{name}.json").read_bytes()))


@pytest.mark.parametrize("regardless", [False, True])
def test_every_line_keeps_the_contract_and_its_place(repo: Path, regardless: bool) -> None:
    valid = jsonschema_rs.validator_for(
        json.loads((repo / "resources/contracts/analyse-line.schema.json").read_bytes())
    )
    texts = [ANSWER, f"<b>So</b> *{OTHER}*", DUTCH, "", "😀", "שלום " * 40, "a" * 5000, "\u200b"]
    out, faults, _ = run(b"".join(line(id=f"t{n}", text=text) for n, text in enumerate(texts)), regardless)
    lines = [json.loads(text) for text in out]
    for one in lines:
        valid.validate(one)
    assert [one["id"] for one in lines] == [f"t{n}" for n in range(len(texts))]
    assert faults == []
    assert [one["emotions"] is not None for one in lines] == ([True] * 8 if regardless else [True] * 3 + [False] * 5)


def test_the_same_lines_give_the_same_bytes() -> None:
    data = b"".join(line(id=str(n)) for n in range(3))
    assert run(data)[0] == run(data)[0]
    assert all(text.isascii() and "\n" not in text for text in run(data)[0])


def test_the_language_of_the_question_counts_where_the_text_tells_none() -> None:
    asked = [{}, {"language": "en-GB"}, {"language": "EN"}, {"language": "nl"}, {"language": "nl-BE"}, {"language": ""}]
    lines = b"".join(line(id=str(n), text="planning order team", **fields) for n, fields in enumerate(asked))
    assert [json.loads(text)["beta"] for text in run(lines)[0]] == [False, False, False, True, True, False]


def test_a_prompt_is_an_id_of_ours_or_any_question() -> None:
    prompts = ["disagreement", "Tell us about colleagues who disagreed about the planning.", "p", "", "x y z q w v u"]
    out = run(b"".join(line(id=str(n), prompt=prompt) for n, prompt in enumerate(prompts)), regardless=True)[0]
    relevance = [json.loads(text)["relevance"] for text in out]
    assert [value is None for value in relevance] == [False, False, True, True, False]
    assert relevance[4] < 0.5 < min(relevance[:2])


def test_a_text_that_comes_back_in_a_file_is_not_read_again() -> None:
    first, again = (json.loads(text) for text in run(line(id="1") + line(id="2"))[0])
    assert (first["guards"], again["guards"], again["relevance"], again["skills"]) == ([], ["pasted"], None, None)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"nonsense\n", "line_not_json"),
        (b"[1, 2]\n", "line_not_json"),
        (b'"text"\n', "line_not_json"),
        (b'{"id": "a1", "text": "caf\xe9"}\n', "line_not_utf8"),
        (b'{"id": "a1", "text": "nul \\u0000"}\n', "line_bad_text"),
        (b'{"id": "a1", "text": "half \\ud800"}\n', "line_bad_text"),
        (b'{"id": "a1", "text": "one", "text": "two"}\n', "line_key_twice"),
        (b'{"text": "no id"}\n', "analyse_no_id"),
        (line(id=7), "analyse_no_id"),
        (line(id=""), "analyse_no_id"),
        (line(id="i" * 201), "analyse_no_id"),
        (b'{"id": "a1"}\n', "analyse_no_text"),
        (line(text=None), "analyse_no_text"),
        (line(text=["one", "two"]), "analyse_no_text"),
        (line(prompt=3), "analyse_not_a_text"),
        (line(language=None), "analyse_not_a_text"),
        (line(id="good"), "analyse_id_twice"),
        (b'{"id": "a1", "text": "' + b"x" * MAX_LINE_BYTES + b'"}\n', "line_too_long"),
    ],
)
def test_a_bad_line_is_told_and_passed_over(bad: bytes, code: str) -> None:
    out, faults, summary = run(line(id="good") + bad + line(id="next"))
    assert [json.loads(text)["id"] for text in out] == ["good", "next"]
    assert [(fault.number, fault.code) for fault in faults] == [(2, code)]
    assert (summary, summary.exit_status) == (AnalyseSummary(analysed=2, faulty=1), 1)
    for language in LANGUAGES:
        assert faults[0].sentence("in.jsonl", Words(language)).startswith("in.jsonl:2: ")


def test_an_empty_file_is_told() -> None:
    out, faults, summary = run(b"")
    assert ([fault.code for fault in faults], out, summary.exit_status) == (["file_empty"], [], 1)


def test_the_id_of_a_bad_line_stays_free_for_the_corrected_one() -> None:
    out, faults, _ = run(line(text=None) + line())
    assert (len(out), len(faults)) == (1, 1)


def test_a_text_of_ten_megabytes_is_read_at_its_beginning() -> None:
    out, faults, _ = run(line(text=f"{ANSWER} " + " ".join(f"Then I asked number {n}." for n in range(400_000))))
    assert faults == []
    assert "read_in_part" in json.loads(out[0])["guards"]


def test_no_fault_repeats_what_a_person_wrote() -> None:
    _, faults, _ = run(line(text=["canary-of-a-person"]) + b'{"id": "a", "text": "canary-of-a-person}\n')
    assert len(faults) == 2
    assert not any("canary" in fault.sentence("in", Words("en")) for fault in faults)


class Endless(io.RawIOBase):
    """Gives the same line over and over with another id, and counts how often it was asked."""

    def __init__(self, lines: int) -> None:
        self.given: Iterator[bytes] = (line(id=str(n)) for n in range(lines))
        self.asked = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        self.asked += 1
        return next(self.given, b"")


def test_each_line_is_out_before_the_next_is_asked_for() -> None:
    source, asked_at = Endless(5), list[int]()
    analyse_lines(source, READER, lambda _: asked_at.append(source.asked), lambda _: None)  # type: ignore[arg-type]
    assert asked_at == [1, 2, 3, 4, 5]
