"""Letters with a combining mark and no composed form (Yoruba ọ̀, Lithuanian ė́): each mark is put on its letter."""

import unicodedata
from typing import Any

from progrez_desktop.core.documents.fonts import FALLBACK_FONTS, advance, clusters

# Parts of the type size, from the design of Source Sans: capital height less x-height, and one accent on another.
_TALL_RISE = 0.174
_STACK_RISE = 0.19
_ASCENDERS = "bdfhkl"
_ABOVE = 230
"""Canonical combining class of the marks that stand above their letter (Unicode, UnicodeData.txt)."""


def show(text: Any, part: str, font: str, size: float) -> None:
    """Show `part` in a reportlab text object, its font set to `font` at `size`.

    reportlab does not read a font's mark positions. Source Sans draws a mark around the point where it is shown, so
    that point is brought to the middle of the letter. Noto Sans has its commonest marks moved already.
    """
    if part.isascii() or font in FALLBACK_FONTS or not any(unicodedata.combining(sign) for sign in part):
        text.textOut(part)
        return
    for cluster in clusters(part):
        base, marks = cluster[0], cluster[1:]
        if not marks:
            text.textOut(base)
            continue
        # Character space is added after each sign: it takes the point back to the middle, and the last mark undoes it.
        half = advance(base, font) * size / 2
        _begin_actual_text(text, cluster)
        text.setCharSpace(-half)
        text.textOut(base)
        for number, mark in enumerate(marks):
            text.setCharSpace(half if number == len(marks) - 1 else 0)
            text.setRise(_rise(base, marks[:number], mark) * size)
            text.textOut(mark)
        text.setCharSpace(0)
        text.setRise(0)
        _literal(text, "EMC")


def _begin_actual_text(text: Any, cluster: str) -> None:
    """Say what the signs up to EMC spell: a reader that goes by positions takes the step back for a new line."""
    _literal(text, f"/Span <</ActualText <FEFF{cluster.encode('utf-16-be', 'replace').hex()}>>> BDC")


def _literal(text: Any, operator: str) -> None:
    text._code.append(operator)  # reportlab offers literals on a canvas only, where they would come before the text


def _rise(base: str, before: str, mark: str) -> float:
    if unicodedata.combining(mark) != _ABOVE:
        return 0.0
    spelt = unicodedata.normalize("NFD", base + before)
    stacked = sum(unicodedata.combining(other) == _ABOVE for other in spelt)
    letter = spelt[0]
    tall = letter.isupper() or letter in _ASCENDERS
    return (_TALL_RISE if tall else 0.0) + _STACK_RISE * stacked
