"""Checks the shipped assessment, writes its manifest, and pins it, bank, text model and computing code by hash.

python -m calibration.pack            write resources/assessments/*/manifest.json, core/packs/pins.py and engine.py
python -m calibration.pack --check    write nothing; exit 1 when something is wrong or stale
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from calibration.engine_hash import engine_source
from progrez_desktop.core.packs import manifest as manifests
from progrez_desktop.core.packs.assessment_pack import PARTS
from progrez_desktop.core.packs.pack_check import Row, contract_problems, loose_ends, shown_rows
from progrez_desktop.core.packs.pack_check import bank_problems as check_bank
from progrez_desktop.core.packs.shipped import ASSESSMENT, BANK
from progrez_desktop.core.words import Words

REPO = Path(__file__).resolve().parent.parent
RESOURCES = REPO / "resources"
PINS = REPO / "progrez_desktop" / "core" / "packs" / "pins.py"
ENGINE = PINS.with_name("engine.py")
PUBLISHED = RESOURCES / "manual" / "changes.json"
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
    words = Words("en")
    broken = list(contract_problems(parts))
    yield from map(words.of_fault, broken)
    if broken:
        return
    yield from map(words.of_fault, loose_ends(parts))
    blocks, reserve = parts["statements"]["blocks"], parts["statements"]["reserve"]
    if bank is not None:
        yield from map(words.of_fault, check_bank(parts, bank))
        left = sorted(set(bank["skills"]) - {skill["id"] for skill in parts["skills"]["skills"]})
        yield from (f"{skill} of the bank is no skill of the pack" for skill in left)
    if skill_map is not None:
        core, longer = (_mapped(skill_map, longer=longer) for longer in (False, True))
        wrong = (shown_rows(parts, blocks) ^ core) | (shown_rows(parts, reserve) - longer)
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


def _mapped(skill_map: Path, *, longer: bool) -> set[Row]:
    with skill_map.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["skill"].endswith("_x") == longer]
    return {(f"{row['dataset']}/{row['column']}", int(row["n_categories"]), row["text"]) for row in rows}


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
