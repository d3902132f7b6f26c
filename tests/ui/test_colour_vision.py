"""Who sees colours otherwise, or none, tells apart what colours tell apart, or reads it in words.

Simulation: Viénot, Brettel and Mollon (1999), "Digital video colourmaps for checking the legibility of displays by
dichromats", Color Research and Application 24(4), for protanopia and deuteranopia, in linear light; tritanopia by the
matrix of Machado, Oliveira and Fernandes (2009), IEEE TVCG 15(6), at full severity. Difference: CIE 1976 (L*a*b*).
"""

import itertools
import json

import pytest

from progrez_desktop.core.resources import resource_path
from tests.ui.conftest import Show
from tests.ui.measure import texts

TOKENS = json.loads(resource_path("style", "tokens.json").read_text("utf-8"))
SCHEMES = tuple(TOKENS)
SEEN_BY = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
    "no colour": ((0.2126, 0.7152, 0.0722),) * 3,
}
TOLD_BY_COLOUR = {
    "chosen": ("paper", "spruce_600"),
    "best and worst": ("spruce_600", "paper"),
    "a fault": ("danger", "edge"),
    "low and high": ("sten_1", "sten_5"),
    "a bar and its track": ("bar", "ink_200"),
}
"""Pairs of which one is told from the other by its shade, with or without words beside."""
LEAST = 20.0
"""About ten times what is just told apart side by side."""


def linear(colour: str) -> list[float]:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    """CIE L*a*b* under D65 of a colour in linear light."""
    red, green, blue = (min(max(c, 0.0), 1.0) for c in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: str, other: str, eyes: str) -> float:
    seen = [
        lab(
            [
                sum(weight * channel for weight, channel in zip(row, linear(colour), strict=True))
                for row in SEEN_BY[eyes]
            ]
        )
        for colour in (one, other)
    ]
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


def test_the_simulation_gives_the_known_colours() -> None:
    assert difference("#000000", "#FFFFFF", "no colour") == pytest.approx(100, abs=0.5)
    # Red and green of the same weight are one to a deuteranope, and far apart to others.
    assert difference("#FF0000", "#00FF00", "no colour") > LEAST
    assert difference("#A00000", "#4C6000", "deuteranopia") < LEAST < difference("#A00000", "#4C6000", "tritanopia")


@pytest.mark.parametrize("eyes", SEEN_BY)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_a_shade_tells_is_told_to_everybody(scheme: str, eyes: str) -> None:
    colours = TOKENS[scheme]
    alike = {
        what: round(found, 1)
        for what, (one, other) in TOLD_BY_COLOUR.items()
        if (found := difference(colours[one], colours[other], eyes)) < LEAST
    }
    # A fault has its sentence below the field, which a dashed edge repeats where more contrast is asked for.
    assert set(alike) <= {"a fault"}


def test_the_four_groups_of_skills_and_the_states_are_told_in_words_as_well(show: Show) -> None:
    """Some of their colours are one to some eyes, in every scheme: nothing may rest on them."""
    pairs = list(itertools.combinations(("relate", "self", "think", "drive"), 2))
    assert any(difference(TOKENS["light"][a], TOKENS["light"][b], "no colour") < LEAST for a, b in pairs)
    _, _, page = show("13-profile")
    assert {"Working with others", "Managing yourself", "Thinking", "Getting things done"} <= set(texts(page))
    _, _, page = show("04-account-faults")
    assert "Please fill this in." in texts(page)
    _, _, page = show("12-review-open")
    assert any("open" in said for said in texts(page))
    _, _, page = show("10-situation-both")
    assert {"✓ Best", "✓ Worst"} <= set(texts(page))
