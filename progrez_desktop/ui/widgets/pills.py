"""A row of buttons of which one is pressed, under a heading; the language of the questions is chosen from one."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout

from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.display_settings import NAMES
from progrez_desktop.ui.widgets.flow_layout import FlowLayout

V = TypeVar("V", int, str)


def pills(
    page: Page,
    rows: QVBoxLayout,
    key: str,
    values: Sequence[V],
    now: V,
    said: Callable[[Words, V], str],
    *,
    beside: bool = False,
) -> dict[V, Button]:
    """Return a button for each value, of which one is pressed; their words follow the page.

    Args:
        beside: The heading stands in the row, where a page has little room.
    """
    heading = label("strong", wrap=not beside)
    page.say(heading.setText, key)
    row, made = FlowLayout(spacing=8, below=0), dict[V, Button]()
    (row if beside else rows).addWidget(heading)
    for value in values:
        pill = Button("pill")
        pill.setCheckable(True)
        pill.setProperty("spoken", "radio")
        pill.setChecked(value == now)
        pill.clicked.connect(_presser(made, value))
        pill.toggled.connect(page.retranslate)
        page.tell(pill.setText, _says(said, value, pill))
        page.tell(pill.setAccessibleName, partial(_named, key, said, value))
        made[value] = pill
        row.addWidget(pill)
    rows.addLayout(row)
    return made


def language_pills(page: Page, rows: QVBoxLayout, now: str, *, beside: bool = False) -> dict[str, Button]:
    """Return the languages that questions may stand in, each named in itself; empty: as the window."""
    return pills(page, rows, "ease.questions_in", ("", *LANGUAGES), now, _language, beside=beside)


def pressed(made: Mapping[V, Button]) -> V:
    return next(value for value, pill in made.items() if pill.isChecked())


def _presser(made: Mapping[V, Button], chosen: V) -> Callable[[], None]:
    def press_only() -> None:
        for value, pill in made.items():
            pill.setChecked(value == chosen)

    return press_only


def _says(said: Callable[[Words, V], str], value: V, pill: Button) -> Sentence:
    return lambda words: said(words, value) + (" ✓" if pill.isChecked() else "")


def _named(key: str, said: Callable[[Words, V], str], value: V, words: Words) -> str:
    """Heard alone, 150 % could be of anything."""
    return f"{words(key)}: {said(words, value)}"


def _language(words: Words, language: str) -> str:
    return NAMES[language][0] if language else words("ease.questions_in.as_here")
