"""The packs of this device as an operator looks at them: which runs, whose it is, what it asks; and one from a file."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.assessment import Assessment, LocalText
from progrez_desktop.core.packs.manifest import sha256_of
from progrez_desktop.core.packs.pins import PINS
from progrez_desktop.core.packs.shipped import MODEL
from progrez_desktop.core.packs.signed_pack import MOST_BYTES
from progrez_desktop.core.services import packs
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.pack_checking import Kind, Looked, every_problem, look
from progrez_desktop.core.services.running_packs import read_whole
from progrez_desktop.core.store.pack_store import Installed

Standing = Literal["runs", "chosen", "ends", "installed", "damaged"]
"""chosen: from the next start on; ends: until then."""
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Procedure:
    """What an assessment says of itself that an operator has to know."""

    title: LocalText
    organisation: LocalText | None
    procedure: LocalText | None
    closes: date | None
    asks_code: bool

    @classmethod
    def of(cls, assessment: Assessment) -> "Procedure":
        whose, asked = assessment.organisation, assessment.procedure
        has_code = asked.start_code is not None
        if whose is None:
            return cls(assessment.title, None, None, asked.closes, has_code)
        return cls(assessment.title, whose.name, whose.procedure, asked.closes, has_code)


@dataclass(frozen=True)
class OnShelf:
    """One pack. Without `installed` it is what shipped."""

    kind: Kind
    name: str
    """Id and version."""
    sha256: str
    publisher: str
    standing: Standing
    installed: Installed | None = None
    needed: int = 0
    """In so many safes there is something of it."""
    procedure: Procedure | None = None
    is_over: bool = False
    """Whether its last day to begin is over."""

    @property
    def may_be_removed(self) -> bool:
        return self.installed is not None and self.installed.state != "in_use" and not self.needed


def look_at_all(deps: Deps) -> tuple[OnShelf, ...]:
    """Return what shipped and what was installed, assessments first."""
    every = deps.device.packs.all()
    chosen = {one.kind: one.sha256 for one in every if one.state == "in_use"}
    ships = deps.shipped.assessment()
    runs = deps.assessment.pack_sha256
    first = OnShelf(
        "assessment",
        f"{ships.id}@{ships.version}",
        ships.pack_sha256,
        ships.publisher,
        _standing(ships.pack_sha256, chosen.get("assessment", ships.pack_sha256), runs),
        procedure=Procedure.of(ships),
    )
    model = OnShelf("model", "", PINS[MODEL], ships.publisher, _shipped_model(deps, "model" in chosen))
    found = [_on_shelf(deps, one, chosen.get(one.kind), runs) for one in every]
    return (first, *(one for one in found if one.kind == "assessment"), model, *_models(found))


def _models(found: list[OnShelf]) -> list[OnShelf]:
    return [one for one in found if one.kind == "model"]


def _on_shelf(deps: Deps, one: Installed, chosen: str | None, runs: str) -> OnShelf:
    name, needed = f"{one.id}@{one.version}", deps.device.packs.users(one.sha256)
    standing: Standing = "installed"
    assessment = None
    try:
        if one.kind == "model":
            onnx = read_whole(deps.folder, one.file_sha256).read(MODEL.rpartition("/")[2])
            is_running = sha256_of(onnx) == deps.shipped.sha256(MODEL)
            standing = _standing(one.sha256, chosen, one.sha256 if is_running else "")
        else:
            assessment = packs.read(deps, one)
            standing = _standing(one.sha256, chosen, runs)
    except DataFault:
        standing = "damaged"
    procedure = Procedure.of(assessment) if assessment is not None else None
    over = procedure is not None and procedure.closes is not None and procedure.closes < _day(deps)
    return OnShelf(one.kind, name, one.sha256, one.publisher, standing, one, needed, procedure, over)


def _shipped_model(deps: Deps, is_another_chosen: bool) -> Standing:
    is_running = deps.shipped.sha256(MODEL) == PINS[MODEL]
    if is_another_chosen:
        return "ends" if is_running else "installed"
    return "runs" if is_running else "chosen"


def _standing(sha256: str, chosen: str | None, runs: str) -> Standing:
    if sha256 == chosen:
        return "runs" if sha256 == runs else "chosen"
    return "ends" if sha256 == runs else "installed"


def _day(deps: Deps) -> date:
    from progrez_desktop.core.duty import day_of

    return day_of(deps.latest_ms())


# One from a file


@dataclass(frozen=True)
class FromFile:
    """A pack that somebody brought, checked as a whole; with a problem it is not taken in."""

    content: bytes = field(repr=False)
    problems: tuple[DataFault, ...]
    kind: Kind = "assessment"
    name: str = ""
    publisher: str = ""
    sha256: str = ""
    procedure: Procedure | None = None
    is_here: bool = False


def read(path: Path, tell: Callable[[int, int], None], is_stopped: Callable[[], bool]) -> bytes | None:
    """Return what is in a file, no more than a pack can have; None where it was stopped. `tell` is told KiB.

    Raises:
        DataFault: "file_not_found", "file_not_readable".
    """
    read_so_far = bytearray()
    try:
        size = min(path.stat().st_size, MOST_BYTES + 1)
        with path.open("rb") as file:
            while len(read_so_far) <= MOST_BYTES and (chunk := file.read(_CHUNK)):
                if is_stopped():
                    return None
                read_so_far += chunk
                tell(min(len(read_so_far), size) >> 10, size >> 10)
    except FileNotFoundError as error:
        raise DataFault("file_not_found", file=path.name) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise DataFault("file_not_readable", file=path.name) from error
    return bytes(read_so_far)


def check(deps: Deps, content: bytes) -> FromFile:
    """Return what a pack is, and everything for which this device does not take it in."""
    found = tuple(every_problem(content, deps.shipped, _day(deps)))
    if found:
        return FromFile(content, found)
    looked = look(content)
    procedure = Procedure.of(looked.assessment()) if looked.kind == "assessment" else None
    return FromFile(
        content,
        tuple(_refusals(deps, looked)),
        looked.kind,
        f"{looked.document['id']}@{looked.document['version']}",
        str(looked.document["publisher"]),
        looked.manifest.sha256,
        procedure,
        is_here=deps.device.packs.find(looked.manifest.sha256) is not None,
    )


def _refusals(deps: Deps, looked: Looked) -> list[DataFault]:
    try:
        packs.check_trusted(deps, looked)
    except DataFault as fault:
        return [fault]
    return []
