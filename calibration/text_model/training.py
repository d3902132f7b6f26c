"""The whole of the learning, step by step: from texts to everything that was fitted."""

import json
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import torch

from calibration.measure import SEED, Floats
from calibration.text_model.assembly import Learned
from calibration.text_model.corpora import Corpora, interview_texts
from calibration.text_model.encoder import Encoder, pooled, trimmed_tokenizer
from calibration.text_model.facts import READINGS
from calibration.text_model.heads import fit_courtesy, fit_heads
from calibration.text_model.lexicon import lexicon_of
from calibration.text_model.tasks import SETS, SETS_OF_TONE, kept_apart, tasks_of
from calibration.text_model.tuning import PIECES, Runs, Task, tune
from calibration.text_model.vocabulary import build_vocabulary
from calibration.text_model.words import fit_words, training_documents
from progrez_desktop.scoring.text.hearing import Lexicon, hear
from progrez_desktop.scoring.text.model import COURTESY, TONE
from progrez_desktop.scoring.text.pieces import MAX_PIECES, Pieces

INTERVIEWS = ("train", "test")
"""Interviews from which is learned, without labels, what questions and answers about work have in common anyway; those
of "dev" are left for the figures."""


def learn(corpora: Corpora, data: Path, tuned: Path) -> Learned:
    """Fit everything, or all but the adapters if `tuned` is a file.

    Args:
        corpora: The labelled texts.
        data: Folder with the interviews.
        tuned: Where the tuned encoder is kept. Delete it to tune anew.
    """
    _one_thread()
    tokenizer, kept_ids = trimmed_tokenizer()
    lexicon = lexicon_of(_heard_texts(corpora, data), json.loads(tokenizer)["model"]["vocab"])
    pieces = Pieces(tokenizer)
    runs: dict[str, Runs] = {name: _runs(pieces, lexicon, corpora.texts(name), PIECES) for name in SETS}
    apart = kept_apart(corpora)
    torch.manual_seed(SEED)  # the adapters begin with chance numbers
    encoder = Encoder(kept_ids)
    encoder.round_published()
    vocabulary = build_vocabulary(training_documents(corpora, lexicon))
    if tuned.is_file():
        encoder.load_state_dict(torch.load(tuned, weights_only=True))
        words = fit_words(corpora, vocabulary, lexicon)
    else:
        first, second = COURTESY
        tone, courtesy = (tasks_of(names, corpora, runs, apart) for names in (SETS_OF_TONE, ("courtesy",)))
        begun = {name: weight.detach().numpy() for name, weight in encoder.state_dict().items()}
        with ProcessPoolExecutor(1, get_context("spawn")) as beside:
            after_tone = beside.submit(_tuned, kept_ids, begun, [(READINGS[TONE], tone), (READINGS[second], courtesy)])
            words = fit_words(corpora, vocabulary, lexicon)
            found = _tuned(kept_ids, begun, [(READINGS[first], courtesy)]) | after_tone.result()
        encoder.load_state_dict({name: torch.from_numpy(weight) for name, weight in (begun | found).items()})
        tuned.parent.mkdir(parents=True, exist_ok=True)
        torch.save(encoder.state_dict(), tuned)
    _say("what the tuned encoder says")
    vectors: dict[str, Floats] = {name: _vectors(encoder, TONE, runs[name]) for name in SETS_OF_TONE}
    requests = np.array([_vectors(encoder, reading, runs["courtesy"]) for reading in COURTESY])
    essays = _runs(pieces, lexicon, corpora.essays.texts + corpora.essays_dev.texts, MAX_PIECES)
    all_essays = _vectors(encoder, TONE, essays)
    _say("heads")
    return Learned(
        encoder={name: weights.numpy() for name, weights in encoder.state_dict().items()},
        heads=fit_heads(vectors, corpora, apart),
        courtesy=fit_courtesy(requests, corpora.courtesy, apart["courtesy"]),
        words=words,
        vocabulary=vocabulary,
        lexicon=lexicon,
        tokenizer=tokenizer,
        vectors=vectors
        | {"courtesy": requests, "essays": all_essays[: len(corpora.essays.texts)], "all_essays": all_essays},
        apart=apart,
    )


def _tuned(
    kept_ids: Sequence[int], state: Mapping[str, Any], jobs: Sequence[tuple[Sequence[str], Sequence[Task]]]
) -> dict[str, Any]:
    """Tune adapters one after another, in one thread; two processes of one thread are faster than one of two."""
    _one_thread()
    encoder = Encoder(kept_ids)
    encoder.load_state_dict({name: torch.from_numpy(weight.copy()) for name, weight in state.items()})
    for adapters, tasks in jobs:
        tune(encoder, adapters, tasks)
    endings = tuple(f".{adapters[-1]}" for adapters, _ in jobs)
    return {name: weight.numpy() for name, weight in encoder.state_dict().items() if name.endswith(endings)}


def _one_thread() -> None:
    """Sums of several threads come in another order on every run, and with them the last digits of every line."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)


def _vectors(encoder: Encoder, reading: int, runs: Runs) -> Floats:
    return pooled(encoder, runs, READINGS[reading]).astype(float)


def _heard_texts(corpora: Corpora, data: Path) -> list[str]:
    """Return the texts that tell which words are ordinary ones."""
    labelled = [text for name in (*SETS, "essays") for text in corpora.texts(name)]
    return labelled + [text for pair in interview_texts(data, INTERVIEWS) for text in pair]


def _runs(pieces: Pieces, lexicon: Lexicon, texts: Sequence[str], most: int) -> Runs:
    """Return the pieces of each text, as the product cuts it; what a very long one has beyond `most` is left out."""
    return [pieces.windows(text, hear(text, lexicon), most=most)[0] for text in texts]


def _say(step: str) -> None:
    print(f"text model: {step}", file=sys.stderr, flush=True)
