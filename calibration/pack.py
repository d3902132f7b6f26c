"""Checks the shipped assessment, writes its manifest, and pins it, the item bank and the text model by hash.

python -m calibration.pack            write resources/assessments/*/manifest.json and core/packs/pins.py
python -m calibration.pack --check    write nothing; exit 1 when something is wrong or stale
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs

from progrez_desktop.core.packs import manifest as manifests
from progrez_desktop.core.packs.assessment_pack import PARTS
from progrez_desktop.core.packs.shipped import ASSESSMENT, BANK

REPO = Path(__file__).resolve().parent.parent
RESOURCES = REPO / "resources"
PINS = REPO / "progrez_desktop" / "core" / "packs" / "pins.py"
SKILL_MAP = REPO.parent / "shared" / "data" / "skill_map.csv"
_PINNED_FOLDERS = ("bank", "model")


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
    formats = {item["id"]: name for name, block in parts["statements"]["blocks"].items() for item in block}
    texts = {item["id"]: item["text"]["en"] for block in parts["statements"]["blocks"].values() for item in block}
    categories = {name: len(raw["anchors"]) for name, raw in parts["formats"].items()}
    mine = {(name, categories[formats[name]], texts[name]) for name in formats}
    if bank is not None:
        theirs = {(i["id"], i["categories"], i["text"]) for skill in bank["skills"].values() for i in skill["items"]}
        yield from (f"differs from the bank: {row}" for row in sorted(mine ^ theirs))
    if skill_map is not None:
        yield from (f"differs from {skill_map.name}: {row}" for row in sorted(mine ^ _mapped(skill_map)))


def _against(contract: str, value: Any) -> Iterator[jsonschema_rs.ValidationError]:
    schema = json.loads((RESOURCES / "contracts" / f"{contract}.schema.json").read_bytes())
    yield from jsonschema_rs.Draft202012Validator(schema).iter_errors(value)


def _mapped(skill_map: Path) -> set[tuple[str, int, str]]:
    with skill_map.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["skill"].endswith("_x")]
    return {(f"{row['dataset']}/{row['column']}", int(row["n_categories"]), row["text"]) for row in rows}


def _loose_ends(parts: dict[str, Any]) -> Iterator[str]:
    """References that a schema can't follow."""
    blocks, formats = parts["statements"]["blocks"], parts["formats"]
    shown = [section["format"] for section in parts["pack"]["sections"] if section["kind"] == "statements"]
    if sorted(shown) != sorted(blocks) or not {*shown, parts["pack"]["practice"]["format"]} <= set(formats):
        yield "sections, blocks and formats do not name the same response formats"
    for name, block in blocks.items():
        dataset = formats[name]["dataset"] if name in formats else ""
        yield from (f"{item['id']} is not of {dataset}" for item in block if item["id"].split("/")[0] != dataset)
    ids = [item["id"] for block in blocks.values() for item in block]
    ids += [item["id"] for item in (*parts["situations"], *parts["prompts"])]
    yield from (f"the id {name} is there twice" for name in {name for name in ids if ids.count(name) > 1})
    skills = {skill["id"] for skill in parts["skills"]["skills"]}
    actions = {item["id"]: {action["id"] for action in item["actions"]} for item in parts["situations"]}
    for key in parts["situation-keys"]:
        known = {key["best"], key["worst"]} <= actions.get(key["situation"], set()) and key["skill"] in skills
        if not known or key["best"] == key["worst"]:
            yield f"the key of {key['situation']} names what is not there"
    if sorted(actions) != sorted(key["situation"] for key in parts["situation-keys"]):
        yield "not every situation has exactly one key"
    if set(parts["rubric"]["skills"]) != skills:
        yield "the rubric and the skills do not name the same skills"
    named = {
        *parts["validity"]["skills"],
        *(skill for prompt in parts["prompts"] for skill in prompt.get("skills", ())),
    }
    yield from (f"prompts or validity name {skill}, which is no skill" for skill in sorted(named - skills))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m calibration.pack", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something is wrong or stale")
    check = parser.parse_args(arguments).check
    bank = json.loads((RESOURCES / BANK).read_bytes()) if (RESOURCES / BANK).is_file() else None
    wrong = list(problems(read_parts(RESOURCES / ASSESSMENT), bank, SKILL_MAP if SKILL_MAP.is_file() else None))
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    written = {
        RESOURCES / ASSESSMENT / manifests.MANIFEST: manifest_bytes(RESOURCES / ASSESSMENT),
        PINS: pins_source(RESOURCES).encode(),
    }
    stale = [path for path, content in written.items() if not path.is_file() or path.read_bytes() != content]
    for path in stale:
        if not check:
            path.write_bytes(written[path])
        print(f"{'stale' if check else 'written'}: {path.relative_to(REPO)}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
