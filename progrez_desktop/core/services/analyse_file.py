"""Reads open answers from JSON lines, as they stream by: a line in, a line out, a bad line told and passed over."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from progrez_desktop.core.json_lines import JsonLine, LineFault, read_json_lines

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.model import TextModel

MAX_LINE_BYTES = 16 << 20
MAX_ID_LENGTH = 200


@dataclass(frozen=True)
class AnalyseSummary:
    """How many lines were analysed and faulty. Any faulty line makes the exit status 1."""

    analysed: int
    faulty: int

    @property
    def exit_status(self) -> int:
        return 1 if self.faulty else 0


def analyse_lines(
    source: BinaryIO,
    model: "TextModel",
    sink: Callable[[str], None],
    fault: Callable[[LineFault], None],
    *,
    regardless: bool = False,
) -> AnalyseSummary:
    """Write one line of readings per good line of `source`, in order.

    Args:
        source: Lines {"id", "prompt", "text", "language"?}; read once, never held as a whole.
        sink: Takes each line (contract analyse-line.schema.json) without its line end: ASCII.
        fault: Takes each line that could not be read.
        regardless: Give a tone whatever the guards say, so that figures can be checked.
    """
    analysed = faulty = 0
    for line in read_json_lines(source, MAX_LINE_BYTES):
        entry = line if isinstance(line, LineFault) else _entry(line)
        if isinstance(entry, LineFault):
            faulty += 1
            fault(entry)
            continue
        analysed += 1
        sink(_analysed(entry, model, regardless))
    return AnalyseSummary(analysed, faulty)


def _entry(line: JsonLine) -> dict[str, Any] | LineFault:
    value = line.value
    if not isinstance(value, dict):
        return LineFault(line.number, "line_not_json")
    given = value.get("id")
    if not isinstance(given, str) or not 0 < len(given) <= MAX_ID_LENGTH:
        return LineFault(line.number, "score_no_id", {"limit": MAX_ID_LENGTH})
    if not isinstance(value.get("text"), str):
        return LineFault(line.number, "analyse_no_text")
    if not isinstance(value.get("language", "en"), str):
        return LineFault(line.number, "analyse_language")
    return value


def _analysed(entry: dict[str, Any], model: "TextModel", regardless: bool) -> str:
    from progrez_desktop.scoring.text.reading import reading_record

    reading = model.read(entry["text"], entry.get("language", "en"), regardless)
    return json.dumps({"id": entry["id"]} | reading_record(reading))
