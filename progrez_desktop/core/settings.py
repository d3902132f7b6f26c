"""What is set for this program: language, text size and contrast, remembered in plain text; when a safe is locked."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

TEXT_SIZES: tuple[int, ...] = (100, 125, 150, 175, 200)
"""Text size in percent of the design."""
IDLE_WARN_MS = 120_000
"""After so long without anybody a person is warned. Time in front of one question counts until then and no longer: a
person who walked away is not working."""
IDLE_LOCK_MS = 180_000
"""After so long without anybody the safe is locked."""


@dataclass(frozen=True)
class Preferences:
    """How somebody has the window of this computer."""

    language: str = "en"
    text_percent: int = 100
    contrast: bool = False
    """More contrast than the design has, also where the system does not ask for it."""

    def larger(self) -> "Preferences":
        """The next text size; after the largest the first again."""
        after = [size for size in TEXT_SIZES if size > self.text_percent]
        return replace(self, text_percent=after[0] if after else TEXT_SIZES[0])


def load_preferences(path: Path, fallback_language: str) -> Preferences:
    """Read preferences; a missing or damaged file gives the defaults, since nothing of value is lost with it."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        language, percent = stored["language"], stored["text_percent"]
    except (OSError, ValueError, KeyError, TypeError):
        return Preferences(language=fallback_language)
    return Preferences(
        language=language if language in ("en", "nl") else fallback_language,
        text_percent=percent if percent in TEXT_SIZES else 100,
        contrast=stored.get("contrast") is True,
    )


def save_preferences(path: Path, preferences: Preferences) -> None:
    """Write preferences. A folder that can't be written costs only the memory of them, so it is no fault."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(preferences)), encoding="utf-8")
    except OSError:
        return
