"""How something is spelt moves no level: a misspelt answer says the same of a skill, or now and then nothing.

Measured over 80 answers with letters swapped in one word of twenty: of 347 levels none became another, 7 were no longer
told and 10 more were (one word of ten: none, 9 and 12). Statements and situations have nothing to spell.
"""

from pathlib import Path

import numpy as np
import pytest

from calibration.text_model.corpora import interview_texts
from calibration.text_model.fairness import with_typos
from progrez_desktop.scoring.text.reading import Reading
from tests.scoring.text.shipped_reader import shipped_reader

ANSWERS = 10
MOST_SILENCED = 0.1
"""Of the levels of either reading, how many the other may be silent about."""


def levels(reading: Reading) -> dict[str, int]:
    told = reading.evidence.skills.values() if reading.evidence is not None else ()
    return {one.skill: one.level for one in told if one.level is not None}


@pytest.mark.shared
def test_swapped_letters_make_no_other_level(shared_dir: Path) -> None:
    reader, chance = shipped_reader(), np.random.default_rng(1)
    both = either = 0
    for question, answer in interview_texts(shared_dir / "data", ("dev",))[:ANSWERS]:
        plain = levels(reader.read(answer, question, "en"))
        slipped = levels(reader.read(with_typos(answer, chance), question, "en"))
        assert {skill: slipped[skill] for skill in plain.keys() & slipped} == {
            skill: plain[skill] for skill in plain.keys() & slipped
        }
        both, either = both + len(plain.keys() & slipped), either + len(plain.keys() | slipped)
    assert either > 20 and both / either >= 1 - MOST_SILENCED
