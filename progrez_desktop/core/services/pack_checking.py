"""Looks at a pack before anything of it is used: its form, what is in it, and whose signature it bears."""

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from progrez_desktop.core.attempt import fixed_route, minutes_left
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import faults_of, read_json, read_json_document
from progrez_desktop.core.keys.inbox import can_be_sealed_to
from progrez_desktop.core.keys.primitives import LABEL
from progrez_desktop.core.keys.signing import has_signed
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.packs import signed_pack
from progrez_desktop.core.packs.assessment_pack import PARTS, PROCEDURE, build_assessment
from progrez_desktop.core.packs.manifest import MANIFEST, Manifest, sha256_of
from progrez_desktop.core.packs.pack_check import bank_problems, contract_problems, loose_ends
from progrez_desktop.core.packs.shipped import MODEL, Shipped, with_model
from progrez_desktop.core.services.answer_reader import load_reader

Kind = Literal["assessment", "model"]

SIGNED = f"{LABEL}pack\0".encode()
"""Before the manifest's bytes, in what a signature is over."""
PACK_DOCUMENT = "pack.json"
"""Says what a pack is: an assessment, or by its contract a text model."""
_MODEL_CONTRACT = "progrez.model-pack/1"
MOST_MODEL_BYTES = 25 << 20
"""Of the ONNX file; as calibration keeps it for the one that ships."""
_MODEL_FOLDER = "model/"


@dataclass(frozen=True)
class Signature:
    """Who says that they signed a pack. Contract: pack-signature.schema.json."""

    organisation_id: str
    signing_key: bytes
    at_ms: int


@dataclass(frozen=True)
class Looked:
    """A pack whose form is right: every file is there, and is what the manifest says."""

    files: Mapping[str, bytes]
    manifest: Manifest
    file_sha256: str

    @cached_property
    def kind(self) -> Kind:
        return kind_of(self.files)

    @cached_property
    def document(self) -> Mapping[str, Any]:
        """What names the pack, after its contract was checked."""
        found: Mapping[str, Any] = read_json(self.files[PACK_DOCUMENT])
        return found

    @property
    def organisation_id(self) -> str:
        if self.kind == "model":
            return str(self.document["organisation_id"])
        return str((self.document["organisation"] or {}).get("id", ""))

    def assessment(self) -> Assessment:
        """Return what it offers, once it has no problems."""
        return build_assessment(parts_in(self.files), self.manifest.sha256)

    def signature(self) -> Signature | None:
        """Return who signed these very files; None where nobody did. Whether they are trusted is another question.

        Raises:
            DataFault: "pack_signature_wrong", or what is wrong with the file of the signature.
        """
        if signed_pack.SIGNATURE not in self.files:
            return None
        told = read_json_document(self.files[signed_pack.SIGNATURE], "pack-signature")
        key, over = bytes.fromhex(told["signing_key"]), SIGNED + self.files[MANIFEST]
        is_of_these = told["manifest_sha256"] == self.manifest.sha256
        if not is_of_these or not has_signed(key, over, b64decode(told["signature"])):
            raise DataFault("pack_signature_wrong")
        return Signature(told["organisation_id"], key, told["at_ms"])


def look(pack: bytes) -> Looked:
    """Return what is in a pack, nothing of which is used yet.

    Raises:
        DataFault: See `signed_pack.files_in` and `signed_pack.whole`.
    """
    files = signed_pack.files_in(pack)
    return Looked(files, signed_pack.whole(files), sha256_of(pack))


def kind_of(files: Mapping[str, bytes]) -> Kind:
    """Return what a pack says that it is; whatever is none is looked at as an assessment, and told what it lacks."""
    try:
        said = read_json(files.get(PACK_DOCUMENT, b"{}"))
    except DataFault:
        return "assessment"
    is_model = isinstance(said, dict) and said.get("contract") == _MODEL_CONTRACT
    return "model" if is_model else "assessment"


def model_files() -> tuple[str, ...]:
    """Return what a text model consists of: the files of resources/model by their names."""
    from progrez_desktop.core.packs.pins import PINS

    return tuple(name.removeprefix(_MODEL_FOLDER) for name in PINS if name.startswith(_MODEL_FOLDER))


def problems(looked: Looked, shipped: Shipped) -> Iterator[DataFault]:
    """Tell everything for which a pack is not used, but for who signed it."""
    found = _model_problems if looked.kind == "model" else _assessment_problems
    yield from found(looked, shipped)


def every_problem(pack: bytes, shipped: Shipped, today: date) -> Iterator[DataFault]:
    """Tell everything that its maker may want to know before it is handed out: also what will only matter later."""
    try:
        looked = look(pack)
        signature = looked.signature()
    except DataFault as fault:
        yield fault
        return
    found = list(problems(looked, shipped))
    yield from found
    if found:
        return
    if signature is not None and signature.organisation_id != looked.organisation_id:
        yield DataFault("pack_signer_other")
    if looked.kind == "assessment":
        closes = looked.assessment().procedure.closes
        if closes is not None and closes < today:
            yield DataFault("pack_closed", day=closes.isoformat())


