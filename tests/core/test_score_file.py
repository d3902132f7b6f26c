"""`progrez score` without a terminal: a line in, a line out, bad lines told and passed over, bytes that stay."""

import io
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progrez_desktop.core.json_lines import LineFault
from progrez_desktop.core.services import score_file
from progrez_desktop.core.services.score_file import ScoreSummary, score_lines
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.scorer import Scorer
from tests.scoring.made import SHIPPED, bank_bytes, bank_document, made_bank

SCORER = Scorer(made_bank())
GOOD = {f"made/C{n}": 4 for n in range(1, 6)}


def run(data: bytes, scorer: Scorer = SCORER) -> tuple[list[str], list[LineFault], ScoreSummary, list[int]]:
    out: list[str] = []
    faults: list[LineFault] = []
    steps: list[int] = []
    summary = score_lines(io.BytesIO(data), scorer, out.append, faults.append, steps.append)
    return out, faults, summary, steps


def line(person: Any, responses: Any) -> bytes:
    return json.dumps({"id": person, "responses": responses}).encode() + b"\n"


def test_the_example_of_the_contract_gives_the_line_of_the_contract(repo: Path) -> None:
    examples = repo / "resources/contracts/examples"
    scorer = Scorer(Bank.from_bytes((repo / SHIPPED).read_bytes()))
    out, faults, summary, _ = run(
        json.dumps(json.loads((examples / "score-request.json").read_bytes())).encode(), scorer
    )
    assert out == (examples / "score-line.json").read_text().splitlines()
    assert (faults, summary) == ([], ScoreSummary(read=1, scored=1, faulty=0))


@pytest.mark.parametrize("name", ["score-request", "score-line"])
def test_the_examples_keep_their_contract(repo: Path, name: str) -> None:
    contracts = repo / "resources/contracts"
    schema = json.loads((contracts / f"{name}.schema.json").read_bytes())
    jsonschema_rs.validator_for(schema).validate(json.loads((contracts / "examples" / f"{name}.json").read_bytes()))


answers = st.fixed_dictionaries({}, optional={item: st.integers(1, 5) for item in GOOD} | {"made/Q1": st.just(2)})
people = st.dictionaries(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=20),
    answers,
    min_size=1,
    max_size=6,
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people)
def test_every_line_keeps_the_contract_and_its_place(repo: Path, crowd: dict[str, dict[str, int]]) -> None:
    schema = json.loads((repo / "resources/contracts/score-line.schema.json").read_bytes())
    valid = jsonschema_rs.validator_for(schema)
    out, faults, _, _ = run(b"".join(line(person, responses) for person, responses in crowd.items()))
    assert not faults
    for text, (person, responses) in zip(out, crowd.items(), strict=True):
        record = json.loads(text)
        valid.validate(record)
        assert text.isascii()
        assert record["id"] == person
        assert set(record["skills"]) == {"quick" if item == "made/Q1" else "calm" for item in responses}


def test_the_size_of_a_batch_changes_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = b"".join(line(f"p{n}", {item: 1 + (n * 7 + at) % 5 for at, item in enumerate(GOOD)}) for n in range(50))
    whole = run(crowd)[0]
    for size in (1, 3, 50):
        monkeypatch.setattr(score_file, "BATCH", size)
        assert run(crowd)[0] == whole


def test_a_skill_without_enough_answers_says_so_instead_of_a_number() -> None:
    record = json.loads(run(line("p", {"made/C1": 1}))[0][0])
    assert record["skills"] == {
        "calm": {
            "theta": None, "se": None, "se_printed": None, "sten": None, "low": None, "high": None, "percentile": None,
            "reason": "too_few_answers", "answered": 1, "of": 5,
        }
    }  # fmt: skip


def test_the_error_to_show_is_the_widened_one_beside_the_models() -> None:
    [found] = json.loads(run(line("p", GOOD))[0][0])["skills"].values()
    assert found["se_printed"] == pytest.approx(found["se"] * made_bank().skills["calm"].honest_factor, abs=2e-6)
    assert found["se_printed"] > found["se"]


@pytest.mark.parametrize(("category", "end"), [(5, "highest"), (1, "lowest")])
def test_answers_that_all_lie_at_one_end_are_marked_and_scored(category: int, end: str) -> None:
    """The second statement is reverse-keyed: agreeing with all five is no end."""
    turned = GOOD | dict.fromkeys(GOOD, category) | {"made/C2": 6 - category}
    gap = {item: given for item, given in turned.items() if item != "made/C4"}
    for answers in (turned, gap):
        found = json.loads(run(line("p", answers))[0][0])["skills"]["calm"]
        assert (found["at_end"], found["theta"] is None) == (end, False)
    one_inside = turned | {"made/C4": 3}
    for answers in (dict.fromkeys(GOOD, category), one_inside, GOOD):
        assert "at_end" not in json.loads(run(line("p", answers))[0][0])["skills"]["calm"]


