"""Text stands out 4.5 to 1 from what it lies on, and what carries meaning without words 3 to 1, in light, in dark
and with more contrast. What can't be pressed is told by words or a dashed edge as well: 1.4.3 asks nothing of it.

Source of the formula and of both limits: WCAG 2.2, "relative luminance", success criteria 1.4.3 and 1.4.11.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.resources import resource_path
from progrez_desktop.core.settings import Preferences, load_preferences, save_preferences
from tests.ui.gallery import context_for

TOKENS = json.loads(resource_path("style", "tokens.json").read_text("utf-8"))
SHEET = "".join(resource_path("style", name).read_text("utf-8") for name in ("app.qss", "contrast.qss"))

TEXT = {
    "ink_900": "paper canvas ink_100 ink_200 spruce_100 marigold_100 danger_100 warn_100",
    "ink_700": "paper canvas ink_100 ink_200 spruce_100",
    "ink_500": "paper canvas ink_100 spruce_100",
    "spruce_700": "paper canvas spruce_100",
    "on_accent": "spruce_600 panel_bottom worst",
    "panel_text": "panel_top panel_bottom",
    "ok": "ok_100",
    "warn": "paper warn_100",
    "danger": "paper canvas spruce_100 danger_100",
    "paper": "ink_900",
    "relate": "paper",
    "self": "paper",
    "think": "paper",
    "drive_text": "paper",
    "side_text": "side side_on",
    "sten_low": "sten_1 sten_2 sten_3",
    "sten_high": "sten_4 sten_5",
}
"""Each colour that words are written in, with everything that it is written on."""
WITHOUT_WORDS = {
    "focus": "paper canvas spruce_100 side side_on",
    "edge": "paper spruce_100",
    "spruce_600": "canvas paper",
    "warn": "warn_100",
    "bar": "paper canvas ink_200 spruce_100",
    "danger": "paper",
    "ink_500": "paper",
    "relate": "paper ink_100 ink_200 spruce_100",
    "self": "paper ink_100 ink_200 spruce_100",
    "think": "paper ink_100 ink_200 spruce_100",
    "drive": "paper ink_100 ink_200 spruce_100",
}
"""The focus ring, the edge of a field, progress, the box of a choice, dots and steps, the line below marked words."""


SCHEMES = ("light", "dark", "contrast_light", "contrast_dark")


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(scheme: str, pairs: dict[str, str], least: float) -> dict[str, float]:
    colours = TOKENS[scheme]
    return {
        f"{front} on {ground}": round(contrast(colours[front], colours[ground]), 2)
        for front, grounds in pairs.items()
        for ground in grounds.split()
        if contrast(colours[front], colours[ground]) < least
    }


def test_the_formula_gives_the_known_figures() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_can_be_read_on_everything_that_they_are_written_on(scheme: str) -> None:
    assert too_faint(scheme, TEXT, 4.5) == {}


@pytest.mark.parametrize("scheme", ["contrast_light", "contrast_dark"])
def test_with_more_contrast_words_stand_out_7_to_1(scheme: str) -> None:
    # White can't be 7 to 1 on a button that is itself 3 to 1 from black.
    pairs = {front: grounds for front, grounds in TEXT.items() if (scheme, front) != ("contrast_dark", "on_accent")}
    assert too_faint(scheme, pairs, 7) == {}


@pytest.mark.parametrize("scheme", ["contrast_light", "contrast_dark"])
def test_with_more_contrast_every_button_and_choice_has_an_edge(scheme: str) -> None:
    assert too_faint(scheme, {"ink_300": "paper canvas ink_100", "ink_500": "paper canvas"}, 3) == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_speaks_without_words_can_be_seen(scheme: str) -> None:
    assert too_faint(scheme, WITHOUT_WORDS, 3) == {}


def test_every_colour_that_the_style_sheet_writes_in_is_looked_at() -> None:
    written_in = set(re.findall(r"(?<![\w-])color: \$(\w+)", SHEET))
    assert written_in <= set(TEXT)


def test_all_schemes_know_the_same_tokens_and_the_sheet_no_others() -> None:
    assert tuple(TOKENS) == SCHEMES
    assert {frozenset(tokens) for tokens in TOKENS.values()} == {frozenset(TOKENS["light"])}
    assert set(re.findall(r"\$(\w+)", SHEET)) <= TOKENS["light"].keys()


class AskedFor:
    """A system that asks for more contrast, or not."""

    def __init__(self) -> None:
        self.preference = Qt.ContrastPreference.HighContrast
        self.heard: list[Callable[[], None]] = []
        self.contrastPreferenceChanged = SimpleNamespace(connect=self.heard.append)

    def accessibility(self) -> "AskedFor":
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802 - Qt's name
        return self.preference


def test_what_the_system_asks_for_is_worn(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    system = AskedFor()
    monkeypatch.setattr("progrez_desktop.ui.context._hints", lambda: system)
    context = context_for(qapp, "en", 100)
    worn: list[str] = [context.theme.scheme]
    context.heed_system()
    worn.append(context.theme.scheme)
    system.preference = Qt.ContrastPreference.NoPreference
    for tell in system.heard:
        tell()
    worn.append(context.theme.scheme)
    context.set_contrast(True)
    worn.append(context.theme.scheme)
    assert worn == ["light", "contrast_light", "light", "contrast_light"]
    context.deleteLater()


def test_the_choice_of_contrast_is_remembered(tmp_path: Path) -> None:
    kept = tmp_path / "preferences.json"
    save_preferences(kept, Preferences("nl", 125, contrast=True))
    assert load_preferences(kept, "en") == Preferences("nl", 125, contrast=True)
    kept.write_text('{"language": "nl", "text_percent": 125}')
    assert load_preferences(kept, "en") == Preferences("nl", 125)
