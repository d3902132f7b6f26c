"""Checks the shipped assessment, writes its manifest, and pins it, bank, text model and computing code by hash.

python -m calibration.pack            write resources/assessments/*/manifest.json, core/packs/pins.py and engine.py
python -m calibration.pack --check    write nothing; exit 1 when something is wrong or stale
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs

from calibration.engine_hash import engine_source
from progrez_desktop.core.packs import manifest as manifests
from progrez_desktop.core.packs.assessment_pack import PARTS
from progrez_desktop.core.packs.shipped import ASSESSMENT, BANK

REPO = Path(__file__).resolve().parent.parent
RESOURCES = REPO / "resources"
PINS = REPO / "progrez_desktop" / "core" / "packs" / "pins.py"
ENGINE = PINS.with_name("engine.py")
PUBLISHED = RESOURCES / "manual" / "changes.json"
SKILL_MAP = REPO.parent / "shared" / "data" / "skill_map.csv"
_PINNED_FOLDERS = ("bank", "model")
ONE_INSTRUCTED_IN = 50


def read_parts(folder: Path) -> dict[str, Any]:
    """Return the parsed contents of an assessment's files, by the name of the file without ".json"."""
    return {part: json.loads((folder / f"{part}.json").read_bytes()) for part in PARTS}


def manifest_bytes(folder: Path) -> bytes:
    """Return the manifest that fits the files in `folder` as they are now."""
    files = {f"{part}.json": manifests.sha256_of((folder / f"{part}.json").read_bytes()) for part in sorted(PARTS)}
    return (json.dumps({"contract": manifests.CONTRACT, "files": files}, indent=2) + "\n").encode()


def pins_source(resources: Path) -> str:
    """Return the Python module that pins everything below `resources` that ships by hash."""
    manifest = manifest_bytes(resources / ASSESSMENT)
    pins = {f"{ASSESSMENT}/{manifests.MANIFEST}": manifests.sha256_of(manifest)}
    for folder in _PINNED_FOLDERS:
        for path in sorted(path for path in (resources / folder).glob("*") if path.is_file()):
            pins[path.relative_to(resources).as_posix()] = manifests.sha256_of(path.read_bytes())
    lines = (f'    "{name}": "{sha256}",' for name, sha256 in pins.items())
    title = (
        '"""SHA-256 of everything that ships, by its name below resources/. Written by `python -m calibration.pack`."""'
    )
    return "\n".join((title, "", "PINS = {", *lines, "}", ""))


def problems(parts: dict[str, Any], bank: Any | None = None, skill_map: Path | None = None) -> Iterator[str]:
    """Tell what is wrong with a pack: against its schema, in itself, and against the bank and the map of skills."""
    broken = [*_against("assessment-pack", parts), *_against("reading-validity", parts.get("validity"))]
    if broken:
        yield from (f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in broken)
        return
    yield from _loose_ends(parts)
    blocks, reserve = parts["statements"]["blocks"], parts["statements"]["reserve"]
    if bank is not None:
        core = set(_of_bank(bank["skills"].values()))
        yield from (f"differs from the bank: {row}" for row in sorted(_shown(parts, blocks) ^ core))
        yield from _adaptive_problems(parts, bank)
    if skill_map is not None:
        core, longer = (_mapped(skill_map, longer=longer) for longer in (False, True))
        wrong = (_shown(parts, blocks) ^ core) | (_shown(parts, reserve) - longer)
        yield from (f"differs from {skill_map.name}: {row}" for row in sorted(wrong))


def bank_problems(bank: bytes, published: list[dict[str, Any]]) -> Iterator[str]:
    """Tell where a version of the bank is not the name of one file: listed with its hash, each of them once."""
    for field in ("bank", "sha256"):
        listed = [one[field] for one in published]
        yield from (
            f"{name} is published twice" for name in sorted({name for name in listed if listed.count(name) > 1})
        )
    version, sha256 = json.loads(bank)["version"], manifests.sha256_of(bank)
    listed_as = {one["bank"]: one["sha256"] for one in published}
    if version not in listed_as:
        yield f"bank {version} is not in {PUBLISHED.name}: add it with its hash {sha256}"
    elif listed_as[version] != sha256:
        yield f"another file is published as bank {version}: give the changed bank a version of its own"


def _against(contract: str, value: Any) -> Iterator[jsonschema_rs.ValidationError]:
    schema = json.loads((RESOURCES / "contracts" / f"{contract}.schema.json").read_bytes())
    yield from jsonschema_rs.Draft202012Validator(schema).iter_errors(value)


Row = tuple[str, int, str]
"""A statement as the bank, the map of skills and the pack name it: id, categories, text in English."""


def _shown(parts: dict[str, Any], blocks: dict[str, Any]) -> set[Row]:
    """What is scored of some blocks."""
    categories = {name: len(raw["anchors"]) for name, raw in parts["formats"].items()}
    return {
        (item["id"], categories[name], item["text"]["en"])
        for name, block in blocks.items()
        for item in block
        if "instructed" not in item
    }


def _of_bank(scales: Iterable[Any]) -> Iterator[Row]:
    return ((item["id"], item["categories"], item["text"]) for scale in scales for item in scale["items"])


