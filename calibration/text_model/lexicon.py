"""Which words are ordinary ones, and which say who somebody is: what both branches are told before they read."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from progrez_desktop.scoring.text.features import ARTICLES, tokens_of
from progrez_desktop.scoring.text.hearing import Lexicon

LEAST_SEEN = 3
"""Times that a word has to stand in small letters to be an ordinary one."""

_CAPITALS = """
    monday tuesday wednesday thursday friday saturday sunday january february april june july august september october
    november december christmas thanksgiving halloween internet google microsoft excel powerpoint outlook linkedin
    facebook instagram twitter youtube netflix amazon reddit wikipedia zoom skype slack iphone android
"""
CAPITALS = frozenset(_CAPITALS.split())
"""Words that are always written with a capital and name nobody."""

_LIST = Path(__file__).parent / "identity_words.txt"


def lexicon_of(texts: Iterable[str], pieces: Iterable[str]) -> Lexicon:
    """Return the lexicon: ordinary words are those that these texts write in small letters more often than not.

    Args:
        texts: What the model learns from.
        pieces: The pieces of the encoder's tokenizer; one that is a whole word is no slip of the pen.
    """
    listed = " ".join(line for line in _LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("# "))
    entries = {entry.replace("_", " ") for entry in listed.split()}
    names = {entry.removeprefix("^") for entry in entries if entry.startswith("^")}
    phrases = {entry for entry in entries if " " in entry}
    words = entries - phrases - {f"^{name}" for name in names}
    ordinary, seen = _ordinary(texts, words)
    rare = seen.union(piece for piece in pieces if piece.isalpha()) - set(ordinary)
    return Lexicon(ordinary, frozenset(words), frozenset(phrases), frozenset(names), frozenset(rare))


def _ordinary(texts: Iterable[str], identity_words: set[str]) -> tuple[tuple[str, ...], set[str]]:
    """Return the ordinary words, and all that stand in small letters more than once."""
    small, capital = Counter[str](), Counter[str]()
    for text in texts:
        for token in tokens_of(text):
            written = text[token.start : token.end]
            if token.is_word and any(map(str.isalpha, written)):
                if written.islower():
                    small[token.form] += 1
                elif token.start and text[token.start - 1] == " " and text[token.start - 2] not in ".!?:\"'":
                    capital[token.form] += 1
    kept = {word for word, seen in small.items() if seen >= LEAST_SEEN and seen > capital[word]}.union(CAPITALS)
    ordinary = sorted(kept - identity_words - ARTICLES, key=lambda word: (-small[word], word))
    return tuple(ordinary), {word for word, seen in small.items() if seen > 1}
