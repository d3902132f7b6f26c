"""The reader of answers as it ships: the model, the rubric and the prompts of the assessment, made once."""

from functools import cache

import pytest

from progrez_desktop.core.packs.shipped import MODEL, shipped
from progrez_desktop.core.services.answer_reader import load_reader
from progrez_desktop.scoring.text.reader import AnswerReader


def shipped_reader() -> AnswerReader:
    """Return the reader; a test that asks for it is not run where the model is not built yet."""
    if MODEL not in shipped().pins:
        pytest.skip(f"NOT RUN: {MODEL} is not built yet")
    return _loaded()


@cache
def _loaded() -> AnswerReader:
    return load_reader(shipped(), shipped().assessment())
