"""Which words and word pairs the model knows, how much each weighs, and texts as rows of those weights."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from calibration.text_model.facts import SIZE
from progrez_desktop.scoring.text.features import tokens_of, weigh, word_features

# Words that say who somebody is and not how a text sounds. No feature holds one, so that swapping
# one for another can't move a reading; what the words around them do is left as it is.
IDENTITY_WORDS = frozenset((Path(__file__).parent / "identity_words.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True)
class Vocabulary:
    """Features in the order of their ids, and their inverse document frequencies with four decimals."""

    features: tuple[str, ...]
    idf: tuple[float, ...]


def features_of(text: str) -> list[str]:
    return word_features(tokens_of(text))


def build_vocabulary(documents: Sequence[Sequence[str]]) -> Vocabulary:
    """Choose the SIZE features that are in most documents; ties go by the alphabet. idf = ln((1+N)/(1+n)) + 1."""
    frequency = Counter(feature for document in documents for feature in set(document) if not _names_somebody(feature))
    chosen = sorted(frequency, key=lambda feature: (-frequency[feature], feature))[:SIZE]
    idf = (round(log((1 + len(documents)) / (1 + frequency[feature])) + 1.0, 4) for feature in chosen)
    return Vocabulary(tuple(chosen), tuple(idf))


def rows_of(documents: Iterable[Sequence[str]], vocabulary: Vocabulary) -> Any:
    """Return the weights of documents as a sparse array (documents, SIZE), as the product computes them."""
    index = {feature: number for number, feature in enumerate(vocabulary.features)}
    ends, ids, weights = [0], list[int](), list[float]()
    for document in documents:
        some_ids, some_weights = weigh(document, index, vocabulary.idf)
        ids += some_ids
        weights += some_weights
        ends.append(len(ids))
    shape = (len(ends) - 1, len(vocabulary.features))
    return sparse.csr_matrix((np.array(weights), np.array(ids), np.array(ends)), shape=shape)


def _names_somebody(feature: str) -> bool:
    return any(word.removesuffix("'s") in IDENTITY_WORDS for word in feature.split(" "))
