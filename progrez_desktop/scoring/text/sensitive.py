"""Whether somebody writes of their own distress or health: then the text is left alone. Never stored, never told.

It looks sentence by sentence for the first person right beside what is private; words of others between quotation marks
are passed over. It misses what is said in other words, and it is no diagnosis of any kind.
"""

import re
from functools import cache

from progrez_desktop.scoring.text.features import MAX_CHARACTERS, sentences_of
from progrez_desktop.scoring.text.folding import plain_words
from progrez_desktop.scoring.text.sensitive_patterns import PARTS, PATTERNS

_QUOTED = re.compile(r"\"[^\"\n]{1,300}\"|[“„][^”“\n]{1,300}[”“]|(?<!\w)['‘][^'’\n]{1,300}['’](?!\w)")


def is_sensitive(text: str) -> bool:
    """Whether the writer speaks of own distress, violence against them, or own health, in English or Dutch."""
    own = _QUOTED.sub(" ", text[:MAX_CHARACTERS])
    sentences = (own[sentence.start : sentence.end] for sentence in sentences_of(own))
    return any(_private().search(" ".join(plain_words(sentence))) for sentence in sentences)


@cache
def _private() -> re.Pattern[str]:
    whole = "|".join(PATTERNS)
    for name, part in PARTS.items():
        whole = whole.replace(f"{{{name}}}", re.sub(r"\s*\n\s*", "", part))
    return re.compile(rf"(?<!\S)(?:{whole})(?![\w'])")
