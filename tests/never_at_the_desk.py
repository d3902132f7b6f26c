"""Finds what a recruiter's registry has no word for, in records, code, tables, contracts and controls of a window.

Emotion, sentiment, distress, how somebody types, accommodations, separate answers, age and gender: each as the words
that a column, a filter, an export or a function of it would be called by.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTableView, QWidget

_OF_FEELING = {
    "emotion",
    "emotions",
    "emotional",
    "sentiment",
    "sentiments",
    "distress",
    "mood",
    "ekman",
    "tone",
    "tones",
}
_OF_TYPING = {"typing", "keystroke", "keystrokes", "pace", "latency", "latencies"}
_OF_HELP = {"accommodation", "accommodations", "aloud", "calm", "pnp"}
_OF_A_PERSON = {"disability", "age", "ages", "birth", "birthdate", "gender", "sex"}
NEVER = _OF_FEELING | _OF_TYPING | _OF_HELP | _OF_A_PERSON
"""No line of code of a registry has these, nor anything that it keeps or takes in."""
_OF_ANSWERS = {"answer", "answers", "response", "responses", "revision", "readings"}
NEVER_KEPT = NEVER | _OF_ANSWERS
"""Nothing that is kept or taken in has these. In code they may stand for what a server, or somebody in a talk, says."""
NEVER_SAID = {
    "en": NEVER - {"tone", "tones", "pace"} | {"answers", "feelings"},
    "nl": {
        *("emotie", "emoties", "sentiment", "gevoel", "gevoelens", "stemming", "nood", "typen", "typesnelheid"),
        *("voorziening", "voorzieningen", "aanpassingen", "voorlezen", "leeftijd", "geboortedatum", "geboren"),
        *("geslacht", "gender", "antwoorden"),
    },
}
"""What no button, filter, choice or column of a window says."""


def words_of(name: str) -> set[str]:
    """Return the words of an identifier, however they are joined."""
    parted = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return {word for word in re.split(r"[^a-z]+", parted.lower()) if word}


def in_records(module: ModuleType) -> dict[str, set[str]]:
    """Return what fields of a module's records, and the words that they may hold, have of it."""
    found = {}
    for name, kind in vars(module).items():
        if getattr(kind, "__module__", module.__name__) != module.__name__:
            continue
        said = [one.name for one in fields(kind)] if isinstance(kind, type) and is_dataclass(kind) else []
        said += [one for one in get_args(kind) if isinstance(one, str) and one not in _HOW_MANY]
        if bad := {word for one in said for word in words_of(one)} & NEVER_KEPT:
            found[f"{module.__name__}.{name}"] = bad
    return found


def in_source(source: str) -> set[str]:
    """Return what names and texts of a file have of it; what is said about the file is not looked at."""
    tree = ast.parse(source)
    about = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    return {word for node in ast.walk(tree) for name in _names(node, about) for word in words_of(name)} & NEVER


def _names(node: ast.AST, about: set[int]) -> Iterator[str]:
    for attribute in ("id", "attr", "arg", "name"):
        if isinstance(name := getattr(node, attribute, None), str):
            yield name
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in about:
        yield node.value


def in_tables(statements: Iterable[str]) -> set[str]:
    """Return what the tables and columns of a schema have of it."""
    return {word for one in statements for word in words_of(one)} & NEVER_KEPT


_HOW_MANY = {"too_few_answers"}
"""Says how many there were, and none of them."""


def in_contract(schema: Any) -> set[str]:
    """Return what names and chosen values of a contract have of it; descriptions may say what is left out."""
    return {word for name in _told(schema) if name not in _HOW_MANY for word in words_of(name)} & NEVER_KEPT


def _told(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for one in schema:
            yield from _told(one)
    if isinstance(schema, Mapping):
        yield from schema.get("properties", ())
        yield from (one for one in schema.get("enum", ()) if isinstance(one, str))
        for one in schema.values():
            yield from _told(one)


def imported_by(path: Path, package: str) -> set[str]:
    """Return the modules of a package that a file takes from."""
    tree = ast.parse(path.read_text("utf-8"))
    froms = [one.module for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.module]
    return {module for module in froms if module.startswith(f"{package}.")}


def said_by_controls(page: QWidget) -> list[str]:
    """Return what buttons, fields, choices and columns of a page say."""
    said = [one.text() for one in page.findChildren(QAbstractButton)]
    said += [text for one in page.findChildren(QLineEdit) for text in (one.placeholderText(), one.accessibleName())]
    for box in page.findChildren(QComboBox):
        said += [box.accessibleName(), *(box.itemText(number) for number in range(box.count()))]
    for table in page.findChildren(QTableView):
        model = table.model()
        across = range(model.columnCount()) if model is not None else ()
        said += [str(model.headerData(one, Qt.Orientation.Horizontal)) for one in across]
    return said + [one.text() for one in page.findChildren(QLabel) if one.property("role") in ("column", "field")]
