"""Reads texts from JSON lines, as they stream by: a line in, a line out, and a bad line told and passed over."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from json import dumps
from typing import TYPE_CHECKING, BinaryIO

from progrez_desktop.core.json_lines import JsonLine, LineFault, read_json_lines, shown

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.reader import AnswerReader

MAX_LINE_BYTES = 16 << 20
"""Room for a text of ten million characters in one line; the model reads the beginning of it."""

MAX_ID_LENGTH = 200
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True)
class AnalyseSummary:
    """How many lines were analysed and faulty. Any faulty line makes the exit status 1."""

    analysed: int
    faulty: int

    @property
    def exit_status(self) -> int:
        return 1 if self.faulty else 0


@dataclass(frozen=True)
class _Entry:
    id: str
    prompt: str
    text: str
    language: str


def analyse_lines(
    source: BinaryIO,
    reader: "AnswerReader",
    sink: Callable[[str], None],
    fault: Callable[[LineFault], None],
    *,
    regardless: bool = False,
) -> AnalyseSummary:
    """Write one analysis line per good line of `source`, in order.

    Args:
        source: Lines as resources/contracts/analyse-request.schema.json has them; read once, never held as a whole.
            Of each text the runs of eight words are remembered as numbers, and its meaning as a vector, so that one
            that comes back is known again; the oldest are forgotten.
        reader: Reads the texts.
        sink: Takes each analysis line (analyse-line.schema.json) without its line end: ASCII, the same bytes each run.
        fault: Takes each line that could not be used. Its id stays free for a corrected line further on.
        regardless: Give every reading whatever the guards say, so that figures can be checked.
    """
    from progrez_desktop.scoring.text.pasted import Earlier
    from progrez_desktop.scoring.text.reading import line_record

    seen, earlier = set[bytes](), Earlier()
    analysed = faulty = 0
    for line in read_json_lines(source, MAX_LINE_BYTES):
        entry = line if isinstance(line, LineFault) else _entry(line, seen)
        if isinstance(entry, LineFault):
            faulty += 1
            fault(entry)
        else:
            analysed += 1
            reading = reader.read(entry.text, entry.prompt, entry.language, earlier=earlier, regardless=regardless)
            sink(dumps({"id": entry.id} | line_record(reading)))
    return AnalyseSummary(analysed, faulty)


def _entry(line: JsonLine, seen: set[bytes]) -> _Entry | LineFault:
    """Return what one line asks for, or why it can't be used."""
    value = line.value
    if not isinstance(value, dict):
        return LineFault(line.number, "line_not_json")
    name, text = value.get("id"), value.get("text")
    prompt, language = value.get("prompt", ""), value.get("language", DEFAULT_LANGUAGE)
    if not isinstance(name, str) or not 0 < len(name) <= MAX_ID_LENGTH:
        return LineFault(line.number, "analyse_no_id", {"limit": MAX_ID_LENGTH})
    if not isinstance(text, str):
        return LineFault(line.number, "analyse_no_text")
    for field, given in (("prompt", prompt), ("language", language)):
        if not isinstance(given, str):
            return LineFault(line.number, "analyse_not_a_text", {"field": field})
    mark = blake2b(name.encode("utf-8"), digest_size=8).digest()
    if mark in seen:
        return LineFault(line.number, "analyse_id_twice", {"id": shown(name)})
    seen.add(mark)
    return _Entry(name, prompt, text, language.lower().split("-")[0])
