"""What this program is made of: its version, the packages in it with their licences, and whom its data come from.

A packaged build carries a file with all of it, and its bill of materials; a checkout tells it of what is installed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from progrez_desktop import __version__
from progrez_desktop.core.packs.shipped import Shipped, shipped
from progrez_desktop.core.resources import resource_json, resource_path, resource_text
from progrez_desktop.core.services import installed
from progrez_desktop.core.words import Words

_BUILD, _NOTICES, _BILL = "build.json", "notices.txt", "sbom.cdx.json"
_LICENCE_FILES = ("LICEN", "COPYING", "NOTICE", "AUTHORS", "OFL", "THIRDPARTY", "THIRD_PARTY")
_LINE = "=" * 78


@dataclass(frozen=True)
class Build:
    """Which version this is; commit and time of it only where it was packaged."""

    version: str
    commit: str = ""
    at_ms: int | None = None


def build() -> Build:
    if not resource_path("build", _BUILD).is_file():
        return Build(__version__)
    told = resource_json("build", _BUILD)
    return Build(told["version"], told["commit"], told["at_s"] * 1000)


def packages() -> dict[str, metadata.Distribution]:
    """Return every package of Python that the program needs and that is here, without itself, by its normal name.

    What is absent is told by `progrez doctor`.
    """
    found = {name: here for name, here in installed.needed() if here is not None and name != installed.DISTRIBUTION}
    return dict(sorted(found.items()))


def licence_of(distribution: metadata.Distribution) -> str:
    """Return what a package says its licence is, in its own short words; empty where it has none."""
    said = distribution.metadata
    expression, *_ = said.get_all("License-Expression") or [""]
    kinds = [
        line.rpartition("::")[2].strip() for line in said.get_all("Classifier") or () if line.startswith("License")
    ]
    licence, *_ = said.get_all("License") or [""]
    short = licence.strip()
    if expression or ("\n" not in short and 0 < len(short) < 80):
        return str(expression or short)
    return ", ".join(kind for kind in kinds if kind != "OSI Approved")


def licence_texts(distribution: metadata.Distribution) -> Iterator[str]:
    """Yield the text of every licence that a package brings."""
    for file in distribution.files or ():
        place = Path(str(file.locate()))
        named = place.name.upper().startswith(_LICENCE_FILES) or "licenses" in file.parts
        if named and place.suffix not in (".py", ".pyc", ".so", ".json", ".pyi") and place.is_file():
            yield place.read_text("utf-8", errors="replace").strip()


def notices() -> str:
    """Return the notices of everything that is in the program, with the texts of all licences."""
    return resource_text("build", _NOTICES) if resource_path("build", _NOTICES).is_file() else "".join(composed())


def bill() -> str | None:
    """Return the bill of materials (CycloneDX, JSON) of a packaged build; None in a checkout, which is none."""
    return resource_text("build", _BILL) if resource_path("build", _BILL).is_file() else None


def composed() -> Iterator[str]:
    """Yield the notices of what is installed, in English: credits of data, packages, and each text once."""
    english = Words("en")
    for title, text in (("build.data", "build.data_text"), ("build.qt", "build.qt_text")):
        yield f"{english(title)}\n\n{english(text)}\n\n"
    bringing: dict[str, list[str]] = {}
    for name, distribution in packages().items():
        title = f"{name} {distribution.version}"
        yield f"{title}: {licence_of(distribution) or 'see below'}\n"
        for text in licence_texts(distribution):
            bringing.setdefault(text, []).append(title)
    for text, titles in bringing.items():
        yield f"\n{_LINE}\n{', '.join(dict.fromkeys(titles))}\n{_LINE}\n\n{text}\n"


def build_card(words: Words, files: Shipped | None = None) -> str:
    """Return, as Markdown in the person's language, what this build is and what is in it."""
    this, files = build(), files or shipped()
    which = "build.packaged" if this.at_ms is not None else "build.checkout"
    date = words.date(this.at_ms) if this.at_ms is not None else ""
    parts = [
        words(which, version=this.version, commit=this.commit or "–", date=date),
        words("build.no_licence"),
        words("build.where", notices="progrez about --notices", bill="progrez about --sbom"),
        *(
            text
            for part in ("data", "qt", "fonts")
            for text in (f"## {words(f'build.{part}')}", words(f"build.{part}_text"))
        ),
        f"## {words('build.parts')}",
        _table(words, _parts()),
    ]
    return "\n\n".join(parts)


def _parts() -> Iterator[tuple[str, str, str]]:
    """Yield name, version and licence of each part: from the bill, with what is inside them, or as installed."""
    told = bill()
    if told is None:
        yield from ((name, one.version, licence_of(one)) for name, one in packages().items())
        return
    for one in json.loads(told)["components"]:
        yield _row(one, "")
        for inner in one.get("components", []):
            if inner["type"] != "file" and "licenses" in inner:
                yield _row(inner, one["name"])


def _row(component: dict[str, object], inside: str) -> tuple[str, str, str]:
    licences = component.get("licenses")
    assert isinstance(licences, list)
    name = f"{component['name']} ({inside})" if inside else str(component["name"])
    return name, str(component.get("version", "")), str(licences[0]["license"]["name"])


def _table(words: Words, rows: Iterator[tuple[str, str, str]]) -> str:
    head = " | ".join(words(f"build.column.{name}") for name in ("part", "version", "licence"))
    lines = (" | ".join(cell.replace("|", "/").replace("\n", " ") for cell in row) for row in rows)
    return "\n".join([f"| {head} |", "| --- | --- | --- |", *(f"| {line} |" for line in lines)])
