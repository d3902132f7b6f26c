"""A fresh A4 document with its title, language and date, and the colours of resources/style on paper."""

import io
from datetime import date
from functools import cache
from typing import Any

from progrez_desktop.core.documents.fonts import drawable, use_font
from progrez_desktop.core.resources import resource_json

PAGE_WIDTH = 595.28
PAGE_HEIGHT = 841.89

Rgb = tuple[float, float, float]


@cache
def colour(token: str) -> Rgb:
    """Return a colour of the light theme, the one for paper, as three parts from 0 to 1."""
    value = _tokens()[token].removeprefix("#")
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def mix(front: Rgb, back: Rgb, share: float) -> Rgb:
    """Return `front` seen at `share` opacity over `back`: one solid colour, so that no page needs transparency."""
    red, green, blue = (share * f + (1 - share) * b for f, b in zip(front, back, strict=True))
    return red, green, blue


def new_canvas(target: io.BytesIO, *, title: str, author: str, language: str, made: date) -> Any:
    """Return a reportlab canvas that writes the same bytes for the same drawing, whatever the time and machine."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        pdfVersion=(1, 7),
        lang=language,
        # reportlab begins each page by choosing a font; its own default, Helvetica, would be named but not embedded.
        initialFontName=use_font("regular"),
    )
    canvas.setTitle(drawable(title))
    canvas.setAuthor(drawable(author))
    canvas.setSubject(drawable(title))
    canvas.setCreator("Progrez")
    canvas.setProducer("Progrez")
    canvas.setDateFormatter(lambda *_: f"D:{made:%Y%m%d}000000Z")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


@cache
def _tokens() -> dict[str, str]:
    themes: dict[str, dict[str, str]] = resource_json("style", "tokens.json")
    return themes["light"]
