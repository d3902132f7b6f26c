"""A text as a person sees it on a page: markup, codes and addresses are blanked out, and every place stays. Pure.

Blanked out is what nobody reads: scripts, styles, comments, codes of terminals, blocks of code, pictures' names,
addresses of pages and people. Where a tag ends a paragraph or an item of a list, a line ends. Everything else stands
where it stood, so that a mark in this text is a mark in the one that was handed in.
"""

import re
import unicodedata

_UNSEEN = re.compile(
    r"<(script|style|head|template)\b[^>]{0,500}>.*?</\1\s*>"
    r"|<!--.*?-->"
    r"|</?[a-z][a-z0-9]{0,10}\s{1,5}[a-z-]{1,30}=(?:\"[^\"<>]{0,300}\"?|'[^'<>]{0,300}'?|[^\s<>]{1,300})[^<>\n]{0,300}>?"
    r"|(?:\x1b\[|\x9b|\\x1b\[|\\u001b\[|\\033\[|\\e\[)[0-9;?]{0,20}[A-Za-z]|\x1b\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)"
    r"|```.*?```"
    r"|!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)|(?<=\])\([^\s)]{1,500}(?:\s{1,3}\"[^\"\n]{0,200}\")?\)"
    r"|\[/?(?:b|i|u|s|url|img|quote|code|color|size|list)(?:=[^\]\n]{0,300})?\]"
    r"|\b(?:https?|ftp)://[^\s<>\"')\]]{1,500}|\bwww\.[^\s<>\"')\]]{1,500}"
    r"|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}"
    r"|&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,6});",
    re.IGNORECASE | re.DOTALL,
)
_LINE_END = re.compile(
    r"</?(?:p|div|li|ul|ol|br|h[1-6]|tr|td|th|table|blockquote|section|article|pre)\b[^<>\n]{0,200}>", re.IGNORECASE
)
_SIGNS_OF_IT = ("<", "\x1b", "\x9b", "//", "www.", "&", "@", "[", "```", "\\")


def visible(text: str) -> str:
    """Return a text of the same length with blanks in the place of what nobody sees."""
    if any(sign in text for sign in _SIGNS_OF_IT):
        text = _UNSEEN.sub(lambda found: _blank(found.group()), text)
        text = _LINE_END.sub(lambda found: "\n" + " " * (len(found.group()) - 1), text)
    return text


def as_written(phrase: str) -> str:
    """Return a phrase without signs that take no place, and with one blank between its words."""
    return " ".join("".join(sign for sign in phrase if unicodedata.category(sign) != "Cf").split())


def _blank(part: str) -> str:
    return re.sub(r"[^\n]", " ", part)
