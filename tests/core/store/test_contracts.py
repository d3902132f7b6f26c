"""What others rely on is written down as a contract, has an example, and is what the code really makes."""

import ast
import json
import string
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.model.profile import QualityLine, StatementsLine
from progrez_desktop.core.store.result_record import profile_to_text
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.scores import NotScored, SkillScore
from tests.core.store.builders import Device, Person
from tests.core.store.schema_listing import listing
from tests.profiles import hand_made, made_line

OURS = (
    "wrap",
    "machine-key",
    "recovery-code",
    "device-schema",
    "safe-schema",
    "release-header",
    "receipt",
    "outbox",
    "erase",
    "result-record",
    "error-codes",
    "statistics",
    "local-norm",
    "situation-key",
    "my-details",
    "cv-choices",
    "public-work",
    "comparison",
    "consent-receipt",
    "personal-data",
    "erased-accounts",
    "ended-releases",
    "open-badge",
    "check-code",
    "sealed-safe",
    "released-profile",
    "training-text",
    "locked-package",
    "disclosure",
    "withdrawal-code",
    "organisation-card",
    "invitation",
    "enrolment-request",
    "enrolment-code",
    "enrolment-state",
    "enrolments",
    "device-certificate",
    "device-assertion",
    "server-entry",
    "server-meta",
    "server-receipt",
    "sync-batch",
    "batch-result",
    "changes",
    "mail",
    "mail-content",
    "notice",
    "notices",
    "pack-list",
    "statistics-list",
    "evidence-pack",
    "pack-signature",
    "procedure",
    "blueprint",
    "pack-procedure",
    "model-pack",
    "carried-batch",
    "carried-receipts",
    "problem",
    "registry-key",
    "registry-schema",
    "interview-guide",
    "interview-notes",
    "organisation-keys",
    "update-bundle",
    "kiosk-address",
    "sitting-packet",
    "sitting-arrival",
)


def contract(repo: Path, name: str) -> Any:
    return json.loads((repo / f"resources/contracts/{name}.schema.json").read_text(encoding="utf-8"))


def example(repo: Path, name: str) -> Any:
    return json.loads((repo / f"resources/contracts/examples/{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", OURS)
def test_each_contract_takes_its_example_and_nothing_less_or_more(repo: Path, name: str) -> None:
    schema, good = contract(repo, name), example(repo, name)
    jsonschema_rs.meta.validate(schema)
    jsonschema_rs.validate(schema, good)
    assert schema["additionalProperties"] is False
    assert not jsonschema_rs.is_valid(schema, good | {"unknown": 1})
    for field in schema["required"]:
        assert not jsonschema_rs.is_valid(schema, {key: good[key] for key in good if key != field}), field


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("wrap", {"nonce": "AA" * 12}),
        ("wrap", {"kdf": None}),
        ("wrap", {"version": 2}),
        ("machine-key", {"wraps": []}),
        ("recovery-code", {"written": "I" * 5 + "-00000" * 7}),
        ("release-header", {"purposes": ["everything"]}),
        ("release-header", {"purposes": []}),
        ("release-header", {"plain_bytes": 10**9}),
        ("outbox", {"kind": "put"}),
        ("outbox", {"envelope": "AAAA"}),
        ("outbox", {"state": "lost"}),
        ("erase", {"erase_secret": ""}),
        ("receipt", {"event": "assumed"}),
        ("error-codes", {"exit_status": 0}),
        ("error-codes", {"params": {"text": ["x"]}}),
        ("statistics", {"least_in_a_cell": 19}),
        ("statistics", {"recipient": {"role": "publisher", "name": "P", "id": "ab" * 16}}),
        ("local-norm", {"languages": []}),
        ("local-norm", {"site": ""}),
        ("situation-key", {"r": 1.5}),
        ("my-details", {"birth_date": "1997-05-03"}),
        ("my-details", {"address": "Voorbeeldstad"}),
        ("my-details", {"gender": "woman"}),
        ("my-details", {"work": [{"photo": "x"}]}),
        ("cv-choices", {"template": "wild"}),
        ("consent-receipt", {"dpv:hasRight": ["A99"]}),
        ("consent-receipt", {"dct:created": "today"}),
        ("personal-data", {"safe": {"person": ["a name"]}}),
        (
            "open-badge",
            {"issuer": {"id": "did:key:zDnA", "type": ["Profile"], "name": "P", "url": "https://o.example"}},
        ),
        ("open-badge", {"evidence": []}),
        ("check-code", {"origin": "made up"}),
        ("check-code", {"text": "PROGREZ:1:A"}),
        ("sealed-safe", {"account_id": "Sanne"}),
        ("sealed-safe", {"recovery": {"kind": "password"}}),
        ("released-profile", {"birth_date": "1997-05-03"}),
        ("released-profile", {"background": {"languages": [{"title": "Dutch"}]}}),
        ("release-header", {"fields": ["gender"]}),
        ("erased-accounts", {"erased": [{"seq": 1, "name": "Sanne"}]}),
        ("locked-package", {"wraps": []}),
        ("locked-package", {"files": {"data.safe": "ab" * 32, "../x": "ab" * 32}}),
        ("disclosure", {"fields": ["answers"]}),
        ("disclosure", {"told": {"name": "Sanne"}}),
    ],
)
def test_contracts_refuse_what_they_must(repo: Path, name: str, change: dict[str, Any]) -> None:
    assert not jsonschema_rs.is_valid(contract(repo, name), example(repo, name) | change)


