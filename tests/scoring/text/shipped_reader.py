"""The reader of answers as it ships: the model, the rubric and the prompts of the assessment, made once."""

from functools import cache

from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services.answer_reader import load_reader
from progrez_desktop.scoring.text.reader import AnswerReader


@cache
def shipped_reader() -> AnswerReader:
    return load_reader(shipped(), shipped().assessment())
