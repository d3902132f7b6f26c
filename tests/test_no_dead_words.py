"""Every sentence in the translations is said somewhere, and every one that is asked for by its whole key is there."""

import ast
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
SAYING = ("progrez_desktop", "calibration")


@dataclass(frozen=True)
class Said:
    """What the code has of keys: whole ones, and those that are put together."""

    texts: frozenset[str]
    """Every text in quotes: a key, or its beginning or end."""
    templates: tuple[re.Pattern[str], ...]
    """f"details.{name}.add" and the like, which begin with a subject."""
    ends: frozenset[str]
    """The end of f"{about}.title" and the like, where the subject is told elsewhere."""

    def has(self, key: str) -> bool:
        stem = re.sub(r"\.(one|other)$", "", key)  # words.plural adds that
        return any(map(self._has, {key, stem}))

    def _has(self, key: str) -> bool:
        return (
            key in self.texts
            or any(template.fullmatch(key) for template in self.templates)
            or any(key.endswith(end) and key.removesuffix(end) in self.texts for end in self.ends)
            or any(key[:dot] in self.texts and key[dot + 1 :] in self.texts for dot in _dots(key))
        )


def _dots(key: str) -> list[int]:
    return [place for place, sign in enumerate(key) if sign == "."]


@cache
def said() -> Said:
    texts, parts = set(), []
    for folder in SAYING:
        for path in (REPO / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    texts.add(node.value)
                elif isinstance(node, ast.JoinedStr):
                    parts.append([str(one.value) if isinstance(one, ast.Constant) else None for one in node.values])
    begun = [one for one in parts if one[0] is not None and re.match(r"[a-z_]+\.", one[0])]
    ended = [one[1] for one in parts if len(one) == 2 and one[0] is None and one[1] is not None]
    return Said(
        frozenset(texts),
        tuple(re.compile("".join(".+" if part is None else re.escape(part) for part in one)) for one in begun),
        frozenset(end for end in ended if re.fullmatch(r"[a-z_]*\.[a-z_.]+", end)),
    )


def keys() -> set[str]:
    files = (REPO / "resources" / "translations").glob("*.json")
    return set().union(*(json.loads(path.read_text("utf-8"))["en"] for path in files))


def test_the_search_finds_what_is_said_in_every_way_and_nothing_else() -> None:
    found = said()
    for key in ("cli.help", "my_data.held.response_event.one", "details.work.add", "cv_page.back", "locked.sign_in"):
        assert found.has(key), key
    for key in ("nobody.says.this", "cli.help.nowhere", "locked.nowhere"):
        assert not found.has(key), key


def test_no_sentence_is_kept_that_nobody_says() -> None:
    assert [key for key in sorted(keys()) if not said().has(key)] == []


def asked_for() -> set[str]:
    """Return the keys that code asks for as they are: `words("a.key")`, `page.say(way, "a.key")` and the like."""
    found = set()
    for folder in SAYING:
        for path in (REPO / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in _ASKING:
                    found |= {ast.literal_eval(one) for one in node.args if _is_key(one)}
    return found


_ASKING = {"words", "plural", "say", "show_note", "sole_card", "plain_card", "titled_card", "add_button"}


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _is_key(given: ast.expr) -> bool:
    return (
        isinstance(given, ast.Constant)
        and isinstance(given.value, str)
        and re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", given.value) is not None
    )


def test_no_sentence_is_asked_for_that_is_in_no_translation() -> None:
    there = keys()
    assert "about.back" in asked_for()
    assert [key for key in sorted(asked_for()) if key not in there and f"{key}.other" not in there] == []