def test_the_databases_are_what_their_contracts_list(repo: Path, device: Device, sanne: Person) -> None:
    """To list a new version: print `listing` of this test, look at what changed, and keep it as the example."""
    assert listing(device.store._database) == example(repo, "device-schema")
    assert listing(device.opened(sanne)._database) == example(repo, "safe-schema")


def test_an_outbox_row_has_the_columns_of_its_contract(repo: Path) -> None:
    columns = example(repo, "device-schema")["tables"]["outbox"]
    assert {column["name"] for column in columns} == set(contract(repo, "outbox")["properties"])


def test_a_stored_result_keeps_its_contract_field_by_field(repo: Path) -> None:
    schema = contract(repo, "result-record")
    score = SkillScore(0.5, 0.3, 0.4, 6, 5, 7, 6.5, 5.1, 7.2, 69, 50, 80, 9, 10, "norm", 400)
    lines = (
        made_line("a", score, statements=StatementsLine("a_x", 12, 5, 5, 1), situations="differs"),
        made_line("b", NotScored("too_few_answers", 1, 9), statements=StatementsLine("b", 9, 9, 1, 0)),
    )
    profile = hand_made(lines, quality=QualityLine("with_care", ("pace", "pattern"), "ab" * 32))
    record = json.loads(profile_to_text(profile))
    jsonschema_rs.validate(schema, record)
    record["lines"][1]["scored"] = True
    assert not jsonschema_rs.is_valid(schema, record)
    described = schema["$defs"]["score"]
    assert set(described["properties"]) == {field.name for field in fields(SkillScore)}
    assert set(described["required"]) == set(described["properties"]) - {"at_end"}


def raised_codes(path: Path) -> set[tuple[str, frozenset[str]]]:
    """Return each fault that a module makes, as its code and the names of its parameters."""
    found = set[tuple[str, frozenset[str]]]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Fault"):
            code = node.args[0]
            names = frozenset(keyword.arg or "" for keyword in node.keywords)
            if isinstance(code, ast.Constant):
                found.add((str(code.value), names))
            elif isinstance(code, ast.JoinedStr):  # f"{kind.name}_damaged"
                ending = code.values[-1]
                assert isinstance(ending, ast.Constant) and isinstance(ending.value, str)
                found |= {(kind + ending.value, names) for kind in ("device", "safe")}
    return found


def test_every_fault_of_keys_and_stores_has_a_sentence_in_both_languages(repo: Path) -> None:
    core = repo / "progrez_desktop/core"
    sources = [*core.glob("keys/*.py"), *core.glob("store/*.py"), core / "model/keys.py"]
    faults = set().union(*(raised_codes(path) for path in sources))
    assert len(faults) > 25  # the search itself works
    faults |= {(code, frozenset({"folder"})) for code in ("disk_full", "read_only", "folder_is_file", "disk_failed")}
    emails = ("empty", "without_at", "two_ats", "without_name", "without_ending", "not_valid")
    faults |= {(f"email_{fault}", frozenset()) for fault in emails}
    refusals = ("wrong_password", "wrong_passphrase", "wrong_recovery_code", "keyring_lost")
    faults |= {(code, frozenset()) for code in refusals}
    for code, params in faults:
        for language in ("en", "nl"):
            sentence = Words(language).template(f"error.{code}")
            asked = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
            assert asked <= params, (code, language)
            assert sentence[-1] in ".!?l", sentence
