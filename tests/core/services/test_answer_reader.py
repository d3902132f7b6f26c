"""A model that is lost or altered is a fault with a sentence, and never a reading."""

from dataclasses import replace

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.packs.shipped import (
    MODEL,
    MODEL_DESCRIPTION,
    MODEL_TOKENIZER,
    MODEL_VOCABULARY,
    Shipped,
    shipped,
)
from progrez_desktop.core.services.answer_reader import load_reader
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.packs.sources import Held, shipped_files

FILES = (MODEL, MODEL_TOKENIZER, MODEL_VOCABULARY, MODEL_DESCRIPTION)
ASSESSMENT = shipped().assessment()


def fault(of: Shipped) -> DataFault:
    with pytest.raises(DataFault) as told:
        load_reader(of, ASSESSMENT)
    return told.value


def test_without_its_model_there_is_no_reader() -> None:
    files = {name: data for name, data in shipped_files().items() if name not in FILES}
    told = fault(Shipped(Held(files), {**shipped().pins, **dict.fromkeys(FILES, "0" * 64)}))
    assert (told.code, told.params) == ("resource_missing", {"name": MODEL})


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_pinned_and_yet_no_model_is_told_in_a_sentence(language: str) -> None:
    # Somebody who can write the pins as well: the model's own manifest is then the next gate.
    files = shipped_files() | dict.fromkeys(FILES, b"!")
    held = Shipped(Held(files), shipped().pins)
    unpinned = replace(held, pins={**held.pins, **dict.fromkeys(FILES, SHA256_OF_A_MARK)})
    told = fault(unpinned)
    assert told.code == "model_unreadable"
    assert told.message_key in Words(language)


SHA256_OF_A_MARK = "bb7208bc9b5d7c04f1236a82a0093a5e33f40423d5ba8d4266f7092c3ba43b62"
