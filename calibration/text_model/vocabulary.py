"""Which words and word pairs the model knows: the most common ones of what it hears."""

from collections.abc import Sequence

from calibration.text_model.facts import SIZE
from calibration.vocabulary import Vocabulary as Vocabulary
from calibration.vocabulary import most_common
from calibration.vocabulary import rows_of as rows_of
from progrez_desktop.scoring.text.hearing import Lexicon, hear, heard_features


def features_of(text: str, lexicon: Lexicon) -> list[str]:
    return heard_features(hear(text, lexicon))


def build_vocabulary(documents: Sequence[Sequence[str]]) -> Vocabulary:
    """Choose the SIZE features that are in most documents; ties go by the alphabet."""
    return most_common(documents, SIZE)
