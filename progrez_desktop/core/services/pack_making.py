"""Makes a pack out of a folder: what an organisation wrote, and the rest as it ships. On its workstation.

The folder has procedure.json and card.json (the organisation's, as its workstation writes it), and what is its own:
blueprint.json, situations.json with situation-keys.json, prompts.json, or any other file of an assessment pack. One
with a pack.json is a text model instead, and has every file that resources/model has.
"""

import json
from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.files import disk_faults
from progrez_desktop.core.json_document import faults_of, read_json
from progrez_desktop.core.keys.organisation_papers import read_card
from progrez_desktop.core.keys.signing import public_of, sign
from progrez_desktop.core.keys.start_code import start_code
from progrez_desktop.core.model.assessment import StartCode
from progrez_desktop.core.model.organisation import Card
from progrez_desktop.core.packs import signed_pack
from progrez_desktop.core.packs.assessment_pack import PARTS, PROCEDURE
from progrez_desktop.core.packs.manifest import MANIFEST
from progrez_desktop.core.packs.pack_check import ONE_INSTRUCTED_IN
from progrez_desktop.core.packs.shipped import Shipped
from progrez_desktop.core.services.pack_checking import PACK_DOCUMENT, SIGNED, model_files

_OWN = tuple(f"{part}.json" for part in PARTS if part != "pack")
_AS_SAID = ("closes", "time_limit_min", "extra_time_by")
"""What a pack's procedure says in the very words of who made it."""
_WRITTEN = ("procedure.json", "card.json", "blueprint.json")


def make(folder: Path, shipped: Shipped) -> bytes:
    """Return the unsigned pack of a folder. The same folder gives the same bytes; what it says is checked elsewhere.

    Raises:
        DataFault: "pack_folder_missing" or "pack_folder_unknown" with the name of a file; "pack_json" with the name of
            one that is no JSON; what is wrong with procedure, blueprint or card; "pack_too_large".
        EnvironmentFault: What the disk says.
    """
    names = _names(folder)
    files = _model(folder, names) if PACK_DOCUMENT in names else _assessment(folder, names, shipped)
    pack = signed_pack.made(files)
    if len(pack) > signed_pack.MOST_BYTES:
        raise DataFault("pack_too_large", limit_mib=signed_pack.MOST_BYTES >> 20)
    return pack


def sign_pack(pack: bytes, private: bytes, organisation_id: str, at_ms: int) -> bytes:
    """Return a pack signed with an organisation's signing key. Contract: pack-signature.schema.json.

    Raises:
        DataFault: See `signed_pack.files_in` and `signed_pack.whole`.
    """
    files = signed_pack.files_in(pack)
    manifest = signed_pack.whole(files)
    signature = {
        "contract": "progrez.pack-signature/1",
        "organisation_id": organisation_id,
        "signing_key": public_of(private).hex(),
        "manifest_sha256": manifest.sha256,
        "at_ms": at_ms,
        "signature": b64encode(sign(private, SIGNED + files[MANIFEST])).decode(),
    }
    return signed_pack.signed(pack, _written(signature))


def _names(folder: Path) -> set[str]:
    with disk_faults(folder):
        if not folder.is_dir():
            raise DataFault("pack_folder_missing", name=str(folder))
        return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def _model(folder: Path, names: Collection[str]) -> dict[str, bytes]:
    known = {PACK_DOCUMENT, *model_files()}
    _only(names, known)
    return {name: _bytes(folder, name) for name in sorted(known)}


def _assessment(folder: Path, names: set[str], shipped: Shipped) -> dict[str, bytes]:
    _only(names, {*_OWN, *_WRITTEN})
    asked = _document(folder, "procedure")
    card = read_card(_json(folder, "card.json"))
    parts = shipped.parts()
    if "blueprint.json" in names:
        parts = laid_out(parts, _document(folder, "blueprint"), json.loads(shipped.bank()))
    if "situations.json" in names:
        parts["situation-keys"] = []  # those that ship are of the situations that ship
    for name in sorted(names & set(_OWN)):
        parts[name.removesuffix(".json")] = _json(folder, name)
    parts["pack"] = _pack(_with_something_in(parts), asked, card)
    files = {f"{part}.json": _written(content) for part, content in parts.items()}
    if procedure := _procedure(asked, card):
        files[f"{PROCEDURE}.json"] = _written(procedure)
    return files


