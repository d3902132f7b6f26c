"""The whole of the learning, step by step: from texts to everything that was fitted."""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from calibration.measure import Floats
from calibration.text_model.assembly import Learned
from calibration.text_model.corpora import Corpora, interview_texts
from calibration.text_model.encoder import WIDTH, Encoder, pooled, trimmed_tokenizer
from calibration.text_model.heads import fit_heads
from calibration.text_model.meaning import fit_meaning
from calibration.text_model.tasks import kept_apart, tasks_of
from calibration.text_model.tuning import PIECES, Runs, tune
from calibration.text_model.vocabulary import IDENTITY_WORDS, build_vocabulary
from calibration.text_model.words import fit_words, training_documents
from progrez_desktop.scoring.text.pieces import MAX_PIECES, Pieces

THREADS = 2
SETS = ("emotions", "strategies", "courtesy", "quality")
LIKENESS_SPLITS = ("train", "test")
"""Interviews that keep texts as alike as they were; those of "dev" are left for the figures."""


def learn(corpora: Corpora, data: Path, tuned: Path) -> Learned:
    """Fit everything, or all but the encoder if `tuned` is a file: about an hour, or a quarter of one, on two cores.

    Args:
        corpora: The labelled texts.
        data: Folder with the interviews.
        tuned: Where the tuned encoder is kept. Delete it to tune anew.
    """
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    tokenizer, kept_ids = trimmed_tokenizer()
    pieces, encoder = Pieces(tokenizer, IDENTITY_WORDS), Encoder(kept_ids)
    vocabulary = build_vocabulary(training_documents(corpora))
    _say("words")
    words = fit_words(corpora, vocabulary)

    texts = {name: getattr(corpora, name).texts for name in SETS} | {"interviews": _interviews(data)}
    runs: dict[str, Runs] = {name: [_run(pieces, text, PIECES) for text in some] for name, some in texts.items()}
    _say("what the untouched encoder says")
    before = {name: pooled(encoder, some)[:, :WIDTH] for name, some in runs.items()}
    apart = kept_apart(corpora)
    if tuned.is_file():
        encoder.load_state_dict(torch.load(tuned, weights_only=True))
    else:
        tune(encoder, tasks_of(corpora, runs, before, apart), _keeper(tuned.with_suffix(".part")))
        tuned.with_suffix(".part").replace(tuned)

    _say("what the tuned encoder says")
    vectors: dict[str, Floats] = {name: pooled(encoder, some).astype(float) for name, some in runs.items()}
    essays = [_run(pieces, text, MAX_PIECES) for text in corpora.essays.texts + corpora.essays_dev.texts]
    all_essays = pooled(encoder, essays).astype(float)
    _say("heads")
    return Learned(
        encoder={name: weights.numpy() for name, weights in encoder.state_dict().items()},
        heads=fit_heads(vectors, corpora, apart),
        meaning=fit_meaning(_stacked(vectors), _stacked(before)),
        words=words,
        vocabulary=vocabulary,
        tokenizer=tokenizer,
        vectors=vectors | {"essays": all_essays[: len(corpora.essays.texts)], "all_essays": all_essays},
        apart=apart,
    )


def _interviews(data: Path) -> list[str]:
    pairs = interview_texts(data, LIKENESS_SPLITS)
    return sorted({question for question, _ in pairs}) + [answer for _, answer in pairs]


def _run(pieces: Pieces, text: str, most: int) -> list[int]:
    return pieces.windows(text, most=most)[0]


def _keeper(path: Path) -> Callable[[Encoder], None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return lambda encoder: torch.save(encoder.state_dict(), path)


def _stacked(vectors: dict[str, NDArray[np.float32]] | dict[str, Floats]) -> Floats:
    """Return rows of every set; short comments, which are most, are thinned out."""
    thin = {"emotions": 8, "courtesy": 2, "strategies": 2}
    return np.concatenate([vectors[name][:: thin.get(name, 1)] for name in (*SETS, "interviews")]).astype(float)


def _say(step: str) -> None:
    print(f"text model: {step}", file=sys.stderr, flush=True)
