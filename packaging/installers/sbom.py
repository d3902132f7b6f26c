"""The bill of materials (CycloneDX 1.6) of exactly what is in a build: each shared object, its hash and its owner."""

import json
import platform
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from installers import inside
from installers.freezing import is_library, name_of, sources
from installers.packages import ours, owners
from installers.plan import DISTRIBUTION, Plan
from progrez_desktop.core.services.about_build import licence_of


@dataclass
class Owner:
    """Whoever a file came with: a package, Python, a package of Debian."""

    ref: str
    name: str
    version: str
    licence: str
    kind: str = "library"
    files: list[Path] = field(default_factory=list)
    parts: dict[str, inside.Part] = field(default_factory=dict)
    listed: list[dict[str, Any]] = field(default_factory=list)
    """What the package itself says is in it."""


class NobodyNamesError(Exception):
    """A shared object is in the build, and nothing says whose it is."""


@cache
def owners_of(plan: Plan) -> dict[str, Owner]:
    """Return every owner of something in the build, by reference.

    Raises:
        NobodyNamesError: A shared object that no package, no library's name and no system accounts for.
    """
    found = {one.ref: one for one in (*_packages(plan), _python(), _bootloader())}
    taken_from = sources(plan)
    unnamed = []
    for path in sorted(plan.bundle.rglob("*")):
        if path.is_symlink() or not path.is_file() or not (is_library(path) or path.name == "progrez-bin"):
            continue
        owner = _owner(plan, path, taken_from, found)
        brought = owner is not None and owner.kind == "library" and inside.is_beside(path)
        part = inside.vendored(path) if brought else None
        if owner is None or (part is None and brought):
            unnamed.append(name_of(plan, path))
            continue
        owner.files.append(path)
        for one in (*([part] if part else []), *inside.parts_of(path)):
            owner.parts[f"{one.name} {one.version}"] = one
    if unnamed:
        raise NobodyNamesError(", ".join(unnamed))
    return found


def _owner(plan: Plan, path: Path, taken_from: dict[str, str], found: dict[str, Owner]) -> Owner | None:
    name = path.relative_to(plan.inside).as_posix() if path.is_relative_to(plan.inside) else path.name
    if name in owners():
        return found[_ref(owners()[name])]
    if name == "progrez-bin":
        return found["pyinstaller"]
    if name.startswith("libpython") or "lib-dynload" in name:
        return found["cpython"]
    return _of_system(taken_from.get(name, ""), found)


def _of_system(source: str, found: dict[str, Owner]) -> Owner | None:
    """Return the package of Debian that a library of the system came from."""
    if not source:
        return None
    package = next(filter(None, (_asked("dpkg", "-S", place) for place in _places(source))), "").partition(": ")[0]
    if not package:
        return None
    name = package.partition(":")[0]
    if name not in found:
        version = _asked("dpkg-query", "-W", "-f", "${Version}", package)
        found[name] = Owner(name, name, version, "see its copyright file", kind="system")
    return found[name]


def _places(source: str) -> tuple[str, ...]:
    """A library has two names where /lib is a link to /usr/lib, and dpkg knows it by one of them."""
    real = str(Path(source).resolve())
    return source, real, real.removeprefix("/usr"), f"/usr{real}"


def _asked(*command: str) -> str:
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    return asked.stdout.strip() if asked.returncode == 0 else ""


def _ref(package: str) -> str:
    return f"pypi/{package}"


def _packages(plan: Plan) -> Iterator[Owner]:
    for name, distribution in sorted(ours().items()):
        if name != DISTRIBUTION:
            owner = Owner(_ref(name), name, distribution.version, licence_of(distribution) or "see its text")
            owner.listed = list(_told_by(distribution))
            yield owner
    pdfium = json.loads((plan.inside / "pypdfium2_raw" / "version.json").read_text())
    numbers = ".".join(str(pdfium[part]) for part in ("major", "minor", "build", "patch"))
    yield Owner("pdfium", "PDFium", numbers, "BSD-3-Clause", kind="generic")


def _python() -> Owner:
    return Owner("cpython", "CPython", platform.python_version(), "PSF-2.0", kind="generic")


