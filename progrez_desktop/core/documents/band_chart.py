"""The band of one skill on the sten scale, drawn as vectors: a track from 1 to 10, the margin, a dot at the score."""

from typing import Any, Protocol

from progrez_desktop.core.documents.sheet import colour, mix

BAND_HEIGHT = 6.0
_RADIUS = BAND_HEIGHT / 2
_MARGIN_OPACITY = 0.35


class HasBand(Protocol):
    """A score of a profile or a skill on a CV."""

    @property
    def sten_exact(self) -> float: ...
    @property
    def low_exact(self) -> float: ...
    @property
    def high_exact(self) -> float: ...


def draw_band(canvas: Any, score: HasBand, tone: str, x: float, top: float, width: float) -> None:
    """Draw the band of `score`, in the colour of that token, with its left upper corner at (x, top)."""
    track, dot = colour("ink_200"), colour(tone)
    bottom = top - BAND_HEIGHT
    canvas.setFillColor(track)
    canvas.roundRect(x, bottom, width, BAND_HEIGHT, _RADIUS, stroke=0, fill=1)
    low, at, high = (centre(sten, width) for sten in (score.low_exact, score.sten_exact, score.high_exact))
    canvas.setFillColor(mix(dot, track, _MARGIN_OPACITY))
    canvas.roundRect(x + low - _RADIUS, bottom, high - low + BAND_HEIGHT, BAND_HEIGHT, _RADIUS, stroke=0, fill=1)
    canvas.setFillColor(dot)
    canvas.circle(x + at, bottom + _RADIUS, _RADIUS, stroke=0, fill=1)


def centre(sten: float, width: float) -> float:
    """Where a sten stands: 1 and 10 lie half a dot inside the ends, so that a dot never leaves its track."""
    return _RADIUS + (sten - 1) / 9 * (width - BAND_HEIGHT)
