"""Words of a text as a reader sees them: one form for letters that look alike. Pure."""

from collections.abc import Sequence

from progrez_desktop.scoring.text.features import MAX_CHARACTERS, tokens_of

_LOOK_ALIKE = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u0501\u051b\u051d"
    "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u03c7\u0261\u0131",
    "abekmhopctyxsijdqw" + "aikvopuxgi",
)


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of the first MAX_CHARACTERS of a text, in reading order.

    Lower case, without invisible characters, tags and signs. Cyrillic and Greek letters that look like Latin ones
    become those, unless the text is written in such letters for the most part.
    """
    words = tuple(token.form for token in tokens_of(text[:MAX_CHARACTERS]) if token.is_word)
    return _one_script(words)


def _one_script(words: Sequence[str]) -> tuple[str, ...]:
    letters = "".join(words)
    if letters.isascii() or 2 * sum(letter < "\u0250" for letter in letters) <= len(letters):
        return tuple(words)
    return tuple(word.translate(_LOOK_ALIKE) for word in words)