def _bootloader() -> Owner:
    version = metadata.version("pyinstaller")
    return Owner(
        "pyinstaller", "PyInstaller bootloader", version, "GPL-2.0-or-later WITH Bootloader-exception", "generic"
    )


def _told_by(distribution: metadata.Distribution) -> Iterator[dict[str, Any]]:
    """Yield what a wheel's own bill says was compiled into it: crates of Rust, libraries that it carries."""
    for file in distribution.files or ():
        if "sboms" in file.parts and file.suffix == ".json":
            bill = json.loads(Path(str(file.locate())).read_text("utf-8"))
            for one in bill.get("components", []):
                if one.get("name") != distribution.metadata["Name"] and one.get("type") in ("library", "framework"):
                    yield {key: one[key] for key in ("type", "name", "version", "purl") if key in one}


def bill(plan: Plan) -> dict[str, Any]:
    """Return the bill as CycloneDX has it."""
    found = owners_of(plan)
    refs = [one.ref for one in found.values()]
    program = {
        "type": "application",
        "bom-ref": "progrez-desktop",
        "name": "progrez-desktop",
        "version": plan.version,
        "purl": f"pkg:pypi/progrez-desktop@{plan.version}",
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, f"progrez {plan.version} {plan.commit} {plan.epoch}")
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(plan.epoch, UTC).isoformat(),
            "tools": {"components": [{"type": "application", "name": "packaging/installers/sbom.py"}]},
            "component": {**program, "properties": [{"name": "progrez:commit", "value": plan.commit or "unknown"}]},
        },
        "components": [_component(plan, one) for one in sorted(found.values(), key=lambda one: one.ref)],
        "dependencies": [{"ref": "progrez-desktop", "dependsOn": sorted(refs)}],
    }


def _component(plan: Plan, owner: Owner) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": owner.ref,
        "name": owner.name,
        "version": owner.version,
        "purl": _purl(owner),
        "licenses": [{"license": {"name": owner.licence}}],
    }
    nested = [*_parts(owner), *_listed(owner), *(_file(plan, owner, path) for path in owner.files)]
    return {**made, "components": nested} if nested else made


def _purl(owner: Owner) -> str:
    if owner.kind == "system":
        return f"pkg:deb/debian/{owner.name}@{owner.version}"
    kind = "pypi" if owner.ref.startswith("pypi/") else "generic"
    return f"pkg:{kind}/{owner.ref.rpartition('/')[2]}@{owner.version}"


def _parts(owner: Owner) -> Iterator[dict[str, Any]]:
    for key, part in sorted(owner.parts.items()):
        made: dict[str, Any] = {
            "type": "library",
            "bom-ref": f"{owner.ref}#{key}",
            "name": part.name,
            "purl": part.purl,
        }
        yield {**made, "version": part.version or "unknown", "licenses": [{"license": {"name": part.licence}}]}


def _listed(owner: Owner) -> Iterator[dict[str, Any]]:
    seen = set()
    for one in owner.listed:
        ref = f"{owner.ref}!{one['name']}@{one.get('version', '')}"
        if ref not in seen:
            seen.add(ref)
            yield {**one, "bom-ref": ref}


def _file(plan: Plan, owner: Owner, path: Path) -> dict[str, Any]:
    from hashlib import file_digest

    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    name = name_of(plan, path)
    hashes = [{"alg": "SHA-256", "content": digest}]
    return {"type": "file", "bom-ref": f"{owner.ref}/{name}", "name": name, "hashes": hashes}


def write(plan: Plan) -> Path:
    """Write the bill where the program finds it, after it was held against the schema.

    Raises:
        SystemExit: It is no valid CycloneDX, or a shared object is named by nobody.
    """
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    try:
        text = json.dumps(bill(plan), indent=1, sort_keys=True) + "\n"
    except (NobodyNamesError, LookupError) as unnamed:
        raise SystemExit(f"package: nobody says what this is: {unnamed}") from unnamed
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        raise SystemExit(f"package: the bill of materials is not valid: {fault}")
    place = plan.described / "sbom.cdx.json"
    place.write_text(text)
    return place
