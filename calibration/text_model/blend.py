"""How the two branches are added: shares per head, fitted on texts that neither branch had learned from."""

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from calibration.measure import Floats


@dataclass(frozen=True)
class Blend:
    """column = encoder_share * encoder + word_share * words + constant; one constant per column."""

    encoder_share: float
    word_share: float
    constants: Floats

    def of(self, encoder: Floats, words: Floats) -> Floats:
        return np.asarray(self.encoder_share * encoder + self.word_share * words + self.constants)


def blend_labels(encoder: Floats, words: Floats, labels: Floats) -> Blend:
    """Return the shares with the best likelihood over all labels of a head, (texts, labels) each, and constants."""
    texts, count = labels.shape
    branches = np.stack([encoder.ravel(order="F"), words.ravel(order="F")], axis=1)
    ones = np.kron(np.eye(count), np.ones((texts, 1)))
    fit = LogisticRegression(C=1e4, fit_intercept=False, solver="newton-cholesky", tol=1e-10)
    shares = fit.fit(np.hstack([branches, ones]), labels.ravel(order="F")).coef_[0]
    return Blend(float(shares[0]), float(shares[1]), shares[2:])


def blend_value(encoder: Floats, words: Floats, values: Floats) -> Blend:
    """Return the shares with the least squared error, (texts, 1) each."""
    design = np.hstack([encoder, words, np.ones_like(words)])
    shares = np.linalg.lstsq(design, values[:, 0], rcond=None)[0]
    return Blend(float(shares[0]), float(shares[1]), np.asarray(shares[2:3], float))