def _adaptive_problems(parts: dict[str, Any], bank: Any) -> Iterator[str]:
    """Whether the adaptive form has a text for every statement that it may ask, in a section of its own format."""
    form = parts["pack"]["adaptive"]
    every = {**bank["skills"], **bank["extended"]}
    reserve = _shown(parts, parts["statements"]["reserve"])
    wanted: set[Row] = set()
    formats: set[str] = set()
    if form is not None:
        yield from (f"the bank has no scale {name}" for name in form["scales"].values() if name not in every)
        scales = [every[name] for name in form["scales"].values() if name in every]
        wanted = set(_of_bank(scales)) - _shown(parts, parts["statements"]["blocks"])
        formats = {item["format"] for scale in scales for item in scale["items"]}
        shown = {section["format"] for section in form["sections"] if section["kind"] == "statements"}
        if formats != shown:
            yield "the sections of the adaptive form are not those of the formats of its scales"
        for name in (name for name in form["scales"].values() if name in every):
            if len({item["format"] for item in every[name]["items"]}) != 1:
                yield f"the items of {name} are in more than one response format"
    yield from (f"reserve and scales of the adaptive form differ: {row}" for row in sorted(reserve ^ wanted))


def _mapped(skill_map: Path, *, longer: bool) -> set[Row]:
    with skill_map.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["skill"].endswith("_x") == longer]
    return {(f"{row['dataset']}/{row['column']}", int(row["n_categories"]), row["text"]) for row in rows}


def _loose_ends(parts: dict[str, Any]) -> Iterator[str]:
    """References that a schema can't follow."""
    blocks, formats, form = parts["statements"]["blocks"], parts["formats"], parts["pack"]["adaptive"]
    reserve, skills = parts["statements"]["reserve"], {skill["id"] for skill in parts["skills"]["skills"]}
    shown = [section["format"] for section in parts["pack"]["sections"] if section["kind"] == "statements"]
    if sorted(shown) != sorted(blocks) or not {*shown, *reserve, parts["pack"]["practice"]["format"]} <= set(formats):
        yield "sections, blocks and formats do not name the same response formats"
    if form is not None and set(form["scales"]) != skills:
        yield "the adaptive form does not name a scale for every skill"
    if form is not None and _others(form["sections"]) != _others(parts["pack"]["sections"]):
        yield "the two forms do not have the same situations and prompts"
    listed = [(name, item) for part in (blocks, reserve) for name, block in part.items() for item in block]
    for name, item in listed:
        dataset = formats[name]["dataset"] if name in formats else ""
        if item["id"].split("/")[0] != ("instructed" if "instructed" in item else dataset):
            yield f"{item['id']} is not of {dataset}"
    yield from _instructed_problems(parts)
    ids = [item["id"] for _, item in listed] + [item["id"] for item in (*parts["situations"], *parts["prompts"])]
    yield from (f"the id {name} is there twice" for name in {name for name in ids if ids.count(name) > 1})
    actions = {item["id"]: {action["id"] for action in item["actions"]} for item in parts["situations"]}
    for key in parts["situation-keys"]:
        known = {key["best"], key["worst"]} <= actions.get(key["situation"], set()) and key["skill"] in skills
        if not known or key["best"] == key["worst"]:
            yield f"the key of {key['situation']} names what is not there"
    if sorted(actions) != sorted(key["situation"] for key in parts["situation-keys"]):
        yield "not every situation has exactly one key"
    if set(parts["rubric"]["skills"]) != skills:
        yield "the rubric and the skills do not name the same skills"
    if set(parts["report"]["skills"]) != skills:
        yield "the report and the skills do not name the same skills"
    named = {
        *parts["validity"]["skills"],
        *(skill for prompt in parts["prompts"] for skill in prompt.get("skills", ())),
    }
    yield from (f"prompts or validity name {skill}, which is no skill" for skill in sorted(named - skills))


def _instructed_problems(parts: dict[str, Any]) -> Iterator[str]:
    """Whether those that name an answer are few, and name in each language the one that counts."""
    blocks = parts["statements"]["blocks"]
    named = [(name, item) for name, block in blocks.items() for item in block if "instructed" in item]
    if ONE_INSTRUCTED_IN * len(named) > sum(map(len, blocks.values())):
        yield f"more than one statement in {ONE_INSTRUCTED_IN} is instructed"
    for name, item in named:
        anchors = parts["formats"][name]["anchors"] if name in parts["formats"] else []
        category = item["instructed"]["category"]
        if category > len(anchors):
            yield f"{item['id']} names an answer that its format does not have"
            continue
        for language, text in item["text"].items():
            # In quotation marks: "Disagree" is part of other answers too.
            if not re.search(f"[“‘]{re.escape(anchors[category - 1][language])}[”’]", text):
                yield f"{item['id']} does not name its answer in {language}"


def _others(sections: Iterable[Any]) -> list[Any]:
    return [section for section in sections if section["kind"] != "statements"]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m calibration.pack", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something is wrong or stale")
    check = parser.parse_args(arguments).check
    bank = json.loads((RESOURCES / BANK).read_bytes()) if (RESOURCES / BANK).is_file() else None
    wrong = list(problems(read_parts(RESOURCES / ASSESSMENT), bank, SKILL_MAP if SKILL_MAP.is_file() else None))
    if bank is not None:
        wrong += bank_problems((RESOURCES / BANK).read_bytes(), json.loads(PUBLISHED.read_bytes()))
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    written = {
        RESOURCES / ASSESSMENT / manifests.MANIFEST: manifest_bytes(RESOURCES / ASSESSMENT),
        PINS: pins_source(RESOURCES).encode(),
        ENGINE: engine_source(REPO).encode(),
    }
    stale = [path for path, content in written.items() if not path.is_file() or path.read_bytes() != content]
    for path in stale:
        if not check:
            path.write_bytes(written[path])
        print(f"{'stale' if check else 'written'}: {path.relative_to(REPO)}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
