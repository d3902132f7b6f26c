"""Turns the verified files of an assessment pack into the records that the core speaks in."""

import json
from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.assessment import (
    AdaptiveForm,
    Assessment,
    Item,
    Organisation,
    Procedure,
    Prompt,
    ResponseFormat,
    Section,
    Situation,
    SituationAction,
    SituationKey,
    Skill,
    SkillAdvice,
    SkillGroup,
    StartCode,
    Statement,
)
from progrez_desktop.core.packs.manifest import Source, read_manifest, read_pack
from progrez_desktop.core.packs.validity import read_validity, situations_validity_of, validity_of

CONTRACT = "progrez.assessment-pack/1"
PARTS = (
    "pack",
    "formats",
    "skills",
    "statements",
    "situations",
    "situation-keys",
    "prompts",
    "rubric",
    "validity",
    "report",
)
"""The files of an assessment pack, without ".json"; resources/contracts/assessment-pack.schema.json describes each."""
PROCEDURE = "procedure"
"""One more, which a pack may leave out; pack-procedure.schema.json describes it."""


def load_assessment(source: Source, folder: str, manifest_sha256: str) -> Assessment:
    """Return the assessment in `folder`, every file checked against the manifest that the hash names.

    The contents are taken as they are: whoever pins a hash has checked the pack against its schema before
    (`calibration/pack.py` for the one that ships).

    Raises:
        DataFault: see `read_manifest` and `read_pack`; for what was measured of readings, see `read_validity`.
    """
    return build_assessment(read_parts(source, folder, manifest_sha256), manifest_sha256)


def read_parts(source: Source, folder: str, manifest_sha256: str) -> dict[str, Any]:
    """Return the parsed contents of a pack's files by their names, each file checked against the manifest.

    Raises:
        DataFault: see `read_manifest` and `read_pack`; "resource_missing" for a part that the manifest does not name.
    """
    files = read_pack(source, read_manifest(source, folder, manifest_sha256))
    for part in PARTS:
        if f"{part}.json" not in files:
            raise DataFault("resource_missing", name=f"{part}.json")
    read_validity(files["validity.json"])  # a doubled key is seen in the bytes alone
    return parts_of(files)


def parts_of(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the parsed contents of files that were checked."""
    present = (*PARTS, PROCEDURE) if f"{PROCEDURE}.json" in files else PARTS
    return {part: json.loads(files[f"{part}.json"]) for part in present}


def build_assessment(parts: Mapping[str, Any], pack_sha256: str) -> Assessment:
    """Return the records for the parsed contents of a pack's files."""
    pack = parts["pack"]
    return Assessment(
        id=pack["id"],
        version=pack["version"],
        pack_sha256=pack_sha256,
        title=pack["title"],
        languages=tuple(pack["languages"]),
        publisher=pack["publisher"],
        organisation=Organisation(**pack["organisation"]) if pack["organisation"] else None,
        groups=tuple(SkillGroup(**group) for group in parts["skills"]["groups"]),
        skills=tuple(_skill(raw) for raw in parts["skills"]["skills"]),
        formats={name: _format(name, raw) for name, raw in parts["formats"].items()},
        practice=_statement(pack["practice"], pack["practice"]["format"], {}),
        sections=tuple(_section(raw, parts) for raw in pack["sections"]),
        adaptive=_adaptive(pack["adaptive"], parts) if pack["adaptive"] else None,
        keys=tuple(_key(raw) for raw in parts["situation-keys"]),
        purposes=tuple(pack["purposes"]),
        rubric=parts["rubric"],
        validity=validity_of(parts["validity"]),
        situations_validity=situations_validity_of(parts["validity"]),
        advice={skill: _advice(raw) for skill, raw in parts["report"]["skills"].items()},
        procedure=_procedure(parts[PROCEDURE]) if PROCEDURE in parts else Procedure(),
    )


def _procedure(raw: Mapping[str, Any]) -> Procedure:
    from datetime import date  # few packs have one

    from progrez_desktop.core.model.keys import Kdf, KdfCost

    code = None
    if "start_code" in raw:
        told = raw["start_code"]
        cost = KdfCost(told["memory_kib"], told["time_cost"], told["parallelism"])
        code = StartCode(Kdf(cost, bytes.fromhex(told["salt"])), bytes.fromhex(told["stretched"]))
    closes = date.fromisoformat(raw["closes"]) if "closes" in raw else None
    return Procedure(closes, code, raw.get("time_limit_min"), raw.get("extra_time_by", "person"))


def _adaptive(raw: Mapping[str, Any], parts: Mapping[str, Any]) -> AdaptiveForm:
    """The adaptive form chooses from the blocks of the fixed one and from the reserve."""
    statements = parts["statements"]
    blocks, reserve = statements["blocks"], statements["reserve"]
    both = {name: [*blocks.get(name, ()), *reserve.get(name, ())] for name in {*blocks, *reserve}}
    pools = {**parts, "statements": {**statements, "blocks": both}}
    return AdaptiveForm(**{**raw, "sections": tuple(_section(one, pools) for one in raw["sections"])})


def _section(raw: Mapping[str, Any], parts: Mapping[str, Any]) -> Section:
    return Section(raw["id"], raw["kind"], raw.get("format"), _items(raw, parts))


def _items(section: Mapping[str, Any], parts: Mapping[str, Any]) -> tuple[Item, ...]:
    if section["kind"] == "situations":
        return tuple(_situation(raw) for raw in parts["situations"])
    if section["kind"] == "prompts":
        return tuple(_prompt(raw) for raw in parts["prompts"])
    statements, format_id = parts["statements"], section["format"]
    return tuple(_statement(raw, format_id, statements["calibrated"]) for raw in statements["blocks"][format_id])


def _statement(raw: Mapping[str, Any], format_id: str, calibrated: Mapping[str, bool]) -> Statement:
    instructed = raw["instructed"]["category"] if "instructed" in raw else None
    return Statement(raw["id"], format_id, raw["text"], calibrated, instructed)


def _prompt(raw: Mapping[str, Any]) -> Prompt:
    examples = {language: tuple(texts) for language, texts in raw.get("examples", {}).items()}
    return Prompt(**{**raw, "skills": tuple(raw.get("skills", ())), "examples": examples})


def _situation(raw: Mapping[str, Any]) -> Situation:
    return Situation(raw["id"], raw["text"], tuple(SituationAction(**action) for action in raw["actions"]))


def _key(raw: Mapping[str, Any]) -> SituationKey:
    return SituationKey(raw["situation"], raw["skill"], raw["best"], raw["worst"], raw["rationale"])


def _format(name: str, raw: Mapping[str, Any]) -> ResponseFormat:
    return ResponseFormat(name, len(raw["anchors"]), raw["question"], tuple(raw["anchors"]))


def _skill(raw: Mapping[str, Any]) -> Skill:
    # "esco" and "onet" name the same skill in public frameworks; they are read by exports, not shown to a person.
    return Skill(**{name: value for name, value in raw.items() if name not in ("esco", "onet")})


def _advice(raw: Mapping[str, Any]) -> SkillAdvice:
    seen = {standing: tuple(texts) for standing, texts in raw["seen"].items()}
    return SkillAdvice(seen, raw["use"], tuple(raw["grow"]), raw["ask"])
