"""Which embedded font draws which character, how wide it is, and which characters no font here can draw."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from progrez_desktop.core.resources import font_path

Weight = Literal["regular", "semibold", "bold"]
_FACES: dict[Weight, str] = {"regular": "Regular", "semibold": "Semibold", "bold": "Bold"}

# Source Sans Pro lacks some letters of living European languages (Irish, Livonian and Skolt Sami dots and strokes,
# Mari, Udmurt, Armenian, Georgian). Noto Sans (SIL OFL) has them, in one weight; it is only read when it is needed.
_FALLBACKS = ("NotoSans", "NotoSansArmenian", "NotoSansGeorgian", "NotoSansSymbols", "NotoEmoji")

FALLBACK_FONTS = frozenset(_FALLBACKS)
REPLACEMENT = "\ufffd"
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_KEPT_SPACES = "\n\u00a0\u202f"


def drawable(text: str) -> str:
    """Return text as it can be drawn: composed (NFC), "\\n" the only line end, invisible control characters gone."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_plain(sign) for sign in unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)))


def missing_characters(*texts: str) -> tuple[str, ...]:
    """Return the characters of these texts that no font here has, sorted; they are drawn as a replacement mark."""
    signs = set(drawable("\n".join(texts))) - {"\n"}
    return tuple(sorted(sign for sign in signs if _font_with(sign, "regular") is None))


def pieces(text: str, weight: Weight) -> list[tuple[str, str]]:
    """Split drawable text into (font name, text) pieces, so that each font has every character of its piece."""
    base = _FACES[weight]
    if _has(base, text):
        return [(base, text)] if text else []
    result: list[tuple[str, str]] = []
    for cluster in clusters(text):
        for font, part in _cluster_pieces(cluster, weight):
            if result and result[-1][0] == font:
                part = result.pop()[1] + part
            result.append((font, part))
    return result


def use_font(weight: Weight) -> str:
    """Make the font of this weight known to reportlab and return its name."""
    _font(_FACES[weight])
    return _FACES[weight]


@lru_cache(maxsize=4096)
def width(text: str, weight: Weight) -> float:
    """Return the width of drawable text set at 1 pt, in points."""
    return float(sum(_font(font).stringWidth(part, 1) for font, part in pieces(text, weight)))


def advance(sign: str, font: str) -> float:
    """Return the width of one character of a named font at 1 pt."""
    return float(_font(font).stringWidth(sign, 1))


def clusters(text: str) -> Iterator[str]:
    """Give each base character together with the combining marks on it: what must never be torn apart."""
    cluster = ""
    for sign in text:
        if cluster and not unicodedata.category(sign).startswith("M"):
            yield cluster
            cluster = ""
        cluster += sign
    if cluster:
        yield cluster


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isprintable() or sign == "\n" else " "
    kind = unicodedata.category(sign)
    # Joiners, soft hyphens, direction marks and variation selectors draw nothing; a font would draw an empty box.
    if kind == "Cf" or "\ufe00" <= sign <= "\ufe0f" or sign == "\u034f":
        return ""
    return " " if kind in ("Cc", "Zs") and sign not in _KEPT_SPACES else sign


def _cluster_pieces(cluster: str, weight: Weight) -> list[tuple[str, str]]:
    font = _font_with(cluster, weight)
    if font is not None:
        return [(font, cluster)]
    replacement = _font_with(REPLACEMENT, weight)
    instead = (replacement, REPLACEMENT) if replacement else (_FACES[weight], "?")
    return [(found, sign) if (found := _font_with(sign, weight)) else instead for sign in cluster]


def _font_with(cluster: str, weight: Weight) -> str | None:
    return next((name for name in (_FACES[weight], *_FALLBACKS) if _has(name, cluster)), None)


def _has(name: str, text: str) -> bool:
    font = _font(name)
    return font is not None and all(ord(sign) in font.face.charToGlyph for sign in text)


def _file(name: str) -> Path | None:
    if name not in _FALLBACKS:
        return font_path(name)
    spec = find_spec("manimgx_fonts")
    return None if spec is None or spec.origin is None else Path(spec.origin).with_name(f"{name}[wght].ttf")


@cache
def _font(name: str) -> Any:
    """The reportlab font, read once; None where the fallback fonts are not on this machine."""
    from reportlab.pdfbase import pdfmetrics

    path = _file(name)
    if path is None:
        return None
    font = _copyable_font()(name, str(path), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font


@cache
def _copyable_font() -> Any:
    """reportlab's font, with the right table of what each of its signs is when it is copied out of the page."""
    from reportlab.pdfbase.ttfonts import TTFont

    class CopyableFont(TTFont):  # type: ignore[misc]
        def addObjects(self, doc: Any) -> None:  # noqa: N802 (reportlab's name)
            super().addObjects(doc)
            for name, table in doc.idToObject.items():
                if name.startswith("toUnicodeCMap:"):
                    table.content = _BEYOND_16_BITS.sub(_in_utf16, table.content)

    return CopyableFont


_BEYOND_16_BITS = re.compile("(?<=> )<([0-9A-F]{5,6})>")
"""The table is in UTF-16 (ISO 32000-1, 9.10.3); reportlab writes an emoji as its bare number, which is read as two."""


def _in_utf16(number: re.Match[str]) -> str:
    return f"<{chr(int(number[1], 16)).encode('utf-16-be').hex().upper()}>"
