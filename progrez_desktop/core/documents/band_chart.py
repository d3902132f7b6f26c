"""The band of one skill on the sten scale, drawn as vectors: a track from 1 to 10, the margin, a dot at the score."""

from typing import Any

from progrez_desktop.core.documents.sheet import colour, mix
from progrez_desktop.core.model.cv import CvSkill

BAND_HEIGHT = 6.0
_RADIUS = BAND_HEIGHT / 2
_MARGIN_OPACITY = 0.35


def draw_band(canvas: Any, skill: CvSkill, x: float, top: float, width: float) -> None:
    """Draw the band of `skill` with its left upper corner at (x, top)."""
    track, dot = colour("ink_200"), colour(skill.colour)
    bottom = top - BAND_HEIGHT
    canvas.setFillColor(track)
    canvas.roundRect(x, bottom, width, BAND_HEIGHT, _RADIUS, stroke=0, fill=1)
    low, score, high = (_centre(sten, width) for sten in (skill.low_exact, skill.sten_exact, skill.high_exact))
    canvas.setFillColor(mix(dot, track, _MARGIN_OPACITY))
    canvas.roundRect(x + low - _RADIUS, bottom, high - low + BAND_HEIGHT, BAND_HEIGHT, _RADIUS, stroke=0, fill=1)
    canvas.setFillColor(dot)
    canvas.circle(x + score, bottom + _RADIUS, _RADIUS, stroke=0, fill=1)


def _centre(sten: float, width: float) -> float:
    """Where a sten stands: 1 and 10 lie half a dot inside the ends, so that a dot never leaves its track."""
    return _RADIUS + (sten - 1) / 9 * (width - BAND_HEIGHT)
