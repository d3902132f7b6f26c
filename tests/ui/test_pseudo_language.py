"""In a language that nobody speaks, 40 % longer than English: every text is a translation or data, and none is cut off.

What a page says is set between « and ». What is left outside them is compared with the strings in our own source: a
sentence that stands there is one that no translation reaches. Of each subject its first state and its last are shown;
`make screens` shows all.
"""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.core.words import Words
from progrez_desktop.ui.window import Window
from tests.ui import measure
from tests.ui.conftest import settle
from tests.ui.gallery import STATES, Material, context_for

LONGER = 1.4
NAMES = {"Progrez", "Nederlands", "English", "NL", "EN", "NL ✓", "EN ✓", "Nederlands ✓", "English ✓", "Aa"}
"""Names that are the same in every language: of the program, of a language in itself, and the sign for text size."""
_COMMAND = re.compile(r"(sudo|systemctl|timedatectl|powercfg) ")
"""What is typed in a terminal is so in every language."""
_ACCENTS = str.maketrans("aeiouAEIOU", "äëïöüÄËÏÖÜ")
_SUBJECT = re.compile(r"\d\d[a-z]?-[a-z]+|[a-z]+")
_SAID = re.compile(r"«[^«»]*»")


def pseudo(text: str) -> str:
    """Return a text with its placeholders as they were, its vowels marked, and longer by the share of LONGER."""
    parts = re.split(r"(\{[^{}]*\})", text)
    marked = "".join(part if part.startswith("{") else part.translate(_ACCENTS) for part in parts)
    spoken = sum(len(part) for part in parts if not part.startswith("{"))
    missing = max(0, round(spoken * (LONGER - 1)) - 2)
    # Words on their own where there is room for them, so that no word of data grows that stands last.
    few = " " * text.endswith("}") + "ë" * missing
    longer = few if missing < 6 else " " + "ëxträ " * (missing // 6)
    return f"«{marked}{longer.rstrip()}»"


def looked_at() -> list[str]:
    """The states that are shown: all where PROGREZ_STATES is "all"."""
    if os.environ.get("PROGREZ_STATES") == "all":
        return list(STATES)
    of: dict[str, list[str]] = {}
    for name in STATES:
        subject = _SUBJECT.match(name)
        assert subject is not None, name
        of.setdefault(subject.group(), []).append(name)
    return [name for names in of.values() for name in dict.fromkeys((names[0], names[-1]))]


@pytest.fixture(scope="module")
def seen(qapp: QApplication, given: Material) -> Iterator[dict[str, dict[str, list[str]]]]:
    """What each page says outside the marks, and what is cut off on it."""
    told = Words.template
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measure, "LEAST_BAND", 120)  # the words beside it have what they need
        patch.setattr(Words, "template", lambda self, key: pseudo(told(self, key)))
        context = context_for(qapp, "en", 100)
        window = Window(context)
        window.show()
        found: dict[str, dict[str, list[str]]] = {"outside": {}, "cut off": {}, "overlapping": {}}
        for name in looked_at():
            page = STATES[name](context, given)
            window.show_page(page)
            settle(qapp)
            found["outside"][name] = [left for text in measure.texts(page) if (left := outside(text))]
            found["cut off"][name] = measure.cut_off(page)
            found["overlapping"][name] = measure.overlapping(page, window)
        yield found
        window.close()
        delete(window)
        delete(context)


def outside(text: str) -> str:
    """Return what of a text is no translation."""
    while (less := _SAID.sub("", text)) != text:
        text = less
    return text.strip(" ·,.:;–-—✓×+●•()…\n")


def literals(house: Path) -> set[str]:
    """Return all strings in our source that could be a text, but for documentation."""
    found: set[str] = set()
    for path in house.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        written = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in written:
                found.add(node.value.strip())
    return {text for text in found if re.search(r"[^\W\d_]{2}", text)}


def test_no_page_says_a_text_that_stands_in_the_source(seen, repo: Path) -> None:
    ours = {text for text in literals(repo / "progrez_desktop") - NAMES if not _COMMAND.match(text)}
    sentences = {text for text in ours if " " in text and len(text) > 8}
    hard_coded = {
        (name, left)
        for name, said in seen["outside"].items()
        for left in said
        if not _COMMAND.match(left)
        if left in ours or any(sentence in left for sentence in sentences)
    }
    assert hard_coded == set()


def test_a_language_that_is_longer_by_two_fifths_is_not_cut_off(seen) -> None:
    assert {name: found for name, found in seen["cut off"].items() if found} == {}


def test_nor_does_anything_lie_over_anything_else_in_it(seen) -> None:
    assert {name: found for name, found in seen["overlapping"].items() if found} == {}


def test_a_pseudo_text_keeps_its_placeholders_and_is_longer() -> None:
    made = pseudo("Continue with {n} of {of}")
    assert made.format(n=1, of=8).startswith("«Cöntïnüë wïth 1 öf 8")
    assert len(made) >= LONGER * len("Continue with {n} of {of}") - 5
