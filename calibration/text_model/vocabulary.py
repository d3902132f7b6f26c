"""Which words and word pairs the model knows: the most common ones that don't say who somebody is."""

from collections.abc import Sequence
from pathlib import Path

from calibration.text_model.facts import SIZE
from calibration.vocabulary import Vocabulary as Vocabulary
from calibration.vocabulary import most_common
from calibration.vocabulary import rows_of as rows_of
from progrez_desktop.scoring.text.features import tokens_of, word_features

# Words that say who somebody is and not how a text sounds. No feature holds one, so that swapping
# one for another can't move a reading; what the words around them do is left as it is.
IDENTITY_WORDS = frozenset((Path(__file__).parent / "identity_words.txt").read_text(encoding="utf-8").split())


def features_of(text: str) -> list[str]:
    return word_features(tokens_of(text))


def build_vocabulary(documents: Sequence[Sequence[str]]) -> Vocabulary:
    """Choose the SIZE features that are in most documents; ties go by the alphabet."""
    named = [[feature for feature in document if not _names_somebody(feature)] for document in documents]
    return most_common(named, SIZE)


def _names_somebody(feature: str) -> bool:
    return any(word.removesuffix("'s") in IDENTITY_WORDS for word in feature.split(" "))
