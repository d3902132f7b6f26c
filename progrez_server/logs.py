"""The log: a line of JSON for each event, with codes and random numbers, and never what somebody sent or holds."""

import json
import logging
import traceback
from datetime import UTC, datetime

_TOLD = ("request_id", "method", "route", "status", "ms", "mistake", "count")


class _AsJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return log_line(record)


def log_line(record: logging.LogRecord) -> str:
    """Return an event as it is written."""
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    line: dict[str, object] = {
        "at": at,
        "level": record.levelname.lower(),
        "room": record.name,
        "event": record.getMessage(),
    }
    line |= {name: getattr(record, name) for name in _TOLD if hasattr(record, name)}
    if record.exc_info and record.exc_info[0] is not None:
        line |= _where(record.exc_info[0], record.exc_info[2])
    return json.dumps(line, ensure_ascii=False)


def _where(kind: type[BaseException], trace: object) -> dict[str, object]:
    """Return what was raised and where. Not its text: that of a database holds rows."""
    frames = traceback.extract_tb(trace)  # type: ignore[arg-type]
    return {"mistake": kind.__name__, "where": [f"{one.filename}:{one.lineno} {one.name}" for one in frames[-8:]]}


def set_up() -> None:
    """Write every log to standard error, one line an event."""
    handler = logging.StreamHandler()
    handler.setFormatter(_AsJson())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