def test_a_norm_that_is_too_small_says_so() -> None:
    document = bank_document()
    document["skills"]["calm"]["norm"]["n"] = 150
    record = json.loads(run(line("p", GOOD), Scorer(Bank.from_bytes(bank_bytes(document))))[0][0])
    assert record["skills"]["calm"]["reason"] == "norm_too_small"


def test_a_theta_just_below_zero_is_never_written_as_minus_zero() -> None:
    document = bank_document()
    document["skills"]["quick"]["items"][0].update(a=1e-9)
    out = run(line("p", {"made/Q1": 1}), Scorer(Bank.from_bytes(bank_bytes(document))))[0]
    assert '"theta": 0.000000' in out[0]


BAD = {
    b"not json\n": "line_not_json",
    b"[1]\n": "line_not_json",
    b'{"responses": {}}\n': "score_no_id",
    line(7, GOOD): "score_no_id",
    line("", GOOD): "score_no_id",
    line("x" * 201, GOOD): "score_no_id",
    line("x\0", GOOD): "line_bad_text",
    b'{"id": "\\ud800", "responses": {}}\n': "line_bad_text",
    b'{"id": "\xff", "responses": {}}\n': "line_not_utf8",
    b'{"id": "p"}\n': "score_no_responses",
    line("p", [["made/C1", 1]]): "score_no_responses",
    line("p", {"made/C9": 1}): "score_unknown_item",
    line("p", {"made/C1": 6}): "score_wrong_category",
    line("p", {"made/C1": 0}): "score_wrong_category",
    line("p", {"made/C1": True}): "score_wrong_category",
    line("p", {"made/C1": 3.0}): "score_wrong_category",
    line("p", {"made/C1": None}): "score_wrong_category",
    line("p", {"made/C1": float("nan")}): "line_not_finite_at",
    b'{"id": "p", "responses": {"made/C1": 1e999}}\n': "line_not_finite_at",
    b'{"id": "p", "responses": [NaN]}\n': "line_not_finite",
    b'{"id": "p", "responses": {"made/C1": 1, "made/C1": 2}}\n': "line_key_twice",
    line("first", GOOD): "score_id_twice",
    b'{"id": "' + b"x" * (1 << 20) + b'"}\n': "line_too_long",
}


@pytest.mark.parametrize("bad", BAD, ids=[f"{at}-{code}" for at, code in enumerate(BAD.values())])
def test_a_bad_line_is_told_by_number_and_the_others_are_scored(bad: bytes) -> None:
    out, faults, summary, _ = run(line("first", GOOD) + bad + line("last", GOOD))
    assert [(fault.number, fault.code) for fault in faults] == [(2, BAD[bad])]
    assert [json.loads(text)["id"] for text in out] == ["first", "last"]
    assert summary == ScoreSummary(read=3, scored=2, faulty=1)
    assert summary.exit_status == 1


def test_a_corrected_line_further_on_is_scored() -> None:
    out, faults, _, _ = run(line("p", {"made/C1": 9}) + line("p", GOOD))
    assert (len(out), len(faults)) == (1, 1)


def test_a_wrong_answer_is_told_with_the_answers_that_item_has() -> None:
    _, [fault], _, _ = run(line("p", {"made/C1": 6}))
    assert fault.params == {"item": "made/C1", "highest": 5}
    assert "from 1 to 5" in fault.sentence("people.jsonl", Words("en"))


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "1e999"])
def test_an_answer_that_is_no_number_is_told_by_its_item(value: str) -> None:
    text = f'{{"id": "p", "responses": {{"made/C1": 3, "made/C2": {value}, "made/C3": 2}}}}\n'
    _, [fault], _, _ = run(text.encode())
    assert (fault.code, fault.params) == ("line_not_finite_at", {"place": "made/C2"})
    for language in LANGUAGES:
        assert '"made/C2"' in fault.sentence("people.jsonl", Words(language))


def test_an_item_of_a_longer_scale_is_told_to_need_extended() -> None:
    faults: list[LineFault] = []
    data = line("p", {"made/X1": 1}) + line("q", {"made/X2": 1})
    score_lines(io.BytesIO(data), SCORER, lambda _: None, faults.append, lambda _: None, {"made/X1"})
    assert [fault.code for fault in faults] == ["score_item_of_longer_scale", "score_unknown_item"]


def test_an_empty_file_is_a_fault_and_not_a_success() -> None:
    out, faults, summary, _ = run(b"")
    assert (out, [fault.code for fault in faults], summary.exit_status) == ([], ["file_empty"], 1)


def test_good_lines_end_with_status_nought_and_the_progress_reaches_the_end() -> None:
    _, _, summary, steps = run(b"".join(line(f"p{n}", {}) for n in range(2500)))
    assert (summary.exit_status, steps) == (0, [1000, 2000, 2500])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_a_sentence_that_names_what_is_wrong(language: str) -> None:
    for bad, code in BAD.items():
        fault = run(line("first", GOOD) + bad)[1][0]
        assert fault.sentence("people.jsonl", Words(language)).startswith("people.jsonl:2: "), code
    fault = run(line("p", {"\x1b[2J": 1}))[1][0]
    assert "\\x1b[2J" in fault.sentence("people.jsonl", Words(language))
