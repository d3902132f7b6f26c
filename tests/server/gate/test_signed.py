"""What the organisation signed is told from everything else, by the bytes that the contracts' examples show."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from progrez_server.signed import canonical, is_document_of, is_signed_by
from tests.server.organisation import Organisation

SIGNED = ["organisation-card", "device-certificate", "notice", "invitation"]


@pytest.fixture
def example(repo: Path, request: pytest.FixtureRequest) -> Any:
    return json.loads((repo / "resources/contracts/examples" / f"{request.param}.json").read_bytes())


@pytest.mark.parametrize(("example", "what"), [(name, name) for name in SIGNED], indirect=["example"])
def test_the_examples_are_signed_by_their_organisation(example: Any, what: str) -> None:
    assert is_document_of(Organisation().signing_key, what, example)


@pytest.mark.parametrize(("example", "what"), [(name, name) for name in SIGNED], indirect=["example"])
def test_a_signature_of_one_use_is_worth_nothing_in_another(example: Any, what: str) -> None:
    for other in {*SIGNED, "enrolment-request", ""} - {what}:
        assert not is_document_of(Organisation().signing_key, other, example)
    assert not is_document_of(Organisation(seed=5).signing_key, what, example)


@pytest.mark.parametrize("example", ["notice"], indirect=True)
def test_every_changed_word_breaks_it(example: Any) -> None:
    for name in example["body"]:
        changed = copy.deepcopy(example)
        changed["body"][name] = "changed"
        assert not is_document_of(Organisation().signing_key, "notice", changed)


@pytest.mark.parametrize("signature", ["", "A" * 86 + "==", "not base64", "é", "A" * 88])
def test_what_is_no_signature_is_none(signature: str) -> None:
    assert not is_signed_by(Organisation().signing_key, "notice", b"", signature)


def test_half_a_character_is_never_signed() -> None:
    document = {"body": {"text": "\ud800"}, "signature": "A" * 86 + "=="}
    assert not is_document_of(Organisation().signing_key, "notice", document)


def test_everybody_writes_it_the_same_way() -> None:
    assert (
        canonical({"b": "é", "a": [1, {"d": None, "c": "ÿ\n"}]}) == '{"a":[1,{"c":"ÿ\\n","d":null}],"b":"é"}'.encode()
    )