def _with_something_in(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what names the sections, without those of situations or prompts that have none."""

    def kept(sections: Sequence[Any]) -> list[Any]:
        return [one for one in sections if one["kind"] == "statements" or parts[one["kind"]]]

    pack = parts["pack"]
    form = {**pack["adaptive"], "sections": kept(pack["adaptive"]["sections"])} if pack["adaptive"] else None
    return {**pack, "sections": kept(pack["sections"]), "adaptive": form}


def _only(names: Collection[str], known: Collection[str]) -> None:
    if unknown := sorted(set(names) - set(known)):
        raise DataFault("pack_folder_unknown", name=unknown[0], names=", ".join(sorted(known)))


def _pack(ships: Mapping[str, Any], asked: Mapping[str, Any], card: Card) -> dict[str, Any]:
    organisation = {
        "id": card.organisation_id,
        "name": dict(card.name),
        "place": asked["place"],
        "procedure": asked["procedure"],
        "retention_days": asked["retention_days"],
        "public_key": card.seal_keys[0].public_key.hex(),
        "demonstration": False,
    }
    if "sole_controller" in asked:
        organisation["sole_controller"] = asked["sole_controller"]
    told = {name: asked[name] for name in ("id", "version", "title", "publisher", "purposes")}
    return {**ships, **told, "organisation": organisation}


def _procedure(asked: Mapping[str, Any], card: Card) -> dict[str, Any] | None:
    told: dict[str, Any] = {name: asked[name] for name in _AS_SAID if name in asked}
    if "start_code" in asked:
        told["start_code"] = _code(
            start_code(asked["start_code"], f"{card.organisation_id}/{asked['id']}/{asked['version']}")
        )
    return {"contract": "progrez.pack-procedure/1", **told} if told else None


def _code(code: StartCode) -> dict[str, Any]:
    cost = code.kdf.cost
    return {
        "memory_kib": cost.memory_kib,
        "time_cost": cost.time_cost,
        "parallelism": cost.parallelism,
        "salt": code.kdf.salt.hex(),
        "stretched": code.stretched.hex(),
    }


def laid_out(parts: Mapping[str, Any], blueprint: Mapping[str, Any], bank: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ships, with those skills alone that a blueprint names, and without what it leaves out.

    Raises:
        DataFault: "pack_skill_unknown".
    """
    known = {skill["id"]: skill for skill in parts["skills"]["skills"]}
    for name in blueprint["skills"]:
        if name not in known:
            raise DataFault("pack_skill_unknown", skill=name)
    kept = [known[name] for name in blueprint["skills"]]
    skills, groups = {skill["id"] for skill in kept}, {skill["group"] for skill in kept}
    keys = [key for key in parts["situation-keys"] if blueprint["situations"] and key["skill"] in skills]
    prompts = parts["prompts"] if blueprint["prompts"] else []
    shown = {key["situation"] for key in keys}
    pack = _sections(parts["pack"], blueprint, bank)
    return {
        **parts,
        "pack": pack,
        "skills": {"groups": [one for one in parts["skills"]["groups"] if one["id"] in groups], "skills": kept},
        "statements": _statements(parts["statements"], pack, skills, bank),
        "situations": [one for one in parts["situations"] if one["id"] in shown],
        "situation-keys": keys,
        "prompts": [{**one, "skills": [name for name in one.get("skills", ()) if name in skills]} for one in prompts],
        **{part: {**parts[part], "skills": _of(parts[part]["skills"], skills)} for part in ("rubric", "report")},
        "validity": {**parts["validity"], "skills": _of(parts["validity"]["skills"], skills)},
    }


def _of(by_skill: Mapping[str, Any], skills: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in by_skill.items() if name in skills}


def _sections(pack: Mapping[str, Any], blueprint: Mapping[str, Any], bank: Mapping[str, Any]) -> dict[str, Any]:
    skills, every = blueprint["skills"], {**bank["skills"], **bank["extended"]}
    fixed = [bank["skills"][name] for name in skills]
    adaptive = None
    if blueprint["adaptive"] and pack["adaptive"] is not None:
        scales = {name: pack["adaptive"]["scales"][name] for name in skills}
        asked = [every[name] for name in scales.values()]
        sections = _shown(pack["adaptive"]["sections"], asked, blueprint)
        adaptive = {**pack["adaptive"], "scales": scales, "sections": sections}
    return {**pack, "sections": _shown(pack["sections"], fixed, blueprint), "adaptive": adaptive}


def _shown(
    sections: Collection[Mapping[str, Any]], scales: Collection[Mapping[str, Any]], blueprint: Mapping[str, Any]
) -> list[Any]:
    formats = {item["format"] for scale in scales for item in scale["items"]}
    return [
        section
        for section in sections
        if (section["format"] in formats if section["kind"] == "statements" else blueprint[section["kind"]])
    ]


def _statements(
    statements: Mapping[str, Any], pack: Mapping[str, Any], skills: Collection[str], bank: Mapping[str, Any]
) -> dict[str, Any]:
    """Return those of some skills; one that names its answer stays where it is among enough others."""
    every = {**bank["skills"], **bank["extended"]}
    core = {item["id"] for name in skills for item in bank["skills"][name]["items"]}
    longer = {
        item["id"] for name in (pack["adaptive"] or {"scales": {}})["scales"].values() for item in every[name]["items"]
    }
    room = len(core) // (ONE_INSTRUCTED_IN - 1)
    blocks = {
        name: [one for one in block if one["id"] in core or ("instructed" in one and room)]
        for name, block in statements["blocks"].items()
    }
    blocks = {name: block for name, block in blocks.items() if any("instructed" not in one for one in block)}
    every_statement = [
        (name, one) for part in ("blocks", "reserve") for name, block in statements[part].items() for one in block
    ]
    reserve: dict[str, list[Any]] = {}
    for name, one in every_statement:
        if one["id"] in longer - core:
            reserve.setdefault(name, []).append(one)
    return {**statements, "blocks": blocks, "reserve": reserve}


def _bytes(folder: Path, name: str) -> bytes:
    try:
        with (folder / name).open("rb") as file:
            content = file.read(signed_pack.MOST_BYTES + 1)
    except FileNotFoundError:
        raise DataFault("pack_folder_missing", name=name) from None
    except OSError as error:
        raise DataFault("pack_folder_unread", name=name) from error
    if len(content) > signed_pack.MOST_BYTES:
        raise DataFault("pack_too_large", limit_mib=signed_pack.MOST_BYTES >> 20)
    return content


def _document(folder: Path, contract: str) -> Any:
    """Return what a file says that is called by its contract."""
    name = f"{contract}.json"
    value = _json(folder, name)
    for fault in faults_of(value, contract):
        raise DataFault(fault.code, **{**fault.params, "place": f"{name} {fault.params['place']}"})
    return value


def _json(folder: Path, name: str) -> Any:
    try:
        return read_json(_bytes(folder, name))
    except DataFault as fault:
        if not fault.code.startswith("json_"):
            raise
        raise DataFault("pack_json", name=name, line=fault.params.get("line", 1)) from fault


def _written(content: Any) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
