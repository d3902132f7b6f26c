"""A text as a person sees it on a page: markup, codes and addresses are blanked out, and every place stays. Pure.

Blanked out is what nobody reads: scripts, styles, comments, codes of terminals, addresses of pages. Where a tag ends a
paragraph or an item of a list, a line ends. Everything else stands where it stood, so that a mark in this text is a
mark in the one that was handed in.
"""

import re

_UNSEEN = re.compile(
    r"<(script|style|head|template)\b[^>]{0,500}>.*?</\1\s*>"
    r"|<!--.*?-->"
    r"|\x1b\[[0-9;?]{0,20}[A-Za-z]|\x1b\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)"
    r"|\b(?:https?|ftp)://[^\s<>\"')\]]{1,500}|\bwww\.[^\s<>\"')\]]{1,500}"
    r"|&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,6});",
    re.IGNORECASE | re.DOTALL,
)
_LINE_END = re.compile(
    r"</?(?:p|div|li|ul|ol|br|h[1-6]|tr|td|th|table|blockquote|section|article|pre)\b[^<>\n]{0,200}>", re.IGNORECASE
)


def visible(text: str) -> str:
    """Return a text of the same length with blanks in the place of what nobody sees."""
    if "<" in text or "\x1b" in text or "//" in text or "www." in text or "&" in text:
        text = _UNSEEN.sub(lambda found: " " * len(found.group()), text)
        text = _LINE_END.sub(lambda found: "\n" + " " * (len(found.group()) - 1), text)
    return text
