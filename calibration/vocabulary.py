"""Which features a linear model knows, how rare each is, and texts as rows of weights: the same for every model."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from scipy import sparse

from progrez_desktop.scoring.text.features import weigh


@dataclass(frozen=True)
class Vocabulary:
    """Features in the order of their ids, and their inverse document frequencies."""

    features: tuple[str, ...]
    idf: tuple[float, ...]


def most_common(documents: Sequence[Sequence[str]], size: int, least: int = 1, digits: int = 4) -> Vocabulary:
    """Choose the `size` features that are in most documents, and in at least `least`; ties go by the alphabet.

    idf = ln((1 + N) / (1 + n)) + 1 for a feature in n of N documents, rounded to `digits` decimals.
    """
    frequency = Counter(feature for document in documents for feature in set(document))
    chosen = sorted(frequency, key=lambda feature: (-frequency[feature], feature))[:size]
    chosen = [feature for feature in chosen if frequency[feature] >= least]
    idf = (round(log((1 + len(documents)) / (1 + frequency[feature])) + 1.0, digits) for feature in chosen)
    return Vocabulary(tuple(chosen), tuple(idf))


def rows_of(documents: Iterable[Sequence[str]], vocabulary: Vocabulary) -> Any:
    """Return the weights of documents as a sparse array (documents, features), as the product computes them."""
    index = {feature: number for number, feature in enumerate(vocabulary.features)}
    ends, ids, weights = [0], list[int](), list[float]()
    for document in documents:
        some_ids, some_weights = weigh(document, index, vocabulary.idf)
        ids += some_ids
        weights += some_weights
        ends.append(len(ids))
    shape = (len(ends) - 1, len(vocabulary.features))
    return sparse.csr_matrix((np.array(weights), np.array(ids), np.array(ends)), shape=shape)
