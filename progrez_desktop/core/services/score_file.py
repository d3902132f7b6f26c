"""Scores people from JSON lines, as they stream by: a line in, a line out, and a bad line told and passed over."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from json import dumps
from typing import BinaryIO

from progrez_desktop.core.json_lines import JsonLine, LineFault, read_json_lines, shown
from progrez_desktop.core.seen_ids import SeenIds
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.scorer import Scorer, SkillColumns

BATCH = 1000
"""Lines scored in one step. Scores do not depend on it: a person alone gives the same bits."""

MAX_ID_LENGTH = 200

_SCORED = (
    '"%s": {"theta": %%.6f, "se": %%.6f, "se_printed": %%.6f, "sten": %%d, "low": %%d, "high": %%d, "percentile": %%d, '
    '"answered": %%d, "of": %d%%s}'
)
_AT_END = ', "at_end": "%s"'
_NOT_SCORED = (
    '"%s": {"theta": null, "se": null, "se_printed": null, "sten": null, "low": null, "high": null, '
    '"percentile": null, "reason": "%s", "answered": %%d, "of": %d}'
)


@dataclass(frozen=True)
class ScoreSummary:
    """How many lines were read, scored and faulty. Any faulty line makes the exit status 1."""

    read: int
    scored: int
    faulty: int

    @property
    def exit_status(self) -> int:
        return 1 if self.faulty else 0


@dataclass
class _Batch:
    ids: list[str] = field(default_factory=list)
    people: list[bytes] = field(default_factory=list)


def score_lines(
    source: BinaryIO,
    scorer: Scorer,
    sink: Callable[[str], None],
    fault: Callable[[LineFault], None],
    progress: Callable[[int], None],
    longer: Collection[str] = (),
) -> ScoreSummary:
    """Write one score line per good line of `source`, in order.

    Args:
        source: Lines as resources/contracts/score-request.schema.json has them; read once, never held as a whole.
        scorer: With the bank to score against.
        sink: Takes each score line (score-line.schema.json) without its line end: ASCII, the same bytes on every run.
        fault: Takes each line that could not be scored. Its id stays free for a corrected line further on.
        progress: Takes the number of the last line read, now and then.
        longer: Items of the longer scales, where those are not scored: whoever answered one is told so.
    """
    batch, seen = _Batch(), SeenIds()
    read = scored = faulty = 0
    for line in read_json_lines(source):
        read = line.number
        entry = line if isinstance(line, LineFault) else _entry(line, scorer, seen, longer)
        if isinstance(entry, LineFault):
            faulty += 1
            fault(entry)
        else:
            scored += 1
            batch.ids.append(entry[0])
            batch.people.append(entry[1])
        if len(batch.ids) == BATCH:
            _write(batch, scorer, sink)
            batch = _Batch()
        if read % BATCH == 0:
            progress(read)
    _write(batch, scorer, sink)
    progress(read)
    return ScoreSummary(read, scored, faulty)


def _entry(line: JsonLine, scorer: Scorer, seen: SeenIds, longer: Collection[str]) -> tuple[str, bytes] | LineFault:
    """Return id and coded answers of one line, or why there are none."""
    value = line.value
    if not isinstance(value, dict):
        return LineFault(line.number, "line_not_json")
    person, responses = value.get("id"), value.get("responses")
    if not isinstance(person, str) or not 0 < len(person) <= MAX_ID_LENGTH:
        return LineFault(line.number, "score_no_id", {"limit": MAX_ID_LENGTH})
    if not isinstance(responses, dict):
        return LineFault(line.number, "score_no_responses")
    if seen.has(person):
        return LineFault(line.number, "score_id_twice", {"id": shown(person)})
    try:
        coded = scorer.encode(responses)
    except ScoringError as error:
        params: dict[str, str | int] = {"item": shown(error.detail)}
        if error.code == "unknown_item" and error.detail in longer:
            return LineFault(line.number, "score_item_of_longer_scale", params)
        if error.code == "wrong_category":
            params["highest"] = scorer.categories_of(error.detail)
        return LineFault(line.number, f"score_{error.code}", params)
    seen.add(person)
    return person, coded


def _write(batch: _Batch, scorer: Scorer, sink: Callable[[str], None]) -> None:
    if not batch.ids:
        return
    bank = scorer.bank
    head = f'"bank": {dumps(bank.sha256)}, "norm": {dumps(bank.norm_set)}'
    skills = [_fragments(name, columns) for name, columns in scorer.score_coded(batch.people).items()]
    for person, parts in zip(batch.ids, zip(*skills, strict=True), strict=True):
        found = ", ".join(part for part in parts if part)
        sink(f'{{"id": {dumps(person)}, {head}, "skills": {{{found}}}}}')


def _fragments(name: str, columns: SkillColumns) -> list[str]:
    """Return each person's part of the line for one skill; empty where nothing of it was answered."""
    numbers = zip(
        # Adding zero turns the -0.0 of rounding into 0.0.
        (columns.theta.round(6) + 0.0).tolist(),
        columns.se.tolist(),
        columns.se_printed.tolist(),
        columns.sten.tolist(),
        columns.low.tolist(),
        columns.high.tolist(),
        columns.percentile.tolist(),
        columns.answered.tolist(),
        _ends(columns),
        strict=True,
    )
    parts = list(map((_SCORED % (name, columns.of)).__mod__, numbers))
    without = _NOT_SCORED % (name, columns.reason, columns.of)
    for place in (~columns.is_scored).nonzero()[0].tolist():
        answered = int(columns.answered[place])
        parts[place] = without % answered if answered else ""
    return parts


def _ends(columns: SkillColumns) -> list[str]:
    """Return what is added to the part of each whose answers all lie at one end."""
    told = [""] * len(columns.answered)
    for end, is_there in columns.ends.items():
        for place in is_there.nonzero()[0].tolist():
            told[place] = _AT_END % end
    return told
