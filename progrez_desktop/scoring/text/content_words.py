"""The words of a sentence that mean something by themselves."""

from progrez_desktop.scoring.text.features import Sentence, Token

# Words that hold a sentence together and are never its reason; "not", "so" and "please" may well be.
_SMALL_WORDS = """
    a about after all also am an and any are as at be been before but by did do does for from had has have he her here
    him his i if in into is it it's its just me my of on or our out over own s she some t than that the their them then
    there these they this those through to under up us we was were when where which while who will with you your
"""
_SMALL = frozenset(_SMALL_WORDS.split())


def content_words(sentence: Sentence) -> list[Token]:
    """Return them in their order, each form once."""
    first = {token.form: token for token in reversed(sentence.tokens) if token.is_word and token.form not in _SMALL}
    return sorted(first.values(), key=lambda token: token.start)
