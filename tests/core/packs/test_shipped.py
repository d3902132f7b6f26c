import json
import subprocess
import sys
from pathlib import Path

import pytest

from calibration import engine_hash
from calibration import pack as builder
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.packs.assessment_pack import build_assessment
from progrez_desktop.core.packs.engine import ENGINE_SHA256
from progrez_desktop.core.packs.manifest import sha256_of
from progrez_desktop.core.packs.pins import PINS
from progrez_desktop.core.packs.shipped import (
    ASSESSMENT,
    BANK,
    MODEL,
    MODEL_DESCRIPTION,
    MODEL_TOKENIZER,
    MODEL_VOCABULARY,
    Shipped,
    shipped,
)
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.packs.sources import PACK_NAMES, Held, shipped_files

RUN = "resources/ changed: run `python -m calibration.pack` and commit what it writes"


def fault_of(action: object) -> DataFault:
    with pytest.raises(DataFault) as caught:
        action()  # type: ignore[operator]
    return caught.value


def test_manifest_and_pins_fit_what_lies_in_resources() -> None:
    manifest = builder.manifest_bytes(builder.RESOURCES / ASSESSMENT)
    assert (builder.RESOURCES / ASSESSMENT / "manifest.json").read_bytes() == manifest, RUN
    assert builder.PINS.read_text(encoding="utf-8") == builder.pins_source(builder.RESOURCES), RUN


def test_the_hash_of_what_computes_results_is_that_of_the_sources() -> None:
    assert builder.ENGINE.read_text(encoding="utf-8") == engine_hash.engine_source(builder.REPO), RUN
    named = set(engine_hash.sources(builder.REPO))
    assert {"progrez_desktop/scoring/grm.py", "progrez_desktop/core/services/measuring.py"} <= named
    assert not [name for name in named if name.startswith("progrez_desktop/scoring/text/")]


def test_another_source_is_another_hash_and_other_line_ends_are_not(tmp_path: Path) -> None:
    for name in engine_hash.sources(builder.REPO):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((builder.REPO / name).read_bytes().replace(b"\n", b"\r\n"))
    assert engine_hash.engine_sha256(tmp_path) == engine_hash.engine_sha256(builder.REPO) == ENGINE_SHA256
    (tmp_path / "progrez_desktop/scoring/more.py").write_text("", "utf-8")
    assert engine_hash.engine_sha256(tmp_path) != ENGINE_SHA256


def test_a_version_of_the_bank_is_the_name_of_one_file() -> None:
    bank, published = shipped_files()[BANK], json.loads(builder.PUBLISHED.read_bytes())
    assert list(builder.bank_problems(bank, published)) == []
    # Here once more by hand, so that a hash in the list is not renewed with the file: only new versions are added.
    listed = {one["bank"]: one["sha256"][:12] for one in published}
    assert listed.items() >= {"2026.1": "1ced2bbabe01", "2026.2": "dbf9a27fd56e"}.items()
    [told] = builder.bank_problems(bank + b"\n", published)
    assert "give the changed bank a version of its own" in told
    [told] = builder.bank_problems(bank, published[1:])
    assert sha256_of(bank) in told
    assert len(list(builder.bank_problems(bank, [*published, published[0]]))) == 2


def test_a_changed_resource_makes_the_pins_stale(tmp_path: Path) -> None:
    for name, data in shipped_files().items():
        path = tmp_path.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    before = builder.pins_source(tmp_path)
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "answers.onnx").write_bytes(b"model")
    assert f'"model/answers.onnx": "{sha256_of(b"model")}"' in builder.pins_source(tmp_path)
    prompts = tmp_path / ASSESSMENT / "prompts.json"
    prompts.write_bytes(prompts.read_bytes() + b"\n")
    assert builder.pins_source(tmp_path).splitlines()[3] != before.splitlines()[3]


