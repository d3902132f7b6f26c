"""Text stands out 4.5 to 1 from what it lies on, and what carries meaning without words 3 to 1, in light and dark.

Source of the formula and of both limits: WCAG 2.2, "relative luminance", success criteria 1.4.3 and 1.4.11.
"""

import json
import re

import pytest

from progrez_desktop.core.resources import resource_path

TOKENS = json.loads(resource_path("style", "tokens.json").read_text("utf-8"))
SHEET = resource_path("style", "app.qss").read_text("utf-8")

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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_on_everything_that_they_are_written_on(scheme: str) -> None:
    assert too_faint(scheme, TEXT, 4.5) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_speaks_without_words_can_be_seen(scheme: str) -> None:
    assert too_faint(scheme, WITHOUT_WORDS, 3) == {}


def test_every_colour_that_the_style_sheet_writes_in_is_looked_at() -> None:
    written_in = set(re.findall(r"(?<![\w-])color: \$(\w+)", SHEET))
    assert written_in <= set(TEXT)


def test_light_and_dark_know_the_same_tokens_and_the_sheet_no_others() -> None:
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()
    assert set(re.findall(r"\$(\w+)", SHEET)) <= TOKENS["light"].keys()
