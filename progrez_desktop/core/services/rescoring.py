"""Computes a stored result again, with the files that it names by hash, and tells what differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from json import dumps, loads
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import keep_contract, read_json_document
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.model.assessment import Assessment, Section, Situation, Statement
from progrez_desktop.core.model.given import Given
from progrez_desktop.core.model.profile import Profile, Provenance
from progrez_desktop.core.packs.assessment_pack import build_assessment
from progrez_desktop.core.packs.engine import ENGINE_SHA256
from progrez_desktop.core.packs.manifest import MANIFEST, Folder, Source, read_manifest, read_pack, sha256_of
from progrez_desktop.core.packs.pack_check import contract_problems
from progrez_desktop.core.packs.shipped import QUALITY
from progrez_desktop.core.packs.signed_pack import MOST_BYTES, Held
from progrez_desktop.core.profile import scored_lines
from progrez_desktop.core.resources import resource_json
from progrez_desktop.core.services.measuring import Instruments, Naming, profile_of
from progrez_desktop.core.services.pack_checking import parts_in
from progrez_desktop.core.services.results import ENGINE
from progrez_desktop.core.store.forms import canonical
from progrez_desktop.core.store.result_record import given_from_json, profile_of_record, record_of
from progrez_desktop.scoring.errors import ScoringError

if TYPE_CHECKING:
    from progrez_desktop.core.model.local_measure import LocalKey
    from progrez_desktop.core.packs.shipped import Shipped
    from progrez_desktop.scoring.bank import Bank
    from progrez_desktop.scoring.norms import Norm
    from progrez_desktop.scoring.quality.thresholds import Thresholds
    from progrez_desktop.scoring.scorer import Scorer

LOCAL = "/local"
"""How the id of a norm ends that grew on a device."""

_SHOWN = 12
"""Digits of a hash that a message shows: enough to tell two files apart."""


@dataclass(frozen=True)
class RescoreFiles:
    """What a result is computed with, each as it was given; nothing of it is trusted by its name."""

    assessment: Assessment
    bank: bytes
    thresholds: bytes
    keys: Sequence[bytes] = ()
    """Keys of situations from responses, each as resources/contracts/situation-key.schema.json has it."""


@dataclass(frozen=True)
class Difference:
    """A place as a JSON pointer, and what stood there and stands there now, as JSON; nothing where it is not there."""

    place: str
    then: str
    now: str


MadeBy = Literal["this", "another", "not_named"]
"""Which sources a result says that it was computed by: those of this version, others, or it names none."""


@dataclass(frozen=True)
class Rescored:
    """`largest` is how far two numbers lie apart at most; `skills` is how many were computed.

    Equal bytes say that the result follows from the answers in the file. They don't say that it is the result that
    was made then: nothing is signed, and whoever can write the file can write answers and a result that go together.
    What no answer decides (ids, day, and who made it where that was not this version) is taken over and not checked.
    """

    differences: tuple[Difference, ...]
    largest: float
    skills: int
    made_by: MadeBy
    then: Provenance

    @property
    def is_same(self) -> bool:
        """Whether the record is the same, byte for byte."""
        return not self.differences


def rescore(document: bytes, files: RescoreFiles) -> Rescored:
    """Compute the result in an exported file again.

    Args:
        document: As resources/contracts/result-export.schema.json has it.

    Raises:
        DataFault: What is wrong with the file (`json_...`); "rescore_other_bank", "rescore_other_pack",
            "rescore_other_thresholds" or "rescore_other_norm", where a file is not the one that the result names;
            "rescore_bank_form", "rescore_bank_unread" or "rescore_thresholds_form", where it is, in a form that this
            version does not read;
            "rescore_local_norm" or "rescore_other_key" where a norm or key from the device that made it is missing, or
            is not what its name says;
            "rescore_answer", naming an item that the pack does not have, or not with that answer.
    """
    content = read_json_document(document, "result-export")
    keep_contract(content["result"], "result-record", "/result")
    stored, given = profile_of_record(content["result"]), given_from_json(content["responses"])
    made_by = _made_by(stored.provenance)
    try:
        norms = _local_norms(stored, content.get("norms", []))
        tools = _instruments(stored, given, files, norms)
        _check_answers(given, tools)
        again = profile_of(given, tools, _named(stored, given, made_by))
    except ScoringError as error:
        raise DataFault("rescore_not_possible", reason=shown(str(error))) from error
    again = _as_before_quality(again) if stored.quality is None else again
    then, now = content["result"], record_of(again)
    differences = () if canonical(then) == canonical(now) else tuple(_differences("", then, now))
    return Rescored(differences, _largest(then, now), len(again.lines), made_by, stored.provenance)


def follows(document: bytes, shipped: "Shipped", assessment: Assessment | None = None) -> bool:
    """Return whether the result in a file follows from its answers, by what ships, or by another assessment.

    False where that can't be told here: it was made with another bank, pack, key or version.

    Raises:
        DataFault: As `rescore`; "result_changed" where something else comes out.
    """
    files = RescoreFiles(assessment or shipped.assessment(), shipped.bank(), shipped.read(QUALITY))
    try:
        found = rescore(document, files)
    except DataFault as fault:
        if fault.code in _MADE_ELSEWHERE:
            return False
        raise
    changed = [one.place for one in found.differences if not _is_rounding(one)]
    if changed and found.made_by == "this":
        raise DataFault("result_changed", place=shown(f"/result{changed[0]}"))
    return not changed


_MADE_ELSEWHERE = ("rescore_other_bank", "rescore_other_pack", "rescore_other_thresholds", "rescore_other_key")
_ROUNDING = 1e-9
"""What another processor may make of the same sums."""


def _is_rounding(one: Difference) -> bool:
    try:
        return abs(float(one.then) - float(one.now)) <= _ROUNDING
    except ValueError:
        return False


def _made_by(made_with: Provenance) -> MadeBy:
    if made_with.engine_sha256 is None:
        return "not_named"
    return "this" if made_with.engine_sha256 == ENGINE_SHA256 else "another"


def _named(stored: Profile, given: Given, made_by: MadeBy) -> Naming:
    """Return what no answer decides. This version knows what it calls itself; of others the file is believed."""
    made_with = stored.provenance
    who = (stored.id, stored.attempt_id, stored.finished_ms)
    if made_by == "this":
        reads = any(prompt.levels for prompt in given.prompts)
        return Naming(*who, ENGINE, made_with.model_sha256 if reads else None, ENGINE_SHA256)
    return Naming(*who, made_with.engine, made_with.model_sha256, made_with.engine_sha256)


_OF_A_PACK = {"resource_missing": "pack_file_missing", "resource_changed": "pack_file_changed"}
"""By what is said of a part of this program, what is said of a file in a pack."""


def assessment_in(place: Path) -> Assessment:
    """Return the assessment in a folder or in the file of a pack, with the hash that names it; whether it is the right
    one is told later.

    Raises:
        DataFault: "file_not_found", "file_not_readable"; "pack_file_missing", "pack_file_changed" or what else is wrong
            with the pack.
    """
    source: Source = Folder(place) if place.is_dir() else Held.of(_whole_file(place))
    try:
        sha256 = sha256_of(source.read(MANIFEST))
        files = read_pack(source, read_manifest(source, "", sha256))
    except DataFault as fault:
        if fault.code not in _OF_A_PACK:
            raise
        # No part of this program: installing that again would mend nothing.
        raise DataFault(_OF_A_PACK[fault.code], **fault.params) from fault
    parts = parts_in(files)
    for problem in contract_problems(parts):
        raise problem
    assessment = build_assessment(parts, sha256)
    situations = {item.id for item in assessment.items if isinstance(item, Situation)}
    if not {key.situation_id for key in assessment.keys} <= situations:
        raise DataFault("pack_file_changed", name=place.name)
    return assessment


def _whole_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise DataFault("file_not_found", file=str(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise DataFault("file_not_readable", file=str(path)) from error


def _instruments(stored: Profile, given: Given, files: RescoreFiles, norms: Mapping[str, "Norm"]) -> Instruments:
    made_with = stored.provenance
    _check_hash("bank", made_with.bank_sha256, sha256_of(files.bank), made_with.engine)
    _check_hash("pack", made_with.pack_sha256, files.assessment.pack_sha256, made_with.engine)
    found = sha256_of(files.thresholds)
    if stored.quality is not None:
        _check_hash("thresholds", stored.quality.thresholds_sha256, found, made_with.engine)
    scorer = _scorer(_bank(given, files, made_with), norms)
    if scorer.bank.norm_set != made_with.norm_id:
        raise DataFault("rescore_other_norm", norm=shown(made_with.norm_id), bank=scorer.bank.norm_set)
    limits = _thresholds(files, made_with).checked_for(scorer.bank.sha256)
    return Instruments(files.assessment, scorer, limits, found, _local_keys(stored, files))


def _thresholds(files: RescoreFiles, made_with: Provenance) -> "Thresholds":
    from progrez_desktop.scoring.quality.thresholds import SCHEMA, Thresholds

    try:
        return Thresholds.from_bytes(files.thresholds)
    except ScoringError as error:
        told = {"why": _why_not_read(files.thresholds, SCHEMA, error), "reader": shown(made_with.engine)}
        raise DataFault("rescore_thresholds_form", reads=SCHEMA, **told) from error


def _bank(given: Given, files: RescoreFiles, made_with: Provenance) -> "Bank":
    """Return the scales of the form. A bank that has the hash named is as it was saved; it may be one of before."""
    from progrez_desktop.scoring import scales
    from progrez_desktop.scoring.bank import SCHEMA, Bank

    try:
        if given.form == "fixed":
            return Bank.from_bytes(files.bank)
        if files.assessment.adaptive is None:
            raise DataFault("rescore_no_adaptive_form")
        return scales.of_form(files.bank, files.assessment.adaptive.scales)
    except ScoringError as error:
        why = _why_not_read(files.bank, SCHEMA, error)
        readers = {one["form"]: one["read_by"] for one in resource_json("manual", "changes.json")}
        if why in readers:
            raise DataFault("rescore_bank_form", reads=SCHEMA, why=why, reader=readers[why]) from error
        raise DataFault("rescore_bank_unread", reads=SCHEMA, why=why, engine=shown(made_with.engine)) from error


def _why_not_read(document: bytes, reads: str, error: ScoringError) -> str:
    """Return the form that a file says it has, or what is wrong where it is the right one."""
    try:
        read = loads(document)
    except ValueError:
        return shown(str(error))
    form = read.get("schema") if isinstance(read, dict) else None
    return shown(str(error) if form in (None, reads) else str(form))


def _scorer(bank: "Bank", norms: Mapping[str, "Norm"]) -> "Scorer":
    from progrez_desktop.scoring import scales
    from progrez_desktop.scoring.scorer import Scorer

    return Scorer(scales.with_norms(bank, norms))


def _local_norms(stored: Profile, records: Sequence[Mapping[str, Any]]) -> dict[str, "Norm"]:
    """Return by scale the norms that a result names and no bank has."""
    from progrez_desktop.core.services.measures_in_use import is_what_its_id_says, norms_of

    given = norms_of(records)
    local = {}
    for line, score in scored_lines(stored):
        if score.norm_id.endswith(LOCAL):
            norm = given.get(score.norm_id)
            if norm is None or norm.scale != line.statements.scale or not is_what_its_id_says(norm):
                raise DataFault("rescore_local_norm", norm=shown(score.norm_id))
            local[norm.scale] = norm.norm
    return local


def _local_keys(stored: Profile, files: RescoreFiles) -> dict[str, "LocalKey"]:
    """Return by situation the keys from responses that a result names."""
    from progrez_desktop.core.services.measures_in_use import is_what_its_id_says, key_of

    given = {key.id: key for key in (key_of(read_json_document(one, "situation-key")) for one in files.keys)}
    local = {}
    for name in (name for line in stored.lines for name in line.situations.keys):
        key = given.get(name)
        if key is None or not is_what_its_id_says(key):
            raise DataFault("rescore_other_key", key=shown(name))
        local[key.situation_id] = key
    return local


def _check_hash(what: str, wanted: str, found: str, engine: str) -> None:
    if wanted != found:
        raise DataFault(
            f"rescore_other_{what}", wanted=shown(wanted[:_SHOWN]), found=found[:_SHOWN], engine=shown(engine)
        )


def _check_answers(given: Given, tools: Instruments) -> None:
    """Refuse an item that the form does not have, one that is there twice, and an answer that it does not have."""
    assessment, scored = tools.assessment, tools.scorer.items
    form = assessment.adaptive if given.form == "adaptive" else None
    sections: Sequence[Section] = form.sections if form else assessment.sections
    items = {item.id: item for section in sections for item in section.items}
    seen: set[str] = set()
    for name in given.items:
        if name in seen or name not in items:
            raise DataFault("rescore_answer", item=shown(name))
        seen.add(name)
    for statement in given.statements:
        item = items[statement.item_id]
        highest = assessment.formats[item.format_id].categories if isinstance(item, Statement) else 0
        is_known = isinstance(item, Statement) and (item.instructed is not None or item.id in scored)
        if not is_known or (statement.category is not None and not 1 <= statement.category <= highest):
            raise DataFault("rescore_answer", item=shown(statement.item_id))
    for situation in given.situations:
        item = items[situation.item_id]
        actions = {action.id for action in item.actions} if isinstance(item, Situation) else set()
        picked = {situation.best, situation.worst} - {None}
        if not picked <= actions or (situation.best is not None and situation.best == situation.worst):
            raise DataFault("rescore_answer", item=shown(situation.item_id))


def _as_before_quality(profile: Profile) -> Profile:
    """Leave out what results of earlier versions did not tell."""
    lines = (replace(line, situations=replace(line.situations, nearness=None)) for line in profile.lines)
    return replace(profile, quality=None, lines=tuple(lines))


def _differences(place: str, then: Any, now: Any) -> Iterator[Difference]:
    if isinstance(then, dict) and isinstance(now, dict):
        for name in sorted({*then, *now}):
            yield from _differences(f"{place}/{name}", then.get(name, _GONE), now.get(name, _GONE))
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for number, (one, other) in enumerate(zip(then, now, strict=True)):
            yield from _differences(f"{place}/{number}", one, other)
    elif _spelled(then) != _spelled(now):
        yield Difference(place, _spelled(then), _spelled(now))


_GONE = object()


def _spelled(value: Any) -> str:
    return "" if value is _GONE else dumps(value, sort_keys=True)


def _largest(then: Any, now: Any) -> float:
    """Return how far two numbers at the same place lie apart at most."""
    if isinstance(then, dict) and isinstance(now, dict):
        return max((_largest(then[name], now[name]) for name in then.keys() & now.keys()), default=0.0)
    if isinstance(then, list) and isinstance(now, list):
        return max((_largest(one, other) for one, other in zip(then, now, strict=False)), default=0.0)
    if type(then) in (int, float) and type(now) in (int, float):
        return abs(float(then) - float(now))
    return 0.0
