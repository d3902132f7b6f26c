"""The JSON forms in which answers are stored, and the one spelling that all of them have."""

import json
from dataclasses import asdict

from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.model.attempt import (
    ResponseValue,
    SituationValue,
    SkippedValue,
    StatementValue,
    TextValue,
)

__all__ = ["canonical", "kind_of", "value_from_text", "value_to_text"]


def kind_of(value: ResponseValue) -> str:
    match value:
        case StatementValue():
            return "statement"
        case SituationValue():
            return "situation"
        case TextValue():
            return "text"
        case SkippedValue():
            return "skipped"


def value_to_text(value: ResponseValue) -> str:
    return canonical(asdict(value))


def value_from_text(kind: str, text: str) -> ResponseValue:
    fields = json.loads(text)
    match kind:
        case "statement":
            return StatementValue(**fields)
        case "situation":
            return SituationValue(**fields)
        case "text":
            return TextValue(**fields)
    return SkippedValue()
