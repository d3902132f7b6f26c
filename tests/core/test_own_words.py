"""Own words agree with a score, differ from it, or say nothing: never more than that, and never by silence."""

from dataclasses import replace

import pytest

from progrez_desktop.core.model.profile import Agreement
from progrez_desktop.core.own_words import agreement
from progrez_desktop.scoring.scores import NotScored, SkillScore
from progrez_desktop.scoring.text.evidence import Mark, SkillReading
from tests.scoring.text.made_reading import made_skill

HIGH = SkillScore(1.4, 0.3, 0.35, 8, 7, 9, 8.3, 7.4, 9.2, 92, 84, 97, 10, 10, "norm", 1000)
LOW = replace(HIGH, theta=-1.4, sten=3, low=2, high=4, sten_exact=2.7, low_exact=1.8, high_exact=3.6)
AVERAGE = replace(HIGH, theta=0.0, sten=6, low=5, high=7, sten_exact=5.6, low_exact=4.7, high_exact=6.5)

SHOWN = made_skill("integrity", 4)
SILENT = made_skill("integrity", 0)
UNSURE = made_skill("integrity", None)
OPPOSITE = SkillReading("integrity", 1, 0.8, (Mark("action", 0, 20, ((2, 6),), -1, 0.9),), ())


@pytest.mark.parametrize(
    ("readings", "score", "expected"),
    [
        ([SHOWN], HIGH, "same_way"),
        ([OPPOSITE], LOW, "same_way"),
        ([SHOWN], LOW, "differs"),
        ([OPPOSITE], HIGH, "differs"),
        ([SHOWN, SILENT, UNSURE], HIGH, "same_way"),
        ([SHOWN, OPPOSITE], HIGH, "not_enough"),
        ([SHOWN], AVERAGE, "not_enough"),
        ([SHOWN], NotScored("too_few_answers", 3, 10), "not_enough"),
        ([SILENT, UNSURE], HIGH, "not_enough"),
        ([SILENT], LOW, "not_enough"),
        ([replace(OPPOSITE, level=None)], HIGH, "not_enough"),
        ([], HIGH, "not_enough"),
    ],
)
def test_words_beside_a_score(readings: list[SkillReading], score: SkillScore | NotScored, expected: Agreement) -> None:
    assert agreement(readings, score) == expected
