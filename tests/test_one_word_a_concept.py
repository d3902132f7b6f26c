"""One word a concept and one sign a quotation, in every text of both languages."""

import json
import re
from pathlib import Path

import pytest

from progrez_desktop.core.words import LANGUAGES

TEXTS = Path(__file__).parents[1] / "resources" / "translations"
NOT_SAID = {
    "en": r"\w'\w| …$|[\d}] ?%",
    "nl": (
        r"\w'\w|[“”]| …$|[\d}] ?%|\b(beslissing(en)?|proefopdracht|uitspraken|uitslag(en)?"
        r"|bladzijde|back-ups?|commando|exitstatus|inloggen|gender)\b"
    ),
}
"""In Dutch: besluit, werkproef, stelling, resultaat, pagina, reservekopie, opdracht, afsluitcode, aanmelden,
geslacht. In both: 80 % with a space at which no line breaks."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_uses_another_word_or_sign_for_the_same(language: str) -> None:
    said = {
        key: text
        for file in TEXTS.glob("*.json")
        for key, text in json.loads(file.read_text("utf-8"))[language].items()
        if re.search(NOT_SAID[language], text, re.IGNORECASE)
    }
    assert said == {}
