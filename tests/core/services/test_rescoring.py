"""A result is computed again byte for byte, from its own file, or it is told what differs and which file is missing."""

import json
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import DataFault, Fault, UsageFault
from progrez_desktop.core.packs.manifest import sha256_of
from progrez_desktop.core.packs.shipped import ASSESSMENT, BANK, QUALITY, shipped
from progrez_desktop.core.services import accounts, device_settings, opening, result_file, results
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.rescoring import RescoreFiles, assessment_in, rescore
from progrez_desktop.core.words import Words
from tests.core.services.sitting_house import attentive, hurried, missing_the_named_answer, sit
from tests.fakes import FakeClock
from tests.journeys.driving import ANNA, MACHINE, PASSWORD, parts_of

FILES = RescoreFiles(shipped().assessment(), shipped().read(BANK), shipped().read(QUALITY))
Document = dict[str, Any]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Deps, Session]]:
    opened = opening.open_storage(parts_of(tmp_path_factory.mktemp("data"), FakeClock()), MACHINE)
    yield opened.deps, accounts.create(opened.deps, ANNA, PASSWORD).session
    opened.close()


@pytest.fixture(scope="module", params=["fixed", "adaptive"])
def exported(request: pytest.FixtureRequest, desk: tuple[Deps, Session]) -> bytes:
    deps, session = desk
    device_settings.choose(deps, "form", request.param)
    answers = missing_the_named_answer(deps, attentive(deps))
    del answers["three-tasks"], answers["ipip_spi135/q_952"]
    return result_file.exported(deps, session, sit(deps, session, answers, hurried).attempt_id)


@pytest.fixture
def document(exported: bytes) -> Document:
    read: Document = json.loads(exported)
    return read


def again(document: Document, files: RescoreFiles = FILES) -> Any:
    return rescore(json.dumps(document).encode(), files)


def code_of(document: Document, files: RescoreFiles = FILES) -> str:
    with pytest.raises(Fault) as refused:
        again(document, files)
    return refused.value.code


def test_what_is_saved_keeps_its_contract_and_holds_no_text_and_no_key(document: Document, repo: Path) -> None:
    for name, part in (("result-export", document), ("result-record", document["result"])):
        schema = json.loads((repo / f"resources/contracts/{name}.schema.json").read_text("utf-8"))
        jsonschema_rs.validate(schema, part)
    said = json.dumps(document)
    for answer in ("supplier", "notes", ANNA.first_name, ANNA.email):
        assert answer not in said
    assert "rationale" not in said


def test_a_result_is_the_same_byte_for_byte(exported: bytes) -> None:
    found = rescore(exported, FILES)
    assert (found.differences, found.largest, found.skills) == ((), 0.0, 12)
    assert found.made_by == "this"


def test_care_comes_out_again_from_the_times_and_the_order_in_the_file(document: Document) -> None:
    quality = document["result"]["quality"]
    assert (quality["verdict"], quality["families"]) == ("with_care", ["pace", "instruction"])
    for statement in document["responses"]["statements"]:
        statement["seconds"] = None
    places = {one.place for one in again(document).differences}
    assert places == {"/quality/verdict", "/quality/families"}


def test_an_answer_that_was_changed_is_told_by_every_number_that_it_moves(document: Document) -> None:
    statement = next(one for one in document["responses"]["statements"] if one["item_id"] == "ipip50_big5/C1")
    statement["category"] = 1 if statement["category"] > 3 else 5
    found = again(document)
    moved = {one.place.split("/")[2] for one in found.differences if one.place.startswith("/lines/")}
    skills = {document["result"]["lines"][int(place)]["skill_id"] for place in moved}
    assert skills == {"self_management"}
    assert found.largest > 0.01
    theta = next(one for one in found.differences if one.place.endswith("/theta"))
    assert float(theta.then) != float(theta.now)


def test_the_program_that_made_it_may_have_been_another(document: Document) -> None:
    made_with = document["result"]["provenance"]
    made_with.update(engine="progrez 0.0.9", engine_sha256="ab" * 32, model_sha256="cd" * 32)
    found = again(document)
    assert (found.is_same, found.made_by, found.then.engine) == (True, "another", "progrez 0.0.9")
    del made_with["engine_sha256"]
    assert again(document).made_by == "not_named"