@pytest.mark.parametrize("name", PACK_NAMES)
def test_an_assessment_with_one_changed_byte_is_refused_by_name(name: str) -> None:
    files = shipped_files()
    for position in (0, len(files[name]) // 2, len(files[name]) - 1):
        changed = bytearray(files[name])
        changed[position] ^= 1
        fault = fault_of(Shipped(Held(files | {name: bytes(changed)}), PINS).assessment)
        assert (fault.code, fault.params) == ("resource_changed", {"name": name})


@pytest.mark.parametrize("name", PACK_NAMES)
def test_an_assessment_with_a_missing_file_is_refused_by_name(name: str) -> None:
    files = shipped_files()
    del files[name]
    fault = fault_of(Shipped(Held(files), PINS).assessment)
    assert (fault.code, fault.params) == ("resource_missing", {"name": name})


def test_the_bank_is_handed_out_only_as_it_was_pinned() -> None:
    files = shipped_files()
    assert sha256_of(Shipped(Held(files), PINS).bank()) == PINS[BANK]
    fault = fault_of(Shipped(Held(files | {BANK: files[BANK] + b" "}), PINS).bank)
    assert (fault.code, fault.params) == ("resource_changed", {"name": BANK})
    del files[BANK]
    fault = fault_of(Shipped(Held(files), PINS).bank)
    assert (fault.code, fault.params) == ("resource_missing", {"name": BANK})


def test_without_the_text_model_the_assessment_goes_on_and_the_model_is_told_missing() -> None:
    without = Shipped(Held(shipped_files()), {name: pin for name, pin in PINS.items() if not name.startswith("model/")})
    assert len(without.assessment().items) == 127
    fault = fault_of(without.text_model)
    assert (fault.code, fault.params) == ("resource_missing", {"name": MODEL})


def test_the_text_model_comes_as_a_whole_or_not_at_all() -> None:
    files = {MODEL: b"net", MODEL_TOKENIZER: b"pieces", MODEL_VOCABULARY: b"words", MODEL_DESCRIPTION: b"heads"}
    pins = {name: sha256_of(data) for name, data in files.items()}
    model = Shipped(Held(files), pins).text_model()
    assert (model.onnx, model.tokenizer, model.vocabulary, model.description) == tuple(files.values())
    assert model.sha256 == pins[MODEL]
    for name in files:
        fault = fault_of(Shipped(Held(files | {name: b"other"}), pins).text_model)
        assert (fault.code, fault.params) == ("resource_changed", {"name": name})


def test_a_file_without_a_pin_counts_as_not_shipped() -> None:
    fault = fault_of(lambda: Shipped(Held({"model/other.onnx": b"net"}), {}).read("model/other.onnx"))
    assert (fault.code, fault.params) == ("resource_missing", {"name": "model/other.onnx"})


def test_the_installed_assessment_is_named_by_its_manifest() -> None:
    assessment = shipped().assessment()
    assert assessment.pack_sha256 == PINS[f"{ASSESSMENT}/manifest.json"]


def test_the_example_of_the_contract_becomes_records(repo: Path) -> None:
    example = json.loads((repo / "resources/contracts/examples/assessment-pack.json").read_bytes())
    assessment = build_assessment(example, "0" * 64)
    assert assessment.organisation is None
    assert [item.id for item in assessment.items] == ["example/P1", "late-bus", "late-once"]
    (key,) = assessment.keys
    assert (key.situation_id, key.skill, key.best, key.worst) == ("late-bus", "punctuality", "a", "d")
    assert [anchor["nl"] for anchor in assessment.formats["agree3"].anchors] == ["Oneens", "Neutraal", "Eens"]
    assert assessment.skills[0].low["en"] == "You take the time you need."
    form = assessment.adaptive
    assert form is not None
    assert (form.se, form.least, form.among, form.scales) == (0.35, 4, 3, {"punctuality": "punctuality_x"})
    assert [item.id for section in form.sections for item in section.items] == [
        *("example/P1", "example/P2", "late-bus", "late-once"),
    ]
    only_fixed = {**example, "pack": {**example["pack"], "adaptive": None}}
    assert build_assessment(only_fixed, "0" * 64).adaptive is None


def test_every_refusal_has_its_sentence_in_both_languages() -> None:
    for language in LANGUAGES:
        for code in ("resource_missing", "resource_changed", "pack_manifest_invalid", "pack_path_unsafe"):
            assert BANK in Words(language)(f"error.{code}", name=BANK)


def test_loading_brings_in_nothing_heavy() -> None:
    # The first screen waits for the assessment.
    heavy = ("numpy", "jsonschema_rs", "cryptography", "sqlcipher3", "onnxruntime", "PySide6")
    code = (
        "import sys; from progrez_desktop.core.packs.shipped import shipped; shipped().assessment();"
        f"sys.exit(', '.join(name for name in {heavy} if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