def _assessment_problems(looked: Looked, shipped: Shipped) -> Iterator[DataFault]:
    known = {f"{part}.json" for part in (*PARTS, PROCEDURE)}
    if unknown := sorted(set(looked.manifest.files) - known):
        yield DataFault("pack_folder_unknown", name=unknown[0], names=", ".join(sorted(known)))
    try:
        parts = parts_in(looked.files)
    except DataFault as fault:
        yield fault
        return
    broken = list(contract_problems(parts))
    yield from broken
    if broken:
        return
    broken += loose_ends(parts)
    broken += bank_problems(parts, json.loads(shipped.bank()))
    broken += _not_as_shipped(parts, shipped)
    broken += _organisation_problems(parts)
    yield from broken
    if not broken:
        yield from _time_problems(looked.assessment())


def _time_problems(assessment: Assessment) -> Iterator[DataFault]:
    """Tell of a time limit that is shorter than the questions usually take: it would measure haste."""
    limit, usual = assessment.procedure.time_limit_min, minutes_left(fixed_route(assessment), {})
    if limit is not None and limit < usual:
        yield DataFault("pack_time_short", limit=limit, usual=usual)


def parts_in(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the parsed contents of an assessment's files, which nobody looked into yet.

    Raises:
        DataFault: "pack_file_missing", "pack_json".
    """
    present = (*PARTS, PROCEDURE) if f"{PROCEDURE}.json" in files else PARTS
    for part in present:
        if f"{part}.json" not in files:
            raise DataFault("pack_file_missing", name=f"{part}.json")
    return {part: _json(files, f"{part}.json") for part in present}


def _json(files: Mapping[str, bytes], name: str) -> Any:
    try:
        return read_json(files[name])
    except DataFault as fault:
        raise DataFault("pack_json", name=name, line=fault.params.get("line", 1)) from fault


def _not_as_shipped(parts: Mapping[str, Any], shipped: Shipped) -> Iterator[DataFault]:
    """Item parameters hold for the words, answers and order of categories that they were estimated with."""
    theirs = shipped.parts()
    for name, one in parts["formats"].items():
        if theirs["formats"].get(name) != one:
            yield DataFault("pack_format_changed", format=name)
    ours = {item["id"]: item for item in _listed(theirs["statements"])}
    for item in _listed(parts["statements"]):
        if item["id"] in ours and ours[item["id"]] != item:
            yield DataFault("pack_item_changed", id=item["id"])
    if parts["statements"]["calibrated"] != theirs["statements"]["calibrated"]:
        yield DataFault("pack_item_changed", id="calibrated")
    if parts["validity"]["skills"] or parts["validity"].get("situations"):
        yield DataFault("pack_validity_own")


def _listed(statements: Mapping[str, Any]) -> Iterator[Any]:
    for part in ("blocks", "reserve"):
        yield from (item for block in statements[part].values() for item in block)


def _organisation_problems(parts: Mapping[str, Any]) -> Iterator[DataFault]:
    organisation = parts["pack"]["organisation"]
    if organisation is None:
        yield DataFault("pack_organisation_missing")
    elif organisation["demonstration"]:
        yield DataFault("pack_demonstration")
    elif organisation["public_key"] is None or not can_be_sealed_to(bytes.fromhex(organisation["public_key"])):
        yield DataFault("pack_key_missing")
    closes = parts.get(PROCEDURE, {}).get("closes")
    if closes is not None:
        try:
            date.fromisoformat(closes)
        except ValueError:
            yield DataFault("pack_day", day=closes)


def _model_problems(looked: Looked, shipped: Shipped) -> Iterator[DataFault]:
    """A model is as good as the reader that can be made of it; that one is made, over what ships otherwise."""
    wanted = {PACK_DOCUMENT, *model_files()}
    if set(looked.manifest.files) != wanted:
        for name in sorted(wanted - set(looked.manifest.files)):
            yield DataFault("pack_file_missing", name=name)
        for name in sorted(set(looked.manifest.files) - wanted):
            yield DataFault("pack_folder_unknown", name=name, names=", ".join(sorted(wanted)))
        return
    broken = list(faults_of(_json(looked.files, PACK_DOCUMENT), "model-pack"))
    yield from broken
    if len(looked.files[MODEL.removeprefix(_MODEL_FOLDER)]) > MOST_MODEL_BYTES:
        yield DataFault("pack_model_large", limit_mib=MOST_MODEL_BYTES >> 20)
    elif not broken:
        try:
            load_reader(with_model(shipped, signed_pack.Held(looked.files), looked.manifest), shipped.assessment())
        except DataFault as fault:
            yield DataFault("pack_model_unread", why=fault.code)