@pytest.mark.parametrize(("field", "value"), [("engine", "progrez 9.9"), ("model_sha256", "ab" * 32)])
def test_what_this_version_did_not_write_is_no_result_of_this_version(
    field: str, value: str, document: Document
) -> None:
    document["result"]["provenance"][field] = value
    assert [one.place for one in again(document).differences] == [f"/provenance/{field}"]


def told_by(document: Document, files: RescoreFiles) -> str:
    with pytest.raises(DataFault) as refused:
        again(document, files)
    return Words("en").of_fault(refused.value)


def test_a_bank_with_the_hash_named_that_this_version_does_not_read_is_not_called_changed(document: Document) -> None:
    made_with = document["result"]["provenance"]
    bank = json.loads(FILES.bank)
    told_of = {
        "progrez.bank/1": ({"schema": "progrez.bank/1"}, "progrez 0.1.0 (git 25f6e7d^) reads it"),
        "progrez.bank/9": ({"schema": "progrez.bank/9"}, "the very version that made it"),
        "shoes": ({"shoes": 1}, "it calls itself progrez 0.1.0, and may bear the same number"),
    }
    for why, (change, reader) in told_of.items():
        earlier = replace(FILES, bank=json.dumps(bank | change).encode())
        made_with["bank_sha256"] = sha256_of(earlier.bank)
        told = told_by(document, earlier)
        assert "its hash matches" in told and why in told and reader in told
        assert "it reads “progrez.bank/2” alone" in told


def test_thresholds_with_the_hash_named_in_another_form_are_not_called_changed(document: Document) -> None:
    other = replace(FILES, thresholds=json.dumps(json.loads(FILES.thresholds) | {"schema": "progrez.old/1"}).encode())
    document["result"]["quality"]["thresholds_sha256"] = sha256_of(other.thresholds)
    told = told_by(document, other)
    assert "their hash matches" in told and "progrez.old/1" in told


def test_a_result_without_quality_is_compared_in_what_it_has(document: Document) -> None:
    document["result"]["quality"] = None
    for line in document["result"]["lines"]:
        line["situations"]["nearness"] = None
    assert again(document).is_same


NAMED: dict[str, Callable[[Document], None]] = {
    "rescore_other_bank": lambda d: d["result"]["provenance"].update(bank_sha256="ab" * 32),
    "rescore_other_pack": lambda d: d["result"]["provenance"].update(pack_sha256="ab" * 32),
    "rescore_other_thresholds": lambda d: d["result"]["quality"].update(thresholds_sha256="ab" * 32),
    "rescore_other_norm": lambda d: d["result"]["provenance"].update(norm_id="local-2027"),
}


@pytest.mark.parametrize("code", NAMED)
def test_another_file_than_the_one_named_is_refused_and_which_is_needed_is_said(code: str, document: Document) -> None:
    NAMED[code](document)
    assert code_of(document) == code


def test_a_file_under_the_name_of_another_is_refused(document: Document) -> None:
    assert code_of(document, replace(FILES, bank=FILES.bank + b"\n")) == "rescore_other_bank"
    assert code_of(document, replace(FILES, thresholds=FILES.thresholds + b"\n")) == "rescore_other_thresholds"


def first(document: Document, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = document["responses"][kind][0]
    return found


SPOILT: dict[str, tuple[str, Callable[[Document], object]]] = {
    "an unknown statement": ("rescore_answer", lambda d: first(d, "statements").update(item_id="ipip50_big5/E99")),
    "a statement twice": ("rescore_answer", lambda d: d["responses"]["statements"].append(first(d, "statements"))),
    "a category too high": ("rescore_answer", lambda d: first(d, "statements").update(category=9)),
    "an unknown action": ("rescore_answer", lambda d: first(d, "situations").update(best="z")),
    "best and worst the same": ("rescore_answer", lambda d: first(d, "situations").update(best="a", worst="a")),
    "a situation among the statements": (
        "rescore_answer",
        lambda d: first(d, "statements").update(item_id=d["responses"]["situations"].pop()["item_id"]),
    ),
    "no statement at all": ("rescore_not_possible", lambda d: d["responses"].update(statements=[])),
    "a field too many": ("json_field_unknown", lambda d: d.update(rank=1)),
    "a score of text": ("json_wrong_value", lambda d: d["result"]["lines"][0]["score"].update(theta="high")),
    "no result": ("json_field_missing", lambda d: d.pop("result")),
    "another version of the record": ("json_wrong_value", lambda d: d["result"].update(version=2)),
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_file_that_is_not_as_it_was_saved_is_refused(what: str, document: Document) -> None:
    code, spoil = SPOILT[what]
    spoil(document)
    found = code_of(document)
    assert found == code or (what == "a score of text" and found == "json_wrong_type")


@pytest.fixture
def pack(tmp_path: Path, repo: Path) -> Path:
    return Path(shutil.copytree(repo / "resources" / ASSESSMENT, tmp_path / "pack"))


def test_a_pack_kept_from_then_serves(pack: Path, document: Document) -> None:
    assert again(document, replace(FILES, assessment=assessment_in(pack))).is_same


def test_a_pack_that_was_changed_is_another_pack(pack: Path, document: Document) -> None:
    statements = pack / "statements.json"
    statements.write_text(statements.read_text("utf-8").replace("I am always prepared.", "I am never late."), "utf-8")
    with pytest.raises(DataFault) as refused:
        assessment_in(pack)
    assert refused.value.code == "pack_file_changed"
    manifest = pack / "manifest.json"
    content = json.loads(manifest.read_bytes())
    content["files"]["statements.json"] = sha256_of(statements.read_bytes())
    manifest.write_text(json.dumps(content), "utf-8")
    assert code_of(document, replace(FILES, assessment=assessment_in(pack))) == "rescore_other_pack"


def test_a_folder_that_is_no_pack_is_refused(tmp_path: Path, pack: Path) -> None:
    with pytest.raises(DataFault) as refused:
        assessment_in(tmp_path)
    assert refused.value.code == "pack_file_missing"
    with pytest.raises(DataFault) as refused:
        assessment_in(tmp_path / "mistyped.pack")
    assert refused.value.code == "file_not_found"
    content = json.loads((pack / "manifest.json").read_bytes())
    del content["files"]["rubric.json"]
    (pack / "manifest.json").write_text(json.dumps(content), "utf-8")
    with pytest.raises(DataFault) as refused:
        assessment_in(pack)
    assert refused.value.code == "pack_file_missing"


@pytest.mark.parametrize("content", [b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", b"[" * 200_000, b"NaN"])
def test_a_pack_with_something_else_than_json_is_refused(pack: Path, content: bytes) -> None:
    (pack / "skills.json").write_bytes(content)
    manifest = json.loads((pack / "manifest.json").read_bytes())
    manifest["files"]["skills.json"] = sha256_of(content)
    (pack / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(DataFault) as refused:
        assessment_in(pack)
    assert (refused.value.code, refused.value.params["name"]) == ("pack_json", "skills.json")


def test_a_result_is_saved_with_what_was_given_then_whatever_ships_now(desk: tuple[Deps, Session]) -> None:
    deps, session = desk
    profile = sit(deps, session, attentive(deps))
    before = result_file.exported(deps, session, profile.attempt_id)
    assert result_file.exported(deps, session) == before
    changed = replace(deps, assessment=replace(deps.assessment, pack_sha256="cd" * 32, sections=()))
    assert result_file.exported(changed, session, profile.attempt_id) == before


def test_a_result_of_before_is_saved_as_long_as_the_same_things_ship(desk: tuple[Deps, Session]) -> None:
    deps, session = desk
    profile = sit(deps, session, attentive(deps))
    before = result_file.exported(deps, session)
    session.safe._database.write("UPDATE result SET given = NULL WHERE attempt_id = ?", (profile.attempt_id,))
    assert session.safe.given(profile.attempt_id) is None
    assert result_file.exported(deps, session, profile.attempt_id) == before
    changed = replace(deps, assessment=replace(deps.assessment, pack_sha256="cd" * 32))
    with pytest.raises(DataFault) as refused:
        result_file.exported(changed, session, profile.attempt_id)
    assert refused.value.code == "result_without_answers"


def test_without_a_result_there_is_nothing_to_save(tmp_path: Path) -> None:
    opened = opening.open_storage(parts_of(tmp_path, FakeClock()), MACHINE)
    session = accounts.create(opened.deps, ANNA, PASSWORD).session
    assert results.latest(opened.deps, session) is None
    with pytest.raises(UsageFault) as refused:
        result_file.exported(opened.deps, session)
    opened.close()
    assert refused.value.code == "no_result"


def test_two_results_differ_where_they_do(document: Document) -> None:
    other = deepcopy(document)
    other["result"]["lines"][3]["score"]["theta"] += 1e-12
    found = again(other)
    assert [one.place for one in found.differences] == ["/lines/3/score/theta"]
    assert 0 < found.largest < 1e-9
